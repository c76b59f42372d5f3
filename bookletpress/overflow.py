"""Words of drawings that need more room than they have: a translation is often longer than the English.

`overflow` (warning): a label runs over the edge of its drawing, or into another label. Measured with the fonts of the
locale, letter by letter; what is drawn around a label is not looked at, so a person has to look at the page too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

from bookletpress.fonts import advance
from bookletpress.inline import plain
from bookletpress.model import Booklet, Drawing, Figure, FontFace, Text
from bookletpress.problems import Problem, warning

SLACK = 1.0
"""Units of a drawing, about points on paper, that nobody sees."""

_LABEL = re.compile(r"\{\{([0-9]+)\}\}")
_STEP = re.compile(r"(translate|scale)\(([^)]*)\)")
_INHERITED = ("font-size", "font-weight", "text-anchor")
_BOLD = {"normal": "400", "bold": "700"}


@dataclass(frozen=True, slots=True)
class Box:
    """Where a label stands in its drawing."""

    text: Text
    left: float
    right: float
    top: float
    bottom: float


def problems(booklets: Iterable[Booklet], faces: tuple[FontFace, ...]) -> Iterator[Problem]:
    """Each label of the booklets' drawings that does not fit, in the place where its words were written."""
    for booklet in booklets:
        blocks = (block for section in booklet.sections for block in section.blocks)
        for drawing in (drawing for block in blocks if isinstance(block, Figure) for drawing in block.drawings):
            for text, why in overflowing(drawing, faces):
                message = f"'{plain(text.inline)}' {why} of the drawing {drawing.name}"
                yield warning("overflow", message, text.location, "write it shorter, and look at the page")


def overflowing(drawing: Drawing, faces: tuple[FontFace, ...]) -> Iterator[tuple[Text, str]]:
    """The labels that do not fit, and why."""
    boxes = tuple(_boxes(fromstring(drawing.svg), drawing, faces))  # noqa: S314 - read and guarded by `drawing`
    for box in boxes:
        over = max(-box.left, box.right - drawing.width)
        if over > SLACK:
            yield box.text, f"runs {over:.0f} points over the edge"
    for one, other in combinations(boxes, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        if across > SLACK and down > SLACK:
            yield one.text, f"runs into the label '{plain(other.text.inline)}'"


def _boxes(
    element: Element,
    drawing: Drawing,
    faces: tuple[FontFace, ...],
    given: dict[str, str] | None = None,
    place: tuple[float, float, float] = (1, 0, 0),
) -> Iterator[Box]:
    """`place` is by how much the element is scaled, then moved."""
    known = {**(given or {}), **{name: element.attrib[name] for name in _INHERITED if name in element.attrib}}
    place = _placed(element.get("transform", ""), place)
    label = _LABEL.fullmatch(element.text or "") if element.tag.endswith("text") else None
    if label:
        text = drawing.labels[int(label[1])]
        scale, right, down = place
        size = float(known.get("font-size", "16").removesuffix("px")) * scale
        weight = known.get("font-weight", "400")
        width = advance(plain(text.inline), faces, int(_BOLD.get(weight, weight))) * size
        x, y = (float(element.get(name, "0").split(" ")[0]) for name in ("x", "y"))
        left = x * scale + right - width * {"middle": 0.5, "end": 1.0}.get(known.get("text-anchor", ""), 0.0)
        base = y * scale + down
        yield Box(text, left, left + width, base - 0.7 * size, base)
    for child in element:
        yield from _boxes(child, drawing, faces, known, place)


def _placed(transform: str, place: tuple[float, float, float]) -> tuple[float, float, float]:
    scale, right, down = place
    for kind, numbers in _STEP.findall(transform):
        values = [float(number) for number in re.split(r"[ ,]+", numbers.strip())]
        if kind == "scale":
            scale *= values[0]
        else:
            right += scale * values[0]
            down += scale * (values[1] if len(values) > 1 else 0.0)
    return scale, right, down
