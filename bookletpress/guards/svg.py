"""Drawings: a small subset of SVG, read without entities or document types.

Refused: everything outside the lists below, so no script, style, link, filter, foreign content, event or address; more
than 5,000 elements, 32 levels, 200 KB. About 1 KB of nested `use` can hang the layout engine (notes: guards, 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_BYTES = 200_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 32
NAMESPACE = "{http://www.w3.org/2000/svg}"

ELEMENTS = frozenset(["svg", "title", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"])
ATTRIBUTES = frozenset(
    [
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "stroke-miterlimit",
        "opacity",
        "font-family",
        "font-size",
        "font-weight",
        "text-anchor",
        "dominant-baseline",
        "letter-spacing",
    ]
)


def read(raw: bytes, path: str) -> Element:
    """The root of a drawing, tags without namespace. Raises ProblemsFound with every fault."""
    if len(raw) > MAX_BYTES:
        raise ProblemsFound(
            [
                error(
                    "file-too-large",
                    f"{len(raw):,} bytes; the limit is {MAX_BYTES:,}",
                    Location(path),
                    "simplify the drawing",
                )
            ]
        )
    try:
        root = fromstring(raw, forbid_dtd=True)
    except ParseError as fault:
        line, column = fault.position
        raise ProblemsFound(
            [
                error(
                    "svg-syntax",
                    f"not XML: {fault.msg.split(':')[0]}",
                    Location(path, line, column + 1),
                    "save the drawing again as plain SVG",
                )
            ]
        ) from None
    except DefusedXmlException:
        raise ProblemsFound(
            [
                error(
                    "svg-refused",
                    "a document type or entity",
                    Location(path, 1, 1),
                    "save the drawing as plain SVG, without a DOCTYPE",
                )
            ]
        ) from None
    found = list(_faults(root, raw.decode("utf-8", "replace"), path))
    if found:
        raise ProblemsFound(found)
    for element in root.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    return root


def _faults(root: Element, source: str, path: str) -> Iterator[Problem]:
    count = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            yield error(
                "svg-limit",
                f"more than {MAX_DEPTH} levels or {MAX_ELEMENTS:,} elements",
                Location(path),
                "simplify the drawing",
            )
            return
        name = str(element.tag).removeprefix(NAMESPACE)
        if name not in ELEMENTS:
            yield error(
                "svg-refused",
                f"<{name}> is not allowed in a drawing",
                place_of(f"<{name}", source, path),
                f"use only {', '.join(sorted(ELEMENTS))}",
            )
            continue
        for key, value in element.attrib.items():
            if key not in ATTRIBUTES or "url(" in value or "javascript:" in value:
                yield error(
                    "svg-refused",
                    f"the attribute {key} of <{name}> is not allowed",
                    place_of(key.rsplit("}", 1)[-1] + "=", source, path),
                    "use plain presentation attributes",
                )
        waiting.extend((child, depth + 1) for child in element)


def place_of(words: str, source: str, path: str) -> Location:
    """Where words first stand in the file; the file as a whole if they don't."""
    offset = source.find(words)
    if offset < 0:
        return Location(path, 1, 1)
    before = source[:offset]
    return Location(path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
