"""What a build tells of the builds before it, and what it finds in a text to look up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from edition import TODAY
from pretended import Sample, sample

from bookletpress.site.history import CHANGED, FIRST

ENGLISH = ("tiny", "en", "family")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("storefront"))


def events(out: Path, key: tuple[str, str, str] = ENGLISH) -> list[dict[str, Any]]:
    """What the history tells of a text."""
    texts = json.loads((out / "history.json").read_text("utf-8"))["texts"]
    (found,) = [row for row in texts if (row["slug"], row["locale"], row["audience"]) == key]
    told: list[dict[str, Any]] = found["events"]
    return told


def test_the_first_build_has_nothing_to_tell(builds: Sample, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", "yesterday")
    assert [event["kind"] for event in events(tmp_path / "out")] == [FIRST]
    assert "<!--news-->" not in (tmp_path / "out/en/index.html").read_text("utf-8")


def test_a_change_is_told_by_its_section_and_stays_told(builds: Sample, tmp_path: Path) -> None:
    out = tmp_path / "out"
    builds.build(out, "yesterday")
    builds.build(out, "today")
    first, changed = events(out)
    assert (first["kind"], changed["kind"], changed["on"]) == (FIRST, CHANGED, TODAY.isoformat())
    assert (changed["changed"], changed["added"], changed["removed"]) == (["Why rest helps"], [], [])
    page = (out / "en/index.html").read_text("utf-8")
    assert "<q>Why rest helps</q>" in page
    assert "Why rest helps" in (out / "en/feed.atom").read_text("utf-8")
    before = (out / "history.json").read_bytes()
    builds.build(out, "today")
    assert (out / "history.json").read_bytes() == before
    assert (out / "en/index.html").read_text("utf-8") == page


def test_what_a_build_does_not_make_keeps_what_was_told(builds: Sample, tmp_path: Path) -> None:
    """English is built anew; the Spanish file still shows the earlier text, so nothing of it changed."""
    out = tmp_path / "out"
    builds.build(out, "yesterday", formats=("letter",))
    builds.build(out, "today", locales=("en",), formats=("letter",))
    assert [event["kind"] for event in events(out)] == [FIRST, CHANGED]
    assert [event["kind"] for event in events(out, ("tiny", "es", "family"))] == [FIRST]


def test_without_a_history_the_catalogue_tells_that_a_text_changed(builds: Sample, tmp_path: Path) -> None:
    out = tmp_path / "out"
    builds.build(out, "yesterday")
    (out / "history.json").unlink()
    builds.build(out, "today")
    first, changed = events(out)
    assert first["kind"] == FIRST
    assert (changed["kind"], changed["changed"], changed["elsewhere"]) == (CHANGED, [], True)
    assert "The text changed." in (out / "en/index.html").read_text("utf-8")


def test_sections_and_the_medicines_in_them_can_be_looked_up(builds: Sample, tmp_path: Path) -> None:
    builds.build(tmp_path / "out", "today")
    page = (tmp_path / "out/en/search.html").read_text("utf-8")
    assert "_web_DRAFT.html#section-rest" in page
    assert page.count("data-entry") > 4
    (rest,) = [line for line in page.splitlines() if "#section-rest" in line]
    assert "data-words=" in rest
    assert {"heals", "slowly"} <= set(rest.split('data-words="')[1].split('"')[0].split())
    assert 'class="more"' not in page, "nothing in the sample tells when to call"
