"""Every text of the sections with what a reader sees around it: the caption and the heads of its table, its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bookletpress.evidence import sections_for, texts_in
from bookletpress.model import Block, Booklet, Callout, Figure, Heading, Lede, Paragraph, Section, Table, Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, where it stands, and the texts that are read together with it.

    `kind` is body, cell, heading, callout, caption or figure. `named_by` are the heads of a cell, its column's and its
    row's; `around` are these, the caption and the rest of the row; `frame` are the heading and the opening sentences.
    """

    text: Text
    section: Section
    kind: str = "body"
    around: tuple[Text, ...] = ()
    named_by: tuple[Text, ...] = ()
    frame: tuple[Text, ...] = ()

    @property
    def all_around(self) -> tuple[Text, ...]:
        """Everything that is read together with the text, without the text."""
        return tuple(text for text in (*self.around, *self.frame) if text is not self.text)


def passages(booklet: Booklet, audience: str) -> Iterator[Passage]:
    """The passages of the sections for an audience, in reading order."""
    for section in sections_for(booklet, audience):
        yield Passage(section.heading, section, "heading")
        openings = tuple(block.text for block in section.blocks if isinstance(block, Lede))
        for block in section.blocks:
            yield from _of_block(block, section, (section.heading, *openings))


def _of_block(block: Block, section: Section, frame: tuple[Text, ...]) -> Iterator[Passage]:
    match block:
        case Table():
            yield from _of_table(block, section, frame)
        case Figure(_, caption, _):
            for text in texts_in(block):
                yield Passage(text, section, "caption" if text is caption else "figure", frame=frame)
        case Callout(_, blocks):
            said = tuple(inner.text for inner in blocks if isinstance(inner, Paragraph))
            for text in texts_in(block):
                yield Passage(text, section, "callout", said, frame=frame)
        case _:
            for text in texts_in(block):
                yield Passage(text, section, "heading" if isinstance(block, Heading) else "body", frame=frame)


def _of_table(table: Table, section: Section, frame: tuple[Text, ...]) -> Iterator[Passage]:
    yield Passage(table.caption, section, "caption", frame=frame)
    for head in filter(None, table.head):
        yield Passage(head, section, "heading", (table.caption,), frame=frame)
    for row in table.rows:
        for place, cell in enumerate(row):
            if cell is not None:
                heads = tuple(head for head in (table.head[place], row[0]) if head is not None and head is not cell)
                mates = tuple(mate for mate in row[1:] if mate is not None and mate is not cell)
                yield Passage(cell, section, "cell", (*heads, table.caption, *mates), heads, frame)
