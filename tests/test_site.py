"""What lies beside the editions: the history of a text, the index to look things up, sums, codes of topics."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import shelf
from shelf import ENGLISH, PSEUDO, SPANISH, rows

from bookletpress import site
from bookletpress.site import fhir, history, lookup, structured, sums
from bookletpress.site.history import CHANGED, FIRST, STATE, Event, Part, Snapshot, Told

BEFORE = Snapshot("text-2:a", "draft", "2026-11-21", {"one": Part("One", "1"), "two": Part("Two", "2")}, "r")
DAY, NEXT = "2026-11-28", "2026-11-29"

# ---------------------------------------------------------------- what happened


def after(now: Snapshot, before: Told | None = None, day: str = DAY) -> Told:
    return history.after(before or history.after(None, BEFORE, DAY), now, day)


def test_a_text_that_is_new_appeared_on_its_own_day() -> None:
    assert history.after(None, BEFORE, DAY) == Told(BEFORE, (Event("2026-11-21", FIRST),))
    assert history.after(None, BEFORE, DAY).news == ()


def test_the_same_text_has_nothing_to_tell() -> None:
    assert after(BEFORE, day=NEXT) == history.after(None, BEFORE, DAY)


def test_a_change_names_the_sections() -> None:
    parts = {"two": Part("Two", "other"), "three": Part("Three", "3")}
    told = after(replace(BEFORE, content="text-2:b", parts=parts))
    assert told.news == (Event(DAY, CHANGED, ("Two",), ("Three",), ("One",)),)
    elsewhere = after(replace(BEFORE, content="text-2:b", rest="s"))
    assert elsewhere.news == (Event(DAY, CHANGED, elsewhere=True),)


def test_two_changes_of_a_day_are_one_and_of_two_days_two() -> None:
    first = after(replace(BEFORE, content="text-2:b", parts={**BEFORE.parts, "three": Part("Three", "3")}))
    parts = {"one": Part("One", "new"), "three": Part("Three", "new")}
    second = replace(BEFORE, content="text-2:c", parts=parts)
    assert after(second, first).news == (Event(DAY, CHANGED, ("One",), ("Three",), ("Two",)),)
    assert [event.on for event in after(second, first, NEXT).news] == [NEXT, DAY]


def test_a_new_state_is_told_and_the_last_of_a_day_counts() -> None:
    approved = after(replace(BEFORE, state="approved"))
    assert approved.news == (Event(DAY, STATE, state="approved"),)
    assert after(replace(BEFORE, state="withdrawn"), approved).news == (Event(DAY, STATE, state="withdrawn"),)


def test_the_oldest_events_are_dropped() -> None:
    told = history.after(None, BEFORE, DAY)
    for day in range(1, 31):
        told = after(replace(BEFORE, content=f"text-2:{day}", rest=str(day)), told, f"2026-12-{day:02}")
    assert len(told.events) == history.MOST
    assert told.events[-1].on == "2026-12-30"


def test_a_history_is_read_as_it_was_written() -> None:
    told = {
        ("b", "es", "family"): after(replace(BEFORE, content="text-2:b", state="approved", rest="s")),
        ("a", "en", "family"): after(BEFORE),
    }
    assert history.read(history.as_bytes(told)) == told
    assert history.as_bytes(dict(reversed(told.items()))) == history.as_bytes(told)


SPOILED = {
    "nothing": lambda _: b"",
    "cut": lambda raw: raw[:-40],
    "another version": lambda raw: raw.replace(b'"version": 1', b'"version": 2'),
    "no day": lambda raw: raw.replace(b"2026-11-28", b"2026-13-28"),
    "no kind": lambda raw: raw.replace(b'"kind": "changed"', b'"kind": "<b>"'),
    "no digest": lambda raw: raw.replace(b'"text-2:b"', b"7"),
    "endless": lambda raw: b"[" * 100_000,
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_broken_history_tells_nothing(spoil: Callable[[bytes], bytes]) -> None:
    told = {("a", "en", "family"): after(replace(BEFORE, content="text-2:b", rest="s"))}
    raw = spoil(history.as_bytes(told))
    assert raw != history.as_bytes(told)
    assert history.read(raw) == {}


def test_a_catalogue_alone_tells_that_a_text_changed() -> None:
    left = history.of_catalogue(shelf.pages(rows((ENGLISH,)))["catalogue.json"].encode())
    assert set(left) == {
        ("neuroblastoma-research", "en", "family"),
        ("alk-inhibitors", "en", "family"),
        ("alk-inhibitors", "en", "clinician"),
    }
    before = left["alk-inhibitors", "en", "clinician"]
    now = replace(BEFORE, content="text-2:b")
    assert history.after(before, now, DAY).news == (Event(DAY, CHANGED, elsewhere=True),)
    assert history.of_catalogue(b"[1]") == history.of_catalogue(b"{") == {}


# ---------------------------------------------------------------- looking up


def test_the_index_holds_books_sections_and_words_in_both_languages() -> None:
    made = shelf.site(rows())
    index = lookup.index(made, "es", rows((SPANISH,)))
    assert [(book.audience, len(book.sections)) for book in index.books] == [
        ("family", 3),
        ("family", 3),
        ("clinician", 3),
    ]
    call = index.books[0].sections[1]
    assert (call.name.source, call.address) == (
        "¿Cuándo llamamos?",
        "neuroblastoma-research_es_family_letter_DRAFT.pdf#nameddest=section-when-to-call",
    )
    assert [(other.locale.name, other.words) for other in call.others] == [("en", "When do we call?")]
    assert index.books[0].sections[2].medicines == ("lorlatinib", "crizotinib")
    assert [(word.name.source, word.others[0].words) for word in index.words] == [
        ("biopsia", "biopsy"),
        ("recaída", "relapse"),
    ]


def test_a_word_leads_to_its_own_place_in_a_page_and_the_first_text_for_families_tells_when_to_call() -> None:
    first = rows((ENGLISH,))[0]
    index = lookup.index(shelf.site((*rows(), shelf.web(first))), "en", (*rows((ENGLISH,)), shelf.web(first)))
    page = "neuroblastoma-research_en_family_DRAFT.html"
    assert [word.address for word in index.words] == [f"{page}#g-biopsy", f"{page}#g-relapse"]
    assert index.calls == f"{page}#section-when-to-call"
    assert [entry.hidden for entry in index.books[0].sections] == ["", "seizure", ""]
    silent = [row for row in rows((ENGLISH,)) if row.edition.audience == "clinician"]
    assert lookup.index(shelf.site(silent), "en", silent).calls == ""


def test_a_text_that_is_there_only_in_variants_is_not_in_the_index() -> None:
    variants = shelf.variants(ENGLISH)
    assert lookup.index(shelf.site(variants), "en", variants).books == ()


def test_where_there_are_many_languages_each_page_has_its_own_and_the_source() -> None:
    many = [replace(PSEUDO, name=f"x{letter}") for letter in "abcd"]
    shown = [
        replace(row, locale=one, edition=replace(row.edition, locale=one.name))
        for one in many
        for row in rows((PSEUDO,))
    ]
    made = shelf.site((*rows((ENGLISH,)), *shown))
    books = lookup.index(made, "xa", [row for row in shown if row.locale.name == "xa"]).books
    assert {other.locale.name for other in books[0].itself.others} == {"en"}
    assert lookup.index(made, "en", rows((ENGLISH,))).books[0].itself.others == ()


# ---------------------------------------------------------------- for programs


def test_every_file_has_its_sum_in_the_order_of_paths() -> None:
    made = site.files(shelf.site(rows()))
    known = sums.read(made["SHA256SUMS"])
    assert list(known) == sorted(known)
    assert known.keys() == {*made, *(row.artefact.path for row in rows())} - {"SHA256SUMS"}
    for path, content in made.items():
        assert path == "SHA256SUMS" or known[path] == hashlib.sha256(content).hexdigest()
    assert sums.as_bytes(known) == made["SHA256SUMS"]


@pytest.mark.parametrize("raw", [b"x", b"0" * 64 + b" a", b"0" * 64 + b"  ", b"G" * 64 + b"  a", b"\xff"])
def test_what_is_no_list_of_sums_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - also what cannot be decoded
        sums.read(raw)


def test_all_paths_are_known_before_anything_is_made() -> None:
    assert set(site.names(["en", "es"])) == set(site.files(shelf.site(rows())))


def test_a_code_leads_to_the_handouts_by_language_and_reader() -> None:
    topics = json.loads(shelf.pages(rows())["topics.json"])
    (topic,) = topics["topics"]
    assert (topic["system"], topic["code"], topic["oid"]) == ("SNOMED CT", "138875005", "2.16.840.1.113883.6.96")
    found = [topics["handouts"][number] for number in topic["handouts"]]
    wanted = [one for one in found if (one["language"], one["recipient"]) == ("es-US", "PROV")]
    assert [one["slug"] for one in wanted] == ["alk-inhibitors"]
    assert next(file["path"] for file in wanted[0]["files"]) == "es/alk-inhibitors_es_clinician_letter_DRAFT.pdf"
    by_word = topics["words"]["es"]["recaída"]
    assert {topics["handouts"][number]["audience"] for number in by_word} == {"family"}


def test_without_a_verified_code_there_is_none() -> None:
    made = shelf.site(rows())
    bare = replace(made, readings={key: replace(one, topics=()) for key, one in made.readings.items()})
    assert json.loads(site.files(bare)["topics.json"])["topics"] == []
    assert b"coding" not in site.files(bare)["fhir.json"]


@pytest.mark.parametrize(
    ("state", "status", "doc"),
    [
        ("draft", "current", "preliminary"),
        ("under-review", "current", "preliminary"),
        ("expired", "current", "preliminary"),
        ("approved", "current", "final"),
        ("withdrawn", "entered-in-error", "entered-in-error"),
    ],
)
def test_a_document_is_final_only_if_its_text_is(state: str, status: str, doc: str) -> None:
    row = replace(rows((ENGLISH,))[0], state=state, until="2027-01-01", reviewed="2026-11-21")
    (entry,) = json.loads(fhir.bundle(shelf.site([row])))["entry"]
    assert (entry["resource"]["status"], entry["resource"]["docStatus"]) == (status, doc)


def test_a_day_of_review_stands_there_only_when_it_is_true() -> None:
    draft = rows((ENGLISH,))[0]
    final = replace(draft, state="approved", until="2027-01-01", reviewed="2026-11-21")

    def said(*shown: object) -> dict[str, object]:
        return structured.linked(shown, "")["@graph"][0]  # type: ignore[index,arg-type,no-any-return]

    assert said(final)["lastReviewed"] == "2026-11-21"
    assert "lastReviewed" not in said(draft)
    assert "lastReviewed" not in said(final, draft)
    assert "lastReviewed" not in said(replace(final, state="expired"))
    assert (said(draft)["creativeWorkStatus"], said(final)["creativeWorkStatus"]) == ("Draft", "Published")
