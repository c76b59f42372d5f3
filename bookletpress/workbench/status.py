"""How far each translation is: a table for people, JSON for programs (with how hard each booklet is to read)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bookletpress.catalogue import Catalogue
from bookletpress.extraction import Template
from bookletpress.locales import SOURCE
from bookletpress.workbench.reading import Row, as_records

_COLUMNS = ("domain", "locale", "translated", "fuzzy", "missing", "obsolete", "done")


@dataclass(frozen=True, slots=True)
class Status:
    """How many messages of one domain stand how in one locale. The first three make up the whole."""

    domain: str
    locale: str
    translated: int
    fuzzy: int
    missing: int
    obsolete: int

    @property
    def total(self) -> int:
        """All messages that the source has."""
        return self.translated + self.fuzzy + self.missing


def status(template: Template, catalogue: Catalogue, locale: str) -> Status:
    """Counts what the source has now, so a catalogue that was not updated shows what it lacks."""
    known = {message.key: message for message in catalogue.live}
    found = [known.get(message.key) for message in template.messages]
    translated = sum(message is not None and message.usable for message in found)
    fuzzy = sum(message is not None and message.fuzzy and bool(message.msgstr.strip()) for message in found)
    wanted = {message.key for message in template.messages}
    gone = sum(message.obsolete or message.key not in wanted for message in catalogue.messages)
    return Status(template.domain, locale, translated, fuzzy, len(found) - translated - fuzzy, gone)


def source(template: Template) -> Status:
    """The source language, which needs no translation."""
    return Status(template.domain, SOURCE, len(template.messages), 0, 0, 0)


def as_table(rows: Iterable[Status]) -> str:
    """A plain table; the share of translated messages is rounded down, so that 100 % means all."""
    lines: list[tuple[str, ...]] = [_COLUMNS]
    for row in rows:
        counts = (row.translated, row.fuzzy, row.missing, row.obsolete)
        lines.append((row.domain, row.locale, *map(str, counts), f"{_share(row)} %"))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_line(line, widths) for line in lines)


def as_json(rows: Iterable[Status], readings: Iterable[Row] = ()) -> str:
    """A list of objects. A booklet also has its `readability`, in the source language and in that of the row."""
    measured = tuple(readings)
    return json.dumps([_record(row, measured) for row in rows], ensure_ascii=False, indent=2)


def _record(row: Status, measured: Sequence[Row]) -> dict[str, Any]:
    record = asdict(row) | {"total": row.total}
    mine = [each for each in measured if each.slug == row.domain and each.locale in (SOURCE, row.locale)]
    return record | {"readability": as_records(mine)} if mine else record


def _share(row: Status) -> int:
    return row.translated * 100 // row.total if row.total else 100


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    names = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    counts = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join((*names, *counts))
