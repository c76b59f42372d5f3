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
from bookletpress.model import Booklet, Bullets, Lede, Paragraph, Table, Text
from bookletpress.project import Project


@cache
def loaded() -> Project:
    return project.load(ROOT)


COMPANIONS = [booklet for booklet in loaded().booklets if "clinician" in booklet.audiences]
PRINTED = [(booklet.slug, locale.name) for booklet in COMPANIONS for locale in loaded().locales]

each_companion = pytest.mark.parametrize("booklet", COMPANIONS, ids=lambda booklet: booklet.slug)


@pytest.fixture(params=PRINTED, ids="-".join, scope="module")
def edition(request: pytest.FixtureRequest, real: Path) -> tuple[str, str, bytes]:
    slug, locale = request.param
    (path,) = (real / locale).glob(f"{slug}_{locale}_clinician_letter*.pdf")
    return slug, locale, path.read_bytes()


def cites(text: Text) -> bool:
    return any(isinstance(node, Cite) for node in walk(text.inline))


def has_figure(text: Text) -> bool:
    """A share, a count of people, or a P value: "62%", "n=20", "P=.25"."""
    return bool(re.search(r"\d%|\bn=\d|\bP=", plain(text.inline)))


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


def letters(words: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", words))


@each_companion
def test_paragraphs_bullets_and_rows_cite(booklet: Booklet) -> None:
    """A paragraph without a figure may tell how to read a table; nothing else goes without a source."""
    for section in sections_for(booklet, "clinician"):
        for block in section.blocks:
            match block:
                case Paragraph(text) | Lede(text):
                    assert cites(text) or not has_figure(text), text.source
                case Bullets(rows):
                    assert all(cites(row) for row in rows), section.name
                case Table(rows=rows):
                    assert all(any(cites(cell) for cell in row if cell) for row in rows), section.name


@each_companion
def test_families_get_no_figure_of_the_companion(booklet: Booklet) -> None:
    shown = {text.source for text in texts_of(booklet, "family")}
    figures = [t for s in sections_for(booklet, "clinician") for b in s.blocks for t in texts_in(b) if has_figure(t)]
    assert figures
    assert not [text.source for text in figures if text.source in shown]
