"""Pages from right to left: isolated runs, mirrored margins, logical style sheets; drawings and grids as seen."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pdfs
import pikepdf
import pytest
import tinycss2
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from shelf import ARABIC, ENGLISH, text

from bookletpress import fonts, layout
from bookletpress.edition import Asset, Composed, Edition
from bookletpress.finish import finish
from bookletpress.model import FontChoice, Interface
from bookletpress.problems import EnvironmentFault, Location
from bookletpress.righttoleft import END, LEFT_TO_RIGHT, direction_of, isolated, mirrored
from bookletpress.templates import Voice

RUNS = {
    "a dose": ("خذ 5 mg الآن", "خذ [5 mg] الآن"),
    "a dose by weight": ("خذ 2.5 mg/kg", "خذ [2.5 mg/kg]"),
    "two temperatures": ("حرارة 100.5 °F (38 °C)", "حرارة [100.5 °F] ([38 °C])"),
    "a telephone number": ("اتصل 1-800-555-0100.", "اتصل [1-800-555-0100]."),
    "a range": ("2–3 أيام", "[2–3] أيام"),
    "a share": ("نحو 62% منهم", "نحو [62%] منهم"),
    "a limit": ("حتى ≥5 mg", "حتى [≥5 mg]"),
    "a bare decimal": ("قيمة P=.25.", "قيمة [P=.25]."),
    "a medicine of two words": ("دواء dinutuximab beta، ثم", "دواء [dinutuximab beta]، ثم"),
    "two names of one": ("lorlatinib (Lorbrena)", "[lorlatinib] ([Lorbrena])"),
    "a code": ("علامة GD2؟", "علامة [GD2]؟"),
    "letters right behind an Arabic one": ("وGD2", "و[GD2]"),
    "plain numbers": ("5 و 7, 9", "5 و 7, 9"),
    "a place to fill in": ("صفحة {number} من {count}", "صفحة {number} من {count}"),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_runs_from_left_to_right_are_isolated(name: str) -> None:
    words, expected = RUNS[name]
    assert isolated(words).replace(LEFT_TO_RIGHT, "[").replace(END, "]") == expected


@given(st.text("abا ب5.,-–%°()C:{}\u00a0", max_size=30))
def test_isolates_are_all_that_is_added_and_they_are_paired(words: str) -> None:
    said = isolated(words)
    assert said.replace(LEFT_TO_RIGHT, "").replace(END, "") == words
    assert not re.sub(f"{LEFT_TO_RIGHT}[^{LEFT_TO_RIGHT}{END}]+{END}", "", said).strip(words)


def test_the_direction_of_a_name() -> None:
    assert [direction_of(words) for words in ("Sample Reviewer", "1 فلان", "12", "")] == ["ltr", "rtl", "ltr", "ltr"]


def test_values_that_are_filled_in_are_isolated_in_arabic_only() -> None:
    words = {"PDF, {size}": text("ملف {size}", "ar")}
    said = Voice(Interface("ar", words), ARABIC).say("PDF, {size}", size="1.4 MB")
    assert said == f"ملف {LEFT_TO_RIGHT}1.4 MB{END}"
    english = {"PDF, {size}": text("PDF, {size}")}
    assert Voice(Interface("en", english), ENGLISH).say("PDF, {size}", size="1.4 MB") == "PDF, 1.4 MB"


def test_margins_are_mirrored_and_nothing_else() -> None:
    css = (
        "@page { margin: 1pt 2pt 3pt 4pt;\n @top-left { padding: 0;\n text-align: left; letter-spacing: .1em }\n"
        " @bottom-right { content: none } }\n@page x:left { margin-left: 0 }\n"
        ".a { background: x left; margin: 1 2 3 4 }"
    )
    assert mirrored(css) == (
        "@page { margin: 1pt 4pt 3pt 2pt;\n @top-right { direction: rtl; padding: 0;\n text-align: right; }\n"
        " @bottom-left { direction: rtl; content: none } }\n@page x:right { margin-right: 0 }\n"
        ".a { background: x left; margin: 1 2 3 4 }"
    )


SHEETS = sorted((ROOT / "styles").rglob("*.css"))
PHYSICAL = re.compile(r"(?:margin|padding|border)-(?:left|right)|^(?:left|right)$|-(?:left|right)-|-(?:left|right)$")


def physical(css: str) -> list[str]:
    """The declarations that name left or right, outside @page and [dir] rules. A background may: see section 14."""
    found = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or "dir=" in tinycss2.serialize(rule.prelude):
            continue
        for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if one.type == "declaration":
                value = tinycss2.serialize(one.value).strip()
                side = one.name in ("float", "clear", "text-align") and value in ("left", "right")
                if PHYSICAL.search(one.name) or side:
                    found.append(f"{tinycss2.serialize(rule.prelude).strip()} {one.name}: {value}")
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_place_nothing_left_or_right(sheet: Path) -> None:
    assert physical(sheet.read_text("utf-8")) == []


def test_a_sheet_that_does_is_found() -> None:
    assert physical(".a { margin-left: 1pt; float: left } [dir=rtl] .b { left: 0 }") == [
        ".a margin-left: 1pt",
        ".a float: left",
    ]


HEBREW_TOO = FontChoice("fonts-dejavu-core", (("DejaVuSans.ttf", 400, "normal"),), Location(""))


def pressed(body: str, style: str = "", direction: str = "rtl") -> bytes:
    """A page from right to left, laid out and finished; skipped where the font is not installed."""
    try:
        faces = fonts.faces(HEBREW_TOO)
    except EnvironmentFault as fault:
        pytest.skip(str(fault.problem))
    sheet = Asset("a.css", "text/css", f'html {{ font: 20pt "Booklet" }} {style}'.encode())
    html = (
        f'<!DOCTYPE html>\n<html lang="ar" dir="{direction}"><head><title>T</title>'
        f'<link rel="stylesheet" href="asset:a.css"/></head><body>{body}</body></html>'
    )
    composed = Composed(Edition("a", "ar", "family", "a4"), html, (sheet,), "T", "ar", (), direction)
    laid_out = layout.lay_out(composed, faces)
    assert not laid_out.problems
    return finish(laid_out.pdf, composed)


def places(pdf: bytes) -> dict[str, float]:
    """Each word of the first page with its left edge, as poppler finds it."""
    boxes = pdfs.tool("pdftotext", "-bbox", "{}", "-", pdf=pdf)
    return {word: float(left) for left, word in re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)</word>', boxes)}


def test_a_grid_begins_at_the_right() -> None:
    columns = "div { display: grid; grid-template-columns: 1fr 2fr }"
    found = places(pressed("<div><p>11</p><p>22</p><p>33</p></div>", columns))
    assert found["11"] > found["22"]
    assert found["33"] == pytest.approx(found["11"], abs=1)
    plain = places(pressed("<div><p>11</p><p>22</p></div>", columns, "ltr"))
    assert plain["11"] < plain["22"]


def test_words_in_a_drawing_join_as_they_do_in_text() -> None:
    """The same word as text and in a drawing: the same glyphs side by side, so the same width on paper."""
    word = "كلية"
    label = f'<text x="20" y="30" font-family="Booklet" font-size="30">{word}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><title>T</title>{label}</svg>'
    style = "p, div { margin: 0 } body { direction: ltr }"
    drawn = pressed(f"<div>{svg}</div>", style)
    typed = pressed(f'<p style="font-size: 30px">{word}</p>', style)
    one, other = (widths(pdf) for pdf in (drawn, typed))
    assert len(one) == 1  # one word, not one a letter
    assert one == pytest.approx(other, abs=0.5)


def widths(pdf: bytes) -> list[float]:
    boxes = pdfs.tool("pdftotext", "-bbox", "{}", "-", pdf=pdf)
    found = re.findall(r'<word xMin="([\d.]+)"[^>]* xMax="([\d.]+)"', boxes)
    return [float(right) - float(left) for left, right in found]


def test_a_file_says_that_its_pages_turn_the_other_way() -> None:
    def turned(direction: str) -> object:
        with pikepdf.open(BytesIO(pressed("<p>1</p>", direction=direction))) as pdf:
            return pdf.Root.ViewerPreferences.get("/Direction")

    assert (turned("rtl"), turned("ltr")) == ("/R2L", None)
