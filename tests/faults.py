"""What a guard or a reader said about a fault: (code, line, column), as few words as a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bookletpress.problems import Problem, ProblemsFound

Value = TypeVar("Value")
Told = list[tuple[str, int, int]]


def told(problems: Iterable[Problem]) -> Told:
    """Code, line and column of each problem, sorted by place; every one has words and a remedy."""
    found = list(problems)
    assert all(problem.message and problem.hint for problem in found)
    assert all("\n" not in problem.message for problem in found)
    return sorted(
        ((p.code, p.location.line, p.location.column) for p in found), key=lambda row: (row[1], row[2], row[0])
    )


def attempt(call: Callable[..., Value], *arguments: object) -> tuple[Value | None, tuple[Problem, ...]]:
    """The value of a call, or the problems that keep it from being made. Anything else that is raised is a defect."""
    try:
        return call(*arguments), ()
    except ProblemsFound as found:
        return None, found.problems


def refused(call: Callable[..., object], *arguments: object) -> Told:
    """What a call that must fail reports."""
    value, problems = attempt(call, *arguments)
    assert problems, f"accepted: {value!r}"
    return told(problems)


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """A project made of these files."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return root
