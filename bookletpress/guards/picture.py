"""Photographs and logos: PNG and JPEG, told by their content, looked at before anything is decoded.

`picture-kind` (error): neither PNG nor JPEG, or not what its name says. Why: layout engines go by the content, so a
`.png` that holds SVG is drawn as SVG, past the guard for drawings.
`picture-damaged` (error): cut off, a wrong checksum, or pixels that do not decode. Why: the layout engine switches its
picture library to printing half pictures without a word.
`picture-too-large` (error): more pixels than the limit, or none. Why: 17 KB of PNG can need 1.2 GB of memory.
`picture-moving` (error): more than one frame. Why: paper shows one of them, and nobody chose which.
`picture-colours` (error): CMYK, 16 bits a channel, or a JPEG that few programs read. Why: its colours come out
inverted or not at all.
`picture-turned` (error): the picture stands upright only by a note in its metadata. Why: the note goes with the
metadata, which are always taken out: they tell where and with what a clinic took it.
`picture-appended` (error): bytes behind the end of the picture. Why: another file can travel there unseen.

What a guard lets pass is written anew without metadata, pixel for pixel the same.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from bookletpress import remote
from bookletpress.guards import files
from bookletpress.limits import USUAL, Limits
from bookletpress.problems import Location, Problem, ProblemsFound, error

PNG, JPEG = "image/png", "image/jpeg"
SUFFIXES = {".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}

_PNG_HEAD, _JPEG_HEAD = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PNG_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"cHRM"))
_PNG_NAME = re.compile(rb"[A-Za-z]{4}")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_JPEG_KEPT = frozenset((0xE0, 0xE2, 0xEE))
"""APP0 (JFIF), APP2 (the colour profile), APP14 (how colours are stored)."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_READ_EVERYWHERE = frozenset((0xC0, 0xC1, 0xC2))
_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_EXPORT = "export it again from a picture program, as PNG or JPEG in RGB"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be printed. `data` holds no metadata."""

    media_type: str
    width: int
    height: int
    data: bytes = field(repr=False)


class _Refused(Exception):
    def __init__(self, code: str, message: str, hint: str = _EXPORT) -> None:
        self.code, self.message, self.hint = code, message, hint
        super().__init__(message)


@dataclass(slots=True)
class _Reading:
    """The picture being read. Faults that do not keep it from being read further are gathered."""

    raw: bytes
    limits: Limits
    faults: list[_Refused] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def note(self, code: str, message: str, hint: str = _EXPORT) -> None:
        self.faults.append(_Refused(code, message, hint))

    def size(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        side, pixels = self.limits.picture_side, self.limits.picture_pixels
        if not (0 < width <= side and 0 < height <= side and width * height <= pixels):
            message = f"{width} x {height} pixels; the limit is {pixels:,} in all and {side:,} a side"
            raise _Refused("picture-too-large", message, "scale it down: 3,000 pixels fill a page")


def read(raw: bytes, path: str, limits: Limits = USUAL) -> Picture:
    """A picture that is whole, still and plain. Raises ProblemsFound."""
    files.refuse_size(len(raw), limits.picture_bytes, path)
    reading, media_type, kept = _Reading(raw, limits), "", b""
    try:
        media_type = _kind(raw, path)
        read_parts = _png if media_type == PNG else _jpeg
        read_parts(reading)
        kept = b"".join(reading.kept)
        if not reading.faults:  # what is printed must decode: damaged metadata are no fault, they are left out
            fault = remote.call("bookletpress.guards.decoding", "fault", kept, media_type)
            if fault:
                raise _Refused("picture-damaged", f"it does not decode: {fault}")
    except _Refused as refused:
        reading.faults.append(refused)
    if reading.faults:
        raise ProblemsFound(_problem(fault, path) for fault in reading.faults)
    return Picture(media_type, reading.width, reading.height, kept)


def _problem(refused: _Refused, path: str) -> Problem:
    return error(refused.code, refused.message, Location(path, 1, 1), refused.hint)


def _kind(raw: bytes, path: str) -> str:
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    found = PNG if raw.startswith(_PNG_HEAD) else JPEG if raw.startswith(_JPEG_HEAD) else ""
    if not found:
        head = raw[:8].decode("latin-1").encode("ascii", "backslashreplace").decode("ascii")
        raise _Refused("picture-kind", f"neither PNG nor JPEG: it begins with '{head}'")
    if SUFFIXES.get(suffix) != found:
        right = "png" if found == PNG else "jpg"
        raise _Refused("picture-kind", f"the file is a {right.upper()}, whatever its name says", f"call it .{right}")
    return found


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Name, content, start and end of each chunk of a PNG, up to its end."""
    place, name = len(_PNG_HEAD), b""
    while name != b"IEND":
        head = raw[place : place + 8]
        if len(head) < 8:
            raise _Refused("picture-damaged", f"it is cut off at byte {len(raw):,}")
        size, name = struct.unpack(">I4s", head)
        end = place + 12 + size
        if not _PNG_NAME.fullmatch(name) or end > len(raw):
            raise _Refused("picture-damaged", f"it is cut off or damaged at byte {place:,}")
        content = raw[place + 8 : end - 4]
        if zlib.crc32(raw[place + 4 : end - 4]) != struct.unpack(">I", raw[end - 4 : end])[0]:
            raise _Refused("picture-damaged", f"a wrong checksum at byte {place:,}")
        yield name, content, place, end
        place = end


def _png(reading: _Reading) -> None:
    reading.kept.append(_PNG_HEAD)
    first, last, pixels = b"", 0, False
    for name, content, start, end in _chunks(reading.raw):
        if not first and (name != b"IHDR" or len(content) != 13):
            raise _Refused("picture-damaged", "it has no header")
        if not first:
            _png_header(reading, content)
        elif name == b"IHDR":
            raise _Refused("picture-damaged", "it has two headers")
        if name == b"acTL":
            reading.note("picture-moving", "it moves: it has several frames", "save the one frame that is meant")
        if name == b"eXIf":
            _upright(reading, content)
        if name[:1].isupper() and name not in _PNG_KEPT:
            reading.note("picture-kind", f"it needs '{name.decode('ascii')}', which no PNG has")
        if name in _PNG_KEPT:
            reading.kept.append(reading.raw[start:end])
        first, last, pixels = first or name, end, pixels or name == b"IDAT"
    if not pixels:
        raise _Refused("picture-damaged", "it holds no picture")
    _end(reading, last)


def _png_header(reading: _Reading, content: bytes) -> None:
    width, height, depth, colour, _, _, _ = struct.unpack(">IIBBBBB", content)
    if colour not in _CHANNELS:
        raise _Refused("picture-damaged", "its header names no kind of colour")
    reading.size(width, height)
    if depth > 8:
        reading.note("picture-colours", f"{depth} bits a channel", "save it with 8 bits a channel")


def _jpeg(reading: _Reading) -> None:
    raw, place = reading.raw, 2
    reading.kept.append(raw[:2])
    while True:
        found = _NEXT_MARKER.match(raw, place)
        if not found:
            raise _Refused("picture-damaged", f"it is cut off or damaged at byte {place:,}")
        kind, start = found[1][0], found.end() - 2
        if kind == 0xD9:
            reading.kept.append(raw[start : start + 2])
            place = start + 2
            break
        if start + 4 > len(raw):
            raise _Refused("picture-damaged", f"it is cut off at byte {len(raw):,}")
        end = start + 2 + struct.unpack_from(">H", raw, start + 2)[0]
        if kind == 0xDA:
            after = _NEXT_MARKER.search(raw, end)
            if not after:
                raise _Refused("picture-damaged", f"it is cut off at byte {len(raw):,}")
            end = after.start()
        if end > len(raw):
            raise _Refused("picture-damaged", f"it is cut off at byte {len(raw):,}")
        _segment(reading, kind, raw[start + 4 : end])
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE) or kind in _JPEG_KEPT:
            reading.kept.append(raw[start:end])
        place = end
    if not reading.width:
        raise _Refused("picture-damaged", "it holds no picture")
    _end(reading, place)


def _segment(reading: _Reading, kind: int, content: bytes) -> None:
    if kind in _FRAMES:
        if len(content) < 6:
            raise _Refused("picture-damaged", "its header is cut off")
        depth, height, width, channels = struct.unpack_from(">BHHB", content)
        reading.size(width, height)
        if kind not in _READ_EVERYWHERE:
            reading.note("picture-colours", "a JPEG of a kind that few programs read")
        if channels not in (1, 3) or depth != 8:
            reading.note("picture-colours", f"{channels} channels of {depth} bits: CMYK or the like", "save it in RGB")
    elif kind == 0xE1 and content.startswith(b"Exif\0\0"):
        _upright(reading, content[6:])
    elif kind == 0xE2 and content.startswith(b"MPF\0"):
        reading.note("picture-moving", "it holds several pictures", "save the one that is meant")


def _upright(reading: _Reading, tiff: bytes) -> None:
    """Notes a picture that its metadata turn: the field Orientation of EXIF."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4) if order else (len(tiff),)
        (count,) = struct.unpack_from(f"{order}H", tiff, start) if order else (0,)
        rows = [struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * row) for row in range(min(count, 200))]
    except struct.error:
        return
    if any(tag == 0x0112 and value not in (0, 1) for tag, _, _, value in rows):
        hint = "turn it in a picture program and save it anew"
        reading.note("picture-turned", "it lies on its side, and only its metadata say so", hint)


def _end(reading: _Reading, place: int) -> None:
    rest = len(reading.raw) - place
    if rest:
        reading.note("picture-appended", f"{rest:,} bytes behind the end of the picture")
