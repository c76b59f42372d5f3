"""Which faults a call can have: its reasons, for a moment or for good, and the ways to die at it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .shim import DIE, FAIL, FAIL_ON, HALF_DIE, HALF_FAIL, WRITES, Call

_READ = (errno.EIO,)
_ENTER = (errno.EIO, errno.EACCES)
_CHANGE = (errno.EIO, errno.EACCES, errno.EROFS)

REASONS = {
    "open": _ENTER,
    "list": _ENTER,
    "stat": _ENTER,
    "readlink": _ENTER,
    "read": _READ,
    "lock": (errno.EIO, errno.ENOLCK),
    "create": (errno.ENOSPC, *_CHANGE),
    "write": (errno.ENOSPC, errno.EIO),
    "close": (errno.ENOSPC, errno.EIO),
    "fsync": (errno.ENOSPC, errno.EIO),
    "truncate": (errno.EIO,),
    "chmod": _CHANGE,
    "rename": (errno.ENOSPC, *_CHANGE),
    "link": (errno.ENOSPC, *_CHANGE),
    "mkdir": (errno.ENOSPC, *_CHANGE),
    "unlink": _CHANGE,
    "rmdir": _CHANGE,
}
LASTING = (errno.ENOSPC, errno.EIO, errno.EROFS)
"""A disk that stays full, broken or read-only from this call on; it can still be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One fault at one call."""

    call: Call
    how: int
    reason: int = 0

    @property
    def dies(self) -> bool:
        return self.how in (DIE, HALF_DIE)

    def __str__(self) -> str:
        name = errno.errorcode.get(self.reason, "")
        told = {
            FAIL: name,
            FAIL_ON: f"{name} from here on",
            DIE: "killed after it",
            HALF_FAIL: f"half of it, then {name}",
            HALF_DIE: "killed in the middle of it",
        }[self.how]
        return f"{self.call}: {told}"

    @property
    def words(self) -> str:
        """What the system calls the fault."""
        return os.strerror(self.reason)


LOOKS = frozenset(("open", "list", "stat", "readlink", "read"))
OFTEN = frozenset(("stat", "readlink", "read"))
"""Nine of ten calls; they take hours."""


def of(calls: Sequence[Call], thorough: bool = False) -> Iterator[Cell]:
    """The faults of calls: every one, or, unless `thorough`, one for each look and none for those that come often."""
    for call in calls:
        reasons = REASONS[call.name]
        if call.name in LOOKS and not thorough:
            reasons = () if call.name in OFTEN else (reasons[call.number % len(reasons)],)
        for reason in reasons:
            yield Cell(call, FAIL, reason)
        if call.name in WRITES:
            for reason in LASTING:
                yield Cell(call, FAIL_ON, reason)
            yield Cell(call, DIE)
        if call.name == "write":
            yield Cell(call, HALF_FAIL, errno.ENOSPC)
            yield Cell(call, HALF_DIE)


EACH = 5


def brief(calls: Sequence[Call]) -> Iterator[Cell]:
    """Every call that changes something, or locks, fails once and dies once, each in another way than the one before
    it; of the looks that are not too many, every fifth fails.
    """
    changes = 0
    for call in calls:
        found = list(of([call]))
        if call.name in LOOKS:
            if found and call.number % EACH == 0:
                yield found[0]
            continue
        changes += 1
        for some in ([cell for cell in found if not cell.dies], [cell for cell in found if cell.dies]):
            if some:
                yield some[changes % len(some)]
