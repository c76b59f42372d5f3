"""Where every text stands, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bookletpress import ledger, signatures, standing
from bookletpress.events import Event
from bookletpress.gate import Text
from bookletpress.preparation import Prepared
from bookletpress.signatures import BAD, Signed
from bookletpress.signoff import Review


@dataclass(frozen=True, slots=True)
class Row:
    """One text: where it stands, its events, and what git says of them (nothing unless it was asked)."""

    text: Text
    review: Review
    events: tuple[Event, ...]
    signed: tuple[Signed, ...] = ()


def row(ready: Prepared, text: Text, signed: Mapping[Event, Signed] | None) -> Row:
    """The row of a text; `signed` is what git says of the events of its booklet, if it was asked."""
    events = standing.of_edition(ready.project.ledgers[text.slug], text.locale, text.audience)
    return Row(text, ready.reviews(text), events, tuple(signed[event] for event in events) if signed else ())


def signatures_of(ready: Prepared, slug: str) -> dict[Event, Signed]:
    """What git says of each event of a booklet. Raises EnvironmentFault."""
    events = ready.project.ledgers[slug]
    found = signatures.of_events(ready.project.root, ledger.place(slug), events)
    return dict(zip(events, found, strict=True))


def is_bad(row: Row) -> bool:
    """Whether the signature of an event does not hold, or an event was altered."""
    return any(signed.verdict == BAD for signed in row.signed)


def as_table(rows: Iterable[Row]) -> str:
    """One line a text, and below it its events where git was asked."""
    listed = list(rows)
    widths = [
        max(map(len, column)) for column in zip(*((str(one.text), one.review.state) for one in listed), strict=True)
    ]
    lines = []
    for one in listed:
        lines.append(f"{str(one.text).ljust(widths[0])}  {one.review.state.ljust(widths[1])}  {one.review.reason}")
        lines += [f"    {_told(event, signed)}" for event, signed in zip(one.events, one.signed, strict=False)]
    return "\n".join(lines)


def _told(event: Event, signed: Signed) -> str:
    what = f"{event.day} {event.event}{f' ({event.role})' if event.role else ''}, {event.by}"
    by = f" by {signed.signer}" if signed.signer else ""
    commit = f", commit {signed.commit[:12]}" if signed.commit else ""
    return f"{what}: signature {signed.verdict}{by}{f' ({signed.why})' if signed.why else ''}{commit}"


def as_json(rows: Iterable[Row]) -> str:
    """A list of objects, for other programs."""
    return json.dumps([_record(one) for one in rows], ensure_ascii=False, indent=2)


def _record(one: Row) -> dict[str, object]:
    text, review = one.text, one.review
    return {
        "slug": text.slug,
        "locale": text.locale,
        "audience": text.audience,
        "state": review.state,
        "reason": review.reason,
        "digest": review.digest,
        "valid_until": review.until,
        "approved_roles": [signature.role for signature in review.signatures],
        "required_roles": list(review.roles),
        "events": [
            {
                "event": event.event,
                "role": event.role,
                "date": event.day.isoformat(),
                "digest": event.digest,
                "line": event.location.line,
                **({"signature": _signature(one.signed[place])} if one.signed else {}),
            }
            for place, event in enumerate(one.events)
        ],
    }


def _signature(signed: Signed) -> dict[str, str]:
    return {"verdict": signed.verdict, "why": signed.why, "commit": signed.commit, "signer": signed.signer}
