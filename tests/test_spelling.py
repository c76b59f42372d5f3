"""Words that no dictionary knows, asked of a real hunspell, or of one that the test writes where there is none."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from conftest import Run, run_press

PRETENDED = """#!/bin/sh
test "$4" = es_TEST || { echo "Can't open affix or dictionary files" >&2; exit 1; }
exec grep -v -i -x -e descanse -e hoy -e ya
"""


@pytest.fixture
def spelt(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample project with two Spanish messages, and a hunspell that knows three words."""
    programs = tmp_path / "bin"
    programs.mkdir()
    hunspell = programs / "hunspell"
    hunspell.write_text(PRETENDED, "utf-8")
    hunspell.chmod(hunspell.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    (tiny / "locales/es/parity.yaml").write_text("spelling: es_TEST\nknown-words: [sueñito]\n", "utf-8")
    assert run_press("update", "-l", "es", "-q", at=tiny).code == 0
    po = tiny / "locales/es/interface.po"
    content = po.read_text("utf-8")
    first = content.index('\nmsgstr ""\n\n', content.index("#."))
    start = content.rindex("\n\n", 0, first) + 2
    translated = content[start:first] + '\nmsgstr "Descanse oi, ya, ALK sueñito"\n\n'
    po.write_text(content[:start] + translated + content[first + len('\nmsgstr ""\n\n') :], "utf-8")
    return tiny


def told(root: Path, *words: str) -> list[str]:
    rows = json.loads(run_press("check", "-l", "es", "--output-format", "json", *words, at=root).out)
    assert {row["severity"] for row in rows if row["code"] == "spelling"} <= {"warning"}
    return [row["message"] for row in rows if row["code"] in ("spelling", "waiver-unused")]


def test_only_the_word_that_is_wrong_is_told_and_only_on_demand(spelt: Path) -> None:
    assert told(spelt) == []
    assert told(spelt, "--spelling") == ["'oi' is in no dictionary"]


def test_a_waiver_settles_it_and_is_not_unused_without_the_question(spelt: Path) -> None:
    po = spelt / "locales/es/interface.po"
    content = po.read_text("utf-8")
    start = content.rindex("\n\n", 0, content.index("Descanse oi")) + 2
    po.write_text(f"{content[:start]}# allow spelling: una cita\n{content[start:]}", "utf-8")
    assert told(spelt) == told(spelt, "--spelling") == []


def test_a_dictionary_that_is_not_there_is_named(spelt: Path, press: Run) -> None:
    (spelt / "locales/es/parity.yaml").write_text("spelling: xx_YY\n", "utf-8")
    done = press("check", "-l", "es", "--spelling", at=spelt)
    assert done.code == 3
    assert "hunspell has no dictionary 'xx_YY'" in done.err
    assert "hunspell-xx" in done.err
