"""What readers find in the output folder: catalogue.json for programs, and one download page for people.

Both are made here as bytes, from values alone. The page needs no network, runs no script, and works where it lies on a
disk; its content policy lets in one style sheet, by digest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bookletpress import cldr
from bookletpress.edition import Artefact, Edition
from bookletpress.knowledge import Helpline, Shared
from bookletpress.model import Interface, LocaleInfo, Text
from bookletpress.places import HOME
from bookletpress.signoff import FINAL, WORST_FIRST
from bookletpress.standing import State
from bookletpress.templates import Voice, environment, words
from bookletpress.view import dial
from bookletpress.webpage import policy_of, style_of

TEMPLATE = "index.html"
SOURCE = "en"
"""The language of what was never translated, such as the names of help lines."""


@dataclass(frozen=True, slots=True)
class Published:
    """One finished edition, with what a reader has to know before opening it.

    `revised` is an ISO date, and so is `until`, the last day of a final edition's approval; "" for any other. A file
    that is `print_only` holds sheets to fold: its pages are not in the order of reading. `clinic` is the name of
    the clinic whose imprint it bears, `beside` the language that stands beside its own.
    """

    edition: Edition
    artefact: Artefact
    title: Text
    summary: Text
    state: str
    locale: LocaleInfo
    format_label: Text
    revised: str
    until: str = ""
    print_only: bool = False
    clinic: str = ""
    beside: LocaleInfo | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its percent-encoded address, the name of its format, its size and length as the locale writes them.

    `place` is that of an edition for another place than the usual one, else "". `pages` counts sheets of paper where
    the file is for printing only. `clinic` is the name of the one whose imprint it bears, else "".
    """

    address: str
    label: Text
    place: str
    without_statistics: bool
    pages: str
    size: str
    print_only: bool
    clinic: str
    web: bool = False


@dataclass(frozen=True, slots=True)
class Readers:
    """The files of one booklet for one audience. One unapproved file makes all of them drafts; `state` is the worst.

    `revised` is an ISO date, `revised_on` the same day as the locale writes it.
    """

    audience: str
    draft: bool
    state: str
    revised: str
    revised_on: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One booklet on the page."""

    anchor: str
    title: Text
    summary: Text
    readers: tuple[Readers, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One part of the page: all booklets in one language, then who answers the telephone."""

    locale: LocaleInfo
    voice: Voice
    entries: tuple[Entry, ...]
    helplines: tuple[Helpline, ...]

    @property
    def draft(self) -> bool:
        """Whether anything in this language still waits for its reviewers."""
        return any(readers.draft for entry in self.entries for readers in entry.readers)


def catalogue(rows: Sequence[Published]) -> bytes:
    """The list of all files for other programs: JSON, in the order of slug, locale, audience, format and variant."""
    ordered = sorted(rows, key=lambda row: _identity(row.edition))
    return (json.dumps([_record(row) for row in ordered], ensure_ascii=False, indent=2) + "\n").encode()


def page(
    rows: Sequence[Published],
    interfaces: Mapping[str, Interface],
    shared: Mapping[str, Shared],
    css: str,
    templates: Mapping[str, str],
) -> bytes:
    """The download page: a part for each language of `rows`, English first, each booklet in the order of `rows`.

    `interfaces` and `shared` hold each of these locales by name; `templates` holds "index.html". At least one row.
    """
    style = style_of(css)
    languages = tuple(_languages(rows, interfaces, shared))

    def speaking(sentence: str) -> tuple[Language, ...]:
        """The languages in which a sentence is said; the first one where there is none."""
        return tuple(language for language in languages if language.voice.speaks(sentence)) or languages[:1]

    html = environment(templates).get_template(TEMPLATE)
    return html.render(
        languages=languages,
        speaking=speaking,
        style=style,
        policy=policy_of(style),
        words=words,
        dial=dial,
        source=SOURCE,
    ).encode()


def _identity(edition: Edition) -> tuple[str, str, str, str, bool, str, bool, str]:
    variant = edition.place != HOME, edition.place, edition.without_statistics, edition.clinic
    return edition.slug, edition.locale, edition.audience, edition.format, *variant


def _record(row: Published) -> dict[str, str | int | bool | list[str]]:
    edition, artefact = row.edition, row.artefact
    return {
        "slug": edition.slug,
        "locale": edition.locale,
        "language": row.locale.bcp47,
        "languages": [*([row.beside.bcp47] if row.beside else []), row.locale.bcp47],
        "audience": edition.audience,
        "format": edition.format,
        "place": edition.place,
        "without_statistics": edition.without_statistics,
        "clinic": edition.clinic,
        "state": row.state,
        "title": words(row.title),
        "revised": row.revised,
        "print_only": row.print_only,
        "path": artefact.path,
        "pages": artefact.pages,
        "bytes": artefact.bytes,
        "sha256": artefact.sha256,
        "content": artefact.content,
        "valid_until": row.until,
    }


def _languages(
    rows: Sequence[Published], interfaces: Mapping[str, Interface], shared: Mapping[str, Shared]
) -> Iterator[Language]:
    by_name = dict(_grouped(rows, lambda row: row.edition.locale))
    for name in sorted(by_name, key=lambda name: (name != SOURCE, name)):
        mine = by_name[name]
        locale = mine[0].locale
        entries = tuple(_entry(editions) for _, editions in _grouped(mine, lambda row: row.edition.slug))
        yield Language(locale, Voice(interfaces[name], locale), entries, shared[name].helplines)


def _grouped(
    rows: Iterable[Published], part: Callable[[Published], str]
) -> tuple[tuple[str, tuple[Published, ...]], ...]:
    """The rows by one part of them; the groups in order of first sight, and each in the order of the rows."""
    found: dict[str, list[Published]] = {}
    for row in rows:
        found.setdefault(part(row), []).append(row)
    return tuple((name, tuple(group)) for name, group in found.items())


def _entry(rows: Sequence[Published]) -> Entry:
    first = rows[0]
    readers = tuple(_readers(audience, files) for audience, files in _grouped(rows, lambda row: row.edition.audience))
    return Entry(f"{first.edition.locale}-{first.edition.slug}", first.title, first.summary, readers)


def _readers(audience: str, rows: Sequence[Published]) -> Readers:
    return Readers(
        audience,
        any(row.state != FINAL for row in rows),
        next((state for state in WORST_FIRST if any(row.state == state for row in rows)), State.DRAFT),
        rows[0].revised,
        cldr.long_date(rows[0].revised, rows[0].locale),
        tuple(_download(row) for row in rows),
    )


def _download(row: Published) -> Download:
    return Download(
        quote(row.artefact.path),
        row.format_label,
        row.edition.place if row.edition.place != HOME else "",
        row.edition.without_statistics,
        cldr.number(row.artefact.pages // (2 if row.print_only else 1), row.locale),
        cldr.size(row.artefact.bytes, row.locale),
        row.print_only,
        row.clinic,
        row.artefact.path.endswith(".html"),
    )
