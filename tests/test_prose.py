"""A section file: what it may hold, how its messages are placed, and that wrapping its lines changes nothing."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
from faults import Told, told
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.model import (
    Block,
    Bullets,
    Callout,
    Heading,
    Lede,
    NoteLines,
    Panel,
    Paragraph,
    Points,
    Questions,
    Steps,
    Table,
    Text,
    WordCards,
)
from bookletpress.prose import CALLOUTS, DIARIES, PANELS, FigureName, Prose, read

PATH = "booklets/b/01-a.md"


def section(body: str) -> Prose:
    return read(f"# Heading\n\n{body}\n", PATH, "en")


def blocks(body: str) -> tuple[Block | FigureName, ...]:
    prose = section(body)
    assert prose.problems == ()
    return prose.blocks


def words(texts: tuple[Text | None, ...]) -> list[str | None]:
    return [text and text.source for text in texts]


def test_a_section_has_a_heading_and_blocks() -> None:
    prose = read("\n# What *ALK* is #\n\nOne\ntwo.\n\n## Smaller\n\n- a\n- b\n\n1. c\n2. d\n", PATH, "en")
    assert prose.problems == ()
    assert prose.heading
    assert (prose.heading.source, prose.heading.location.line, prose.heading.location.column) == ("What *ALK* is", 2, 3)
    paragraph, heading, bullets, steps = prose.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(heading, Heading)
    assert isinstance(bullets, Bullets)
    assert isinstance(steps, Steps)
    assert paragraph.text.source == "One two."
    assert heading.text.source == "Smaller"
    assert (words(bullets.rows), words(steps.rows)) == (["a", "b"], ["c", "d"])


def test_every_text_knows_where_its_first_letter_stands() -> None:
    body = "a\n\n  1. 1\n  2. b\n\n- - is a dash\n\n::: table\nc\n\n| d | d |\n| - | - |\n|  | a |\n:::"
    prose = section(body.replace("- - is", "- \\- is"))
    assert prose.problems == ()
    places = []
    for block in prose.blocks:
        if isinstance(block, Paragraph):
            places.append(block.text)
        elif isinstance(block, Bullets | Steps):
            places.extend(block.rows)
        elif isinstance(block, Table):
            places.extend([block.caption, *filter(None, (*block.head, *block.rows[0]))])
    assert [(text.source, text.location.line, text.location.column) for text in places] == [
        ("a", 3, 1),
        ("1", 5, 6),
        ("b", 6, 6),
        ("- is a dash", 8, 3),
        ("c", 11, 1),
        ("d", 13, 3),
        ("d", 13, 7),
        ("a", 15, 6),
    ]


def test_containers() -> None:
    made = blocks(
        """::: lede
Opening.
:::

::: points
- **One.** More.
- **Two.**
:::

::: questions
- Why?
:::

::: figure cell wall
Caption.

1. Key
:::

::: figure cell
Caption.
:::

::: words alk bone-marrow
:::

::: notes 6
:::

:::: table
Caption.

| Head | |
| :-- | --: |
| a \\| b | |
| | c |
::::"""
    )
    lede, points, questions, pair, single, cards, notes, table = made
    assert isinstance(lede, Lede)
    assert isinstance(points, Points)
    assert words(points.rows) == ["**One.** More.", "**Two.**"]
    assert isinstance(questions, Questions)
    assert isinstance(pair, FigureName)
    assert (pair.names, words(pair.key), pair.location.line) == (("cell", "wall"), ["Key"], 16)
    assert isinstance(single, FigureName)
    assert single.key == ()
    assert isinstance(cards, WordCards)
    assert (cards.terms, cards.location.line) == (("alk", "bone-marrow"), 26)
    assert notes == NoteLines(6)
    assert isinstance(table, Table)
    assert [words(row) for row in (table.head, *table.rows)] == [["Head", None], ["a | b", None], [None, "c"]]


@pytest.mark.parametrize("kind", CALLOUTS)
def test_callouts_hold_paragraphs_and_bullets(kind: str) -> None:
    (block,) = blocks(f"::: {kind}\nOne.\n\n- two\n:::")
    assert isinstance(block, Callout)
    assert block.kind == kind
    assert [type(inner) for inner in block.blocks] == [Paragraph, Bullets]


@pytest.mark.parametrize("kind", PANELS)
def test_panels_hold_nothing(kind: str) -> None:
    (block,) = blocks(f"::: {kind}\n\n:::")
    assert isinstance(block, Panel)
    assert block.kind == kind


@pytest.mark.parametrize("what", DIARIES)
def test_a_diary_is_named_by_what_it_keeps(what: str) -> None:
    (block,) = blocks(f"::: diary {what}\n:::")
    assert isinstance(block, Panel)
    assert (block.kind, block.location.line) == (f"diary-{what}", 3)


def test_notes_reach_the_text_below_them() -> None:
    made = blocks(
        """[//]: # (translators: of a trial)
[//]: # (translators: not of a body (arm))

The arm.

- one

[//]: # (translators: second)
- two

::: table
[//]: # (translators: caption)
Caption

| a |
| - |
| b |
:::"""
    )
    paragraph, bullets, table = made
    assert isinstance(paragraph, Paragraph)
    assert isinstance(bullets, Bullets)
    assert isinstance(table, Table)
    assert paragraph.text.note == "of a trial not of a body (arm)"
    assert [row.note for row in bullets.rows] == ["", "second"]
    assert (table.caption.note, [cell and cell.note for cell in table.head]) == ("caption", [""])


# The file begins with "# Heading" and an empty line, so the body begins on line 3.
REFUSED: dict[str, tuple[str, Told]] = {
    "quote": ("> a", [("markup-refused", 3, 1)]),
    "code": ("```\na\n```", [("markup-refused", 3, 1), ("markup-refused", 5, 1)]),
    "rule": ("a\n\n* * *", [("markup-refused", 5, 1)]),
    "underlined heading": ("a\n---", [("markup-refused", 4, 1)]),
    "doubly underlined heading": ("a\n\n  ===", [("markup-refused", 5, 3)]),
    "HTML block": ("<div>", [("markup-refused", 3, 1)]),
    "HTML comment": ("  <!-- a -->", [("markup-refused", 3, 3)]),
    "reference": ("[a]: https://a.org", [("markup-refused", 3, 1)]),
    "footnote": ("a[^1]\n\n[^1]: b", [("link-broken", 3, 2), ("markup-refused", 5, 1)]),
    "comment that is no note": ("[//]: # (a)", [("markup-refused", 3, 1)]),
    "heading without a space": ("#Heading", [("heading-broken", 3, 1)]),
    "seven levels": ("####### a", [("heading-broken", 3, 1)]),
    "third level": ("### a", [("heading-level", 3, 1)]),
    "empty heading": ("##", [("heading-empty", 3, 1)]),
    "second title": ("# a", [("heading-again", 3, 3)]),
    "HTML in a line": ("one\n  two <b>x</b>", [("html-refused", 4, 7)]),
    "two faults in a line": ("a [x] b {y}", [("link-broken", 3, 3), ("atom-broken", 3, 9)]),
    "fault in a bullet": ("- a\n- b **c\n  d", [("emphasis-broken", 4, 5)]),
    "fault in the second line of a bullet": ("- a\n  b {c}", [("atom-broken", 4, 5)]),
    "nested list": ("- a\n  - b\n- c", [("list-shape", 3, 1)]),
    "two paragraphs in a row": ("1. a\n\n   b", [("list-shape", 3, 1)]),
    "empty row": ("- a\n-\n- b", [("list-shape", 4, 1)]),
    "heading in a row": ("- # a", [("list-shape", 3, 1)]),
    "list that starts with 3": ("3. a\n4. b", [("list-start", 3, 1)]),
    "year that looks like a step": ("2026. A year.", [("list-start", 3, 1)]),
    "table outside": ("| a |\n| - |\n| b |", [("table-caption", 3, 1)]),
    "unknown container": ("::: fgure a\n:::", [("container-unknown", 3, 1)]),
    "container that is never closed": ("a\n\n::: key\nb", [("container-open", 5, 1)]),
    "nothing to close": (":::", [("container-stray", 3, 1)]),
    "container in a container": ("::: key\n::: ask\n- a\n:::\n:::", [("container-nested", 4, 1)]),
    "container not closed before the next": ("::: key\na\n::: ask\n- b\n:::", [("container-nested", 5, 1)]),
    "indented container": ("  ::: key\na\n  :::", [("container-broken", 3, 3), ("container-broken", 5, 3)]),
    "two colons": (":: key\na\n::", [("container-broken", 3, 1), ("container-broken", 5, 1)]),
    "colons without a name": ("::: :::", [("container-broken", 3, 1)]),
    "closed on the same line": ("::: legend :::", [("container-open", 3, 1)]),
    "lede with a list": ("::: lede\n- a\n:::", [("container-shape", 3, 1)]),
    "empty lede": ("::: lede\n:::", [("container-shape", 3, 1)]),
    "lede with a name": ("::: lede x\na\n:::", [("container-names", 3, 1)]),
    "lede with a fault": ("::: lede\n<b>a</b>\n:::", [("markup-refused", 4, 1)]),
    "points without bold": ("::: points\n- **a.** b\n- c\n:::", [("container-shape", 3, 1)]),
    "steps in a callout": ("::: key\n1. a\n:::", [("container-shape", 3, 1)]),
    "heading in a callout": ("::: key\n## a\n:::", [("container-shape", 3, 1)]),
    "panel with words": ("::: team\na\n:::", [("container-shape", 3, 1)]),
    "fever card with words": ("::: fever-card\na\n:::", [("container-shape", 3, 1)]),
    "diary of nothing": ("::: diary\n:::", [("container-names", 3, 1)]),
    "diary of something else": ("::: diary medicine\n:::", [("container-names", 3, 1)]),
    "two diaries in one": ("::: diary medicines appointments\n:::", [("container-names", 3, 1)]),
    "diary with words": ("::: diary medicines\na\n:::", [("container-shape", 3, 1)]),
    "figure without a name": ("::: figure\na\n:::", [("container-names", 3, 1)]),
    "three drawings": ("::: figure a b c\na\n:::", [("container-names", 3, 1)]),
    "figure of another folder": ("::: figure ../a\na\n:::", [("identifier", 3, 1)]),
    "figure without a caption": ("::: figure a\n:::", [("container-shape", 3, 1)]),
    "cards without terms": ("::: words\n:::", [("container-names", 3, 1)]),
    "cards with words": ("::: words alk\na\n:::", [("container-shape", 3, 1)]),
    "no lines": ("::: notes\n:::", [("container-shape", 3, 1)]),
    "too many lines": ("::: notes 31\n:::", [("container-shape", 3, 1)]),
    "five thousand digits": (f"::: notes {'1' * 5000}\n:::", [("container-shape", 3, 1)]),
    "lines in other digits": ("::: notes ٣\n:::", [("container-shape", 3, 1)]),
    "table without a caption": ("::: table\n| a |\n| - |\n| b |\n:::", [("container-shape", 3, 1)]),
    "table without a table": ("::: table\na\n:::", [("container-shape", 3, 1)]),
    "table without rows": ("::: table\na\n\n| b |\n| - |\n:::", [("table-empty", 3, 1)]),
    "too many cells": ("::: table\na\n\n| b | c |\n| - | - |\n| d | e | f |\n:::", [("table-cells", 8, 1)]),
    "too few cells": ("::: table\na\n\n| b | c |\n| - | - |\n| d |\n:::", [("table-cells", 8, 1)]),
    "fault in a cell": ("::: table\na\n\n| b | c |\n| - | - |\n| b | x {b} |\n:::", [("atom-broken", 8, 9)]),
    "note for nothing": ("a\n\n[//]: # (translators: b)", [("note-stray", 5, 1)]),
    "note before a container": ("[//]: # (translators: b)\n::: key\na\n:::", [("note-stray", 3, 1)]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_print_wrongly_is_refused_in_its_place(name: str) -> None:
    body, expected = REFUSED[name]
    assert told(section(body).problems) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [("heading-missing", 1, 1)]),
        ("a\n", [("heading-missing", 1, 1)]),
        ("## a\n", [("heading-missing", 1, 1)]),
        ("a\n\n# b\n", [("heading-missing", 1, 1)]),
        ("# a {b}\n", [("atom-broken", 1, 5)]),
        ("::: key\n# a\n:::\n", [("container-shape", 1, 1)]),
        ("# a\n\n# b\n\n# c\n", [("heading-again", 3, 3), ("heading-again", 5, 3)]),
    ],
)
def test_a_section_begins_with_its_heading(content: str, expected: Told) -> None:
    assert told(read(content, PATH, "en").problems) == expected


NEAR_MISSES = [
    "Number \\#1 and 3 > 2.",
    "5 - 3 - 1",
    "\\- no bullet",
    "2026\\. A year.",
    "1) a\n2) b",
    "+ a\n+ b",
    "A time: 12:30 :::",
    "a | b",
    "- a\n\n- b",
    "    indented words",
    "text\n## heading\ntext",
    "::: table\na\n\nb | c\n-- | --\nd | e\n:::",
    "::: table\na\n\n| b \\\\| c |\n| - |\n| d |\n:::",
]


@pytest.mark.parametrize("body", NEAR_MISSES)
def test_what_only_looks_like_it_is_read(body: str) -> None:
    assert section(body).problems == ()


ATTACKS = {
    "bullets in bullets": "- " * 9_000,
    "bullets in bullets in bullets": "- - " * 9_000,
    "steps in steps": "1. " * 5_000,
    "quotes": "> " * 9_000,
    "cells": "| a " * 9_000,
    "hashes": "# " * 9_000,
    "colons": ":::" * 9_000,
    "asterisks": "*" * 9_000,
    "rows": "- a\n" * 9_000,
    "a wide table": "::: table\na\n\n" + "|a" * 9_000 + "\n" + "|-" * 9_000 + "\n|b\n:::",
    "containers": "::: key\n" * 9_000,
    "a long note": "[//]: # (translators: " * 2_000,
    "notes": "[//]: # (translators: a)\n" * 4_000 + "b",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_end_soon(name: str) -> None:
    start = time.process_time()
    section(ATTACKS[name])
    assert time.process_time() - start < 5


def test_line_ends_make_no_difference() -> None:
    content = "# a\n\nb\nc\n\n::: key\nd\n:::\n"
    assert read(content.replace("\n", "\r\n"), PATH, "en") == read(content, PATH, "en")


# ------------------------------------------------------------------------------------------------------------- laws

WORDS = ["one", "two", "**three four**", "*five six*", "seven.[@eight]", "[nine ten][k]", "{p:eleven}", "twelve,", "é"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(lambda row: " ".join(("so", *row)))


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(1, 90), st.integers(1, 90))
def test_rewrapping_prose_changes_no_message(sentences: list[str], narrow: int, wide: int) -> None:
    def file(width: int) -> str:
        def wrap(text: str, first: str, rest: str) -> str:
            return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False,
                                 break_on_hyphens=False)  # fmt: skip

        paragraphs = "\n\n".join(wrap(text, "", "") for text in sentences)
        bullets = "\n".join(wrap(text, "- ", "  ") for text in sentences)
        return f"# Heading\n\n{paragraphs}\n\n{bullets}\n\n::: key\n{paragraphs}\n:::\n"

    assert _messages(read(file(narrow), PATH, "en")) == _messages(read(file(wide), PATH, "en"))


def _messages(prose: Prose) -> list[str]:
    assert prose.problems == ()
    found = []
    for block in prose.blocks:
        for inner in block.blocks if isinstance(block, Callout) else [block]:
            found += [inner.text.source] if isinstance(inner, Paragraph) else []
            found += [row.source for row in inner.rows] if isinstance(inner, Bullets) else []
    return found


LINES = ["", "# a", "## b", "c", "- d", "1. e", "  f", "::: key", ":::", "::: table", "| g | h |", "| - | - |",
         "::: figure x", "::: words y", "[//]: # (translators: z)", "**i", "{p:q}", "- **j.** k"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14) | st.text("#-*_:|> 1.\nab[]{}", max_size=60).map(lambda t: [t]))
def test_no_section_ends_in_a_traceback(lines: list[str]) -> None:
    prose = read("\n".join(lines), PATH, "en")
    places = told(prose.problems)
    assert prose.heading is not None or places
    assert all(1 <= line <= 80 and column >= 1 for _, line, column in places)


def test_the_shipped_sections_are_read() -> None:
    paths = sorted((Path(__file__).parent.parent / "booklets").rglob("[0-9][0-9]-*.md"))
    assert paths
    assert [path.name for path in paths if read(path.read_text("utf-8"), path.name, "en").problems] == []
