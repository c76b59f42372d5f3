"""Which claim stands on which page of a finished PDF: read from the names that the page templates left in it.

`compose` names each place that rests on claims, in reading order: `at:7:claim.alk-what+claim.alk-tests`. The layout
engine turns these into named destinations, so every copy of a file can tell by itself what it holds, and where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, PdfError

MARK = "at"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: its turn in reading order, what it names, such as "claim.alk-what", and its page from 1."""

    turn: int
    names: frozenset[str]
    page: int


def places(file: Path) -> tuple[Place, ...]:
    """Every named place of a PDF, in reading order; () for a file that names none.

    Raises ValueError for a file that is no PDF, OSError for one that cannot be read.
    """
    try:
        with Pdf.open(file) as pdf:
            names = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
            numbers = {_identity(page.obj): number for number, page in enumerate(pdf.pages, 1)}
            found = tuple(_places(NameTree(names).items(), numbers)) if names is not None else ()
    except PdfError as fault:
        raise ValueError(f"{file.name} is no whole PDF") from fault
    return tuple(sorted(found, key=lambda place: place.turn))


def _identity(page: Object) -> tuple[int, int]:
    return page.objgen


def _places(named: Iterable[tuple[str | bytes, Object]], numbers: dict[tuple[int, int], int]) -> Iterator[Place]:
    for name, target in named:
        kind, _, rest = str(name).partition(":")
        turn, _, names = rest.partition(":")
        if kind == MARK and turn.isdecimal() and isinstance(target, Array) and len(target):
            yield Place(int(turn), frozenset(names.split("+")), numbers.get(_identity(target[0]), 0))
