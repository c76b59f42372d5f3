"""Drawings in a web page: pictures with words for those who cannot see them, and labels that keep their room.

A drawing was drawn for the booklet's font, and a telephone has another, mostly a wider one. So each label is told how
wide it is on paper: the browser fits its letters into that. Where letters join or change places, nobody can say how
wide a label is, letter by letter; there they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bookletpress.fonts import advance
from bookletpress.model import FontFace
from bookletpress.screen.tree import has_class, of_class, words

WIDE = 300.0
"""A drawing that is wider was drawn for the full width of a page."""

_INHERITED = ("font-size", "font-weight")
_JOINER = "\N{WORD JOINER}"
_BOLD = {"normal": "400", "bold": "700"}
_JOINED = re.compile("[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufefe]")


def fit(root: Element, faces: tuple[FontFace, ...], sideways: str) -> None:
    """Makes every drawing of the page a picture with a name. `sideways` stands below one that may be moved, for eyes
    only; what is moved is called by its caption.
    """
    captions = dict(_captions(root))
    for turn, (holder, drawing) in enumerate(_drawings(root), 1):
        title = next(drawing.iter("title"))
        title.set("id", f"drawing-{turn}")
        drawing.attrib |= {"role": "img", "aria-labelledby": f"drawing-{turn}"}
        drawing.attrib.pop("font-family", None)
        if float(drawing.get("viewBox", "0 0 0 0").split()[2]) > WIDE:
            holder.attrib |= {"class": "wide", "tabindex": "0", "role": "group"}
            holder.attrib |= captions.get(holder, {"aria-labelledby": f"drawing-{turn}"})
        for label, size, weight in _labels(drawing, 16.0, "400"):
            said = label.text or ""
            if said.strip() and not _JOINED.search(said):
                width = advance(said, faces, int(_BOLD.get(weight, weight))) * size
                label.attrib |= {"textLength": f"{width:.1f}", "lengthAdjust": "spacingAndGlyphs"}
    for drawings in of_class(root, "drawings"):
        if any(has_class(holder, "wide") for holder in drawings):
            hint = Element("p", {"class": "sideways note", "aria-hidden": "true"})
            hint.text = sideways
            drawings.append(hint)


def _captions(root: Element) -> Iterator[tuple[Element, dict[str, str]]]:
    """How each drawing is called by the words of its caption. They are repeated: its sources are no part of a name."""
    for figure in of_class(root, "figure"):
        for caption in of_class(figure, "caption"):
            name = words(caption).replace(_JOINER, "")
            yield from ((holder, {"aria-label": name}) for holder in figure.iter("figure"))


def _drawings(root: Element) -> Iterator[tuple[Element, Element]]:
    for holder in root.iter("figure"):
        yield from ((holder, drawing) for drawing in holder.iter("svg"))


def _labels(element: Element, size: float, weight: str) -> Iterator[tuple[Element, float, str]]:
    """The labels below an element, each with the size and the weight of its letters."""
    size = float(element.get("font-size", str(size)).removesuffix("px"))
    weight = element.get("font-weight", weight)
    if element.tag == "text":
        yield element, size, weight
    for child in element:
        yield from _labels(child, size, weight)
