"""Sign-off: nothing is approved by software, and the digest follows exactly what is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from edition import FILES, claim, loaded
from faults import Told, told, write
from texts import text

from bookletpress.signoff import DRAFT, ROLES, digest, obstacles, read_ledger, review

Change = tuple[str, str, str]


def digests(root: Path, *changes: Change) -> dict[str, str]:
    booklet, shared = loaded(root, *changes)
    return {audience: digest(booklet, audience, shared) for audience in booklet.audiences}


UNCHANGED: dict[str, tuple[Change, ...]] = {
    "wrapped otherwise": (("01-one.md", "Then.[@c-one; @c-two] See", "Then.[@c-one;\n  @c-two]\nSee"),),
    "spaces and empty lines": (("02-two.md", "Call {phone:line}.", "\n\nCall  {phone:line}.  \n"),),
    "a space before a citation": (("01-one.md", "First.[@c-two]", "First. [@c-two]"),),
    "a note for the translators": (("01-one.md", "Then.", "[//]: # (translators: order)\n\nThen."),),
    "a waiver": (("01-one.md", "Then.", "[//]: # (allow passive: seen)\n\nThen."),),
    "syllables": (
        ("glossary.yaml", "means: A gene switch.", "means: A gene switch., syllables: 3"),
        ("medicines.yaml", "name: alphamab", "name: alphamab\n  syllables: 3"),
    ),
    "comments": (
        ("claims.yaml", "- id: c-one", "# a comment\n- id: c-one"),
        ("cell.svg", "<path", "<!-- a comment --><path"),
        ("booklet.yaml", "title: A title", "# a comment\ntitle: 'A title'"),
    ),
    "a term that is not shown": (("glossary.yaml", "Not shown.", "Still not shown."),),
    "a medicine that is not shown": (("medicines.yaml", "mark: studied", "mark: standard"),),
    "an address that is not named": (("links.yaml", "https://a.org/", "https://b.org/"),),
    "a claim that is not cited": (("claims.yaml", "It says c-approved", "It said c-approved"),),
    "who compared a source": (("references.yaml", "title: On s-two", "title: On s-two"),),
    "an entry moved": (("links.yaml", "nci: https://www.cancer.gov/\nother: https://a.org/\n",
                        "other: https://a.org/\nnci: https://www.cancer.gov/\n"),),
    "a file renumbered": (("booklet.yaml", "01-one.md", "09-one.md"),),
    "what a medicine is mistaken for": (("medicines.yaml", "[c-approved]", "[c-approved]\n  look-alikes: [betamab]"),),
    "where a medicine's marks rest": (("medicines.yaml", "[c-approved]", "[c-approved, c-one]"),),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCHANGED)
def test_what_is_not_printed_leaves_the_digest(name: str, tmp_path: Path) -> None:
    before = digests(tmp_path)
    if name == "a file renumbered":
        write(tmp_path, {"booklets/b/09-one.md": FILES["booklets/b/01-one.md"]})
    assert digests(tmp_path, *UNCHANGED[name]) == before


def test_a_section_of_statistics_is_another_text(tmp_path: Path) -> None:
    """It is printed on a page of its own behind a notice; a section that is none keeps the digest it always had."""
    plain, marked = ("    audiences: [clinician]", ""), ("    audiences: [clinician]", "    statistics: true")
    usual, changed, false = (
        digests(tmp_path, ("booklet.yaml", old, new))["family"]
        for old, new in (plain, marked, (plain[0], "    statistics: false"))
    )
    assert usual == false
    assert usual != changed


def test_what_a_panel_states_is_signed_too(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    without, one, other = (
        digest(booklet, "family", shared, panels) for panels in ((), (text("Call."),), (text("Call now."),))
    )
    assert len({without, one, other}) == 3
    assert without == digest(booklet, "family", shared)


CHANGED: dict[str, tuple[Change, ...]] = {
    "one digit": (("02-two.md", "At the end.", "At the end, 1."),),
    "another digit": (("helplines.yaml", "555-0100", "555-0101"),),
    "the word not": (("01-one.md", "Then.", "Then not."),),
    "capitals": (("01-one.md", "Then.", "then."),),
    "punctuation": (("01-one.md", "Then.", "Then!"),),
    "bold": (("01-one.md", "Then.", "**Then.**"),),
    "title": (("booklet.yaml", "A title", "The title"),),
    "summary": (("booklet.yaml", "A summary.", "The summary."),),
    "date": (("booklet.yaml", "2026-11-21", "2026-11-22"),),
    "order of sections": (("booklet.yaml", "  - file: 01-one.md\n", ""),
                          ("booklet.yaml", "  - file: 02-two.md\n", "  - file: 02-two.md\n  - file: 01-one.md\n")),
    "a callout of another kind": (("01-one.md", "::: key", "::: unknown"),),
    "a cell in another column": (("01-one.md", "| | {status:alphamab} |", "| {status:alphamab} | |"),),
    "a heading made a paragraph": (("02-two.md", "At the end", "## At the end"),),
    "a word card": (("01-one.md", "::: words gene", "::: words unused"),),
    "the entry of a word card": (("glossary.yaml", "A plan.", "A map."),),
    "alt text": (("cell.svg", "<title>A cell", "<title>The cell"),),
    "a label": (("cell.svg", "wall", "skin"),),
    "a number in a drawing": (("cell.svg", ">3<", ">4<"),),
    "a shape": (("cell.svg", "M0 0L9 9", "M0 0L9 8"),),
    "a key of a drawing": (("01-one.md", "1. The wall", "1. The skin"),),
    "which claim is cited": (("01-one.md", "@c-four", "@c-five"),),
    "what a claim says": (("claims.yaml", "It says c-four", "It said c-four"),),
    "a title of a source": (("references.yaml", "On s-two", "On two"),),
    "what is printed of a source": (("references.yaml", "title: On s-two", "title: On s-two\n  volume: '3'"),),
    "the source of a claim": (("claims.yaml", "[s-four]", "[s-five]"),),
    "a mark": (("medicines.yaml", '"2020"', '"2021"'),),
    "hours": (("helplines.yaml", "Day and night", "Mornings"),),
    "an address": (("links.yaml", "https://www.cancer.gov/", "https://www.cancer.org/"),),
    "which address is named": (("01-one.md", "[the page][nci]", "[the page][other]"),),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_whatever_is_printed_changes_the_digest(name: str, tmp_path: Path) -> None:
    before = digests(tmp_path)
    after = digests(tmp_path, *CHANGED[name])
    assert set(before.values()).isdisjoint(after.values())


FOR_FAMILIES: dict[str, Change] = {
    "a glossary entry": ("glossary.yaml", "A gene switch.", "A switch."),
    "how a term is said": ("glossary.yaml", "say: A-L-K, ", ""),
    "what the first page says to them": (
        "booklet.yaml",
        "revised:",
        "fronts:\n  - {audience: family, subtitle: For you, summary: In short.}\nrevised:",
    ),
}


@pytest.mark.parametrize("name", FOR_FAMILIES)
def test_what_only_families_get_leaves_the_digest_for_clinicians(name: str, tmp_path: Path) -> None:
    before, after = digests(tmp_path), digests(tmp_path, FOR_FAMILIES[name])
    assert before["family"] != after["family"]
    assert before["clinician"] == after["clinician"]


def test_a_change_for_others_leaves_the_digest_of_an_audience(tmp_path: Path) -> None:
    before, after = digests(tmp_path), digests(tmp_path, ("03-three.md", "For clinicians.", "For doctors."))
    assert before["family"] == after["family"]
    assert before["clinician"] != after["clinician"]
    before, after = digests(tmp_path), digests(tmp_path, ("claims.yaml", claim("six"), claim("six", sources="s-one")))
    assert before["family"] == after["family"]
    assert before["clinician"] != after["clinician"]


def test_locale_and_language_of_the_words_count(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    title = replace(booklet.title, locale="es")
    found = {
        digest(b, "family", shared) for b in (booklet, replace(booklet, locale="es"), replace(booklet, title=title))
    }
    assert len(found) == 3


def test_normal_forms_are_one(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    title = replace(booklet.title, source="Caf\u00e9  one")
    other = replace(booklet.title, source="Cafe\u0301 one")
    assert digest(replace(booklet, title=title), "family", shared) == digest(
        replace(booklet, title=other), "family", shared
    )


def test_every_text_is_a_draft(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    found = review(booklet, "family", shared)
    assert (found.state, len(found.digest)) == (DRAFT, 64)
    missing = obstacles(booklet, "family")
    assert [problem.code for problem in missing] == ["signoff-missing"] * len(ROLES)
    assert not any(problem.blocks_draft for problem in missing)


LEDGERS: dict[str, tuple[str, Told]] = {
    "empty": ("events: []\n", []),
    "an approval": ("events:\n  - {role: clinical, by: a}\n", [("signoff-unsupported", 2, 5)]),
    "a text": ("events: approved\n", [("value-shape", 1, 9)]),
    "another key": ("events: []\napproved: true\n", [("key-unknown", 2, 1)]),
    "nothing": ("", [("yaml-empty", 1, 1)]),
    "a list": ("[]", [("value-shape", 1, 1)]),
}


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_holds_nothing_yet(name: str, tmp_path: Path) -> None:
    content, expected = LEDGERS[name]
    write(tmp_path, {"booklets/b/signoffs.yaml": content})
    assert told(read_ledger(tmp_path, "b")) == expected


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.mkdir(), "file-unreadable"),
        (lambda path: path.symlink_to("/etc/hostname"), "path-outside"),
        (lambda path: path.symlink_to("nowhere"), "file-missing"),
    ],
)
def test_a_ledger_that_is_no_file(make: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    assert read_ledger(tmp_path, "b") == ()
    (tmp_path / "booklets/b").mkdir(parents=True)
    assert read_ledger(tmp_path, "b") == ()
    make(tmp_path / "booklets/b/signoffs.yaml")
    assert [problem.code for problem in read_ledger(tmp_path, "b")] == [code]
