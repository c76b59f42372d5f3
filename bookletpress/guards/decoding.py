"""Decodes a picture to the last pixel, to see that it is whole. The only user of Pillow, imported only where needed."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO

from PIL import Image, ImageFile

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}


def fault(raw: bytes, media_type: str) -> str:
    """Why a picture cannot be decoded; "" if it can. Its size was looked at before."""
    # WeasyPrint sets this for the whole process, and then half a picture passes for a whole one.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(raw), formats=[_FORMATS[media_type]]) as picture:
                picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, Warning, Image.DecompressionBombError) as trouble:
        return " ".join(str(trouble).split())[:100] or type(trouble).__name__
    except (struct.error, zlib.error, IndexError, OverflowError) as trouble:  # of damaged chunks
        return type(trouble).__name__
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return ""
