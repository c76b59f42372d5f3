"""One run of a target by one of the two engines, with its progress; what is found goes to the kept corpus."""

from __future__ import annotations

import importlib.util
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from . import corpus, engine_plain
from .observer import Observer
from .target import Target

PROJECT = Path(__file__).parents[2]
SEEDS = 300
"""How many inputs are made from grammar before the first long run of a target."""

MOST_ENDS = 20
"""How often the process of a target may end before its time."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run of a target came to. `findings`: what went wrong, by name, with the smallest input."""

    target: str
    executions: int
    seconds: float
    inputs: int
    findings: dict[str, Path]


def engine() -> str:
    """The better engine of those that are there."""
    return "atheris" if importlib.util.find_spec("atheris") else "plain"


def spoken(name: str) -> str:
    """An engine with its version."""
    return f"atheris {version('atheris')}" if name == "atheris" else f"plain (Hypothesis {version('hypothesis')})"


def run(target: Target, name: str, work: Path, budget: tuple[int, int], number: int, tell: Tell) -> Ran:
    """Runs a target until `budget`, executions and seconds (0: no end), is used up. `number` decides by chance."""
    folder = work / target.name
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "findings", ignore_errors=True)
    for path in corpus.kept(target):
        shutil.copyfile(path, inputs / path.name)
    if sum(1 for _ in inputs.iterdir()) < SEEDS:
        _write(inputs, corpus.made(target, SEEDS if budget[0] == 0 else min(SEEDS, budget[0]), number))
    began = time.monotonic()
    if name == "atheris":
        done = _by_atheris(target, folder, budget, tell)
    else:
        seeds = [path.read_bytes() for path in sorted(inputs.iterdir())]
        observer = Observer(target, folder / "findings")
        shown = _shown(target, began, tell, observer.known)
        done, new = engine_plain.run(target, seeds, observer, budget[0], budget[1], number, shown)
        _write(inputs, new)
    taken = time.monotonic() - began
    return Ran(target.name, done, taken, sum(1 for _ in inputs.iterdir()), _findings(target, folder))


def _write(folder: Path, inputs: Iterable[bytes]) -> None:
    for raw in inputs:
        (folder / corpus.named(raw)).write_bytes(raw)


def _shown(target: Target, began: float, tell: Tell, found: Iterable[str]) -> Callable[[int], None]:
    def show(done: int) -> None:
        seconds = max(time.monotonic() - began, 0.01)
        tell(f"{target.name}: {done:,} executions, {done / seconds:,.0f} a second, {len(list(found))} found")

    return show


def _by_atheris(target: Target, folder: Path, budget: tuple[int, int], tell: Tell) -> int:
    """In a process of its own, which is started again if it dies: of a hang, or of too much memory."""
    runs, seconds = budget
    began, start = time.monotonic(), _count(folder)
    for _ in range(MOST_ENDS):
        done, passed = _count(folder) - start, time.monotonic() - began
        if (runs and done >= runs) or (seconds and passed >= seconds):
            break
        left = (str(max(runs - done, 0)), str(max(int(seconds - passed), 1) if seconds else 0))
        command = [sys.executable, "-m", f"{__package__}.engine_atheris", target.name, str(folder.resolve()), *left]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                time.sleep(1)
                shown = _shown(target, began, tell, [path.name for path in (folder / "findings").glob("*.txt")])
                shown(_count(folder) - start)
    return _count(folder) - start


def _count(folder: Path) -> int:
    place = folder / "count"
    return int(struct.unpack("<Q", place.read_bytes())[0]) if place.exists() else 0


def _findings(target: Target, folder: Path) -> dict[str, Path]:
    """What was found, kept for ever; an input of which the process died is kept as it is."""
    found = {}
    for path in sorted((folder / "findings").glob("*.txt")):
        raw = path.with_suffix("").read_bytes()
        found[path.read_text("utf-8").split("\n", 1)[0]] = corpus.add_finding(target, raw)
    for path in sorted(folder.glob("died-*")):
        found[f"the process ended: {path.name.split('-')[1]}"] = corpus.add_finding(target, path.read_bytes())
        path.unlink()
    return found
