"""The proof on paper: every paragraph beside its translation, and all that is wrong marked in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pdfs
import pytest
import sheets
from conftest import Ran, run_press
from edition import TODAY
from hypothesis import given
from hypothesis import strategies as st
from sample_project import SLUG, made
from samplepress import change

from bookletpress import gate, plan, preparation
from bookletpress.catalogue import read
from bookletpress.inline import plain
from bookletpress.proof.changes import changes
from bookletpress.proof.gather import gather
from bookletpress.proof.values import FUZZY, IN, MISSING, OUT, TRANSLATED, Proof, Row

NAME = f"{SLUG}_es_family_a4_PROOF.pdf"
WORDS = ("proof", SLUG, "-l", "es", "-a", "family", "-f", "a4", "--today", "2026-11-28")
FUZZY_NOW = 'msgid "Then.[@c-one; @c-two] See [two][section:two] or [the page][nci]."'
FUZZY_THEN = '#, fuzzy\n#| msgid "Then.[@c-one; @c-two] See [two][section:two] on page 50."\n'


@dataclass(frozen=True)
class Made:
    """The sample with a translation in which much is wrong, and what `proof` made of it."""

    root: Path
    ran: Ran
    pdf: bytes
    proof: Proof

    def row(self, english: str) -> Row:
        return next(row for row in rows(self.proof) if plain(row.english.inline).startswith(english))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = made(tmp_path_factory.mktemp("proof") / "project")
    change(root / "booklets/sample/02-two.md", "At the end.", "Take 5 mg of sand. At the end.")
    po = root / "locales/es/sample.po"
    change(po, 'msgid "At the end.[@c-five]"', 'msgid "Take 5 mg of sand. At the end.[@c-five]"')
    change(po, 'msgstr "«At the end.[@c-five]»"', 'msgstr "«Tome 50 mg de arena.[@c-five]»"')
    change(po, 'msgstr "«A subtitle»"', 'msgstr ""')
    change(po, FUZZY_NOW, FUZZY_THEN + FUZZY_NOW)
    change(po, 'msgstr "«The wall»"', 'msgstr "«The [wall](http://a.b) \N{BLACK TELEPHONE}»"')
    change(po, 'msgstr "«Call {phone:line}.»"', 'msgstr "«Call {phone:nobody}.»"')
    ran = run_press(*WORDS, at=root)
    assert ran.code == 0, ran.err
    selection = plan.Selection((SLUG,), ("es",), ("family",), ("a4",))
    ready = preparation.prepare(root, selection, TODAY)
    proof = gather(ready, gate.Text(SLUG, "es", "family"), "a4")
    return Made(root, ran, (root / "proof" / NAME).read_bytes(), proof)


def rows(proof: Proof) -> list[Row]:
    return [row for group in proof.groups for row in group.rows]


def test_the_file_is_whole_and_says_what_it_is(sample: Made) -> None:
    assert not pdfs.violations(sample.pdf)
    assert pdfs.syntax(sample.pdf)
    about = pdfs.info(sample.pdf)
    assert about["Title"].startswith("PRUEBA: «A title»")
    assert about["Page size"].endswith("(A4)")
    assert "1 not translated, 1 fuzzy" in sample.ran.out
    first = sheets.pages(sample.pdf)[0]
    assert "Firme aquí a mano" in first
    assert "Cómo revisar en este papel" in first


def test_every_page_names_booklet_language_day_and_content(sample: Made) -> None:
    for number, page in enumerate(sheets.pages(sample.pdf), 1):
        assert "BORRADOR" in page
        assert re.search(r"sample · es · para familias · 28 de noviembre de 2026 · ID [0-9a-f]{4}\s[0-9a-f]{4}", page)
        assert "No la entregue." in page
        assert re.search(rf"\b{number} ?/ ?{pdfs.info(sample.pdf)['Pages']}\n", page)


def test_a_reference_on_paper_is_the_one_in_the_catalogue(sample: Made) -> None:
    said = pdfs.text(sample.pdf)
    for domain in ("sample", "shared", "interface"):
        path = f"locales/es/{domain}.po"
        catalogue = read((sample.root / path).read_bytes(), path, "es")
        known = {note.removeprefix("ref "): m.msgid for m in catalogue.live for note in m.notes if note[:4] == "ref "}
        mine = [row for group in sample.proof.groups if group.domain == domain for row in group.rows]
        assert mine
        for row in mine:
            if row.english.source != "Take 5 mg of sand. At the end.[@c-five]":  # its .po was not updated
                assert known[row.reference] == row.english.source
            assert row.reference in said


def test_both_languages_are_told_as_what_they_are(sample: Made) -> None:
    spoken = {(said.text.strip(), said.language) for said in pdfs.spoken(sample.pdf)}
    assert {("A summary.", "en"), ("«A summary.»", "es-US")} <= spoken
    assert ("«A summary.»", "en") not in spoken


def test_what_is_wrong_is_told_in_words_beside_the_paragraph(sample: Made) -> None:
    dose, wall, call = (sample.row(words) for words in ("Take 5 mg", "The wall", "Call"))
    assert {"number-mismatch", "dose-in-family-text"} & {one.code for one in dose.findings}
    assert (wall.said, wall.raw[:5]) == (None, "«The ")
    assert "atom-mismatch" in {one.code for one in call.findings}
    assert sample.row("A subtitle").state == MISSING
    said = pdfs.text(sample.pdf)
    for words in ("Sin traducir", "Error: los números no coinciden", "missing: 5 mg; not in the English: 50 mg",
                  "[U+260E]", "{phone:nobody}", "1-800-555-0100", "−on", "+or"):  # fmt: skip
        assert words in said, words


def test_a_fuzzy_translation_is_shown_with_what_changed(sample: Made) -> None:
    row = sample.row("Then.")
    assert row.state == FUZZY
    assert row.said
    kept = "".join(piece.words for piece in row.changed if piece.kind != OUT)
    assert kept == row.english.source


def test_everything_printed_is_there_in_reading_order(sample: Made) -> None:
    kinds = [group.kind for group in sample.proof.groups]
    assert kinds == ["cover", "section", "section", "words", "help", "press"]
    told = [row.kind for row in rows(sample.proof)]
    for kind in ("title", "summary", "drawing cell › label", "key of a drawing", "callout (key)", "how to say it"):
        assert kind in told, kind
    press = {row.english.source for row in sample.proof.groups[-1].rows}
    assert {"Main point", "DRAFT", "The drawing is simplified.", "Approved in the US"} <= press
    assert "For clinicians." not in {row.english.source for row in rows(sample.proof)}
    assert {row.state for row in rows(sample.proof)} == {TRANSLATED, FUZZY, MISSING}


def test_notes_that_somebody_wrote_into_the_file_are_not_lost(sample: Made) -> None:
    place = sample.root / "proof" / NAME
    place.write_bytes(sample.pdf + b"\n% a note")
    done = run_press(*WORDS, at=sample.root)
    assert (done.code, "[output-foreign]" in done.err) == (1, True)
    assert place.read_bytes().endswith(b"a note")
    place.unlink()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("proof", SLUG), 2, "-l"),
        (("proof", SLUG, "-l", "en"), 2, "is the language the booklets are written in"),
        (("proof", "sampel", "-l", "es"), 2, "did you mean 'sample'?"),
        (("proof", SLUG, "-l", "es", "-o", "booklets"), 1, "[output-folder]"),
    ],
)
def test_what_cannot_be_proofed(sample: Made, words: tuple[str, ...], code: int, said: str) -> None:
    done = run_press(*[str(sample.root / w) if w == "booklets" else w for w in words], at=sample.root)
    assert (done.code, said in done.err) == (code, True), done.err


SENTENCES = st.text("ab 1.[@]{}é", max_size=40)


@given(SENTENCES, SENTENCES)
def test_changes_hold_both_sentences(before: str, now: str) -> None:
    found = changes(before, now)
    assert "".join(piece.words for piece in found if piece.kind != IN) == before
    assert "".join(piece.words for piece in found if piece.kind != OUT) == now


def test_a_number_changes_as_a_whole_and_words_together() -> None:
    two = changes("Call at once, day or night.", "Call the team in an hour, day or night.")
    assert [piece.words for piece in two] == ["Call ", "at once", "the team in an hour", ", day or night."]
    assert [(p.kind, p.words) for p in changes("Give 2.5 mg.", "Give 12.5 mg.")] == [
        ("same", "Give "), ("out", "2.5"), ("in", "12.5"), ("same", " mg."),
    ]  # fmt: skip
