"""Sign-offs that nobody gave, for tests: every name says that it is a sample."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from faults import write

from bookletpress.events import APPROVED, CHANGES, OF_ROLES, SUBMITTED, WITHDRAWN, Event
from bookletpress.problems import Location
from bookletpress.signing import HEAD, appended

ONE, TWO, THREE, WRITER = "Sample Reviewer One", "Sample Reviewer Two", "Sample Person Three", "Sample Writer Four"
DAY = date(2027, 1, 4)
UNTIL = date(2028, 1, 4)
PATH = "booklets/sample/signoffs.yaml"
DIGEST = "text-2:" + "0123456789abcdef" * 4


def event(kind: str = APPROVED, **changed: object) -> Event:
    """An event of the English family edition; only what its kind may say."""
    said: dict[str, object] = {"locale": "en", "audience": "family", "by": ONE, "day": DAY, "digest": DIGEST}
    if kind in OF_ROLES:
        said["role"] = "clinical"
    if kind == APPROVED:
        said["valid_until"] = UNTIL
    if kind in (CHANGES, WITHDRAWN):
        said["why"] = "A sample reason."
    return Event(event=kind, location=Location(PATH), **{**said, **changed})  # type: ignore[arg-type]


def approvals(digest: str, locale: str = "en", source: str = "", **changed: object) -> tuple[Event, ...]:
    """All that an edition needs."""
    roles = ("clinical", "linguistic", "plain-language") if source else ("clinical", "plain-language")
    people = (ONE, TWO, TWO) if source else (ONE, TWO)
    return tuple(
        event(locale=locale, role=role, by=by, digest=digest, source=source, named=True, **changed)
        for role, by in zip(roles, people, strict=True)
    )


def submitted(digest: str, **changed: object) -> Event:
    """An author hands the text over."""
    return event(SUBMITTED, by=WRITER, digest=digest, **changed)


def ledger(events: Iterable[Event]) -> bytes:
    """The file that holds these events, as `sign` writes it."""
    raw = HEAD
    for one in events:
        raw = appended(raw, PATH, one)
    return raw


def put(root: Path, events: Iterable[Event]) -> None:
    """Writes the ledger of the sample booklet."""
    write(root, {PATH: ledger(events)})
