"""Colours become greys, for printers with one ink. What is nearly white becomes white: no dots, no ink.

A colour of the screen's three inks that looks black is printed with four; a grey is printed with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Name, Object, Pdf, Stream

NEARLY_WHITE = 0.85
"""Grounds lighter than this carry no meaning: their frames and their neighbours do."""

_COLOUR = re.compile(rb"^([0-9.]+) ([0-9.]+) ([0-9.]+) (rg|RG)$", re.MULTILINE)
_ANY_COLOUR = re.compile(rb"(?<![\w/<(])(?:rg|RG|k|K|sc|SC|sh)\s")


def make_grey(document: Pdf) -> None:
    """Every stroke and filling of a document whose streams the layout engine has written, an operator a line."""
    for stream in _painted(document):
        stream.write(_COLOUR.sub(_grey, stream.read_bytes()))
        if Name.Group in stream and stream.Group.get(Name.CS) == Name.DeviceRGB:
            stream.Group.CS = Name.DeviceGray


def has_colour(document: Pdf) -> bool:
    """Whether something is left that is not grey."""
    pictures = (entry for entry in _streams(document) if entry.get(Name.Subtype) == Name.Image)
    coloured = any(entry.get(Name.ColorSpace) != Name.DeviceGray for entry in pictures)
    return coloured or any(_ANY_COLOUR.search(stream.read_bytes()) for stream in _painted(document))


def luminance(red: float, green: float, blue: float) -> float:
    """How light a colour looks, from 0 to 1, as a grey that a copier would make of it (ITU-R BT.709)."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(found: re.Match[bytes]) -> bytes:
    light = luminance(*map(float, found.group(1, 2, 3)))
    shown = 1.0 if light > NEARLY_WHITE else light
    return b"%.4g %s" % (shown, b"g" if found[4] == b"rg" else b"G")


def _streams(document: Pdf) -> Iterator[Stream]:
    for entry in list(document.objects):
        if isinstance(entry, Stream):
            yield entry


def _painted(document: Pdf) -> Iterator[Object]:
    """The streams that paint: pages, forms and patterns."""
    for page in document.pages:
        yield page.obj.Contents
    for entry in _streams(document):
        if entry.get(Name.Subtype) == Name.Form or Name.PatternType in entry:
            yield entry
