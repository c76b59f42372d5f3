"""Where a text stands, derived from what persons signed: a pure function of events, text, authors and day.

The rules, all of which must hold for APPROVED:

1. Each role that the edition requires (see `required`) has an approval of exactly this text that is valid today.
2. These come from at least two different people, none of whom wrote or translated the text.
3. Nobody who asked for changes to exactly this text still waits: only the same person's later approval in the same role
   settles that, or another text.
4. A translation was compared with exactly the source text of today, and that text is itself approved.
5. The edition was not withdrawn, or was submitted anew since.

Days are days in UTC. An event with a later date does not count yet; an approval counts on its last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

from bookletpress import persons
from bookletpress.events import (
    APPROVED,
    CHANGES,
    CLINICAL,
    LINGUISTIC,
    PLAIN,
    STARTED,
    SUBMITTED,
    WITHDRAWN,
    Event,
)


class State(StrEnum):
    """What the pages say of a text. Only APPROVED is final."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under-review"
    APPROVED = "approved"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Want(StrEnum):
    """What keeps a text from being approved."""

    ROLE = "role"
    SECOND_PERSON = "second-person"
    CHANGES = "changes"
    AUTHOR = "author"
    REAFFIRMATION = "reaffirmation"
    SOURCE = "source"
    VALIDITY = "validity"
    SUBMISSION = "submission"


@dataclass(frozen=True, slots=True)
class Subject:
    """The text in question. `authors` are the names of all who wrote or translated it.

    `source` is the digest of the text that it translates, "" for the source edition itself; `source_state` is where
    that text stands, and `source_until` the last day of its approval.
    """

    locale: str
    audience: str
    digest: str
    authors: tuple[str, ...] = ()
    source: str = ""
    source_state: State = State.APPROVED
    source_until: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, the role and the event it is about."""

    want: Want
    role: str = ""
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, and why.

    `approvals` holds the approval that counts (or counted last) in each required role that has one. `submitted` and
    `started` are the events of this text, if there are any; `ended` is the withdrawal. `until` is the last day of an
    approved or expired text. `earlier` is the last approval of another text of this edition.
    """

    state: State
    lacks: tuple[Lack, ...] = ()
    approvals: tuple[Event, ...] = ()
    submitted: Event | None = None
    started: Event | None = None
    ended: Event | None = None
    until: date | None = None
    earlier: Event | None = None


def required(translation: bool) -> tuple[str, ...]:
    """The roles that must sign. A translation also needs its language compared with the source."""
    return (CLINICAL, LINGUISTIC, PLAIN) if translation else (CLINICAL, PLAIN)


def of_edition(events: Iterable[Event], locale: str, audience: str) -> tuple[Event, ...]:
    """The events of one edition, in order."""
    return tuple(event for event in events if (event.locale, event.audience) == (locale, audience))


def derive(events: Sequence[Event], subject: Subject, today: date) -> Standing:
    """Where the subject stands on a day. `events`: the whole ledger of the booklet."""
    mine = [event for event in of_edition(events, subject.locale, subject.audience) if event.day <= today]
    live, withdrawal = _since_withdrawal(mine)
    earlier = _last(live, lambda event: event.event == APPROVED and event.digest != subject.digest)
    if withdrawal:
        lack = Lack(Want.SUBMISSION, event=withdrawal)
        return Standing(State.WITHDRAWN, (lack,), ended=withdrawal, earlier=earlier)
    current = [event for event in live if event.digest == subject.digest]
    votes = _votes(current, subject)
    state, lacks, until = _judged(votes, subject, today)
    if state is None:
        begun = any(event.event != SUBMITTED for event in current)
        state = State.UNDER_REVIEW if begun else State.SUBMITTED if current else State.DRAFT
    return Standing(
        state,
        lacks,
        _shown(votes.roles, [event for event in votes.fitting if event.valid_until >= (until or today)]),
        _last(current, lambda event: event.event == SUBMITTED),
        _last(current, lambda event: event.event == STARTED),
        until=min(until, subject.source_until) if until and subject.source_until else until,
        earlier=earlier,
    )


@dataclass(frozen=True, slots=True)
class _Votes:
    """The last words on one text: approvals, those among them that may count, and requests for changes."""

    roles: tuple[str, ...]
    approved: tuple[Event, ...]
    fitting: tuple[Event, ...]
    objections: tuple[Event, ...]


def _votes(current: Iterable[Event], subject: Subject) -> _Votes:
    said: dict[tuple[str, str], Event] = {}
    for event in current:
        if event.event in (APPROVED, CHANGES):
            said[event.by, event.role] = event
    approved = tuple(event for event in said.values() if event.event == APPROVED)
    fitting = tuple(
        event for event in approved if event.source == subject.source and not persons.among(event.by, subject.authors)
    )
    objections = tuple(event for event in said.values() if event.event == CHANGES)
    return _Votes(required(bool(subject.source)), approved, fitting, objections)


def _judged(votes: _Votes, subject: Subject, today: date) -> tuple[State | None, tuple[Lack, ...], date | None]:
    """The state if the text is or was approved, what is missing, and the last day of that."""
    valid = tuple(event for event in votes.fitting if event.valid_until >= today)
    unsigned = _unsigned(votes.roles, valid)
    source = () if subject.source_state is State.APPROVED else (Lack(Want.SOURCE),)
    if votes.objections or _unsigned(votes.roles, votes.fitting):
        objected = tuple(Lack(Want.CHANGES, event.role, event) for event in votes.objections)
        return None, (*objected, *unsigned, *_passed_over(votes, valid, subject), *source), None
    until = _last_day(votes.roles, votes.fitting)
    late = tuple(Lack(Want.VALIDITY, event.role, event) for event in votes.fitting if event not in valid)
    if unsigned:
        state = _WITH_SOURCE.get(subject.source_state, State.EXPIRED)
        return state, (*late, *source), until
    if not source:
        return State.APPROVED, (), until
    with_source = _WITH_SOURCE.get(subject.source_state)
    return with_source, source, until if with_source else None


_WITH_SOURCE = {State.EXPIRED: State.EXPIRED, State.WITHDRAWN: State.WITHDRAWN}
"""What becomes of a translation that lacks nothing itself when only its source does."""


def changes_on(events: Iterable[Event], today: date) -> date | None:
    """The first day after today on which time alone may change a state; None if there is none."""
    days = [event.day for event in events]
    days += [event.valid_until + timedelta(1) for event in events if date.min < event.valid_until < date.max]
    return min((day for day in days if day > today), default=None)


def _since_withdrawal(events: Iterable[Event]) -> tuple[list[Event], Event | None]:
    """What counts since the last withdrawal, and that withdrawal if nobody has submitted the text anew."""
    live: list[Event] = []
    withdrawal: Event | None = None
    for event in events:
        if event.event == WITHDRAWN:
            live, withdrawal = [], event
        elif event.event == SUBMITTED or withdrawal is None:
            withdrawal = None
            live.append(event)
    return live, withdrawal


def _unsigned(roles: Sequence[str], approvals: Sequence[Event]) -> tuple[Lack, ...]:
    """What these approvals leave open: roles, or a second person."""
    have = {event.role for event in approvals}
    lacks = tuple(Lack(Want.ROLE, role) for role in roles if role not in have)
    alone = not persons.several(event.by for event in approvals if event.role in roles)
    return lacks or ((Lack(Want.SECOND_PERSON),) if alone else ())


def _last_day(roles: Sequence[str], approvals: Sequence[Event]) -> date | None:
    """The last day on which these approvals are enough."""
    days = sorted({event.valid_until for event in approvals}, reverse=True)
    still = (day for day in days if not _unsigned(roles, [one for one in approvals if one.valid_until >= day]))
    return next(still, None)


def _passed_over(votes: _Votes, valid: Sequence[Event], subject: Subject) -> tuple[Lack, ...]:
    """Why an approval that somebody gave does not fill its role."""
    filled = {event.role for event in valid}
    found = []
    for event in votes.approved:
        if event.role not in votes.roles or event.role in filled:
            continue
        if persons.among(event.by, subject.authors):
            found.append(Lack(Want.AUTHOR, event.role, event))
        elif event.source != subject.source:
            found.append(Lack(Want.REAFFIRMATION, event.role, event))
        else:
            found.append(Lack(Want.VALIDITY, event.role, event))
    return tuple(found)


def _shown(roles: Sequence[str], approvals: Sequence[Event]) -> tuple[Event, ...]:
    """One approval for each role that has any: from two people if it can be, and then those that are valid longest."""
    by_role = [[event for event in approvals if event.role == role] for role in roles]
    choices = product(*(events for events in by_role if events))
    return max(choices, key=lambda chosen: (persons.several(e.by for e in chosen), *(e.valid_until for e in chosen)))


def _last(events: Sequence[Event], wanted: Callable[[Event], bool]) -> Event | None:
    return next((event for event in reversed(events) if wanted(event)), None)
