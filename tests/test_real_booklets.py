"""The booklets as they are handed out: every PDF through poppler, qpdf and a PDF/UA validator, page by page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdfs
import pytest
import sheets
from conftest import ROOT, Run
from topics import SUBJECTS

from bookletpress import project
from bookletpress.evidence import cite, sections_for, texts_in, texts_of
from bookletpress.inline import Cite, Link, Words, plain, walk
from bookletpress.model import Booklet, Figure
from bookletpress.project import Localised, Project

SIZES = {"letter": "612 x 792 pts (letter)", "a4": "595.276 x 841.89 pts (A4)"}
EDITIONS = [(locale, size) for locale in ("en", "es") for size in SIZES]
DRAFT = {"en": "DRAFT", "es": "BORRADOR"}
NAMED = {"family": "American Cancer Society", "clinician": "National Cancer Institute"}
JOURNALS = ("N Engl J Med", "J Clin Oncol", "Nat Med")
ADVICE = {
    "en": "Not yet checked by doctors or nurses. Please do not hand out.",
    "es": "Aún sin revisar por profesionales de la salud. Por favor, no lo reparta.",
}


spoken = cache(pdfs.spoken)


@cache
def loaded() -> Project:
    return project.load(ROOT)


def research() -> Booklet:
    return next(booklet for booklet in loaded().booklets if booklet.slug == "neuroblastoma-research")


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@dataclass(frozen=True)
class Sample:
    """One PDF as it is handed out."""

    slug: str
    audience: str
    locale: str
    size: str
    pdf: bytes

    @property
    def localised(self) -> Localised:
        return project.localised(loaded(), loaded().locale(self.locale))

    @property
    def booklet(self) -> Booklet:
        return self.localised.booklets[self.slug]


WORKS = [(booklet.slug, audience) for booklet in loaded().booklets for audience in booklet.audiences]


@pytest.fixture(params=[(*work, *edition) for work in WORKS for edition in EDITIONS], ids="-".join, scope="module")
def edition(request: pytest.FixtureRequest, real: Path) -> Sample:
    slug, audience, locale, size = request.param
    (path,) = (real / locale).glob(f"{slug}_{locale}_{audience}_{size}_DRAFT.pdf")
    return Sample(slug, audience, locale, size, path.read_bytes())


def test_every_booklet_is_there_in_every_language_and_format(real: Path) -> None:
    rows = json.loads((real / "catalogue.json").read_text("utf-8"))
    found = {(row["slug"], row["audience"], row["locale"], row["format"]) for row in rows}
    assert found == {(*work, locale, form) for work in WORKS for locale in ("en", "es") for form in (*SIZES, "web")}


def test_the_file_says_what_it_is(edition: Sample) -> None:
    locale, size, pdf = edition.locale, edition.size, edition.pdf
    said = pdfs.info(pdf)
    assert said["Tagged"] == "yes"
    assert said["Page size"] == SIZES[size]
    assert said["Title"].startswith(f"{DRAFT[locale]}: ")
    assert said["JavaScript"] == "no"
    assert sheets.language(pdf) == {"en": "en-US", "es": "es-US"}[locale]
    assert pdfs.violations(pdf) == []
    assert "No syntax or stream encoding errors" in pdfs.syntax(pdf)


def test_only_the_house_font_is_used(edition: Sample) -> None:
    found = pdfs.fonts(edition.pdf)
    faces = r"[A-Z]{6}\+Booklet(-(Light|Semi-Bold|Bold|Italic))?"
    assert len(found) == 5
    assert all(re.fullmatch(faces, font.name) for font in found), found
    assert all(font.embedded and font.unicode for font in found)


def test_every_page_says_that_it_is_a_draft(edition: Sample) -> None:
    locale, pdf = edition.locale, edition.pdf
    for number, page in enumerate(sheets.pages(pdf), 1):
        assert DRAFT[locale] in page, number
        assert ADVICE[locale] in " ".join(page.split()), number


def test_running_heads_and_numbers_are_no_part_of_the_text(edition: Sample) -> None:
    locale, pdf = edition.locale, edition.pdf
    assert not any(ADVICE[locale] in said.text for said in spoken(pdf))
    outside = [run for run in pdfs.painted(pdf) if run.mark is None]
    assert outside
    assert {run.tag for run in outside} == {"Artifact"}


def test_links_are_announced_by_what_they_say(edition: Sample) -> None:
    found = pdfs.links(edition.pdf)
    assert len(found) > 100
    shown = re.sub(r"\s", "", " ".join(said.text for said in spoken(edition.pdf)))
    sources = cite(edition.booklet, edition.audience, loaded().shared).references
    numbers = {f"source-{source.id}": str(number) for number, source in enumerate(sources, 1)}
    for link in found:
        announced = re.sub(r"\s", "", link.spoken)
        assert announced
        assert announced in shown
        if link.target.startswith("source-"):
            assert announced == numbers[link.target]


def test_what_is_in_english_says_so_in_the_spanish_edition(edition: Sample) -> None:
    """Reference titles and names stay in English; a voice must know."""
    locale, pdf = edition.locale, edition.pdf
    english = " ".join(said.text for said in spoken(pdf) if said.language.startswith("en"))
    if locale == "es":
        assert NAMED[edition.audience] in english
        assert any(journal in english for journal in JOURNALS)
        spanish = " ".join(s.text for s in spoken(pdf) if s.language.startswith("es") and s.kinds[-1] != "Link")
        left = re.findall(r"\b(?:the|with|which|from|your|child|of|and|treatment)\b", spanish)
        assert left == []


def test_every_sentence_of_the_booklet_is_in_the_file(edition: Sample) -> None:
    booklet, pdf = edition.booklet, edition.pdf
    copied = "".join(re.findall(r"[^\W\d_]", "".join(said.text + said.alt for said in spoken(pdf))))
    figures = [block for section in booklet.sections for block in section.blocks if isinstance(block, Figure)]
    labels = {label.source for figure in figures for drawing in figure.drawings for label in drawing.labels}
    for text in texts_of(booklet, edition.audience):
        for node in () if text.source in labels else walk(text.inline):
            said = node.text if isinstance(node, Words | Link) else ""
            for sentence in re.split(r"(?<=[.?!:])\s|\d|[()/“”]", said):
                letters = "".join(re.findall(r"[^\W\d_]", sentence))
                assert letters in copied, sentence


def test_no_page_is_half_empty(edition: Sample) -> None:
    """From the foot of the head margin to the last ink above the running foot; the cover and the last page may rest."""
    shares = [sheets.filled(picture) for picture in pdfs.pictures(edition.pdf, 30)]
    empty = {number: round(share, 2) for number, share in enumerate(shares, 1) if share < 0.495}
    assert not set(empty) - {len(shares)}, empty


def test_contents_lead_to_the_right_pages(edition: Sample) -> None:
    if edition.audience != "family":
        pytest.skip("a companion of a few pages has no contents")
    texts = [" ".join(page.split()) for page in sheets.pages(edition.pdf)]
    skip = plain(edition.localised.interface.words["Numbers about survival. You may skip them."].inline)
    for section in sections_for(edition.booklet, "family")[2:]:
        heading = " ".join(plain(section.heading.inline).split())
        entry = f"{heading} {skip}" if section.statistics else heading
        (number,) = {int(n) for n in re.findall(re.escape(entry) + r" (\d+)\b", texts[2])}
        assert heading in texts[number - 1].replace("- ", "-")


def test_no_eight_words_are_shared_with_a_source() -> None:
    """Facts carry over, sentences do not. The sources at hand are the notes on claims and the titles of works."""
    ours: dict[tuple[str, ...], str] = {}
    for booklet in loaded().booklets:
        for text in (text for audience in booklet.audiences for text in texts_of(booklet, audience)):
            row = words(plain(text.inline))
            ours.update({tuple(row[k : k + 8]): text.source for k in range(len(row) - 7)})
    theirs = [claim.says for claim in loaded().shared.claims.values()]
    theirs += [reference.title for reference in loaded().shared.references.values()]
    for said in theirs:
        row = words(said)
        for k in range(len(row) - 7):
            assert tuple(row[k : k + 8]) not in ours, said


def test_the_real_project_has_no_problem_and_does_not_stay_so(press: Run) -> None:
    assert press("check", "--today", "2026-11-28", at=ROOT).out == "no problems found\n"
    later = press("check", "--today", "2029-12-31", "--output-format", "json", at=ROOT)
    assert {row["code"] for row in json.loads(later.out)} == {"claim-overdue"}
    assert later.code == 0


def test_catalogues_are_up_to_date(press: Run) -> None:
    rows = json.loads(press("status", "--json", at=ROOT).out)
    assert {row["locale"] for row in rows} == {"es"}
    assert all(row["missing"] == row["fuzzy"] == 0 for row in rows), rows


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_of_the_treatment_booklet_says_what_it_must(subject: str) -> None:
    """Each section cites every claim without which a family could come to harm, or would miss the treatment itself."""
    booklet = next(booklet for booklet in loaded().booklets if booklet.slug == "neuroblastoma-treatments")
    section = next(section for section in booklet.sections if section.name == subject)
    nodes = (node for block in section.blocks for text in texts_in(block) for node in walk(text.inline))
    assert set(SUBJECTS[subject]) <= {claim for node in nodes if isinstance(node, Cite) for claim in node.claims}
