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
PATIENCE = 1.5
"""Seconds that a run may take to end in good order."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_WORDS = "interrupted; the finished files are as they were\n"
_SHOW_CURSOR = "\x1b[?25h"


def listen() -> None:
    """Takes a request to end like Ctrl-C. Only the first one counts: the next would disturb the tidying up.

    A run that does not end by itself, because what was raised got lost in a finaliser or in a library that was just
    being imported, is ended a moment later. Nothing is lost by that: a run may be killed at any time.
    """
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in _SIGNALS:
        signal.signal(number, _disregard)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _end)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    raise KeyboardInterrupt


def _disregard(_number: int, _frame: FrameType | None) -> None:
    """Not SIG_IGN: Python complains of a signal that came in before it was to be ignored."""


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """Writes past the streams, in which the run may have been stopped."""
    with suppress(OSError):
        os.write(2, f"{_SHOW_CURSOR if os.isatty(2) else ''}{_WORDS}".encode())
    os._exit(INTERRUPTED)


def caused(fault: BaseException | None) -> bool:
    """Whether something went wrong only because the run was being ended."""
    while fault is not None and not isinstance(fault, KeyboardInterrupt):
        fault = fault.__cause__ or fault.__context__
    return fault is not None


def leave() -> NoReturn:
    """Says so and ends at once, whatever threads are still waiting for."""
    with suppress(OSError, ValueError):
        sys.stderr.write(_WORDS)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(INTERRUPTED)
