"""What a worker's child runs in place of the layout engine: the title of an edition says what happens to it."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Mapping

from bookletpress.jobs import Job, Pressed
from bookletpress.problems import EnvironmentFault


def engine() -> None:
    """Nothing to warm up."""


def press_job(job: Job) -> Pressed:
    """A PDF of a kind, unless the title wants something else."""
    HAPPENINGS.get(job.composed.title, lambda: None)()
    return Pressed(job.composed.title.encode(), 1, ())


def _waits() -> None:
    threading.Event().wait()


def _searches() -> None:
    """One call that lasts for years and lets no other thread run, as a drawing of 1 KB can bring about."""
    re.match(r"(x+x+)+y", "x" * 64)


def _stops() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def _dies(number: int) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


def _says_and_ends() -> None:
    sys.stderr.write("first\nGLib-ERROR: no \x1b[31mroom\n\n")
    sys.stderr.flush()
    os._exit(5)


def _prints() -> None:
    sys.stdout.write("a library says something")
    sys.stdout.flush()


def _allocates() -> None:
    held = [bytearray(1 << 20) for _ in range(1 << 14)]
    sys.stderr.write(str(len(held)))


def _is_wrong() -> None:
    raise KeyError("our mistake")


def _lacks() -> None:
    raise EnvironmentFault("no font", "install it")


HAPPENINGS: Mapping[str, Callable[[], None]] = {
    "waits": _waits,
    "searches": _searches,
    "stops": _stops,
    "is killed": _dies(signal.SIGKILL),
    "crashes": _dies(signal.SIGSEGV),
    "gets a nameless signal": _dies(signal.SIGRTMIN + 3),
    "says and ends": _says_and_ends,
    "prints": _prints,
    "allocates": _allocates,
    "is wrong": _is_wrong,
    "lacks": _lacks,
}
