"""The syntax of .po files: lines -> entries, strictly, with the place of every string.

A faulty line is reported and the reading goes on, so one run finds all faults. What an entry may *say* is judged in
`guards.po`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bookletpress.guards import text as characters
from bookletpress.problems import Location, Problem, error

KEYWORDS = ("msgctxt", "msgid", "msgstr")
PLURALS = ("msgid_plural", "msgstr[")

_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")
_PREFIX = re.compile(r"[ \t]*(#~\||#\||#~|)[ \t]*")
_COMMENT = re.compile(r"[ \t]*#(?![|~])([.:,]?)[ \t]?(.*)")
_KEYWORD = re.compile(r"([A-Za-z_]+(?:\[[^\]\s\"]*\])?)[ \t]*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*')
_ESCAPE = re.compile(r"\\(.)")
_UNESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_LINE_NUMBER = re.compile(r":\d+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """One quoted piece of a string, as written; `column` is that of the first sign inside the quotes."""

    raw: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class PoString:
    """A string of the file, decoded, and the pieces it was written in."""

    text: str
    pieces: tuple[Piece, ...]

    def place(self, path: str, offset: int = 0) -> Location:
        """Where the sign at `offset` of the text was written."""
        left = offset
        for piece in self.pieces:
            column = piece.column
            for part in re.findall(r"\\.|[^\\]", piece.raw):
                if left == 0:
                    return Location(path, piece.line, column)
                left -= 1
                column += len(part)
        return Location(path, self.pieces[0].line, self.pieces[0].column)


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One message of the file as it was written. `previous` is what the translation was made for (`#|`)."""

    msgid: PoString
    msgstr: PoString
    context: PoString | None
    previous: PoString | None
    previous_context: PoString | None
    comments: tuple[str, ...]
    notes: tuple[str, ...]
    files: tuple[str, ...]
    flags: tuple[str, ...]
    obsolete: bool


@dataclass(slots=True)
class _Draft:
    """The entry being read. `broken`: a fault in it was reported, so what follows from that fault is not."""

    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    strings: dict[str, list[Piece]] = field(default_factory=dict)
    previous: dict[str, list[Piece]] = field(default_factory=dict)
    open: list[Piece] | None = None
    obsolete: bool = False
    broken: bool = False
    plural: bool = False


@dataclass(slots=True)
class _Reader:
    """The file being read, and what was found so far."""

    path: str
    draft: _Draft = field(default_factory=_Draft)
    entries: list[PoEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    in_conflict: bool = False

    def fault(self, code: str, message: str, line: int, column: int, hint: str) -> None:
        self.problems.append(error(code, message, Location(self.path, line, column), hint))


def read_entries(content: str, path: str) -> tuple[tuple[PoEntry, ...], tuple[Problem, ...]]:
    """All entries that could be read, in order, and every fault of syntax."""
    reader = _Reader(path)
    for number, line in enumerate(content.split("\n"), 1):
        if found := _CONFLICT.match(line):
            _conflict(reader, found[1], number)
        elif comment := _COMMENT.fullmatch(line):
            _comment(reader, comment[1], comment[2], number, comment.start(2))
        elif line.strip(" \t"):
            _string_line(reader, line, number)
    _finish(reader, "the file ends inside this message")
    return tuple(reader.entries), tuple(reader.problems)


def _conflict(reader: _Reader, marker: str, number: int) -> None:
    if marker[0] == "<" or not reader.in_conflict:
        reader.fault("conflict-marker", "two versions of this file were merged and not settled", number, 1,
                     "keep one version and delete the lines <<<<<<<, ======= and >>>>>>>")
    reader.in_conflict = marker[0] != ">"
    reader.draft.broken = True


def _comment(reader: _Reader, kind: str, words: str, number: int, start: int) -> None:
    for flaw in characters.faults(words.replace("\t", " ")):
        reader.fault("character-refused", flaw.message, number, start + flaw.offset + 1, flaw.hint)
    if reader.draft.strings:
        _finish(reader, "a comment stands inside this message")
    draft = reader.draft
    if kind == ".":
        draft.notes.append(words.rstrip())
    elif kind == ":":
        draft.files.extend(_LINE_NUMBER.sub("", name) for name in words.split())
    elif kind == ",":
        draft.flags.extend(filter(None, (flag.strip() for flag in words.split(","))))
    else:
        draft.comments.append(words.rstrip())


def _string_line(reader: _Reader, line: str, number: int) -> None:
    prefix = _PREFIX.match(line)
    assert prefix
    place = prefix.end()
    if place == len(line):
        return
    keyword = _KEYWORD.match(line, place)
    if keyword:
        place = keyword.end()
    known = not keyword or keyword[1] in KEYWORDS or keyword[1].startswith(PLURALS)
    if keyword and known:
        _open(reader, keyword[1], prefix[1], number, keyword.start() + 1)
    if known:
        _continue(reader, _pieces(reader, line, place, number), prefix[1], number, prefix.end() + 1)
    elif keyword and '"' in line:
        reader.draft.broken = True
        reader.fault("po-keyword", f"'{keyword[1]}' is no keyword", number, keyword.start() + 1,
                     f"write one of {', '.join(KEYWORDS)}")
    else:
        reader.draft.broken = True
        reader.fault("po-string", "text outside quotes", number, prefix.end() + 1,
                     'put it in quotes, or start the line with "# "')


def _open(reader: _Reader, keyword: str, prefix: str, number: int, column: int) -> None:
    """Starts a string; a new entry if this one is complete or cannot hold it."""
    obsolete = prefix.startswith("#~")
    draft = reader.draft
    starts = prefix.endswith("|") or keyword in ("msgctxt", "msgid")
    again = keyword in draft.strings or (keyword == "msgctxt" and "msgid" in draft.strings)
    if draft.strings and (obsolete != draft.obsolete or (starts and (again or prefix.endswith("|")))):
        _finish(reader, "another message starts before this one has its msgstr")
        draft = reader.draft
    draft.obsolete = obsolete
    if prefix.endswith("|"):
        draft.open = draft.previous.setdefault(keyword, [])
        return
    if keyword.startswith(PLURALS):
        if not draft.plural:
            reader.fault("plural-unsupported", "a message with plural forms; booklets have none", number, column,
                         "write the sentence so that one form serves every number")
        draft.plural = draft.broken = True
    elif keyword in draft.strings or (keyword == "msgstr" and "msgid" not in draft.strings):
        what = "a second msgstr" if keyword in draft.strings else "a msgstr without msgid"
        if not draft.broken:
            reader.fault("po-order", f"{what} in this message", number, column, "keep one msgid and one msgstr a message")
        draft.broken = True
    draft.open = draft.strings.setdefault(keyword, [])


def _continue(reader: _Reader, pieces: list[Piece], prefix: str, number: int, column: int) -> None:
    draft = reader.draft
    if draft.open is None or (draft.strings and prefix.startswith("#~") != draft.obsolete):
        if not draft.broken:
            reader.fault("po-order", "a string that belongs to no msgid or msgstr", number, column,
                         "write msgid or msgstr before it, or delete it")
        draft.broken = True
    else:
        draft.open.extend(pieces)


def _pieces(reader: _Reader, line: str, place: int, number: int) -> list[Piece]:
    """The quoted pieces of the rest of a line; there must be one, and nothing else."""
    pieces: list[Piece] = []
    while place < len(line) or not pieces:
        found = _STRING.match(line, place)
        if not found:
            reader.draft.broken = True
            if line[place : place + 1] == '"':
                reader.fault("po-string", "this string has no closing quote", number, place + 1,
                             'end it with ", and write \\" for a quote inside it')
            elif pieces:
                reader.fault("po-string", "text after the closing quote", number, place + 1,
                             'write \\" for a quote inside a string')
            else:
                reader.fault("po-string", "a string in quotes is missing here", number, place + 1, 'write "..."')
            break
        for escape in _ESCAPE.finditer(found[1]):
            if escape[1] not in _UNESCAPED:
                reader.draft.broken = True
                reader.fault("po-escape", f"'{escape[0]}' is no escape", number, found.start(1) + escape.start() + 1,
                             "write \\\\ for a backslash, \\n for a new line, \\\" for a quote")
        pieces.append(Piece(found[1], number, found.start(1) + 1))
        place = found.end()
    return pieces


def _finish(reader: _Reader, unfinished: str) -> None:
    """Closes the entry being read and keeps it if it is whole."""
    draft = reader.draft
    reader.draft = _Draft(broken=reader.in_conflict)
    if draft.broken or not (draft.strings or draft.previous):
        return
    strings = {keyword: _string(pieces) for keyword, pieces in draft.strings.items()}
    previous = {keyword: _string(pieces) for keyword, pieces in draft.previous.items()}
    if "msgid" in strings and "msgstr" in strings:
        reader.entries.append(PoEntry(
            strings["msgid"], strings["msgstr"], strings.get("msgctxt"), previous.get("msgid"), previous.get("msgctxt"),
            tuple(draft.comments), tuple(draft.notes), tuple(draft.files), tuple(draft.flags), draft.obsolete,
        ))
        return
    missing = "msgstr" if "msgid" in strings else "msgid"
    first = next(iter((strings or previous).values())).pieces[0]
    reader.fault("po-incomplete", f"no {missing}: {unfinished}", first.line, 1, f"write the {missing}, or delete the message")


def _string(pieces: list[Piece]) -> PoString:
    return PoString("".join(_decoded(pieces)), tuple(pieces))


def _decoded(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield _ESCAPE.sub(lambda escape: _UNESCAPED[escape[1]], piece.raw)
