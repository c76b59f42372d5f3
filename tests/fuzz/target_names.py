"""The guard of file names."""

from __future__ import annotations

import unicodedata
from pathlib import PureWindowsPath

from bookletpress.guards import names
from bookletpress.problems import Location

from . import grammar
from .law import READ, clean, hold, told
from .target import Target


def law(raw: bytes) -> frozenset[str]:
    """Names that are taken are names on Windows too, and no two of them are one there or on macOS."""
    listed = [name for name in raw.decode("utf-8", "surrogateescape").replace("/", "").split("\n") if name]
    problems = tuple(names.faults("folder", listed))
    if problems:
        return told(problems, _is_place)
    for name in listed:
        clean(name, "in a name")
        hold(not PureWindowsPath(name).is_reserved(), "a device of Windows", name)
        hold(PureWindowsPath(name).parts == (name,) and name.rstrip(" .") == name, "a path on Windows", name)
        hold(len(name.encode("utf-8")) <= names.MAX_BYTES, "a name that no disk holds", len(name))
    folded = {unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).casefold()) for name in listed}
    hold(len(folded) == len(listed), "two names that are one", listed)
    return frozenset((READ,))


def _is_place(place: Location) -> bool:
    return place.path.startswith("folder/") and place.path.isprintable() and (place.line, place.column) == (1, 1)


TARGET = Target(
    "names",
    "names that are taken are, for Python's own idea of Windows, neither devices nor paths, fit on a disk, and no two "
    "of them are one after folding",
    law,
    grammar.file_names,
    grammar.NAME_WORDS,
    most_bytes=600,
)
