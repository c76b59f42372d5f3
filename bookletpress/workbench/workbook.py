"""Writes the workbook for translators: a first sheet that says what to do, then one sheet a domain.

Every cell is text, is marked as text, and stays text when somebody types into it: no date, no number, no formula. Only
what a translator is to fill in can be typed into; there is no password, because this is help and not a lock.
"""

from __future__ import annotations

import errno
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bookletpress.model import Interface, LocaleInfo
from bookletpress.sheetcells import sent
from bookletpress.sheetrows import Sent
from bookletpress.sheetwords import (
    AGAIN,
    DONE,
    ENGLISH,
    FIRST_SHEET,
    HEADINGS,
    ID,
    LOOK,
    NAME,
    NOTES,
    NUMBER,
    SHEETS,
    STATE,
    STATES,
    STEPS,
    TRANSLATION,
    WHERE,
    both,
    translated,
)

_WIDTHS = {NUMBER: 6, WHERE: 26, ENGLISH: 58, TRANSLATION: 58, STATE: 29, NOTES: 30, LOOK: 44, ID: 9}
_TYPED_INTO = (TRANSLATION, STATE, NOTES)
_MAX_TITLE = 31
_FONT = "Calibri"
_LINE_HEIGHT, _MOST_LINES = 15, 27
"""Of a row, in points; Excel allows 409 of them."""
_MARK = re.compile(r"\[@[^\[\]]*\]|\{[^{}]*\}|\*+|(?<=\])\[[^\[\]]*\]")
_INK, _PETROL, _PALE = "FF1B2530", "FF1F5263", "FFEEF1EA"
_LINE = Border(bottom=Side(style="thin", color="FFB4CACD"))
_PETROL_FILL, _TO_DO_FILL = (PatternFill("solid", start_color=each, end_color=each) for each in (_PETROL, "FFF8ECD6"))
_PALE_FILL = PatternFill("solid", start_color=_PALE, end_color=_PALE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One domain: what it is called for people, and its rows."""

    domain: str
    title: str
    rows: tuple[Sent, ...]


def write(sheets: Sequence[Sheet], locale: LocaleInfo, interface: Interface, made_on: str) -> bytes:
    """The workbook. `made_on` is an ISO date. Raises OSError: on its way it goes through temporary files."""
    book = Workbook()
    names = _names(sheet.domain for sheet in sheets)
    _first(book.active, list(zip(names, sheets, strict=True)), locale, interface, made_on)
    for name, sheet in zip(names, sheets, strict=True):
        _domain(book.create_sheet(name), sheet.rows, locale, interface)
    stream = io.BytesIO()
    try:
        book.save(stream)
    except Exception as fault:  # lxml, where it is installed, has an error of its own for a full disk
        if type(fault).__name__ != "SerialisationError":
            raise
        number = getattr(errno, str(fault).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from fault
    return stream.getvalue()


def _names(domains: Iterable[str]) -> list[str]:
    """Names of sheets: at most 31 signs, and none twice."""
    found: list[str] = []
    for domain in domains:
        name, count = domain[:_MAX_TITLE], 2
        while name in found:
            name, count = f"{domain[: _MAX_TITLE - 3]}~{count}", count + 1
        found.append(name)
    return found


def _put(cell: Any, text: str, bold: bool = False, size: int = 11, color: str = _INK) -> None:
    """Words, and nothing but words, whatever they begin with."""
    _as_text(cell, sent(text))
    cell.font = Font(name=_FONT, bold=bold, size=size, color=color)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _as_text(cell: Any, value: Any) -> None:
    cell.value = value or None
    cell.data_type = "s" if value else "n"
    cell.number_format = "@"
    cell.quotePrefix = True


def _first(
    page: Any, sheets: Sequence[tuple[str, Sheet]], locale: LocaleInfo, interface: Interface, made_on: str
) -> None:
    page.title = FIRST_SHEET
    own = bool(translated(FIRST_SHEET, interface))
    for column, width in (("A", 5), ("B", 64), ("C", 64 if own else 16), ("D", 30), ("E", 16)):
        page.column_dimensions[column].width = width
    _put(page["B1"], FIRST_SHEET, bold=True, size=16, color=_PETROL)
    _put(page["C1"], translated(FIRST_SHEET, interface), bold=True, size=16, color=_PETROL)
    _put(page["B2"], f"English → {locale.english_name} ({locale.name}), {made_on}")
    _put(page["C2"], locale.native_name if own else "")
    for row, step in enumerate(STEPS, 4):
        _put(page.cell(row, 1), str(row - 3), bold=True, color=_PETROL)
        _put(page.cell(row, 2), step)
        _put(page.cell(row, 3), translated(step, interface))
    row = 5 + len(STEPS)
    _put(page.cell(row, 2), both(NAME, interface), bold=True)
    name = page.cell(row, 3)
    _put(name, "")
    name.protection = Protection(locked=False)
    page.row_dimensions[1].height = 26
    for below, step in enumerate(STEPS, 4):
        page.row_dimensions[below].height = _height(((step, 64), (translated(step, interface), 64)))
    page.row_dimensions[row].height = _height(((both(NAME, interface), 56),))
    line = Side(style="thin", color=_INK)
    name.fill, name.border = _TO_DO_FILL, Border(left=line, right=line, top=line, bottom=line)
    row += 2
    for place, words in enumerate((SHEETS, *STATES), 2):
        _heading(page.cell(row, place), both(words, interface))
    for below, (title, sheet) in enumerate(sheets, row + 1):
        _put(page.cell(below, 2), f"{title}: {sheet.title}" if sheet.title != title else title)
        for place, state in enumerate(STATES, 3):
            _put(page.cell(below, place), str(sum(each.state == state for each in sheet.rows)))
    _writing(page, locale, "C", (1, row))
    page.protection.enable()
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _heading(cell: Any, words: str) -> None:
    _put(cell, words, bold=True, color="FFFFFFFF")
    cell.fill = _PETROL_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _domain(page: Any, rows: Sequence[Sent], locale: LocaleInfo, interface: Interface) -> None:
    for column, words in enumerate(HEADINGS, 1):
        _heading(page.cell(1, column), both(words, interface))
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS[words]
    page.row_dimensions[1].height = 32
    for number, row in enumerate(rows, 2):
        _row(page, number, row, interface)
    last = len(rows) + 1
    letters = {words: get_column_letter(column) for column, words in enumerate(HEADINGS, 1)}
    _writing(page, locale, letters[TRANSLATION], (2, last))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{letters[ID]}{last}"
    if rows:
        _helps(page, letters, last, interface)
    page.protection.enable()
    page.protection.autoFilter = False  # what is False here is allowed
    page.protection.formatColumns = page.protection.formatRows = False
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _row(page: Any, number: int, row: Sent, interface: Interface) -> None:
    values = (
        str(number - 1),
        row.where,
        row.english,
        row.translation,
        _state(row.state, interface),
        row.notes,
        row.look,
        str(row.id),
    )
    for column, (words, value) in enumerate(zip(HEADINGS, values, strict=True), 1):
        cell = page.cell(number, column)
        small = words in (ID, NUMBER, WHERE)
        _put(cell, value, size=7 if words == ID else 9 if small else 11, color="FF414D58" if small else _INK)
        cell.border = _LINE
        if words in _TYPED_INTO:
            cell.protection = Protection(locked=False)
        else:
            cell.fill = _PALE_FILL
        if words == ENGLISH and _MARK.search(value):
            _as_text(cell, _marked(sent(value)))
        if words == ID:
            cell.alignment = Alignment(horizontal="fill", vertical="top")  # clipped: it is for the program
    grown = row.english + row.english[: len(row.english) // 3]  # what a translation may need
    widths = ((row.where, 30), (grown, 58), (row.translation, 58), (row.notes, 30), (row.look, 44))
    page.row_dimensions[number].height = _height(widths)


def _height(texts: Iterable[tuple[str, int]]) -> int:
    """The height of a row with these texts in columns of these widths: not every program works it out when it opens."""
    lines = (sum(-(-len(line) // width) or 1 for line in text.split("\n")) for text, width in texts)
    return _LINE_HEIGHT * min(max(lines), _MOST_LINES) + 3


def _marked(text: str) -> Any:
    """The English with what has to be copied in another colour and bold."""
    font: Any = InlineFont(rFont=_FONT, b=True, color=Color(_PETROL), sz=11)
    pieces: list[Any] = []
    end = 0
    for found in _MARK.finditer(text):
        pieces += [text[end : found.start()], TextBlock(font, found[0])]
        end = found.end()
    return CellRichText(*(piece for piece in (*pieces, text[end:]) if piece))


def _state(state: str, interface: Interface) -> str:
    """A state as the list of choices has it; in English where a comma would split the list."""
    said = both(state, interface)
    return state if re.search(r'[,"]', said) else said


def _helps(page: Any, letters: Mapping[str, str], last: int, interface: Interface) -> None:
    """A list of states to choose from, and a colour for what is still to do; words say the same as the colour."""
    choices = ",".join(_state(state, interface) for state in STATES)
    state, text = letters[STATE], letters[TRANSLATION]
    rule: Any = FormulaRule
    check = DataValidation("list", formula1=f'"{choices}"', allow_blank=False, showErrorMessage=True)
    check.error = both(STATE, interface) + ": " + choices.replace(",", ", ")
    page.add_data_validation(check)
    check.add(f"{state}2:{state}{last}")
    length = DataValidation("textLength", operator="lessThanOrEqual", formula1="10000", showErrorMessage=True)
    page.add_data_validation(length)
    length.add(f"{text}2:{text}{last}")
    cells = f"{text}2:{state}{last}"
    again, done = (_state(each, interface).replace('"', "") for each in (AGAIN, DONE))
    page.conditional_formatting.add(cells, rule(formula=[f"LEN(TRIM(${text}2))=0"], fill=_TO_DO_FILL))
    striped = PatternFill("lightUp", start_color=_PETROL, end_color="FFFFFFFF")
    page.conditional_formatting.add(f"{state}2:{state}{last}", rule(formula=[f'${state}2="{again}"'], fill=striped))
    bold = Font(bold=True, color=_PETROL)
    page.conditional_formatting.add(f"{state}2:{state}{last}", rule(formula=[f'${state}2="{done}"'], font=bold))


def _writing(page: Any, locale: LocaleInfo, column: str, rows: tuple[int, int]) -> None:
    """The direction of writing in a column."""
    if locale.direction == "rtl":
        for (cell,) in page[f"{column}{rows[0]}:{column}{rows[1]}"]:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right", readingOrder=2)
