"""What an unfinished run has already made, line by line, so that the next one takes it up instead of making it again.

Lines are only ever added, each behind its own digest. One that is torn or damaged, or whose file is, is worth nothing
and does no harm.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookletpress.wholefiles import is_ordinary

JOURNAL = ".bookletpress-journal.jsonl"
SCRATCH = ".bookletpress-tmp"


@dataclass(frozen=True, slots=True)
class Line:
    """A finished file that has not got its final name yet; `record` is what the build knows of it."""

    path: str
    sha256: str
    record: Mapping[str, Any]


_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


def unfinished(folder: Path) -> bool:
    """Whether a run is at work there, or was ended before it had put everything away."""
    return any(os.path.lexists(folder / name) for name in (JOURNAL, SCRATCH))


def add(folder: Path, line: Line) -> None:
    """Adds a line, also behind one that is torn. Raises OSError, and where a link stands there too."""
    row = json.dumps({"path": line.path, "sha256": line.sha256, "record": line.record})
    with open(os.open(folder / JOURNAL, _FLAGS, 0o666), "w", encoding="utf-8") as file:
        file.write(f"\n{_seal(row)} {row}\n")


def read(folder: Path) -> tuple[Line, ...]:
    """The lines of an unfinished run, the last one of each path; none if there is no journal."""
    try:
        rows = (folder / JOURNAL).read_text("utf-8", "replace").splitlines() if is_ordinary(folder / JOURNAL) else ()
    except OSError:
        return ()
    return tuple({line.path: line for line in map(_line, rows) if line}.values())


def _line(row: str) -> Line | None:
    seal, _, row = row.partition(" ")
    try:
        content = json.loads(row if seal == _seal(row) else "")
        line = Line(str(content["path"]), str(content["sha256"]), content["record"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return line if isinstance(line.record, dict) else None


def _seal(row: str) -> str:
    return hashlib.sha256(row.encode("utf-8", "replace")).hexdigest()
