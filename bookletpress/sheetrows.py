"""A message as a row of a workbook, and back.

The ID of a row tells which message it is and what stood in it when the workbook was made: so rows may be sorted, hidden
or deleted, a row that nobody touched changes nothing, and one that was translated here and elsewhere is noticed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bookletpress.catalogue import FUZZY, Catalogue, Key, Message
from bookletpress.problems import Location
from bookletpress.sheetcells import received
from bookletpress.sheetwords import AGAIN, DONE, TODO

_ID = re.compile(r"([A-Za-z-]{2,20})/([a-z0-9-]{1,63})/([0-9a-f]{16})/([0-9a-f]{12})/([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class RowId:
    """Which message a row is (`source`), and what its translation (`text`), state and notes (`rest`) were."""

    locale: str
    domain: str
    source: str
    text: str
    rest: str

    def __str__(self) -> str:
        return "/".join((self.locale, self.domain, self.source, self.text, self.rest))


@dataclass(frozen=True, slots=True)
class Sent:
    """A row on its way to a translator."""

    id: RowId
    where: str
    english: str
    translation: str
    state: str
    notes: str
    look: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that came back. `state` is None where the cell names none; `columns` says where each heading stands."""

    id: RowId
    english: str
    translation: str
    state: str | None
    notes: str
    place: Location
    columns: Mapping[str, int] = field(default_factory=dict, compare=False)

    def at(self, heading: str) -> Location:
        """The cell of the row under a heading."""
        return Location(self.place.path, self.place.line, self.columns.get(heading, self.place.column))


def rows(catalogue: Catalogue, locale: str, domain: str, looks: Mapping[Key, Iterable[str]]) -> tuple[Sent, ...]:
    """The live messages of a catalogue, in reading order. `looks`: what is said about each."""
    return tuple(_sent(message, locale, domain, looks.get(message.key, ())) for message in catalogue.live)


def row_id(message: Message, locale: str, domain: str) -> RowId:
    """The ID of a message as it stands now."""
    rest = _digest([state_of(message), _noted(message)])[:8]
    return RowId(locale, domain, source_digest(message.key), text_digest(message.msgstr), rest)


def parse_id(cell: str) -> RowId | None:
    """The ID in a cell; None if it is none."""
    found = _ID.fullmatch(cell.strip())
    return RowId(*found.groups()) if found else None


def source_digest(key: Key) -> str:
    """Names a message."""
    return _digest(list(key))[:16]


def text_digest(text: str) -> str:
    """Names a translation, as a cell gives it back."""
    return _digest([received(text)])[:12]


def state_of(message: Message) -> str:
    """Whether a message is still to be translated, to be looked at again, or done."""
    return TODO if not message.msgstr.strip() else AGAIN if message.fuzzy else DONE


def applied(row: Returned, message: Message, text: str) -> Message:
    """The message with what a translator changed in the row; `text` is the translation, already mended.

    What they did not touch stays as the catalogue has it now. Raises nothing: the caller has refused what is wrong.
    """
    typed = text_digest(row.translation) != row.id.text
    new = replace(message, msgstr=text) if typed else message
    if received(row.notes) != received(_noted(message)) and _rest_changed(row, message):
        new = replace(
            new, comments=tuple(line.rstrip() for line in row.notes.replace("\t", " ").split("\n") if row.notes)
        )
    if not new.msgstr.strip():
        return new
    return _settled(new) if _is_done(row, message, typed) else _doubted(new)


def _is_done(row: Returned, message: Message, typed: bool) -> bool:
    """A first translation is done unless its state says otherwise; a doubtful one only if its state says so."""
    if row.state == TODO:
        return typed and state_of(message) == TODO
    if row.state is None:
        return typed or not message.fuzzy
    return row.state == DONE


def _rest_changed(row: Returned, message: Message) -> bool:
    """Whether state or notes are not those with which the row was sent."""
    return _digest([row.state or state_of(message), received(row.notes)])[:8] != row.id.rest


def _settled(message: Message) -> Message:
    flags = tuple(flag for flag in message.flags if flag != FUZZY)
    return replace(message, flags=flags, previous=None, previous_context=None)


def _doubted(message: Message) -> Message:
    return message if message.fuzzy else replace(message, flags=(FUZZY, *message.flags))


def _sent(message: Message, locale: str, domain: str, looks: Iterable[str]) -> Sent:
    before = () if message.previous is None else (f"The English was: {message.previous}",)
    context = () if message.context is None else (f"Meaning: {message.context}",)
    return Sent(
        row_id(message, locale, domain),
        "\n".join((*context, *message.notes)),
        message.msgid,
        message.msgstr,
        state_of(message),
        "\n".join(message.comments),
        "\n".join((*before, *looks)),
    )


def _noted(message: Message) -> str:
    return received("\n".join(message.comments))


def _digest(parts: list[str] | list[str | None]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
