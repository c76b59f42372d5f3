"""What a finished PDF offers to people who listen to it, enlarge it or walk through it by key: counted, not promised.

These are measurements. Whether a file is accessible, people with their own tools and a conformance checker tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Page, Pdf, PdfError, Stream, String

from bookletpress.finish.structure import Element, elements

_PART = re.compile(rb"<pdfuaid:part>(\d)</pdfuaid:part>|pdfuaid:part=\"(\d)\"")
_TITLED = re.compile(r"H([1-6])")


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts, unless it says otherwise. `declares` is the standard that the file names, such as "PDF/UA-1", or "".

    `pages_in_order`: pages on which the tab key follows the structure. `headings_in_order`: none is skipped.
    Sizes of type are in points, 0 where there is no text; most of the text is set in `usual_type`.
    """

    pages: int
    declares: str
    tagged: bool
    language: str
    title: str
    title_shown: bool
    bookmarks: int
    headings: int
    headings_in_order: bool
    pictures: int
    pictures_described: int
    tables: int
    tables_with_heads: int
    links: int
    links_with_words: int
    pages_in_order: int
    fonts: int
    fonts_inside: int
    smallest_type: float
    usual_type: float


def measure(file: Path) -> Measured:
    """Measures a finished file. Raises ValueError for one that is no whole PDF, OSError if it cannot be read."""
    try:
        with Pdf.open(file) as pdf:
            return _measured(pdf)
    except (PdfError, AttributeError, KeyError, TypeError) as fault:
        raise ValueError(f"{file.name} is no whole PDF") from fault


def _measured(pdf: Pdf) -> Measured:
    root = pdf.Root
    known = list(elements(pdf))
    pictures = [element.node for element in known if element.kind == "Figure"]
    levels = [int(found[1]) for element in known if (found := _TITLED.fullmatch(element.kind))]
    links = [note for page in pdf.pages for note in page.obj.get(Name.Annots, Array()) if note.Subtype == Name.Link]
    part = _PART.search(root.Metadata.read_bytes()) if Name.Metadata in root else None
    fonts = list(_fonts(pdf))
    tables, headed = _tables(known)
    sizes = _sizes(pdf)
    return Measured(
        pages=len(pdf.pages),
        declares=f"PDF/UA-{(part[1] or part[2]).decode()}" if part else "",
        tagged=Name.StructTreeRoot in root and bool(root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False)),
        language=str(root.get(Name.Lang, "")),
        title=str(pdf.docinfo.get(Name.Title, "")),
        title_shown=bool(root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False)),
        bookmarks=_bookmarks(pdf),
        headings=len(levels),
        headings_in_order=levels[:1] in ([], [1]) and all(after - before <= 1 for before, after in pairwise(levels)),
        pictures=len(pictures),
        pictures_described=sum(bool(str(node.get(Name.Alt, "")).strip()) for node in pictures),
        tables=tables,
        tables_with_heads=headed,
        links=len(links),
        links_with_words=sum(bool(str(note.get(Name.Contents, "")).strip()) for note in links),
        pages_in_order=sum(page.obj.get(Name.Tabs) == Name.S for page in pdf.pages),
        fonts=len(fonts),
        fonts_inside=sum(Name.FontFile2 in font or Name.FontFile3 in font for font in fonts),
        smallest_type=min(sizes, default=0.0),
        usual_type=max(sizes, key=sizes.__getitem__, default=0.0),
    )


def _bookmarks(pdf: Pdf) -> int:
    with pdf.open_outline() as outline:
        waiting, count = list(outline.root), 0
        while waiting:
            entry = waiting.pop()
            count += 1
            waiting.extend(entry.children)
    return count


def _tables(known: Iterable[Element]) -> tuple[int, int]:
    """How many tables there are, and how many of them have a header cell."""
    total = headed = 0
    fresh = False
    for element in known:
        if element.kind == "Table":
            total, fresh = total + 1, True
        elif element.kind == "TH" and fresh:
            headed, fresh = headed + 1, False
    return total, headed


def _fonts(pdf: Pdf) -> Iterator[Object]:
    """The descriptions of all fonts, each once."""
    for entry in pdf.objects:
        if isinstance(entry, Dictionary) and entry.get(Name.Type) == Name.FontDescriptor:
            yield entry


def _sizes(pdf: Pdf) -> dict[float, int]:
    """The sizes of type as they are seen, in tenths of a point, and how many bytes of text are set in each."""
    sizes: dict[float, int] = {}
    for page in pdf.pages:
        for size, length in _run(page, Matrix(), page.resources):
            sizes[round(size, 1)] = sizes.get(round(size, 1), 0) + length
    return sizes


def _run(content: Page | Object, outer: Matrix, resources: Object) -> Iterator[tuple[float, int]]:
    """Follows the graphics state: `cm` and `Tm` scale what `Tf` names; forms are gone into."""
    states, now, line, size = [], outer, Matrix(), 0.0
    for instruction in pikepdf.parse_content_stream(content):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                states.append((now, size))
            case "Q" if states:
                now, size = states.pop()
            case "cm":
                now = Matrix(*map(float, operands)) @ now
            case "BT":
                line = Matrix()
            case "Tm":
                line = Matrix(*map(float, operands))
            case "Tf":
                size = float(operands[1])
            case "Tj" | "TJ":
                seen = line @ now
                yield size * float(seen.c**2 + seen.d**2) ** 0.5, sum(map(_length, operands))
            case "Do":
                form = resources.get(Name.XObject, Dictionary()).get(operands[0])
                if isinstance(form, Stream) and form.get(Name.Subtype) == Name.Form:
                    placed = Matrix(*map(float, form.get(Name.Matrix, [1, 0, 0, 1, 0, 0]))) @ now
                    yield from _run(form, placed, form.get(Name.Resources, resources))


def _length(shown: Object) -> int:
    """The bytes of a string, or of those in an array; the numbers between them move the pen."""
    if isinstance(shown, Array):
        return sum(len(bytes(part)) for part in shown if isinstance(part, String))
    return len(bytes(shown)) if isinstance(shown, String) else 0
