"""Faults as values: where, how bad, what is wrong, and what to do about it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_SPELLING = frozenset("\u00ad\u061c\u200c\u200d\u200e\u200f")
"""Invisible signs that words in Persian, Hindi or Hebrew are written with: a quoted word keeps them."""


def visible(words: str) -> str:
    """Words as they may be shown on a terminal or in a log: on one line, with names for signs that control or hide.

    A quoted piece of a refused file must not move the cursor, turn lines round or add lines of its own.
    """
    return words if words.isprintable() else "".join(map(_visible, words))


def _visible(sign: str) -> str:
    if sign.isprintable() or sign in _SPELLING or unicodedata.category(sign) == "Zs":
        return sign
    return " " if sign in "\n\t" else f"<U+{ord(sign):04X}>"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the project, line and column counted from 1 (in characters).

    Line 0 means the file as a whole, or a file that does not exist.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{_in_a_line(self.path)}:{max(self.line, 1)}:{max(self.column, 1)}"


def _in_a_line(path: str) -> str:
    """A path as one line shows it; a name may hold line ends, and bytes that are no letters."""
    if path.isprintable():
        return path
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in path)


class Severity(StrEnum):
    """An error keeps an edition from being built as final; a warning never does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `code` is a word such as `claim-unknown`; `hint` names the remedy. Message and hint are `visible`.

    `blocks_draft` is false for faults that a draft may still be printed with (an untranslated message, say).
    """

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str
    blocks_draft: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", visible(self.message))
        object.__setattr__(self, "hint", visible(self.hint))

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}: {self.message} [{self.code}]\n    hint: {self.hint}"


def error(code: str, message: str, location: Location, hint: str) -> Problem:
    """A fault with which nothing is printed."""
    return Problem(code, Severity.ERROR, message, location, hint)


def release_error(code: str, message: str, location: Location, hint: str) -> Problem:
    """A fault that a draft may carry (marked on its pages) but a final edition may not."""
    return Problem(code, Severity.ERROR, message, location, hint, blocks_draft=False)


def warning(code: str, message: str, location: Location, hint: str) -> Problem:
    """Something a person should look at; it never stops the press."""
    return Problem(code, Severity.WARNING, message, location, hint, blocks_draft=False)


class ProblemsFound(Exception):
    """Raised where a value cannot be made; carries every fault found so far, and perhaps what they come to."""

    def __init__(self, problems: Iterable[Problem], summary: str = "") -> None:
        self.problems, self.summary = tuple(problems), summary
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[tuple[Problem, ...], str]]:
        """So that it comes back whole from a worker process."""
        return ProblemsFound, (self.problems, self.summary)


class EnvironmentFault(Exception):
    """Something outside the content is missing: a library, a font, space on the disk. Ends the run with exit 3."""

    def __init__(self, message: str, hint: str, code: str = "environment", location: Location | None = None) -> None:
        self.problem = error(code, message, location or Location("."), hint)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[type[EnvironmentFault], tuple[str, str, str, Location]]:
        """So that it comes back whole from a worker process."""
        problem = self.problem
        return EnvironmentFault, (problem.message, problem.hint, problem.code, problem.location)


class UsageFault(Exception):
    """A name or an option on the command line that leads nowhere. Ends the run with exit 2."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message}\n    hint: {hint}")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by place, each fault once."""
    return tuple(sorted(set(problems), key=lambda p: (p.location, p.severity, p.code, p.message)))


def counted(problems: Sequence[Problem]) -> str:
    """Such as "1 error, 2 warnings"."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    return f"{errors} {'error' if errors == 1 else 'errors'}, {warnings} {'warning' if warnings == 1 else 'warnings'}"


def as_text(problems: Iterable[Problem]) -> str:
    """One fault a line in the form compilers use, each with its hint below."""
    return "\n".join(map(str, problems))


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub workflow commands, which a pull request shows beside the line."""

    def escape(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def escape_property(text: str) -> str:
        return escape(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{p.severity} file={escape_property(p.location.path)},line={max(p.location.line, 1)},"
        f"col={max(p.location.column, 1)},title={escape_property(p.code)}::{escape(f'{p.message} ({p.hint})')}"
        for p in problems
    )


def as_record(problem: Problem) -> dict[str, str | int | bool]:
    """A problem as plain values, to be kept; `from_record` makes it again."""
    place = problem.location
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "hint": problem.hint,
        "blocks_draft": problem.blocks_draft,
    }


def from_record(record: Mapping[str, Any]) -> Problem:
    """A problem that was kept. Raises KeyError, TypeError or ValueError if the record is none."""
    place = Location(str(record["path"]), int(record["line"]), int(record["column"]))
    words = [str(record[name]) for name in ("code", "message", "hint")]
    return Problem(words[0], Severity(record["severity"]), words[1], place, words[2], bool(record["blocks_draft"]))


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects, for other programs."""
    rows = [
        {
            "path": p.location.path,
            "line": max(p.location.line, 1),
            "column": max(p.location.column, 1),
            "severity": str(p.severity),
            "code": p.code,
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
