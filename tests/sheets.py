"""Looks at the pages of a PDF: their texts, and how far each is filled."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pdfs import tool
from PIL import Image, ImageChops

HEAD, FOOT = 0.105, 0.905
"""Where the text area begins and ends, as shares of the height: the draft strip and the running foot lie outside."""


def pages(pdf: bytes) -> list[str]:
    """The words of each page, the running head and foot among them."""
    return tool("pdftotext", "-layout", "{}", "-", pdf=pdf).removesuffix("\f").split("\f")


def language(pdf: bytes) -> str:
    """The language of the document."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return str(document.Root.Lang)


def filled(picture: Image.Image) -> float:
    """Down to which share of the text area the page is filled."""
    top, foot = int(picture.height * HEAD), int(picture.height * FOOT)
    area = picture.convert("L").crop((0, top, picture.width, foot))
    ink = ImageChops.invert(area).point(lambda grey: 255 if grey > 24 else 0).getbbox()
    return (ink[3] if ink else 0) / area.height


def destinations(pdf: bytes) -> dict[str, int]:
    """The named places of a document, each with the number of its page."""
    with pikepdf.open(BytesIO(pdf)) as document:
        number = {page.obj.objgen: place for place, page in enumerate(document.pages, 1)}
        names = iter(pikepdf.NameTree(document.Root.Names.Dests).items())
        return {str(name): number[place[0].objgen] for name, place in names}
