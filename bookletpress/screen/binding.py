"""A composed page -> one file for a browser, which needs no other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element

from bookletpress.edition import Asset, Composed
from bookletpress.model import FontFace
from bookletpress.screen.drawings import fit
from bookletpress.screen.heard import (
    end_marks,
    name_boxes,
    part_choices,
    put_sentences_first,
    say_what_lists_are,
    say_where_to_write,
)
from bookletpress.screen.sheet import as_data
from bookletpress.screen.sources import lead_back
from bookletpress.screen.tables import head_cells
from bookletpress.screen.terms import open_words
from bookletpress.screen.tree import of_class, read, written

_PLACE, _ASSET = "at:", "asset:"
_PAPER = ("style", "xmlns")
"""Attributes of the page on paper. A style attribute is a style sheet that no digest lets in."""
_DATA = re.compile(r'url\("[^"]*"\)')
_CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")


def bound(composed: Composed, language: str, faces: tuple[FontFace, ...], text: Iterable[str]) -> Composed:
    """The page as its file holds it. `language` is that of its words, `text` what the file must say."""
    root = read(composed.html)
    _tidy(root)
    said = _said(root)
    head_cells(root)
    fit(root, faces, said["data-sideways"])
    open_words(root, language, said["data-close"])
    lead_back(root, said["data-back"])
    name_boxes(root)
    part_choices(root)
    end_marks(root)
    put_sentences_first(root)
    say_where_to_write(root, said["data-pen"])
    _inside(root, composed.assets)
    _lighten(root, composed.direction)
    say_what_lists_are(root)
    return replace(composed, html=written(root), text=tuple(text))


def _said(root: Element) -> dict[str, str]:
    """What the template hands over on the body: words for what is added here."""
    body = next(root.iter("body"))
    names = [name for name in body.attrib if name.startswith("data-")]
    return {name: body.attrib.pop(name) for name in names}


def _tidy(root: Element) -> None:
    """Takes away what only paper needs: styles of its own, names of places for tools.

    A callout is no aside: readers that show only the text of a page leave asides out, and this one may be an emergency.
    """
    for element in root.iter():
        if element.get("id", "").startswith(_PLACE):
            del element.attrib["id"]
        for name in _PAPER:
            element.attrib.pop(name, None)
        if element.tag == "aside":
            element.tag = "div"
    _rename(root)


def _rename(root: Element) -> None:
    """Gives sources short names: there are hundreds of links to them. The names of words stay, others lead to them."""
    rows = [row for rows in of_class(root, "references") for row in rows]
    names = {row.get("id", ""): f"s{turn}" for turn, row in enumerate(rows, 1)}
    for element in root.iter():
        if (name := element.get("id", "")) in names:
            element.set("id", names[name])
        if (name := element.get("href", "")[1:]) in names:
            element.set("href", f"#{names[name]}")


def _inside(root: Element, assets: Iterable[Asset]) -> None:
    """Puts the pictures of a clinic into the page."""
    known = {f"{_ASSET}{asset.name}": asset for asset in assets}
    for picture in root.iter("img"):
        picture.set("src", as_data(known[picture.get("src", "")]))


def _lighten(root: Element, direction: str) -> None:
    """Leaves out what changes nothing: classes that no style names, blank lines, a direction that holds already, and
    boxes that are there for the engine.
    """
    _unbox(root)
    styled = {name for sheet in root.iter("style") for name in _CLASS.findall(_DATA.sub("", sheet.text or ""))}
    for element in root.iter():
        if element.tag in {"style", "script"}:
            continue
        if kept := [name for name in element.attrib.pop("class", "").split() if name in styled]:
            element.set("class", " ".join(kept))
        if element.get("dir") == direction == "ltr" and element is not root:
            del element.attrib["dir"]
        element.text, element.tail = _folded(element.text), _folded(element.tail)


def _unbox(element: Element) -> None:
    for place, child in reversed(list(enumerate(element))):
        _unbox(child)
        if child.attrib == {"class": "uncut"} and len(child) and not (child.text or "").strip():
            element[place : place + 1] = list(child)
            element[place + len(child) - 1].tail = child.tail


def _folded(words: str | None) -> str | None:
    return "\n" if words and words.isspace() and "\n" in words else words
