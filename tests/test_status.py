"""The translators' commands behind the command line: extract, update, status."""

import datetime
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Run

from bookletpress import cldr
from bookletpress.catalogue import Catalogue, Message, read
from bookletpress.extraction import Template
from bookletpress.plan import Selection
from bookletpress.preparation import prepare, text_of
from bookletpress.problems import Location, ProblemsFound, error, release_error, warning
from bookletpress.reviews import content_of, subject_of
from bookletpress.workbench import translate
from bookletpress.workbench.status import Signed, Status, as_json, as_table, judged, status

TODAY = datetime.date(2026, 11, 21)
LATER = datetime.date(2027, 1, 2)
TINY = Template("tiny", (Message("Rest.", files=("a.md",)), Message("Take it every day.", files=("a.md",))))
SHARED = Template("shared", (Message("rest"),))


def write_all(files: tuple[translate.File, ...]) -> list[str]:
    """Writes what a command asked for; gives the names, from the folder `locales` on."""
    for path, content in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [path.as_posix().partition("/locales/")[2] for path, _ in files]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "locales").mkdir()
    return tmp_path


def translate_all(root: Path) -> None:
    path = root / "locales/es/tiny.po"
    content = path.read_text("utf-8").replace('"Rest."\nmsgstr ""', '"Rest."\nmsgstr "Descanse."')
    path.write_text(content.replace('day."\nmsgstr ""', 'day."\nmsgstr "Tómelo cada día."'), "utf-8")


def test_extract_writes_one_template_a_domain(root: Path) -> None:
    assert write_all(translate.extract((TINY, SHARED), root, TODAY)) == ["pot/tiny.pot", "pot/shared.pot"]
    made = read((root / "locales/pot/tiny.pot").read_bytes(), "x", "", None)
    assert made.messages == TINY.messages
    assert made.value("POT-Creation-Date") == "2026-11-21 00:00+0000"


def test_extract_again_writes_nothing(root: Path) -> None:
    write_all(translate.extract((TINY,), root, TODAY))
    assert translate.extract((TINY,), root, LATER) == ()


def test_a_place_may_change_without_the_date(root: Path) -> None:
    write_all(translate.extract((TINY,), root, TODAY))
    moved = Template("tiny", tuple(Message(message.msgid, files=("b.md",)) for message in TINY.messages))
    ((_, content),) = translate.extract((moved,), root, LATER)
    assert b"POT-Creation-Date: 2026-11-21" in content
    assert b"#: b.md" in content


def test_a_template_that_cannot_be_read_is_written_anew(root: Path) -> None:
    (root / "locales/pot").mkdir()
    (root / "locales/pot/tiny.pot").write_bytes(b"<<<<<<< ours\n")
    assert write_all(translate.extract((TINY,), root, TODAY)) == ["pot/tiny.pot"]


def test_update_begins_a_language(root: Path) -> None:
    names = write_all(translate.update((TINY, SHARED), root, ["pt-BR"], TODAY))
    assert names == ["pot/tiny.pot", "pot/shared.pot", "pt-BR/locale.yaml", "pt-BR/tiny.po", "pt-BR/shared.po"]
    made = read((root / "locales/pt-BR/tiny.po").read_bytes(), "x", "pt-BR", None)
    assert made.messages == TINY.messages
    assert made.value("Language") == "pt_BR"
    assert made.value("PO-Revision-Date") == "2026-11-21 00:00+0000"
    assert (root / "locales/pt-BR/locale.yaml").read_text("utf-8").splitlines()[1:4] == [
        "name: Portuguese (Brazil)",
        "native-name: Português",
        "language: pt-BR",
    ]


@pytest.mark.parametrize(("locale", "direction"), [("ar", "rtl"), ("vi", "ltr")])
def test_a_new_language_knows_its_direction(root: Path, locale: str, direction: str) -> None:
    files = dict(translate.update((), root, [locale], TODAY))
    assert f"\ndirection: {direction}\n" in files[root / f"locales/{locale}/locale.yaml"].decode()
    assert cldr.direction(locale) == direction


def test_update_again_writes_nothing_on_any_day(root: Path) -> None:
    write_all(translate.update((TINY, SHARED), root, ["es"], TODAY))
    assert translate.update((TINY, SHARED), root, ["es"], LATER) == ()


def test_update_keeps_translations_and_a_persons_locale_yaml(root: Path) -> None:
    write_all(translate.update((TINY,), root, ["es"], TODAY))
    translate_all(root)
    (root / "locales/es/locale.yaml").write_text("name: Mine\n", "utf-8")
    changed = Template("tiny", (Message("Rest."), Message("Take it every night.")))
    assert write_all(translate.update((changed,), root, ["es"], LATER)) == ["pot/tiny.pot", "es/tiny.po"]
    messages = read((root / "locales/es/tiny.po").read_bytes(), "x", "es", None).messages
    assert [(m.msgstr, m.fuzzy, m.obsolete) for m in messages] == [
        ("Descanse.", False, False),
        ("Tómelo cada día.", True, False),
        ("Tómelo cada día.", False, True),
    ]


def test_a_broken_catalogue_is_never_overwritten_and_all_are_named(root: Path) -> None:
    write_all(translate.update((TINY, SHARED), root, ["es"], TODAY))
    for name in ("tiny", "shared"):
        (root / f"locales/es/{name}.po").write_bytes(b'msgid "a\n')
    with pytest.raises(ProblemsFound) as found:
        translate.update((TINY, SHARED), root, ["es", "xx"], TODAY)
    assert [(p.code, p.location.path) for p in found.value.problems] == [
        ("po-string", "locales/es/tiny.po"),
        ("po-string", "locales/es/shared.po"),
        ("locale-unknown", "locales/xx/locale.yaml"),
    ]


@pytest.mark.parametrize(
    ("locale", "code"),
    [("en", "locale-source"), ("zz", "locale-unknown"), ("../es", "locale-name"), ("es_US", "locale-name")],
)
def test_languages_that_cannot_be_begun(root: Path, locale: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        translate.update((TINY,), root, [locale], TODAY)
    assert [p.code for p in found.value.problems] == [code]


def test_a_language_that_cldr_lacks_begins_with_its_own_locale_yaml(root: Path) -> None:
    (root / "locales/hmn").mkdir()
    (root / "locales/hmn/locale.yaml").write_text("name: Hmong\n", "utf-8")
    assert write_all(translate.update((TINY,), root, ["hmn"], TODAY)) == ["pot/tiny.pot", "hmn/tiny.po"]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
def test_msgfmt_accepts_what_update_writes(root: Path) -> None:
    write_all(translate.update((TINY,), root, ["es"], TODAY))
    translate_all(root)
    write_all(translate.update((Template("tiny", (Message("Take it every night."),)),), root, ["es"], TODAY))
    command = ["msgfmt", "--check", "-o", "/dev/null", str(root / "locales/es/tiny.po")]
    found = subprocess.run(command, capture_output=True, text=True, check=False, env={"LC_ALL": "C"})
    assert (found.returncode, found.stderr) == (0, "")


CATALOGUE = Catalogue(
    "locales/es/tiny.po",
    (),
    (
        Message("a", "1"),
        Message("b", "2", flags=("fuzzy",)),
        Message("c"),
        Message("stale", "9"),
        Message("d", "4", obsolete=True),
    ),
)


def test_counts_what_the_source_has_now() -> None:
    template = Template("tiny", tuple(map(Message, "abcd")))
    found = status(template, CATALOGUE, "es")
    assert found == Status("tiny", "es", translated=1, fuzzy=1, missing=2, obsolete=2)
    assert found.total == 4


def test_an_empty_fuzzy_message_is_missing() -> None:
    found = status(Template("tiny", (Message("a"),)), Catalogue("x", (), (Message("a", flags=("fuzzy",)),)), "es")
    assert (found.fuzzy, found.missing) == (0, 1)


def test_the_table() -> None:
    rows = [
        Status("tiny", "es", 999, 0, 1, 0, 2, 1, (Signed("family", "draft", 1, 3),)),
        Status("interface", "pt-BR", 3, 0, 0, 12),
        Status("none", "es", 0, 0, 0, 0),
    ]
    assert as_table(rows).splitlines() == [
        "domain     locale  translated  fuzzy  missing  obsolete   done  errors  warnings  signed",
        "tiny       es             999      0        1         0   99 %       2         1  family draft (1 of 3)",
        "interface  pt-BR            3      0        0        12  100 %       0         0  -",
        "none       es               0      0        0         0  100 %       0         0  -",
    ]


def test_json() -> None:
    row = Status("tiny", "es", 1, 2, 3, 4, signed=(Signed("family", "approved", 3, 3, "2027-01-02"),))
    signed = {"audience": "family", "state": "approved", "reviews": 3, "needed": 3, "until": "2027-01-02"}
    counts = {"translated": 1, "fuzzy": 2, "missing": 3, "obsolete": 4, "errors": 0, "warnings": 0, "total": 6}
    assert json.loads(as_json([row])) == [{"domain": "tiny", "locale": "es", **counts, "signed": [signed]}]


def test_mistakes_are_counted_and_what_is_not_translated_is_none() -> None:
    place = Location("locales/es/tiny.po", 3, 9)
    found = (
        error("number-mismatch", "", place, ""),
        warning("emphasis-mismatch", "", place, ""),
        release_error("translation-missing", "", place, ""),
        error("number-mismatch", "", Location("locales/vi/tiny.po", 3, 9), ""),
    )
    row = judged(Status("tiny", "es", 1, 0, 0, 0), found)
    assert (row.errors, row.warnings) == (1, 1)


def test_a_new_catalogue_misses_everything(root: Path) -> None:
    write_all(translate.update((TINY,), root, ["es"], TODAY))
    made = read((root / "locales/es/tiny.po").read_bytes(), "x", "es", None)
    assert status(TINY, made, "es") == Status("tiny", "es", 0, 0, 2, 0)


def tiny_rows(tiny: Path, press: Run, *words: str) -> list[dict[str, Any]]:
    return json.loads(press("status", "--json", *words, at=tiny).out)


def test_status_shows_how_hard_each_section_reads(tiny: Path, press: Run) -> None:
    assert press("update", "-q", at=tiny).code == 0
    lines = press("status", at=tiny).out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("how hard to read"))
    assert lines[0].split()[:7] == ["domain", "locale", "translated", "fuzzy", "missing", "obsolete", "done"]
    assert lines[0].split()[7:] == ["errors", "warnings", "signed"]
    assert lines[1].endswith("family draft (0 of 3)")
    assert lines[start + 3].split()[:4] == ["booklet", "section", "locale", "audience"]
    rows = [line.split() for line in lines[start + 4 :]]
    assert [row[1:4] for row in rows] == [
        [section, locale, "family"]
        for section in ("main-points", "rest", "help", "(whole)")
        for locale in ("en", "es")
    ]  # fmt: skip
    assert rows[2][4:8] == ["36", "7", "5.1", "7"]
    assert " ".join(rows[2][8:]) == "too short to score"


def test_json_has_the_readability_of_a_booklet_beside_its_translation(tiny: Path, press: Run) -> None:
    change = tiny / "booklets/tiny/02-rest.md"
    words = "Your doctor may order chemotherapy after you and the team agree on the plan. "
    change.write_text(change.read_text("utf-8").replace("Many people", f"{words * 20} Many people"), "utf-8")
    assert press("update", "-q", at=tiny).code == 0
    mine, shared, _ = tiny_rows(tiny, press)
    assert "readability" not in shared
    (row,) = [row for row in mine["readability"] if (row["section"], row["locale"]) == ("rest", "en")]
    assert row["words"] == 280 + 36
    assert row["masked"] == row["printed"]
    assert row["reads_as"].startswith("about grade ")
    assert row["longest"] == {"words": 14, "sentence": words.strip()}
    assert row["masked_terms"] == {"rest": 2}
    assert row["hardest"][0] == words.strip()
    assert {row["locale"] for row in mine["readability"]} == {"en", "es"}


def test_a_language_without_a_formula_says_so(tiny: Path, press: Run) -> None:
    assert press("update", "-l", "vi", "-q", at=tiny).code == 0
    rows = [row for each in tiny_rows(tiny, press, "-l", "vi") for row in each.get("readability", ())]
    assert [row for row in rows if row["locale"] == "vi"] == [
        {"section": "", "locale": "vi", "audience": "family", "reads_as": "no formula for this language"}
    ]
    assert "no formula for this language" in press("status", "-l", "vi", at=tiny).out


def test_a_project_in_one_language_has_a_status_too(tiny: Path, press: Run) -> None:
    shutil.rmtree(tiny / "locales/es")
    (row,) = tiny_rows(tiny, press)
    assert (row["domain"], row["locale"], row["missing"]) == ("tiny", "en", 0)
    assert {each["section"] for each in row["readability"]} == {"main-points", "rest", "help", ""}


def test_a_long_answer_names_the_hardest_sentences_and_what_was_masked(tiny: Path, press: Run) -> None:
    assert press("update", "-q", at=tiny).code == 0
    out = press("status", "-v", "-l", "es", at=tiny).out
    assert "\ntiny · rest · en · family\n  masked: rest (2)\n  hardest: " in out


def test_the_page_says_in_words_what_its_bars_show_in_the_language_asked_for(tiny: Path, press: Run) -> None:
    shutil.copy(ROOT / "locales/es/interface.po", tiny / "locales/es")
    assert press("update", "-q", at=tiny).code == 0
    path = tiny / "locales/es/tiny.po"
    words = path.read_text("utf-8").replace('msgid "2 hours"\nmsgstr ""', 'msgid "2 hours"\nmsgstr "20 horas <b>"')
    path.write_text(words, "utf-8")
    out = tiny / "status.html"
    assert press("status", "-l", "es", "--html", str(out), at=tiny).code == 0
    html = re.sub(r"<meta([^>]*)>", r"<meta\1/>", out.read_text("utf-8").removeprefix("<!DOCTYPE html>"))
    page = ElementTree.fromstring(html)
    assert page.get("lang") == "es-US"
    assert [cell.text for cell in page.iter("th") if cell.get("scope") == "col"] == [
        "Texto", "Traducidas", "Por revisar de nuevo", "Faltan", "Errores", "Avisos", "Firmas",
    ]  # fmt: skip
    rows = [["".join(cell.itertext()).strip() for cell in row.iter("td")] for row in page.iter("tr")][1:]
    assert rows[0][:3] == ["1 de\u00a024", "0", "23"]
    assert rows[0][3] != "0"
    assert rows[0][-1] == "Para familias Borrador. Revisiones: 0 de\u00a03"
    assert rows[1][-1] == "con cada folleto"
    assert not list(page.iter("script"))
    assert [name for element in page.iter() for name in element.attrib if name.startswith(("on", "style"))] == []


CREDITS = """credits:
  - name: Sample Translator
    consent: 2026-11-21
    booklets: [{slug}]
"""


def test_a_translator_who_agreed_is_named_in_the_colophon_and_cannot_approve(tiny: Path, press: Run) -> None:
    shutil.copy(ROOT / "locales/es/interface.po", tiny / "locales/es")
    assert press("update", "-q", at=tiny).code == 0
    place = tiny / "locales/es/locale.yaml"
    place.write_text(place.read_text("utf-8") + CREDITS.format(slug="tiny"), "utf-8")
    ready = prepare(tiny, Selection(locales=("es",)), TODAY)
    html = ready.compose(ready.editions[0]).html
    assert '<dt><span class="uncut">Traducción</span></dt><dd>Sample Translator</dd>' in html
    subject = subject_of(
        ready.project, ready.locales, text_of(ready.editions[0]), ready.reviews,
        content_of(ready.project, ready.locales, text_of(ready.editions[0])),
    )  # fmt: skip
    assert "Sample Translator" in subject.authors


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("    consent: 2026-11-21\n", ""), "credit-consent"),
        (("2026-11-21", "yes"), "date"),
        (("[tiny]", "[tyni]"), "credit-booklet"),
    ],
)
def test_nobody_is_named_who_has_not_agreed(tiny: Path, press: Run, change: tuple[str, str], code: str) -> None:
    place = tiny / "locales/es/locale.yaml"
    place.write_text(place.read_text("utf-8") + CREDITS.format(slug="tiny").replace(*change), "utf-8")
    found = json.loads(press("check", "--output-format", "json", at=tiny).out)
    assert [(each["code"], each["path"]) for each in found] == [(code, "locales/es/locale.yaml")]
