"""Which editions a run is about: booklets x locales x audiences x formats, narrowed by what the user named.

Of the formats, a run makes those for every day, and keeps up to date what else it finds made: an old page in large
print must not lie beside a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bookletpress.formats import ALL, Format
from bookletpress.guards.schema import did_you_mean
from bookletpress.model import Booklet, Edition, LocaleInfo
from bookletpress.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user named; an empty tuple means all, and of the formats those for every day ("all" means all)."""

    slugs: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


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
    made: Collection[Edition] = (),
) -> tuple[Edition, ...]:
    """The editions of a run, by booklet, locale, audience and format; at least one. Raises UsageFault.

    `made` are those that are there already. Sheets to fold bring the pages that lie on them, for reading.
    """
    slugs = chosen("booklet", selection.slugs, [booklet.slug for booklet in booklets], commands)
    names = chosen("locale", selection.locales, [locale.name for locale in locales])
    known = dict.fromkeys(audience for booklet in booklets for audience in booklet.audiences)
    audiences = chosen("audience", selection.audiences, known)
    sizes = _sizes(formats, selection.formats)
    found = tuple(
        edition
        for booklet in booklets
        if booklet.slug in slugs
        for name in names
        for audience in booklet.audiences
        if audience in audiences
        for form in formats
        if not form.audiences or audience in form.audiences
        for edition in (Edition(booklet.slug, name, audience, form.name),)
        if form.name in sizes or (not selection.formats and edition in made)
    )
    if not found:
        parts = (selection.slugs, selection.audiences, selection.formats)
        named = " and ".join(filter(None, map(", ".join, parts)))
        message = f"there is no edition of {named}" if named else "there is nothing to print yet"
        raise UsageFault(message, "make_pdf.py list shows what there is; booklets/README.md how to begin a booklet")
    return found


def _sizes(formats: Sequence[Format], named: Sequence[str]) -> frozenset[str]:
    """The names of the formats that are wanted, each with the format of the pages that it imposes."""
    if not named:
        wanted = {form.name for form in formats if form.everyday}
    elif ALL in named:
        wanted = {form.name for form in formats}
    else:
        wanted = set(chosen("format", named, [form.name for form in formats], [ALL]))
    return frozenset(wanted | {form.impose.pages_of for form in formats if form.impose and form.name in wanted})


def file_name(edition: Edition, final: bool, print_only: bool = False) -> str:
    """The path below the output folder; a draft says so in its name, and so does a file that is only for printing."""
    mark = ("_PRINT-ONLY" if print_only else "") + ("" if final else "_DRAFT")
    return f"{edition.locale}/{edition.slug}_{edition.locale}_{edition.audience}_{edition.format}{mark}.pdf"
