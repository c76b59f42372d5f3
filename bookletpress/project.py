"""Everything a project folder says, read once: booklets, shared data, locales, formats, page templates, catalogues.

`catalogue-missing` (release error): a booklet has no catalogue in a language yet.
`beside-unknown`, `credit-booklet` (errors): a format or a credit names a locale or a booklet that there is not.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bookletpress import cldr, fonts, localise, overflow, pairs, sheetwords, waivers
from bookletpress.catalogue import Catalogue, read
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.compose import Styles, load_styles
from bookletpress.events import Event
from bookletpress.extraction import page_words
from bookletpress.fidelity import consistency
from bookletpress.formats import Format, load_formats
from bookletpress.guards import limitsfile, names
from bookletpress.guards.door import HINT
from bookletpress.guards.files import below, is_there, read_bytes
from bookletpress.guards.schema import did_you_mean, shown
from bookletpress.knowledge import Shared
from bookletpress.ledger import read_ledger
from bookletpress.locales import SOURCE, is_private, load_locales
from bookletpress.model import Booklet, Interface, LocaleInfo, Text
from bookletpress.pack.declared import Declared, load_declared
from bookletpress.problems import EnvironmentFault, Location, Problem, ProblemsFound, error, in_order, release_error
from bookletpress.shareddata import load_shared
from bookletpress.siteaddress import load_address
from bookletpress.sitefiles import SiteFiles, load_site
from bookletpress.source import load_booklet, slugs

TRANSLATOR = "Last-Translator"

T = TypeVar("T")

Find = Callable[[str, list[Problem]], Catalogue]
"""Gives the catalogue of a domain, and adds what is wrong with it to the list."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its files say, in the source language. `ledgers` holds the sign-off events of each booklet.

    `declared` is what people wrote down for the evidence pack, `address` where finished files are downloaded, or "".
    """

    root: Path
    booklets: tuple[Booklet, ...]
    shared: Shared
    locales: tuple[LocaleInfo, ...]
    formats: tuple[Format, ...]
    styles: Styles
    site: SiteFiles
    words: tuple[Text, ...]
    ledgers: Mapping[str, tuple[Event, ...]]
    declared: Declared
    address: str = ""

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
    booklets.sort(key=lambda booklet: (booklet.order, booklet.slug))
    ledgers = {name: attempt(partial(read_ledger, root, name)) or () for name in folders}
    shared = attempt(lambda: load_shared(root, SOURCE))
    locales = attempt(lambda: load_locales(root))
    formats = attempt(lambda: load_formats(root))
    problems.extend(_credits(locales or (), folders))
    styles = attempt(lambda: load_styles(root))
    site = attempt(lambda: load_site(root))
    declared = attempt(lambda: load_declared(root))
    address = attempt(lambda: load_address(root)) or ""
    said = attempt(lambda: page_words(pages(root)))
    if problems or not (shared and locales and formats and styles and site and declared and said):
        raise ProblemsFound(in_order(problems))
    _refuse_nobody_beside(formats, locales)
    words = (
        *said,
        *(form.label for form in formats),
        *(form.use for form in formats if form.use),
        *declared.words(),
        *sheetwords.texts(),
    )
    return Project(root, tuple(booklets), shared, locales, formats, styles, site, words, ledgers, declared, address)


def _credits(locales: Sequence[LocaleInfo], slugs: Sequence[str]) -> Iterator[Problem]:
    """Translators who are to be named in a booklet that there is not."""
    for credit in (credit for info in locales for credit in info.credits):
        for slug in credit.booklets:
            if slug not in slugs:
                message = f"{shown(credit.name)} is to be named in {shown(slug)}, which is no booklet"
                yield error("credit-booklet", message, credit.location, did_you_mean(slug, slugs))


def _refuse_nobody_beside(formats: Iterable[Format], locales: Iterable[LocaleInfo]) -> None:
    """Raises ProblemsFound for a format that sets a language beside the others which the project does not have."""
    names = [locale.name for locale in locales]
    lost = [form for form in formats if form.beside and form.beside not in names]
    if lost:
        raise ProblemsFound(
            error(
                "beside-unknown",
                f"'{form.name}' sets '{form.beside}' beside every language, and there is no such locale",
                form.label.location,
                did_you_mean(form.beside, names),
            )
            for form in lost
        )


def pages(root: Path) -> dict[str, str]:
    """All page templates, path -> content; an unreadable letter becomes a mark that no template holds."""
    most = limitsfile.of(root).sheet_bytes
    return {
        (name := f"styles/{path}"): read_bytes(root, name, HINT, most).decode("utf-8", "replace")
        for path in below(root, "styles")
        if path.endswith(".html")
    }


def localised(project: Project, locale: LocaleInfo, find: Find | None = None) -> Localised:
    """The project's texts in one locale, from its files or from what `find` gives. The source needs no catalogue."""
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
    english = project.locale(SOURCE).parity
    find = find or partial(catalogue_of, project.root, locale.name)
    booklets, catalogues = {}, {}
    for booklet in project.booklets:
        catalogues[booklet.slug] = find(booklet.slug, problems)
        booklets[booklet.slug], found = localise.booklet(booklet, catalogues[booklet.slug], locale, english)
        problems.extend(found)
    translators = {slug: catalogue.value(TRANSLATOR) for slug, catalogue in catalogues.items()}
    common = find("shared", problems)
    shared, found = localise.shared(project.shared, common, locale, english)
    problems.extend(found)
    own = find("interface", problems)
    interface, found = localise.interface(project.words, own, locale, english)
    problems.extend((*found, *consistency.check((*catalogues.values(), common, own))))
    persons = {slug: tuple(filter(None, (name, common.value(TRANSLATOR)))) for slug, name in translators.items()}
    return Localised(locale, MappingProxyType(booklets), shared, interface, _listed(problems), persons)


def catalogue_of(root: Path, locale: str, domain: str, problems: list[Problem]) -> Catalogue:
    """The catalogue of a domain. A missing or broken one counts as empty; a broken one is also an error."""
    path = f"locales/{locale}/{domain}.po"
    try:
        if not is_there(root, path):
            hint = f"run 'make_pdf.py update -l {locale}', then translate this file"
            message = f"'{domain}' has no translation into '{locale}' yet"
            problems.append(release_error("catalogue-missing", message, Location(path), hint))
            return Catalogue.empty(path)
        limits = limitsfile.of(root)
        raw = read_bytes(root, path, "check the rights of the file", limits.catalogue_bytes)
        found = read(raw, path, locale, cldr.plural_forms(locale), limits)
        return replace(found, confirmed=_confirmed(root, path, problems))
    except ProblemsFound as found:
        problems.extend(found.problems)
        return Catalogue.empty(path)


def _confirmed(root: Path, catalogue: str, problems: list[Problem]) -> frozenset[str] | None:
    """The pairs of a catalogue that a person confirmed; none if there is no file, or a broken one.

    None for a pseudo-locale: a program made it, and nobody is handed a booklet in it.
    """
    path = pairs.path_of(catalogue)
    if is_private(path.split("/")[1]):
        return None
    try:
        if not is_there(root, path):
            return frozenset()
        return pairs.read(read_bytes(root, path, "restore it", limitsfile.of(root).file_bytes), path)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return frozenset()


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
    found.extend(_overflowing(local, limitsfile.of(project.root).font_bytes))
    unasked = () if release else [problem for context in contexts for problem in registry.run_release_only(context)]
    own = waivers.waived(local.booklets.values(), local.shared, local.interface)
    others = waivers.waived(project.booklets, project.shared, Interface(SOURCE, {}))
    settled = waivers.settle([*local.problems, *found, *unasked], own, others)
    return in_order(problem for problem in settled if problem not in unasked)


def _overflowing(local: Localised, most: int) -> tuple[Problem, ...]:
    """Words that leave their drawings; nothing where the fonts are missing, which a build tells by itself."""
    try:
        return tuple(overflow.problems(local.booklets.values(), fonts.faces(local.locale.fonts, most=most)))
    except EnvironmentFault:
        return ()


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
