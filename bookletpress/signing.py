"""One more event at the end of a ledger. Every byte that was there stays where it was; only persons call for this.

`signoff-form` (error): the ledger has a form to which nothing can be added safely.

The one exception: `events: []` becomes `events:` with the first event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from bookletpress.events import APPROVED, NO, YES, Event
from bookletpress.guards.schema import shown
from bookletpress.ledger import parse
from bookletpress.problems import Location, ProblemsFound, error

HEAD = b"# Who reviewed which exact text. Only a person may add an entry: see docs/sign-off.md.\nevents: []\n"
"""A ledger in which nobody has signed yet."""

_EMPTY = re.compile(rb"^((?:\xef\xbb\xbf)?events:)[ \t]*\[[ \t]*\]([ \t]*(?:#[^\r\n]*)?\r?)$", re.MULTILINE)
_DASH = re.compile(rb"^( *)- ")
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9:-]*")


def as_yaml(event: Event) -> tuple[str, ...]:
    """The lines of an event, without the dash and the indent."""
    return tuple(f"{key}: {value if _BARE.fullmatch(value) else _quoted(value)}" for key, value in _rows(event))


def appended(raw: bytes, path: str, event: Event) -> bytes:
    """The ledger `raw` with one event more. Raises ProblemsFound if it is broken, or written as no list of blocks."""
    before = parse(raw, path)
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    indent, start = b"  ", raw
    if before:
        found = _DASH.match(raw.splitlines()[before[-1].location.line - 1])
        indent = found[1] if found else indent
    else:
        start = _EMPTY.sub(rb"\1\2", raw)
    if start and not start.endswith(b"\n"):
        start += end
    first, *rest = (line.encode() for line in as_yaml(event))
    made = start + b"".join(
        [indent, b"- ", first, end, *(piece for line in rest for piece in (indent, b"  ", line, end))]
    )
    if _said(made, path) != (*map(_bare, before), _bare(event)):
        message = "the press cannot add an event to a ledger that is written in this way"
        hint = "write 'events:' on a line of its own, and each event below it, beginning with '  - event:'"
        raise ProblemsFound([error("signoff-form", message, Location(path, 1, 1), hint)])
    return made


def _said(raw: bytes, path: str) -> tuple[Event, ...]:
    """What a ledger says; nothing if it is broken."""
    try:
        return tuple(map(_bare, parse(raw, path)))
    except ProblemsFound:
        return ()


def _bare(event: Event) -> Event:
    return replace(event, location=Location(""), end=0)


def _rows(event: Event) -> Iterator[tuple[str, str]]:
    yield "event", event.event
    yield "locale", event.locale
    yield "audience", event.audience
    if event.role:
        yield "role", event.role
    yield "by", event.by
    if event.event == APPROVED:
        yield "print-name", YES if event.named else NO
    for key, value in (("profession", event.profession), ("why", event.why)):
        if value:
            yield key, value
    yield "date", event.day.isoformat()
    if event.event == APPROVED:
        yield "valid-until", event.valid_until.isoformat()
    yield "digest", event.digest
    for key, value in (("source", event.source), ("recorded-by", event.recorded_by), ("paper", event.paper)):
        if value:
            yield key, value
    if event.proofs:
        yield "proofs", f"[{', '.join(event.proofs)}]"


def _quoted(value: str) -> str:
    """A list as it is; words in double quotes, which YAML reads as JSON does."""
    return value if re.fullmatch(r"\[[0-9a-f, ]+\]", value) else json.dumps(value, ensure_ascii=False)


def refuse_unprintable(answer: str) -> str:
    """Why an answer cannot stand in a ledger, "" if it can."""
    if len(answer) > 500:
        return "that is longer than 500 letters"
    wrong = next((sign for sign in answer if not sign.isprintable()), "")
    return f"the sign {shown(wrong)} cannot be written in the ledger" if wrong else ""
