"""The press as a person uses it: commands, files, messages, exit codes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run

from bookletpress.site import names
from bookletpress.workbench import translate


def digests(folder: Path) -> dict[str, str]:
    """Every file that a build made, by its name: its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_bare_call_builds_everything(tiny: Path, press: Run) -> None:
    done = press(at=tiny)
    assert done.code == 0, done.err
    made = digests(tiny / "dist")
    assert set(made) == {
        *names(("en", "es")),
        "en/tiny_en_family_letter_DRAFT.pdf",
        "en/tiny_en_family_a4_DRAFT.pdf",
        "es/tiny_es_family_letter_DRAFT.pdf",
        "es/tiny_es_family_a4_DRAFT.pdf",
        "en/tiny_en_family_web_DRAFT.html",
        "es/tiny_es_family_web_DRAFT.html",
    }
    rows = json.loads((tiny / "dist/catalogue.json").read_text("utf-8"))
    assert {row["path"]: row["sha256"] for row in rows} == {k: v for k, v in made.items() if "_DRAFT." in k}
    assert {row["state"] for row in rows} == {"draft"}
    assert "dist holds 6 new files" in done.out


def test_one_edition_leaves_the_others_in_the_catalogue(tiny: Path, press: Run) -> None:
    assert press("-q", at=tiny).code == 0
    before = digests(tiny / "dist")
    assert press("tiny", "-l", "es", "-f", "a4", "-q", at=tiny).code == 0
    assert digests(tiny / "dist") == before


def test_the_same_bytes_anywhere(tiny: Path, tmp_path: Path, press: Run) -> None:
    other = tmp_path / "a folder with spaces and ñ" / "deeper"
    shutil.copytree(tiny, other)
    one = press("-j", "1", at=tiny, environment={"TZ": "Pacific/Auckland", "LANG": "C", "PYTHONHASHSEED": "1"})
    two = press("-j", "3", at=other, environment={"TZ": "America/Lima", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "77"})
    assert (one.code, two.code) == (0, 0), one.err + two.err
    assert digests(tiny / "dist") == digests(other / "dist")


def test_a_language_is_files_only(tiny: Path, press: Run) -> None:
    """A made-up locale, English in brackets, in nothing but files below locales/."""
    folder = tiny / "locales" / "qps-ploc"
    shutil.copytree(tiny / "locales" / "en", folder)
    text = (folder / "locale.yaml").read_text("utf-8")
    text = text.replace("English\n", "Bracketed\n").replace("language: en-US", "language: qps-ploc")
    (folder / "locale.yaml").write_text(text, "utf-8")
    assert press("update", "-l", "qps-ploc", at=tiny).code == 0
    for path in folder.glob("*.po"):
        bracketed(path)
    done = press("-l", "qps-ploc", "-f", "letter", at=tiny)
    assert done.code == 0, done.err
    assert "printed with" not in done.err.replace("printed with 0 errors", "")
    assert press("check", "-l", "qps-ploc", at=tiny).out == "no problems found\n"
    assert (tiny / "dist/qps-ploc/tiny_qps-ploc_family_letter_DRAFT.pdf").is_file()


def bracketed(path: Path) -> None:
    """Translates a catalogue by putting every message in brackets that the fonts have."""
    lines, msgid = [], ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith('msgid "'):
            msgid = line.removeprefix('msgid "').removesuffix('"')
        if line == 'msgstr ""' and msgid:
            lines.append(f'msgstr "«{msgid}»"')
        else:
            lines.append(line)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_booklet_is_files_only(tiny: Path, press: Run) -> None:
    shutil.copytree(tiny / "booklets/tiny", tiny / "booklets/second")
    done = press("second", "-l", "en", at=tiny)
    assert done.code == 0, done.err
    assert sorted(path.name for path in (tiny / "dist/en").glob("second*")) == [
        "second_en_family_a4_DRAFT.pdf",
        "second_en_family_letter_DRAFT.pdf",
        "second_en_family_web_DRAFT.html",
    ]


def test_release_refuses_with_a_list(tiny: Path, press: Run) -> None:
    done = press("--release", at=tiny)
    assert done.code == 1
    for locale, roles in (("en", ("clinical", "plain-language")), ("es", ("clinical", "linguistic", "plain-language"))):
        for role in roles:
            assert f"error: tiny · {locale} · family: no {role} approval of this text [signoff-missing]" in done.err
    assert "[catalogue-missing]" in done.err
    gate = done.err.split("\n\n")[1]
    assert [line.split(":")[0] for line in gate.splitlines() if not line.startswith(" ")] == [
        "tiny · en · family",
        "tiny · es · family",
    ]
    assert "    1 x catalogue-missing in locales/es/tiny.po" in gate.split("tiny · es · family")[1]
    assert "catalogue-missing" not in gate.split("tiny · es · family")[0]
    assert not (tiny / "dist").exists()


def test_foreign_files_are_left_alone(tiny: Path, press: Run) -> None:
    assert press("-q", "-f", "letter", at=tiny).code == 0
    (tiny / "dist/en/notes.txt").write_text("mine", "utf-8")
    (tiny / "dist/en/tiny_en_family_a4_DRAFT.pdf").write_text("mine too", "utf-8")
    done = press(at=tiny)
    assert done.code == 1
    assert "dist/en/tiny_en_family_a4_DRAFT.pdf:1:1: error:" in done.err
    assert (tiny / "dist/en/tiny_en_family_a4_DRAFT.pdf").read_text("utf-8") == "mine too"
    assert (tiny / "dist/en/notes.txt").read_text("utf-8") == "mine"


def test_what_is_no_longer_made_is_removed(tiny: Path, press: Run) -> None:
    shutil.copytree(tiny / "booklets/tiny", tiny / "booklets/second")
    assert press("-q", "-l", "en", "-f", "a4", at=tiny).code == 0
    shutil.rmtree(tiny / "booklets/second")
    assert press("-q", "-l", "en", "-f", "a4", at=tiny).code == 0
    assert [path.name for path in (tiny / "dist/en").glob("*.pdf")] == ["tiny_en_family_a4_DRAFT.pdf"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("tinny",), "did you mean 'tiny'?"),
        (("-l", "ess"), "did you mean 'es'?"),
        (("-a", "familly"), "did you mean 'family'?"),
        (("-f", "leter"), "did you mean 'letter'?"),
        (("chek",), "did you mean 'check'?"),
        (("--relase",), "--help"),
        (("-j", "0"), "--help"),
    ],
)
def test_a_wrong_word_gets_a_hint(tiny: Path, press: Run, words: tuple[str, ...], hint: str) -> None:
    done = press(*words, at=tiny)
    assert done.code == 2
    assert hint in done.err
    assert "Traceback" not in done.err


def test_the_plan_prints_nothing(tiny: Path, press: Run) -> None:
    done = press("-n", "-l", "es", at=tiny)
    assert done.code == 0
    assert done.out.splitlines() == [
        "dist/es/tiny_es_family_letter_DRAFT.pdf",
        "dist/es/tiny_es_family_a4_DRAFT.pdf",
        "dist/es/tiny_es_family_web_DRAFT.html",
    ]
    assert not (tiny / "dist").exists()


def test_list_names_what_there_is(tiny: Path, press: Run) -> None:
    rows = json.loads(press("list", "--json", at=tiny).out)
    assert [row["format"] for row in rows if row["locale"] == "en" and row["everyday"]] == ["letter", "a4", "web"]
    names = {row["format"] for row in rows}
    beside = {name for name in names if name.startswith("bilingual")}  # not for English itself
    assert len(rows) == 2 * len(names) - len(beside) > 4
    assert rows[0] == {
        "slug": "tiny",
        "locale": "en",
        "audience": "family",
        "format": "letter",
        "everyday": True,
        "place": "US",
        "without_statistics": False,
        "clinic": "",
        "state": "draft",
        "title": "A sample booklet",
    }
    assert "family: letter, a4, web (draft); with -f: large-print-letter, " in press("list", at=tiny).out


def test_extract_and_update_settle(tiny: Path, press: Run) -> None:
    assert press("extract", at=tiny).code == 0
    assert press("update", at=tiny).code == 0
    assert press("extract", at=tiny).out == "nothing has changed\n"
    assert press("update", at=tiny).out == "nothing has changed\n"
    assert "tiny" in press("status", at=tiny).out
    assert {path.name for path in (tiny / "locales" / translate.TEMPLATES).iterdir()} == {
        "tiny.pot",
        "shared.pot",
        "interface.pot",
    }


@pytest.mark.parametrize("command", ["", "build", "check", "list", "extract", "update", "status"])
def test_help_is_there(command: str, press: Run) -> None:
    done = press(*filter(None, [command]), "--help", at=ROOT)
    assert done.code == 0
    assert "usage: make_pdf.py" in done.out
