"""The files of a project: inside its folder, regular, of a sane size, strict UTF-8, and read once.

`file-missing` (error): a file that others name, or that every project has, is not there. Why: what it says would be
missing from the page.
`file-unreadable` (error): a folder, pipe or device in the place of a file, or one that may not be read. Why: reading a
pipe never ends.
`file-too-large` (error): more bytes than the limit of its kind. Why: a refusal comes within two seconds, so nothing is
read that takes longer.
`path-outside` (error): the name leads out of the project, by `..` or by a symbolic link. Why: a booklet from elsewhere
could print the private files of this computer.
`not-utf8` (error): bytes that are no UTF-8. Why: each program would read other letters. A byte order mark is dropped,
and line ends of Windows are read as those of Unix.
`character-refused` (error): a character that hides, reorders or loses words (see `guards.text`). Why: what reviewers
read must be what families read. Persian, Hindi, Burmese or Hebrew need some of them, and may use them.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bookletpress.guards import text
from bookletpress.limits import FAULTS_TOLD, USUAL
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_BYTES = USUAL.file_bytes
MAX_FAULTS = FAULTS_TOLD

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(root: Path, path: str, hint: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of root/path. Raises ProblemsFound if it is missing, unreadable, too large, or leads out of `root`."""
    place = Location(path)
    try:
        real, base = os.path.realpath(root / path), os.path.realpath(root)
        if os.path.commonpath([real, base]) != base:
            raise ProblemsFound([error("path-outside", "this leads out of the project", place, "copy the file here")])
        with open(os.open(real, _FLAGS), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise ProblemsFound([error("file-unreadable", "this is no ordinary file", place, hint)])
            raw = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ProblemsFound([error("file-missing", "there is no such file", place, hint)]) from None
    except IsADirectoryError:
        raise ProblemsFound([error("file-unreadable", "this is a folder, not a file", place, hint)]) from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise ProblemsFound([error("file-unreadable", f"cannot read the file: {reason}", place, hint)]) from None
    refuse_size(max(len(raw), facts.st_size), limit, path)
    return raw


def refuse_size(size: int, limit: int, path: str) -> None:
    """Raises ProblemsFound for a file above the limit."""
    if size > limit:
        message = f"{size:,} bytes; the limit is {limit:,}"
        hint = "split the file, or check that it is the right one"
        raise ProblemsFound([error("file-too-large", message, Location(path), hint)])


def is_there(root: Path, path: str) -> bool:
    """Whether anything stands at root/path, be it a link that leads nowhere. Raises ProblemsFound if nobody can say.

    What cannot be looked at is not missing: a text would be printed without its translation, or without its reviews.
    """
    try:
        os.lstat(root / path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as fault:
        raise _unseen(path, fault) from None
    return True


def below(root: Path, folder: str) -> tuple[str, ...]:
    """The paths from `folder` on of all files in it, at any depth, in order; links to folders are not followed.

    Raises ProblemsFound for a folder that cannot be looked into: its files would be missing without a word.
    """
    found: list[str] = []
    waiting = [""]
    while waiting:
        start = waiting.pop()
        try:
            for entry in os.scandir(root / folder / start):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{start}{entry.name}/")
                elif entry.is_file():
                    found.append(f"{start}{entry.name}")
        except OSError as fault:
            raise _unseen(f"{folder}/{start}".rstrip("/"), fault) from None
    return tuple(sorted(found, key=lambda path: path.split("/")))


def _unseen(path: str, fault: Exception) -> ProblemsFound:
    message = f"cannot look at it: {getattr(fault, 'strerror', None) or fault}"
    return ProblemsFound([error("file-unreadable", message, Location(path), "check the disk, and the rights there")])


def folders(root: Path, path: str) -> tuple[str, ...]:
    """The names of the folders in root/path, sorted; none if it is missing. Hidden folders belong to other programs."""
    try:
        names = [entry.name for entry in os.scandir(root / path) if entry.is_dir() and not entry.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as fault:
        message = f"cannot look into the folder: {fault.strerror}"
        raise ProblemsFound(
            [error("file-unreadable", message, Location(path), "check the rights of the folder")]
        ) from None
    return tuple(sorted(names))


def as_text(raw: bytes, path: str) -> str:
    """The text of a file: UTF-8, its byte order mark dropped, line ends made one. Raises ProblemsFound."""
    try:
        content = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        before = fault.object[: fault.start].decode("utf-8")  # of what follows a byte order mark
        place = Location(path, *position(before, len(before)))
        message = f"byte 0x{fault.object[fault.start]:02X} is not UTF-8"
        raise ProblemsFound([error("not-utf8", message, place, "save the file as UTF-8")]) from None
    found = refused_characters(content, path)
    if found:
        raise ProblemsFound(found)
    return content


def refused_characters(content: str, path: str) -> tuple[Problem, ...]:
    """The characters that may not stand in a file, each in its place; the first twenty of them."""
    faults = text.faults(content)
    found = [
        error("character-refused", fault.message, Location(path, *position(content, fault.offset)), fault.hint)
        for fault in faults[:MAX_FAULTS]
    ]
    if len(faults) > MAX_FAULTS:
        count = f"{len(faults) - MAX_FAULTS:,}" if len(faults) < text.MOST else "many"
        message = f"and {count} more such characters"
        found.append(error("character-refused", message, Location(path), "save the file as UTF-8 text"))
    return tuple(found)


def position(content: str, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1, of an offset."""
    before = content[:offset]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
