"""Where the time of a full build goes, by the press's own clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.lab import Lab
from benchmarks.results import Finding, Series, Table, seconds, series

WALL = "from start to end, on the clock"

ENOUGH = 2
"""Rounds: it compares nothing, it says where the time goes."""


def run(lab: Lab) -> Finding:
    """Full builds with one worker and with two, each with --trace."""
    lab.require("--trace")
    gathered: dict[int, list[dict[str, tuple[int, float]]]] = {1: [], 2: []}

    def press(jobs: int) -> Callable[[], float]:
        def measure() -> float:
            with lab.passing_folder() as folder:
                trace = folder / "trace.json"
                wall = lab.full_build("-j", str(jobs), "--trace", str(trace)).wall
                gathered[jobs].append(totals(trace))
            return wall

        return measure

    walls = lab.rounds({"the press, -j 1": press(1), "the press, -j 2": press(2)}, min(lab.repetitions, ENOUGH))
    tables = tuple(
        table(f"-j {jobs}", rows, wall) for (jobs, rows), wall in zip(gathered.items(), walls.values(), strict=True)
    )
    return Finding(
        tables=tables,
        notes=(
            "Workers lay out, mend and inspect side by side, and the press composes meanwhile. So the stages of a run "
            "with two workers add up to more than the time on the clock.",
            "`make_pdf.py --timings` prints such a table for any build; `--trace FILE` writes what Perfetto and "
            "chrome://tracing draw.",
        ),
    )


def totals(file: Path) -> dict[str, tuple[int, float]]:
    """Of each stage in a Chrome trace, how often it was entered and how many seconds were spent in it."""
    read: Any = json.loads(file.read_text("utf-8"))
    found: dict[str, tuple[int, float]] = {}
    for event in read["traceEvents"] if isinstance(read, dict) else read:
        if event.get("ph") == "X":
            count, spent = found.get(event["name"], (0, 0.0))
            found[event["name"]] = (count + 1, spent + event["dur"] / 1e6)
    return found


def table(label: str, runs: list[dict[str, tuple[int, float]]], wall: Series) -> Table:
    """Medians over the runs, in the order in which the stages were first entered."""
    names = list(dict.fromkeys(name for run in runs for name in run))
    spent = {name: series(run.get(name, (0, 0.0))[1] for run in runs) for name in names}
    whole = sum(values.median for values in spent.values()) or 1.0
    rows = [
        (name, str(_count(runs, name)), seconds(spent[name].median), f"{spent[name].median / whole:.1%}")
        for name in names
    ]
    rows.append((WALL, "1", seconds(wall.median), ""))
    return Table((f"stage, with {label}", "times", "seconds", "share of the work"), tuple(rows))


def _count(runs: Sequence[Mapping[str, tuple[int, float]]], name: str) -> int:
    return max(run.get(name, (0, 0.0))[0] for run in runs)
