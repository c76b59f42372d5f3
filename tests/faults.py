"""Faults in tests: what a guard or a reader said about one, and steps on the disk that fail when a test wants it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from bookletpress.problems import Problem, ProblemsFound

STEPS: tuple[tuple[object, str], ...] = (
    (os, "replace"),
    (os, "fsync"),
    (os, "open"),
    (os, "scandir"),
    (Path, "open"),
    (Path, "mkdir"),
    (Path, "unlink"),
    (Path, "rmdir"),
    (Path, "iterdir"),
)
"""Everything of the press that touches the disk."""

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


@contextmanager
def interrupted(number: int, stop: Callable[[], object]) -> Iterator[list[str]]:
    """Calls `stop` instead of the step of this number that touches the disk; the list names all that were reached."""
    reached: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            real = getattr(owner, name)

            def step(*words: object, _real: Callable[..., object] = real, _name: str = name, **more: object) -> object:
                reached.append(_name)
                return stop() if len(reached) == number else _real(*words, **more)

            patch.setattr(owner, name, step)
        yield reached
