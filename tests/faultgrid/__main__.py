"""The full grid: `python -m tests.faultgrid`, with -h for what can be chosen."""

# ruff: noqa: T201 - a command says what it saw

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from . import cells, grid, scenes, shim


def main(words: Sequence[str] | None = None) -> int:
    """0 if no law was broken, 1 if one was, 2 where this machine has no compiler."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faultgrid", description=sys.modules["tests.faultgrid"].__doc__
    )
    parser.add_argument("scenes", nargs="*", metavar="COMMAND", help="only commands that begin so")
    parser.add_argument("--sample", type=int, metavar="N", help="only N faults of each command, by chance")
    parser.add_argument("--seed", type=int, default=1, help="for the chance (default: 1)")
    parser.add_argument("--brief", action="store_true", help="one failure and one kill at every change")
    parser.add_argument("--thorough", action="store_true", help="every reason of every call; takes hours")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was seen, for programs")
    options = parser.parse_args(words)
    if not shim.available():
        print("this needs Linux, glibc, and a C compiler named cc", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="faultgrid-") as folder:
        place = Path(os.path.realpath(folder))
        if not shim.loaded():
            _again(place)
        return _all(options, place)


def _again(place: Path) -> None:
    """The same command, with the shim in front of the C library, and nothing left to chance."""
    around = {**os.environ, "LD_PRELOAD": str(shim.built(place)), "PYTHONHASHSEED": "0"}
    code = os.spawnve(os.P_WAIT, sys.executable, [sys.executable, "-m", "tests.faultgrid", *sys.argv[1:]], around)
    raise SystemExit(code)


def _all(options: argparse.Namespace, place: Path) -> int:
    scenes.pretend()
    chance, seen = random.Random(options.seed), []
    chosen = [one for one in scenes.SCENES if not options.scenes or one.name.startswith(tuple(options.scenes))]
    for count, scene in enumerate(chosen):
        folder = place / str(count)
        folder.mkdir()
        ready = grid.prepared(scene, folder)
        every = list(cells.brief(ready.calls) if options.brief else cells.of(ready.calls, options.thorough))
        some = chance.sample(every, min(options.sample, len(every))) if options.sample else every
        show = _Progress(scene.name, len(some))
        tally = grid.tally(ready, some, folder, show.step)
        show.end(Counter(call.name for call in ready.calls))
        for law in tally.broken:
            print(law, file=sys.stderr, flush=True)
        seen.append(tally)
    if options.json:
        rows = [dict(zip(next(grid.rows([])), row, strict=True)) for row in list(grid.rows(seen))[1:]]
        options.json.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    table = list(grid.rows(seen))
    for row in (table[0], ("---", *["--:"] * (len(table[0]) - 1)), *table[1:]):
        print(f"| {' | '.join(row)} |")
    broken = sum(len(one.broken) for one in seen)
    print(f"\n{sum(one.cells for one in seen):,} faults, {broken} laws broken")
    return 1 if broken else 0


class _Progress:
    """How far a scene is, on a terminal; one line at its end."""

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total, self._done, self._began = name, total, 0, time.monotonic()

    def step(self) -> None:
        self._done += 1
        if not sys.stderr.isatty() and self._done % 200 == 0:
            print(f"{self._name}: {self._done} of {self._total} faults", file=sys.stderr, flush=True)
        if sys.stderr.isatty():
            print(f"\r{self._name}: {self._done} of {self._total} faults", end="", file=sys.stderr, flush=True)

    def end(self, calls: Counter[str]) -> None:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(calls.items()))
        start = "\r" if sys.stderr.isatty() else ""
        seconds = time.monotonic() - self._began
        print(
            f"{start}{self._name}: {self._total} faults in {seconds:.0f} s; calls: {counts}",
            file=sys.stderr,
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
