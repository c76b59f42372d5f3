"""Editions for another place and without survival numbers, as finished PDFs, and an output folder that holds them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pdfs
import pytest
import sheets
from conftest import Run, run_press
from samplepress import change, copied

LETTER = ("-f", "letter", "-j", "1")
EU = ("--place", "eu", "--without-statistics")
USUAL = {
    "en/first_en_family_letter_DRAFT.pdf",
    "en/first_en_clinician_letter_DRAFT.pdf",
    "en/second_en_family_letter_DRAFT.pdf",
    "es/first_es_family_letter_DRAFT.pdf",
    "es/first_es_clinician_letter_DRAFT.pdf",
    "es/second_es_family_letter_DRAFT.pdf",
}
OTHERS = {
    "en/first_en_family_letter_EU_without-statistics_DRAFT.pdf",
    "en/first_en_clinician_letter_EU_DRAFT.pdf",
    "en/second_en_family_letter_EU_DRAFT.pdf",
    "es/first_es_family_letter_EU_without-statistics_DRAFT.pdf",
    "es/first_es_clinician_letter_EU_DRAFT.pdf",
    "es/second_es_family_letter_EU_DRAFT.pdf",
}


def made(project: Path) -> set[str]:
    return {path.relative_to(project / "dist").as_posix() for path in (project / "dist").rglob("*.pdf")}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with both kinds of editions on Letter, built by two calls."""
    project = copied(tmp_path_factory.mktemp("variants") / "project")
    for words in (LETTER, (*LETTER, *EU)):
        done = run_press(*words, at=project)
        assert done.code == 0, done.err
    return project


@pytest.fixture
def again(printed: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(printed, tmp_path / "again"))


def pdf(project: Path, name: str) -> bytes:
    return (project / "dist" / name).read_bytes()


FAMILY = "en/first_en_family_letter_DRAFT.pdf"
WITHOUT = "en/first_en_family_letter_EU_without-statistics_DRAFT.pdf"


def test_each_edition_has_its_name_and_its_row(printed: Path) -> None:
    assert made(printed) == USUAL | OTHERS
    rows = json.loads((printed / "dist/catalogue.json").read_text("utf-8"))
    told = {row["path"]: (row["place"], row["without_statistics"]) for row in rows}
    assert set(told) == USUAL | OTHERS
    assert {told[path] for path in USUAL} == {("US", False)}
    assert told[WITHOUT] == ("EU", True)
    assert told["en/first_en_clinician_letter_EU_DRAFT.pdf"] == ("EU", False)
    page = (printed / "dist/files.html").read_text("utf-8")
    assert page.count("European Union, without survival numbers") == 1
    assert page.count("Unión Europea, sin números de supervivencia") == 1


@pytest.mark.parametrize("name", sorted(USUAL | OTHERS))
def test_every_edition_is_sound(printed: Path, name: str) -> None:
    content = pdf(printed, name)
    assert pdfs.violations(content) == []
    assert "No syntax or stream encoding errors" in pdfs.syntax(content)
    assert all(font.embedded and font.unicode for font in pdfs.fonts(content))


@pytest.mark.parametrize(
    ("name", "notice", "contents"),
    [
        (FAMILY, "Numbers come next", "What is inside"),
        ("es/first_es_family_letter_DRAFT.pdf", "Ahora vienen números", "Qué contiene"),
    ],
)
def test_survival_numbers_stand_on_pages_that_can_be_skipped(
    printed: Path, name: str, notice: str, contents: str
) -> None:
    pages = [" ".join(page.split()) for page in pdfs.tool("pdftotext", "{}", "-", pdf=pdf(printed, name)).split("\f")]

    def numbered(words: str) -> int:
        (found,) = (number for number, page in enumerate(pages, 1) if words in page and contents not in page)
        return found

    before, numbers, more = numbered(notice), numbered("6 of every 10"), numbered("Nothing else was counted")
    after = numbered("After a sample comes another sample")
    assert (numbers, more, after) == (before + 1, before + 2, before + 3)
    assert all("Alphamab" not in pages[number - 1] for number in (numbers, more))
    link = next(link for link in pdfs.links(pdf(printed, name)) if link.target == "section-after")
    assert link.spoken == "What comes after?"
    assert f"“What comes after?”, {'page' if name.startswith('en') else 'página'} {after}" in pages[before - 1]


def test_without_them_nothing_of_them_is_left(printed: Path) -> None:
    kept, left = pdf(printed, FAMILY), pdf(printed, WITHOUT)
    for words in ("6 of every 10", "How long do samples live?", "Being alive after some time", "Numbers come next"):
        assert words in pdfs.text(kept)
        assert words not in pdfs.text(left)
    assert "section-numbers" not in {link.target for link in pdfs.links(left)}
    assert pdfs.info(left)["Title"].endswith("(families, English, European Union, without survival numbers)")
    content_id = [page[page.index("Content ID") :].split("Print it")[0] for page in map(pdfs.text, (kept, left))]
    assert content_id[0] != content_id[1]


def test_a_diary_is_heard_as_a_list_of_what_to_write(printed: Path) -> None:
    said = pdfs.spoken(pdf(printed, FAMILY))
    heads = {"Date", "Medicine", "Time", "What I noticed", "Whom I told", "Where", "With whom", "What was said"}
    start = next(number for number, one in enumerate(said) if one.text == "Medicine diary" and "H2" in one.kinds)
    end = next(number for number, one in enumerate(said) if one.text == "Words to know" and "H2" in one.kinds)
    for one in (one for one in said[start:end] if one.text in heads):
        assert {"L", "LI", "LBody"} <= set(one.kinds), one
    assert heads <= {one.text for one in said[start:end]}
    assert not any("Table" in one.kinds for one in said[start:end])
    assert len(said[start:end]) < 25


def test_the_lines_of_a_diary_reach_the_foot_of_the_page(printed: Path) -> None:
    content = pdf(printed, FAMILY)
    numbers = [n for n, page in enumerate(sheets.pages(content)) if "Copy this page" in page]
    assert len(numbers) == 2
    pictures = pdfs.pictures(content, 30)
    assert all(sheets.filled(pictures[number]) > 0.9 for number in numbers)


def test_a_family_in_the_eu_reads_first_what_is_so_there(printed: Path) -> None:
    us, eu = pdfs.told(pdf(printed, FAMILY)), pdfs.told(pdf(printed, WITHOUT))
    for words in (
        "Usual treatment Approved in the US since 2015",
        "Approval in the US: none listed Approved in the EU",
    ):
        assert words in us
        assert words not in eu
    wanted = "Approval in the EU: none listed Usual treatment in the US Approved in the US since 2015"
    assert wanted in eu
    assert "No longer used in the US" in eu
    assert "Aprobación en la Unión Europea: ninguna anotada" in pdfs.told(
        pdf(printed, "es/first_es_family_letter_EU_without-statistics_DRAFT.pdf")
    )


def test_a_changed_status_reaches_every_booklet_and_variant(again: Path, press: Run) -> None:
    medicines = again / "booklets/shared/medicines.yaml"
    change(medicines, '      place: US\n      since: "2015"', '      place: EU\n      since: "2026"')
    assert press(*LETTER, "-n", at=again).out.count("DRAFT.pdf") == len(USUAL | OTHERS)
    assert press(*LETTER, "-q", at=again).code == 0
    assert made(again) == USUAL | OTHERS
    for name in USUAL | OTHERS:
        text = pdfs.text(pdf(again, name))
        assert {"en": "Approved in the EU since 2026", "es": "Aprobado en la Unión Europea desde 2026"}[
            name[:2]
        ] in text
        assert "2015" not in text


def test_nothing_to_do_is_said_of_variants_too(again: Path, press: Run) -> None:
    assert "dist holds no new file" in press(*LETTER, at=again).out
    assert press(*LETTER, at=again).out.startswith("nothing to do: dist holds 12 files")
    assert "dist holds no new file" in press(*LETTER, *EU, at=again).out


def test_a_variant_that_somebody_took_away_stays_away(again: Path, press: Run) -> None:
    (again / "dist" / WITHOUT).unlink()
    assert press(*LETTER, "-q", at=again).code == 0
    assert made(again) == (USUAL | OTHERS) - {WITHOUT}
    assert WITHOUT not in (again / "dist/catalogue.json").read_text("utf-8")


def test_list_and_wrong_places(again: Path, press: Run) -> None:
    listed = press("list", at=again).out
    assert "      family: letter, a4, web (draft); with -f: large-print-letter, " in listed
    assert "  and with --place EU|UK|CH and --without-statistics\n" in listed
    assert listed.rstrip().endswith("and with --place EU|UK|CH")
    assert "family, UK, without statistics: letter, a4, web" in press("list", *EU, "--place", "UK", at=again).out
    wrong = press("--place", "Spain", at=again)
    assert (wrong.code, "--place" in wrong.err, "'US', 'EU', 'UK', 'CH'" in wrong.err) == (2, True, True)
