"""One section file -> its heading and blocks. A CommonMark subset plus `::: name` containers; see booklets/README.md.

Every fault of the file is reported in one run. Figures and word cards are named here and looked up by `source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookletpress.guards.schema import IDENTIFIER, did_you_mean
from bookletpress.markdown import Plain, SectionFile, Title, plain_blocks, table
from bookletpress.model import (
    Block,
    Bullets,
    Callout,
    Lede,
    NoteLines,
    Panel,
    Paragraph,
    Points,
    Questions,
    Steps,
    Text,
    WordCards,
)
from bookletpress.problems import Location, Problem

CALLOUTS = ("key", "call", "ask", "know", "unknown")
PANELS = ("legend", "team", "helplines")
CONTAINERS = ("lede", "points", "questions", "table", "figure", "words", "notes", *CALLOUTS, *PANELS)

_OPEN = re.compile(r":::+[ \t]*(\S.*)")
_CLOSE = re.compile(r":::+[ \t]*")
_NOTE = re.compile(r"\[//\]: # \(translators: (.*)\)[ \t]*")
_REFUSED = re.compile(r"[ \t]*(?:>|```|~~~|<[A-Za-z!/]|(?:[-*_][ \t]*){3,}$)|\[[^\]]+\]:")


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure as the prose names it, before its drawings are read."""

    names: tuple[str, ...]
    caption: Text
    key: tuple[Text, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Prose:
    """What one file holds. `heading` is None only if a problem says so."""

    heading: Text | None
    blocks: tuple[Block | FigureName, ...]
    problems: tuple[Problem, ...]


def read(content: str, path: str, locale: str) -> Prose:
    """The heading and blocks of one section file."""
    file = SectionFile(content.replace("\r\n", "\n").split("\n"), path, locale)
    _take_notes(file)
    blocks: list[Title | Block | FigureName] = []
    for start, end, name in _chunks(file):
        if name is None:
            blocks.extend(plain_blocks(file, start, end))
        else:
            blocks.extend(_container(file, name, start, end))
    heading: Text | None = None
    if blocks and isinstance(blocks[0], Title):
        heading = blocks[0].text
    else:
        file.fault("heading-missing", "the section has no heading", file.at(1), "start the file with '# Heading'")
    rest: list[Block | FigureName] = []
    for block in blocks[1:] if heading else blocks:
        if isinstance(block, Title):
            file.fault(
                "heading-again",
                "a second '#' heading",
                block.text.location,
                "write '##' for a smaller heading",
            )
        else:
            rest.append(block)
    return Prose(heading, tuple(rest), tuple(file.problems))


def _take_notes(file: SectionFile) -> None:
    for number, line in enumerate(file.lines):
        if found := _NOTE.fullmatch(line):
            file.notes[number + 1] = found[1].strip()
            file.lines[number] = ""
        elif _REFUSED.match(line):
            file.fault(
                "markup-refused",
                f"'{line.strip()[:20]}' is markup that is not read here",
                file.at(number + 1),
                "see booklets/README.md for what a section may hold",
            )
            file.lines[number] = ""


def _chunks(file: SectionFile) -> Iterator[tuple[int, int, str | None]]:
    """(first line, line after the last, container words or None), counted from 0."""
    start, opened = 0, None
    for number, line in enumerate(file.lines):
        if found := _OPEN.fullmatch(line):
            if opened is not None:
                file.fault(
                    "container-nested",
                    f"a container inside '::: {opened}'",
                    file.at(number + 1),
                    f"close '::: {opened}' with ':::' first",
                )
                continue
            yield start, number, None
            start, opened = number + 1, found[1].strip()
        elif _CLOSE.fullmatch(line):
            if opened is None:
                file.fault("container-stray", "':::' closes nothing", file.at(number + 1), "leave the line out")
                file.lines[number] = ""
                continue
            yield start, number, opened
            start, opened = number + 1, None
    if opened is not None:
        file.fault("container-open", f"'::: {opened}' is never closed", file.at(start), "add a line ':::' after it")
    yield start, len(file.lines), None


def _container(file: SectionFile, words: str, start: int, end: int) -> Iterator[Block | FigureName]:
    name, *arguments = words.split()
    place = file.at(start)
    if name not in CONTAINERS:
        file.fault("container-unknown", f"there is no container '{name}'", place, did_you_mean(name, CONTAINERS))
        return
    if name in ("figure", "words"):
        for argument in arguments:
            if not IDENTIFIER.fullmatch(argument):
                file.fault("identifier", f"'{argument}' is not an identifier", place, "use only a-z, 0-9 and -")
                return
        if not arguments or (name == "figure" and len(arguments) > 2):
            wanted = "one or two drawings" if name == "figure" else "glossary entries"
            file.fault("container-names", f"'::: {name}' must name {wanted}", place, f"write '::: {name} name'")
            return
    elif arguments and name != "notes":
        file.fault("container-names", f"'::: {name}' takes no names", place, f"write '::: {name}' alone")
        return
    if name == "table":
        yield from table(file, start, end)
        return
    yield from _filled(file, name, tuple(arguments), list(plain_blocks(file, start, end)), place)


def _filled(
    file: SectionFile, name: str, arguments: tuple[str, ...], blocks: list[Plain], place: Location
) -> Iterator[Block | FigureName]:
    match name, blocks:
        case "lede", [Paragraph(text)]:
            yield Lede(text)
        case "points", [Bullets(rows)]:
            yield Points(rows)
        case "questions", [Bullets(rows)]:
            yield Questions(rows)
        case "figure", [Paragraph(caption)]:
            yield FigureName(arguments, caption, (), place)
        case "figure", [Paragraph(caption), Steps(rows)]:
            yield FigureName(arguments, caption, rows, place)
        case "words", []:
            yield WordCards(arguments, place)
        case "notes", [] if len(arguments) == 1 and arguments[0].isdecimal() and 1 <= int(arguments[0]) <= 30:
            yield NoteLines(int(arguments[0]))
        case _, [] if name in PANELS:
            yield Panel(name, place)
        case _, [_, *_] if name in CALLOUTS and all(isinstance(block, Paragraph | Bullets) for block in blocks):
            yield Callout(name, tuple(block for block in blocks if isinstance(block, Paragraph | Bullets)))
        case _:
            file.fault(
                "container-shape",
                f"'::: {name}' does not hold what it should",
                place,
                "see the table of containers in booklets/README.md",
            )
