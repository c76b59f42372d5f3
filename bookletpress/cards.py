"""A table as cards, one below the other, where columns find no room."""

from __future__ import annotations

from dataclasses import dataclass

from bookletpress.model import Table, Text


@dataclass(frozen=True, slots=True)
class Card:
    """What a table says of one thing: its name, then what is asked and what is told."""

    title: Text
    rows: tuple[tuple[Text, Text], ...]


def is_filled(table: Table) -> bool:
    """Whether a table tells something in every row, and is none to write in."""
    return all(any(row[1:]) for row in table.rows)


def carded(table: Table) -> tuple[Card, ...]:
    """A table as cards: one a column where the rows are questions (the corner is empty), else one a row."""
    head, rows = table.head, table.rows
    if head[0] is None:
        asked = [row[0] for row in rows]
        told = [(title, [row[place] for row in rows]) for place, title in enumerate(head) if place]
    else:
        asked = list(head[1:])
        told = [(row[0], list(row[1:])) for row in rows]
    return tuple(
        Card(title, tuple((a, t) for a, t in zip(asked, cells, strict=True) if a and t))
        for title, cells in told
        if title
    )
