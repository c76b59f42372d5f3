"""Font files: real ones, of a sane size, that may be put into a PDF. Read from their table of contents alone.

`font-missing` (error, exit 3): a font file is not there, is damaged, too large, or its maker forbids to embed it. Why:
Pango crashes on a broken font, and a booklet with a font that may not be passed on may not be passed on either.
"""

from __future__ import annotations

import struct

from bookletpress.limits import USUAL

KINDS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
NEEDED = frozenset((b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"))
MAX_TABLES = 200
RESTRICTED, BITMAPS_ONLY = 0x0002, 0x0200


def fault(raw: bytes, most: int = USUAL.font_bytes) -> str:
    """Why this is no font to print with; "" if it is one. Of a collection, the first font is looked at."""
    if len(raw) > most:
        return f"{len(raw):,} bytes; the limit is {most:,}"
    if raw[:4] not in KINDS:
        return "it is no TrueType or OpenType font"
    try:
        start = struct.unpack_from(">I", raw, 12)[0] if raw[:4] == b"ttcf" else 0
        if raw[start : start + 4] not in KINDS[:3]:
            return "its collection is damaged"
        count = struct.unpack_from(">H", raw, start + 4)[0]
        rows = [struct.unpack_from(">4sIII", raw, start + 12 + 16 * row) for row in range(min(count, MAX_TABLES + 1))]
    except struct.error:
        return "it ends too early"
    tables = {tag: (offset, size) for tag, _, offset, size in rows}
    if count > MAX_TABLES or len(tables) < count:
        return "its table of contents is damaged"
    if any(offset + size > len(raw) for offset, size in tables.values()):
        return "it ends too early"
    if missing := sorted(tag.decode("latin-1") for tag in NEEDED - tables.keys()):
        return f"it lacks the table {missing[0]}"
    if not tables.keys() & {b"glyf", b"CFF ", b"CFF2", b"CBDT", b"sbix", b"SVG "}:
        return "it draws no letters"
    return _rights(raw, *tables.get(b"OS/2", (0, 0)))


def _rights(raw: bytes, offset: int, size: int) -> str:
    """What the maker allows: the field fsType of the table OS/2."""
    if size < 10:
        return ""  # fonts of old Macs have no such table, and no such rule
    rights = struct.unpack_from(">H", raw, offset + 8)[0]
    if rights & 0x000F == RESTRICTED:
        return "its maker forbids to embed it"
    return "its maker allows to embed pictures of it only" if rights & BITMAPS_ONLY else ""
