"""Files that are whole or not there: written beside their place, brought to the disk, renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from bookletpress.problems import EnvironmentFault, Location

FAILED = "output-failed"

_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def write_new(path: Path, content: bytes) -> None:
    """A new file, on the disk when this returns; if that fails, nothing is left of it. Raises OSError."""
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def replace(path: Path, content: bytes, temporary: Path) -> None:
    """Gives a file its new content at once; `temporary` lies in the same folder. Raises OSError."""
    write_new(temporary, content)
    try:
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def keep(path: Path, content: bytes, shown: str) -> None:
    """A file that people see, whole in its place, which is made if need be; `shown` is its name in messages.

    Raises EnvironmentFault.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        replace(path, content, temporary)
    except OSError as fault:
        raise failed(fault, shown) from fault


def failed(fault: OSError, shown: str) -> EnvironmentFault:
    """What is told of a file that cannot be written."""
    hint = "make room, or check the rights of the folder"
    return EnvironmentFault(f"cannot write: {fault.strerror or fault}", hint, FAILED, Location(shown))


def sync(folder: Path) -> None:
    """Sees that the names in a folder are on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest(path: Path) -> str:
    """The sha256 of an ordinary file; "" for anything else, or nothing. Raises OSError."""
    if not is_ordinary(path):
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_ordinary(path: Path) -> bool:
    """Whether a file stands there: no link, no folder, nothing that would never end."""
    return stands(path) and stat.S_ISREG(os.lstat(path).st_mode)


def stands(path: Path) -> bool:
    """Whether anything stands there, be it a link that leads nowhere.

    Raises OSError if nobody can say: `os.path.lexists` would say no, and a file on a broken disk would pass for none.
    """
    try:
        os.lstat(path)
    except OSError as fault:
        if fault.errno in _NOTHING_THERE:
            return False
        raise
    return True


def remove_odd(path: Path) -> None:
    """Removes a link, a pipe or the like; a file and a folder stay. Raises OSError."""
    if os.path.lexists(path) and not (is_ordinary(path) or stat.S_ISDIR(os.lstat(path).st_mode)):
        path.unlink()


def remove_tree(folder: Path) -> None:
    """Removes a folder as far as that can be done; a link in its place stays."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
