"""What can be counted in a text: the signs by which software answers some items of the instruments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from bookletpress.evidence import cite, glossary_for, sections_for, terms_used, texts_in
from bookletpress.inline import Strong, walk
from bookletpress.knowledge import Shared
from bookletpress.model import (
    Block,
    Booklet,
    Bullets,
    Callout,
    Figure,
    Heading,
    NoteLines,
    Panel,
    Points,
    Questions,
    Steps,
    Table,
)
from bookletpress.readability.languages import Grade
from bookletpress.readability.passages import in_block
from bookletpress.readability.scores import Reading
from bookletpress.readability.sentences import words

B = TypeVar("B")

TOOLS = ("team", "fever-card", "diary-medicines", "diary-appointments")
"""Panels to fill in by hand."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Counts, unless it says otherwise. `longest_piece` is in words between two headings; `grade` is None if unknown.

    `warnings` are those of the checks, by code; `judged`: the checks for plain language look at this text.
    """

    sections: int
    headings: int
    longest_piece: int
    points: int
    points_first: bool
    keys: int
    calls: int
    asks: int
    unknowns: int
    lists: int
    steps: int
    questions: int
    tools: int
    bold: int
    figures: int
    drawings: int
    described: int
    captions: int
    tables: int
    table_heads: int
    widest_table: int
    words_explained: int
    sources: int
    statistics: int
    grade: Grade | None
    reads_as: str
    judged: bool


def signs(booklet: Booklet, audience: str, shared: Shared, whole: Reading | None, judged: bool) -> Signs:
    """Counts in one edition's text. `whole` is the reading of all of it, if there is a formula for its language."""
    sections = sections_for(booklet, audience)
    blocks = [block for section in sections for block in section.blocks]
    figures = list(_of(blocks, Figure))
    drawings = [drawing for figure in figures for drawing in figure.drawings]
    tables = list(_of(blocks, Table))
    callouts = [block.kind for block in blocks if isinstance(block, Callout)]
    grades = [formula.grade(formula.score(whole.masked)) for formula in whole.formulas] if whole else []
    return Signs(
        sections=len(sections),
        headings=len(sections) + sum(isinstance(block, Heading) for block in blocks),
        longest_piece=max((size for section in sections for size in _pieces(section.blocks)), default=0),
        points=sum(len(block.rows) for block in _of(blocks, Points)),
        points_first=bool(sections) and any(isinstance(block, Points) for block in sections[0].blocks),
        keys=callouts.count("key"),
        calls=callouts.count("call") + callouts.count("emergency"),
        asks=callouts.count("ask"),
        unknowns=callouts.count("unknown"),
        lists=sum(isinstance(block, Bullets | Steps | Points | Questions) for block in blocks),
        steps=sum(isinstance(block, Steps) for block in blocks),
        questions=sum(len(block.rows) for block in _of(blocks, Questions)),
        tools=sum(
            isinstance(block, NoteLines) or (isinstance(block, Panel) and block.kind in TOOLS) for block in blocks
        ),
        bold=sum(
            isinstance(node, Strong) for block in blocks for text in texts_in(block) for node in walk(text.inline)
        ),
        figures=len(figures),
        drawings=len(drawings),
        described=sum(bool(drawing.alt.source.strip()) for drawing in drawings),
        captions=sum(bool(figure.caption.source.strip()) for figure in figures),
        tables=len(tables),
        table_heads=sum(all(head is not None for head in table.head[1:]) for table in tables),
        widest_table=max((len(table.head) for table in tables), default=0),
        words_explained=len({*glossary_for(booklet, audience), *terms_used(booklet, audience)}),
        sources=len(cite(booklet, audience, shared).references),
        statistics=sum(section.statistics for section in sections),
        grade=max(grades, default=None),
        reads_as=whole.in_words if whole else "",
        judged=judged,
    )


def _of(blocks: Iterable[Block], kind: type[B]) -> Iterator[B]:
    return (block for block in blocks if isinstance(block, kind))


def _pieces(blocks: Iterable[Block]) -> Iterator[int]:
    """How many words stand between one heading and the next."""
    size = 0
    for block in blocks:
        if isinstance(block, Heading):
            yield size
            size = 0
        size += sum(len(words(passage.said)) for passage in in_block(block))
    yield size
