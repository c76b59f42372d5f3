"""What of a section is read as running text, from its blocks and never from HTML.

Counted: opening sentences, paragraphs, callouts, and rows of lists that are whole sentences. Left out: headings,
captions and keys of drawings, tables, cited sources, panels, and the bold name that opens a row of a list. To leave a
heading in would flatter the score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bookletpress.inline import Inline, Strong, plain
from bookletpress.model import Block, Bullets, Callout, Lede, Paragraph, Points, Questions, Section, Steps, Text
from bookletpress.readability.sentences import is_whole


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the words of it that count."""

    text: Text
    said: str


def passages(section: Section) -> Iterator[Passage]:
    """The running text of a section, in reading order."""
    for block in section.blocks:
        yield from in_block(block)


def in_block(block: Block) -> Iterator[Passage]:
    """The running text of one block."""
    match block:
        case Paragraph(text) | Lede(text):
            yield Passage(text, plain(text.inline))
        case Points(rows) | Questions(rows):
            yield from (Passage(row, plain(row.inline)) for row in rows)
        case Bullets(rows) | Steps(rows):
            for row in rows:
                said = plain(_without_name(row.inline))
                if is_whole(said):
                    yield Passage(row, said)
        case Callout(_, blocks):
            for inner in blocks:
                yield from in_block(inner)
        case _:
            return


def _without_name(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A row without the bold name that opens it, such as "**Collect.** A machine takes ..."."""
    if len(inlines) > 1 and isinstance(inlines[0], Strong) and is_whole(plain(inlines[:1])):
        return inlines[1:]
    return inlines
