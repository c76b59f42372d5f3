"""The decoder of photographs and logos."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import replace
from io import BytesIO

from PIL import Image

from bookletpress.guards import picture as guard
from bookletpress.limits import USUAL
from bookletpress.problems import ProblemsFound

from . import grammar_binary
from .law import READ, Page, hold, told
from .target import Target

LIMITS = replace(USUAL, picture_pixels=40_000)
"""Small pictures decode fast; that large ones are refused is no question of luck, and tested elsewhere."""

_HEAD = b"\x89PNG\r\n\x1a\n"
_METADATA = frozenset(("exif", "comment", "xmp", "photoshop", "mp", "XML:com.adobe.xmp", "Software", "Comment"))


def law(raw: bytes) -> frozenset[str]:
    """What passes decodes to the pixels of what came in, has no metadata, and passes again unchanged."""
    path = "logo.png" if raw.startswith(_HEAD) else "logo.jpg"
    try:
        found = guard.read(raw, path, LIMITS)
    except ProblemsFound as refused:
        return told(refused.problems, Page(path, (0,)).has)
    again = guard.read(found.data, path, LIMITS)
    hold(again == found, "what passes does not pass again as it is")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(found.data)) as after:
            pixels = after.convert("RGBA").tobytes()
            hold(_pixels(raw) in (pixels, b""), "other pixels than came in")
            hold(after.size == (found.width, found.height), "another size than was said", after.size)
            hold(not after.getexif() and not _METADATA & after.info.keys(), "metadata", after.info)
            hold(getattr(after, "n_frames", 1) == 1, "several frames")
    return frozenset((READ,))


def _pixels(raw: bytes) -> bytes:
    """Nothing, if the metadata keep it from being decoded: what passes has none."""
    try:
        with Image.open(BytesIO(raw)) as picture:
            return picture.convert("RGBA").tobytes()
    except (OSError, SyntaxError, ValueError, IndexError, struct.error, zlib.error):
        return b""


def mended(raw: bytes) -> bytes:
    """A PNG whose check sums are right again: else no change of a chunk would get past them."""
    if not raw.startswith(_HEAD):
        return raw
    out, place = [_HEAD], len(_HEAD)
    while place + 12 <= len(raw):
        end = place + 12 + struct.unpack_from(">I", raw, place)[0]
        if end > len(raw):
            break
        body = raw[place : end - 4]
        out += [body, struct.pack(">I", zlib.crc32(body[4:]))]
        place = end
    return b"".join((*out, raw[place:]))


TARGET = Target(
    "picture",
    "what passes has, decoded, the pixels of what came in and the size that was said, one frame and no metadata, and "
    "passes again without a change",
    law,
    grammar_binary.pictures,
    grammar_binary.PICTURE_WORDS,
    most_bytes=3_000,
    mend=mended,
)
