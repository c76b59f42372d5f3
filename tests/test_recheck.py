"""When a claim has to be looked at again: the policy by status, the days it starts from, and its limits."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from edition import claim, context, reference
from faults import told
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import recheck
from bookletpress.checks import registry
from bookletpress.knowledge import Claim, Reference
from bookletpress.problems import Location, Problem, Severity
from bookletpress.shareddata import STATUSES

PLACE = Location("booklets/shared/claims.yaml", 1, 1)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))
Day = datetime.date


def made(**changed: object) -> Claim:
    plain = Claim("c", "It is so.", "standard", "US", "2025-04-28", "both", "high", True, ("page",), PLACE)
    return replace(plain, **changed)  # type: ignore[arg-type]


def page(**changed: object) -> Reference:
    return replace(Reference("page", "webpage", "A page", PLACE), **changed)  # type: ignore[arg-type]


ARTICLE = Reference("article", "article-journal", "An article", PLACE, checked_on="2026-11-20")

# name: (claim, sources, the last day for which it is vouched, the day of the next look)
CASES: dict[str, tuple[Claim, tuple[Reference, ...], str, str]] = {
    "treatment holds a year": (made(), (page(),), "2025-04-28", "2026-04-28"),
    "approved": (made(status="approved"), (page(),), "2025-04-28", "2026-04-28"),
    "studied": (made(status="studied"), (page(),), "2025-04-28", "2026-04-28"),
    "background holds two": (made(status="background"), (page(),), "2025-04-28", "2027-04-28"),
    "outdated": (made(status="outdated"), (page(),), "2025-04-28", "2027-04-28"),
    "a month counts from its first day": (made(as_of="2025-04"), (page(),), "2025-04-01", "2026-04-01"),
    "a year counts from its first day": (made(as_of="2025"), (page(),), "2025-01-01", "2026-01-01"),
    "a page that was opened later": (made(), (page(accessed=(2025, 12, 30)),), "2025-12-30", "2026-12-30"),
    "a page opened some time in a month": (made(), (page(accessed=(2025, 12)),), "2025-12-01", "2026-12-01"),
    "a page that was opened before": (made(), (page(accessed=(2024, 1, 1)),), "2025-04-28", "2026-04-28"),
    "a page that nobody opened": (made(), (page(accessed=(2026, 11, 20), unchecked=("accessed",)),),
                                  "2025-04-28", "2026-04-28"),
    "a page that was compared": (made(), (page(accessed=(2025, 12, 30), checked_on="2026-11-21"),),
                                 "2026-11-21", "2027-11-21"),
    "an article alone": (made(sources=("article",)), (ARTICLE,), "2026-11-20", "2027-11-20"),
    "an article does not vouch for a page": (made(sources=("page", "article")),
                                             (page(accessed=(2025, 12, 30)), ARTICLE), "2025-12-30", "2026-12-30"),
    "an article vouches where no page was opened": (made(sources=("page", "article")), (page(), ARTICLE),
                                                    "2026-11-20", "2027-11-20"),
    "a source that is not there": (made(sources=("page", "gone")), (page(),), "2025-04-28", "2026-04-28"),
    "its own day": (made(review_by="2026-01-31"), (page(),), "2025-04-28", "2026-01-31"),
    "its own day, later than the policy": (made(review_by="2028-04-28"), (page(),), "2025-04-28", "2028-04-28"),
    "its own day, beyond the limit": (made(review_by="2030-01-01"), (page(),), "2025-04-28", "2028-04-28"),
    "29 February": (made(as_of="2028-02-29"), (page(),), "2028-02-29", "2029-02-28"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_policy(name: str) -> None:
    made_claim, sources, seen, due = CASES[name]
    references = {source.id: source for source in sources}
    assert recheck.vouched_for(made_claim, references) == Day.fromisoformat(seen)
    assert recheck.review_by(made_claim, references) == Day.fromisoformat(due)


def test_every_status_has_its_months() -> None:
    assert set(recheck.MONTHS) == set(STATUSES)
    assert max(recheck.MONTHS.values()) <= recheck.LONGEST


@given(DAYS, st.integers(0, 60))
def test_months_are_added_as_people_do(day: Day, months: int) -> None:
    later = recheck.months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or (later + datetime.timedelta(days=1)).day == 1


def test_the_end_of_the_calendar_is_no_fault_of_ours() -> None:
    assert recheck.review_by(made(as_of="9999-12-31"), {}) == Day(9999, 12, 31)


@given(st.sampled_from(STATUSES), DAYS, st.none() | DAYS)
def test_no_claim_holds_longer_than_the_limit(status: str, as_of: Day, own: Day | None) -> None:
    it = made(status=status, as_of=as_of.isoformat(), review_by=own.isoformat() if own else "")
    assert recheck.review_by(it, {}) <= recheck.months_after(as_of, 36)


# ------------------------------------------------------------------------------------------------------- the check

LISTED = ("booklet.yaml", "[alk]", "[alk, gene]")


def found(root: Path, today: str, change: tuple[str, str, str], release: bool = False) -> list[Problem]:
    ready = replace(context(root, LISTED, change), today=Day.fromisoformat(today))
    return list(dict.fromkeys(registry.run(ready, release)))


def dated(name: str, as_of: str, more: str = "") -> tuple[str, str, str]:
    before = claim(name)
    return "claims.yaml", before, before.replace("2026-11-21", as_of + more)


@pytest.mark.parametrize("name", ["three", "line"], ids=["cited", "behind a help line"])
@pytest.mark.parametrize("release", [False, True], ids=["draft", "release"])
def test_an_overdue_claim_warns_in_a_draft_and_blocks_a_release(tmp_path: Path, release: bool, name: str) -> None:
    old = dated(name, "2025-11-27")
    assert [p.code for p in found(tmp_path, "2026-11-27", old, release)] == []
    (problem,) = found(tmp_path, "2026-11-28", old, release)
    assert problem.code == "claim-overdue"
    assert problem.severity is (Severity.ERROR if release else Severity.WARNING)
    assert not problem.blocks_draft
    assert problem.location.path.endswith("claims.yaml")
    assert f"'c-{name}'" in problem.message
    assert "2026-11-27" in problem.message


def test_the_marks_of_a_medicine_grow_old_too(tmp_path: Path) -> None:
    before = claim("approved", status="approved", sources="s-one")
    old = ("claims.yaml", before, before.replace("2026-11-21", "2025-01-01"))
    assert [p.code for p in found(tmp_path, "2026-11-28", old)] == ["claim-overdue"]


def test_a_claim_that_nothing_printed_stands_on_is_let_lie(tmp_path: Path) -> None:
    unused = (
        "claims.yaml",
        claim("three"),
        claim("three") + claim("old", sources="s-one").replace("2026-11-21", "1999"),
    )
    assert told(found(tmp_path, "2026-11-28", unused, release=True)) == []


def test_a_day_of_its_own_has_a_limit(tmp_path: Path) -> None:
    within = dated("three", "2026-11-21", "\n  review_by: 2029-11-21")
    late = found(tmp_path, "2029-11-21", within)
    assert {problem.code for problem in late} == {"claim-overdue"}
    assert not any("'c-three'" in problem.message for problem in late)
    beyond = dated("three", "2026-11-21", "\n  review_by: 2029-11-22")
    (problem,) = found(tmp_path, "2026-11-28", beyond)
    assert (problem.code, problem.blocks_draft) == ("review-too-late", True)


def test_a_slip_into_the_future_is_told_because_it_would_never_be_overdue(tmp_path: Path) -> None:
    assert [p.code for p in found(tmp_path, "2026-11-28", dated("three", "2062-11-21"))] == ["claim-ahead"]
    assert found(tmp_path, "2026-11-28", dated("three", "2026-11-29")) == []
    opened = reference("three").replace("checked: {", "accessed: {date-parts: [[2062]]}\n  checked: {")
    ahead = ("references.yaml", reference("three"), opened.replace("article-journal", "webpage"))
    assert [p.code for p in found(tmp_path, "2026-11-28", ahead)] == ["claim-ahead"]
