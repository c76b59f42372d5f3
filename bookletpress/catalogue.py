"""Translation catalogues: messages and their translations as values, read strictly and written in one canonical way.

Written so that a change of one message changes one place of the file: nothing is wrapped, files are named without line
numbers, header lines have a fixed order, and what a person or another tool added (comments, X- lines) stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bookletpress.guards import po
from bookletpress.guards.posyntax import PoEntry, PoString
from bookletpress.guards.text import normalise
from bookletpress.model import Text, Waiver
from bookletpress.problems import Location

SEGMENTER = "bookletpress-1"
FUZZY = "fuzzy"
HEADER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Segmenter",
    "X-Translation-Method",
)

Key = tuple[str | None, str]
"""What tells messages apart: context (None for none) and msgid."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
_CONTEXT = "context:"
_WAIVER = re.compile(r"allow ([a-z-]+): *(\S.*)")


@dataclass(frozen=True, slots=True)
class Message:
    """One message and its translation; `msgstr` is empty where there is none yet.

    `notes` are for the translators (`#.`), `comments` are theirs (`# `). `previous` is the English that a fuzzy
    translation was made for. `location` is where the translation stands.
    """

    msgid: str
    msgstr: str = ""
    context: str | None = None
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: str | None = None
    previous_context: str | None = None
    obsolete: bool = False
    location: Location = field(default=Location(""), compare=False)

    @property
    def key(self) -> Key:
        """Context and msgid."""
        return self.context, self.msgid

    @property
    def fuzzy(self) -> bool:
        """The translation was made for other words, or somebody doubts it."""
        return FUZZY in self.flags

    @property
    def usable(self) -> bool:
        """May be printed: translated, live and not fuzzy."""
        return bool(self.msgstr.strip()) and not self.fuzzy and not self.obsolete


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one domain in one locale, live ones in reading order, then obsolete ones.

    `confirmed` holds the digests of the pairs that a person confirmed (see `pairs`), None where nobody asked for them.
    """

    path: str
    header: tuple[tuple[str, str], ...] = ()
    messages: tuple[Message, ...] = ()
    comments: tuple[str, ...] = ()
    confirmed: frozenset[str] | None = None

    @classmethod
    def empty(cls, path: str) -> Catalogue:
        """A catalogue in which nothing is translated yet."""
        return cls(path)

    def value(self, name: str) -> str:
        """A line of the header; empty if it is not there."""
        return dict(self.header).get(name, "")

    @property
    def live(self) -> tuple[Message, ...]:
        """The messages that the source knows."""
        return tuple(message for message in self.messages if not message.obsolete)

    @property
    def obsolete(self) -> tuple[Message, ...]:
        """Messages that the source has no more; kept so that they can come back."""
        return tuple(message for message in self.messages if message.obsolete)


def key_of(text: Text) -> Key:
    """The key of a text. A note that begins with `context:` tells equal words with different meanings apart."""
    if text.note.startswith(_CONTEXT):
        return text.note.removeprefix(_CONTEXT).strip() or None, text.source
    return None, text.source


def waivers_in(message: Message) -> tuple[Waiver, ...]:
    """The waivers among the translators' comments: `# allow sentence-long: reason`."""
    found = (_WAIVER.fullmatch(comment) for comment in message.comments)
    return tuple(Waiver(each[1], each[2], message.location) for each in found if each)


def with_values(header: tuple[tuple[str, str], ...], values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The header with these lines set, in the fixed order; lines we do not know follow in their own order."""
    found = dict(header) | dict(values)
    known = tuple((name, found[name]) for name in HEADER if name in found)
    return known + tuple((name, value) for name, value in found.items() if name not in HEADER)


def read(raw: bytes, path: str, locale: str, plural: str | None = None) -> Catalogue:
    """The catalogue in `raw`. Raises ProblemsFound with every fault of the file."""
    header, *entries = po.read(raw, path, locale, plural)
    return Catalogue(
        path,
        with_values(po.header_lines(header), {}),
        tuple(_message(entry, path) for entry in entries),
        header.comments,
    )


def write(catalogue: Catalogue) -> bytes:
    """The canonical bytes: the same catalogue always gives the same file."""
    blocks = [_written_header(catalogue)]
    blocks.extend("\n".join(_written(message)) for message in (*catalogue.live, *catalogue.obsolete))
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _message(entry: PoEntry, path: str) -> Message:
    return Message(
        msgid=normalise(entry.msgid.text),
        msgstr=normalise(entry.msgstr.text),
        context=_text(entry.context),
        comments=entry.comments,
        notes=entry.notes,
        files=entry.files,
        flags=entry.flags,
        previous=_text(entry.previous),
        previous_context=_text(entry.previous_context),
        obsolete=entry.obsolete,
        location=entry.msgstr.place(path),
    )


def _text(string: PoString | None) -> str | None:
    return None if string is None else normalise(string.text)


def _written_header(catalogue: Catalogue) -> str:
    lines = [_comment("#", line) for line in catalogue.comments]
    lines += ['msgid ""', 'msgstr ""']
    lines += [_quoted(f"{name}: {value}\n") for name, value in with_values(catalogue.header, {})]
    return "\n".join(lines)


def _written(message: Message) -> Iterator[str]:
    before = "#~ " if message.obsolete else ""
    before_previous = "#~| " if message.obsolete else "#| "
    yield from (_comment("#", line) for line in message.comments)
    yield from (_comment("#.", line) for line in message.notes)
    if message.files:
        yield "#: " + " ".join(message.files)
    if message.flags:
        yield "#, " + ", ".join(message.flags)
    if message.previous_context is not None:
        yield f"{before_previous}msgctxt {_quoted(message.previous_context)}"
    if message.previous is not None:
        yield f"{before_previous}msgid {_quoted(message.previous)}"
    if message.context is not None:
        yield f"{before}msgctxt {_quoted(message.context)}"
    yield f"{before}msgid {_quoted(message.msgid)}"
    yield f"{before}msgstr {_quoted(message.msgstr)}"


def _comment(mark: str, words: str) -> str:
    return f"{mark} {words}".rstrip()


def _quoted(words: str) -> str:
    return f'"{words.translate(_ESCAPES)}"'


def moved(message: Message, obsolete: bool) -> Message:
    """The same message, live or obsolete. An obsolete one names no places: the source no longer has it."""
    return replace(message, obsolete=obsolete, notes=(), files=()) if obsolete else replace(message, obsolete=False)
