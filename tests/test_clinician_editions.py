"""The companions for clinicians: whole in every language, every figure with a source, and none of them for families."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pdfs
import pytest
import sheets
from conftest import ROOT

from bookletpress import project
from bookletpress.evidence import sections_for, texts_in, texts_of
from bookletpress.inline import Cite, Link, Words, plain, walk
from bookletpress.model import Booklet, Bullets, Lede, Paragraph, Points, Table, Text
from bookletpress.project import Project


@cache
def loaded() -> Project:
    return project.load(ROOT)


COMPANIONS = [booklet for booklet in loaded().booklets if "clinician" in booklet.audiences]
PRINTED = [(booklet.slug, locale.name) for booklet in COMPANIONS for locale in loaded().locales]

SPELLED = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

each_companion = pytest.mark.parametrize("booklet", COMPANIONS, ids=lambda booklet: booklet.slug)


@pytest.fixture(params=PRINTED, ids="-".join, scope="module")
def edition(request: pytest.FixtureRequest, real: Path) -> tuple[str, str, bytes]:
    slug, locale = request.param
    (path,) = (real / locale).glob(f"{slug}_{locale}_clinician_letter*.pdf")
    return slug, locale, path.read_bytes()


def cites(text: Text) -> bool:
    return any(isinstance(node, Cite) for node in walk(text.inline))


def says_nothing(text: Text) -> bool:
    return bool(re.match(r"not (stated|recorded)\b", plain(text.inline), re.I))


def has_figure(text: Text) -> bool:
    """A share, a count of people, or a P value: "62%", "n = 20", "P = .25"."""
    return bool(re.search(r"\d%|\bn = \d|\bP = ", plain(text.inline)))


def test_the_file_is_sound(edition: tuple[str, str, bytes]) -> None:
    pdf = edition[2]
    assert pdfs.violations(pdf) == []
    assert "No syntax or stream encoding errors" in pdfs.syntax(pdf)


def test_every_page_says_that_it_is_a_draft(edition: tuple[str, str, bytes]) -> None:
    _, locale, pdf = edition
    mark = {"en": "DRAFT", "es": "BORRADOR"}[locale]
    assert [number for number, page in enumerate(sheets.pages(pdf), 1) if mark not in page] == []


def test_every_sentence_is_in_the_file(edition: tuple[str, str, bytes]) -> None:
    slug, locale, pdf = edition
    booklet = project.localised(loaded(), loaded().locale(locale)).booklets[slug]
    copied = letters("".join(said.text + said.alt for said in pdfs.spoken(pdf)))
    for text in texts_of(booklet, "clinician"):
        assert text.locale == locale, text.source
        for node in walk(text.inline):
            for sentence in re.split(r"(?<=[.?!:])\s|\d|[()/“”]", node.text if isinstance(node, Words | Link) else ""):
                assert letters(sentence) in copied, sentence


def test_a_companion_is_brief(edition: tuple[str, str, bytes]) -> None:
    assert 4 <= len(sheets.pages(edition[2])) <= 9


def test_the_emergencies_and_the_lines_of_the_clinic_stand_on_the_first_page(edition: tuple[str, str, bytes]) -> None:
    slug, locale, pdf = edition
    localised = project.localised(loaded(), loaded().locale(locale))
    copied = letters(sheets.pages(pdf)[0])
    (points,) = (b for b in sections_for(localised.booklets[slug], "clinician")[0].blocks if isinstance(b, Points))
    cited = [{key for node in walk(row.inline) if isinstance(node, Cite) for key in node.claims} for row in points.rows]
    assert ["disease-leg-weakness-is-emergency" in cited[0], "chemo-fever-call-now" in cited[1]] == [True, True]
    for row in points.rows:
        assert letters(plain(row.inline)) in copied, row.source
    for field in ("Fever: temperature that needs a call", "Spinal cord emergency: whom to call"):
        assert letters(plain(localised.interface.words[field].inline)) in copied


def test_numbers_of_sources_stand_in_brackets(edition: tuple[str, str, bytes]) -> None:
    """A raised 4 behind 36 would be read as 364."""
    slug, locale, pdf = edition
    booklet = project.localised(loaded(), loaded().locale(locale)).booklets[slug]
    cites = sum(isinstance(node, Cite) for text in texts_of(booklet, "clinician") for node in walk(text.inline))
    shown = re.findall(r"\[\d+(?:[,–]\d+)*\]", "".join(said.text for said in pdfs.spoken(pdf)))
    assert len(shown) == cites


def letters(words: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", words))


@each_companion
def test_paragraphs_bullets_and_rows_cite(booklet: Booklet) -> None:
    """A paragraph without a figure may tell how to read a table, and a row may tell that nothing is known."""
    for section in sections_for(booklet, "clinician"):
        for block in section.blocks:
            match block:
                case Paragraph(text) | Lede(text):
                    assert cites(text) or not has_figure(text), text.source
                case Bullets(rows):
                    assert all(cites(row) for row in rows), section.name
                case Table(rows=rows):
                    assert all(any(cites(cell) or says_nothing(cell) for cell in row if cell) for row in rows), (
                        section.name
                    )


@each_companion
def test_families_get_no_figure_of_the_companion(booklet: Booklet) -> None:
    shown = {text.source for text in texts_of(booklet, "family")}
    figures = [t for s in sections_for(booklet, "clinician") for b in s.blocks for t in texts_in(b) if has_figure(t)]
    assert figures
    assert not [text.source for text in figures if text.source in shown]


@each_companion
def test_shares_counts_and_p_values_are_those_of_the_claims(booklet: Booklet) -> None:
    """A row, a bullet or a paragraph prints no such figure that none of the claims it cites has."""
    for section in sections_for(booklet, "clinician"):
        for block in section.blocks:
            rows = block.rows if isinstance(block, Table) else tuple((text,) for text in texts_in(block))
            for row in rows:
                texts = [cell for cell in row if cell]
                claims = [
                    key for text in texts for node in walk(text.inline) if isinstance(node, Cite) for key in node.claims
                ]
                known = {number for key in claims for number in numbers(loaded().shared.claims[key].says)}
                printed = {figure for text in texts for figure in figures(plain(text.inline))}
                assert printed <= known, texts[0].source


def figures(words: str) -> set[str]:
    """The numbers of "62%", "20–25%", "n = 20", "P = .25", "27 of 60", "4.2"."""
    found = re.findall(r"([\d.]+)(?:–([\d.]+))?%|\b[nP] = (\.?\d+)|(\d+) of (\d+)|\b(\d+\.\d+)\b", words)
    return {number for groups in found for number in groups if number}


def numbers(words: str) -> set[str]:
    """All numbers of a claim, also those spelled out, and a quarter and half as percentages."""
    spelled = {str(number) for number, name in enumerate(SPELLED) if re.search(rf"\b{name}\b", words, re.I)}
    shares = {share for name, share in {"a quarter": "25", "half": "50"}.items() if name in words.lower()}
    return set(re.findall(r"\d+\.\d+|\.\d+|\d+", words)) | spelled | shares


def test_a_changed_figure_is_seen() -> None:
    says = "16–25% of all, 27 of 60 (45%), 82.0%, P=.006, 20 patients, two of the five"
    assert figures("16–25%; 27 of 60 (45%); 82.0% (P = .006), n = 20; 2 of 5") <= numbers(says)
    assert figures("16–26%; n = 21; P = .06; 8.2%") & numbers(says) == {"16"}
