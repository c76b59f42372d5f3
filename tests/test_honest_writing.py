"""No false refusal: honest lines in many scripts, in every kind of file, and real catalogues of another project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from faultfile import FOLDER, problems

from bookletpress.guards.text import lookalikes

sys.path.insert(0, str(ROOT / "tools"))
from real_catalogues import look

LINES: dict[str, str] = yaml.safe_load((FOLDER / "scripts.yaml").read_text("utf-8"))
HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WAYS = {
    "text": "{}\n",
    "yaml": "line: '{}'\n",
    "catalogue": HEADER + 'msgid "{0}"\nmsgstr "{0}"\n',
    "markdown": "# Heading\n\n{}\n",
    "svg": '<svg viewBox="0 0 9 9"><title>{0}</title><text>{0}</text></svg>\n',
}


def test_there_are_twenty_scripts() -> None:
    assert len(LINES) >= 20


@pytest.mark.parametrize("script", LINES)
def test_honest_writing_passes_every_door(script: str) -> None:
    line = LINES[script]
    for kind, way in WAYS.items():
        assert problems(kind, way.format(line).encode(), f"a.{kind}") == (), kind
    assert lookalikes(line) == ()


@pytest.mark.parametrize("word", ["cаncer", "раin", "ΜIBG", "Сanсer", "tumοr"])
def test_a_word_of_two_alphabets_is_seen(word: str) -> None:
    assert lookalikes(f"a {word} b") == ((2, word),)


@pytest.mark.parametrize("word", ["TNFα", "IFNγ", "µg", "β-catenin", "MIBG는", "naïve", "Ωmega"])
def test_scientific_writing_is_no_mixture(word: str) -> None:
    assert lookalikes(word) == ()


def test_the_catalogues_of_another_project_are_not_refused() -> None:
    package = look(Path(__file__).parent / "corpus" / "wtforms")
    assert package.catalogues >= 12
    assert len(package.languages) >= 12
    assert package.texts > 500
    assert package.told == []
