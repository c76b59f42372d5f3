"""The peak memory of a process and of its descendants, as Linux keeps it (VmHWM in /proc/PID/status)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.05
"""Seconds between two looks. The kernel keeps the peak itself, so only a process's last moments can be missed."""


@dataclass(frozen=True, slots=True)
class Peaks:
    """Megabytes: of the process itself, and of each process that descends from it. Empty where /proc is missing."""

    parent: float
    workers: tuple[float, ...]


class Watch:
    """Looks at the tree again and again until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seen: dict[int, float] = {}
        self._over = threading.Event()

    def now(self) -> Peaks:
        """What was seen so far."""
        seen = dict(self._seen)
        return Peaks(seen.pop(self._pid, 0.0), tuple(seen.values()))

    def look(self) -> None:
        """Until `stop`."""
        while not self._over.wait(PAUSE):
            for pid in tree(self._pid):
                self._seen[pid] = max(peak(pid), self._seen.get(pid, 0.0))

    def stop(self) -> None:
        """Ends `look`."""
        self._over.set()


@contextmanager
def watched(pid: int, wanted: bool) -> Iterator[Watch]:
    """Watches the tree while the block runs, if that is wanted."""
    watch = Watch(pid)
    thread = threading.Thread(target=watch.look, daemon=True)
    if wanted:
        thread.start()
    try:
        yield watch
    finally:
        watch.stop()
        if wanted:
            thread.join()


def tree(pid: int) -> tuple[int, ...]:
    """The process and all that descend from it; those that end meanwhile are left out."""
    found = [pid]
    for one in found:
        for thread in _listed(Path(f"/proc/{one}/task")):
            found.extend(map(int, _read(thread / "children").split()))
    return tuple(dict.fromkeys(found))


def peak(pid: int) -> float:
    """Megabytes at the highest point so far; 0 if the process is gone."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", _read(Path(f"/proc/{pid}/status")), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""
