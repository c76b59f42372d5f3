"""styles/formats.yaml: sizes that a printer knows, and style sheets that lie where they should."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from faults import Told, refused, write

from bookletpress.formats import PATH, load_formats

LETTER = "- name: letter\n  label: Letter\n  width: 8.5in\n  height: 279.4mm\n  sheets: [letter.css]\n"


def test_formats_are_read_in_order(tmp_path: Path) -> None:
    write(tmp_path, {PATH: LETTER + LETTER.replace("letter", "a4-fold")})
    letter, fold = load_formats(tmp_path)
    assert (letter.name, letter.label.source, letter.width, letter.height) == ("letter", "Letter", "8.5in", "279.4mm")
    assert (letter.sheets, fold.name, fold.sheets) == (("letter.css",), "a4-fold", ("a4-fold.css",))
    assert {form.name for form in load_formats(ROOT)} >= {"letter", "a4"}


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
    "a sheet elsewhere": ("letter.css", "../a.css", [("sheet-name", 5, 11)]),
    "a sheet that is none": ("letter.css", "a.html", [("sheet-name", 5, 11)]),
    "unknown key": ("sheets:", "sheet:", [("key-missing", 1, 3), ("key-unknown", 5, 3)]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_faults_are_told_in_their_places(name: str, tmp_path: Path) -> None:
    old, new, expected = BROKEN[name]
    assert LETTER.count(old) == 1
    assert refused(load_formats, write(tmp_path, {PATH: LETTER.replace(old, new)})) == expected


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(load_formats, tmp_path) == [("file-missing", 0, 0)]
