"""Where finished booklets never go.

`output-folder` (error): the root, the home, or a folder of sources. Why: what lies there must never be replaced.
`output-foreign` (error): a file stands where a booklet should go, and the press did not make it. It is never replaced.
`output-locked` (error, exit 3): another build is at work there.
`output-failed` (error, exit 3): the disk is full, or may not be written. What was there before stays.
"""

from __future__ import annotations

import os
from pathlib import Path

from bookletpress.problems import Location, ProblemsFound, error

SOURCES = frozenset(("booklets", "locales", "styles", "bookletpress", ".git", ".venv"))
"""Folders of a project in which nothing is ever printed."""


def refuse_precious(folder: Path, shown: str) -> None:
    """Raises ProblemsFound for the root, the home, a project, and the folders of a project that hold its sources."""
    place = Path(os.path.realpath(folder))
    project = next((parent for parent in (place, *place.parents) if os.path.isdir(parent / "booklets")), None)
    inside = place.relative_to(project).parts[:1] if project else ("",)
    home = Path(os.path.realpath(os.path.expanduser("~")))
    if place in (home, Path(place.anchor)) or not inside or inside[0] in SOURCES:
        hint = "name a folder of its own with -o, such as dist"
        raise refused("finished booklets do not go into this folder", shown, hint)


def refused(message: str, shown: str, hint: str) -> ProblemsFound:
    """What is told of a folder that is not for output."""
    return ProblemsFound([error("output-folder", message, Location(shown), hint)])
