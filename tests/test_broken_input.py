"""Ten kinds of broken input: one line that says where, what and how to mend it; yesterday's files as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Replaces the only place where `old` stands."""

    def change(project: Path) -> None:
        file = project / path
        content = file.read_text("utf-8")
        assert content.count(old) == 1, (path, old, content.count(old))
        file.write_text(content.replace(old, new), "utf-8")

    return change


def remove(path: str) -> Callable[[Path], None]:
    return lambda project: (project / path).unlink()


def rename(path: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        (project / path).rename(project / new)

    return change


def translated(msgid: str, msgstr: str, flag: str = "") -> Callable[[Path], None]:
    """A catalogue with one message, written by hand."""

    def change(project: Path) -> None:
        header = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        body = f'{flag}msgid "{msgid}"\nmsgstr "{msgstr}"\n'
        (project / "locales/es/tiny.po").write_text(header + body, "utf-8")

    return change


BOOKLET = "booklets/tiny/booklet.yaml"
REST = "booklets/tiny/02-rest.md"

CASES = {
    "bad YAML": (edit(BOOKLET, "series: Sample", "series: 'Sample"), 1, f"{BOOKLET}:", "yaml-syntax"),
    "duplicate key": (
        edit(BOOKLET, "series: Sample\n", "series: Sample\nseries: Other\n"),
        1,
        f"{BOOKLET}:4:1: error: the key 'series' stands twice; first on line 3",
        "key-duplicate",
    ),
    "unknown key": (
        edit(BOOKLET, "subtitle:", "subtitel:"),
        1,
        f"{BOOKLET}:2:1: error: the key 'subtitel' is not known here",
        "key-unknown",
    ),
    "unknown claim": (
        edit(REST, "**rest**.[@rest-helps]", "**rest**.[@rest-help]"),
        1,
        f"{REST}:10:1: error: there is no claim 'rest-help'",
        "claim-unknown",
    ),
    "missing figure": (
        remove("booklets/tiny/figures/bed.svg"),
        1,
        f"{REST}:12:1: error: there is no drawing 'bed'",
        "figure-missing",
    ),
    "missing glyph": (
        edit(REST, "A tired body", "A ☎ tired body"),
        1,
        f"{REST}:4:1: error: no font of 'en' can draw ☎ (U+260E BLACK TELEPHONE)",
        "glyph-missing",
    ),
    "HTML in prose": (
        edit(REST, "Keep the room", "<b>Keep</b> the room"),
        1,
        f"{REST}:10:",
        "html-refused",
    ),
    "broken catalogue": (
        translated("The main points", 'Lo "principal'),
        1,
        "locales/es/tiny.po:7:",
        "po-",
    ),
    "wrong dose in a translation": (
        translated("2 hours", "20 horas"),
        1,
        "locales/es/tiny.po:7:9: error: the numbers",
        "number-mismatch",
    ),
    "wrong locale name": (
        rename("locales/es", "locales/espanol"),
        1,
        "locales/espanol/locale.yaml:1:1: error: 'espanol' is no name of a locale",
        "locale-name",
    ),
    "unknown CLDR locale": (
        edit("locales/es/locale.yaml", "cldr: es_US", "cldr: es_UX"),
        1,
        "locales/es/locale.yaml:5:7: error: CLDR knows no locale 'es_UX'",
        "locale-unknown",
    ),
    "missing font": (
        edit(
            "locales/es/locale.yaml",
            "direction: ltr\n",
            "direction: ltr\nfonts:\n  package: fonts-of-nobody\n  faces: [{file: Nobody.ttf, weight: 400}]\n",
        ),
        3,
        "locales/es/locale.yaml:",
        "font-missing",
    ),
}


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", CASES)
def test_broken_input_is_refused_and_nothing_is_lost(name: str, tiny: Path, press: Run) -> None:
    change, code, line, word = CASES[name]
    (tiny / "dist").mkdir()
    (tiny / "dist/.bookletpress.json").write_text('{"version": 1, "files": ["en/yesterday.pdf"]}', "utf-8")
    (tiny / "dist/en").mkdir()
    (tiny / "dist/en/yesterday.pdf").write_bytes(b"yesterday")
    before = files(tiny / "dist")
    change(tiny)
    done = press(at=tiny)
    assert done.code == code, done.err
    faults = [text for text in done.err.splitlines() if ": error: " in text and f"[{word}" in text]
    assert len(faults) == 1, done.err
    assert faults[0].startswith(line)
    hint = done.err.splitlines()[done.err.splitlines().index(faults[0]) + 1]
    assert hint.startswith("    hint: ")
    assert len(hint) > 20
    assert "Traceback" not in done.err
    after = files(tiny / "dist")
    after.pop(".bookletpress.lock", None)
    assert after == before


def test_a_fuzzy_translation_never_prints(tiny: Path, press: Run) -> None:
    """In a draft the English stands in its place, marked as English; a final edition is refused."""
    translated("The main points", "Lo más importante", "#, fuzzy\n")(tiny)
    found = press("check", "-l", "es", at=tiny)
    assert found.code == 1
    assert "locales/es/tiny.po:8:9: error: the translation of 'The main points' is marked fuzzy" in found.out
    assert press("-q", at=tiny).code == 0
    before = files(tiny / "dist")
    refused = press("--release", "-l", "es", at=tiny)
    assert refused.code == 1
    assert refused.err.count("[translation-fuzzy]") == 1
    assert files(tiny / "dist") == before


def test_all_faults_are_told_in_one_run(tiny: Path, press: Run) -> None:
    edit(BOOKLET, "subtitle:", "subtitel:")(tiny)
    edit(REST, "Keep the room", "<b>Keep</b> the room")(tiny)
    edit("booklets/shared/glossary.yaml", "means:", "meens:")(tiny)
    edit("locales/es/locale.yaml", "cldr: es_US", "cldr: es_UX")(tiny)
    done = press(at=tiny)
    for word in ("key-unknown", "html-refused", "locale-unknown"):
        assert f"[{word}]" in done.err
    assert done.err.count("[key-unknown]") == 2
