"""Runs a function that is known by name, in a worker process.

The parent names `bookletpress.press:press` and never imports it, so `check`, `list` and a plan do without the layout
engine, and a machine without Pango can still be told what it lacks.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from typing import Any


def call(module: str, function: str, *arguments: Any) -> Any:
    """What `module.function(*arguments)` gives; used as the target of an executor."""
    return getattr(importlib.import_module(module), function)(*arguments)


def serve_parent() -> None:
    """The initialiser of a worker: it ends with its parent, however that ends, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
