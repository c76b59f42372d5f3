"""Plain Markdown of a section file -> blocks: headings, paragraphs, lists and tables, each text placed exactly.

`heading-level`, `heading-empty` (errors): a third level of headings, or a heading without words. Why: a screen reader
goes by them.
`list-start`, `list-shape` (errors): a numbered list that does not begin with 1, or a row that is more than one
paragraph. Why: the numbers on the page would be others.
`table-caption`, `table-empty`, `table-cells` (errors): a table without caption or rows, or a row with more or fewer
cells than the head. Why: Markdown drops what stands beyond the head, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bookletpress.guards import markdown as guard
from bookletpress.limits import USUAL, Limits
from bookletpress.messages import text_of
from bookletpress.model import Bullets, Heading, Paragraph, Steps, Table, Text, Waiver
from bookletpress.problems import Location, Problem, error

_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Title:
    """The `#` heading of a section file."""

    text: Text


Plain = Title | Heading | Paragraph | Bullets | Steps


@dataclass(slots=True)
class SectionFile:
    """The file being read, and the faults found so far. `notes` and `waivers` hold those that no text has taken yet."""

    lines: list[str]
    path: str
    locale: str
    limits: Limits = USUAL
    problems: list[Problem] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    waivers: dict[int, Waiver] = field(default_factory=dict)
    titles: int = 0

    def at(self, line: int, column: int = 1) -> Location:
        """A place in this file."""
        return Location(self.path, line, column)

    def fault(self, code: str, message: str, place: Location, hint: str) -> None:
        """Reports an error."""
        self.problems.append(error(code, message, place, hint))

    def note(self, line: int) -> str:
        """Takes the translators' notes above a text, with only blank lines between."""
        return " ".join(filter(None, (self.notes.pop(above, "") for above in self._above(line))))

    def waived(self, line: int) -> tuple[Waiver, ...]:
        """Takes the waivers above a text, with only blank lines between."""
        return tuple(self.waivers.pop(above) for above in self._above(line) if above in self.waivers)

    def _above(self, line: int) -> range:
        """The blank lines right above a line; notes and waivers have left blank ones."""
        first = line
        while first > 1 and not self.lines[first - 2].strip():
            first -= 1
        return range(first, line)


@lru_cache(maxsize=4)
def _parser(*constructs: str) -> MarkdownIt:
    """A parser that knows these constructs only. It keeps nothing of what it has read."""
    return MarkdownIt("zero").enable(list(constructs))


def plain_blocks(file: SectionFile, start: int, end: int) -> Iterator[Plain]:
    """The blocks between two lines, counted from 0."""
    if not any(line.strip() for line in file.lines[start:end]):
        return
    tokens = _parser("heading", "list", "table").parse("\n".join(file.lines[start:end]))
    place = 0
    while place < len(tokens):
        depth, last = 0, place
        for last in range(place, len(tokens)):
            depth += tokens[last].nesting
            if depth == 0:
                break
        yield from _block(file, tokens[place : last + 1], start)
        place = last + 1


def _block(file: SectionFile, tokens: list[Token], start: int) -> Iterator[Plain]:
    token = tokens[0]
    place = file.at(start + (token.map[0] if token.map else 0) + 1)
    if token.type == "paragraph_open":
        if text := _text(file, tokens[1], start):
            yield Paragraph(text)
    elif token.type == "heading_open":
        yield from _heading(file, token, tokens[1], start, place)
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        if token.attrGet("start") not in (None, 1):
            hint = "number the steps from 1, or write \\. behind a number that is no step"
            file.fault("list-start", "a numbered list starts with 1", place, hint)
        rows = tuple(_rows(file, tokens, start))
        if rows:
            yield Bullets(rows) if token.type == "bullet_list_open" else Steps(rows)
    elif token.type == "table_open":
        hint = "put it into a '::: table' container, after its caption"
        file.fault("table-caption", "a table stands alone", place, hint)


def _heading(file: SectionFile, token: Token, inline: Token, start: int, place: Location) -> Iterator[Title | Heading]:
    file.titles += token.tag == "h1"
    if token.tag not in ("h1", "h2"):
        file.fault("heading-level", "only '#' and '##' headings are used", place, "write '##'")
    elif not inline.content:
        file.fault("heading-empty", "a heading without words", place, "write the heading after the '#'")
    elif text := _text(file, inline, start):
        yield Title(text) if token.tag == "h1" else Heading(text)


def _rows(file: SectionFile, tokens: list[Token], start: int) -> Iterator[Text]:
    """The rows of a list; each is `list_item_open paragraph_open inline paragraph_close list_item_close`."""
    place = 1
    while tokens[place].type == "list_item_open":
        kinds = [token.type for token in tokens[place + 1 : place + 5]]
        if kinds != ["paragraph_open", "inline", "paragraph_close", "list_item_close"]:
            opened = tokens[place].map
            line = start + (opened[0] if opened else 0) + 1
            message = "a row of a list holds one paragraph, nothing else"
            file.fault("list-shape", message, file.at(line), "write one plain list; it ends before the next paragraph")
            return
        if text := _text(file, tokens[place + 2], start):
            yield text
        place += 5


def _text(file: SectionFile, token: Token, start: int) -> Text | None:
    """The message of an inline token, placed where its first letter stands in the file."""
    line = start + (token.map[0] if token.map else 0) + 1
    first = token.content.split("\n", 1)[0]
    shown = file.lines[line - 1].rstrip()
    column = (len(shown) - len(first) if shown.endswith(first) else max(shown.find(first), 0)) + 1
    place = file.at(line, column)
    text = text_of(token.content, place, file.locale, file.problems.append, file.note(line), file.lines)
    waivers = file.waived(line)
    return replace(text, waivers=waivers) if text and waivers else text


def table(file: SectionFile, start: int, end: int) -> Iterator[Table]:
    """The caption and table between two lines, counted from 0."""
    tokens = _parser("table").parse("\n".join(file.lines[start:end]))
    kinds = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    place = file.at(start)
    if kinds != ["paragraph_open", "table_open"]:
        message = "'::: table' holds a caption and one table"
        file.fault("container-shape", message, place, "write one paragraph, an empty line, then the table")
        return
    rows_, columns = (sum(token.type == kind for token in tokens) for kind in ("tr_open", "th_open"))
    if fault := guard.table_fault(columns, rows_ - 1, file.limits):
        line = start + (tokens[3].map[0] if tokens[3].map else 0) + 1
        file.fault(fault.code, fault.message, file.at(line), fault.hint)
        return
    caption = _text(file, tokens[1], start)
    rows: list[tuple[Text | None, ...]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open" and token.map:
            cells = [cell.content for cell in _cells(tokens, index)]
            rows.append(tuple(_row(file, start + token.map[0] + 1, cells)))
    if len(rows) < 2:
        file.fault("table-empty", "the table has no rows", place, "write at least one row under the head")
    elif caption:
        yield Table(caption, rows[0], tuple(rows[1:]))


def _cells(tokens: list[Token], row: int) -> Iterator[Token]:
    """The inline tokens of a row."""
    for token in tokens[row:]:
        if token.type == "tr_close":
            return
        if token.type == "inline":
            yield token


def _row(file: SectionFile, line: int, cells: list[str]) -> Iterator[Text | None]:
    """The cells of a row. Markdown drops what stands beyond the columns of the head, and so would lose it."""
    shown = file.lines[line - 1]
    written = len(_CELL_END.split(shown.strip().removeprefix("|")))
    written -= bool(re.search(rf"{_CELL_END.pattern}\s*$", shown))
    if written != len(cells):
        message = f"this row has {written} cells, the head has {len(cells)}"
        file.fault("table-cells", message, file.at(line), "write as many cells in each row; a cell may be empty")
    end = 0
    for cell in cells:
        start = shown.find(cell, end) if cell.strip() else -1
        end = start + len(cell) if start >= 0 else end
        place = file.at(line, max(start, 0) + 1)
        yield text_of(cell, place, file.locale, file.problems.append) if cell.strip() else None
