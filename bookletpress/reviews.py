"""Where every text of a project stands: its content, its ledger, and whatever else keeps it from being final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bookletpress import content, gate, reviewed, signoff
from bookletpress.content import Content
from bookletpress.ledger import Event
from bookletpress.locales import SOURCE
from bookletpress.model import Booklet
from bookletpress.problems import Problem
from bookletpress.project import Localised, Project, checked_each
from bookletpress.signoff import Review


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
    project, locales, today = faults.project, faults.locales, faults.today
    reviews: dict[gate.Text, Review] = {}
    for name in sorted(locales, key=lambda name: (name != SOURCE, name)):
        local = locales[name]
        for slug, booklet in local.booklets.items():
            for audience in booklet.audiences:
                text = gate.Text(slug, name, audience)
                source = None if name == SOURCE else reviews[gate.Text(slug, SOURCE, audience)]
                found = _review(project, local, booklet, audience, source, today)
                if found.final and (errors := faults.of(text)):
                    found = signoff.held(found, len(errors))
                reviews[text] = found
    return reviews


def _review(
    project: Project, local: Localised, booklet: Booklet, audience: str, source: Review | None, today: date
) -> Review:
    events = project.ledgers[booklet.slug]
    resolved = content_of(project, local, booklet, audience)
    writers = (*booklet.authors, *local.translators.get(booklet.slug, ()))
    subject = signoff.subject(events, local.locale.name, audience, resolved, writers, source)

    def recall(event: Event) -> Content | None:
        return reviewed.read(project.root, booklet.slug, event.locale, event.audience, event.digest)

    return signoff.review(events, booklet.slug, subject, resolved, today, recall)


def content_of(project: Project, local: Localised, booklet: Booklet, audience: str) -> Content:
    """The resolved content of a text."""
    words = content.own_words(booklet, audience, project.words, local.interface.words)
    return content.resolved(booklet, audience, local.shared, words)
