"""Page count -> sheets of paper: which folio lies where before folding. Pure arithmetic; nothing here knows a PDF.

Saddle stitch: the sheets of a bundle (a signature) lie on each other, are folded once and stapled in the fold. A
booklet too thick for one fold becomes several bundles, one after the other, as even as can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BLANK = 0
"""Stands for a half page without a folio."""

SHORT, LONG = "short", "long"
"""The edge of the sheet over which the printer turns it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet as it lies before us: the folios of its halves, 0 for a blank one.

    `turned` says that both halves stand on their heads on the file's page, for a printer that turns the other way.
    """

    left: int
    right: int
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper; `bundle` counts the bundles from 0, `depth` the sheets in one from the outside, from 0."""

    front: Side
    back: Side
    bundle: int
    depth: int


@dataclass(frozen=True, slots=True)
class Fold:
    """How pages are laid on sheets of paper; sizes are points.

    A bundle has at most `bundle` sheets (0: any number); the printer turns a sheet over its edge `turn`; `marks` stand
    outside the sheet.
    """

    width: float
    height: float
    right_bound: bool
    bundle: int
    turn: str
    marks: bool


def sheets(pages: int, right_bound: bool = False, most: int = 0, turn: str = SHORT) -> tuple[Sheet, ...]:
    """The sheets of a booklet in the order of printing: bundle by bundle, the outermost sheet first.

    Missing pages are blanks before the last one, which stays outside as the back cover. `most` is the number of sheets
    that one bundle may have, 0 for one bundle whatever its size. Raises ValueError without a page.
    """
    if pages < 1 or most < 0 or turn not in (SHORT, LONG):
        raise ValueError(f"{pages} pages, {most} sheets a bundle, turned over the {turn} edge")
    folios = padded(pages)
    made: list[Sheet] = []
    start = 0
    for bundle, size in enumerate(bundles(len(folios) // 4, most)):
        made.extend(_folded(folios[start : start + 4 * size], bundle, right_bound, turn))
        start += 4 * size
    return tuple(made)


def padded(pages: int) -> tuple[int, ...]:
    """The folios in reading order, with blanks before the last page until four divides their number."""
    blanks = (BLANK,) * (-pages % 4)
    return (*range(1, pages), *blanks, pages)


def bundles(count: int, most: int) -> tuple[int, ...]:
    """How many sheets each bundle has: as few bundles as `most` allows, the first ones thicker by one if need be."""
    number = -(-count // most) if most else 1
    thin, thicker = divmod(count, number)
    return tuple(thin + (place < thicker) for place in range(number))


def _folded(folios: Sequence[int], bundle: int, right_bound: bool, turn: str) -> list[Sheet]:
    last = len(folios) - 1
    made = []
    for depth in range(len(folios) // 4):
        outer, inner = 2 * depth, 2 * depth + 1
        front = Side(folios[last - outer], folios[outer])
        back = Side(folios[inner], folios[last - inner], turn == LONG)
        if right_bound:
            front, back = (Side(side.right, side.left, side.turned) for side in (front, back))
        made.append(Sheet(front, back, bundle, depth))
    return made
