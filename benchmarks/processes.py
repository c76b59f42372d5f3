"""Runs a command and measures it; nothing that it starts outlives it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.memory import Peaks, watched
from benchmarks.results import MeasurementFailed


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended well: seconds on the clock, seconds of processor time of it and its children, output."""

    wall: float
    processor: float
    out: str
    peaks: Peaks | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a command runs: in which folder, with which further variables, on which cores (all if empty)."""

    folder: Path
    variables: Mapping[str, str]
    cores: tuple[int, ...] = ()


def run(command: Sequence[str], place: Surroundings, timeout: float, memory: bool = False) -> Ran:
    """Runs it to its end. Raises MeasurementFailed if it fails or is not done in time.

    The end is waited for in the kernel: `Popen.wait` with a timeout looks only every 50 ms. The dead child is reaped
    last, so that its number still names its group when the rest of the group is ended.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        child = subprocess.Popen(
            [*pinned(place.cores), *command],
            cwd=place.folder,
            env={**os.environ, **place.variables},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        late = threading.Event()
        clock = threading.Timer(timeout, _end, (child.pid, late))
        clock.start()
        try:
            with watched(child.pid, memory) as watch:
                os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
            wall = time.perf_counter() - begun
        finally:
            clock.cancel()
            _end(child.pid)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        said, complained = _text(out), _text(err)
    if child.returncode or late.is_set():
        why = f"was not done in {timeout:.0f} s" if late.is_set() else f"ended with {child.returncode}"
        raise MeasurementFailed(f"{' '.join(command)} {why}\n{said[-600:]}{complained[-1500:]}")
    return Ran(wall, used.ru_utime + used.ru_stime, said, watch.now() if memory else None)


def several(commands: Sequence[Sequence[str]], place: Surroundings, timeout: float, at_once: int) -> float:
    """Runs these commands, so many at once, and gives the seconds from the first start to the last end."""
    begun = time.perf_counter()
    pool = ThreadPoolExecutor(at_once)
    try:
        for running in [pool.submit(run, command, place, timeout) for command in commands]:
            running.result()
        return time.perf_counter() - begun
    finally:
        pool.shutdown(cancel_futures=True)


def pinned(cores: Sequence[int]) -> list[str]:
    """The words before a command that keep it on these cores."""
    return ["taskset", "-c", ",".join(map(str, cores))] if cores else []


def can_pin() -> bool:
    """Whether this computer has `taskset`."""
    return shutil.which("taskset") is not None


def cores() -> tuple[int, ...]:
    """The cores that we may use."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return tuple(sorted(allowed))


def _end(group: int, late: threading.Event | None = None) -> None:
    """Ends the command with all that it has started."""
    if late:
        late.set()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")
