"""The text layer of a finished file, and the sentences of its page that are not in it.

A family searches it, a screen reader says it. A sentence may run on from one page to the next; between its words on the
page nothing may stand that the source does not say. Scripts that are written from right to left, or whose letters
change places, stand in a text layer in the order in which they are drawn: of those, only the letters are looked for.
Nor is it looked at which way a bracket opens: right-to-left text draws the other one, and one glyph has one meaning.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from pikepdf import Dictionary, Name, Object, Page, Pdf

MAX_DEPTH = 8
"""How deep drawings may stand in drawings."""

_TOKEN = re.compile(rb"/([!-.0-;=?-~]+)\s+[-0-9.]+\s+Tf|<((?:[0-9A-Fa-f]{4})+)>|/([!-.0-;=?-~]+)\s+Do\b")
_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_BLOCKS = frozenset(
    """title style h1 h2 h3 h4 h5 h6 p li td th dt dd caption figcaption text div section header footer main nav body
    ul ol dl table thead tbody tr figure svg g html head""".split()  # noqa: SIM905 - a list of names reads best as words
)
_UNSEEN = frozenset(("title", "style", "head"))
_BRACKETS = str.maketrans(")]}»›>", "([{«‹<")
_MOVING = frozenset(("R", "AL", "LRI", "RLI", "FSI"))
"""Directions of letters that are drawn from right to left, and of what sets words apart that are drawn otherwise."""


class _Squeezing(dict[int, str | None]):
    """What `str.translate` makes of each sign; a sign is judged when it is first met."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        unseen = sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc")
        self[code] = said = None if unseen else sign.translate(_BRACKETS)
        return said


_SQUEEZED = _Squeezing()


class _Glyphs(dict[int, str]):
    """What each glyph of a font says; one that says nothing is left out."""

    def __missing__(self, glyph: int) -> str:
        return ""


_SILENT = _Glyphs()


def pages(document: Pdf) -> tuple[str, ...]:
    """The letters of each page in the order in which they are drawn, without white space."""
    fonts: dict[tuple[int, int], _Glyphs] = {}
    return tuple(squeezed("".join(_drawn(page.obj, fonts, 0))) for page in document.pages)


def squeezed(words: str) -> str:
    """The same words without white space and characters that only steer a line, all brackets opening."""
    return unicodedata.normalize("NFC", words).translate(_SQUEEZED)


def lost(root: Element, shown: tuple[str, ...]) -> Iterator[str]:
    """The texts of a page that its file does not show, each once. `shown` is what `pages` found."""
    whole = "".join(shown)
    letters = frozenset(whole)

    def is_shown(words: str) -> bool:
        wanted = squeezed(words)
        if wanted in whole:
            return True
        return letters.issuperset(wanted) if _is_moved(words) else _over_pages(wanted, shown)

    for parts in dict.fromkeys(_pieces(root)):
        if not (is_shown("".join(parts)) or (len(parts) > 1 and all(map(is_shown, parts)))):
            yield " ".join("".join(parts).split())


def _over_pages(wanted: str, shown: tuple[str, ...]) -> bool:
    """Whether a text begins on one page and goes on over the next ones."""
    return any(_goes_on(wanted, shown, number) for number in range(len(shown)))


def _goes_on(wanted: str, shown: tuple[str, ...], number: int) -> bool:
    while wanted and number < len(shown):
        low, high = 0, len(wanted)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if wanted[:middle] in shown[number] else (low, middle - 1)
        if not low:
            return False
        wanted, number = wanted[low:], number + 1
    return not wanted


def _is_moved(words: str) -> bool:
    """Whether letters are drawn in another order than they are written in, or as parts of each other."""
    return any(unicodedata.bidirectional(sign) in _MOVING or unicodedata.category(sign)[0] == "M" for sign in words)


def _pieces(element: Element) -> Iterator[tuple[str, ...]]:
    """The words of each block, cut where the style sheet may add some: at an element without any.

    A block is in parts where it may be drawn in another order than it is written: around an element with a class, which
    may be a box of its own.
    """
    piece = [""]

    def visit(element: Element) -> Iterator[tuple[str, ...]]:
        tag = str(element.tag).rpartition("}")[2]
        if tag in _UNSEEN:
            return
        cut = tag in _BLOCKS or not any(words.strip() for words in element.itertext())
        if cut:
            yield _taken(piece)
        apart = not cut and "class" in element.keys()  # noqa: SIM118 - not a dict
        if apart:
            piece.append("")
        piece[-1] += element.text or ""
        for child in element:
            yield from visit(child)
            piece[-1] += child.tail or ""
        if apart:
            piece.append("")
        if cut:
            yield _taken(piece)

    yield from visit(element)
    yield _taken(piece)


def _taken(piece: list[str]) -> tuple[str, ...]:
    words = tuple(part for part in piece if part.strip())
    piece[:] = [""]
    return words


def _drawn(place: Object, known: dict[tuple[int, int], _Glyphs], depth: int) -> Iterator[str]:
    """What a page or a drawing on it writes."""
    resources = place.get(Name.Resources, Dictionary())
    fonts, inner = resources.get(Name.Font, Dictionary()), resources.get(Name.XObject, Dictionary())
    glyphs = _SILENT
    written: list[bytes] = []  # with one font, to be read together
    for font, codes, drawing in _TOKEN.findall(_content(place)):
        if codes:
            written.append(codes)
            continue
        yield _read(written, glyphs)
        written = []
        if font:
            glyphs = _glyphs(fonts.get(f"/{font.decode('latin-1')}"), known)
        else:
            found = inner.get(f"/{drawing.decode('latin-1')}")
            if found is not None and found.get(Name.Subtype) == Name.Form and depth < MAX_DEPTH:
                yield from _drawn(found, known, depth + 1)
    yield _read(written, glyphs)


def _read(written: list[bytes], glyphs: _Glyphs) -> str:
    numbers = array("H", bytes.fromhex(b"".join(written).decode("ascii")))
    if sys.byteorder == "little":
        numbers.byteswap()
    return "".join(map(glyphs.__getitem__, numbers))


def _content(place: Object) -> bytes:
    if Name.Contents not in place:
        return place.read_bytes() if Name.Subtype in place and place.Subtype == Name.Form else b""
    Page(place).contents_coalesce()
    return place.Contents.read_bytes()


def _glyphs(font: Object | None, known: dict[tuple[int, int], _Glyphs]) -> _Glyphs:
    """What each glyph of a font says. A font is read once a file."""
    if font is None or Name.ToUnicode not in font:
        return _SILENT
    if font.objgen not in known or font.objgen == (0, 0):  # one that stands in place has no number of its own
        table = font.ToUnicode.read_bytes()
        known[font.objgen] = _Glyphs(_said(_PAIR.findall(table.partition(b"endcodespacerange")[2])))
    return known[font.objgen]


def _said(pairs: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[int, str]]:
    for glyph, letters in pairs:
        yield int(glyph, 16), bytes.fromhex(letters.decode("ascii")).decode("utf-16-be", "replace")
