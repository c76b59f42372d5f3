"""Where every text of a project stands: its content, its ledger, and whatever else keeps it from being final."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from bookletpress import content, gate, localise, reviewed, signoff, tailor
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.content import Content
from bookletpress.events import Event
from bookletpress.evidence import sections_for
from bookletpress.knowledge import Shared
from bookletpress.locales import SOURCE
from bookletpress.model import Booklet
from bookletpress.problems import Problem
from bookletpress.project import Localised, Project, catalogue_of, checked_each
from bookletpress.signoff import Review
from bookletpress.standing import Subject


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything but the sign-off that keeps texts from being final. Checks run when they are needed."""

    project: Project
    locales: Mapping[str, Localised]
    today: date
    _found: dict[str, dict[str, tuple[Problem, ...]]] = field(default_factory=dict)

    def of(self, text: gate.Text) -> tuple[Problem, ...]:
        """The errors in one text and in what it draws on."""
        local = self.locales[text.locale]
        if text.locale not in self._found:
            self._found[text.locale] = checked_each(self.project, local, self.today, release=True)
        found = (*self._found[text.locale][text.slug], *local.problems)
        mine = gate.concerning(found, local.booklets[text.slug], text.audience)
        if len(local.booklets[text.slug].audiences) == 1:
            return mine
        own = self._of_audience(text)
        shared = ("booklets/shared/", f"locales/{text.locale}/{text.slug}.po")
        return tuple(one for one in mine if one in own or not one.location.path.startswith(shared))

    def _of_audience(self, text: gate.Text) -> frozenset[Problem]:
        """What is wrong with the sections for one audience, their translation, and what they draw on.

        A section of the booklet that is not there would seem missing, so these are not all the faults that count.
        """
        local = self.locales[text.locale]
        original = next(booklet for booklet in self.project.booklets if booklet.slug == text.slug)
        part, said = (_part(one, text.audience) for one in (original, local.booklets[text.slug]))
        found: list[Problem] = []
        if text.locale != SOURCE:
            catalogue = catalogue_of(self.project.root, text.locale, text.slug, found)
            english = self.project.locale(SOURCE).parity
            found.extend(localise.booklet(part, catalogue, local.locale, english)[1])
        context = Context(said, part, local.shared, local.locale, self.today, self.project.shared)
        return frozenset((*found, *registry.run(context, release=True)))


def _part(booklet: Booklet, audience: str) -> Booklet:
    return replace(booklet, audiences=(audience,), sections=sections_for(booklet, audience))


def reviewer(faults: Faults) -> Callable[[gate.Text], Review]:
    """Tells where a text stands today, worked out when it is asked for; a translation waits for its source."""

    @cache
    def of(text: gate.Text) -> Review:
        found = _review(faults, text, of)
        if found.final and (errors := faults.of(text)):
            found = signoff.held(found, len(errors))
        return found

    return of


def _review(faults: Faults, text: gate.Text, reviews: Callable[[gate.Text], Review]) -> Review:
    project = faults.project
    resolved = content_of(project, faults.locales, text)
    subject = subject_of(project, faults.locales, text, reviews, resolved)
    events = project.ledgers[text.slug]

    def recall(event: Event) -> Content | None:
        return reviewed.read(project.root, text.slug, event.locale, event.audience, event.digest)

    return signoff.review(events, text.slug, subject, resolved, faults.today, recall)


def subject_of(
    project: Project,
    locales: Mapping[str, Localised],
    text: gate.Text,
    reviews: Callable[[gate.Text], Review],
    resolved: Content,
) -> Subject:
    """A text with all who wrote it."""
    local = locales[text.locale]
    writers = (
        *local.booklets[text.slug].authors,
        *local.translators.get(text.slug, ()),
        *local.locale.translators(text.slug),
    )
    source = None if text.locale == SOURCE else reviews(replace(text, locale=SOURCE))
    return signoff.subject(project.ledgers[text.slug], text.locale, text.audience, resolved, writers, source)


def content_of(project: Project, locales: Mapping[str, Localised], text: gate.Text) -> Content:
    """The resolved content of a text."""
    booklet, shared = tailored(locales[text.locale], text)
    local = locales[text.locale]
    words = content.own_words(booklet, text.audience, project.words, local.interface.words)
    return content.resolved(booklet, text.audience, shared, words)


def tailored(local: Localised, text: gate.Text) -> tuple[Booklet, Shared]:
    """What a text says, and what it draws on."""
    booklet = tailor.booklet(local.booklets[text.slug], text.audience, text.without_statistics)
    return booklet, tailor.shared(local.shared, text.place)
