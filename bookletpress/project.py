"""Everything a project folder says, read once: booklets, shared data, locales, formats, page templates, catalogues.

`catalogue-missing` (release error): a booklet has no catalogue in a language yet.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bookletpress import localise, waivers
from bookletpress.catalogue import Catalogue, read
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.compose import Styles, load_styles
from bookletpress.events import Event
from bookletpress.extraction import page_words
from bookletpress.formats import load_formats
from bookletpress.guards import css, limitsfile, names
from bookletpress.guards.door import HINT
from bookletpress.guards.files import as_text, read_bytes
from bookletpress.knowledge import Shared
from bookletpress.ledger import read_ledger
from bookletpress.locales import SOURCE, load_locales
from bookletpress.model import Booklet, Format, Interface, LocaleInfo, Text
from bookletpress.pack.declared import Declared, load_declared
from bookletpress.problems import Location, Problem, ProblemsFound, in_order, release_error
from bookletpress.shareddata import load_shared
from bookletpress.source import load_booklet, slugs

SITE = "styles/site"
SITE_SHEET = f"{SITE}/site.css"
TRANSLATOR = "Last-Translator"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """The download page's templates by name, and its style sheet."""

    templates: Mapping[str, str]
    css: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its files say, in the source language. `ledgers` holds the sign-off events of each booklet.

    `declared` is what people wrote down for the evidence pack.
    """

    root: Path
    booklets: tuple[Booklet, ...]
    shared: Shared
    locales: tuple[LocaleInfo, ...]
    formats: tuple[Format, ...]
    styles: Styles
    site: Site
    words: tuple[Text, ...]
    ledgers: Mapping[str, tuple[Event, ...]]
    declared: Declared

    def locale(self, name: str) -> LocaleInfo:
        """The locale of this name, which the plan has checked."""
        return next(locale for locale in self.locales if locale.name == name)

    def format(self, name: str) -> Format:
        """The format of this name, which the plan has checked."""
        return next(form for form in self.formats if form.name == name)


@dataclass(frozen=True, slots=True)
class Localised:
    """The project in one locale, and what is wrong with its catalogues.

    `translators` are those whom a booklet's catalogues name last, by slug.
    """

    locale: LocaleInfo
    booklets: Mapping[str, Booklet]
    shared: Shared
    interface: Interface
    problems: tuple[Problem, ...]
    translators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load(root: Path) -> Project:
    """The whole project. Raises ProblemsFound with the faults of all its files."""
    problems: list[Problem] = []

    def attempt(read_it: Callable[[], T]) -> T | None:
        try:
            return read_it()
        except ProblemsFound as found:
            problems.extend(found.problems)
            return None

    attempt(lambda: limitsfile.of(root))
    problems.extend(names.faults_below(root))
    folders = attempt(lambda: slugs(root)) or ()
    booklets = [
        booklet for name in folders if (booklet := attempt(partial(load_booklet, root, name, SOURCE))) is not None
    ]
    ledgers = {name: attempt(partial(read_ledger, root, name)) or () for name in folders}
    shared = attempt(lambda: load_shared(root, SOURCE))
    locales = attempt(lambda: load_locales(root))
    formats = attempt(lambda: load_formats(root))
    styles = attempt(lambda: load_styles(root))
    site = attempt(lambda: _site(root))
    declared = attempt(lambda: load_declared(root))
    said = attempt(lambda: page_words(_pages(root)))
    if problems or not (shared and locales and formats and styles and site and declared and said):
        raise ProblemsFound(in_order(problems))
    words = (*said, *(form.label for form in formats), *declared.words())
    return Project(root, tuple(booklets), shared, locales, formats, styles, site, words, ledgers, declared)


def _site(root: Path) -> Site:
    hint = "restore the folder styles/site"
    page, sheet = (read_bytes(root, path, hint) for path in (f"{SITE}/index.html", SITE_SHEET))
    if found := css.faults({SITE_SHEET: sheet}, limitsfile.of(root), loose=True):
        raise ProblemsFound(found)
    return Site({"index.html": as_text(page, f"{SITE}/index.html")}, as_text(sheet, SITE_SHEET))


def _pages(root: Path) -> dict[str, str]:
    """All page templates, path -> content; an unreadable letter becomes a mark that no template holds."""
    return {
        (name := path.relative_to(root).as_posix()): read_bytes(root, name, HINT).decode("utf-8", "replace")
        for path in sorted((root / "styles").rglob("*.html"))
    }


def localised(project: Project, locale: LocaleInfo) -> Localised:
    """The project's texts in one locale. The source locale needs no catalogue."""
    if locale.name == SOURCE:
        words = {text.source: text for text in project.words}
        return Localised(
            locale,
            {booklet.slug: booklet for booklet in project.booklets},
            project.shared,
            Interface(SOURCE, MappingProxyType(words)),
            (),
        )
    problems: list[Problem] = []
    booklets, translators = {}, {}
    for booklet in project.booklets:
        catalogue = catalogue_of(project.root, locale.name, booklet.slug, problems)
        translators[booklet.slug] = catalogue.value(TRANSLATOR)
        booklets[booklet.slug], found = localise.booklet(booklet, catalogue, locale)
        problems.extend(found)
    common = catalogue_of(project.root, locale.name, "shared", problems)
    shared, found = localise.shared(project.shared, common, locale)
    problems.extend(found)
    interface, found = localise.interface(
        project.words, catalogue_of(project.root, locale.name, "interface", problems), locale
    )
    problems.extend(found)
    persons = {slug: tuple(filter(None, (name, common.value(TRANSLATOR)))) for slug, name in translators.items()}
    return Localised(locale, MappingProxyType(booklets), shared, interface, _listed(problems), persons)


def catalogue_of(root: Path, locale: str, domain: str, problems: list[Problem]) -> Catalogue:
    """The catalogue of a domain. A missing or broken one counts as empty; a broken one is also an error."""
    path = f"locales/{locale}/{domain}.po"
    if not os.path.lexists(root / path):
        problems.append(
            release_error(
                "catalogue-missing",
                f"'{domain}' has no translation into '{locale}' yet",
                Location(path),
                f"run 'make_pdf.py update -l {locale}', then translate this file",
            )
        )
        return Catalogue.empty(path)
    try:
        limits = limitsfile.of(root)
        raw = read_bytes(root, path, "check the rights of the file", limits.catalogue_bytes)
        return read(raw, path, locale, limits=limits)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return Catalogue.empty(path)


def _listed(problems: list[Problem]) -> tuple[Problem, ...]:
    """One problem stands for a whole catalogue that is missing or cannot be read, not one a message."""
    whole = {
        problem.location.path
        for problem in problems
        if problem.code != "translation-missing" and (problem.blocks_draft or problem.code == "catalogue-missing")
    }
    return in_order(
        problem for problem in problems if problem.code != "translation-missing" or problem.location.path not in whole
    )


def checked(project: Project, local: Localised, today: datetime.date, release: bool = False) -> tuple[Problem, ...]:
    """What the checks find in every booklet of one locale and is not waived, and what is wrong with its catalogues."""
    contexts = _contexts(project, local, today).values()
    found = [problem for context in contexts for problem in registry.run(context, release)]
    unasked = () if release else [problem for context in contexts for problem in registry.run_release_only(context)]
    own = waivers.waived(local.booklets.values(), local.shared, local.interface)
    others = waivers.waived(project.booklets, project.shared, Interface(SOURCE, {}))
    settled = waivers.settle([*local.problems, *found, *unasked], own, others)
    return in_order(problem for problem in settled if problem not in unasked)


def checked_each(
    project: Project, local: Localised, today: datetime.date, release: bool
) -> dict[str, tuple[Problem, ...]]:
    """What the checks find in each booklet of one locale, by slug; waivers, which settle warnings, aside."""
    contexts = _contexts(project, local, today)
    return {slug: registry.run(context, release) for slug, context in contexts.items()}


def _contexts(project: Project, local: Localised, today: datetime.date) -> dict[str, Context]:
    originals = {booklet.slug: booklet for booklet in project.booklets}
    return {
        slug: Context(booklet, originals[slug], local.shared, local.locale, today, project.shared)
        for slug, booklet in local.booklets.items()
    }
