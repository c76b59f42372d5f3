"""One text of a prepared project -> its evidence pack. Nothing here is said that no data say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bookletpress import __version__, gate, recheck, standing
from bookletpress.events import NEVER, USUAL_MONTHS, Event
from bookletpress.evidence import front_for
from bookletpress.gate import Text
from bookletpress.inline import plain
from bookletpress.locales import SOURCE
from bookletpress.model import Booklet, LocaleInfo
from bookletpress.pack import contrast, facts, files
from bookletpress.pack.declared import STATED, Policy
from bookletpress.pack.rules import CLINICIAN_NUMBERS, FAMILY_NUMBERS, Seen, answered
from bookletpress.pack.signs import signs
from bookletpress.pack.values import (
    FORMAT,
    Accessibility,
    Act,
    ClaimRow,
    History,
    Obstacle,
    Pack,
    PolicyRow,
    Readability,
    Role,
    SectionScore,
    Subject,
)
from bookletpress.preparation import Prepared
from bookletpress.problems import Problem
from bookletpress.readability.languages import language_of
from bookletpress.readability.scores import Reading, readings
from bookletpress.reviews import tailored
from bookletpress.signoff import Review

JUDGED = "family"
"""The audience for which the checks ask for plain language."""

PLAIN = ("reading-grade", "sentence-long", "passive", "abbreviation-unexplained", "term-unexplained")
"""Their codes."""

UNTRANSLATED = ("translation-missing", "catalogue-missing")
"""What says that some of a text is still in the source language."""


def pack(ready: Prepared, text: Text, output: Path) -> Pack:
    """The pack of a text. `ready` was prepared for a release, so that it knows every obstacle; `output` holds the PDFs.

    Raises ProblemsFound if the files of the pack itself are wrong.
    """
    project, local = ready.project, ready.locales[text.locale]
    booklet, shared = tailored(local, text)
    review = ready.reviews(text)
    found = Counter(problem.code for problem in _concerning(ready.problems, booklet, text))
    measured = readings(booklet, text.audience, shared)
    judged = text.audience == JUDGED and language_of(text.locale) is not None
    whole = measured[-1] if measured else None
    unlooked = _unlooked(local.locale, ready.obstacles.get(text, ()))
    seen = Seen(
        signs(booklet, text.audience, shared, whole, judged),
        found,
        text.audience == JUDGED,
        booklet.revised,
        project.declared.policy.funding is not None,
        review.final,
        unlooked,
    )
    claims = facts.claims(booklet, text.audience, shared, ready.today)
    css = project.styles.assets["booklet.css"].data.decode()
    return Pack(
        format=FORMAT,
        press=__version__,
        made=ready.today.isoformat(),
        text=_subject(text, booklet, review, ready.obstacles.get(text, ())),
        sources=facts.sources(booklet, text.audience, shared),
        claims=claims,
        history=_history(ready, text, review),
        readability=Readability(
            tuple(formula.name for formula in (whole.language.main, *whole.language.others)) if whole else (),
            judged,
            tuple(map(_score, measured)),
            {code: found.get(code, 0) for code in PLAIN if code not in unlooked} if judged else {},
        ),
        accessibility=Accessibility(
            tuple(files.files(ready, text, output)), contrast.contrasts(css, project.declared.pairs)
        ),
        instruments=tuple(answered(instrument, seen) for instrument in project.declared.instruments),
        policy=_policy(project.declared.policy, claims),
    )


def _concerning(problems: Iterable[Problem], booklet: Booklet, text: Text) -> list[Problem]:
    """What checks found in this text: in its own files, and not in sections for others."""
    others = {section.path for section in booklet.sections if text.audience not in section.audiences}
    return [
        problem
        for problem in problems
        if problem.location.path not in others and gate.owner(problem.location) == booklet.slug
    ]


def _unlooked(locale: LocaleInfo, obstacles: Iterable[Problem]) -> frozenset[str]:
    """Codes of checks that do not look at this text, or not at all of it: that they found nothing says nothing.

    Terms are looked for in the authors' text only; numbers by the locale's words; English in a translation by nothing.
    """
    codes: set[str] = set()
    if locale.name != SOURCE:
        codes.add("term-unexplained")
    if not (locale.vocabulary.rates or locale.vocabulary.counts):
        codes.update(FAMILY_NUMBERS)
    if not locale.vocabulary.endpoints:
        codes.update(CLINICIAN_NUMBERS)
    if any(problem.code in UNTRANSLATED for problem in obstacles):
        codes.update((*PLAIN, *FAMILY_NUMBERS, *CLINICIAN_NUMBERS))
    return frozenset(codes)


def _subject(text: Text, booklet: Booklet, review: Review, obstacles: Iterable[Problem]) -> Subject:
    counts = Counter(problem.code for problem in obstacles)
    return Subject(
        slug=text.slug,
        locale=text.locale,
        audience=text.audience,
        place=text.place,
        without_statistics=text.without_statistics,
        title=plain(booklet.title.inline),
        subtitle=plain(front_for(booklet, text.audience).subtitle.inline),
        revised=booklet.revised,
        content=review.digest,
        state=review.state,
        reason=review.reason,
        approved_until=review.until,
        obstacles=tuple(Obstacle(code, count) for code, count in sorted(counts.items())),
    )


def _history(ready: Prepared, text: Text, review: Review) -> History:
    signed = {signature.role: signature for signature in review.signatures}
    events = standing.of_edition(ready.project.ledgers[text.slug], text.locale, text.audience)
    source = None
    if text.locale != SOURCE:
        source = ready.reviews(Text(text.slug, SOURCE, text.audience, text.place, text.without_statistics))
    return History(
        roles=tuple(
            Role(role, signed[role].date, signed[role].name, signed[role].profession)
            if role in signed
            else Role(role, "", "", "")
            for role in review.roles
        ),
        missing=tuple(role for role in review.roles if role not in signed),
        events=tuple(_act(event, review.digest) for event in events),
        source_state=source.state if source else "",
        source_content=source.digest if source else "",
    )


def _act(event: Event, digest: str) -> Act:
    until = event.valid_until.isoformat() if event.valid_until > NEVER else ""
    by, profession = (event.by, event.profession) if event.named else ("", "")
    return Act(event.day.isoformat(), event.event, event.role, by, profession, until, event.digest == digest)


def _score(reading: Reading) -> SectionScore:
    printed, longest = reading.printed, reading.longest
    return SectionScore(
        section=reading.name,
        words=printed.words,
        sentences=printed.sentences,
        words_a_sentence=round(printed.words_a_sentence, 1) if printed.sentences else 0.0,
        longest_sentence=longest.printed.words if longest else 0,
        masked={name: round(score, 1) for name, score in reading.scores(reading.masked).items()},
        printed={name: round(score, 1) for name, score in reading.scores(printed).items()},
        reads_as=reading.in_words,
    )


def _policy(policy: Policy, claims: Iterable[ClaimRow]) -> PolicyRow:
    stated = {name: text.source if (text := getattr(policy, name)) else "" for name in STATED}
    return PolicyRow(
        **stated,
        months=dict(recheck.MONTHS),
        months_at_most=recheck.LONGEST,
        months_of_an_approval=USUAL_MONTHS,
        next_review=min((claim.review_by for claim in claims), default=""),
    )
