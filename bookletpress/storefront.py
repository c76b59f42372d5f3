"""From a run to the site: what each published text says, and what became of it since the last build."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bookletpress import inline, searchwords, site
from bookletpress.content import Content
from bookletpress.evidence import glossary_for, sections_for, texts_in
from bookletpress.extraction import page_words
from bookletpress.gate import Text
from bookletpress.knowledge import Medicine, Shared
from bookletpress.model import Booklet, Interface, Section
from bookletpress.parts import anchor
from bookletpress.places import HOME
from bookletpress.preparation import Prepared
from bookletpress.publish import Published
from bookletpress.reviews import content_of
from bookletpress.site import history
from bookletpress.site.history import Part, Snapshot, Told
from bookletpress.site.shelves import grouped
from bookletpress.site.values import Chapter, Key, Reading, Site, key_of
from bookletpress.templates import words
from bookletpress.view import cover_art

MOST_MEDICINES = 8
"""Medicines that are named beside a section: more would only be in the way, and none is shown."""


def files(ready: Prepared, rows: Sequence[Published], output: Path) -> dict[str, bytes]:
    """The catalogue, the pages, and all else that lies beside the editions, by path."""
    return site.files(_site(ready, rows, _left(output))) if rows else {}


def names(ready: Prepared) -> tuple[str, ...]:
    """Where these files stand if the planned editions are published."""
    return site.names(dict.fromkeys(edition.locale for edition in ready.editions))


def _left(output: Path) -> dict[Key, Told]:
    """What the last run told of each text; of one that it only listed, what the catalogue says."""
    return history.of_catalogue(_bytes(output / site.CATALOGUE)) | history.read(_bytes(output / site.HISTORY))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _site(ready: Prepared, rows: Sequence[Published], left: Mapping[Key, Told]) -> Site:
    art = frozenset(ready.project.styles.assets)
    slugs = dict.fromkeys(row.edition.slug for row in rows)
    return Site(
        tuple(rows),
        {name: local.interface for name, local in ready.locales.items()},
        {name: local.shared for name, local in ready.locales.items()},
        {key: _reading(ready, key) for key, _ in grouped(rows, key_of)},
        ready.project.site,
        {slug: ready.project.styles.assets[cover_art(slug, art)].data for slug in slugs},
        dict(_told(ready, rows, left)),
        ready.project.address,
    )


def _reading(ready: Prepared, key: Key) -> Reading:
    slug, locale, audience = key
    local = ready.locales[locale]
    booklet = local.booklets[slug]
    terms = tuple(
        local.shared.glossary[name] for name in glossary_for(booklet, audience) if name in local.shared.glossary
    )
    names = tuple(_names(local.shared))
    card = tuple(_card(ready, local.interface))
    chapters = tuple(_chapter(section, names, card) for section in sections_for(booklet, audience))
    return Reading(booklet.title, chapters, terms, booklet.topics)


def _card(ready: Prepared, interface: Interface) -> Iterator[str]:
    """What the fever card says, in the words of a language."""
    name = f"{searchwords.CARD}.html"
    if template := ready.project.styles.templates.get(name):
        for said in page_words({name: template}):
            yield words(interface.words.get(said.source, said))


def _chapter(section: Section, names: Sequence[Named], card: Sequence[str]) -> Chapter:
    found = _medicines(section, names)
    more = [spelled for named in found for spelled in named.spelled]
    return Chapter(
        anchor(section.name),
        section.heading,
        tuple(named.name for named in found) if len(found) <= MOST_MEDICINES else (),
        searchwords.sought(section, [*more, *card] if searchwords.holds_card(section) else more),
        searchwords.says_when_to_call(section),
    )


@dataclass(frozen=True, slots=True)
class Named:
    """What a medicine is called on pages, all its names, and how these are found in a text."""

    name: str
    spelled: tuple[str, ...]
    pattern: re.Pattern[str]


def _names(shared: Shared) -> Iterator[Named]:
    for medicine in shared.medicines.values():
        spelled = tuple(sorted(_spellings(medicine), key=lambda name: (-len(name), name)))
        pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, spelled))})(?!\w)"
        yield Named(words(medicine.name), spelled, re.compile(pattern, re.IGNORECASE))


def _spellings(medicine: Medicine) -> set[str]:
    named = (medicine.name, *medicine.other_names)
    return {inline.plain(text.inline) for text in named} | ({medicine.brand} if medicine.brand else set())


def _medicines(section: Section, names: Sequence[Named]) -> tuple[Named, ...]:
    """The medicines that a section speaks of, in the order in which it does."""
    said = " ".join(inline.plain(text.inline) for block in section.blocks for text in texts_in(block))
    found = [(match.start(), named.name, named) for named in names if (match := named.pattern.search(said))]
    return tuple(named for *_, named in sorted(found, key=lambda one: one[:2]))


# -------------------------------------------------------------------------------------------------- what became of it


def _told(ready: Prepared, rows: Sequence[Published], left: Mapping[Key, Told]) -> Iterator[tuple[Key, Told]]:
    """What is told of each text of which a usual edition is published.

    An edition of an earlier run may show an earlier text than the files of today: then what was told stays.
    """
    for key, mine in grouped(rows, key_of):
        usual = [row for row in mine if _is_usual(row)]
        if not usual:
            continue
        content = content_of(ready.project, ready.locales, Text(*key, HOME, False))
        before = left.get(key)
        if any(row.artefact.content == content.digest for row in usual):
            booklet = ready.locales[key[1]].booklets[key[0]]
            now = _snapshot(content, booklet, key[2], usual[0])
            yield key, history.after(before, now, ready.today.isoformat())
        elif before:
            yield key, before


def _is_usual(row: Published) -> bool:
    edition = row.edition
    return edition.place == HOME and not (edition.without_statistics or edition.clinic or row.beside)


def _snapshot(content: Content, booklet: Booklet, audience: str, row: Published) -> Snapshot:
    headings = {section.name: words(section.heading) for section in sections_for(booklet, audience)}
    said: dict[str, list[str]] = {"": []}
    name = ""
    for line in content.lines:
        if not line.startswith(" "):
            label, _, rest = line.partition(" ")
            name = rest if label == "section" and rest in headings else ""
        said.setdefault(name, []).append(line)
    digests = {name: hashlib.sha256("\n".join(lines).encode()).hexdigest() for name, lines in said.items()}
    parts = {name: Part(headings[name], digests[name]) for name in said if name}
    return Snapshot(content.digest, row.state, booklet.revised, parts, digests[""])
