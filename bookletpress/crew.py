"""Who presses the editions: children of this process, or of the workers of a cluster, each within its limits.

A child that hangs, dies or runs out of memory costs the edition it was at; the next job finds a fresh one.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from bookletpress import wholefiles
from bookletpress.jobs import Job, Limits, Pressed
from bookletpress.problems import Location, Problem, error
from bookletpress.worker import BUG, EXHAUSTED, FAULT

DIED = "died"

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from bookletpress.worker import serve; "
    "serve(int(sys.argv[2]), sys.argv[3])"
)


class WorkerBug(Exception):
    """A worker ran into a mistake of ours; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Takes jobs through an executor of the standard library; `workers` of them are done side by side."""

    executor: Executor
    press: Callable[[Job], Pressed]
    workers: int

    def submit(self, job: Job) -> Future[Pressed]:
        """The finished edition, some time."""
        return self.executor.submit(self.press, job)


@contextmanager
def hired(workers: int, limits: Limits, scratch: Path) -> Iterator[Crew]:
    """A crew on this machine. Its children start at once, and none of them outlives the block."""
    hands = [Hand(limits, scratch) for _ in range(workers)]
    free: SimpleQueue[Hand] = SimpleQueue()
    for hand in hands:
        hand.start()
        free.put(hand)

    def press(job: Job) -> Pressed:
        hand = free.get()
        try:
            return hand.press(job)
        finally:
            free.put(hand)

    executor = ThreadPoolExecutor(workers, "worker")
    try:
        yield Crew(executor, press, workers)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for hand in hands:
            hand.end()
        executor.shutdown()


class Hand:
    """One child, started anew whenever it is gone. Not to be used by two threads at once, but for `end`."""

    def __init__(self, limits: Limits, scratch: Path) -> None:
        self._limits, self._scratch = limits, scratch
        self._child: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._ended = False

    def start(self) -> subprocess.Popen[bytes]:
        """A child that makes ready while the parent goes on. Raises OSError."""
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.mkdtemp(dir=self._scratch)
        words = [sys.executable, "-c", _START, str(Path(__file__).parents[1])]
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter
            [*words, str(self._limits.megabytes), os.path.abspath(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is the parent's
        )
        return self._child

    def press(self, job: Job) -> Pressed:
        """Has the edition pressed. Whatever ends the child becomes a problem of this edition.

        Raises EnvironmentFault for what the child's machine lacks, WorkerBug for a mistake of ours.
        """
        if self._ended:
            raise CancelledError
        if self._child and self._child.poll() is not None:
            self._gone(self._child)
        child = self._child or self.start()
        late = threading.Event()
        watch = threading.Timer(self._limits.seconds, _stop, (child, late))
        watch.daemon = True
        watch.start()
        try:
            kind, value = _ask(child, job)
        finally:
            watch.cancel()
        if kind in (DIED, EXHAUSTED) or late.is_set():
            status = self._gone(child)
            if kind in (DIED, EXHAUSTED):
                return Pressed(b"", 0, (_given_up(kind, late.is_set(), job, self._limits, status),))
        if kind == FAULT:
            raise value
        if kind == BUG:
            raise WorkerBug(value)
        pressed: Pressed = value
        return pressed

    def end(self) -> None:
        """Ends the child, whatever it is doing. May be called from another thread."""
        self._ended = True
        if child := self._child:
            self._gone(child)

    def _gone(self, child: subprocess.Popen[bytes]) -> int:
        """Sees that the child and its folder are gone; gives its exit status."""
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        status = child.wait()
        wholefiles.remove_tree(Path(self._folder))
        self._child = None
        return status


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _ask(child: subprocess.Popen[bytes], job: Job) -> tuple[str, Any]:
    """The child's answer; DIED if it ended before it gave one."""
    if child.stdin is None or child.stdout is None:
        return DIED, None
    try:
        pickle.dump(job, child.stdin, pickle.HIGHEST_PROTOCOL)
        child.stdin.flush()
        kind, value = pickle.load(child.stdout)  # noqa: S301 - from our own child, through a pipe
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return DIED, None
    return kind, value


def _given_up(kind: str, late: bool, job: Job, limits: Limits, status: int) -> Problem:
    edition = job.composed.edition
    place = Location(f"booklets/{edition.slug}/booklet.yaml")
    if late:
        message = f"{edition} was not ready after {limits.seconds} seconds, and was given up"
        hint = "look for a drawing or a style added last that keeps the engine busy, or allow more with --max-seconds"
        return error("edition-too-slow", message, place, hint)
    if kind == EXHAUSTED:
        message = f"{edition} needs more than {limits.megabytes} MB of memory, and was given up"
        hint = "look for a very large drawing or picture added last, or allow more with --max-memory"
        return error("edition-too-big", message, place, hint)
    how = f"by signal {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
    message = f"{edition} was given up: its worker ended {how}"
    hint = "build again; if it happens again, look at what was added last, or give the machine more memory"
    return error("worker-died", message, place, hint)
