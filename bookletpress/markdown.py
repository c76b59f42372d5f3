"""Plain Markdown of a section file -> blocks: headings, paragraphs, lists and tables, each text placed exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bookletpress.messages import text_of
from bookletpress.model import Bullets, Heading, Paragraph, Steps, Table, Text
from bookletpress.problems import Location, Problem, error


@dataclass(frozen=True, slots=True)
class Title:
    """The `#` heading of a section file."""

    text: Text


Plain = Title | Heading | Paragraph | Bullets | Steps


@dataclass(slots=True)
class SectionFile:
    """The file being read, and the faults found so far."""

    lines: list[str]
    path: str
    locale: str
    problems: list[Problem] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)

    def at(self, line: int, column: int = 1) -> Location:
        return Location(self.path, line, column)

    def fault(self, code: str, message: str, place: Location, hint: str) -> None:
        self.problems.append(error(code, message, place, hint))


def plain_blocks(file: SectionFile, start: int, end: int) -> Iterator[Plain]:
    """The blocks between two lines, counted from 0."""
    if not any(line.strip() for line in file.lines[start:end]):
        return
    parser = MarkdownIt("zero").enable(["heading", "list", "table"])
    tokens = parser.parse("\n".join(file.lines[start:end]))
    place = 0
    while place < len(tokens):
        token = tokens[place]
        last = next(
            k
            for k in range(place, len(tokens))
            if tokens[k].level == token.level
            and tokens[k].nesting <= 0
            and (tokens[k].nesting == 0 or tokens[k].type == token.type.replace("_open", "_close"))
        )
        yield from _block(file, tokens[place : last + 1], start)
        place = last + 1


def _block(file: SectionFile, tokens: list[Token], start: int) -> Iterator[Plain]:
    token = tokens[0]
    line = start + (token.map[0] if token.map else 0) + 1
    if token.type == "paragraph_open":
        if text := _text(file, tokens[1], start):
            yield Paragraph(text)
    elif token.type == "heading_open":
        if token.tag not in ("h1", "h2"):
            file.fault("heading-level", "only '#' and '##' headings are used", file.at(line), "write '##'")
        elif not tokens[1].content:
            file.fault("heading-empty", "a heading without words", file.at(line), "write the heading after the '#'")
        elif text := _text(file, tokens[1], start):
            yield Title(text) if token.tag == "h1" else Heading(text)
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        rows = tuple(_rows(file, tokens, start))
        if rows:
            yield Bullets(rows) if token.type == "bullet_list_open" else Steps(rows)
    elif token.type == "table_open":
        file.fault(
            "table-caption",
            "a table stands alone",
            file.at(line),
            "put it into a '::: table' container, after its caption",
        )


def _rows(file: SectionFile, tokens: list[Token], start: int) -> Iterator[Text]:
    base = tokens[0].level
    for index, token in enumerate(tokens):
        if token.type == "list_item_open":
            line = start + (token.map[0] if token.map else 0) + 1
            if token.level > base + 1 or tokens[index + 1].type != "paragraph_open":
                file.fault(
                    "list-shape",
                    "a row of a list holds one paragraph, nothing else",
                    file.at(line),
                    "write one plain list",
                )
                return
            after = index + 4
            if tokens[after].type != "list_item_close":
                file.fault(
                    "list-shape",
                    "a row of a list holds one paragraph, nothing else",
                    file.at(line),
                    "end the list before the next paragraph",
                )
            if text := _text(file, tokens[index + 2], start):
                yield text


def _text(file: SectionFile, token: Token, start: int) -> Text | None:
    """The message of an inline token, placed where its first letter stands in the file."""
    line = start + (token.map[0] if token.map else 0) + 1
    first = token.content.split("\n", 1)[0]
    column = max(file.lines[line - 1].find(first), 0) + 1
    return text_of(
        token.content, file.at(line, column), file.locale, file.problems.append, _note(file, line), file.lines
    )


def _note(file: SectionFile, line: int) -> str:
    """The nearest translators' note above, with only blank lines between."""
    above = line - 1
    while above >= 1 and not file.lines[above - 1].strip():
        if above in file.notes:
            return file.notes[above]
        above -= 1
    return ""


def table(file: SectionFile, start: int, end: int) -> Iterator[Table]:
    """The caption and table between two lines, counted from 0."""
    tokens = MarkdownIt("zero").enable(["table"]).parse("\n".join(file.lines[start:end]))
    kinds = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    place = file.at(start)
    if kinds != ["paragraph_open", "table_open"]:
        file.fault(
            "container-shape",
            "'::: table' holds a caption and one table",
            place,
            "write one paragraph, an empty line, then the table",
        )
        return
    caption = _text(file, tokens[1], start)
    rows: list[tuple[Text | None, ...]] = []
    row: list[Text | None] = []
    for index, token in enumerate(tokens):
        if token.type in ("th_open", "td_open"):
            row.append(_cell(file, tokens[index + 1], start, token))
        elif token.type == "tr_close":
            rows.append(tuple(row))
            row = []
    if caption and len(rows) >= 2:
        yield Table(caption, rows[0], tuple(rows[1:]))
    elif caption:
        file.fault("table-empty", "the table has no rows", place, "write at least one row under the head")


def _cell(file: SectionFile, token: Token, start: int, parent: Token) -> Text | None:
    if not token.content.strip():
        return None
    spot = token.map or parent.map
    line = start + (spot[0] if spot else 0) + 1
    column = max(file.lines[line - 1].find(token.content), 0) + 1
    return text_of(token.content, file.at(line, column), file.locale, file.problems.append)
