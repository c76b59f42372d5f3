"""The guides for translators, held to what they say: commands are typed, pictures and codes are looked up."""

from __future__ import annotations

import json
import re
import urllib.parse
from pathlib import Path

import pytest
from conftest import ROOT, run_press

from bookletpress.locales import NAME, load_locales

GUIDES = {"CONTRIBUTING-TRANSLATORS.md": "vi", "CONTRIBUTING-TRANSLATORS.es.md": "es"}
PRESS = "    .venv/bin/python make_pdf.py "


def lines(guide: str) -> list[str]:
    return (ROOT / guide).read_text("utf-8").splitlines()


def commands(guide: str) -> list[list[str]]:
    return [line.removeprefix(PRESS).split() for line in lines(guide) if line.startswith(PRESS)]


def codes(guide: str) -> list[str]:
    return [
        code for line in lines(guide) if line.startswith("| `") for code in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", line)
    ]


def test_its_commands_do_what_it_says(tiny: Path) -> None:
    """Those of the English guide; the other has the same, as the next test says."""
    guide, locale = next(iter(GUIDES.items()))
    typed = commands(guide)
    assert [words[0] for words in typed] == [
        "update", "neuroblastoma-research", "check", "status", "watch", "proof", "confirm",
        "export-xlsx", "import-xlsx", "status",
    ]  # fmt: skip
    for words in typed:
        if words[0] == "watch":  # it goes on until somebody ends it: test_watch has it
            continue
        if words[0].endswith("-xlsx"):
            pytest.importorskip("openpyxl")
        mine = ["tiny" if word == "neuroblastoma-research" else word for word in words]
        mine = [str(tiny / word) if word.endswith((".xlsx", ".html")) else word for word in mine]
        done = run_press(*mine, at=tiny)
        assert done.code == (1 if words[0] == "check" else 0), (words, done.err)
    assert (tiny / f"locales/{locale}/tiny.po").is_file()
    assert [path.name for path in (tiny / f"dist/{locale}").glob("*.pdf")] == [f"tiny_{locale}_family_letter_DRAFT.pdf"]
    assert (tiny / f"translate-{locale}.xlsx").is_file()
    assert (tiny / "status.html").is_file()


def test_both_say_the_same_commands_codes_and_pictures() -> None:
    english, spanish = GUIDES
    plain = [[word.replace("-vi.", "-es.") if word != "vi" else "es" for word in words] for words in commands(english)]
    assert plain == commands(spanish)
    assert codes(english) == codes(spanish)
    pictures = [re.findall(r"\]\((docs/pictures/[^)]+)\)", "\n".join(lines(guide))) for guide in GUIDES]
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) == 5


@pytest.mark.parametrize("guide", GUIDES)
def test_what_it_points_to_is_there(guide: str) -> None:
    text = "\n".join(lines(guide))
    heads = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in lines(guide) if line[:1] == "#"
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert urllib.parse.unquote(target[1:]) in heads
        elif not target.startswith("https://"):
            assert (ROOT / target).is_file(), target
    for picture in re.findall(r"!\[([^\]]*)\]", text):
        assert len(picture.split()) > 8


@pytest.mark.parametrize("guide", GUIDES)
def test_every_check_it_names_exists(guide: str) -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "bookletpress").rglob("*.py"))
    made = {f"{kind}-mismatch" for kind in re.findall(r'\("([a-z]+)", "the [a-z ]+"', source)}
    named = codes(guide)
    assert len(named) > 20
    assert [code for code in named if f'"{code}"' not in source and code not in made] == []
    sheets = set(re.findall(r'"(sheet-[a-z-]+)"', source)) - {"sheet-mended", "sheet-doubtful", "sheet-name"}
    assert sheets - set(named) == set()


def test_the_credits_it_shows_are_read(tiny: Path) -> None:
    text = "\n".join(lines("CONTRIBUTING-TRANSLATORS.md"))
    shown = re.search(r"^    credits:\n(?:      .*\n)+", text, re.M)
    assert shown
    place = tiny / "locales/es/locale.yaml"
    place.write_text(place.read_text("utf-8") + re.sub(r"^    ", "", shown[0], flags=re.M), "utf-8")
    (credit,) = next(info for info in load_locales(tiny) if info.name == "es").credits
    assert (credit.name, credit.booklets) == ("Full Name", ("neuroblastoma-research",))


def test_nobody_is_credited_in_what_is_shipped() -> None:
    """People add their own names; nobody else does."""
    assert [info.credits for info in load_locales(ROOT)] == [()] * len(load_locales(ROOT))


def test_the_weblate_component_fits_the_files() -> None:
    component = json.loads((ROOT / "docs/weblate-component.json").read_text("utf-8"))
    found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(component["filemask"])}
    assert "locales/es/neuroblastoma-research.po" in found
    assert (ROOT / component["new_base"]).is_file()
    assert component["file_format"] == "po"
    assert component["template"] == ""
    folders = [path.name for path in (ROOT / "locales").iterdir() if path.is_dir()]
    taken = [name for name in (*folders, "pt-BR", "zh-Hans") if re.search(component["language_regex"], name)]
    assert sorted(taken) == sorted({*folders, "pt-BR", "zh-Hans"} - {"en", "pot"})
    assert all(NAME.fullmatch(name) for name in taken)
