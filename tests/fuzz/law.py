"""What every reader owes to every input: a value, or problems that a person can act on. Nothing else, and soon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bookletpress.guards import text
from bookletpress.problems import Location, Problem, as_github, as_json, as_text, visible

READ = "read"
"""What a law answers of an input that was read."""

FEW = 2
"""So many problems of an input are also shown in every form; the forms look at each by itself."""

WHOLE_FILE = frozenset(("file-too-large", "character-refused"))
"""Codes that may speak of a file as a whole, without a line."""

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Broken(Exception):
    """A law does not hold. The label tells findings apart, so it never holds a piece of the input."""

    def __init__(self, label: str, detail: object = "") -> None:
        self.label = label
        super().__init__(f"{label}: {detail!r}"[:2000] if detail != "" else label)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of an input as people count them, to look whether a place is one of them."""

    path: str
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, raw: bytes, path: str) -> Page:
        """Of a text file."""
        lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        return cls(path, tuple(map(len, lines)))

    def has(self, place: Location) -> bool:
        """Whether there is such a place; the end of a line, and the line after the last one, are places too."""
        line, column = place.line, place.column
        if place.path != self.path:
            return False
        if line == len(self.lengths) + 1:
            return column == 1
        return 1 <= line <= len(self.lengths) and 1 <= column <= self.lengths[line - 1] + 1


def hold(condition: object, label: str, detail: object = "") -> None:
    """Raises Broken."""
    if not condition:
        raise Broken(label, detail)


def told(problems: Iterable[Problem], has: Callable[[Location], bool]) -> frozenset[str]:
    """The codes of some problems, in places that an input `has`. Raises Broken if a person could not act on one."""
    found = tuple(problems)
    hold(found, "refused without a problem")
    for problem in found:
        place = problem.location
        hold(_CODE.fullmatch(problem.code), "a code that is no word", problem)
        if place.line or problem.code not in WHOLE_FILE:
            hold(has(place), f"a place that the input does not have [{problem.code}]", problem)
        speaks(problem)
    for shown in (as_text, as_json, as_github):
        shown(found[:FEW]).encode("utf-8")
    hold(as_github(found[:FEW]).count("\n") == len(found[:FEW]) - 1, "an annotation of several lines")
    return frozenset(problem.code for problem in found)


def speaks(problem: Problem) -> None:
    """Raises Broken if the words of a problem are none, of several lines, or control what shows them."""
    for words in (problem.message, problem.hint):
        hold(words.strip(), f"a problem without words [{problem.code}]")
        hold("\n" not in words, f"a problem of several lines [{problem.code}]", problem)
        hold(visible(words) == words, f"a problem that shows what was refused [{problem.code}]", problem)


def clean(value: str, where: str) -> None:
    """Raises Broken if a value that was read holds a character that is refused."""
    if flaw := next(iter(text.faults(value)), None):
        raise Broken(f"a refused character {where}", (flaw.message, value[:200]))


def letters(value: str) -> Iterator[str]:
    """The letters of a text in composed form, to see whether any was lost."""
    return (sign for sign in text.normalise(value) if sign.isalpha())
