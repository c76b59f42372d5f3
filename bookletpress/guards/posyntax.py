"""The syntax of .po files: lines -> entries, strictly, with the place of every string.

`po-keyword`, `po-string`, `po-escape`, `po-order`, `po-incomplete` (errors): a line that is no part of a catalogue, a
string without its quote, an escape that does not exist, strings in the wrong order, a message without its end. Why:
other readers cut such strings short or drop the message, and go on.

A faulty line is reported and the reading goes on, so one run finds all faults. What an entry may *say* is judged in
`guards.po`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bookletpress.guards import text as characters
from bookletpress.problems import Location, Problem, error

_KEYWORDS = ("msgctxt", "msgid", "msgstr")
_PLURALS = ("msgid_plural", "msgstr[")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")
_PREFIX = re.compile(r"[ \t]*(#~\||#\||#~|)[ \t]*")
_COMMENT = re.compile(r"[ \t]*#(?![|~])([.:,]?)[ \t]?(.*)")
_KEYWORD = re.compile(r"([A-Za-z_]+(?:\[[^\]\s\"]*\])?)[ \t]*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*')
_ESCAPE = re.compile(r"\\(.)")
_UNESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_LINE_NUMBER = re.compile(r":\d+\Z")

_FAULTS = {
    "conflict": (
        "conflict-marker",
        "two versions of this file were merged and not settled",
        "keep one version and delete the lines <<<<<<<, ======= and >>>>>>>",
    ),
    "unknown": ("po-keyword", "'{}' is no keyword", "write one of msgctxt, msgid, msgstr"),
    "outside": ("po-string", "text outside quotes", 'put it in quotes, or start the line with "# "'),
    "unclosed": ("po-string", "this string has no closing quote", 'end it with ", and write \\" for a quote inside it'),
    "after": ("po-string", "text after the closing quote", 'write \\" for a quote inside a string'),
    "no-string": ("po-string", "a string in quotes is missing here", 'write "..."'),
    "escape": ("po-escape", "'{}' is no escape", 'write \\\\ for a backslash, \\n for a new line, \\" for a quote'),
    "again": ("po-order", "a second {} in this message", "keep one msgid and one msgstr a message"),
    "no-msgid": ("po-order", "a {} without msgid", "write the msgid before it, or delete it"),
    "stray": (
        "po-order",
        "a string that belongs to no msgid or msgstr",
        "write msgid or msgstr before it, or delete it",
    ),
    "plural": (
        "plural-unsupported",
        "a message with plural forms; booklets have none",
        "write the sentence so that one form serves every number",
    ),
    "incomplete": ("po-incomplete", "{}", "write what is missing, or delete the message"),
}


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

    def fault(self, kind: str, line: int, column: int, detail: str = "") -> None:
        """Notes a fault; what it entails in the same entry is not reported."""
        code, message, hint = _FAULTS[kind]
        self.problems.append(error(code, message.format(detail), Location(self.path, line, column), hint))
        self.draft.broken = True


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
    _finish(reader, "the file ends here")
    return tuple(reader.entries), tuple(reader.problems)


def _conflict(reader: _Reader, marker: str, number: int) -> None:
    if marker[0] == "<" or not reader.in_conflict:
        reader.fault("conflict", number, 1)
    reader.in_conflict = marker[0] != ">"
    reader.draft.broken = True


def _comment(reader: _Reader, kind: str, words: str, number: int, start: int) -> None:
    for flaw in characters.faults(words.replace("\t", " ")):
        place = Location(reader.path, number, start + flaw.offset + 1)
        reader.problems.append(error("character-refused", flaw.message, place, flaw.hint))
    if reader.draft.strings:
        _finish(reader, "a comment stands before it")
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
    if prefix is None or prefix.end() == len(line):
        return
    place = prefix.end()
    keyword = _KEYWORD.match(line, place)
    if keyword:
        place = keyword.end()
    known = not keyword or keyword[1] in _KEYWORDS or keyword[1].startswith(_PLURALS)
    if keyword and known:
        _open(reader, keyword[1], prefix[1], number, keyword.start() + 1)
    if known:
        _continue(reader, _pieces(reader, line, place, number), prefix[1], number, prefix.end() + 1)
    elif keyword and '"' in line:
        reader.fault("unknown", number, keyword.start() + 1, keyword[1])
    else:
        reader.fault("outside", number, prefix.end() + 1)


def _open(reader: _Reader, keyword: str, prefix: str, number: int, column: int) -> None:
    """Starts a string; a new entry if this one is complete or cannot hold it."""
    obsolete, previous = prefix.startswith("#~"), prefix.endswith("|")
    starts = previous or keyword in ("msgctxt", "msgid")
    before = reader.draft.strings.keys() - ({"msgctxt"} if keyword == "msgid" and not previous else set())
    if reader.draft.strings and (obsolete != reader.draft.obsolete or (starts and before)):
        _finish(reader, "another message starts before this one has it")
    draft = reader.draft
    if starts and not draft.strings and not draft.previous:
        draft.broken = reader.in_conflict
    draft.obsolete = obsolete
    if previous:
        draft.open = draft.previous.setdefault(keyword, [])
        return
    if keyword.startswith(_PLURALS):
        if not draft.plural:
            reader.fault("plural", number, column)
        draft.plural = True
    elif not draft.broken and keyword in draft.strings:
        reader.fault("again", number, column, keyword)
    elif not draft.broken and keyword == "msgstr" and "msgid" not in draft.strings:
        reader.fault("no-msgid", number, column, keyword)
    draft.open = draft.strings.setdefault(keyword, [])


def _continue(reader: _Reader, pieces: list[Piece], prefix: str, number: int, column: int) -> None:
    draft = reader.draft
    if draft.open is not None and (not draft.strings or prefix.startswith("#~") == draft.obsolete):
        draft.open.extend(pieces)
    elif not draft.broken:
        reader.fault("stray", number, column)


def _pieces(reader: _Reader, line: str, place: int, number: int) -> list[Piece]:
    """The quoted pieces of the rest of a line; there must be one, and nothing else."""
    pieces: list[Piece] = []
    while place < len(line) or not pieces:
        found = _STRING.match(line, place)
        if not found:
            kind = "unclosed" if line[place : place + 1] == '"' else "after" if pieces else "no-string"
            reader.fault(kind, number, place + 1)
            break
        for escape in _ESCAPE.finditer(found[1]):
            if escape[1] not in _UNESCAPED:
                reader.fault("escape", number, found.start(1) + escape.start() + 1, escape[0])
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
        reader.entries.append(
            PoEntry(
                strings["msgid"],
                strings["msgstr"],
                strings.get("msgctxt"),
                previous.get("msgid"),
                previous.get("msgctxt"),
                tuple(draft.comments),
                tuple(draft.notes),
                tuple(draft.files),
                tuple(draft.flags),
                draft.obsolete,
            )
        )
        return
    missing = "msgstr" if "msgid" in strings else "msgid"
    first = next(iter((strings or previous).values())).pieces[0]
    reader.fault("incomplete", first.line, 1, f"no {missing}: {unfinished}")


def _string(pieces: list[Piece]) -> PoString:
    return PoString("".join(_decoded(pieces)), tuple(pieces))


def _decoded(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield _ESCAPE.sub(lambda escape: _UNESCAPED[escape[1]], piece.raw)
