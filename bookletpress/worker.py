"""A worker's child: presses the jobs that come in on its standard input, one after the other, and answers each.

It imports the layout engine once. It is a process of its own, so that whatever happens in it (a hang, a crash in a
library, no memory left) happens to one edition. It ends with its parent, however that ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from bookletpress import remote, wholefiles
from bookletpress.jobs import Job
from bookletpress.problems import EnvironmentFault

PRESSED, FAULT, EXHAUSTED, BUG = "pressed", "fault", "exhausted", "bug"
NO_MEMORY = 77
"""The exit status of a child that has not even the memory to say so."""

_PRESS = "bookletpress.press"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def serve(megabytes: int, scratch: str) -> None:
    """Answers jobs until the standard input ends. `scratch` is for temporary files and goes with the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    tempfile.tempdir = scratch
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not get between the answers
    jobs: SimpleQueue[Job] = SimpleQueue()
    listen = partial(_listen, questions, jobs, Path(scratch))
    threading.Thread(target=_while_memory_lasts, args=(listen,), daemon=True).start()
    _warm_up()
    limit_memory(megabytes)  # only now: the engine itself needs a few hundred, and says odd things without
    _while_memory_lasts(partial(_answer_all, jobs, answers))


def _while_memory_lasts(work: Callable[[], None]) -> None:
    """What cannot be said any more, because half of it is in the pipe, the exit status says."""
    try:
        work()
    except MemoryError:
        os._exit(NO_MEMORY)


def _answer_all(jobs: SimpleQueue[Job], answers: BinaryIO) -> None:
    while True:
        answer = _answer(jobs.get())
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
        gc.collect()


def _listen(questions: BinaryIO, jobs: SimpleQueue[Job], scratch: Path) -> None:
    """Hands jobs on, even while one is being pressed, so that the end of the parent is seen at once."""
    try:
        while True:
            jobs.put(pickle.load(questions))  # noqa: S301 - from our own parent, through a pipe
    except (EOFError, OSError, pickle.UnpicklingError):
        wholefiles.remove_tree(scratch)
        os._exit(0)


def _warm_up() -> None:
    """Imports the engine before the first job is there. What it lacks, the first answer tells."""
    try:
        remote.call(_PRESS, "engine")
    except Exception:
        return
    # Pages are trees full of cycles, searched again and again while they grow: once an edition is enough.
    gc.collect()
    gc.freeze()
    gc.disable()


def _answer(job: Job) -> tuple[str, Any]:
    try:
        return PRESSED, remote.call(_PRESS, "press_job", job)
    except EnvironmentFault as fault:
        return FAULT, fault
    except MemoryError:
        return EXHAUSTED, None
    except Exception:
        return BUG, traceback.format_exc()


def die_with_parent() -> None:
    """A child that hangs does not see the end of its standard input; Linux ends it all the same."""
    if sys.platform == "linux":
        ctypes = remote.module("ctypes")
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def limit_memory(megabytes: int) -> None:
    """Beyond this address space the process gets no memory any more. Windows and macOS know no such limit."""
    if sys.platform == "linux":
        resource = remote.module("resource")
        size = megabytes * 1024 * 1024
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        soft = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (soft, most))
