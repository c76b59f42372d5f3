"""What can be looked up in one language: every booklet and its sections, and every word that is explained.

The list is a page of its own, section by section, then A to Z; a script only hides what was not asked for. Beside the
words of the page's language stand those of others, because people look for what they heard: in English at the hospital,
in Spanish at home. Where there are many languages, that is the source language alone: no page grows with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bookletpress.knowledge import Term
from bookletpress.model import LocaleInfo, Text
from bookletpress.publish import Published
from bookletpress.searchwords import hidden
from bookletpress.site.shelves import address, best, cards, grouped, into
from bookletpress.site.values import Key, Reading, Site, key_of
from bookletpress.source import AUDIENCES
from bookletpress.tailor import FAMILY
from bookletpress.templates import words
from bookletpress.view import alphabetical

WORDS, WORD = "words", "g-"
"""The ids of the list of words in every edition that has one, and of a word in it (before that of the entry), on a page
for the browser alone: see styles/booklet/back.html.
"""
PLACES = {FAMILY: 1}
"""In so many sections a word is found that stands out nowhere, by audience; where none is told, in none: see
searchwords. A second place for each would make the page of our booklets larger by 4 to 6 KB.
"""
FEW = 4
"""So many languages are searched from every page; where there are more, its own and the source language."""
_SOURCE = "en"


Others = Sequence[tuple[LocaleInfo, Reading]]
"""A text in other languages."""


@dataclass(frozen=True, slots=True)
class Other:
    """The same in another language."""

    locale: LocaleInfo
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to look up: what it is called, where it leads, its other names, and what it means or speaks of.

    By `hidden` it is found too: folded words, which nobody sees or hears.
    """

    name: Text
    address: str
    others: tuple[Other, ...] = ()
    means: Text | None = None
    medicines: tuple[str, ...] = ()
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A booklet for one audience, and its sections."""

    audience: str
    summary: Text
    itself: Entry
    sections: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All that can be looked up in one language. `calls` is where the first text for families that tells when to call
    does so, or "".
    """

    books: tuple[Book, ...]
    words: tuple[Entry, ...]
    calls: str = ""


def index(site: Site, name: str, rows: Sequence[Published]) -> Index:
    """The index of one language, families first; of a text that is there only in variants, nothing."""
    beside, folder = _beside(site, name), name
    files = {key: best(mine) for key, mine in grouped(rows, key_of)}
    books: list[Book] = []
    explained: dict[str, tuple[Term, str]] = {}
    calls = ""
    known = {key: site.readings[key] for key, file in files.items() if file and key in site.readings}
    found_by = _hidden(known)
    for card in cards(rows, {}, folder):
        key = (card.slug, name, card.audience)
        file, reading = files[key], known.get(key)
        if file is None or reading is None:
            continue
        others = [(one, found) for one in beside if (found := site.readings.get((card.slug, one.name, card.audience)))]
        books.append(
            Book(
                card.audience,
                card.summary,
                _itself(file, reading, others, folder),
                _sections(file, reading, others, folder, found_by[key]),
            )
        )
        for term in reading.terms:
            place = f"{WORD}{term.id}" if file.is_page else WORDS
            explained.setdefault(term.id, (term, into(file, place, folder)))
        telling = (chapter for chapter in reading.chapters if chapter.calls and card.audience == FAMILY)
        calls = calls or next((into(file, chapter.anchor, folder) for chapter in telling), "")
    order = alphabetical(tuple(term for term, _ in explained.values()))
    return Index(tuple(books), tuple(_word(term, explained[term.id][1], site, beside) for term in order), calls)


def _beside(site: Site, name: str) -> tuple[LocaleInfo, ...]:
    """The other languages in which a page of this one can be searched."""
    every = {row.locale.name: row.locale for row in site.rows}
    few = len(every) <= FEW
    return tuple(every[one] for one in sorted(every) if one != name and (few or one == _SOURCE))


def _itself(file: Published, reading: Reading, others: Others, folder: str) -> Entry:
    names = _named(reading.title, ((locale, other.title) for locale, other in others))
    return Entry(reading.title, address(file, folder), names)


def _hidden(readings: Mapping[Key, Reading]) -> dict[Key, Sequence[str]]:
    """The hidden words of each section of each text; texts for one audience are seen together."""
    made: dict[Key, Sequence[str]] = {}
    for audience in AUDIENCES:
        mine = {key: one for key, one in readings.items() if key[2] == audience}
        chapters = [(chapter, one) for one in mine.values() for chapter in one.chapters]
        shown = [" ".join((words(chapter.heading), words(one.title), *chapter.medicines)) for chapter, one in chapters]
        found = iter(hidden([chapter.sought for chapter, _ in chapters], shown, PLACES.get(audience, 0)))
        made |= {key: tuple(islice(found, len(one.chapters))) for key, one in mine.items()}
    return made


def _sections(
    file: Published, reading: Reading, others: Others, folder: str, found_by: Sequence[str]
) -> tuple[Entry, ...]:
    headings = [(locale, {chapter.anchor: chapter.heading for chapter in other.chapters}) for locale, other in others]
    return tuple(
        Entry(
            chapter.heading,
            into(file, chapter.anchor, folder),
            _named(
                chapter.heading,
                ((locale, known[chapter.anchor]) for locale, known in headings if chapter.anchor in known),
            ),
            medicines=chapter.medicines,
            hidden=more,
        )
        for chapter, more in zip(reading.chapters, found_by, strict=True)
    )


def _word(term: Term, leads: str, site: Site, beside: Sequence[LocaleInfo]) -> Entry:
    glossaries = ((locale, site.shared[locale.name].glossary) for locale in beside)
    others = ((locale, known[term.id].term) for locale, known in glossaries if term.id in known)
    return Entry(term.term, leads, _named(term.term, others), term.means)


def _named(name: Text, others: Iterable[tuple[LocaleInfo, Text]]) -> tuple[Other, ...]:
    """The names in other languages that are translated and say something else."""
    own = words(name)
    said = ((locale, words(other)) for locale, other in others if other.locale == locale.name)
    return tuple(Other(locale, other) for locale, other in said if other != own)
