"""Which editions a run is about: booklets x locales x audiences x formats, narrowed by what the user named.

Of formats, places and statistics, a run makes the usual ones, and keeps up to date what else it finds made: an old page
in large print must not lie beside a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bookletpress import tailor
from bookletpress.edition import Edition
from bookletpress.formats import ALL, Format
from bookletpress.guards.schema import did_you_mean
from bookletpress.model import Booklet, LocaleInfo
from bookletpress.places import HOME, PLACES
from bookletpress.problems import UsageFault

Variant = tuple[str, bool]
"""The place of an edition, and whether it is without statistics."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user named; an empty tuple means all, but no place means home, and no format those for every day.

    `clinics` are files and folders; none means no clinic's imprint.
    """

    slugs: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    without_statistics: bool = False
    clinics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprints:
    """The ids of clinics: those that a run was asked for, and others whose imprints an output folder may hold."""

    named: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, behind the booklets of no clinic."""
        return "", *self.named, *self.others


def chosen(kind: str, named: Sequence[str], known: Iterable[str], also: Iterable[str] = ()) -> tuple[str, ...]:
    """The named ones, or all; raises UsageFault with the nearest name for one that does not exist."""
    names = tuple(known)
    for name in named:
        if name not in names:
            raise UsageFault(f"there is no {kind} '{name}'", did_you_mean(name, [*names, *also]))
    return tuple(name for name in names if not named or name in named)


def refuse_screen(name: str, formats: Iterable[Format]) -> None:
    """Raises UsageFault where pages of paper are wanted, and a web page is named."""
    if any(form.screen for form in formats if form.name == name):
        raise UsageFault(f"'{name}' is a web page, and has no pages", "name a format on paper, such as letter")


def editions(
    booklets: Sequence[Booklet],
    locales: Sequence[LocaleInfo],
    formats: Sequence[Format],
    selection: Selection,
    commands: Iterable[str] = (),
    held: Collection[str] = (),
    imprints: Imprints = Imprints(),
) -> tuple[Edition, ...]:
    """The editions of a run, by booklet, locale, audience and format; at least one. Raises UsageFault.

    `held` are files of an output folder. Where no format is named, those that it holds belong to the run too, and so do
    its variants where neither a place nor `--without-statistics` is named, and its imprints where no clinic is: none of
    them grows old there. Sheets to fold bring the pages that lie on them, for reading.
    """
    slugs = chosen("booklet", selection.slugs, [booklet.slug for booklet in booklets], commands)
    names = chosen("locale", selection.locales, [locale.name for locale in locales])
    known = dict.fromkeys(audience for booklet in booklets for audience in booklet.audiences)
    audiences = chosen("audience", selection.audiences, known)
    sizes = _sizes(formats, selection.formats)
    asked = tuple((place, selection.without_statistics) for place in selection.places or (HOME,))
    usual = not (selection.places or selection.without_statistics)
    every, wanted = [], set()
    for booklet in (booklet for booklet in booklets if booklet.slug in slugs):
        possible = {audience: _variants(booklet, audience) for audience in booklet.audiences if audience in audiences}
        meant = {audience: {_meant(one, possible[audience]) for one in asked} for audience in possible}
        for edition, form in _editions(booklet.slug, names, possible, formats, imprints.every):
            every.append(edition)
            size, variant = form.name in sizes, _variant(edition) in meant[edition.audience]
            asked_for = edition.clinic in (imprints.named or ("",))
            kept = (size or not selection.formats) and (variant or usual) and (asked_for or not imprints.named)
            if (size and variant and asked_for) or (kept and _is_held(edition, form, held)):
                wanted.add(edition)
                if form.impose:
                    wanted.add(replace(edition, format=form.impose.pages_of))
    found = tuple(edition for edition in every if edition in wanted)
    if not found:
        parts = (selection.slugs, selection.audiences, selection.formats)
        named = " and ".join(filter(None, map(", ".join, parts)))
        message = f"there is no edition of {named}" if named else "there is nothing to print yet"
        raise UsageFault(message, "make_pdf.py list shows what there is; booklets/README.md how to begin a booklet")
    return found


def every_edition(
    booklets: Sequence[Booklet],
    locales: Sequence[LocaleInfo],
    formats: Sequence[Format],
    clinics: Sequence[str] = ("",),
) -> Iterator[Edition]:
    """All editions that a project can have: each place, and without statistics, where that makes a difference."""
    names = [locale.name for locale in locales]
    for booklet in booklets:
        possible = {audience: _variants(booklet, audience) for audience in booklet.audiences}
        yield from (edition for edition, _form in _editions(booklet.slug, names, possible, formats, clinics))


def _editions(
    slug: str,
    names: Iterable[str],
    possible: Mapping[str, tuple[Variant, ...]],
    formats: Sequence[Format],
    clinics: Sequence[str],
) -> Iterator[tuple[Edition, Format]]:
    """Those in the formats that are for their readers."""
    for name in names:
        for audience, variants in possible.items():
            for_all = [form for form in formats if form.beside != name]  # no language stands beside itself
            mine = [form for form in for_all if not form.audiences or audience in form.audiences]
            for clinic, variant, form in product(clinics, variants, mine):
                yield Edition(slug, name, audience, form.name, *variant, clinic), form


def _variants(booklet: Booklet, audience: str) -> tuple[Variant, ...]:
    """Those that differ from each other; the usual one first."""
    places = PLACES if tailor.has_marks(booklet, audience) else (HOME,)
    choice = (False, True) if tailor.has_statistics(booklet, audience) else (False,)
    return tuple(product(places, choice))


def _meant(named: Variant, possible: tuple[Variant, ...]) -> Variant:
    """A variant that says nothing of its own is the usual edition."""
    place, without = named
    return place if (place, False) in possible else HOME, without and (HOME, True) in possible


def _variant(edition: Edition) -> Variant:
    return edition.place, edition.without_statistics


def _is_held(edition: Edition, form: Format, held: Collection[str]) -> bool:
    return any(name in held for name in file_names(edition, form.impose is not None, form.ending))


def _sizes(formats: Sequence[Format], named: Sequence[str]) -> frozenset[str]:
    """The names of the formats that are wanted."""
    if not named:
        return frozenset(form.name for form in formats if form.everyday)
    known = [form.name for form in formats]
    return frozenset(known if ALL in named else chosen("format", named, known, [ALL]))


def file_name(edition: Edition, final: bool, print_only: bool = False, ending: str = "pdf") -> str:
    """The path below the output folder; what is not usual, for printing only, or a draft, says so in its name."""
    place = f"_{edition.place}" if edition.place != HOME else ""
    marks = ("_without-statistics" if edition.without_statistics else "") + ("_PRINT-ONLY" if print_only else "")
    clinic, draft = f"_{edition.clinic}" if edition.clinic else "", "" if final else "_DRAFT"
    name = f"{edition.slug}_{edition.locale}_{edition.audience}_{edition.format}{place}{marks}{clinic}{draft}.{ending}"
    return f"{edition.locale}/{name}"


def file_names(edition: Edition, print_only: bool = False, ending: str = "pdf") -> tuple[str, str]:
    """The paths of an edition, as a draft and as a final one."""
    return file_name(edition, False, print_only, ending), file_name(edition, True, print_only, ending)
