"""booklets/<slug>/signoffs.yaml -> events, in the order in which they were written. No file, no events.

`digest`, `signoff-validity`, `signoff-paper`, `signoff-sample` (errors): an event of the ledger with a broken digest, a
validity that cannot be, no word of who keeps the signed paper, or a name of our examples. Why: a sign-off that cannot
be checked counts for nothing.

An event is never changed and never taken out; what it says may be history. Whether it counts: see `standing`.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bookletpress import persons
from bookletpress.content import SCHEME
from bookletpress.events import (
    APPROVED,
    EVENTS,
    MOST_MONTHS,
    NEVER,
    NO,
    OF_ROLES,
    ROLES,
    USUAL_MONTHS,
    WITH_REASON,
    YES,
    Event,
)
from bookletpress.guards import limitsfile
from bookletpress.guards.files import is_there, read_bytes
from bookletpress.guards.schema import Fields, is_date, read_map
from bookletpress.limits import USUAL, Limits
from bookletpress.locales import NAME, SOURCE
from bookletpress.problems import Problem, ProblemsFound
from bookletpress.recheck import months_after
from bookletpress.source import AUDIENCES, FOLDER

_DIGEST = re.compile(r"text-[0-9]{1,3}:[0-9a-f]{64}")
_SAMPLE = re.compile(r"\bsample\b", re.IGNORECASE)
"""In the names of our examples, which count only in booklets that are samples themselves."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


def place(slug: str) -> str:
    """The path of a booklet's ledger."""
    return f"{FOLDER}/{slug}/signoffs.yaml"


def read_ledger(root: Path, slug: str) -> tuple[Event, ...]:
    """All events of a booklet. Raises ProblemsFound with every fault of the file."""
    path = place(slug)
    if not is_there(root, path):
        return ()
    limits = limitsfile.of(root)
    return parse(read_bytes(root, path, "restore the file", limits.yaml_bytes), path, limits)


def parse(raw: bytes, path: str, limits: Limits = USUAL) -> tuple[Event, ...]:
    """The events that a ledger holds. Raises ProblemsFound."""
    problems: list[Problem] = []
    ledger = read_map(raw, path, problems, limits)
    if ledger is None:
        raise ProblemsFound(problems)
    rows = ledger.maps("events")
    ends = [row.location.line - 1 for row in rows[1:]]
    events = [_event(row, end, problems) for row, end in zip(rows, [*ends, *[0] * bool(rows)], strict=True)]
    if not _SAMPLE.search(path):
        for row, event in zip(rows, events, strict=True):
            if event and any(_SAMPLE.search(name) for name in (event.by, event.recorded_by)):
                hint = "take the event out: only what a person did may stand here"
                row.fault("signoff-sample", "this is a name of our examples, and of no person", row.where("by"), hint)
    ledger.close()
    if problems:
        raise ProblemsFound(problems)
    return tuple(event for event in events if event is not None)


def _event(row: Fields, end: int, problems: list[Problem]) -> Event | None:
    before = len(problems)
    kind = row.choice("event", EVENTS)
    locale = row.pattern("locale", NAME, "locale-name", "the name of a locale, such as es", required=True)
    audience = row.choice("audience", AUDIENCES)
    role = row.choice("role", ROLES) if kind in OF_ROLES else ""
    by, day = row.text("by"), _date(row, "date")
    digest = row.pattern("digest", _DIGEST, "digest", f"a digest such as {SCHEME}:3f0c… (64 digits)", required=True)
    source = ""
    if locale != SOURCE:
        wanted = "the digest of the text that was translated"
        source = row.pattern("source", _DIGEST, "digest", wanted, required=kind == APPROVED)
    named, profession = False, ""
    until: date | None = NEVER
    proofs: tuple[str, ...] = ()
    if kind == APPROVED:
        named, profession = row.choice("print-name", (YES, NO)) == YES, row.optional("profession")
        until, proofs = _valid_until(row, day), _proofs(row)
    why = row.text("why") if kind in WITH_REASON else ""
    recorded, paper = row.optional("recorded-by"), row.optional("paper")
    if bool(recorded) != bool(paper):
        message = "'recorded-by' and 'paper' belong together"
        row.fault("signoff-paper", message, row.location, "name who entered it, and where the signed paper is kept")
    if recorded and persons.same(recorded, by):
        hint = "leave 'recorded-by' and 'paper' out where a person signs for themselves"
        row.fault("signoff-paper", "who signed and who entered it are the same person", row.where("recorded-by"), hint)
    row.close()
    if len(problems) > before or day is None or until is None:
        return None
    return Event(
        kind, locale, audience, by, day, digest, row.location,
        role, named, profession, until, source, why, recorded, paper, proofs, end,
    )  # fmt: skip


def _date(row: Fields, key: str) -> date | None:
    written = row.date(key)
    parts = written.split("-")
    whole = len(parts) == 3 and all(part.isdecimal() for part in parts) and is_date(*map(int, parts))
    return date.fromisoformat(written) if whole else None


def _valid_until(row: Fields, day: date | None) -> date | None:
    until = _date(row, "valid-until")
    if day is None or until is None:
        return until
    last = months_after(day, MOST_MONTHS)
    if not day <= until <= last:
        message = f"an approval of {day} cannot be valid until {until}"
        hint = f"name a day up to {last}, {MOST_MONTHS} months later; {USUAL_MONTHS} months are usual"
        row.fault("signoff-validity", message, row.where("valid-until"), hint)
    return until


def _proofs(row: Fields) -> tuple[str, ...]:
    nodes = row.nodes("proofs", required=False)
    for node in nodes:
        if not _SHA256.fullmatch(node.value):
            hint = "write the sha256 of the PDF, or leave 'proofs' out"
            row.fault("digest", "this is no sha256 of a PDF", node.location, hint)
    return tuple(node.value for node in nodes)
