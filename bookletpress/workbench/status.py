"""How far each translation is, what is wrong with it, and whether it is signed: a table for people, JSON for programs.

The JSON also tells how hard each booklet is to read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bookletpress.catalogue import Catalogue
from bookletpress.extraction import Template
from bookletpress.gate import Text
from bookletpress.locales import FOLDER, SOURCE
from bookletpress.problems import Problem, Severity
from bookletpress.signoff import Review
from bookletpress.workbench.reading import Row, as_records

_COLUMNS = (
    "domain",
    "locale",
    "translated",
    "fuzzy",
    "missing",
    "obsolete",
    "done",
    "errors",
    "warnings",
    "signed",
)
_COUNTED = frozenset(("translation-missing", "translation-fuzzy", "catalogue-missing"))
"""Problems that have columns of their own."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Where the text for one audience stands: how many of the needed reviews it has, and until when it is approved."""

    audience: str
    state: str
    reviews: int
    needed: int
    until: str = ""

    def __str__(self) -> str:
        return f"{self.audience} {self.state} ({self.reviews} of {self.needed})"


@dataclass(frozen=True, slots=True)
class Status:
    """How many messages of one domain stand how in one locale. The first three make up the whole."""

    domain: str
    locale: str
    translated: int
    fuzzy: int
    missing: int
    obsolete: int
    errors: int = 0
    warnings: int = 0
    signed: tuple[Signed, ...] = ()

    @property
    def total(self) -> int:
        """All messages that the source has."""
        return self.translated + self.fuzzy + self.missing

    @property
    def share(self) -> int:
        """How many of a hundred are translated, rounded down, so that 100 means all."""
        return self.translated * 100 // self.total if self.total else 100


def status(template: Template, catalogue: Catalogue, locale: str) -> Status:
    """Counts what the source has now, so a catalogue that was not updated shows what it lacks."""
    known = {message.key: message for message in catalogue.live}
    found = [known.get(message.key) for message in template.messages]
    translated = sum(message is not None and message.usable for message in found)
    fuzzy = sum(message is not None and message.fuzzy and bool(message.msgstr.strip()) for message in found)
    wanted = {message.key for message in template.messages}
    gone = sum(message.obsolete or message.key not in wanted for message in catalogue.messages)
    return Status(template.domain, locale, translated, fuzzy, len(found) - translated - fuzzy, gone)


def judged(row: Status, problems: Iterable[Problem]) -> Status:
    """The row with the number of mistakes found in its catalogue; what is not translated yet is no mistake."""
    path = f"{FOLDER}/{row.locale}/{row.domain}.po"
    mine = [one for one in problems if one.location.path == path and one.code not in _COUNTED]
    errors = sum(one.severity is Severity.ERROR for one in mine)
    return replace(row, errors=errors, warnings=len(mine) - errors)


def reviewed(row: Status, audiences: Iterable[str], reviews: Callable[[Text], Review]) -> Status:
    """The row of a booklet with the state of its text for each audience."""
    found = {audience: reviews(Text(row.domain, row.locale, audience)) for audience in audiences}
    signed = (
        Signed(name, each.state, len({one.role for one in each.signatures}), len(each.roles), each.until)
        for name, each in found.items()
    )
    return replace(row, signed=tuple(signed))


def source(template: Template) -> Status:
    """The source language, which needs no translation."""
    return Status(template.domain, SOURCE, len(template.messages), 0, 0, 0)


def as_table(rows: Iterable[Status]) -> str:
    """A plain table; the share of translated messages is rounded down, so that 100 % means all."""
    lines: list[tuple[str, ...]] = [_COLUMNS]
    for row in rows:
        counts = map(str, (row.translated, row.fuzzy, row.missing, row.obsolete))
        found = (str(row.errors), str(row.warnings), "; ".join(map(str, row.signed)) or "-")
        lines.append((row.domain, row.locale, *counts, f"{row.share} %", *found))
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


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    names = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    counts = [cell.rjust(width) for cell, width in zip(cells[2:-1], widths[2:-1], strict=True)]
    return "  ".join((*names, *counts, cells[-1]))
