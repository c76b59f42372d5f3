"""What WeasyPrint 70 gets wrong in scripts from right to left, and how it is put right. Told to the engine by `layout`.

It draws the words of an SVG letter by letter, from left to right: Arabic falls apart and reads backwards. And its
grids, unlike its tables and flexible boxes, begin at the left whatever the direction is. Both are functions around its
own, which say in what they rely on it; tests hold them to what is seen on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


class _Whole(str):
    """Words that give themselves whole to whoever asks for their letters one by one."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield from [str(self)] if self else []


def whole_words(draw: Callable[..., None]) -> Callable[..., None]:
    """Draws the words of an SVG in one piece, so that they are shaped. No drawing of ours places single letters."""

    def drawn(svg: Any, node: Any, font_size: float) -> None:
        node._etree_node.text = _Whole(node.text or "")
        draw(svg, node, font_size)

    return drawn


def mirrored_grid(lay_out: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Lays a grid out, then exchanges left and right where its direction asks for that."""

    def laid_out(*place: Any, **named: Any) -> tuple[Any, ...]:
        result = lay_out(*place, **named)
        box = result[0]
        if box is not None and box.style["direction"] == "rtl":
            for child in box.children:
                before = child.position_x - box.content_box_x()
                child.translate(dx=box.width - child.margin_width() - 2 * before)
        return result

    return laid_out
