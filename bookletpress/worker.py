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
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from bookletpress import remote, wholefiles
from bookletpress.jobs import Job
from bookletpress.problems import EnvironmentFault

PRESSED, FAULT, EXHAUSTED, BUG = "pressed", "fault", "exhausted", "bug"
_PRESS = "bookletpress.press"


def serve(megabytes: int, scratch: str) -> None:
    """Answers jobs until the standard input ends. `scratch` is for temporary files and goes with the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not get between the answers
    limit_memory(megabytes)
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions, jobs, Path(scratch)), daemon=True).start()
    _warm_up()
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
    except EnvironmentFault:
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


def limit_memory(megabytes: int) -> None:
    """Beyond this address space the process gets no memory any more. Windows and macOS know no such limit."""
    if sys.platform == "linux":
        resource = remote.module("resource")
        size = megabytes * 1024 * 1024
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        soft = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (soft, most))
