"""Runs a function that is known by name.

The command line names `bookletpress.verbs:build` and a worker `bookletpress.press:press_job`, and neither imports it
before it is needed: a run with nothing to do stays quick, the parent does without the layout engine, and a machine
without Pango can still be told what it lacks.
"""

from __future__ import annotations

import importlib
from typing import Any


def call(module: str, function: str, *arguments: Any) -> Any:
    """What `module.function(*arguments)` gives."""
    return getattr(importlib.import_module(module), function)(*arguments)


def module(name: str) -> Any:
    """A module that not every system has."""
    return importlib.import_module(name)
