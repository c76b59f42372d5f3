"""Watches a target: counts, times, keeps one small input of each different thing that went wrong."""

from __future__ import annotations

import hashlib
import time
import traceback
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import law
from .target import Target

MOST_TRIES = 3_000
SECONDS_TO_MINIMISE = 30.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that went wrong, by a name that the same thing always gets; `seen` is what was raised."""

    name: str
    seen: str
    raw: bytes


def judged(target: Target, raw: bytes, everything: bool = False) -> tuple[frozenset[str], Finding | None]:
    """What the laws of a target say of an input. The slow law is asked of a few inputs, or always for `everything`."""
    began = time.perf_counter()
    codes: frozenset[str] = frozenset()
    try:
        codes = target.law(raw)
        if time.perf_counter() - began > target.seconds and _seconds(target, raw) > target.seconds:
            raise law.Broken("too slow")
        if target.second and law.READ in codes and (everything or zlib.crc32(raw) % target.every == 0):
            target.second(raw)
    except Exception as fault:  # whatever is raised is what we are looking for
        return codes, Finding(_name(fault), "".join(traceback.format_exception(fault, limit=-6)), raw)
    return codes, None


def _seconds(target: Target, raw: bytes) -> float:
    """The processor time of another run; the clock on the wall also counts what other programs take."""
    began = time.process_time()
    target.law(raw)
    return time.process_time() - began


def _name(fault: Exception) -> str:
    """The label of a law, or what was raised and where in the press."""
    if isinstance(fault, law.Broken):
        return fault.label
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "bookletpress" in Path(frame.filename).parts]
    last = (ours or frames)[-1]
    return f"{type(fault).__name__} in {Path(last.filename).stem}.{last.name}"


def minimised(raw: bytes, same: Callable[[bytes], bool], tries: int = MOST_TRIES) -> bytes:
    """A smaller input of which the same is true: without lines, then without bytes, that do not matter."""
    ends = time.monotonic() + SECONDS_TO_MINIMISE
    for by_lines in (True, False):
        pieces = raw.splitlines(keepends=True) if by_lines else [raw[place : place + 1] for place in range(len(raw))]
        size = max(1, len(pieces) // 2)
        while size:
            place, smaller = 0, False
            while place < len(pieces) and tries > 0 and time.monotonic() < ends:
                shorter = pieces[:place] + pieces[place + size :]
                tries -= 1
                if same(b"".join(shorter)):
                    pieces, smaller = shorter, True
                else:
                    place += size
            size = size if smaller and size == 1 else size // 2
        raw = b"".join(pieces)
    return raw


@dataclass(slots=True)
class Observer:
    """Runs a target, and writes what it finds to a folder: the smallest input, and beside it what was raised."""

    target: Target
    folder: Path
    known: set[str] = field(default_factory=set)

    def run(self, raw: bytes) -> frozenset[str]:
        """Runs it once. What went wrong before is not kept again."""
        codes, finding = judged(self.target, raw)
        if finding and finding.name not in self.known:
            self.known.add(finding.name)
            self._keep(finding)
        return codes

    def _keep(self, finding: Finding) -> None:
        def same(raw: bytes) -> bool:
            other = judged(self.target, raw, everything=True)[1]
            return other is not None and other.name == finding.name

        raw = minimised(finding.raw, same)
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.folder / hashlib.sha256(finding.name.encode()).hexdigest()[:12]
        place.write_bytes(raw)
        seen = judged(self.target, raw, everything=True)[1] or finding
        place.with_suffix(".txt").write_text(f"{finding.name}\n\n{seen.seen}", "utf-8", "backslashreplace")
