"""What was run so far: kept in record.json, shown in docs/fuzzing.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .registry import TARGETS

PLACE = Path(__file__).with_name("record.json")
DOCS = Path(__file__).parents[2] / "docs" / "fuzzing.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


@dataclass(frozen=True, slots=True)
class Row:
    """A target: executions in all; how many a second in the last run, and how many inputs it then knew; what was found
    so far, by the names of findings.
    """

    target: str
    executions: int
    each_second: int
    inputs: int
    findings: tuple[str, ...]
    engine: str
    last: str


def read(place: Path = PLACE) -> dict[str, Row]:
    """The rows by target."""
    if not place.exists():
        return {}
    rows = json.loads(place.read_text("utf-8"))
    return {row["target"]: Row(**{**row, "findings": tuple(row["findings"])}) for row in rows}


def added(before: Mapping[str, Row], new: Iterable[Row]) -> dict[str, Row]:
    """The rows with those of another run: executions add up, and what was found once stays named."""
    rows = dict(before)
    for row in new:
        old = rows.get(row.target)
        if old:
            findings = tuple(dict.fromkeys((*old.findings, *row.findings)))
            row = replace(row, executions=old.executions + row.executions, findings=findings)  # noqa: PLW2901
        rows[row.target] = row
    return {name: rows[name] for name in TARGETS if name in rows}


def write(rows: Mapping[str, Row], place: Path = PLACE, docs: Path = DOCS) -> None:
    """Keeps the rows, and puts their table where the page has it."""
    place.write_text(json.dumps([asdict(row) for row in rows.values()], ensure_ascii=False, indent=1) + "\n", "utf-8")
    if docs.exists():
        before, _, rest = docs.read_text("utf-8").partition(BEGIN)
        docs.write_text(f"{before}{BEGIN}\n{table(rows.values())}\n{END}{rest.partition(END)[2]}", "utf-8")


def table(rows: Iterable[Row]) -> str:
    """As Markdown."""
    head = ("target", "executions", "a second", "inputs", "found", "engine", "last run")
    lines = [head, ("---",) * len(head)]
    for row in rows:
        counts = (f"{row.executions:,}", f"{row.each_second:,}", f"{row.inputs:,}", str(len(row.findings)))
        lines.append((row.target, *counts, row.engine, row.last))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
