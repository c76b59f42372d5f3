"""Sheets, judged by folding them: the simulation handles paper and knows none of the formulas."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.imposition import BLANK, LONG, SHORT, Sheet, bundles, padded, sheets

WAYS = list(product((False, True), (SHORT, LONG), (0, 1, 4, 5)))


@dataclass(frozen=True)
class Half:
    """Half a sheet after printing: the folio seen from the front, the one behind it, and whether each is upright."""

    front: int
    back: int
    front_upright: bool
    back_upright: bool


def printed(sheet: Sheet, turn: str) -> tuple[Half, Half]:
    """The left and the right half of the paper, both seen from the front side.

    A printer that turns the sheet over its short edge (the sides of a landscape sheet are the short ones) turns it like
    a page of a book: what is on the left of the back lies behind the right half, and stays upright. Over the long edge
    it turns it like a calendar page: left stays left, and what was up is down.
    """
    front, back = sheet.front, sheet.back
    behind = (back.right, back.left) if turn == SHORT else (back.left, back.right)
    if turn == LONG and back.turned:  # the file's page is turned by half a circle: left and right change places too
        behind = (behind[1], behind[0])
    upright = (turn == SHORT) == (not back.turned)
    return (
        Half(front.left, behind[0], not front.turned, upright),
        Half(front.right, behind[1], not front.turned, upright),
    )


def read(made: tuple[Sheet, ...], right_bound: bool, turn: str) -> list[int]:
    """The folios in the order in which a reader meets them who folds each bundle and turns its leaves."""
    order: list[int] = []
    for _, bundle in groupby(made, key=lambda sheet: sheet.bundle):
        stack = [printed(sheet, turn) for sheet in bundle]  # the outermost sheet lies first
        for left, right in stack:
            assert all((left.front_upright, left.back_upright, right.front_upright, right.back_upright))
        # Folded with the front outside, the leaf that is opened first is the half on the side away from the spine.
        first = [left if right_bound else right for left, right in stack]
        second = [right if right_bound else left for left, right in stack]
        for leaf in first:
            order += [leaf.front, leaf.back]
        for leaf in reversed(second):
            order += [leaf.back, leaf.front]
    return order


@pytest.mark.parametrize("right_bound", [False, True], ids=["left", "right"])
@pytest.mark.parametrize("turn", [SHORT, LONG])
@pytest.mark.parametrize("most", [0, 1, 2, 4, 5, 12])
def test_folded_sheets_are_read_in_order(right_bound: bool, turn: str, most: int) -> None:
    """Every page count from 1 to 200: every folio once, in reading order, and the last page outside."""
    for pages in range(1, 201):
        order = read(sheets(pages, right_bound, most, turn), right_bound, turn)
        assert [folio for folio in order if folio != BLANK] == list(range(1, pages + 1))
        assert len(order) % 4 == 0
        assert len(order) - pages < 4
        assert order[-1] == pages
        assert BLANK not in order[: pages - 1]


@given(st.integers(1, 2000), st.sampled_from(WAYS))
def test_the_same_holds_for_any_length(pages: int, way: tuple[bool, str, int]) -> None:
    right_bound, turn, most = way
    made = sheets(pages, right_bound, most, turn)
    assert read(made, right_bound, turn) == list(padded(pages))
    assert len(made) == -(-pages // 4)


@given(st.integers(1, 500), st.integers(1, 60))
def test_bundles_are_even_and_few(count: int, most: int) -> None:
    sizes = bundles(count, most)
    assert sum(sizes) == count
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == -(-count // most)


def test_a_booklet_of_eight_pages_as_printers_know_it() -> None:
    """Worked out with eight pages of paper."""
    outer, inner = sheets(8)
    assert (outer.front.left, outer.front.right, outer.back.left, outer.back.right) == (8, 1, 2, 7)
    assert (inner.front.left, inner.front.right, inner.back.left, inner.back.right) == (6, 3, 4, 5)
    (arabic,) = sheets(4, right_bound=True)
    assert (arabic.front.left, arabic.front.right, arabic.back.left, arabic.back.right) == (1, 4, 3, 2)


def test_both_edges_give_the_same_booklet() -> None:
    for pages in range(1, 50):
        short, long = sheets(pages, turn=SHORT), sheets(pages, turn=LONG)
        assert read(short, False, SHORT) == read(long, False, LONG)
        assert all(sheet.back.turned for sheet in long)
        assert not any(sheet.back.turned for sheet in short)


def test_the_simulation_notices_a_printer_that_turns_the_wrong_way() -> None:
    with pytest.raises(AssertionError):
        read(sheets(8, turn=SHORT), False, LONG)


@pytest.mark.parametrize("wrong", [(0, False, 0, SHORT), (4, False, -1, SHORT), (4, False, 0, "wide")])
def test_nonsense_is_refused(wrong: tuple[int, bool, int, str]) -> None:
    with pytest.raises(ValueError, match="pages"):
        sheets(*wrong)
