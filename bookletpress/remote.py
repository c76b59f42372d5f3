"""Runs a function that is known by name, in a worker process.

The parent names `bookletpress.press:press` and never imports it, so `check`, `list` and a plan do without the layout
engine, and a machine without Pango can still be told what it lacks.
"""

from __future__ import annotations

import importlib
from typing import Any


def call(module: str, function: str, *arguments: Any) -> Any:
    """What `module.function(*arguments)` gives; used as the target of an executor."""
    return getattr(importlib.import_module(module), function)(*arguments)
