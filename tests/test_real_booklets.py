"""The booklets as they are handed out: every PDF through poppler, qpdf and a PDF/UA validator, page by page."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pdfs
import pytest
import sheets
from conftest import ROOT, Run
from topics import TOPICS

from bookletpress import project
from bookletpress.evidence import claims_used, texts_of
from bookletpress.inline import Link, Words, plain, walk
from bookletpress.model import Figure
from bookletpress.project import Project

SIZES = {"letter": "612 x 792 pts (letter)", "a4": "595.276 x 841.89 pts (A4)"}
EDITIONS = [(locale, size) for locale in ("en", "es") for size in SIZES]
DRAFT = {"en": "DRAFT", "es": "BORRADOR"}
ADVICE = {
    "en": "Not yet checked by doctors or nurses. Please do not hand out.",
    "es": "Aún sin revisar por profesionales de la salud. Por favor, no lo reparta.",
}


spoken = cache(pdfs.spoken)


@cache
def loaded() -> Project:
    return project.load(ROOT)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@pytest.fixture(params=EDITIONS, ids="-".join, scope="module")
def edition(request: pytest.FixtureRequest, real: Path) -> tuple[str, str, bytes]:
    locale, size = request.param
    (path,) = (real / locale).glob(f"neuroblastoma-research_{locale}_family_{size}_DRAFT.pdf")
    return locale, size, path.read_bytes()


def test_every_booklet_is_there_in_every_language_and_format(real: Path) -> None:
    rows = json.loads((real / "catalogue.json").read_text("utf-8"))
    found = {(row["slug"], row["locale"], row["format"]) for row in rows}
    assert found == {(b.slug, locale, size) for b in loaded().booklets for locale, size in EDITIONS}


def test_the_file_says_what_it_is(edition: tuple[str, str, bytes]) -> None:
    locale, size, pdf = edition
    said = pdfs.info(pdf)
    assert said["Tagged"] == "yes"
    assert said["Page size"] == SIZES[size]
    assert said["Title"].startswith(f"{DRAFT[locale]}: ")
    assert said["JavaScript"] == "no"
    assert sheets.language(pdf) == {"en": "en-US", "es": "es-US"}[locale]
    assert pdfs.violations(pdf) == []
    assert "No syntax or stream encoding errors" in pdfs.syntax(pdf)


def test_only_the_house_font_is_used(edition: tuple[str, str, bytes]) -> None:
    found = pdfs.fonts(edition[2])
    faces = r"[A-Z]{6}\+Booklet(-(Light|Semi-Bold|Bold|Italic))?"
    assert len(found) == 5
    assert all(re.fullmatch(faces, font.name) for font in found), found
    assert all(font.embedded and font.unicode for font in found)


def test_every_page_says_that_it_is_a_draft(edition: tuple[str, str, bytes]) -> None:
    locale, _, pdf = edition
    for number, page in enumerate(sheets.pages(pdf), 1):
        assert DRAFT[locale] in page, number
        assert ADVICE[locale] in " ".join(page.split()), number


def test_running_heads_and_numbers_are_no_part_of_the_text(edition: tuple[str, str, bytes]) -> None:
    locale, _, pdf = edition
    assert not any(ADVICE[locale] in said.text for said in spoken(pdf))
    outside = [run for run in pdfs.painted(pdf) if run.mark is None]
    assert outside
    assert {run.tag for run in outside} == {"Artifact"}


def test_links_are_announced_by_what_they_say(edition: tuple[str, str, bytes]) -> None:
    found = pdfs.links(edition[2])
    assert len(found) > 100
    shown = re.sub(r"\s", "", " ".join(said.text for said in spoken(edition[2])))
    for link in found:
        announced = re.sub(r"\s", "", link.spoken)
        assert announced
        assert announced in shown
        if link.target.startswith("source-"):
            assert announced == link.target.removeprefix("source-")


def test_what_is_in_english_says_so_in_the_spanish_edition(edition: tuple[str, str, bytes]) -> None:
    """Reference titles and names stay in English; a voice must know."""
    locale, _, pdf = edition
    english = " ".join(said.text for said in spoken(pdf) if said.language.startswith("en"))
    if locale == "es":
        assert "American Cancer Society" in english
        assert "N Engl J Med" in english or "J Clin Oncol" in english
        spanish = " ".join(s.text for s in spoken(pdf) if s.language.startswith("es") and s.kinds[-1] != "Link")
        left = re.findall(r"\b(?:the|with|which|from|your|child|of|and|treatment)\b", spanish)
        assert left == []


def test_every_sentence_of_the_booklet_is_in_the_file(edition: tuple[str, str, bytes]) -> None:
    locale, _, pdf = edition
    local = project.localised(loaded(), loaded().locale(locale))
    copied = "".join(re.findall(r"[^\W\d_]", "".join(said.text + said.alt for said in spoken(pdf))))
    booklet = local.booklets["neuroblastoma-research"]
    figures = [block for section in booklet.sections for block in section.blocks if isinstance(block, Figure)]
    labels = {label.source for figure in figures for drawing in figure.drawings for label in drawing.labels}
    for text in texts_of(booklet, "family"):
        for node in () if text.source in labels else walk(text.inline):
            said = node.text if isinstance(node, Words | Link) else ""
            for sentence in re.split(r"(?<=[.?!:])\s|\d|[()/“”]", said):
                letters = "".join(re.findall(r"[^\W\d_]", sentence))
                assert letters in copied, sentence


def test_no_page_is_half_empty(edition: tuple[str, str, bytes]) -> None:
    """From the foot of the head margin to the last ink above the running foot; the cover and the last page may rest."""
    shares = [sheets.filled(picture) for picture in pdfs.pictures(edition[2], 30)]
    empty = {number: round(share, 2) for number, share in enumerate(shares, 1) if share < 0.495}
    assert not set(empty) - {len(shares)}, empty


def test_contents_lead_to_the_right_pages(edition: tuple[str, str, bytes]) -> None:
    locale, _, pdf = edition
    local = project.localised(loaded(), loaded().locale(locale))
    texts = [" ".join(page.split()) for page in sheets.pages(pdf)]
    for section in local.booklets["neuroblastoma-research"].sections[2:]:
        heading = " ".join(plain(section.heading.inline).split())
        (number,) = {int(n) for n in re.findall(re.escape(heading) + r" (\d+)\b", texts[2])}
        assert heading in texts[number - 1].replace("- ", "-")


def test_no_eight_words_are_shared_with_a_source() -> None:
    """Facts carry over, sentences do not. The sources at hand are the notes on claims and the titles of works."""
    booklet = loaded().booklets[0]
    ours: dict[tuple[str, ...], str] = {}
    for text in texts_of(booklet, "family"):
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


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_covered(topic: str) -> None:
    """The topics of the source documents, by number; each is covered by a cited claim, in every language alike."""
    booklet = next(booklet for booklet in loaded().booklets if booklet.slug == "neuroblastoma-research")
    cited = set(claims_used(booklet, "family", loaded().shared))
    assert cited & set(TOPICS[topic])
