"""Workbooks for translators: what goes out comes back whole, and what came back wrong is named and left out."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TINY, run_press
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_project import approve, bracketed, made, reviews

from bookletpress import sheetcells, sheetrows, sheetwords
from bookletpress.catalogue import Catalogue, Message, read, write
from bookletpress.guards import text as characters
from bookletpress.guards import xlsx
from bookletpress.limits import USUAL
from bookletpress.locales import load_locales
from bookletpress.model import Interface
from bookletpress.problems import ProblemsFound

openpyxl = pytest.importorskip("openpyxl")
from bookletpress.workbench import returning, workbook, workbookreading  # noqa: E402

SILENT = Interface("es", {})
ES = next(info for info in load_locales(ROOT) if info.name == "es")
Page = Any


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project, translated into itself in brackets but for its title, with a workbook of it."""
    root = tmp_path_factory.mktemp("sheet") / "project"
    shutil.copytree(TINY, root)
    shutil.copytree(ROOT / "styles", root / "styles")
    assert run_press("update", "-q", "-l", "es", at=root).code == 0
    for path in (root / "locales/es").glob("*.po"):
        path.write_text(bracketed(path.read_text("utf-8")), "utf-8")
    shutil.copy(ROOT / "locales/es/interface.po", root / "locales/es")
    assert run_press("update", "-q", "-l", "es", at=root).code == 0
    done = run_press("export-xlsx", "-l", "es", at=root)
    assert (done.code, done.err) == (0, "")
    return root


@pytest.fixture
def root(translated: Path, tmp_path: Path) -> Path:
    shutil.copytree(translated, tmp_path / "project")
    return tmp_path / "project"


def edit(root: Path, change: Callable[[Page], None], sheet: str = "tiny", name: str = "translate-es.xlsx") -> Path:
    """What a translator does to a sheet."""
    book = openpyxl.load_workbook(root / "translate-es.xlsx")
    change(book[sheet])
    book.save(root / name)
    return root / name


def row_of(page: Page, english: str) -> int:
    return next(row for row in range(2, page.max_row + 1) if page.cell(row, 3).value == english)


def type_in(english: str, words: object, column: int = 4) -> Callable[[Page], None]:
    def change(page: Page) -> None:
        page.cell(row_of(page, english), column).value = words

    return change


def messages(root: Path, domain: str = "tiny") -> dict[str, Message]:
    path = root / f"locales/es/{domain}.po"
    return {message.msgid: message for message in read(path.read_bytes(), "x", "es").live}


def catalogues(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "locales/es").glob("*.po")}


ASK = "**Ask early.** Nobody minds a question."
ROOM = (
    "Many people feel better after **rest**.[@rest-helps] Keep the room at 20 °C if you can. "
    "See [whom to call][section:help]."
)


# ------------------------------------------------------------------ going out


def test_the_workbook_is_easy_to_work_in(translated: Path) -> None:
    book = openpyxl.load_workbook(translated / "translate-es.xlsx")
    assert book.sheetnames == ["Read me first", "tiny", "shared", "interface"]
    page = book["tiny"]
    assert [cell.value.partition(" · ")[0] for cell in page[1]] == list(sheetwords.HEADINGS)
    assert page["D1"].value == "Translation · Traducción"
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", f"A1:H{page.max_row}")
    assert page.protection.sheet
    assert not page.protection.autoFilter  # allowed
    assert [cell.protection.locked for cell in page[2]] == [True, True, True, False, False, False, True, True]
    lists = [check.formula1 for check in page.data_validations.dataValidation if check.type == "list"]
    assert lists == ['"to do · por hacer,check again · revisar de nuevo,done · listo"']
    first = [cell.value for row in book["Read me first"].iter_rows() for cell in row if cell.value]
    assert {"Read me first", "Lea esto primero", "English → Spanish (es), "} <= {
        str(cell)[:24] for cell in first
    } | set(first)


def test_every_cell_is_text_and_stays_text(translated: Path) -> None:
    book = openpyxl.load_workbook(translated / "translate-es.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 1000
    assert {(cell.data_type, cell.number_format, bool(cell.quotePrefix)) for cell in cells} == {("s", "@", True)}


def test_a_workbook_that_is_there_is_never_overwritten(translated: Path) -> None:
    before = (translated / "translate-es.xlsx").read_bytes()
    done = run_press("export-xlsx", "-l", "es", at=translated)
    assert done.code == 2
    assert "somebody may have worked in it" in done.err
    assert (translated / "translate-es.xlsx").read_bytes() == before


# ------------------------------------------------------------------ coming back


def test_an_untouched_workbook_changes_nothing(root: Path) -> None:
    before = catalogues(root)
    done = run_press("import-xlsx", str(root / "translate-es.xlsx"), at=root)
    assert (done.code, done.err, catalogues(root)) == (0, "", before)


def test_a_good_row_is_taken_over_with_name_day_and_note(root: Path) -> None:
    def change(page: Page) -> None:
        row = row_of(page, ASK)
        page.cell(row, 4).value = "**Pregunte pronto.** A nadie le molesta una pregunta."
        page.cell(row, 6).value = "¿pronto o temprano?\nlo veo luego"

    path = edit(root, change)
    book = openpyxl.load_workbook(path)
    front = book["Read me first"]
    label = next(cell for row in front.iter_rows() for cell in row if str(cell.value).startswith(sheetwords.NAME))
    label.offset(0, 1).value = "Sample Translator"
    book.save(path)
    before = messages(root)
    done = run_press("import-xlsx", str(path), at=root)
    assert (done.code, done.err) == (0, "")
    assert "1 sentence taken over" in done.out
    after = messages(root)
    assert after[ASK].msgstr == "**Pregunte pronto.** A nadie le molesta una pregunta."
    assert after[ASK].comments == ("¿pronto o temprano?", "lo veo luego")
    assert after[ASK].usable
    assert {m: x for m, x in after.items() if m != ASK} == {m: x for m, x in before.items() if m != ASK}
    header = read((root / "locales/es/tiny.po").read_bytes(), "x", "es")
    assert header.value("Last-Translator") == "Sample Translator"
    written = catalogues(root)
    again = run_press("import-xlsx", str(path), at=root)
    assert (again.code, catalogues(root)) == (0, written)


BAD: dict[str, tuple[object, str]] = {
    ROOM: ("Muchas personas.[@rest-helps] A **50** °C. Vea [a quién llamar][section:help].", "number-mismatch"),
    "How much rest is best? We do not know yet.": ("=HYPERLINK(A1)", "sheet-formula"),
    ASK: ("@SUM(1) **x**", "sheet-formula"),
    "**Rest helps.** Sleep when you can.[@rest-helps]": ("**El descanso ayuda.**", "citation-mismatch"),
    "A tired body heals slowly. This is a sample.": (12, "sheet-not-text"),
    "The main points": ("", "sheet-emptied"),
    "Whom to call": ("A quién\u202e llamar", "character-refused"),
    "Rest, by time of day": ("Ja. " * 700, "message-too-long"),
    "2 hours": ("3 horas", "number-mismatch"),
}


def test_bad_rows_are_named_by_their_cells_and_left_out_and_the_good_one_is_taken(root: Path) -> None:
    def change(page: Page) -> None:
        for english, (words, _) in BAD.items():
            type_in(english, words)(page)
            page.cell(row_of(page, english), 4).data_type = "n" if words == 12 else "s"
        type_in("A bed by a window.", "Una cama junto a una ventana.")(page)

    path = edit(root, change)
    page = openpyxl.load_workbook(path)["tiny"]
    before = messages(root)
    done = run_press("import-xlsx", str(path), at=root)
    told = {
        line.partition(": error: ")[0]: line.rpartition("[")[2][:-1] for line in done.err.splitlines() if "[" in line
    }
    assert done.code == 1
    assert told == {f"translate-es.xlsx › tiny:{row_of(page, english)}:4": code for english, (_, code) in BAD.items()}
    assert f"{len(BAD)} rows left out" in done.err
    after = messages(root)
    assert {english for english in after if after[english] != before[english]} == {"A bed by a window."}
    assert after["A bed by a window."].msgstr == "Una cama junto a una ventana."


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = catalogues(root)
    path = edit(root, type_in("A bed by a window.", "Una cama junto a una ventana."))
    done = run_press("import-xlsx", "-n", str(path), at=root)
    assert "1 sentence would be taken over" in done.out
    assert catalogues(root) == before


# ------------------------------------------------------------------ decisions, without a project


def catalogue(*found: Message) -> Catalogue:
    return Catalogue("locales/es/tiny.po", (), found)


BEFORE = catalogue(
    Message("One.", "Uno."),
    Message("Two.", "Dos.", comments=("allow sentence-long: así",)),
    Message("Three.", "Tres.", flags=("fuzzy", "no-wrap"), previous="Threee."),
    Message("Four."),
    Message("Old.", "Viejo.", obsolete=True),
)


def returned(before: Catalogue = BEFORE, looks: str = "") -> list[list[Any]]:
    """The cells of a sheet that went out and came back."""
    rows = sheetrows.rows(before, "es", "tiny", {})
    raw = workbook.write([workbook.Sheet("tiny", "Tiny", rows)], ES, SILENT, "2026-11-21")
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(raw))["tiny"].iter_rows()]


def taken(cells: list[list[Any]], now: Catalogue = BEFORE) -> returning.Taken:
    """What is taken over of such a sheet."""
    book = openpyxl.Workbook()
    for number, row in enumerate(cells, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    found = workbookreading.read(stream.getvalue(), "es.xlsx", {"es": SILENT})
    decided = returning.take(found.rows, {("es", "tiny"): now}, lambda _: ())
    return returning.Taken(decided.catalogues, decided.count, (*found.problems, *decided.problems))


def codes(found: returning.Taken) -> list[tuple[str, int, int]]:
    return [(p.code, p.location.line, p.location.column) for p in found.problems]


def after(found: returning.Taken) -> dict[str, Message]:
    return {m.msgid: m for m in found.catalogues["es", "tiny"].messages}


def test_rows_may_be_sorted_hidden_deleted_and_copied() -> None:
    head, *rows = returned()
    rows[3][3] = "Cuatro."
    found = taken([head, rows[3], rows[1], rows[3], rows[0]])
    assert (found.count, codes(found)) == (1, [])
    assert write(found.catalogues["es", "tiny"]) == write(
        catalogue(*(BEFORE.messages[:3]), Message("Four.", "Cuatro."), BEFORE.messages[4])
    )


def test_columns_may_stand_in_another_order() -> None:
    cells = returned()
    cells[4][3] = "Cuatro."
    found = taken([list(reversed(row)) for row in cells])
    assert after(found)["Four."].msgstr == "Cuatro."


def test_one_sentence_in_two_rows_with_different_words_is_left_out() -> None:
    cells = returned()
    cells.append([*cells[4]])
    cells[4][3], cells[5][3] = "Cuatro.", "Cuarto."
    found = taken(cells)
    assert (found.count, codes(found)) == (0, [("sheet-row-twice", 5, 4), ("sheet-row-twice", 6, 4)])


def test_a_column_that_was_sorted_alone_is_noticed() -> None:
    cells = returned()
    cells[1][3], cells[2][3] = cells[2][3], cells[1][3]
    found = taken(cells)
    assert (found.count, codes(found)) == (0, [("sheet-slipped", 2, 4), ("sheet-slipped", 3, 4)])


def test_ids_that_were_sorted_alone_are_noticed() -> None:
    cells = returned()
    cells[1][7], cells[2][7] = cells[2][7], cells[1][7]
    found = taken(cells)
    assert (found.count, codes(found)) == (0, [("sheet-english", 2, 3), ("sheet-english", 3, 3)])


def test_a_workbook_of_an_older_english_is_not_half_applied() -> None:
    cells = returned()
    cells[1][3], cells[2][3] = "Uno, pues.", "Dos, pues."
    found = taken(cells, catalogue(Message("One!", "Uno.", flags=("fuzzy",), previous="One."), BEFORE.messages[1]))
    assert codes(found) == [("sheet-english-changed", 2, 3)]
    assert after(found)["One!"].msgstr == "Uno."
    assert after(found)["Two."].msgstr == "Dos, pues."


def test_what_somebody_else_changed_meanwhile_stays() -> None:
    cells = returned()
    cells[1][3] = "Uno, pues."
    now = catalogue(Message("One.", "Uno solo."), Message("Two.", "Dos nuevo."))
    found = taken(cells, now)
    assert (found.count, codes(found)) == (0, [("sheet-both-changed", 2, 4)])


@pytest.mark.parametrize(
    ("row", "words", "state", "usable", "fuzzy"),
    [
        (4, "Cuatro.", "to do", True, False),
        (4, "Cuatro.", "done", True, False),
        (4, "Cuatro.", "Check again", False, True),
        (3, "Tres.", "done", True, False),
        (3, "Tres, sí.", "done", True, False),
        (3, "Tres, sí.", "check again", False, True),
        (1, "Uno.", "check again", False, True),
        (1, "Uno.", "to do", False, True),
    ],
)
def test_the_state_says_whether_a_translation_may_be_printed(
    row: int, words: str, state: str, usable: bool, fuzzy: bool
) -> None:
    cells = returned()
    cells[row][3], cells[row][4] = words, state
    found = taken(cells)
    message = after(found)[cells[row][2]]
    assert (message.msgstr, message.usable, message.fuzzy) == (words, usable, fuzzy)
    assert (message.previous is None) == (row != 3 or not fuzzy)
    assert ("no-wrap" in message.flags) == (row == 3)


def test_an_unknown_state_is_named() -> None:
    cells = returned()
    cells[1][4] = "finished"
    assert codes(taken(cells)) == [("sheet-state", 2, 5)]


def test_a_formula_a_date_and_a_row_without_an_id_are_named() -> None:
    cells = returned()
    cells[4][7] = "123"
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append([f"'{each}" if str(each).startswith("=") else each for each in row])
    book.active["D2"] = "=1+1"
    book.active["F3"] = 1.5
    stream = io.BytesIO()
    book.save(stream)
    found = workbookreading.read(stream.getvalue(), "es.xlsx", {"es": SILENT})
    assert [(p.code, p.location.line, p.location.column) for p in found.problems] == [
        ("sheet-formula", 2, 4),
        ("sheet-not-text", 3, 6),
        ("sheet-row-unknown", 5, 8),
    ]
    assert [row.english for row in found.rows] == ["Three."]


def test_a_missing_column_and_a_strange_workbook_are_named() -> None:
    cells = [row[:4] + row[5:] for row in returned()]
    with pytest.raises(ProblemsFound) as strange:
        taken([["a", "b"], ["c", "d"]])
    assert [p.code for p in strange.value.problems] == ["sheet-columns"]
    assert codes(taken(cells)) == [("sheet-columns", 1, 1)]


def test_what_is_taken_over_has_to_be_signed_again_and_nothing_else_has(tmp_path: Path) -> None:
    """The ledger knows the text by its digest, so a row that changes a text takes its approval away."""
    root = made(tmp_path / "project")
    approve(root)
    before = reviews(root)
    assert {review.state for review in before.values()} == {"approved"}
    path = root / "locales/es/sample.po"
    now = read(path.read_bytes(), "locales/es/sample.po", "es")
    title = next(m for m in now.live if "cover › title" in m.notes)
    row = sheetrows.Returned(
        sheetrows.row_id(title, "es", "sample"), title.msgid, "Otro título", sheetwords.DONE, "", PLACE
    )
    decided = returning.take([row], {("es", "sample"): now}, lambda _: ())
    path.write_bytes(write(decided.catalogues["es", "sample"]))
    states = {text: review.state for text, review in reviews(root).items()}
    assert states == {text: "draft" if text[0] == "es" else "approved" for text in before}


# ------------------------------------------------------------------ what spreadsheet programs do


@pytest.mark.parametrize(
    ("typed", "english", "meant"),
    [
        ("espere…", "wait...", "espere..."),
        ("espere...", "wait…", "espere…"),
        ("5\u00a0mg", "5 mg", "5 mg"),
        ("Llame\nahora", "Call now", "Llame ahora"),
        ("Llame _x000D_\nahora", "Call now", "Llame ahora"),
        ("a\u200bb\ufeff", "a", "ab"),
        ("Llame a {Phone:Acs\u2013line}.", "Call {phone:acs-line}.", "Llame a {phone:acs-line}."),
        ("Sí.[@Rest\u2011helps]", "Yes.[@rest-helps]", "Sí.[@rest-helps]"),
        ("[esto][Section:Help]", "[this][section:help]", "[esto][section:help]"),
        ("(C) y ©", "(c)", "(C) y (c)"),
        ("'=uno", "one", "=uno"),
        ("ni\u00f1o", "child", "niño"),
        ("nin\u0303o", "child", "niño"),
        ("“Hola”, dijo", '"Hi", said', "“Hola”, dijo"),
    ],
)
def test_what_they_did_is_undone(typed: str, english: str, meant: str) -> None:
    assert sheetcells.mended(sheetcells.received(typed), english).text == meant


def test_a_language_with_no_break_spaces_keeps_them() -> None:
    assert sheetcells.mended("Oui\u00a0!", "Yes!", no_break_spaces=True).text == "Oui\u00a0!"


LEGAL = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
    .map(sheetcells.received)
    .filter(lambda text: bool(text) and not characters.faults(text))
)


@given(LEGAL)
def test_what_the_english_has_itself_is_never_mended(text: str) -> None:
    assert sheetcells.mended(text, text) == sheetcells.Mended(text, ())


@given(st.text(max_size=40), st.text(max_size=40))
def test_mending_twice_is_mending_once(text: str, english: str) -> None:
    once = sheetcells.mended(sheetcells.received(text), english).text
    assert sheetcells.mended(once, english).text == once


@settings(max_examples=25)
@given(
    st.lists(st.tuples(LEGAL, LEGAL | st.just(""), st.booleans()), min_size=1, max_size=12, unique_by=lambda x: x[0])
)
def test_every_legal_catalogue_comes_back_untouched(found: list[tuple[str, str, bool]]) -> None:
    before = catalogue(*(Message(m, s, flags=("fuzzy",) if f and s else ()) for m, s, f in found))
    rows = sheetrows.rows(before, "es", "tiny", {})
    raw = workbook.write([workbook.Sheet("tiny", "Tiny", rows)], ES, SILENT, "2026-11-21")
    back = workbookreading.read(raw, "es.xlsx", {"es": SILENT})
    assert back.problems == ()
    assert [(row.english, row.translation) for row in back.rows] == [(m, s) for m, s, _ in found]
    assert returning.take(back.rows, {("es", "tiny"): before}, lambda _: ()).count == 0


@given(st.lists(LEGAL, min_size=1, max_size=12, unique=True))
def test_every_legal_translation_typed_comes_back_as_typed(found: list[str]) -> None:
    before = catalogue(*(Message(m) for m in found))
    rows = [sheetrows.row_id(message, "es", "tiny") for message in before.messages]
    back = [sheetrows.Returned(each, m, m, sheetwords.DONE, "", PLACE) for each, m in zip(rows, found, strict=True)]
    decided = returning.take(back, {("es", "tiny"): before}, lambda _: ())
    assert decided.problems == ()
    assert [m.msgstr for m in decided.catalogues["es", "tiny"].messages] == found


PLACE = sheetrows.Location("es.xlsx › tiny", 2, 4)


# ------------------------------------------------------------------ dangerous files


def package(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


DANGEROUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "workbook-unreadable"),
    "broken zip": (lambda: b"PK\x03\x04 not a zip", "workbook-unreadable"),
    "old or encrypted Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-unreadable"),
    "text": (lambda: b"a,b\n", "workbook-unreadable"),
    "zip bomb": (lambda: package(xl__a=bytes(USUAL.workbook_unpacked + 1)), "file-too-large"),
    "many parts": (lambda: package(**{f"a{n}": b"" for n in range(xlsx.MAX_PARTS)}), "file-too-large"),
    "macros": (lambda: package(**{"xl__vbaProject.bin": b"x"}), "workbook-macros"),
    "Excel 4 macros": (lambda: package(**{"xl__macrosheets__a.xml": b"<a/>"}), "workbook-macros"),
    "external link": (lambda: package(**{"xl__externalLinks__a.xml": b"<a/>"}), "workbook-links"),
    "database": (lambda: package(**{"xl__connections.xml": b"<a/>"}), "workbook-links"),
    "embedded file": (lambda: package(**{"xl__embeddings__a.docx": b"x"}), "workbook-objects"),
    "entities": (lambda: package(**{"xl__a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "workbook-unreadable"),
    "UTF-16": (lambda: package(**{"xl__a.xml": "<!DOCTYPE a>".encode("utf-16")}), "workbook-unreadable"),
    "no workbook inside": (lambda: package(**{"xl__workbook.xml": b"<a/>"}), "workbook-unreadable"),
}


@pytest.mark.parametrize("case", DANGEROUS)
def test_a_dangerous_or_broken_file_is_refused(case: str) -> None:
    make, code = DANGEROUS[case]
    with pytest.raises(ProblemsFound) as found:
        workbookreading.read(make(), "es.xlsx", {"es": SILENT})
    assert [(p.code, p.location.path) for p in found.value.problems] == [(code, "es.xlsx")]


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    rows = sheetrows.rows(BEFORE, "es", "tiny", {})
    raw = workbook.write([workbook.Sheet("tiny", "Tiny", rows)], ES, SILENT, "2026-11-21")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet2.xml"):
                assert b'ref="A1:H5"' in content
                content = content.replace(b'<dimension ref="A1:H5"', b'<dimension ref="A1:XFD1048576"')
            new.writestr(name, content)
    assert len(workbookreading.read(stream.getvalue(), "es.xlsx", {"es": SILENT}).rows) == 4


@settings(max_examples=25)
@given(st.integers(0, 4000), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, byte: int) -> None:
    raw = bytearray(SMALL)
    raw[place % len(raw)] = byte
    with suppress(ProblemsFound):
        assert workbookreading.read(bytes(raw), "es.xlsx", {"es": SILENT}).rows


SMALL = workbook.write(
    [workbook.Sheet("tiny", "Tiny", sheetrows.rows(BEFORE, "es", "tiny", {}))], ES, SILENT, "2026-11-21"
)


def test_only_xlsx_is_read(tiny: Path) -> None:
    name = "es.xlsm"
    (tiny / name).write_bytes(SMALL)
    shutil.copytree(ROOT / "locales/es", tiny / "locales/es", dirs_exist_ok=True)
    done = run_press("import-xlsx", str(tiny / name), at=tiny)
    assert (done.code, "[workbook-unreadable]" in done.err) == (1, True)


# ------------------------------------------------------------------ the real catalogues


@pytest.fixture(scope="module")
def real_sheets() -> tuple[dict[str, Catalogue], bytes]:
    found = {
        path.stem: read(path.read_bytes(), f"locales/es/{path.name}", "es")
        for path in sorted((ROOT / "locales/es").glob("*.po"))
    }
    sheets = [workbook.Sheet(name, name, sheetrows.rows(each, "es", name, {})) for name, each in found.items()]
    return found, workbook.write(sheets, ES, SILENT, "2026-11-21")


def check_real(found: dict[str, Catalogue], raw: bytes) -> None:
    """Read back, every message is the same; typed anew into empty catalogues, the whole files are the same."""
    back = workbookreading.read(raw, "es.xlsx", {"es": SILENT})
    assert back.problems == ()
    now = {("es", name): each for name, each in found.items()}
    assert returning.take(back.rows, now, lambda _: ()).count == 0
    bare = {
        name: Catalogue(each.path, each.header, tuple(_emptied(m) for m in each.messages), each.comments)
        for name, each in found.items()
    }
    ids = {
        (name, sheetrows.source_digest(m.key)): sheetrows.row_id(_emptied(m), "es", name)
        for name, each in found.items()
        for m in each.live
    }
    typed = [replace(row, id=ids[row.id.domain, row.id.source]) for row in back.rows]
    decided = returning.take(typed, {("es", name): each for name, each in bare.items()}, lambda _: ())
    assert [p for p in decided.problems if p.code != "sheet-doubtful"] == []
    assert {name: write(each) for (_, name), each in decided.catalogues.items()} == {
        name: write(each) for name, each in found.items()
    }


def _emptied(message: Message) -> Message:
    if message.obsolete:
        return message
    return Message(message.msgid, "", message.context, (), message.notes, message.files)


def test_the_real_catalogues_go_out_and_come_back_whole(real_sheets: tuple[dict[str, Catalogue], bytes]) -> None:
    check_real(*real_sheets)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_real_catalogues_come_back_whole_through_libreoffice(
    real_sheets: tuple[dict[str, Catalogue], bytes], tmp_path: Path
) -> None:
    found, raw = real_sheets
    (tmp_path / "es.xlsx").write_bytes(raw)
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), "es.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    check_real(found, (tmp_path / "out/es.xlsx").read_bytes())
