"""Reads a workbook that came back: cells as typed, never as a formula computes them, with the place of each.

`sheet-columns` (error): no sheet has the columns, or one is missing.
`sheet-row-unknown` (error): a row without its ID. Why: nobody can tell which sentence it is.
`sheet-formula`, `sheet-not-text` (errors): a formula, or a number, date or error in the place of words. Why: what it
shows depends on the program that opens it.
`sheet-state` (error): a state that is none of those in the list.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from openpyxl import load_workbook

from bookletpress.guards import xlsx
from bookletpress.limits import USUAL, Limits
from bookletpress.model import Interface
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.sheetcells import received
from bookletpress.sheetrows import Returned, RowId, parse_id
from bookletpress.sheetwords import ENGLISH, ID, NAME, NOTES, STATE, STATES, TRANSLATION, heading, state

MAX_COLUMNS = 60
MAX_SIGNS = 32_767
"""What a cell of Excel can hold."""

_NEEDED = (ENGLISH, TRANSLATION, STATE, NOTES, ID)
_KINDS = {
    "f": ("sheet-formula", "a formula", "write the words; begin with an apostrophe if they start with = + - or @"),
    "d": ("sheet-not-text", "a date", "write the words again in this cell; it is formatted as text"),
    "n": ("sheet-not-text", "a number", "write the words again in this cell; it is formatted as text"),
    "b": ("sheet-not-text", "true or false", "write the words again in this cell; it is formatted as text"),
    "e": ("sheet-not-text", "an error of the spreadsheet", "write the words again in this cell"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a workbook that can be read, what is wrong with the others, and who translated, if they said so."""

    rows: tuple[Returned, ...]
    problems: tuple[Problem, ...]
    translator: str = ""


def read(raw: bytes, name: str, interfaces: Mapping[str, Interface], limits: Limits = USUAL) -> Read:
    """The workbook called `name`. `interfaces`: by locale, for the words of states. Raises ProblemsFound."""
    xlsx.refuse_dangerous(raw, name, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which do not concern us
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
            sheets = [
                (str(page.title), [_cells(row) for row in _rows(page, limits.workbook_rows)])
                for page in book.worksheets
            ]
            book.close()
    except Exception as fault:  # the library raises whatever a broken part makes it stumble over
        hint = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"
        message = f"this workbook cannot be read: {type(fault).__name__}"
        raise ProblemsFound([error("workbook-unreadable", message, Location(name), hint)]) from fault
    rows: list[Returned] = []
    problems: list[Problem] = []
    translator = ""
    for title, cells in sheets:
        if len(cells) > limits.workbook_rows:
            message = f"more than {limits.workbook_rows:,} rows"
            raise ProblemsFound(
                [error("file-too-large", message, _path(name, title), "check that it is the right file")]
            )
        translator = translator or _name(cells)
        for found in _sheet(cells, _path(name, title), interfaces):
            (rows if isinstance(found, Returned) else problems).append(found)  # type: ignore[arg-type]
    if not rows and not problems:
        message = "no sheet of it has the columns of a workbook for translators"
        hint = f"take the file that export-xlsx made; it has the columns {', '.join(_NEEDED)}"
        raise ProblemsFound([error("sheet-columns", message, Location(name), hint)])
    return Read(tuple(rows), tuple(problems), translator)


def _path(name: str, title: str) -> Location:
    return Location(f"{name} › {title}")


def _rows(page: Any, most: int) -> Iterable[Any]:
    page.reset_dimensions()  # what a sheet says of its own size may be wrong, or a trap
    return islice(page.iter_rows(max_col=MAX_COLUMNS), most + 1)


def _cells(row: Iterable[Any]) -> list[tuple[str, Any]]:
    """Kind and value of each cell; later empty ones left out."""
    cells = [(str(cell.data_type), cell.value) if cell.value is not None else ("n", None) for cell in row]
    while cells and cells[-1][1] is None:
        cells.pop()
    return cells


def _name(rows: list[list[tuple[str, Any]]]) -> str:
    """What stands beside the words that ask for a name."""
    for row in rows[:60]:
        for (_, words), (kind, value) in pairwise(row):
            if isinstance(words, str) and words.startswith(NAME) and kind in ("s", "inlineStr", "str"):
                return " ".join(received(str(value)).split())[:100]
    return ""


def _sheet(
    rows: list[list[tuple[str, Any]]], place: Location, interfaces: Mapping[str, Interface]
) -> Iterator[Returned | Problem]:
    """The rows below the one with the headings. A sheet without an ID anywhere is somebody's own, and left alone."""
    heads = [
        {heading(value): column for column, (_, value) in enumerate(row, 1) if isinstance(value, str)}
        for row in rows[:20]
    ]
    number = next((n for n, head in enumerate(heads, 1) if ID in head or {ENGLISH, TRANSLATION} <= head.keys()), 0)
    if not number:
        return
    columns = heads[number - 1]
    missing = [words for words in _NEEDED if words not in columns]
    if missing:
        message = f"there is no column '{missing[0]}'"
        hint = "give the column its name back, or take the workbook as it was sent"
        yield error("sheet-columns", message, Location(place.path, number, 1), hint)
        return
    seen: set[str] = set()
    for below, row in enumerate(rows[number:], number + 1):
        cells = {words: row[column - 1] if column <= len(row) else ("n", None) for words, column in columns.items()}
        yield from _row(cells, Location(place.path, below, columns[TRANSLATION]), columns, interfaces, seen)


def _row(
    cells: Mapping[str, tuple[str, Any]],
    place: Location,
    columns: Mapping[str, int],
    interfaces: Mapping[str, Interface],
    seen: set[str],
) -> Iterator[Returned | Problem]:
    values = {words: cells[words] for words in _NEEDED}
    if all(value is None or not str(value).strip() for _, value in values.values()):
        return
    found = parse_id(str(values[ID][1] or ""))
    if found is None:
        at = Location(place.path, place.line, columns[ID])
        message = "this row has no ID, so nobody can tell which sentence it is"
        yield error("sheet-row-unknown", message, at, "take the row from the workbook as it was sent")
        return
    faults = [fault for words in (TRANSLATION, STATE, NOTES) for fault in _kind(cells[words], place, columns[words])]
    if faults:
        yield from faults
        return
    texts = {words: received("" if value is None else str(value)) for words, (_, value) in values.items()}
    same = "\0".join(texts.values())
    if same in seen:  # a row that was copied as it is
        return
    seen.add(same)
    yield from _returned(found, texts, place, columns, interfaces)


def _returned(
    found: RowId,
    texts: Mapping[str, str],
    place: Location,
    columns: Mapping[str, int],
    interfaces: Mapping[str, Interface],
) -> Iterator[Returned | Problem]:
    interface = interfaces.get(found.locale)
    said = state(texts[STATE], interface) if interface else None
    if interface and said is None and texts[STATE]:
        at = Location(place.path, place.line, columns[STATE])
        yield error("sheet-state", f"'{texts[STATE][:40]}' is no state", at, f"choose one of: {', '.join(STATES)}")
        return
    yield Returned(found, texts[ENGLISH], texts[TRANSLATION], said, texts[NOTES], place, columns)


def _kind(cell: tuple[str, Any], place: Location, column: int) -> Iterator[Problem]:
    kind, value = cell
    at = Location(place.path, place.line, column)
    if value is None:
        return
    if not isinstance(value, str) or kind in ("f", "e"):
        code, what, hint = _KINDS.get(kind, _KINDS["n"])
        yield error(code, f"the cell holds {what}, not text", at, hint)
    elif len(value) > MAX_SIGNS:
        yield error("message-too-long", f"{len(value):,} signs", at, "check that nothing was pasted here by mistake")
