"""Every topic of the source documents is covered, in every language, and docs/coverage.md says where."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import covered
import pytest
from conftest import ROOT
from covered import Pages
from topics import TOPICS, Topic

from bookletpress import project
from bookletpress.project import Localised, Project


@cache
def loaded() -> Project:
    return project.load(ROOT)


@cache
def locals_() -> tuple[Localised, ...]:
    return covered.localised(loaded())


@pytest.fixture(scope="module")
def pages(real: Path) -> Pages:
    return covered.pages_of(real)


def test_every_edition_has_its_pages(pages: Pages) -> None:
    editions = {(b.slug, info.name, who) for b in loaded().booklets for info in loaded().locales for who in b.audiences}
    assert set(pages) == editions


def test_no_topic_is_a_hole(pages: Pages) -> None:
    assert covered.holes(covered.places(locals_(), pages), pages) == ()


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic.home], ids=lambda topic: topic.line)
def test_a_topic_that_lost_its_sentences_is_a_hole(topic: Topic, pages: Pages) -> None:
    if topic.home not in {slug for slug, _, _ in pages}:
        pytest.skip(f"waits for {topic.home}")
    left = [place for place in covered.places(locals_(), pages) if (place.line, place.locale) != (topic.line, "es")]
    assert covered.holes(left, pages) == (f"{topic.line} in es",)


def test_an_edition_without_sources_is_a_hole(pages: Pages) -> None:
    edition, *_ = pages
    anchors = {name: page for name, page in pages[edition].items() if name != "sources"}
    less = {**pages, edition: anchors}
    found = covered.holes(covered.places(locals_(), less), less)
    assert found == tuple(f"{line} in {' '.join(edition)}" for line in ("A39", "B15"))


def test_a_sentence_that_was_never_translated_covers_nothing() -> None:
    english, spanish = locals_()
    section = english.booklets["neuroblastoma-research"].sections[1]
    assert covered.cited(section, "en")
    assert covered.cited(section, "es") == set()
    assert spanish.locale.name == "es"


def test_topics_name_real_claims_and_each_line_once() -> None:
    assert {claim for topic in TOPICS for claim in topic.claims} <= set(loaded().shared.claims)
    lines = [topic.line for topic in TOPICS]
    expected = [f"A{n:02}" for n in range(1, 41)] + [f"B{n:02}" for n in range(1, 17)]
    assert lines[:56] == expected
    assert len(set(lines)) == len(lines)
    assert all(bool(topic.claims) != bool(topic.part) for topic in TOPICS)


def test_the_page_is_up_to_date(pages: Pages) -> None:
    assert covered.PAGE.read_text("utf-8") == covered.written(locals_(), pages), f"run {covered.COMMAND}"


def test_the_page_tells_what_waits(pages: Pages) -> None:
    """A booklet that is not there is waited for by name, and is no hole."""
    without = {edition: anchors for edition, anchors in pages.items() if edition[0] != "neuroblastoma-research"}
    less = [
        replace(local, booklets={k: v for k, v in local.booklets.items() if k != "neuroblastoma-research"})
        for local in locals_()
    ]
    assert "| A20 | Mixes with a retinoid, in trials | waits for neuroblastoma-research |" in covered.written(
        less, without
    )
    assert not [hole for hole in covered.holes(covered.places(less, without), without) if hole.startswith("A2")]
