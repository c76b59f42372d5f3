"""Which claim stands on which page of a finished PDF: read from the names that the page templates left in it.

`compose` names each place that rests on claims, in reading order: `at:7:claim.alk-what+claim.alk-tests`. The layout
engine turns these into named destinations, so every copy of a file can tell by itself what it holds, and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Dictionary, Name, NameTree, Pdf, PdfError

_MARKED = re.compile(r"at:[0-9]+:.*")


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
            found = tuple(map(_place, named(pdf).items()))
    except PdfError as fault:
        raise ValueError(f"{file.name} is no whole PDF") from fault
    return tuple(sorted(found, key=lambda place: place.turn))


def named(pdf: Pdf) -> dict[str, int]:
    """The names of all such places, each with its page from 1; 0 for a page that is not there."""
    names = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if names is None:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {
        str(name): numbers.get(target[0].objgen, 0)
        for name, target in NameTree(names).items()
        if _MARKED.fullmatch(str(name)) and isinstance(target, Array) and len(target)
    }


def _place(found: tuple[str, int]) -> Place:
    name, page = found
    _, turn, names = name.split(":", 2)
    return Place(int(turn), frozenset(names.split("+")), page)
