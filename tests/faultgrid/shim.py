"""The shim: built once, loaded by LD_PRELOAD, armed in a child, and its log of calls."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "shim.c"
COUNT, FAIL, FAIL_ON, DIE, HALF_FAIL, HALF_DIE = range(6)
"""Only count; fail once; fail from there on; die after the call; write half, then fail or die. As in shim.c."""

WRITES = frozenset(
    ("create", "write", "close", "fsync", "chmod", "truncate", "rename", "link", "mkdir", "unlink", "rmdir")
)


@dataclass(frozen=True, slots=True)
class Call:
    """A call below the watched folder; paths are relative to it. `to` is the second one of a rename."""

    number: int
    name: str
    path: str
    to: str

    def __str__(self) -> str:
        return f"{self.number} {self.name} {self.path}{' -> ' + self.to if self.to else ''}"


def available() -> bool:
    """Whether this machine can build and load it: Linux, glibc, and a C compiler."""
    return sys.platform == "linux" and bool(shutil.which("cc")) and os.confstr("CS_GNU_LIBC_VERSION") is not None


def built(folder: Path) -> Path:
    """The library, compiled into a folder."""
    library = folder / "shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def loaded() -> bool:
    """Whether it stands in front of this process's C library."""
    return hasattr(ctypes.CDLL(None), "fault_arm")


def arm(folder: Path, number: int, reason: int, how: int, log: int) -> None:
    """From now on the calls below the folder are counted, and that of this number meets its fault."""
    ctypes.CDLL(None).fault_arm(os.fsencode(folder), ctypes.c_long(number), reason, how, log)


def disarm() -> None:
    ctypes.CDLL(None).fault_disarm()


def calls(log: Path) -> tuple[Call, ...]:
    """What a log says was called."""
    rows = (line.split("\t") for line in log.read_text("utf-8", "surrogateescape").splitlines())
    return tuple(Call(int(number), name, path, to) for number, name, path, to in rows)
