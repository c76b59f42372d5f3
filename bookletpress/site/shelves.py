"""Finished editions as readers choose among them: by language, by reader, by booklet, and by what a format is for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from bookletpress import cldr
from bookletpress.model import Text
from bookletpress.places import HOME
from bookletpress.publish import Published
from bookletpress.signoff import DRAFT, WORST_FIRST
from bookletpress.site.history import Event, Told
from bookletpress.site.values import Key, key_of
from bookletpress.source import AUDIENCES

T = TypeVar("T", bound=Hashable)

WEB = "page"
"""The use of an edition that is read in the browser."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its percent-encoded address, the name of its format, its size and length as the locale writes them.

    `place` is that of an edition for another place than the usual one, else "". `pages` counts sheets of paper where
    the file is for printing only, and is "" for a page that is read in the browser. `clinic` is the name of the one
    whose imprint it bears, else "".
    """

    address: str
    media_type: str
    label: Text
    place: str
    without_statistics: bool
    pages: str
    size: str
    print_only: bool
    clinic: str

    @property
    def is_variant(self) -> bool:
        """Whether it is not the usual edition."""
        return bool(self.place or self.without_statistics or self.clinic)


@dataclass(frozen=True, slots=True)
class Use:
    """Files for one use, such as large print. `key` is its name in a page; no `name`: it is read in the browser."""

    key: str
    name: Text | None
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One booklet for one audience. One unapproved file makes all of them drafts; `state` is the worst.

    Days are ISO dates, and as the locale writes them: `revised` of the text, `until` the last day of an approval ("").
    `news` is what happened to the text since its first edition, the latest first.
    """

    anchor: str
    slug: str
    audience: str
    title: Text
    summary: Text
    draft: bool
    state: str
    revised: str
    revised_on: str
    until: str
    until_on: str
    uses: tuple[Use, ...]
    news: tuple[Event, ...]


def in_languages(rows: Sequence[Published], source: str) -> dict[str, tuple[Published, ...]]:
    """The rows by locale, the source language first, then by name."""
    by_name = dict(grouped(rows, lambda row: row.edition.locale))
    return {name: by_name[name] for name in sorted(by_name, key=lambda name: (name != source, name))}


def cards(rows: Sequence[Published], told: Mapping[Key, Told], folder: str) -> tuple[Card, ...]:
    """The cards of one language for a page in `folder`, families first; each kind in the order of the rows."""
    texts = grouped(rows, key_of)
    return tuple(
        _card(mine, told.get(key), folder) for audience in AUDIENCES for key, mine in texts if key[2] == audience
    )


def uses_of(cards: Iterable[Card]) -> tuple[Use, ...]:
    """Every use that is on one of the cards, in the order of their formats."""
    found: dict[str, Use] = {}
    for card in sorted(cards, key=lambda card: -len(card.uses)):
        for use in card.uses:
            found.setdefault(use.key, use)
    return tuple(sorted(found.values(), key=lambda use: use.key != WEB))


def grouped(rows: Iterable[Published], part: Callable[[Published], T]) -> tuple[tuple[T, tuple[Published, ...]], ...]:
    """The rows by one part of them; the groups in order of first sight, and each in the order of the rows."""
    found: dict[T, list[Published]] = {}
    for row in rows:
        found.setdefault(part(row), []).append(row)
    return tuple((name, tuple(group)) for name, group in found.items())


def _card(rows: Sequence[Published], told: Told | None, folder: str) -> Card:
    first = rows[0]
    draft = any(not row.final for row in rows)
    until = "" if draft else min(row.until for row in rows)
    return Card(
        f"{first.edition.slug}-{first.edition.audience}",
        first.edition.slug,
        first.edition.audience,
        first.title,
        first.summary,
        draft,
        worst(rows),
        first.revised,
        cldr.long_date(first.revised, first.locale),
        until,
        cldr.long_date(until, first.locale) if until else "",
        tuple(_uses(rows, folder)),
        told.news if told else (),
    )


def worst(rows: Sequence[Published]) -> str:
    """The state of the file that stands worst; a state that nobody knows counts as a draft."""
    return next((state for state in WORST_FIRST if any(row.state == state for row in rows)), DRAFT)


def _uses(rows: Sequence[Published], folder: str) -> Iterator[Use]:
    """What is read in the browser comes first."""
    by_use = grouped(rows, _use_key)
    for key, mine in sorted(by_use, key=lambda group: group[0] != WEB):
        name = None if key == WEB else mine[0].use or mine[0].format_label
        yield Use(key, name, tuple(_download(row, folder) for row in mine))


def _use_key(row: Published) -> str:
    """One for all formats whose use has the same words in this language; fit for a class and an id."""
    if row.is_page:
        return WEB
    words = (row.use or row.format_label).source
    return f"use-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def _download(row: Published, folder: str) -> Download:
    return Download(
        address(row, folder),
        row.media_type,
        row.format_label,
        row.edition.place if row.edition.place != HOME else "",
        row.edition.without_statistics,
        "" if row.is_page else cldr.number(row.artefact.pages // (2 if row.print_only else 1), row.locale),
        cldr.size(row.artefact.bytes, row.locale),
        row.print_only,
        row.clinic,
    )


def best(rows: Iterable[Published]) -> Published | None:
    """The file that a text is read in, from anywhere: the usual page for the browser, or else the first usual PDF."""
    usual = [
        row
        for row in rows
        if row.edition.place == HOME
        and not (row.edition.without_statistics or row.edition.clinic or row.print_only or row.beside)
    ]
    return next((row for row in usual if row.is_page), usual[0] if usual else None)


def into(row: Published, anchor: str, folder: str) -> str:
    """The address of a place in a file. Readers of PDFs go to a named place, which no new page number makes wrong."""
    fragment = anchor if row.is_page else f"nameddest={quote(anchor)}"
    return f"{address(row, folder)}#{fragment}"


def address(row: Published, folder: str) -> str:
    """The percent-encoded address of a file, seen from a page in `folder` ("" for the output folder itself)."""
    own, _, name = row.artefact.path.partition("/")
    if folder:
        return quote(name) if own == folder else f"../{quote(row.artefact.path)}"
    return quote(row.artefact.path)
