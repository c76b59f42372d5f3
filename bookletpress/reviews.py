"""Where every text of a project stands: its content, its ledger, and whatever else keeps it from being final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bookletpress import content, gate, reviewed, signoff
from bookletpress.content import Content
from bookletpress.events import Event
from bookletpress.locales import SOURCE
from bookletpress.problems import Problem
from bookletpress.project import Localised, Project, checked_each
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
        return gate.concerning(found, local.booklets[text.slug], text.audience)


def all_reviews(faults: Faults) -> dict[gate.Text, Review]:
    """Where every text of a project stands today: the source first, because translations wait for it."""
    reviews: dict[gate.Text, Review] = {}
    for name in sorted(faults.locales, key=lambda name: (name != SOURCE, name)):
        for slug, booklet in faults.locales[name].booklets.items():
            for audience in booklet.audiences:
                text = gate.Text(slug, name, audience)
                found = _review(faults, text, reviews)
                if found.final and (errors := faults.of(text)):
                    found = signoff.held(found, len(errors))
                reviews[text] = found
    return reviews


def _review(faults: Faults, text: gate.Text, reviews: Mapping[gate.Text, Review]) -> Review:
    project = faults.project
    events = project.ledgers[text.slug]
    resolved = content_of(project, faults.locales, text)
    subject = subject_of(project, faults.locales, text, reviews, resolved)

    def recall(event: Event) -> Content | None:
        return reviewed.read(project.root, text.slug, event.locale, event.audience, event.digest)

    return signoff.review(events, text.slug, subject, resolved, faults.today, recall)


def subject_of(
    project: Project,
    locales: Mapping[str, Localised],
    text: gate.Text,
    reviews: Mapping[gate.Text, Review],
    resolved: Content,
) -> Subject:
    """A text with all who wrote it. `reviews` holds at least that of its source."""
    local = locales[text.locale]
    writers = (*local.booklets[text.slug].authors, *local.translators.get(text.slug, ()))
    source = None if text.locale == SOURCE else reviews[gate.Text(text.slug, SOURCE, text.audience)]
    return signoff.subject(project.ledgers[text.slug], text.locale, text.audience, resolved, writers, source)


def content_of(project: Project, locales: Mapping[str, Localised], text: gate.Text) -> Content:
    """The resolved content of a text."""
    local = locales[text.locale]
    booklet = local.booklets[text.slug]
    words = content.own_words(booklet, text.audience, project.words, local.interface.words)
    return content.resolved(booklet, text.audience, local.shared, words)
