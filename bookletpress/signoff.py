"""Where an edition's text stands, as its pages say it. State is derived from what persons signed; nothing is stored.

Ledger, rules, outline and words have modules of their own: `ledger`, `standing`, `content`, `reviewwords`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bookletpress import persons, reviewwords
from bookletpress.comparison import compare
from bookletpress.content import Content
from bookletpress.events import ROLES, SUBMITTED, Event
from bookletpress.locales import SOURCE
from bookletpress.problems import Problem
from bookletpress.standing import Standing, State, Subject, derive, required

DRAFT, FINAL = State.DRAFT, State.APPROVED
WORST_FIRST = (State.WITHDRAWN, State.EXPIRED, State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.APPROVED)

Recall = Callable[[Event], Content | None]
"""Gives the content that an event was about, if there is a record of it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """An approval as the pages name it. `name` is "" where the person does not want it printed. `date` is ISO."""

    role: str
    name: str
    profession: str
    date: str


@dataclass(frozen=True, slots=True)
class Review:
    """Where a text stands. `digest` is that of its content; days are ISO dates, "" where there is none.

    `signatures` are the approvals that count (no name stands in what was withdrawn), `roles` those that are needed.
    `until` is the last day of the approval. `lapsed` is the day of an approval of an earlier text: since then `waiting`
    of `total` paragraphs changed (0 of 0 where nobody kept that text). `reason` is for those who make the booklet.
    """

    state: str
    digest: str
    roles: tuple[str, ...] = ROLES
    signatures: tuple[Signature, ...] = ()
    submitted: str = ""
    started: str = ""
    until: str = ""
    ended: str = ""
    lapsed: str = ""
    waiting: int = 0
    total: int = 0
    reason: str = ""
    obstacles: tuple[Problem, ...] = ()

    @property
    def final(self) -> bool:
        """Whether the text may be handed out."""
        return self.state == FINAL

    @property
    def approved(self) -> str:
        """The day of the last approval that counts."""
        return max((signature.date for signature in self.signatures), default="")


def review(
    events: Sequence[Event],
    slug: str,
    subject: Subject,
    content: Content,
    today: date,
    recall: Recall,
) -> Review:
    """The state of one text on a day, with all that its pages tell of it. `events`: the ledger of its booklet."""
    standing = derive(events, subject, today)
    lapsed = standing.earlier if standing.state is State.DRAFT else None
    before = recall(lapsed) if lapsed else None
    changes = compare(before.lines, content.lines) if before else None
    return Review(
        standing.state,
        subject.digest,
        required(bool(subject.source)),
        tuple(map(_signature, standing.approvals)) if standing.state is not State.WITHDRAWN else (),
        _day(standing.submitted),
        _begun(standing),
        standing.until.isoformat() if standing.until else "",
        _day(standing.ended),
        _day(lapsed),
        changes.waiting if changes else 0,
        changes.total if changes else 0,
        reviewwords.reason(standing, subject.source_state, changes),
        tuple(reviewwords.obstacles(slug, subject.locale, subject.audience, standing, subject.source_state)),
    )


def subject(
    events: Iterable[Event],
    locale: str,
    audience: str,
    content: Content,
    writers: Iterable[str],
    source: Review | None,
) -> Subject:
    """The text of an edition. `writers`: whom booklet.yaml and the catalogues name; those who submitted it write too.

    `source` is the review of the text that it translates, None for the source edition.
    """
    submitters = [event.by for event in events if event.event == SUBMITTED and event.locale in (locale, SOURCE)]
    authors = tuple(dict.fromkeys((*map(persons.without_address, writers), *submitters)))
    if source is None:
        return Subject(locale, audience, content.digest, authors)
    until = date.fromisoformat(source.until) if source.until else None
    return Subject(locale, audience, content.digest, authors, source.digest, State(source.state), until)


def joint(own: Review, other: Review) -> Review:
    """Where a text stands that is printed beside another: as the one of the two that is further from being final.

    Both are approved only until the first approval ends. The digest is that of both.
    """
    worst = min(own, other, key=lambda review: WORST_FIRST.index(State(review.state)))
    until = min(own.until, other.until) if worst.final else worst.until
    both = hashlib.sha256(f"{own.digest} {other.digest}".encode()).hexdigest()
    return replace(worst, until=until, digest=f"{own.digest.partition(':')[0]}+{both}")


def held(found: Review, count: int) -> Review:
    """An approved text that something else keeps from being final: law 4, nothing untranslated or unchecked does."""
    errors = f"{count} problem{'s' * (count != 1)}"
    reason = f"approved, but {errors} must be mended first: make_pdf.py check --release lists them"
    return replace(found, state=State.UNDER_REVIEW, until="", reason=reason)


def _signature(event: Event) -> Signature:
    shown = event.named
    return Signature(event.role, event.by if shown else "", event.profession if shown else "", event.day.isoformat())


def _begun(standing: Standing) -> str:
    days = [event.day for event in (standing.started, *standing.approvals) if event]
    return min(days).isoformat() if days else ""


def _day(event: Event | None) -> str:
    return event.day.isoformat() if event else ""
