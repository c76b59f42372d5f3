"""What a proof says, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from bookletpress.model import Text
from bookletpress.problems import Problem, Severity

TRANSLATED, FUZZY, MISSING = "translated", "fuzzy", "missing"
"""How a message stands: printed as it is; not printed, because it was made for other words; not there."""

SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an English that changed: they stayed, were taken out, or came in."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph in both languages.

    `kind` is the end of its breadcrumb in the catalogue, `cell` the row and column of a table (row 0 is the head).
    `said` is the translation, also where it is fuzzy; `raw` the translation that cannot be read, with its signs.
    `again`: the same message stands on an earlier row, where its findings are told.
    """

    reference: str
    kind: str
    english: Text
    said: Text | None
    raw: str
    state: str
    changed: tuple[Piece, ...] = ()
    findings: tuple[Problem, ...] = ()
    cell: tuple[int, int] | None = None
    again: bool = False

    @property
    def grave(self) -> bool:
        """Whether something in it keeps the text from being printed as final."""
        return self.state != TRANSLATED or any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: a section, or one of the parts that `kind` names. `domain` is their catalogue."""

    kind: str
    heading: Text | None
    path: str
    domain: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What awaits the reader; rows that stand again are not counted."""

    rows: int
    missing: int
    fuzzy: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Proof:
    """All of it, in reading order. `others` are findings in the files of this booklet that no row shows."""

    groups: tuple[Group, ...]
    others: tuple[Problem, ...]

    @property
    def counts(self) -> Counts:
        """How many there are of each."""
        rows = [row for group in self.groups for row in group.rows if not row.again]
        found = [one for row in rows for one in row.findings] + list(self.others)
        errors = sum(one.severity is Severity.ERROR for one in found)
        states = [row.state for row in rows]
        return Counts(len(rows), states.count(MISSING), states.count(FUZZY), errors, len(found) - errors)
