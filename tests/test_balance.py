"""Drawings find their place: what fits goes before them, headings never come last, and nothing leaves its section."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.balance import Row, improved, ordered

PAGE = 800.0


def rows(*blocks: tuple[str, float], section: int = 1) -> list[Row]:
    """Blocks laid one below the other, as the layout engine would: what does not fit begins a page."""
    made, y = [], 0.0
    for kind, height in blocks:
        began = y + height > PAGE
        y = height if began else y + height
        made.append(Row(section, kind, height, y, began))
    return made


@pytest.mark.parametrize(
    ("blocks", "order"),
    [
        ([("heading", 200), ("figure", 500), ("text", 90)], (0, 1)),
        ([("heading", 200), ("text", 200), ("figure", 500), ("text", 90)], (0, 2, 1)),
        ([("heading", 200), ("text", 200), ("figure", 500), ("heading", 50), ("text", 90)], (0, 2, 3, 1)),
        (
            [("heading", 200), ("text", 200), ("figure", 500), ("text", 90), ("heading", 50), ("text", 400)],
            (0, 2, 1, 3, 4),
        ),
        ([("heading", 200), ("text", 200), ("figure", 500), ("text", 90), ("list", 400)], (0, 1, 2, 3)),
        ([("heading", 200), ("text", 200), ("figure", 500), ("text", 90), ("list", 90), ("text", 90)], (0, 2, 3, 4, 1)),
        ([("heading", 200), ("text", 200), ("figure", 500), ("closing", 90)], (0, 1, 2)),
        ([("heading", 200), ("text", 200), ("figure", 500), ("figure", 90)], (0, 1, 2)),
        ([("heading", 200), ("text", 200), ("figure", 500)], (0, 1)),
        ([("heading", 300), ("text", 400), ("figure", 500), ("text", 90)], (0, 1, 2)),
    ],
    ids=[
        "fits",
        "moves",
        "heading-goes-along",
        "heading-stays",
        "list-stays",
        "list-goes-along",
        "closing-stays",
        "not-past-another",
        "nothing-after",
        "small-gap",
    ],
)
def test_where_a_drawing_goes(blocks: list[tuple[str, float]], order: tuple[int, ...]) -> None:
    assert ordered(rows(*blocks), PAGE) == (order,)


def test_what_follows_a_move_is_reckoned() -> None:
    """The second drawing would fit as measured, but no longer once the first has moved."""
    first = rows(("heading", 400), ("figure", 450), ("text", 200))
    second = [
        Row(2, "heading", 50, 250, False),
        Row(2, "text", 50, 300, False),
        Row(2, "figure", 500, 800, False),
        Row(2, "text", 60, 60, True),
    ]
    assert ordered([*first, *second], PAGE) == ((1, 0), (0, 2, 1))


kinds = st.sampled_from(["text", "list", "whole", "figure", "heading", "closing"])
heights = st.floats(10, 700)


@given(st.lists(st.tuples(kinds, heights), min_size=1, max_size=30))
def test_every_block_is_printed_once_and_only_drawings_move(blocks: list[tuple[str, float]]) -> None:
    (order,) = ordered(rows(("heading", 200), *blocks), PAGE)
    assert sorted(order) == list(range(len(blocks)))
    rest = [place for place in order if blocks[place][0] != "figure"]
    assert rest == sorted(rest)


@dataclass
class Tag:
    tag: str
    name: str = ""

    def get(self, key: str) -> str | None:
        return self.name if key == "class" else None


@dataclass
class Laid:
    element: Tag | None
    position_y: float = 0
    size: float = 0
    children: list[Laid] = field(default_factory=list)
    height: float = PAGE

    def margin_height(self) -> float:
        return self.size


HTML = "<main><h2>1</h2><!--block--><p>a</p><!--block--><div class=figure>b</div><!--block--><p>c</p><!--end--></main>"


def pages() -> list[Laid]:
    section = Tag("section", "topic")
    first = [Laid(Tag("div", "opener"), 50, 100), Laid(Tag("p"), 150, 200)]
    second = [Laid(Tag("div", "figure figure-wide"), 50, 500), Laid(Tag("p"), 550, 90)]
    return [
        Laid(None, children=[Laid(Tag("main"), children=[Laid(section, children=blocks)])])
        for blocks in (first, second)
    ]


def test_the_document_is_put_in_order() -> None:
    assert improved(HTML, pages()) == HTML.replace(
        "<div class=figure>b</div><!--block--><p>c</p>", "<p>c</p><!--block--><div class=figure>b</div>"
    )


def test_a_document_that_stands_well_stays_the_same() -> None:
    full = pages()
    full[0].children[0].children[0].children[1].size = 640
    assert improved(HTML, full) == HTML
    assert improved("<p>no topics", [Laid(None)]) == "<p>no topics"


def test_what_does_not_match_is_left_alone() -> None:
    other = HTML.replace("<!--block--><p>c</p>", "")
    assert improved(other, pages()) == other
