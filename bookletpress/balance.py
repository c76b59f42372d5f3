"""Drawings find their place: no page stays half empty because the drawing after it did not fit.

In a well-set book such a drawing goes to the head of the next page, and the text that follows it closes the gap. The
layout engine cannot do that. So the pages are measured once, the drawings that left a gap change places with the text
after them, within their section, and the pages are laid out once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

THREE_LINES = 75.0
"""What of a paragraph has to fit at the foot of a page, in CSS pixels."""

RUNNING = ("text", "list")
"""The kinds that may run on over the foot of a page."""

GAP = 0.2
"""The part of a page that may stay empty before a drawing."""

_RUN = re.compile(r"<!--block-->.*?<!--end-->", re.DOTALL)
_BLOCK = "<!--block-->"
_END = "<!--end-->"


class Element(Protocol):
    """An element of the document, as the layout engine keeps it."""

    @property
    def tag(self) -> str:
        """Its name."""

    def get(self, key: str) -> str | None:
        """The value of an attribute."""


class Box(Protocol):
    """A box that was laid out. Lengths are CSS pixels."""

    @property
    def element(self) -> Element | None:
        """What it was made from; None for a box that only the engine needs."""

    @property
    def position_y(self) -> float:
        """Where it begins, from the head of the page."""

    def margin_height(self) -> float:
        """Its height with margins."""


@dataclass(frozen=True, slots=True)
class Row:
    """A block of a section: the height it takes, how far down its page it ended, and whether it began a page.

    The opener of a section is its row 0.
    """

    section: int
    kind: str
    height: float
    end: float
    began_page: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """A block, or what stands of it on one page."""

    section: int
    element: int
    kind: str
    page: int
    top: float
    height: float


def improved(html: str, page_boxes: Sequence[Box]) -> str:
    """The document with its drawings in better places; the same document if they stand well.

    `page_boxes` are the pages as they were laid out from this document.
    """
    spots = tuple(_spots(page_boxes))
    if not spots:
        return html
    rows = _rows(spots)
    heights = [getattr(box, "height", 0.0) for box in page_boxes]
    orders = iter(ordered(rows, max(heights)))
    return _RUN.sub(lambda run: _reordered(run[0], next(orders, ())), html)


def ordered(rows: Sequence[Row], page: float) -> tuple[tuple[int, ...], ...]:
    """The order in which the blocks of each section stand best, opener aside, on pages of this height.

    Up to the first drawing that moves, the pages are as they were measured; from there on they are reckoned.
    """
    orders: list[tuple[int, ...]] = []
    y = 0.0
    as_measured = True
    for _, group in groupby(rows, key=lambda row: row.section):
        section = list(group)
        waiting = list(range(len(section)))
        order: list[int] = []
        while waiting:
            here = section[waiting[0]]
            pushed = here.began_page if as_measured else y + here.height > page
            if here.kind == "figure" and pushed and 0 < y < (1 - GAP) * page:
                count = _fitting([section[place] for place in waiting[1:]], page - y)
                waiting = [*waiting[1 : count + 1], waiting[0], *waiting[count + 1 :]]
                as_measured = as_measured and not count
            row = section[waiting[0]]
            head = 0.0 if y + _needed(section, waiting) > page else y
            y = row.end if as_measured else _after(row, head, page)
            order.append(waiting.pop(0))
        orders.append(tuple(place - 1 for place in order if place))
    return tuple(orders)


def _fitting(rows: Sequence[Row], room: float) -> int:
    """How many of the rows fill the room and may stand before the drawing, which parts no words that belong together.

    So a heading is never the last of them, and the next one is never a list.
    """
    best = 0
    for count, row in enumerate(rows, 1):
        room -= row.height
        if room < 0 or row.kind in ("figure", "closing"):
            break
        if row.kind != "heading" and not (count < len(rows) and rows[count].kind == "list"):
            best = count
    return best


def _needed(section: Sequence[Row], waiting: Sequence[int]) -> float:
    """What has to fit on a page so that its first block may begin there: headings stay with what follows."""
    height = 0.0
    for place in waiting:
        row = section[place]
        if row.kind in RUNNING:
            return height + min(row.height, THREE_LINES)
        height += row.height
        if row.kind != "heading":
            return height
    return height


def _after(row: Row, y: float, page: float) -> float:
    """Where the next block begins; text runs on over the page."""
    y += row.height
    return y % page if row.kind in RUNNING else min(y, page)


def _reordered(run: str, order: tuple[int, ...]) -> str:
    blocks = run.removeprefix(_BLOCK).removesuffix(_END).split(_BLOCK)
    if sorted(order) != list(range(len(blocks))):
        return run
    return _BLOCK + _BLOCK.join(blocks[place] for place in order) + _END


def _rows(spots: Sequence[_Spot]) -> list[Row]:
    """The blocks in order, with the height from each one's head to the head of the next."""
    rows: list[Row] = []
    heads = {spot.page: spot.top for spot in reversed(spots)}
    for place, spot in enumerate(spots):
        before = spots[place - 1] if place else None
        after = spots[place + 1] if place + 1 < len(spots) else None
        height = after.top - spot.top if after and after.page == spot.page else spot.height
        began = before is None or before.page != spot.page
        if before and spot.element == before.element:
            begun = rows.pop()
            height, began = height + begun.height, begun.began_page
        rows.append(Row(spot.section, spot.kind, height, spot.top + spot.height - heads[spot.page], began))
    return rows


def _spots(page_boxes: Sequence[Box]) -> Iterator[_Spot]:
    for number, page in enumerate(page_boxes):
        for section in _topics(page):
            for box in _children(section):
                if box.element is not None:
                    yield _Spot(
                        id(section.element),
                        id(box.element),
                        _kind(box.element),
                        number,
                        box.position_y,
                        box.margin_height(),
                    )


def _topics(box: Box) -> Iterator[Box]:
    if box.element is not None and box.element.tag == "section" and "topic" in _classes(box.element):
        yield box
        return
    for child in _children(box):
        yield from _topics(child)


def _children(box: Box) -> Iterable[Box]:
    children: Iterable[Box] = getattr(box, "children", ())
    return children


def _kind(element: Element) -> str:
    classes = _classes(element)
    if "figure" in classes:
        return "figure"
    if "callout-ask" in classes:
        return "closing"
    if element.tag == "h3" or "opener" in classes:
        return "heading"
    if "bullets" in classes or "steps" in classes:
        return "list"
    return "text" if element.tag == "p" else "whole"


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
