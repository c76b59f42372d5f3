"""Every character that a PDF paints: where, how large, in which colour. An interpreter of its own, on plain pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Matrix, Object

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Shown:
    """A run of characters: its page, the place where it begins (points from the lower left corner of the trimmed page),
    the height of its type and its colour. `marginal` if it is an artifact, such as a running foot.
    """

    page: int
    x: float
    y: float
    size: float
    colour: Colour
    marginal: bool


def shown(pdf: bytes) -> list[Shown]:
    """All runs of characters, drawings included, in the order of painting."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [run for number, page in enumerate(document.pages, 1) for run in _page(page, number)]


def _page(page: pikepdf.Page, number: int) -> Iterator[Shown]:
    left, low = (float(value) for value in list(page.trimbox)[:2])
    yield from _stream(page, page.resources, Matrix().translated(-left, -low), number, (0.0, 0.0, 0.0))


def _stream(holder: Object | pikepdf.Page, resources: Object, base: Matrix, page: int, ink: Colour) -> Iterator[Shown]:
    now, text, size, kept, tags = base, Matrix(), 0.0, list[tuple[Matrix, Colour]](), list[str]()
    for operands, operator in pikepdf.parse_content_stream(holder):
        match str(operator):
            case "q":
                kept.append((now, ink))
            case "Q":
                now, ink = kept.pop()
            case "cm":
                now = _matrix(operands) @ now
            case "rg" | "g":
                red, *others = (float(part) for part in operands)
                ink = (red, others[0], others[1]) if others else (red, red, red)
            case "Tm":
                text = _matrix(operands)
            case "Tf":
                size = float(operands[1])
            case "BDC" | "BMC":
                tags.append(str(operands[0]))
            case "EMC":
                tags.pop()
            case "TJ" | "Tj":
                whole = text @ now
                height = size * (whole.c**2 + whole.d**2) ** 0.5
                yield Shown(page, whole.e, whole.f, round(height, 2), ink, "/Artifact" in tags)
            case "Do":
                form = resources.XObject[str(operands[0])]
                if form.Subtype == "/Form":
                    inner = _matrix(form.get("/Matrix", [1, 0, 0, 1, 0, 0])) @ now
                    yield from _stream(form, form.get("/Resources", resources), inner, page, ink)


def _matrix(values: object) -> Matrix:
    return Matrix(*(float(value) for value in values))  # type: ignore[attr-defined]
