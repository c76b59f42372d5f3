"""styles/formats.yaml: sizes that a printer knows, and style sheets that lie where they should."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from faults import Told, refused, write

from bookletpress.formats import PATH, Impose, load_formats, points
from bookletpress.problems import ProblemsFound

LETTER = "- name: letter\n  label: Letter\n  width: 8.5in\n  height: 279.4mm\n  sheets: [letter.css]\n"


def test_formats_are_read_in_order(tmp_path: Path) -> None:
    write(tmp_path, {PATH: LETTER + LETTER.replace("letter", "a4-fold")})
    letter, fold = load_formats(tmp_path)
    assert (letter.name, letter.label.source, letter.width, letter.height) == ("letter", "Letter", "8.5in", "279.4mm")
    assert (letter.sheets, fold.name, fold.sheets) == (("letter.css",), "a4-fold", ("a4-fold.css",))
    assert {form.name for form in load_formats(ROOT)} >= {"letter", "a4"}


FOLD = "- name: fold\n  label: Fold\n  width: 11in\n  height: 8.5in\n  impose: {pages-of: letter, turn: short}\n"
SHEETS = "  sheets: [letter.css]\n"
WEB = "- name: web\n  label: Web page\n  kind: screen\n  sheets: [screen.css]\n"
BROKEN: dict[str, tuple[str, str, Told]] = {
    "none": (LETTER, "[]", [("formats-missing", 1, 1)]),
    "empty": (LETTER, "", [("yaml-empty", 1, 1)]),
    "a mapping": (LETTER, "a: b", [("value-shape", 1, 1)]),
    "the same twice": (LETTER, LETTER + LETTER, [("format-duplicate", 7, 10)]),
    "a name with capitals": ("name: letter", "name: Letter", [("identifier", 1, 9)]),
    "no label": ("  label: Letter\n", "", [("key-missing", 1, 3)]),
    "a width without a unit": ("8.5in", "8.5", [("length", 3, 10)]),
    "a width in pixels": ("8.5in", "800px", [("length", 3, 10)]),
    "a width that calculates": ("8.5in", "calc(1in)", [("length", 3, 10)]),
    "a negative width": ("8.5in", "-1in", [("length", 3, 10)]),
    "a sheet elsewhere": ("letter.css", "../a.css", [("sheet-name", 5, 12)]),
    "a sheet that is none": ("letter.css", "a.html", [("sheet-name", 5, 12)]),
    "a name that stands for all": ("name: letter", "name: all", [("format-reserved", 2, 10)]),
    "readers that there are not": (SHEETS, f"{SHEETS}  audiences: [famly]\n", [("value-unknown", 6, 15)]),
    "a kind of block that there is not": (SHEETS, f"{SHEETS}  takes: [points, pictures]\n", [("value-unknown", 6, 19)]),
    "no count": (SHEETS, f"{SHEETS}  pages-in: 0\n", [("count", 6, 13)]),
    "no switch": (SHEETS, f"{SHEETS}  everyday: true\n", [("value-unknown", 6, 13)]),
    "no ink": (SHEETS, f"{SHEETS}  ink: gray\n", [("value-unknown", 6, 8)]),
    "no way to print tables": (SHEETS, f"{SHEETS}  tables: card\n", [("value-unknown", 6, 11)]),
    "a smallest size without a unit": (SHEETS, f"{SHEETS}  smallest: 18\n", [("length", 6, 13)]),
    "half of the widths": (SHEETS, f"{SHEETS}  drawings: {{narrow: 9pt}}\n", [("key-missing", 6, 13)]),
    "sheets of themselves": (SHEETS, f"{SHEETS}  impose: {{pages-of: letter}}\n", [("impose-unknown", 6, 11)]),
    "pages that do not come in fours": (
        SHEETS,
        f"{SHEETS}  pages-in: 2\n{FOLD}",
        [("impose-pages", 11, 11)],
    ),
    "sheets for others": (SHEETS, f"{SHEETS}  pages-in: 4\n  audiences: [family]\n{FOLD}", [("impose-pages", 12, 11)]),
    "no edge": (SHEETS, f"{SHEETS}  pages-in: 4\n{FOLD.replace('short', 'left')}", [("value-unknown", 11, 36)]),
    "unknown key": ("sheets:", "sheet:", [("key-missing", 1, 3), ("key-unknown", 5, 3)]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_faults_are_told_in_their_places(name: str, tmp_path: Path) -> None:
    old, new, expected = BROKEN[name]
    assert LETTER.count(old) == 1
    assert refused(load_formats, write(tmp_path, {PATH: LETTER.replace(old, new)})) == expected


def test_a_format_says_all_that_it_is(tmp_path: Path) -> None:
    said = """  everyday: yes
  audiences: [family]
  takes: [points, call]
  smallest: 10pt
  drawings: {narrow: 2in, wide: 10cm}
  tables: cards
  capitals: no
  ink: grey
  pages-in: 4
"""
    fold = FOLD.replace("turn: short", "turn: long, bundle: 9").replace("impose", "audiences: [family]\n  impose")
    write(tmp_path, {PATH: LETTER + said + fold})
    letter, sheets = load_formats(tmp_path)
    assert (letter.everyday, letter.audiences, letter.takes) == (True, ("family",), ("points", "call"))
    assert (letter.smallest, letter.drawings, letter.cards) == ("10pt", ("2in", "10cm"), True)
    assert (letter.capitals, letter.grey, letter.multiple, letter.impose) == (False, True, 4, None)
    assert (sheets.everyday, sheets.impose) == (False, Impose("letter", 9, "long"))


def test_where_none_is_for_every_day_all_are(tmp_path: Path) -> None:
    write(tmp_path, {PATH: LETTER})
    assert [form.everyday for form in load_formats(tmp_path)] == [True]
    assert [form.name for form in load_formats(ROOT) if form.everyday] == ["letter", "a4", "web"]


def test_lengths_are_points() -> None:
    assert [points(length) for length in ("1in", "25.4mm", "2.54cm", "72pt")] == [72, 72, 72, 72]
    with pytest.raises(ValueError, match="no length"):
        points("72px")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(load_formats, tmp_path) == [("file-missing", 0, 0)]


def test_a_web_page_has_no_paper(tmp_path: Path) -> None:
    write(tmp_path, {PATH: LETTER + WEB})
    letter, web = load_formats(tmp_path)
    assert (letter.screen, letter.ending, letter.template) == (False, "pdf", "booklet.html")
    assert (web.screen, web.ending, web.template) == (True, "html", "screen.html")
    assert (web.width, web.height, web.sheets) == ("", "", ("screen.css",))


@pytest.mark.parametrize("field", ["width: 8in", "height: 11in", "ink: grey", "pages-in: 4", "beside: en"])
def test_a_field_of_paper_says_nothing_about_a_web_page(tmp_path: Path, field: str) -> None:
    write(tmp_path, {PATH: f"{LETTER}{WEB}  {field}\n"})
    with pytest.raises(ProblemsFound) as caught:
        load_formats(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["key-unknown"]


def test_no_sheets_are_made_of_a_web_page(tmp_path: Path) -> None:
    write(tmp_path, {PATH: LETTER + WEB + FOLD.replace("pages-of: letter", "pages-of: web")})
    with pytest.raises(ProblemsFound) as caught:
        load_formats(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["impose-unknown"]
