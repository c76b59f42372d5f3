"""Nasty but plausible pictures and workbooks; see grammar."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from hypothesis import strategies as st

from . import bundle
from .grammar import encoded, odd, pick, seldom, usually
from .words import WORDS, dictionary

# pictures


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


_TURNED = b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
"""EXIF that turns a picture by 90 degrees."""

_NAMES = tuple(b"PLTE tRNS tEXt eXIf acTL gAMA iCCP IDAT ABCD zTXt fdAT sRGB".split())
_CONTENTS = (b"", b"\0\0\0", b"a\0b", _TURNED, b"\xff" * 12, b"a\0\0" + zlib.compress(b"x" * 99))
_END = _chunk(b"IEND", b"")


@st.composite
def _png(draw: st.DrawFn) -> bytes:
    width, height = draw(st.sampled_from(((1, 1), (3, 2), (9, 9), (200, 200), (0, 1), (1, 2**31), (201, 201))))
    depth = draw(st.sampled_from((8, 8, 8, 1, 2, 4, 16, 3)))
    colour = draw(st.sampled_from((0, 2, 3, 4, 6, 6, 1, 7)))
    more = draw(st.sampled_from((b"\0\0\0", b"\0\0\0", b"\0\0\1", b"\1\0\0", b"\0\1\2")))
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    rows = (b"\0" + bytes((width * depth * channels + 7) // 8)) * height if max(width, height) < 300 else b""
    pixels = zlib.compress(rows)
    cut = draw(st.integers(0, len(pixels)))
    chunks = [(b"IHDR", struct.pack(">IIBB", width, height, depth, colour) + more)]
    chunks += draw(st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(_CONTENTS)), max_size=3))
    chunks += [
        (b"IDAT", part)
        for part in draw(st.sampled_from(((pixels,), (pixels[:cut], pixels[cut:]), (pixels[:cut],), ())))
    ]
    end = draw(st.sampled_from((_END, _END, b"", _END + b"PK")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks) + end


_JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb00430050373c463c32504641465a55505f78c882786e6e78f5afb991c8ffffff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0000b080001000101011100ffc400140001"
    "00000000000000000000000000000004ffc40014100100000000000000000000000000000000ffda0008010100003f0013ffd9"
)


_KINDS = (0xE1, 0xE2, 0xFE, 0xED, 0xEE, 0xE0, 0xC0, 0xC4, 0xDB, 0xDD)
_SEGMENTS = (b"", b"Exif\0\0" + _TURNED, b"MPF\0", b"x" * 20, b"\x08\0\1\0\1\1")


@st.composite
def _jpeg(draw: st.DrawFn) -> bytes:
    """A JPEG of one pixel, with more segments behind its start."""
    more = draw(st.lists(st.tuples(st.sampled_from(_KINDS), st.sampled_from(_SEGMENTS)), max_size=3))
    segments = b"".join(bytes((0xFF, kind)) + struct.pack(">H", len(content) + 2) + content for kind, content in more)
    return _JPEG[:2] + segments + _JPEG[2:] + draw(st.sampled_from((b"", b"", b"\xff\xd9", b"\0", b"PK\3\4")))


pictures = st.one_of(_png(), _jpeg())
_HEX = """ffd8 ffd9 ffda ffc0000b080001000101011100 ffc2 ffe1000a ffff ff00 ffdd00040001 00000000 00000001 0000000d
    ffffffff 4d4d002a 49492a00 89504e470d0a1a0a"""
PICTURE_WORDS = (
    *map(bytes.fromhex, _HEX.split()),
    *b"Exif\0\0 MPF\0 IHDR IDAT IEND PLTE tRNS acTL eXIf GIF89a <svg> %PDF JFIF\0 Adobe\0d\0\0\0\0\1".split(b" "),
    *(_END, _chunk(b"tEXt", b"a\0b"), _chunk(b"PLTE", b"\0\0\0")),
)

# workbooks: the parts of a package, see bundle

_SCHEMAS = "http://schemas.openxmlformats.org"
_MIME = "application/vnd.openxmlformats"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_SCHEMAS}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_MIME}-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MIME}-officedocument.spreadsheetml.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_MIME}-officedocument.spreadsheetml.worksheet+xml"/></Types>\n'
)
_RELATIONS = (
    f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_SCHEMAS}/officeDocument/2006/relationships/{{}}" Target="{{}}"/></Relationships>\n'
)
_WORKBOOK = (
    f'<workbook xmlns="{_SCHEMAS}/spreadsheetml/2006/main" xmlns:r="{_SCHEMAS}/officeDocument/2006/relationships">'
    '<sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>\n'
)
_SHEET = f'<worksheet xmlns="{_SCHEMAS}/spreadsheetml/2006/main"><sheetData>' + "\n{}\n</sheetData></worksheet>\n"
_COLUMNS = WORDS["columns"]
_IDS = (
    "es/other/0000000000000000/000000000000/00000000",
    "es/tiny/x",
    "xx/tiny/0000000000000000/000000000000/00000000",
)
_CELLS = WORDS["cells"]
_CELL_WORDS = WORDS["cell-words"]


@st.composite
def _row(draw: st.DrawFn, number: int, ids: Sequence[str]) -> str:
    cells = [
        draw(usually(st.just(_CELLS[0]), pick(_CELLS))).replace("{}", draw(seldom(pick(_CELL_WORDS), odd)))
        for _ in _COLUMNS[1:]
    ]
    opened = draw(pick(("<row>", "<row>", f'<row r="{number}">', '<row r="x">', '<row r="99999999">')))
    return opened + "".join(cells) + _CELLS[0].format(draw(usually(pick(ids), pick(_IDS)))) + "</row>"


@st.composite
def workbooks(draw: st.DrawFn, ids: Sequence[str]) -> bytes:
    """Workbooks with rows of these IDs, and of a few others."""
    heads = [_CELLS[0].format(draw(seldom(st.just(name), pick(_CELL_WORDS)))) for name in _COLUMNS]
    rows = [f"<row>{''.join(heads)}</row>", *(draw(_row(number, ids)) for number in range(2, draw(st.integers(2, 6))))]
    title = draw(usually(st.just("tiny"), pick(("", "a" * 40, "&#27;", "›", "Read me first"))))
    sheet = draw(
        usually(st.just("worksheets/sheet1.xml"), pick(("/xl/worksheets/sheet1.xml", "../../x", "http://a.b", "")))
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK.format(title),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format("worksheet", sheet),
        "xl/worksheets/sheet1.xml": _SHEET.format("\n".join(rows)),
    }
    if draw(st.integers(0, 4)) == 0:
        files[draw(pick(WORDS["workbook-parts"]))] = draw(pick(WORDS["workbook-contents"]))
    if draw(st.integers(0, 9)) == 0:
        del files[draw(pick(tuple(files)))]
    return bundle.bundled((name, encoded(content)) for name, content in files.items())


WORKBOOK_WORDS = dictionary(_CELLS, _CELL_WORDS, _IDS, _COLUMNS, WORDS["workbook-bits"])
