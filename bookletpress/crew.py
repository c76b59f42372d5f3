"""Who presses the editions: children of this process, or of the workers of a cluster, each within its limits.

`edition-too-slow`, `edition-too-big` (errors): an edition over its limit of time or memory. It is given up and named;
the others are made, and its file of yesterday stays.
`worker-died` (error): the process that made an edition ended: the same.
`worker-start`, `worker-differs` (errors, exit 3): no process can be started, or another machine has other versions.

A child that hangs, dies or runs out of memory costs the edition it was at; the next job finds a fresh one.
"""

from __future__ import annotations

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
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.problems import EnvironmentFault, Location, error
from bookletpress.worker import BUG, EXHAUSTED, FAULT, NO_MEMORY

AT_ONCE = 4
"""Children that a crew begins with, before anybody knows how much there is to do."""

MOST_EDITIONS = 100
"""Editions after which a child makes room for a fresh one. Engine and native libraries keep about 0.1 MB of each (small
ones, measured): after some hundreds, a child would hold half as much again.
"""

DIED, LATE = "died", "late"
SAID = "said.txt"
"""What a child and the libraries in it say on standard error, in its own folder."""

_DYING = 5.0
"""Seconds in which a child whose answers have ended must be gone by itself."""

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
    """A crew on this machine. Its first children start at once, the others with their first job, and none of them
    outlives the block.

    Raises EnvironmentFault if they cannot be started.
    """
    hands = [Hand(limits, scratch) for _ in range(workers)]
    free: SimpleQueue[Hand] = SimpleQueue()

    def press(job: Job) -> Pressed:
        hand = free.get()
        try:
            return hand.press(job)
        finally:
            free.put(hand)

    executor = ThreadPoolExecutor(workers, "worker")
    try:
        for hand in hands[:AT_ONCE]:
            hand.start()
        for hand in hands:
            free.put(hand)
        yield Crew(executor, press, workers)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for hand in hands:
            hand.stop()
        for hand in hands:
            hand.end()
        executor.shutdown()


class Hand:
    """One child, started anew whenever it is gone. Not to be used by two threads at once, but for `stop` and `end`.

    Its child ends with the thread that started it: Linux takes that for the parent.
    """

    def __init__(self, limits: Limits, scratch: Path) -> None:
        self._limits, self._scratch = limits, scratch
        self._child: subprocess.Popen[bytes] | None = None
        self._folder = Path()
        self._ended = False
        self._answered = 0
        self._starting = threading.Lock()

    def start(self) -> subprocess.Popen[bytes]:
        """A child that makes ready while the parent goes on.

        Raises EnvironmentFault if there can be none, CancelledError after `stop`.
        """
        with self._starting:
            if self._ended:
                raise CancelledError
            try:
                self._child = self._started()
            except OSError as fault:
                where = f" ({fault.filename})" if fault.filename else ""
                raise EnvironmentFault(
                    f"cannot start a worker: {fault.strerror or fault}{where}",
                    "make room on the disk and in memory, or print fewer at once with -j",
                    "worker-start",
                    Location(str(fault.filename or ".")),
                ) from fault
            return self._child

    def _started(self) -> subprocess.Popen[bytes]:
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(dir=self._scratch)).absolute()
        words = [sys.executable, "-c", _START, str(Path(__file__).parents[1])]
        with (self._folder / SAID).open("wb") as said:
            return subprocess.Popen(  # noqa: S603 - our own interpreter
                [*words, str(self._limits.megabytes), str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                start_new_session=True,  # Ctrl-C is the parent's
            )

    def press(self, job: Job) -> Pressed:
        """Has the edition pressed. Whatever ends the child becomes a problem of this edition.

        Raises EnvironmentFault for what the child's machine lacks, WorkerBug for a mistake of ours.
        """
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
        if kind == DIED:
            status, words = self._end_of(child)
            kind = EXHAUSTED if status == NO_MEMORY else DIED
            return _nothing(job, self._limits, LATE if late.is_set() else kind, _how(status, words))
        self._answered += 1
        if kind == EXHAUSTED or late.is_set() or self._answered >= MOST_EDITIONS:
            self._gone(child)
        if kind == EXHAUSTED:
            return _nothing(job, self._limits, kind)
        if kind == FAULT:
            raise value
        if kind == BUG:
            raise WorkerBug(value)
        pressed: Pressed = value
        return pressed

    def stop(self) -> None:
        """Ends the child, whatever it is doing, without waiting. May be called from another thread; so may `end`."""
        with self._starting:
            self._ended = True
        if child := self._child:
            child.kill()

    def end(self) -> None:
        """Sees that the child has ended and that nothing is left of it."""
        self.stop()
        if child := self._child:
            self._gone(child)

    def _end_of(self, child: subprocess.Popen[bytes]) -> tuple[int, str]:
        """The exit status of a child that gives no more answers, and its last words."""
        with suppress(subprocess.TimeoutExpired):
            child.wait(_DYING)
        words = _last_line(self._folder / SAID)
        return self._gone(child), words

    def _gone(self, child: subprocess.Popen[bytes]) -> int:
        """Sees that the child and its folder are gone; gives its exit status."""
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        status = child.wait()
        wholefiles.remove_tree(self._folder)
        self._child, self._answered = None, 0
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


def _last_line(path: Path) -> str:
    try:
        with path.open("rb") as said:
            said.seek(max(path.stat().st_size - 4096, 0))
            lines = said.read().decode("utf-8", "replace").split("\n")
    except OSError:
        return ""
    shown = "".join(sign for sign in next(filter(str.strip, reversed(lines)), "") if sign.isprintable())
    return shown.strip()[:200]


def _how(status: int, words: str) -> str:
    names = {one.value: one.name for one in signal.Signals}
    ended = f"by signal {names.get(-status, -status)}" if status < 0 else f"with status {status}"
    return f"{ended}: {words}" if words else ended


def _nothing(job: Job, limits: Limits, kind: str, how: str = "") -> Pressed:
    """No PDF, and one problem that says why."""
    edition = job.composed.edition
    code, message, hint = {
        LATE: (
            "edition-too-slow",
            f"{edition} was not ready after {limits.seconds} seconds, and was given up",
            "look for a drawing or a style added last that keeps the engine busy, or allow more with --max-seconds",
        ),
        EXHAUSTED: (
            "edition-too-big",
            f"{edition} needs more than {limits.megabytes} MB of memory, and was given up",
            "look for a very large drawing or picture added last, or allow more with --max-memory",
        ),
        DIED: (
            "worker-died",
            f"{edition} was given up: its worker ended {how}",
            "build again; if it happens again, look at what was added last, or allow more memory: "
            "fewer workers at once (-j) leave more for each, and --max-memory allows each more",
        ),
    }[kind]
    return Pressed(b"", 0, (error(code, message, Location(f"booklets/{edition.slug}/booklet.yaml"), hint),))
