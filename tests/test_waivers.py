"""A waiver beside the text settles a warning there, and nothing else; one that settles nothing is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run
from faults import told
from test_prose import section

from bookletpress.catalogue import Message, waivers_in
from bookletpress.model import Bullets, Callout, Paragraph, Text, Waiver
from bookletpress.problems import Location, Problem, error, release_error, warning
from bookletpress.waivers import settle

HERE, THERE = Location("a.md", 3, 1), Location("b.md", 3, 1)
WAIVER = Waiver("passive", "nobody knows who", Location("a.md", 2))
LONG = "Rest " + "and rest " * 12 + "now."


def codes(*problems: Problem, own: bool = True) -> list[str]:
    waived = {(HERE, "passive"): WAIVER}
    return [problem.code for problem in settle(problems, waived if own else {}, {} if own else waived)]


def test_a_waiver_settles_its_warning_in_its_place() -> None:
    assert codes(warning("passive", "m", HERE, "h")) == []
    assert codes(warning("passive", "m", HERE, "h"), warning("passive", "n", HERE, "h")) == []
    assert codes(warning("passive", "m", THERE, "h")) == ["passive", "waiver-unused"]
    assert codes(warning("sentence-long", "m", HERE, "h")) == ["sentence-long", "waiver-unused"]


@pytest.mark.parametrize("told_as", [error, release_error])
def test_an_error_cannot_be_waived(told_as: type) -> None:
    assert codes(told_as("passive", "m", HERE, "h")) == ["passive", "waiver-unused"]  # type: ignore[arg-type]


def test_the_waivers_of_the_source_are_not_judged_in_a_translation() -> None:
    assert codes(own=False) == []
    assert codes(warning("passive", "m", HERE, "h"), own=False) == []


def test_an_unused_waiver_is_told_where_it_stands() -> None:
    (problem,) = settle([], {(HERE, "passive"): WAIVER}, {})
    assert told([problem]) == [("waiver-unused", 2, 0)]


def waivers_of(text: Text) -> list[tuple[str, str, int]]:
    return [(waiver.code, waiver.reason, waiver.location.line) for waiver in text.waivers]


def test_waivers_reach_the_text_below_them() -> None:
    prose = section(
        "[//]: # (allow passive: so it is)\n[//]: # (translators: a note)\n\n"
        "[//]: # (allow sentence-long: a list)\nText.\n\n"
        "::: ask\n- One\n\n[//]: # (allow passive: two)\n- Two\n:::\n\nLast."
    )
    assert prose.problems == ()
    first, callout, last = prose.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert isinstance(callout, Callout)
    assert waivers_of(first.text) == [("passive", "so it is", 3), ("sentence-long", "a list", 6)]
    assert first.text.note == "a note"
    assert waivers_of(last.text) == []
    (bullets,) = callout.blocks
    assert isinstance(bullets, Bullets)
    assert [waivers_of(row) for row in bullets.rows] == [[], [("passive", "two", 12)]]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("Text.\n\n[//]: # (allow passive: nothing follows)", ("waiver-stray", 5, 1)),
        ("[//]: # (allow passive)\nText.", ("markup-refused", 3, 1)),
        ("[//]: # (allow passive: )\nText.", ("markup-refused", 3, 1)),
        ("[//]: # (allow Passive: why)\nText.", ("markup-refused", 3, 1)),
    ],
)
def test_waivers_that_cannot_be_read(body: str, fault: tuple[str, int, int]) -> None:
    assert told(section(body).problems) == [fault]


def test_a_translator_waives_in_a_comment() -> None:
    place = Location("es.po", 9, 9)
    message = Message("a", "b", comments=("allow sentence-long: una lista", "allow nothing", "a word"), location=place)
    assert waivers_in(message) == (Waiver("sentence-long", "una lista", place),)


def found(press: Run, tiny: Path, *words: str) -> list[tuple[str, str, int]]:
    rows = json.loads(press("check", *words, "--output-format", "json", at=tiny).out)
    return [(row["code"], row["path"], row["line"]) for row in rows]


REST = "booklets/tiny/02-rest.md"


def change(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), "utf-8")


def test_from_the_file_to_the_answer(tiny: Path, press: Run) -> None:
    before = found(press, tiny, "-l", "en")
    change(tiny / REST, "Many people feel", f"{LONG} Many people feel")
    assert [row for row in found(press, tiny, "-l", "en") if row not in before] == [("sentence-long", REST, 10)]
    change(tiny / REST, LONG, f"[//]: # (allow sentence-long: a sample)\n{LONG}")
    assert found(press, tiny, "-l", "en") == before
    change(tiny / REST, f"{LONG} ", "")
    assert [row for row in found(press, tiny, "-l", "en") if row not in before] == [("waiver-unused", REST, 10)]
    assert "waiver-unused" not in {code for code, *_ in found(press, tiny, "-l", "es")}


def test_a_waiver_for_what_only_a_release_asks_is_not_unused_before(tiny: Path, press: Run) -> None:
    """The claim is outdated, and the sentence warns of it: nothing to say, in a draft or before a release."""
    before, release = found(press, tiny, "-l", "en"), found(press, tiny, "-l", "en", "--release")
    claims = tiny / "booklets/shared/claims.yaml"
    change(claims, "status: background", "status: outdated")
    change(tiny / REST, "Many people feel", "[//]: # (allow claim-outdated: it warns)\nMany people feel")
    assert found(press, tiny, "-l", "en") == before
    told_now = {(code, path) for code, path, _ in found(press, tiny, "-l", "en", "--release")}
    assert ("claim-outdated", REST) not in told_now
    assert {(code, path) for code, path, _ in release} <= told_now


def test_translators_waivers(tiny: Path, press: Run) -> None:
    assert press("update", "-l", "es", at=tiny).code == 0
    catalogue = tiny / "locales/es/tiny.po"
    largo = "Descanse " + "y descanse " * 14 + "ya."
    change(catalogue, 'This is a sample."\nmsgstr ""', f'This is a sample."\nmsgstr "{largo}"')
    lines = [row for row in found(press, tiny, "-l", "es") if row[0] == "sentence-long"]
    assert [path for _, path, _ in lines] == ["locales/es/tiny.po"]
    content = catalogue.read_text("utf-8").split("\n")
    start = max(n for n in range(lines[0][2]) if not content[n])
    content.insert(start + 1, "# allow sentence-long: una muestra")
    catalogue.write_text("\n".join(content), "utf-8")
    assert {code for code, *_ in found(press, tiny, "-l", "es")} & {"sentence-long", "waiver-unused"} == set()
