"""One section file -> its heading and blocks. A CommonMark subset plus `::: name` containers; see booklets/README.md.

Every fault of the file is reported in one run. Figures and word cards are named here and looked up by `source`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookletpress.guards.schema import did_you_mean, is_identifier, shown
from bookletpress.inline import Strong
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
    Waiver,
    WordCards,
)
from bookletpress.problems import Location, Problem

CALLOUTS = ("key", "call", "emergency", "ask", "know", "unknown")
DIARIES = ("medicines", "appointments")
PANELS = ("legend", "team", "helplines", "fever-card", "local")
CONTAINERS = ("lede", "points", "questions", "table", "figure", "words", "notes", "diary", *CALLOUTS, *PANELS)

_OPEN = re.compile(r":::+[ \t]*([^:\s].*)")
_CLOSE = re.compile(r":::+[ \t]*")
_NOTE = re.compile(r"\[//\]: # \(translators: (.*)\)[ \t]*")
_WAIVER = re.compile(r"\[//\]: # \(allow ([a-z-]+): *(\S.*)\)[ \t]*")
_LINE_COUNT = re.compile(r"[1-9]|[12][0-9]|30")
_README = "see booklets/README.md for what a section may hold"

# Lines that Markdown or a person would take for markup, and that would be printed as they are: (pattern, code, hint).
_REFUSED = (
    (re.compile(r"[ \t]*(?:>|```|~~~|<[A-Za-z!/]|(?:[-*_][ \t]*){3,}$|=+[ \t]*$)"), "markup-refused", _README),
    (re.compile(r"[ \t]*\[[^\]]+\]:"), "markup-refused", _README),
    (
        re.compile(r"[ \t]*#+[^#\s]|[ \t]*#{7,}"),
        "heading-broken",
        "write a space behind '#', or \\# for the sign itself",
    ),
    (re.compile(r"[ \t]*::"), "container-broken", "write '::: name' or ':::' at the very start of a line"),
)


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
    titles = [block for block in blocks if isinstance(block, Title)]
    if not file.titles or (titles and blocks[0] != titles[0]):
        file.fault("heading-missing", "the section has no heading", file.at(1), "start the file with '# Heading'")
    for title in titles[1:]:
        file.fault("heading-again", "a second '#' heading", title.text.location, "write '##' for a smaller heading")
    for line in file.notes:
        hint = "put it right above the text that it is about, inside its container"
        file.fault("note-stray", "no text follows this note for the translators", file.at(line), hint)
    for waiver in file.waivers.values():
        hint = "put it right above the text that it is about, inside its container"
        file.fault("waiver-stray", "no text follows this waiver", waiver.location, hint)
    rest = tuple(block for block in blocks if not isinstance(block, Title))
    return Prose(titles[0].text if titles else None, rest, tuple(file.problems))


def _take_notes(file: SectionFile) -> None:
    """Notes for the translators and waivers leave the lines; so does markup that is not read, after it was reported."""
    for number, line in enumerate(file.lines):
        if found := _NOTE.fullmatch(line):
            file.notes[number + 1] = found[1].strip()
            file.lines[number] = ""
        elif found := _WAIVER.fullmatch(line):
            file.waivers[number + 1] = Waiver(found[1], found[2].strip(), file.at(number + 1))
            file.lines[number] = ""
        elif _OPEN.fullmatch(line) or _CLOSE.fullmatch(line):
            continue
        else:
            for pattern, code, hint in _REFUSED:
                if pattern.match(line):
                    column = len(line) - len(line.lstrip()) + 1
                    message = f"{shown(line.strip()[:20])} is markup that is not read here"
                    file.fault(code, message, file.at(number + 1, column), hint)
                    file.lines[number] = ""
                    break


def _chunks(file: SectionFile) -> Iterator[tuple[int, int, str | None]]:
    """(first line, line after the last, container words or None), counted from 0."""
    start, opened, inside, nested = 0, None, 0, False
    for number, line in enumerate(file.lines):
        place = file.at(number + 1)
        if found := _OPEN.fullmatch(line):
            if opened is not None:
                hint = f"close '::: {opened}' with ':::' first"
                file.fault("container-nested", f"a container inside '::: {opened}'", place, hint)
                file.lines[number] = ""
                inside, nested = inside + 1, True
                continue
            yield start, number, None
            start, opened, nested = number + 1, found[1].strip(), False
        elif _CLOSE.fullmatch(line):
            if opened is None:
                file.fault("container-stray", "':::' closes nothing", place, "leave the line out")
            if opened is None or inside:
                file.lines[number] = ""
                inside = max(inside - 1, 0)
                continue
            yield start, number, opened
            start, opened = number + 1, None
    if opened is not None and not nested:
        file.fault("container-open", f"'::: {opened}' is never closed", file.at(start), "add a line ':::' after it")
    yield start, len(file.lines), None


def _container(file: SectionFile, words: str, start: int, end: int) -> Iterator[Block | FigureName]:
    name, *arguments = words.split()
    place = file.at(start)
    if name not in CONTAINERS:
        file.fault("container-unknown", f"there is no container {shown(name)}", place, did_you_mean(name, CONTAINERS))
        return
    if name in ("figure", "words"):
        for argument in arguments:
            if not is_identifier(argument):
                file.fault("identifier", f"{shown(argument)} is not an identifier", place, "use only a-z, 0-9 and -")
                return
        if not arguments or (name == "figure" and len(arguments) > 2):
            wanted = "one or two drawings" if name == "figure" else "glossary entries"
            file.fault("container-names", f"'::: {name}' must name {wanted}", place, f"write '::: {name} name'")
            return
    elif name == "diary":
        if len(arguments) != 1 or arguments[0] not in DIARIES:
            message = f"there is no diary {shown(' '.join(arguments))}" if arguments else "a diary of what?"
            file.fault("container-names", message, place, did_you_mean(" ".join(arguments), DIARIES))
            return
    elif arguments and name != "notes":
        file.fault("container-names", f"'::: {name}' takes no names", place, f"write '::: {name}' alone")
        return
    if name == "table":
        yield from table(file, start, end)
        return
    filled = list(_filled(name, tuple(arguments), list(plain_blocks(file, start, end)), place))
    if not filled and not any(start <= problem.location.line - 1 <= end for problem in file.problems):
        hint = "see the table of containers in booklets/README.md"
        file.fault("container-shape", f"'::: {name}' does not hold what it should", place, hint)
    yield from filled


def _filled(
    name: str, arguments: tuple[str, ...], blocks: list[Plain], place: Location
) -> Iterator[Block | FigureName]:
    """The block of a container, or nothing if it does not hold what it should."""
    match name, blocks:
        case "lede", [Paragraph(text)]:
            yield Lede(text)
        case "points", [Bullets(rows)] if all(isinstance(row.inline[0], Strong) for row in rows):
            yield Points(rows)
        case "questions", [Bullets(rows)]:
            yield Questions(rows)
        case "figure", [Paragraph(caption)]:
            yield FigureName(arguments, caption, (), place)
        case "figure", [Paragraph(caption), Steps(rows)]:
            yield FigureName(arguments, caption, rows, place)
        case "words", []:
            yield WordCards(arguments, place)
        case "notes", [] if len(arguments) == 1 and _LINE_COUNT.fullmatch(arguments[0]):
            yield NoteLines(int(arguments[0]))
        case "diary", []:
            yield Panel(f"diary-{arguments[0]}", place)
        case _, [] if name in PANELS:
            yield Panel(name, place)
        case _, [_, *_] if name in CALLOUTS and all(isinstance(block, Paragraph | Bullets) for block in blocks):
            yield Callout(name, tuple(block for block in blocks if isinstance(block, Paragraph | Bullets)))
