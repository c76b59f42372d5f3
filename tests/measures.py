"""What an edition promises its readers in numbers, and the same numbers measured on the PDF that is handed out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfs
from conftest import ROOT
from glyphs import Shown, shown
from PIL import Image, ImageChops

from bookletpress.formats import Format, load_formats, points
from bookletpress.imposition import bundles, sheets

INCH = 72.0
SAFE = INCH / 4
"""The outer quarter inch of every page is free: no printer reaches it, and a knife may slip."""

FORMATS = {form.name: form for form in load_formats(ROOT)}
READ = tuple(name for name, form in FORMATS.items() if not (form.impose or form.beside or form.screen))
FOLDED = tuple(name for name, form in FORMATS.items() if form.impose)


@dataclass(frozen=True)
class Numbers:
    """Least type, type of running text, free margin at the left and right, in points.

    `line` is the longest line of running text in characters, spaces included (WCAG 2.2, 1.4.8: 80 at most); `contrast`
    the least of any word (WCAG 2.2: AA is 4.5, AAA 7); `share` how much of the text is running text, at least.
    """

    smallest: float
    body: float
    margin: float
    line: int
    contrast: float
    share: float = 0.15


_USUAL = Numbers(8.7, 12.5, INCH / 2, 100, 4.5)  # captions of wide drawings take the width of the page
_BRIEF = Numbers(7, 10, INCH / 2, 125, 4.5, 0.05)  # companions are tables, mostly; the colophon takes the width
_LARGE = Numbers(18, 18, INCH, 76, 7)
_EASY = Numbers(14, 16, 0.75 * INCH, 80, 4.5)
_SMALL = Numbers(8.7, 11, SAFE, 80, 4.5)
_BESIDE = Numbers(8.7, 11.5, INCH / 2, 100, 4.5)
_USUALLY = {"family": _USUAL, "clinician": _BRIEF}
_PROMISED = {"large-print": _LARGE, "easy": _EASY, "half": _SMALL, "a5": _SMALL, "bilingual": _BESIDE}


def promised(name: str, audience: str) -> Numbers:
    """The numbers of a format whose pages are read."""
    return next((numbers for start, numbers in _PROMISED.items() if name.startswith(start)), _USUALLY[audience])


@dataclass(frozen=True)
class Measured:
    """The same, measured. `body` is the share of characters' runs that have the size of running text, `side` and `edge`
    the least free margins at the sides and at head and foot, `ink` the mean share of a page that is covered.
    """

    pages: int
    sizes: Counter[float]
    body: float
    side: float
    edge: float
    line: int
    contrast: float
    coloured: int
    ink: float
    violations: int

    @property
    def smallest(self) -> float:
        return min(self.sizes)


def measured(pdf: bytes, numbers: Numbers) -> Measured:
    """Everything that is measured, on a file whose pages are read."""
    runs, pages = shown(pdf), pdfs.pictures(pdf, 72)
    boxes = [inked(page) for page in pages]
    text = Counter(run.size for run in runs if not run.marginal)
    return Measured(
        len(pages),
        Counter(run.size for run in runs),
        text[numbers.body] / text.total(),
        min(min(box[0], page.width - box[2]) for box, page in zip(boxes, pages, strict=True)),
        min(min(box[1], page.height - box[3]) for box, page in zip(boxes, pages, strict=True)),
        max(map(len, lines(pdf, numbers.body))),
        min(contrast(run, pages[run.page - 1]) for run in runs),
        sum(map(is_coloured, pages)),
        sum(map(ink, pages)) / len(pages),
        len(pdfs.violations(pdf)),
    )


def faults(found: Measured, numbers: Numbers, form: Format) -> Iterator[str]:
    """How an edition breaks its promise; a picture of a page has whole pixels, so margins may lack one."""
    if found.smallest < numbers.smallest - 0.005:
        yield f"type of {found.smallest} points, less than {numbers.smallest}"
    if found.body < numbers.share:
        yield f"only {found.body:.0%} of the text has {numbers.body} points"
    if found.side < numbers.margin - 1:
        yield f"a side margin of {found.side:g} points, less than {numbers.margin:g}"
    if found.edge < SAFE:
        yield f"ink {found.edge:g} points from the head or foot of the paper, less than {SAFE:g}"
    if found.line > numbers.line:
        yield f"a line of {found.line} characters, more than {numbers.line}"
    if found.contrast < numbers.contrast:
        yield f"a contrast of {found.contrast:.2f}, less than {numbers.contrast}"
    if form.grey and found.coloured:
        yield f"{found.coloured} pages with colour"
    if found.pages % form.multiple:
        yield f"{found.pages} pages, no multiple of {form.multiple}"
    if found.violations:
        yield f"{found.violations} violations of PDF/UA-1"
    if form.smallest:
        between = [size for size in found.sizes if numbers.smallest + 0.3 < size < points(form.smallest) - 0.02]
        if between:
            yield f"words in drawings of {min(between)} points, less than {form.smallest}"


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box of all that is printed on a page."""
    box = ImageChops.invert(picture.convert("L")).point(lambda grey: 255 if grey > 40 else 0).getbbox()
    return box or (0, 0, *picture.size)


BOX = 1.257
"""How high poppler's box of a word is, in parts of the size of the house font."""


def lines(pdf: bytes, size: float = 0) -> list[str]:
    """The lines as poppler sees them, each of one column: those of this size of type, or all."""
    found = []
    for line in boxes(pdf, "-bbox-layout").iter("line"):
        words = list(line.iter("word"))
        heights = [float(word.get("yMax", 0)) - float(word.get("yMin", 0)) for word in words]
        if not size or any(abs(height - BOX * size) < 0.1 for height in heights):
            found.append(" ".join(word.text or "" for word in words))
    return found


def boxes(pdf: bytes, how: str) -> ET.Element:
    """The words with their places, as poppler finds them."""
    told = pdfs.tool("pdftotext", how, "{}", "-", pdf=pdf).partition("</html>")
    return ET.fromstring(re.sub(r' xmlns="[^"]*"', "", told[0] + told[1]))


def contrast(run: Shown, picture: Image.Image) -> float:
    """The colour of a word against the commonest colour around it (WCAG 2.2, relative luminance)."""
    x, y = int(run.x), int(picture.height - run.y)
    box = picture.crop((max(x - 2, 0), max(int(y - run.size), 0), x + int(run.size), y + 2)).convert("RGB")
    ground = max(box.getcolors(100_000) or [], key=lambda found: found[0])[1]
    assert isinstance(ground, tuple)
    lights = sorted((luminance(run.colour), luminance(tuple(part / 255 for part in ground))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: Sequence[float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_coloured(picture: Image.Image) -> bool:
    red, green, blue = picture.convert("RGB").split()
    return any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


def ink(picture: Image.Image) -> float:
    """The share of the page that is covered, a middle grey counting half."""
    histogram = picture.convert("L").histogram()
    return sum((255 - grey) * count for grey, count in enumerate(histogram)) / 255 / (picture.width * picture.height)


def sheet_faults(read: bytes, folded: bytes, form: Format) -> Iterator[str]:
    """What poppler finds on each half of each side must be the text of the page that has to lie there; the guide before
    the sheets must name the pages of each bundle.
    """
    impose = form.impose
    assert impose
    pages = [tuple(sorted(left + right)) for left, right in halves(read)]
    made = sheets(len(pages), most=impose.bundle, turn=impose.turn)
    sides = halves(folded)[2:]
    wanted = [side for sheet in made for side in (sheet.front, sheet.back)]
    if len(sides) != len(wanted):
        yield f"{len(sides)} sides of sheets instead of {len(wanted)}"
        return
    for number, (side, found) in enumerate(zip(wanted, sides, strict=True), 3):
        if tuple(tuple(sorted(half)) for half in found) != (pages[side.left - 1], pages[side.right - 1]):
            yield f"page {number} of the file does not hold folios {side.left} and {side.right}"
    sizes = bundles(len(made), impose.bundle)
    ends = [4 * sum(sizes[:place]) for place in range(len(sizes) + 1)]
    expected = [f"{n + 1} {size} {ends[n] + 1} {ends[n + 1]}" for n, size in enumerate(sizes)]
    if re.findall(r"\b\d+ \d+ \d+ \d+\b", pdfs.told(folded)) != expected:
        yield "the guide counts the bundles wrongly"


def halves(pdf: bytes) -> list[tuple[list[str], list[str]]]:
    """The words on the left and on the right half of each page."""
    found = []
    for page in boxes(pdf, "-bbox").iter("page"):
        middle = float(page.get("width", 0)) / 2
        left, right = list[str](), list[str]()
        for word in page.iter("word"):
            (left if float(word.get("xMin", 0)) < middle else right).append(word.text or "")
        found.append((left, right))
    return found
