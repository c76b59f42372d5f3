"""styles/formats.yaml: two formats that are there, and every fault of a broken file in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookletpress.formats import PATH, load_formats
from bookletpress.problems import ProblemsFound

ROOT = Path(__file__).parent.parent


def written(tmp_path: Path, content: str) -> Path:
    (tmp_path / "styles").mkdir()
    (tmp_path / PATH).write_text(content, "utf-8")
    return tmp_path


def test_the_house_prints_letter_and_a4() -> None:
    formats = {form.name: form for form in load_formats(ROOT)}
    assert (formats["letter"].width, formats["letter"].height) == ("8.5in", "11in")
    assert formats["a4"].sheets == ("a4.css",)
    assert all((ROOT / "styles/booklet" / sheet).is_file() for form in formats.values() for sheet in form.sheets)


def test_all_faults_are_found_in_one_run(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        "- name: wide\n  label: Wide\n  width: 9\n  height: 10in; }\n  sheets: [../x.css]\n"
        "- name: wide\n  label: Again\n  width: 9in\n  height: 10in\n  sheets: []\n  colour: red\n",
    )
    with pytest.raises(ProblemsFound) as found:
        load_formats(root)
    problems = {(problem.code, problem.location.line) for problem in found.value.problems}
    assert problems == {("length", 3), ("length", 4), ("sheet-name", 5), ("key-unknown", 11), ("format-duplicate", 7)}


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="file-missing"):
        load_formats(tmp_path)
