"""Imprints as finished PDFs: what a clinic adds, that the text is the same, that codes can be read, what is kept."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import codes
import pdfs
import pytest
from conftest import ROOT, Run, run_press
from samplepress import change, copied

CLINICS = ROOT / "tests/samples/clinics"
SITE = "https://booklets.example.org/nb"
LANGUAGES = ("en", "es")
FOLD, HALF, LETTER = "fold-letter_PRINT-ONLY", "half-letter", "letter"
DAY, NIGHT = "212-555-0100", "212-555-0199"


def name(locale: str, form: str, clinic: str = "_sample-clinic") -> str:
    return f"{locale}/first_{locale}_family_{form}{clinic}_DRAFT.pdf"


def build(project: Path, *words: str) -> str:
    done = run_press("first", "-a", "family", "-j", "1", *words, at=project)
    assert done.code == 0, done.err
    return done.out


def rows(project: Path) -> dict[str, dict[str, object]]:
    return {row["path"]: row for row in json.loads((project / "dist/catalogue.json").read_text("utf-8"))}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample on Letter without a clinic, then with one, as pages and as sheets to fold."""
    project = copied(tmp_path_factory.mktemp("clinics") / "project")
    shutil.copytree(CLINICS, project / "clinics")
    (project / "site.yaml").write_text(f"address: {SITE}/\n", "utf-8")
    build(project, "-f", "letter", "-l", "es")
    build(project, "-f", "fold-letter", "--clinic", str(project / "clinics"))
    return project


def pdf(project: Path, path: str) -> bytes:
    return (project / "dist" / path).read_bytes()


def test_each_imprint_has_its_name_and_its_row(printed: Path) -> None:
    found = rows(printed)
    assert {path: row["clinic"] for path, row in found.items()} == {
        name("es", LETTER, ""): "",
        **{name(locale, form): "sample-clinic" for locale in LANGUAGES for form in (FOLD, HALF)},
    }
    page = (printed / "dist/files.html").read_text("utf-8")
    assert page.count("<bdi>Sample Clinic</bdi>") == 4


def test_the_text_is_the_same_with_and_without_a_clinic(printed: Path) -> None:
    """The digest in the catalogue, and the one printed in the colophon."""
    found = rows(printed)
    plain, ours = found[name("es", LETTER, "")], found[name("es", HALF)]
    assert plain["content"] == ours["content"]
    printed_ids = [
        re.search(r"Código del texto ((?:[0-9a-f]{4} ?){4})", pdfs.text(pdf(printed, path)).replace("\xa0", " "))
        for path in (name("es", LETTER, ""), name("es", HALF))
    ]
    assert printed_ids[0]
    assert printed_ids[1]
    assert printed_ids[0][1].split() == printed_ids[1][1].split()
    assert "".join(printed_ids[1][1].split()) == str(ours["content"]).partition(":")[2][:16]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_it_fills_cover_card_team_and_back(printed: Path, locale: str) -> None:
    pages = pdfs.text_of_pages(pdf(printed, name(locale, HALF)))
    filled = [number for number, page in enumerate(pages) if DAY in page]
    assert "Sample Clinic" in pages[0]
    assert len(filled) == 3, "the card, the team list and the back"
    assert filled[-1] == len(pages) - 1, "the last page is the back"
    front = next(number for number, page in enumerate(pages) if DAY in page and "100.5" in page)
    card = pages[front]
    measured = {"en": "under the arm", "es": "en la axila"}[locale]
    assert f"100.4 °F (38 °C), {measured}" in card
    assert NIGHT in card
    assert "Sample Hospital" in pages[front + 1], (
        "on half a sheet, what is filled in stands on the other half of the card"
    )
    assert {"en": "Vietnamese", "es": "vietnamita"}[locale] in pages[-1]
    assert {"en": "Monday to Friday", "es": "De lunes a viernes"}[locale] in pages[-1]


def test_a_booklet_of_no_clinic_has_its_lines_to_write_on(printed: Path) -> None:
    words = pdfs.text(pdf(printed, name("es", LETTER, "")))
    assert "Sample Clinic" not in words
    assert "555-01" not in words


@pytest.mark.parametrize("locale", LANGUAGES)
def test_an_imprint_is_sound_and_tagged(printed: Path, locale: str) -> None:
    content = pdf(printed, name(locale, HALF))
    assert pdfs.violations(content) == []
    assert "No syntax or stream encoding errors" in pdfs.syntax(content)
    told = pdfs.tool("pdfinfo", "-struct-text", "{}", pdf=content)
    assert told.count("Figure") >= 4, "logo, map and two codes"


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("form", [HALF, FOLD])
def test_codes_are_read_from_the_back_and_from_its_sheet(printed: Path, locale: str, form: str) -> None:
    """The back lies beside the cover, behind the sheet that tells how to fold. It leads to the pages for reading."""
    content = pdf(printed, name(locale, form))
    back = 3 if form == FOLD else int(pdfs.info(content)["Pages"])
    assert codes.of(content, back, back) == [f"{SITE}/{name(locale, HALF)}", "https://clinic.example/visit"]


def test_the_code_of_a_booklet_of_no_clinic_is_its_own_address(printed: Path) -> None:
    content = pdf(printed, name("es", LETTER, ""))
    last = int(pdfs.info(content)["Pages"])
    assert codes.of(content, last - 1, last) == [f"{SITE}/{name('es', LETTER, '')}"]
    assert f"{SITE}/es/first_es_family" in pdfs.text(content).replace(" ", "")


def test_nothing_to_do_and_what_a_changed_file_makes_anew(printed: Path, tmp_path: Path, press: Run) -> None:
    words = "first", "-a", "family", "-j", "1", "-f", "fold-letter", "--clinic", str(printed / "clinics")
    assert "nothing to do" in press(*words, at=printed).out
    project = Path(shutil.copytree(printed, tmp_path / "again"))
    change(project / "clinics/sample-clinic.yaml", NIGHT, "212-555-0142")
    done = press("first", "-a", "family", "-l", "es", "-n", "--explain", at=project)
    stale = [line for line in done.out.splitlines() if "sample-clinic" in line]
    assert sorted(line.split(":")[0] for line in stale) == sorted(f"dist/{name('es', form)}" for form in (FOLD, HALF))
    assert all("its pages changed" in line for line in stale)
    (project / "clinics/sample-clinic.yaml").unlink()
    done = press("check", "--clinic", str(project / "clinics"), at=project)
    assert done.code == 1
    assert "[clinic-missing]" in done.out
    before = {path: pdf(project, path) for path in rows(project)}
    build(project, "-f", "letter", "-l", "es")
    assert {path: pdf(project, path) for path in rows(project)} == before, "imprints of a lost file stay as they were"


def test_a_wrong_file_stops_before_anything_is_printed(printed: Path, tmp_path: Path, press: Run) -> None:
    (tmp_path / "clinic.yaml").write_text("id: x\nname: X\naddress: Y\nphones: {day: call, night: us}\n", "utf-8")
    done = press("--clinic", str(tmp_path / "clinic.yaml"), "-o", str(tmp_path / "out"), at=printed)
    assert done.code == 1
    assert done.err.count("[clinic-phone]") == 2
    assert not (tmp_path / "out").exists()
