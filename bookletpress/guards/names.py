"""The names of a project's files: they mean the same on every computer to which the folder is copied.

`name-clash` (error): two names of a folder differ only in capitals, or in how an accent is written. Why: on macOS and
Windows one of the two files takes the place of the other when the project is copied or unpacked.
`name-unportable` (error): a name with a control or invisible character, one of `<>:"|?*` or a backslash, a space or dot
at its end, more than 255 bytes, or one that Windows keeps for a device (con, nul, com1). Why: the project cannot be
copied there, and a name that shows other letters than it has can stand in for another file.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from bookletpress.guards import text
from bookletpress.problems import Location, Problem, error

FOLDERS = ("booklets", "locales", "styles")
MAX_BYTES = 255
MAX_DEPTH = 16

_SIGNS = re.compile(r'[<>:"|?*\\]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)


def faults_below(root: Path, folders: Iterable[str] = FOLDERS) -> Iterator[Problem]:
    """The faults of all names in these folders of the project, folder by folder. Hidden files belong to others."""
    waiting = [folder for folder in folders if os.path.isdir(root / folder)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = [entry for entry in os.scandir(root / folder) if not entry.name.startswith(".")]
        except OSError:
            continue  # who reads the folder says what is wrong with it
        yield from faults(folder, (entry.name for entry in entries))
        if folder.count("/") < MAX_DEPTH:
            inner = (entry for entry in entries if entry.is_dir(follow_symlinks=False))
            waiting.extend(f"{folder}/{entry.name}" for entry in inner if entry.name != "__pycache__")


def faults(folder: str, names: Iterable[str]) -> Iterator[Problem]:
    """The faults of the names of one folder, in order."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        place = Location(f"{folder}/{_shown(name)}", 1, 1)
        if why := _unportable(name):
            yield error(
                "name-unportable", f"the name '{_shown(name)}' {why}", place, "rename it: a-z, 0-9, - and one dot"
            )
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if folded in seen:
            message = f"'{_shown(seen[folded])}' and '{_shown(name)}' are one name on macOS and Windows"
            yield error("name-clash", message, place, "rename or delete one of the two")
        seen.setdefault(folded, name)


def _unportable(name: str) -> str:
    if found := text.faults(name):
        return f"holds {found[0].message}"
    if sign := _SIGNS.search(name):
        return f"holds {sign[0]}"
    if name[-1:] in (" ", "."):
        return "ends with a space or dot"
    if _DEVICE.fullmatch(name):
        return "is one that Windows keeps for a device"
    return f"has more than {MAX_BYTES} bytes" if len(name.encode("utf-8", "replace")) > MAX_BYTES else ""


def _shown(name: str) -> str:
    line = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in line)[:100]
