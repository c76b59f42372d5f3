"""What lies beside the editions: the history of a text, the index to look things up, sums, codes of topics."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import shelf
from shelf import ENGLISH, PSEUDO, SPANISH, rows

from bookletpress import site
from bookletpress.model import LocaleInfo
from bookletpress.publish import Published
from bookletpress.site import fhir, history, lookup, structured, sums, topics
from bookletpress.site.history import CHANGED, FIRST, STATE, Event, Part, Snapshot, Told
from bookletpress.site.values import Site

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
    told = json.loads(topics.index(shelf.site(rows())))
    (topic,) = told["topics"]
    assert (topic["system"], topic["code"], topic["oid"]) == ("SNOMED CT", "138875005", "2.16.840.1.113883.6.96")
    found = [told["handouts"][number] for number in topic["handouts"]]
    wanted = [one for one in found if (one["language"], one["recipient"]) == ("es-US", "PROV")]
    assert [one["slug"] for one in wanted] == ["alk-inhibitors"]
    assert next(file["path"] for file in wanted[0]["files"]) == "es/alk-inhibitors_es_clinician_letter_DRAFT.pdf"
    by_word = told["mentioned"]["es"]["recaída"]
    assert {told["handouts"][number]["audience"] for number in by_word} == {"family"}


def by_word(made: Site, part: str, locale: str) -> dict[str, set[tuple[str, str]]]:
    """What a record system finds by words: slugs and audiences."""
    told = json.loads(topics.index(made))
    handouts = [(one["slug"], one["audience"]) for one in told["handouts"]]
    return {word: {handouts[number] for number in found} for word, found in told[part].get(locale, {}).items()}


ALK, RESEARCH = "alk-inhibitors", "neuroblastoma-research"


def test_every_text_is_found_by_the_words_of_its_title() -> None:
    subjects = by_word(shelf.site(rows()), "subjects", "en")
    both = {(ALK, "family"), (ALK, "clinician")}
    for word in ("ALK", "tumor", "ALK change", "tumor has an ALK change", "When the tumor has an ALK change"):
        assert subjects[word] == both
    assert subjects["neuroblastoma"] == subjects["research in neuroblastoma"] == {(RESEARCH, "family")}
    assert not {"in", "an", "an ALK", "research in"} & set(subjects)
    assert by_word(shelf.site(rows()), "subjects", "es")["cambio en el gen ALK"] == both
    bare = replace(shelf.site(rows()), readings={})
    assert by_word(bare, "subjects", "en") == subjects
    assert by_word(bare, "mentioned", "en") == {}


def test_what_a_text_only_speaks_of_is_no_subject_of_it() -> None:
    made = shelf.site(rows((ENGLISH,)))
    mentioned = by_word(made, "mentioned", "en")
    families = {(ALK, "family"), (RESEARCH, "family")}
    assert mentioned == {
        "biopsy": families,
        "relapse": families,
        "crizotinib": {*families, (ALK, "clinician")},
        "lorlatinib": {*families, (ALK, "clinician")},
    }
    assert not set(mentioned) & set(by_word(made, "subjects", "en"))
    summary = shelf.text("Biopsies, a biopsy, and\N{NO-BREAK SPACE}Lorlatinib; not precrizotinib.")
    about = tuple(replace(row, summary=summary) if row.edition.slug == ALK else row for row in made.rows)
    made = replace(made, rows=about)
    assert by_word(made, "subjects", "en")["lorlatinib"] == {(ALK, "family"), (ALK, "clinician")}
    assert by_word(made, "mentioned", "en") == mentioned | {"lorlatinib": {(RESEARCH, "family")}}


def test_words_are_written_with_ordinary_spaces_and_hyphens() -> None:
    first, *others = rows((ENGLISH,))
    title = shelf.text("A\N{NO-BREAK SPACE}GM\N{NON-BREAKING HYPHEN}CSF guide")
    subjects = by_word(shelf.site((replace(first, title=title), *others)), "subjects", "en")
    assert {"A GM-CSF guide", "GM-CSF", "GM-CSF guide", "guide"} <= set(subjects)


def test_a_word_is_one_however_it_is_capitalised() -> None:
    first, *others = rows((ENGLISH,))
    made = shelf.site((replace(first, title=shelf.text("Tumor tests")), *others))
    subjects = by_word(made, "subjects", "en")
    assert {word: found for word, found in subjects.items() if word.casefold() == "tumor"} == {
        "tumor": {(ALK, "family"), (ALK, "clinician"), (RESEARCH, "family")}
    }


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


def titles(shown: Sequence[Published]) -> list[str]:
    """What the files of a bundle are called."""
    entries = json.loads(fhir.bundle(shelf.site(shown)))["entry"]
    return [content["attachment"]["title"] for entry in entries for content in entry["resource"]["content"]]


@pytest.mark.parametrize(
    ("locale", "state", "title"),
    [
        (ENGLISH, "draft", "DRAFT: New research in neuroblastoma (Letter)"),
        (ENGLISH, "approved", "New research in neuroblastoma (Letter)"),
        (ENGLISH, "expired", "EXPIRED: New research in neuroblastoma (Letter)"),
        (SPANISH, "under-review", "BORRADOR: Nuevas investigaciones sobre el neuroblastoma (Carta)"),
        (SPANISH, "withdrawn", "RETIRADO: Nuevas investigaciones sobre el neuroblastoma (Carta)"),
        (shelf.ARABIC, "draft", "\u2066DRAFT\u2069: New research in neuroblastoma (Letter)"),
    ],
)
def test_each_file_says_in_its_title_that_it_is_a_draft(locale: LocaleInfo, state: str, title: str) -> None:
    assert titles([replace(rows((locale,))[0], state=state)]) == [title]


def test_each_file_says_in_its_title_which_variant_it_is() -> None:
    usual = replace(rows((SPANISH,))[0], state="approved")
    edition = replace(usual.edition, place="EU", without_statistics=True, clinic="sample-clinic")
    variant = replace(usual, edition=edition, clinic="Clínica de muestra")
    said = "Carta, Clínica de muestra, Unión Europea, sin números de supervivencia"
    named = "Nuevas investigaciones sobre el neuroblastoma"
    assert titles([usual, variant]) == [f"{named} (Carta)", f"{named} ({said})"]
    assert titles([replace(variant, clinic="")]) == [f"{named} ({said.replace('Clínica de muestra', 'sample-clinic')})"]
    assert len(set(titles(shelf.variants(ENGLISH)))) == 4


def test_a_bundle_tells_for_whom_a_text_is_in_words_and_in_codes() -> None:
    resources = [entry["resource"] for entry in json.loads(fhir.bundle(shelf.site(rows((ENGLISH,)))))["entry"]]
    told = {
        (one["category"][0]["text"], one["type"]["text"], tag["code"], tag["system"])
        for one in resources
        for tag in one["meta"]["tag"]
    }
    system = "http://terminology.hl7.org/CodeSystem/v3-RoleClass"
    assert told == {
        ("For families", "Patient education", "PAT", system),
        ("For clinicians", "Information for clinicians", "PROV", system),
    }


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
