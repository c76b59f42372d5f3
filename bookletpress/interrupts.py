"""Ctrl-C and its kin: a run that is asked to end ends once, cleanly, however often it is asked."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def listen() -> None:
    """Takes a request to end like Ctrl-C. Only the first one counts: the next would disturb the tidying up."""
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in _SIGNALS:
        signal.signal(number, _disregard)
    raise KeyboardInterrupt


def _disregard(_number: int, _frame: FrameType | None) -> None:
    """Not SIG_IGN: Python complains of a signal that came in before it was to be ignored."""


def caused(fault: BaseException | None) -> bool:
    """Whether something went wrong only because the run was being ended."""
    while fault is not None and not isinstance(fault, KeyboardInterrupt):
        fault = fault.__cause__ or fault.__context__
    return fault is not None


def leave() -> NoReturn:
    """Says so and ends at once, whatever threads are still waiting for."""
    with suppress(OSError, ValueError):
        sys.stderr.write("interrupted; the finished files are as they were\n")
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(INTERRUPTED)
