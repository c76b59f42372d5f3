"""A shorter booklet out of the same blocks, for a format that names the kinds of blocks it takes. No new words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bookletpress.model import (
    Block,
    Booklet,
    Bullets,
    Callout,
    Figure,
    Heading,
    Lede,
    NoteLines,
    Panel,
    Paragraph,
    Points,
    Questions,
    Section,
    Steps,
    Table,
    WordCards,
)

NAMES: Mapping[type, str] = {
    Paragraph: "paragraph",
    Heading: "heading",
    Lede: "lede",
    Bullets: "bullets",
    Steps: "steps",
    Points: "points",
    Questions: "questions",
    Table: "table",
    Figure: "figure",
    WordCards: "words",
    NoteLines: "notes",
}


def kind_of(block: Block) -> str:
    """The kind of a block, as authors name it."""
    return block.kind if isinstance(block, Callout | Panel) else NAMES[type(block)]


def excerpt(booklet: Booklet, kinds: tuple[str, ...]) -> Booklet:
    """The booklet with blocks of these kinds only; the whole of it where none is named.

    A section keeps its opening sentences, and is left out if nothing else of it is taken. Questions keep the heading
    above them: each group counts from one. The list of words goes with the paragraphs that it explains.
    """
    if not kinds:
        return booklet
    sections = tuple(short for section in booklet.sections if (short := _section(section, kinds)))
    return replace(booklet, sections=sections, glossary=booklet.glossary if "words" in kinds else ())


def _section(section: Section, kinds: tuple[str, ...]) -> Section | None:
    opening = tuple(block for block in section.blocks[:1] if isinstance(block, Lede))
    body = section.blocks[len(opening) :]
    taken = tuple(
        block
        for block, following in zip(body, (*body[1:], None), strict=True)
        if kind_of(block) in kinds
        or (isinstance(block, Heading) and isinstance(following, Questions) and kind_of(following) in kinds)
    )
    return replace(section, blocks=(*opening, *taken)) if taken else None
