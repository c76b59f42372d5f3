"""The guard of drawings, and the reader of the figures of booklets."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from bookletpress import drawing
from bookletpress.guards import svg
from bookletpress.guards.svg import Svg
from bookletpress.problems import ProblemsFound

from . import grammar_markup
from .law import READ, Page, clean, hold, letters, told
from .target import Target
from .target_prose import looked_at

PATH = "bed.svg"
_ALLOWED = svg.KEYWORDS | svg.NUMBERS
_ART = _ALLOWED | {"id", "clip-path", "preserveAspectRatio"}


def law(raw: bytes) -> frozenset[str]:
    """What is read is on the lists, holds no refused character, and is written back as the same tree."""
    page = Page.of(raw, PATH)
    codes: set[str] = set()
    read: list[Svg] = []
    for art in (False, True):
        try:
            read.append(svg.read(raw, PATH, art=art))
        except ProblemsFound as refused:
            codes |= told(refused.problems, page.has)
            continue
        _looked_at(read[-1], page, art)
        codes.add(READ)
    if len(read) == 2:
        hold(_same(read[0].root, read[1].root), "as art it reads otherwise")
    codes |= _figure(raw, page, bool(read))
    return frozenset(codes)


def _looked_at(found: Svg, page: Page, art: bool) -> None:
    for element in found.root.iter():
        hold(element.tag in (svg.ELEMENTS | svg.CLIPS if art else svg.ELEMENTS), "an element off the list", element.tag)
        hold(element.attrib.keys() <= (_ART if art else _ALLOWED), "an attribute off the list", element.attrib)
        for value in (element.text or "", *element.attrib.values()):
            clean(value.replace("\n", " "), "in a drawing")
        hold(not (element.tail or "").strip(), "words between elements", element.tail)
        hold(page.has(found.places[element]), "an element in a place that the file does not have", element)
        place = found.words.get(element)
        hold(place is None or page.has(place), "words in a place that the file does not have", element)
    written = tostring(found.root).replace(b"<svg", f'<svg xmlns="{svg.NAMESPACE}"'.encode(), 1)
    hold(_same(svg.read(written, PATH, art=art).root, found.root), "what was written reads otherwise", written)


def _same(one: Element, other: Element) -> bool:
    return (one.tag, one.attrib, one.text or "") == (other.tag, other.attrib, other.text or "") and (
        len(one) == len(other) and all(map(_same, one, other))
    )


@cache
def _folder() -> Path:
    """One folder for one file that is written again and again; in memory where the system has such a place."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _figure(raw: bytes, page: Page, taken: bool) -> frozenset[str]:
    (_folder() / PATH).write_bytes(raw)
    try:
        found = drawing.read_drawing(_folder(), PATH, "en")
    except ProblemsFound as refused:
        return told(refused.problems, page.has)
    hold(taken, "a figure that the guard refuses")
    for text in (found.alt, *found.labels):
        looked_at(text)
        hold(page.has(text.location), "a text in a place that the file does not have", text)
    for number in (found.width, found.height):
        hold(1 <= number <= drawing.MAX_SIDE, "a size that is none", number)
    clean(found.svg.replace("\n", " "), "in the markup of a figure")
    left = "".join(letters(svg.read(raw, PATH).root.findtext("title") or ""))
    hold("".join(letters(found.alt.source)) == left, "letters of the title were lost", found.alt)
    return frozenset((READ,))


TARGET = Target(
    "svg",
    "elements and attributes are on the lists; no value holds a refused character; what is read is written back and "
    "read again as the same tree; a figure keeps every letter of its title and has a size",
    law,
    grammar_markup.drawings,
    grammar_markup.SVG_WORDS,
    most_bytes=3_000,
)
