"""What one edition says: the sections it holds, and the marks as they read in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samplepress import SAMPLE
from texts import text

from bookletpress import tailor
from bookletpress.edition import Edition
from bookletpress.knowledge import Claim, Medicine, Shared, StatusMark
from bookletpress.model import Booklet
from bookletpress.places import HOME, PLACES
from bookletpress.problems import Location
from bookletpress.shareddata import load_shared
from bookletpress.source import load_booklet

PLACE = Location("booklets/shared/medicines.yaml", 3, 1)
FIRST = load_booklet(SAMPLE, "first")
SHARED = load_shared(SAMPLE)


def edition(audience: str = "family", without: bool = False) -> Edition:
    return Edition("first", "en", audience, "letter", without_statistics=without)


def names(booklet: Booklet) -> list[str]:
    return [section.name for section in booklet.sections]


def test_a_usual_edition_is_the_booklet_itself() -> None:
    assert tailor.booklet(FIRST, "family", False) is FIRST


def test_without_statistics_their_sections_are_gone_and_nothing_else() -> None:
    without = tailor.booklet(FIRST, "family", True)
    assert [name for name in names(FIRST) if name not in names(without)] == ["numbers", "more-numbers"]
    assert replace(without, sections=(), glossary=()) == replace(FIRST, sections=(), glossary=())


def test_a_word_goes_with_its_only_card() -> None:
    """The card of "gene" stands elsewhere too; "survival" would tell what was left out."""
    assert FIRST.glossary == ("gene", "survival")
    assert tailor.booklet(FIRST, "family", True).glossary == ("gene",)


def test_clinicians_are_not_asked() -> None:
    for without in (False, True):
        made = tailor.booklet(FIRST, "clinician", without)
        assert names(made) == names(FIRST)
        assert not any(section.statistics for section in made.sections)
    assert tailor.has_statistics(FIRST, "family")
    assert not tailor.has_statistics(FIRST, "clinician")
    assert not tailor.has_statistics(load_booklet(SAMPLE, "second"), "family")


def medicine(*marks: StatusMark, claims: tuple[str, ...] = ()) -> Medicine:
    return Medicine("alphamab", text("alphamab"), "", marks, claims, PLACE)


def claim(name: str, status: str, place: str) -> Claim:
    return Claim(name, "It is so.", status, place, "2026", "both", "high", True, (), PLACE)


CLAIMS = {
    "usual-us": claim("usual-us", "standard", "US"),
    "usual-eu": claim("usual-eu", "standard", "EU"),
    "usual": claim("usual", "standard", "all"),
    "past-us": claim("past-us", "outdated", "US"),
    "told-eu": claim("told-eu", "background", "EU"),
}
ELSEWHERE = "standard-elsewhere"
STANDARD, PAST, STUDIED = StatusMark("standard"), StatusMark("past"), StatusMark("studied")
IN_US, IN_EU = StatusMark("approved", "US", "2015"), StatusMark("approved", "EU")


def shown(place: str, *marks: StatusMark, claims: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    shared = replace(SHARED, claims=CLAIMS, medicines={"alphamab": medicine(*marks, claims=claims)})
    made = tailor.shared(shared, place).medicines["alphamab"].marks
    return [(mark.mark, mark.place, mark.since) for mark in made]


@pytest.mark.parametrize(
    ("place", "marks", "claims", "expected"),
    [
        ("US", (STANDARD, IN_US), ("usual-us",), [("standard", "", ""), ("approved", "US", "2015")]),
        (
            "EU",
            (STANDARD, IN_US),
            ("usual-us",),
            [("unlisted", "EU", ""), ("standard-elsewhere", "US", ""), ("approved-elsewhere", "US", "2015")],
        ),
        ("EU", (IN_US, IN_EU), (), [("approved", "EU", ""), ("approved-elsewhere", "US", "2015")]),
        ("US", (IN_EU,), (), [("unlisted", "US", ""), ("approved-elsewhere", "EU", "")]),
        ("UK", (STANDARD,), ("usual-us", "usual-eu"), [(ELSEWHERE, "US", ""), (ELSEWHERE, "EU", "")]),
        ("UK", (STANDARD,), ("usual", "usual-us"), [("standard", "", "")]),
        ("UK", (STANDARD,), (), [("standard", "", "")]),
        ("EU", (STANDARD,), ("told-eu", "usual-us"), [("standard-elsewhere", "US", "")]),
        ("EU", (StatusMark("standard", "EU"),), ("usual-us",), [("standard", "", "")]),
        ("UK", (PAST,), ("past-us",), [("past", "US", "")]),
        ("US", (PAST,), ("past-us",), [("past", "", "")]),
        ("CH", (STUDIED,), ("usual-us",), [("studied", "", "")]),
    ],
)  # fmt: skip
def test_a_mark_tells_what_is_so_in_the_place(
    place: str, marks: tuple[StatusMark, ...], claims: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert shown(place, *marks, claims=claims) == expected


@given(st.lists(st.sampled_from([STANDARD, PAST, STUDIED, *(StatusMark("approved", p) for p in PLACES)]), unique=True),
       st.sampled_from(PLACES), st.lists(st.sampled_from(sorted(CLAIMS)), unique=True))  # fmt: skip
def test_no_place_is_lost_and_none_is_made_up(marks: list[StatusMark], place: str, claims: list[str]) -> None:
    made = shown(place, *marks, claims=tuple(claims))
    approved = {mark.place for mark in marks if mark.mark == "approved"}
    assert {where for kind, where, _ in made if kind in ("approved", "approved-elsewhere")} == approved
    assert {where for kind, where, _ in made if kind == "approved"} == approved & {place}
    unlisted = [place] if approved and place not in approved else []
    assert [where for kind, where, _ in made if kind == "unlisted"] == unlisted
    here = [number for number, (kind, _, _) in enumerate(made) if not kind.endswith("elsewhere")]
    assert here == list(range(len(here)))


def test_what_holds_here_is_left_as_it_is() -> None:
    assert tailor.shared(SHARED, HOME).medicines["alphamab"] == SHARED.medicines["alphamab"]
    assert isinstance(tailor.shared(SHARED, "EU"), Shared)
    assert tailor.shared(SHARED, "EU").claims == SHARED.claims
