"""Which editions a run is about: booklets x locales x audiences x formats, narrowed by what the user named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from bookletpress import tailor
from bookletpress.edition import Edition
from bookletpress.guards.schema import did_you_mean
from bookletpress.model import Booklet, Format, LocaleInfo
from bookletpress.places import HOME, PLACES
from bookletpress.problems import UsageFault

Variant = tuple[str, bool]
"""The place of an edition, and whether it is without statistics."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user named; an empty tuple means all, but no place means home."""

    slugs: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    without_statistics: bool = False


def chosen(kind: str, named: Sequence[str], known: Iterable[str], also: Iterable[str] = ()) -> tuple[str, ...]:
    """The named ones, or all; raises UsageFault with the nearest name for one that does not exist."""
    names = tuple(known)
    for name in named:
        if name not in names:
            raise UsageFault(f"there is no {kind} '{name}'", did_you_mean(name, [*names, *also]))
    return tuple(name for name in names if not named or name in named)


def editions(
    booklets: Sequence[Booklet],
    locales: Sequence[LocaleInfo],
    formats: Sequence[Format],
    selection: Selection,
    commands: Iterable[str] = (),
    held: Collection[str] = (),
) -> tuple[Edition, ...]:
    """The editions of a run, by booklet, locale, audience and format; at least one. Raises UsageFault.

    `held` are files of an output folder: where neither a place nor `--without-statistics` is named, variants that it
    holds belong to the run too, so that none of them grows old there.
    """
    slugs = chosen("booklet", selection.slugs, [booklet.slug for booklet in booklets], commands)
    names = chosen("locale", selection.locales, [locale.name for locale in locales])
    known = dict.fromkeys(audience for booklet in booklets for audience in booklet.audiences)
    audiences = chosen("audience", selection.audiences, known)
    sizes = chosen("format", selection.formats, [form.name for form in formats])
    asked = tuple((place, selection.without_statistics) for place in selection.places or (HOME,))
    usual = not (selection.places or selection.without_statistics)
    found = []
    for booklet in (booklet for booklet in booklets if booklet.slug in slugs):
        possible = {audience: _variants(booklet, audience) for audience in booklet.audiences if audience in audiences}
        meant = {audience: {_meant(one, possible[audience]) for one in asked} for audience in possible}
        for edition in _editions(booklet.slug, names, possible, sizes):
            if _variant(edition) in meant[edition.audience] or (usual and _is_held(edition, held)):
                found.append(edition)
    if not found:
        named = " and ".join(filter(None, [", ".join(selection.slugs), ", ".join(selection.audiences)]))
        message = f"there is no edition of {named}" if named else "there is nothing to print yet"
        raise UsageFault(message, "make_pdf.py list shows what there is; booklets/README.md how to begin a booklet")
    return tuple(found)


def every_edition(
    booklets: Sequence[Booklet], locales: Sequence[LocaleInfo], formats: Sequence[Format]
) -> Iterator[Edition]:
    """All editions that a project can have: each place, and without statistics, where that makes a difference."""
    names, sizes = [locale.name for locale in locales], [form.name for form in formats]
    for booklet in booklets:
        possible = {audience: _variants(booklet, audience) for audience in booklet.audiences}
        yield from _editions(booklet.slug, names, possible, sizes)


def _editions(
    slug: str, names: Iterable[str], possible: Mapping[str, tuple[Variant, ...]], sizes: Sequence[str]
) -> Iterator[Edition]:
    for name in names:
        for audience, variants in possible.items():
            yield from (Edition(slug, name, audience, size, *variant) for variant in variants for size in sizes)


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


def _is_held(edition: Edition, held: Collection[str]) -> bool:
    return any(name in held for name in file_names(edition))


def file_name(edition: Edition, final: bool) -> str:
    """The path below the output folder; what is not usual, and a draft, say so in their names."""
    place = f"_{edition.place}" if edition.place != HOME else ""
    without = "_without-statistics" if edition.without_statistics else ""
    mark = "" if final else "_DRAFT"
    name = f"{edition.slug}_{edition.locale}_{edition.audience}_{edition.format}{place}{without}{mark}.pdf"
    return f"{edition.locale}/{name}"


def file_names(edition: Edition) -> tuple[str, str]:
    """The paths of an edition, as a draft and as a final one."""
    return file_name(edition, final=False), file_name(edition, final=True)
