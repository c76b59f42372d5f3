"""An address as a QR code. The only user of segno."""

from __future__ import annotations

from io import BytesIO

import segno

QUIET = 4
"""Modules of white around it: without them, many cameras find nothing (ISO/IEC 18004)."""


def drawing(address: str) -> bytes:
    """The code as an SVG drawing, black on white; level M, so that a fold or a stain does not hide it."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    wide = code.symbol_size(border=QUIET)[0]
    out = BytesIO()
    code.save(out, kind="svg", border=QUIET, xmldecl=False, svgclass=None, lineclass=None, omitsize=True, light="#fff")
    return out.getvalue().replace(b"<svg ", b'<svg width="%d" height="%d" ' % (wide, wide), 1)
