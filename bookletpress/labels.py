"""Words in drawings that stay large enough where the drawing is printed small, or where the print is large."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element, tostring

from bookletpress.formats import Format, points
from bookletpress.model import Drawing
from bookletpress.page import tree

MIDDLE = 0.35
"""How far above its base line the middle of a letter lies, in parts of its size."""

_NARROW = 300.0
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_PLACE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def is_wide(drawing: Drawing) -> bool:
    """Whether a drawing was drawn for the full width of a page."""
    return drawing.width > _NARROW


def printed_width(drawing: Drawing, form: Format) -> str:
    """How wide the format prints a drawing, "" where its style sheets decide."""
    return form.drawings[is_wide(drawing)] if form.drawings else ""


def legible(drawing: Drawing, form: Format) -> Drawing:
    """The drawing with no word smaller than the format's smallest; each word grows about its own middle."""
    width = printed_width(drawing, form)
    if not width or not form.smallest:
        return drawing
    smallest = points(form.smallest) * drawing.width / points(width)
    root = tree(drawing.svg)
    _grow(root, 16.0, smallest)
    return replace(drawing, svg=tostring(root, encoding="unicode"))


def _grow(element: Element, inherited: float, smallest: float) -> None:
    said = _NUMBER.match(element.get("font-size", "").strip())
    size = float(said[0]) if said else inherited
    if element.tag == "text" and size < smallest:
        element.set("font-size", f"{smallest + 0.005:.2f}")
        if _PLACE.fullmatch(place := element.get("y", "0").strip()):
            element.set("y", f"{float(place) + MIDDLE * (smallest - size):.2f}")
    for child in element:
        _grow(child, size, smallest)
