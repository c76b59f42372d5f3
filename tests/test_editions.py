"""Each edition against its own numbers, measured on the PDF that is handed out: a real booklet in every format."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfs
import pikepdf
import pytest
from conftest import ROOT
from glyphs import Shown, shown
from PIL import Image, ImageChops

from bookletpress.formats import Format, load_formats, points
from bookletpress.imposition import bundles, sheets

FORMATS = {form.name: form for form in load_formats(ROOT)}
READ = [name for name, form in FORMATS.items() if not (form.impose or form.beside)]  # test_bilingual has the rest
FOLDED = [name for name, form in FORMATS.items() if form.impose]
LOCALES = ("en", "es")
INCH = 72.0


@dataclass(frozen=True)
class Numbers:
    """What an edition for families promises, in points: least type, type of running text, margins, longest line of it.

    `margin` is free of everything at the left and right; `contrast` the least of any word (WCAG 2.2: AA is 4.5, AAA 7).
    `line` counts characters, spaces included (WCAG 2.2, 1.4.8: 80 at most).
    """

    smallest: float
    body: float
    margin: float
    line: int
    contrast: float


USUAL = Numbers(8.7, 12.5, 0.5 * INCH, 100, 4.5)  # captions of wide drawings take the width of the page
LARGE = Numbers(18, 18, INCH, 76, 7)
EASY = Numbers(14, 16, 0.75 * INCH, 80, 4.5)
SMALL = Numbers(8.7, 11, 0.25 * INCH, 80, 4.5)
PROMISED = {
    "letter": USUAL,
    "a4": USUAL,
    "large-print-letter": LARGE,
    "large-print-a4": LARGE,
    "low-ink-letter": USUAL,
    "low-ink-a4": USUAL,
    "easy-letter": EASY,
    "easy-a4": EASY,
    "half-letter": SMALL,
    "a5": SMALL,
}


@dataclass(frozen=True)
class Sample:
    """An edition for families as it is handed out."""

    name: str
    locale: str
    pdf: bytes

    @property
    def form(self) -> Format:
        return FORMATS[self.name]

    @property
    def numbers(self) -> Numbers:
        return PROMISED[self.name]


@cache
def runs(pdf: bytes) -> list[Shown]:
    return shown(pdf)


@cache
def pictures(pdf: bytes) -> list[Image.Image]:
    return pdfs.pictures(pdf, 72)


def opened(folder: Path, name: str, locale: str, audience: str = "family") -> Sample:
    (path,) = (folder / locale).glob(f"*_{audience}_{name}_*DRAFT.pdf")
    return Sample(name, locale, path.read_bytes())


@pytest.fixture(params=[(name, locale) for name in READ for locale in LOCALES], ids="-".join, scope="module")
def edition(request: pytest.FixtureRequest, every_format: Path) -> Sample:
    return opened(every_format, *request.param)


@pytest.fixture(params=[(name, locale) for name in FOLDED for locale in LOCALES], ids="-".join, scope="module")
def folded(request: pytest.FixtureRequest, every_format: Path) -> Sample:
    return opened(every_format, *request.param)


def test_every_format_is_audited() -> None:
    assert set(PROMISED) == set(READ)
    assert FOLDED


def test_every_file_conforms_to_pdf_ua(edition: Sample) -> None:
    assert pdfs.violations(edition.pdf) == []


def test_no_character_is_smaller_than_promised(edition: Sample) -> None:
    """Running feet, captions, sources, numbers of sources and words in drawings included."""
    small = Counter(run.size for run in runs(edition.pdf) if run.size < edition.numbers.smallest - 0.005)
    assert not small


def test_running_text_has_the_size_of_the_format(edition: Sample) -> None:
    sizes = Counter(run.size for run in runs(edition.pdf) if not run.marginal)
    assert sizes[edition.numbers.body] >= 0.15 * sum(sizes.values())
    assert max(sizes) > 1.5 * edition.numbers.body


def test_words_in_drawings_are_as_large_as_promised(edition: Sample) -> None:
    """A drawing is scaled with its words: what the page says of its smallest word, the words in drawings keep."""
    form = edition.form
    if not form.smallest:
        pytest.skip("its style sheets decide how wide a drawing is")
    smallest = points(form.smallest)
    assert smallest <= edition.numbers.body
    sizes = {run.size for run in runs(edition.pdf)}
    assert any(abs(size - smallest) < 0.02 for size in sizes)
    assert not {size for size in sizes if edition.numbers.smallest + 0.3 < size < smallest - 0.02}


def test_margins_are_white(edition: Sample) -> None:
    """No ink of text, drawing or rule nearer to a side than promised; nothing at all in the outer quarter inch."""
    for number, picture in enumerate(pictures(edition.pdf), 1):
        left, top, right, foot = inked(picture)
        assert left >= edition.numbers.margin - 1, number
        assert picture.width - right >= edition.numbers.margin - 1, number
        assert min(top, picture.height - foot) >= 18, number


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(picture.convert("L")).point(lambda grey: 255 if grey > 40 else 0).getbbox()
    assert box
    return box


def test_lines_are_short_enough_to_find_the_next(edition: Sample) -> None:
    found = lines(edition.pdf, edition.numbers.body)
    assert len(found) > 100
    assert not [line for line in found if len(line) > edition.numbers.line]


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


def test_words_stand_out_from_their_ground(edition: Sample) -> None:
    """The colour of each word against the commonest colour around it."""
    least = min(contrast(run, pictures(edition.pdf)[run.page - 1]) for run in runs(edition.pdf))
    assert least >= edition.numbers.contrast


def contrast(run: Shown, picture: Image.Image) -> float:
    """WCAG 2.2, relative luminance."""
    x, y = int(run.x), int(picture.height - run.y)
    box = picture.crop((max(x - 2, 0), max(int(y - run.size), 0), x + int(run.size), y + 2)).convert("RGB")
    ground = max(box.getcolors(100_000) or [], key=lambda found: found[0])[1]
    assert isinstance(ground, tuple)
    lights = sorted((luminance(run.colour), luminance(tuple(part / 255 for part in ground))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_cover_is_one_page_and_no_drawing_is_parted_from_its_caption(edition: Sample) -> None:
    texts = [" ".join(text.split()) for text in pdfs.tool("pdftotext", "{}", "-", pdf=edition.pdf).split("\f")]
    assert {"en": "The main points", "es": "Los puntos principales"}[edition.locale] in texts[1]
    seen = {"en": ("Each phase of a trial", "Phase 1"), "es": ("Cada fase de un ensayo", "Fase 1")}[edition.locale]
    assert any(all(words in text for words in seen) for text in texts)


# Large print: the guidelines of the American Council of the Blind beyond the size.


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["large-print-letter", "large-print-a4"])
def test_large_print_has_no_italics_no_capitals_and_no_hyphens(name: str, locale: str, every_format: Path) -> None:
    pdf = opened(every_format, name, locale).pdf
    assert not any("Italic" in font.name or "Light" in font.name for font in pdfs.fonts(pdf))
    assert any("Italic" in font.name for font in pdfs.fonts(opened(every_format, "letter", locale).pdf))
    words = set(re.findall(r"\b[A-ZÁÉÍÓÚÑ]{5,}\b", " ".join(lines(pdf))))
    names = set(re.findall(r"\b[A-Z]{5,}\b", (ROOT / "booklets/shared/references.yaml").read_text("utf-8")))
    assert words <= names | {"CANCER", "THAIR"}, "only telephone letters, stressed syllables and titles are in capitals"
    assert not {"\N{SOFT HYPHEN}", "\N{HYPHEN}"} & set(pdfs.text(pdf))


# Black and white.


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("audience", ["family", "clinician"])
@pytest.mark.parametrize("size", ["letter", "a4"])
def test_low_ink_has_no_coloured_pixel_and_less_ink(size: str, audience: str, locale: str, every_format: Path) -> None:
    grey = pictures(opened(every_format, f"low-ink-{size}", locale, audience).pdf)
    colour = pictures(opened(every_format, size, locale, audience).pdf)
    assert not any(is_coloured(picture) for picture in grey)
    assert any(is_coloured(picture) for picture in colour)
    share = {"family": 0.87, "clinician": 0.97}[audience]  # a companion is nearly all text
    assert sum(map(ink, grey)) < share * sum(map(ink, colour))


def is_coloured(picture: Image.Image) -> bool:
    red, green, blue = picture.convert("RGB").split()
    return any(ImageChops.difference(red, other).getbbox() for other in (green, blue))


def ink(picture: Image.Image) -> float:
    """The share of the page that is covered, a middle grey counting half."""
    histogram = picture.convert("L").histogram()
    return sum((255 - grey) * count for grey, count in enumerate(histogram)) / 255 / (picture.width * picture.height)


# Easy.


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("size", ["letter", "a4"])
def test_easy_has_one_drawing_a_page_with_its_whole_key(size: str, locale: str, every_format: Path) -> None:
    pdf = opened(every_format, f"easy-{size}", locale).pdf
    texts = pdfs.tool("pdftotext", "-layout", "{}", "-", pdf=pdf).split("\f")
    whole = opened(every_format, size, locale).pdf
    simplified = {"en": "The drawing is simplified.", "es": "El dibujo está simplificado."}[locale]
    drawn = [" ".join(text.split()) for text in texts if simplified in " ".join(text.split())]
    assert len(drawn) == pdfs.text(whole).count(simplified)
    for text in drawn:
        assert text.count(simplified) == 1
        assert re.search(r"\b1 .*\b2 .*\b3 ", text), "the key begins and ends on the page of the drawing"
    assert len(pdfs.text(pdf)) < 0.5 * len(pdfs.text(whole))


# Pages for sheets, and sheets.


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["half-letter", "a5"])
def test_pages_to_fold_come_in_fours_and_end_with_the_colophon(name: str, locale: str, every_format: Path) -> None:
    pdf = opened(every_format, name, locale).pdf
    texts = pdfs.tool("pdftotext", "{}", "-", pdf=pdf).removesuffix("\f").split("\f")
    assert len(texts) % 4 == 0
    assert "CC BY 4.0" in " ".join(texts[-1].split())
    notes = {"en": "My notes", "es": "Mis notas"}[locale]
    assert sum(notes in text for text in texts) >= 3


def test_a_file_of_sheets_says_what_it_is_for(folded: Sample, every_format: Path) -> None:
    said = pdfs.info(folded.pdf)
    words = {"en": "For printing only: ", "es": "Solo para imprimir: "}[folded.locale]
    assert words in said["Title"]
    rows = json.loads((every_format / "catalogue.json").read_text("utf-8"))
    (row,) = [row for row in rows if row["format"] == folded.name and row["locale"] == folded.locale]
    assert row["print_only"] is True
    assert "_PRINT-ONLY_" in row["path"]
    assert {row["format"] for row in rows if row["print_only"]} == set(FOLDED)
    assert folded.form.impose
    beside = [other for other in rows if other["format"] == folded.form.impose.pages_of]
    assert {other["locale"] for other in beside} == set(LOCALES)
    with pikepdf.open(BytesIO(folded.pdf)) as document:
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert b"pdfuaid:part" not in document.Root.Metadata.read_bytes()
    name = next(other["path"] for other in beside if other["locale"] == folded.locale).rpartition("/")[2]
    told = pdfs.told(folded.pdf)
    assert name.replace("-", "") in re.sub(r"[\s-]", "", told)
    assert len(told) < 2500, "a voice reads the guide, and nothing of the sheets"


def test_the_sheets_are_those_of_the_arithmetic(folded: Sample, every_format: Path) -> None:
    """What poppler finds on each half of each side is the text of the page that must lie there."""
    impose = folded.form.impose
    assert impose
    read = opened(every_format, impose.pages_of, folded.locale).pdf
    pages = [words for words, _ in halves(read)]
    whole = [tuple(sorted(left + right)) for left, right in halves(read)]
    assert len(pages) == len(whole)
    sides = halves(folded.pdf)
    made = sheets(len(whole), most=impose.bundle)
    assert len(sides) == 2 + 2 * len(made)
    for sheet, (front, back) in zip(made, zip(sides[2::2], sides[3::2], strict=True), strict=True):
        for side, (left, right) in ((sheet.front, front), (sheet.back, back)):
            assert tuple(sorted(left)) == whole[side.left - 1]
            assert tuple(sorted(right)) == whole[side.right - 1]
    told = re.findall(r"\b\d+ \d+ \d+ \d+\b", " ".join(pdfs.told(folded.pdf).split()))
    sizes = bundles(len(made), impose.bundle)
    ends = [4 * sum(sizes[:place]) for place in range(len(sizes) + 1)]
    expected = [f"{n + 1} {size} {ends[n] + 1} {ends[n + 1]}" for n, size in enumerate(sizes)]
    assert told == expected


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
