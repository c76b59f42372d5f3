"""Runs scenes: once to count the calls, then once for each cell, each time in a child and a project of its own."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import laws, shim
from .cells import Cell
from .laws import Ended, Expected
from .scenes import Scene, press
from .shim import Call

PATIENCE = 120
"""Seconds after which a run hangs, for a law."""


@dataclass(slots=True)
class Tally:
    """What was seen in a scene. `harmless` are faults after which all was done all the same.

    `again` keeps what the next run made of each state of the files.
    """

    scene: str
    calls: tuple[Call, ...]
    cells: int = 0
    hit: set[int] = field(default_factory=set)
    told: int = 0
    content: int = 0
    harmless: int = 0
    killed: int = 0
    mixed: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    again: dict[bytes, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scene made ready: the project before the command, what it does to it, and the calls that it takes."""

    scene: Scene
    base: Path
    expected: Expected
    calls: tuple[Call, ...]


def prepared(scene: Scene, folder: Path) -> Prepared:
    """Makes the project, runs the command where nothing goes wrong, and counts."""
    base = folder / "base"
    scene.ready(base)
    before = laws.tree(base)
    for name in (
        "warm",
        "count",
    ):  # the first run fills the memories of this process, so that children differ in nothing
        shutil.copytree(base, folder / name, symlinks=True)
    _quietly(folder / "warm-said", lambda: press(folder / "warm", *scene.words))
    ended, calls = _run(scene, folder / "count", folder / "log", 0, 0, shim.COUNT)
    if ended.code != laws.GOOD:
        raise RuntimeError(f"{scene.name} ends with {ended.code}: {ended.said}")
    return Prepared(scene, base, Expected(before, ended.files, scene.output), calls)


def tally(ready: Prepared, chosen: Sequence[Cell], folder: Path, step: Callable[[], None]) -> Tally:
    """Runs cells and looks at what is left."""
    seen = Tally(ready.scene.name, ready.calls)
    for number, cell in enumerate(chosen):
        project = folder / f"cell-{number}"
        shutil.copytree(ready.base, project, symlinks=True)
        _one(ready, cell, project, folder / "log", seen)
        shutil.rmtree(project)
        step()
    return seen


def _one(ready: Prepared, cell: Cell, project: Path, log: Path, seen: Tally) -> None:
    ended, calls = _run(ready.scene, project, log, cell.call.number, cell.reason, cell.how)
    seen.cells += 1
    if len(calls) < cell.call.number:
        seen.broken.append(f"{ready.scene.name}: {cell}: the call was never made")
        return
    cell = replace(cell, call=calls[cell.call.number - 1])  # two workers may have been ready in another order
    seen.hit.add(cell.call.number)
    broken = list(laws.broken(cell, ended, ready.expected))
    seen.killed += cell.dies
    if not cell.dies:
        seen.told += ended.code == laws.ENVIRONMENT
        seen.content += ended.code == laws.CONTENT
        seen.harmless += ended.code == laws.GOOD
    if ready.scene.output:
        start = f"{ready.scene.output}/"
        out = {name.removeprefix(start): content for name, content in ended.files.items() if name.startswith(start)}
        if laws.mixed(out):
            seen.mixed["killed" if cell.dies else "failed"] += 1
    if not ready.scene.once or not laws.is_done(ended.files, ready.expected):
        state = laws.digest(ended.files)
        if state not in seen.again:  # from the same files the next run makes the same
            again, _ = _run(ready.scene, project, log, 0, 0, shim.COUNT)
            seen.again[state] = list(laws.broken_afterwards(again, ready.expected))
        broken += seen.again[state]
    seen.broken += [f"{ready.scene.name}: {cell}: {law}" for law in broken]


def _run(scene: Scene, project: Path, log: Path, number: int, reason: int, how: int) -> tuple[Ended, tuple[Call, ...]]:
    """One run in a child: how it ended, and what it called."""
    said = log.with_name("said")
    child = os.fork()
    if not child:
        code = 70
        try:
            signal.alarm(PATIENCE)
            tempfile.tempdir = str(project / "tmp")
            descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            shim.arm(project, number, reason, how, descriptor)
            code = _quietly(said, lambda: press(project, *scene.words))
        finally:
            shim.disarm()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(code, said.read_text("utf-8", "replace"), laws.tree(project)), shim.calls(log)


def _quietly(said: Path, work: Callable[[], int]) -> int:
    """What is said goes into a file."""
    out, err = sys.stdout, sys.stderr
    with said.open("w", encoding="utf-8") as stream:
        sys.stdout = sys.stderr = stream
        try:
            return work()
        finally:
            sys.stdout, sys.stderr = out, err


def rows(tallies: Sequence[Tally]) -> Iterator[tuple[str, ...]]:
    """The table: a scene a row."""
    yield ("command", "calls", "hit", "faults", "exit 3", "exit 1", "no harm", "killed", "mixed", "laws broken")
    for one in tallies:
        counts = (len(one.calls), len(one.hit), one.cells, one.told, one.content, one.harmless, one.killed)
        yield (one.scene, *(f"{count:,}" for count in counts), str(sum(one.mixed.values())), str(len(one.broken)))
