"""What changed, as an Atom feed (RFC 4287) for one language: for people and programs that want to hear of it.

Names of entries are made of what they are about, so an entry keeps its name wherever the folder lies.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bookletpress.publish import Published
from bookletpress.site.history import FIRST, Event
from bookletpress.site.shelves import address, best, grouped
from bookletpress.site.values import Site, key_of
from bookletpress.siteaddress import of_file
from bookletpress.templates import Voice, environment, words

NAMES = uuid.UUID("6a1d3f0e-6a62-5c0b-9d4a-0b6a2f7c9e51")
"""The namespace of all our names that are UUIDs (version 5)."""
TEMPLATE = "feed.html"
MOST = 50


def name(*parts: str) -> str:
    """A UUID that the same parts always get."""
    return str(uuid.uuid5(NAMES, "/".join(parts)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of one text. `updated` is an RFC 3339 time: only the day is known, so it is the first second of it."""

    name: str
    updated: str
    row: Published
    event: Event
    address: str


def feed(site: Site, locale: str, rows: Sequence[Published], path: str) -> bytes:
    """The feed of one language, the latest first. `path` is its own, below the output folder. At least one row."""
    entries = sorted(_entries(site, rows), key=lambda entry: entry.updated, reverse=True)[:MOST]
    voice = Voice(site.interfaces[locale], rows[0].locale)
    page = environment(site.files.templates).get_template(TEMPLATE)
    said = page.render(
        say=voice.say,
        words=words,
        locale=rows[0].locale,
        name=name("feed", locale),
        updated=entries[0].updated,
        own=of_file(site.address, path),
        page=of_file(site.address, f"{locale}/index.html") or "index.html",
        entries=entries,
    )
    return said.encode()


def _entries(site: Site, rows: Sequence[Published]) -> Iterator[Entry]:
    """Every event of every text; a text of which nothing is told appeared on the day of its text."""
    for key, mine in grouped(rows, key_of):
        row = best(mine) or mine[0]
        told = site.told.get(key)
        leads = of_file(site.address, row.artefact.path) or address(row, key[1])
        for event in told.events if told and told.events else (Event(row.revised, FIRST),):
            yield Entry(name("event", *key, event.kind, event.on), f"{event.on}T00:00:00Z", row, event, leads)
