"""Each edition against its own numbers, measured on PDFs as they are handed out: a real booklet in each further format.

tests/audit.py measures every edition of every booklet in the same way; here each format is built once.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import audit
import pdfs
import pikepdf
import pytest
from conftest import ROOT, built_once
from measures import FOLDED, FORMATS, READ, faults, halves, ink, is_coloured, lines, measured, promised, sheet_faults
from pages import composed, faces

from bookletpress.formats import Format, points
from bookletpress.press import press

SLUG = "alk-inhibitors"
BUILT = {"large-print-letter": "es", "easy-letter": "es", "low-ink-letter": "en", "fold-letter": "en"}
"""Each in one language: what takes most room is in Spanish, what is compared with other files in English."""


@dataclass(frozen=True)
class Sample:
    """An edition for families as it is handed out."""

    name: str
    locale: str
    pdf: bytes

    @property
    def form(self) -> Format:
        return FORMATS[self.name]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Language -> output folder of one booklet in further formats."""
    made = {}
    for locale in dict.fromkeys(BUILT.values()):
        words = [word for name, language in BUILT.items() if language == locale for word in ("-f", name)]
        made[locale] = built_once(tmp_path_factory, f"formats-{locale}", SLUG, "-a", "family", "-l", locale, *words)
    return made


def opened(folder: Path, name: str, locale: str) -> Sample:
    (path,) = (folder / locale).glob(f"{SLUG}_*_family_{name}_*DRAFT.pdf")
    return Sample(name, locale, path.read_bytes())


@pytest.fixture(params=["large-print-letter", "easy-letter", "low-ink-letter", "half-letter"], scope="module")
def edition(request: pytest.FixtureRequest, shelf: dict[str, Path]) -> Sample:
    locale = BUILT.get(request.param, "en")
    return opened(shelf[locale], request.param, locale)


@pytest.fixture(scope="module")
def folded(shelf: dict[str, Path]) -> Sample:
    return opened(shelf["en"], "fold-letter", "en")


def test_an_edition_keeps_its_numbers(edition: Sample) -> None:
    """Least type, running text, margins, lines, contrast, colour, number of pages, PDF/UA-1, words in drawings."""
    numbers = promised(edition.name, "family")
    found = measured(edition.pdf, numbers)
    assert list(faults(found, numbers, edition.form)) == []
    assert found.violations == 0
    assert max(found.sizes) > 1.5 * numbers.body
    if edition.form.smallest:
        assert any(abs(size - points(edition.form.smallest)) < 0.02 for size in found.sizes)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<p style="font-size: 6pt">small</p>', "type of 6.0 points"),
        ('<p style="margin-left: -40pt">out</p>', "a side margin of"),
        ('<p style="position: relative; top: -155pt">up</p>', "ink .* points from the head or foot"),
        ('<p style="white-space: nowrap">' + "i " * 45 + "</p>", "a line of 89 characters"),
        ('<p style="color: #999">pale</p>', "a contrast of 2.8"),
        ('<p style="background: #ccf">blue</p>', "1 pages with colour"),
        ('<p style="font-size: 9.5pt">between</p>', "words in drawings of 9.5 points"),
        ('<p style="font-size: 20pt">' + "<b>large</b> " * 20 + "</p>", "only .* of the text has 12 points"),
    ],
)
def test_a_broken_promise_is_noticed(body: str, told: str) -> None:
    numbers = replace(promised("half-letter", "family"), body=12)
    form = replace(FORMATS["low-ink-letter"], smallest="10pt")
    whole = f"<section><h1>Words</h1><p>Words</p>{body}</section>"
    pdf = press(composed(whole, "html { color: #222 }"), faces()).pdf
    (found,) = faults(measured(pdf, numbers), numbers, form)
    assert re.match(told, found)


def test_every_format_has_a_row_in_the_table() -> None:
    page = audit.PAGE.read_text("utf-8")
    assert all(f"| `{name}` |" in page for name in (*READ, *FOLDED))
    assert set(FORMATS) == {*READ, *FOLDED, *(name for name, form in FORMATS.items() if form.beside or form.screen)}


def test_the_cover_is_one_page_and_no_drawing_is_parted_from_its_caption(edition: Sample) -> None:
    texts = [" ".join(text.split()) for text in pdfs.tool("pdftotext", "{}", "-", pdf=edition.pdf).split("\f")]
    assert {"en": "The main points", "es": "Los puntos principales"}[edition.locale] in texts[1]
    seen = {
        "en": ("The road has five stops", "Trial or request"),
        "es": ("El camino tiene cinco paradas", "Ensayo o solicitud"),
    }[edition.locale]
    assert any(all(words in text for words in seen) for text in texts)


# Large print: the guidelines of the American Council of the Blind beyond the size.


def test_large_print_has_no_italics_no_capitals_and_no_hyphens(shelf: dict[str, Path], real: Path) -> None:
    pdf = opened(shelf["es"], "large-print-letter", "es").pdf
    assert not any("Italic" in font.name or "Light" in font.name for font in pdfs.fonts(pdf))
    assert any("Italic" in font.name for font in pdfs.fonts(opened(real, "letter", "es").pdf))
    words = set(re.findall(r"\b[A-ZÁÉÍÓÚÑ]{5,}\b", " ".join(lines(pdf))))
    names = set(re.findall(r"\b[A-Z]{5,}\b", (ROOT / "booklets/shared/references.yaml").read_text("utf-8")))
    assert words <= names | {"CANCER"}, "only telephone letters and titles of sources are in capitals"
    assert not {"\N{SOFT HYPHEN}", "\N{HYPHEN}"} & set(pdfs.text(pdf))


# Black and white.


def test_low_ink_has_no_coloured_pixel_and_less_ink(shelf: dict[str, Path], real: Path) -> None:
    grey = pdfs.pictures(opened(shelf["en"], "low-ink-letter", "en").pdf, 48)
    colour = pdfs.pictures(opened(real, "letter", "en").pdf, 48)
    assert not any(map(is_coloured, grey))
    assert any(map(is_coloured, colour))
    assert sum(map(ink, grey)) < 0.87 * sum(map(ink, colour))


# Easy.


def test_easy_has_one_drawing_a_page_with_its_whole_key(shelf: dict[str, Path], real: Path) -> None:
    pdf = opened(shelf["es"], "easy-letter", "es").pdf
    texts = pdfs.tool("pdftotext", "-layout", "{}", "-", pdf=pdf).split("\f")
    whole = opened(real, "letter", "es").pdf
    simplified = "El dibujo está simplificado."
    drawn = [" ".join(text.split()) for text in texts if simplified in " ".join(text.split())]
    assert len(drawn) == pdfs.text(whole).count(simplified)
    for text in drawn:
        assert text.count(simplified) == 1
        assert re.search(r"\b1 .*\b2 ", text), "the key begins and ends on the page of the drawing"
    assert len(pdfs.text(pdf)) < 0.6 * len(pdfs.text(whole))


# Pages for sheets, and sheets.


def test_pages_to_fold_end_with_the_colophon(shelf: dict[str, Path]) -> None:
    pdf = opened(shelf["en"], "half-letter", "en").pdf
    texts = pdfs.tool("pdftotext", "{}", "-", pdf=pdf).removesuffix("\f").split("\f")
    assert len(texts) % 4 == 0
    assert "CC BY 4.0" in " ".join(texts[-1].split())
    assert sum("My notes" in text for text in texts) >= 2


def test_a_file_of_sheets_says_what_it_is_for(folded: Sample, shelf: dict[str, Path]) -> None:
    assert "For printing only: " in pdfs.info(folded.pdf)["Title"]
    rows = json.loads((shelf["en"] / "catalogue.json").read_text("utf-8"))
    (row,) = [row for row in rows if row["format"] == folded.name]
    assert row["print_only"] is True
    assert "_PRINT-ONLY_" in row["path"]
    assert {row["format"] for row in rows if row["print_only"]} == {"fold-letter"}
    (beside,) = [row for row in rows if row["format"] == "half-letter"]
    with pikepdf.open(BytesIO(folded.pdf)) as document:
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
        assert b"pdfuaid:part" not in document.Root.Metadata.read_bytes()
    with pikepdf.open(BytesIO(opened(shelf["en"], "half-letter", "en").pdf)) as document:
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert document.Root.ViewerPreferences.PrintScaling == "/None"
    told = pdfs.told(folded.pdf)
    assert beside["path"].rpartition("/")[2].replace("-", "") in re.sub(r"[\s-]", "", told)
    assert len(told) < 2500, "a voice reads the guide, and nothing of the sheets"


def test_the_sheets_are_those_of_the_arithmetic(folded: Sample, shelf: dict[str, Path]) -> None:
    read = opened(shelf["en"], "half-letter", "en").pdf
    assert list(sheet_faults(read, folded.pdf, folded.form)) == []
    assert len(halves(folded.pdf)) > 10


def test_sheets_of_other_pages_are_noticed(folded: Sample, shelf: dict[str, Path]) -> None:
    with pikepdf.open(BytesIO(opened(shelf["en"], "half-letter", "en").pdf)) as document:
        second = document.pages[1]
        del document.pages[1]
        document.pages.insert(2, second)
        swapped = BytesIO()
        document.save(swapped)
    found = list(sheet_faults(swapped.getvalue(), folded.pdf, folded.form))
    assert len(found) == 2
    assert all("does not hold folios" in fault for fault in found)
