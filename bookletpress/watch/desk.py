"""One edition made again and again: only what a save can have changed is read anew, and a bad save breaks nothing.

`preview-failed` (error): no page can be made of what was saved; the one before it stays.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from bookletpress import extraction, localise, sheetwords
from bookletpress.catalogue import Catalogue
from bookletpress.compose import load_styles
from bookletpress.edition import Composed, Edition
from bookletpress.extraction import page_words
from bookletpress.formats import load_formats
from bookletpress.ledger import read_ledger
from bookletpress.locales import SOURCE, load_locales
from bookletpress.model import Interface, LocaleInfo
from bookletpress.pack.declared import load_declared
from bookletpress.preparation import Prepared
from bookletpress.problems import Location, Problem, ProblemsFound, error, in_order
from bookletpress.project import TRANSLATOR, Localised, Project, catalogue_of, checked, pages
from bookletpress.reviews import Faults, reviewer
from bookletpress.shareddata import load_shared
from bookletpress.sitefiles import SiteFiles
from bookletpress.source import load_booklet
from bookletpress.watch.changes import Seen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A page, or None where none can be made; what the readers say at once; what else is needed to go on.

    `stale`: some file cannot be read as it is now, and what was good before stands in for it.
    """

    composed: Composed | None
    problems: tuple[Problem, ...]
    ready: Prepared | None
    stale: bool = False


@dataclass(slots=True)
class Desk:
    """What was read so far, each piece with the stamps of the files that it came from."""

    root: Path
    edition: Edition
    _kept: dict[str, tuple[object, Any, tuple[Problem, ...]]] = field(default_factory=dict)
    _made: dict[str, tuple[tuple[object, ...], Any]] = field(default_factory=dict)
    _problems: list[Problem] = field(default_factory=list)
    _stale: bool = False

    def make(self, seen: Seen, today: datetime.date) -> Made:
        """The page of the files as they were seen. Raises nothing for what a user can cause."""
        self._problems, self._stale = [], False
        try:
            ready = self._prepared(seen, today)
        except ProblemsFound as found:
            return Made(None, in_order((*self._problems, *found.problems)), None)
        problems = in_order((*self._problems, *ready.locales[self.edition.locale].problems))
        try:
            return Made(ready.compose(self.edition), problems, ready, self._stale)
        except ProblemsFound as found:
            return Made(None, in_order((*problems, *found.problems)), ready)
        except Exception as fault:  # an unknown name in a translation: what it is, the problems tell
            place = Location(f"locales/{self.edition.locale}/{self.edition.slug}.po")
            message = f"no page can be made of this: {type(fault).__name__}: {str(fault)[:200]}"
            hint = "mend the other problems first; then this one should be gone"
            return Made(None, (*problems, error("preview-failed", message, place, hint)), ready)

    def check(self, made: Made, today: datetime.date) -> tuple[Problem, ...]:
        """All that the checks find in it, and what the readers said."""
        if made.ready is None:
            return made.problems
        local = made.ready.locales[self.edition.locale]
        return in_order((*made.problems, *checked(made.ready.project, local, today)))

    def _piece(self, name: str, seen: Seen, below: Iterable[str], read: Callable[[], T]) -> T:
        """What was read last time, if the files below these places are the same; after a bad save, what was good.

        Raises ProblemsFound where it was never good.
        """
        places = tuple(below)
        stamp = tuple(sorted((path, mark) for path, mark in seen.items() if path.startswith(places)))
        known = self._kept.get(name)
        if known and known[0] == stamp:
            self._problems.extend(known[2])
            self._stale |= bool(known[2])
            value: T = known[1]
            return value
        try:
            found: tuple[Problem, ...] = ()
            value = read()
        except ProblemsFound as bad:
            if not known:
                raise
            value, found = known[1], bad.problems
            self._problems.extend(found)
            self._stale = True
        self._kept[name] = (stamp, value, found)
        return value

    def _once(self, name: str, made_of: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was made last time, if it was made of the very same pieces."""
        known = self._made.get(name)
        if known and all(one is other for one, other in zip(known[0], made_of, strict=True)):
            value: T = known[1]
            return value
        value = make()
        self._made[name] = (made_of, value)
        return value

    def _prepared(self, seen: Seen, today: datetime.date) -> Prepared:
        root, slug = self.root, self.edition.slug
        booklet = self._piece("booklet", seen, [f"booklets/{slug}/"], lambda: load_booklet(root, slug, SOURCE))
        shared = self._piece("shared", seen, ["booklets/shared/"], lambda: load_shared(root, SOURCE))
        ledger = self._piece("ledger", seen, [f"booklets/{slug}/signoffs"], lambda: read_ledger(root, slug))
        known = [path for path in seen if path.startswith("locales/") and path.endswith(".yaml")]
        locales = self._piece("locales", seen, known, lambda: load_locales(root))
        formats = self._piece("formats", seen, ["styles/formats.yaml"], lambda: load_formats(root))
        styles = self._piece("styles", seen, ["styles/booklet/"], lambda: load_styles(root))
        said = self._piece("words", seen, ["styles/"], lambda: page_words(pages(root)))
        declared = self._piece("declared", seen, ["styles/evidence/", "booklets/shared/"], lambda: load_declared(root))
        words = (*said, *(form.label for form in formats), *declared.words(), *sheetwords.texts())
        site = SiteFiles(MappingProxyType({}), "", MappingProxyType({}))
        every = (shared, locales, formats, styles, site, words)
        project = Project(root, (booklet,), *every, {slug: ledger}, declared)
        english = _english(project)
        local = {SOURCE: english}
        if self.edition.locale != SOURCE:
            local[self.edition.locale] = self._localised(project, project.locale(self.edition.locale), seen)
        reviews = reviewer(Faults(project, local, today))
        return Prepared(project, local, (self.edition,), tuple, reviews, {}, today, None)

    def _localised(self, project: Project, locale: LocaleInfo, seen: Seen) -> Localised:
        slug = self.edition.slug
        booklet, shared, interface = (
            self._catalogue(name, seen, locale.name) for name in (slug, extraction.SHARED, extraction.INTERFACE)
        )
        source, once = project.booklets[0], self._once
        said, in_booklet = once("said", (source, booklet, locale), lambda: localise.booklet(source, booklet, locale))
        common, in_shared = once(
            "common", (project.shared, shared, locale), lambda: localise.shared(project.shared, shared, locale)
        )
        sources = (self._kept["words"][1], self._kept["formats"][1], self._kept["declared"][1], interface, locale)
        words, in_words = once("voice", sources, lambda: localise.interface(project.words, interface, locale))
        persons = tuple(filter(None, (booklet.value(TRANSLATOR), shared.value(TRANSLATOR))))
        problems = in_order((*in_booklet, *in_shared, *in_words))
        return Localised(locale, {slug: said}, common, words, problems, {slug: persons})

    def _catalogue(self, domain: str, seen: Seen, locale: str) -> Catalogue:
        """A catalogue, after a save that cannot be read the one before it: half a file must not turn a page English."""
        path = f"locales/{locale}/{domain}.po"

        def read() -> tuple[Catalogue, tuple[Problem, ...]]:
            found: list[Problem] = []
            catalogue = catalogue_of(self.root, locale, domain, found)
            if path in self._kept and any(problem.blocks_draft for problem in found):
                raise ProblemsFound(found)
            return catalogue, tuple(found)

        catalogue, found = self._piece(path, seen, [path], read)
        self._problems.extend(found)
        return catalogue


def _english(project: Project) -> Localised:
    words = MappingProxyType({text.source: text for text in project.words})
    booklets = {booklet.slug: booklet for booklet in project.booklets}
    return Localised(project.locale(SOURCE), booklets, project.shared, Interface(SOURCE, words), ())
