"""What has happened to each text since the output folder was begun, kept beside the catalogue as history.json.

What readers were given before is known only from what a build left there: so the digests of every section are kept, and
the next build tells in words what became another. Where the file is missing or broken, nothing is told; where only the
catalogue is left, that a text changed is told, but not where.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bookletpress.places import HOME
from bookletpress.publish import as_json

VERSION = 1
FIRST, CHANGED, STATE = "first", "changed", "state"
MOST = 20
"""Events that are kept of one text; the oldest are dropped."""

Key = tuple[str, str, str]
_NAMES = ("slug", "locale", "audience")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a text at one time: its heading as plain words, and the digest of what it says."""

    heading: str
    digest: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A text at one time. `rest` is the digest of what stands in no section: title, words, sources, labels.

    `parts` are the sections by name; none where nobody kept them. `revised` is an ISO date.
    """

    content: str
    state: str
    revised: str
    parts: Mapping[str, Part]
    rest: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a text, on an ISO date.

    `kind` is FIRST, CHANGED or STATE. A change names sections by their headings; `elsewhere` says that something else
    changed too. `state` is what the text became, for a STATE.
    """

    on: str
    kind: str
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    elsewhere: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it is now, and what happened to it, the latest last."""

    now: Snapshot
    events: tuple[Event, ...]

    @property
    def news(self) -> tuple[Event, ...]:
        """What happened since the first edition, the latest first."""
        return tuple(event for event in reversed(self.events) if event.kind != FIRST)


def after(before: Told | None, now: Snapshot, today: str) -> Told:
    """What is told of a text once it is as it is now."""
    if before is None:
        return Told(now, (Event(now.revised, FIRST),))
    events = list(before.events)
    if now.content != before.now.content:
        event = _changes(before.now, now, today)
        last = next((place for place, one in enumerate(events) if (one.on, one.kind) == (today, CHANGED)), None)
        if last is None:
            events.append(event)
        else:
            events[last] = _both(events[last], event)
    if now.state != before.now.state:
        events = [one for one in events if (one.on, one.kind) != (today, STATE)]
        events.append(Event(today, STATE, state=now.state))
    return Told(now, tuple(events[-MOST:]))


def _changes(old: Snapshot, new: Snapshot, today: str) -> Event:
    if not old.parts:
        return Event(today, CHANGED, elsewhere=True)
    changed = tuple(
        part.heading for name, part in new.parts.items() if name in old.parts and old.parts[name].digest != part.digest
    )
    added = tuple(part.heading for name, part in new.parts.items() if name not in old.parts)
    removed = tuple(part.heading for name, part in old.parts.items() if name not in new.parts)
    return Event(today, CHANGED, changed, added, removed, old.rest != new.rest)


def _both(first: Event, second: Event) -> Event:
    """Two changes of one day are one. What was new that morning and changed at noon is new."""
    added = tuple(name for name in dict.fromkeys((*first.added, *second.added)) if name not in second.removed)
    changed = tuple(
        name
        for name in dict.fromkeys((*first.changed, *second.changed))
        if name not in added and name not in second.removed
    )
    removed = tuple(dict.fromkeys((*first.removed, *(name for name in second.removed if name not in first.added))))
    return replace(second, added=added, changed=changed, removed=removed, elsewhere=first.elsewhere or second.elsewhere)


# ------------------------------------------------------------------------------------------------------------- the file


def as_bytes(told: Mapping[Key, Told]) -> bytes:
    """The history as its file holds it, by slug, locale and audience."""
    return as_json({"version": VERSION, "texts": [_record(key, told[key]) for key in sorted(told)]})


def read(raw: bytes) -> dict[Key, Told]:
    """The history of a file; of what is broken, nothing."""
    try:
        content = json.loads(raw)
        if content["version"] != VERSION:
            return {}
        return {_key(row): _told(row) for row in content["texts"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def of_catalogue(raw: bytes) -> dict[Key, Told]:
    """What a catalogue of an earlier run alone can tell: the texts, without their sections."""
    try:
        return {_key(row): _listed(row) for row in json.loads(raw) if _is_usual(row) and row["content"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_usual(row: Mapping[str, Any]) -> bool:
    alone = len(row.get("languages", [""])) == 1
    return alone and row.get("place") == HOME and not (row.get("without_statistics") or row.get("clinic"))


def _record(key: Key, told: Told) -> dict[str, object]:
    now = told.now
    parts = {name: {"heading": part.heading, "digest": part.digest} for name, part in now.parts.items()}
    return {
        **dict(zip(_NAMES, key, strict=True)),
        "content": now.content,
        "state": now.state,
        "revised": now.revised,
        "sections": parts,
        "rest": now.rest,
        "events": [_event_record(event) for event in told.events],
    }


def _event_record(event: Event) -> dict[str, object]:
    row: dict[str, object] = {"on": event.on, "kind": event.kind}
    if event.kind == CHANGED:
        named = {"changed": event.changed, "added": event.added, "removed": event.removed}
        row |= {name: list(headings) for name, headings in named.items()}
        row["elsewhere"] = event.elsewhere
    return row | ({"state": event.state} if event.kind == STATE else {})


def _key(row: Mapping[str, Any]) -> Key:
    slug, locale, audience = (_text(row, name) for name in _NAMES)
    return slug, locale, audience


def _told(row: Mapping[str, Any]) -> Told:
    parts = {str(name): Part(_text(part, "heading"), _text(part, "digest")) for name, part in row["sections"].items()}
    content, state, revised, rest = (_text(row, name) for name in ("content", "state", "revised", "rest"))
    return Told(Snapshot(content, state, revised, parts, rest), tuple(map(_event, row["events"])))


def _event(row: Mapping[str, Any]) -> Event:
    if row["kind"] not in (FIRST, CHANGED, STATE):
        raise ValueError(row["kind"])
    changed, added, removed = (_texts(row.get(name, [])) for name in ("changed", "added", "removed"))
    state = _text(row, "state") if row["kind"] == STATE else ""
    return Event(_day(row, "on"), row["kind"], changed, added, removed, row.get("elsewhere", False) is True, state)


def _listed(row: Mapping[str, Any]) -> Told:
    day = _day(row, "revised")
    return Told(Snapshot(_text(row, "content"), _text(row, "state"), day, {}, ""), (Event(day, FIRST),))


def _day(row: Mapping[str, Any], name: str) -> str:
    """Raises ValueError for what is no date as pages print it."""
    return datetime.date.fromisoformat(_text(row, name)).isoformat()


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or not all(isinstance(each, str) for each in value):
        raise TypeError(value)
    return tuple(value)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise TypeError(value)
    return value
