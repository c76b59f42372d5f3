"""What an edition prints, in reading order, as its authors wrote it: section by section, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bookletpress.evidence import cite, front_for, glossary_for, helplines_printed, sections_for, terms_used
from bookletpress.extraction import INTERFACE, SHARED
from bookletpress.knowledge import Shared
from bookletpress.model import Block, Booklet, Section, Table, Text
from bookletpress.walk import map_block

COVER, SECTION, WORDS, HELP, SOURCES, PRESS = "cover", "section", "words", "help", "sources", "press"
"""The parts of a proof."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text and what it is: the end of its breadcrumb; for a cell its row and column."""

    kind: str
    text: Text
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading. `heading` is None for parts that the press adds."""

    kind: str
    domain: str
    heading: Text | None
    path: str
    paragraphs: tuple[Paragraph, ...]


def parts(booklet: Booklet, audience: str, shared: Shared, spoken: Sequence[Text]) -> Iterator[Part]:
    """The parts of an edition that say something. `spoken` are the press's own words on its pages."""
    front = front_for(booklet, audience)
    cover = (
        Paragraph("series", booklet.series),
        Paragraph("title", booklet.title),
        Paragraph("subtitle", front.subtitle),
        Paragraph("summary", front.summary),
    )
    yield Part(COVER, booklet.slug, None, booklet.path, cover)
    for section in sections_for(booklet, audience):
        yield Part(SECTION, booklet.slug, section.heading, section.path, tuple(_of_section(section)))
    more = (
        Part(WORDS, SHARED, None, "booklets/shared/glossary.yaml", tuple(_terms(booklet, audience, shared))),
        Part(HELP, SHARED, None, "booklets/shared/helplines.yaml", tuple(_helplines(booklet, audience, shared))),
        Part(SOURCES, SHARED, None, "booklets/shared/references.yaml", tuple(_described(booklet, audience, shared))),
        Part(PRESS, INTERFACE, None, "styles", tuple(Paragraph(text.location.path, text) for text in spoken)),
    )
    yield from (part for part in more if part.paragraphs)


def _of_section(section: Section) -> Iterator[Paragraph]:
    yield Paragraph("heading of a section", section.heading)
    for block in section.blocks:
        yield from _table(block) if isinstance(block, Table) else _of_block(block)


def _of_block(block: Block) -> Iterator[Paragraph]:
    found: list[Paragraph] = []

    def collect(text: Text, breadcrumb: str) -> Text:
        found.append(Paragraph(breadcrumb.removeprefix(" › "), text))
        return text

    map_block(block, collect, "")
    yield from found


def _table(table: Table) -> Iterator[Paragraph]:
    yield Paragraph("caption of a table", table.caption)
    for number, row in enumerate((table.head, *table.rows)):
        yield from (Paragraph("table", cell, (number, place)) for place, cell in enumerate(row, 1) if cell)


def _terms(booklet: Booklet, audience: str, shared: Shared) -> Iterator[Paragraph]:
    for key in dict.fromkeys((*glossary_for(booklet, audience), *terms_used(booklet, audience))):
        if term := shared.glossary.get(key):
            yield Paragraph("term", term.term)
            if term.say:
                yield Paragraph("how to say it", term.say)
            yield Paragraph("what it means", term.means)


def _helplines(booklet: Booklet, audience: str, shared: Shared) -> Iterator[Paragraph]:
    for line in helplines_printed(booklet, audience, shared):
        for text in (line.hours, line.languages, line.also, *line.helps_with):
            if text:
                yield Paragraph(f"help line {line.name}", text)


def _described(booklet: Booklet, audience: str, shared: Shared) -> Iterator[Paragraph]:
    for source in cite(booklet, audience, shared).references:
        if source.described:
            yield Paragraph("source", source.described)
