"""Which editions a run is about: booklets x locales x audiences x formats, narrowed by what the user named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bookletpress.guards.schema import did_you_mean
from bookletpress.model import Booklet, Edition, Format, LocaleInfo
from bookletpress.problems import UsageFault


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user named; an empty tuple means all."""

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
) -> tuple[Edition, ...]:
    """The editions of a run, by booklet, locale, audience and format; at least one. Raises UsageFault."""
    slugs = chosen("booklet", selection.slugs, [booklet.slug for booklet in booklets], commands)
    names = chosen("locale", selection.locales, [locale.name for locale in locales])
    known = dict.fromkeys(audience for booklet in booklets for audience in booklet.audiences)
    audiences = chosen("audience", selection.audiences, known)
    sizes = chosen("format", selection.formats, [form.name for form in formats])
    found = tuple(
        Edition(booklet.slug, name, audience, size)
        for booklet in booklets
        if booklet.slug in slugs
        for name in names
        for audience in booklet.audiences
        if audience in audiences
        for size in sizes
    )
    if not found:
        named = " and ".join(filter(None, [", ".join(selection.slugs), ", ".join(selection.audiences)]))
        message = f"there is no edition of {named}" if named else "there is nothing to print yet"
        raise UsageFault(message, "make_pdf.py list shows what there is; booklets/README.md how to begin a booklet")
    return found


def file_name(edition: Edition, final: bool) -> str:
    """The path below the output folder; a draft says so in its name."""
    mark = "" if final else "_DRAFT"
    return f"{edition.locale}/{edition.slug}_{edition.locale}_{edition.audience}_{edition.format}{mark}.pdf"
