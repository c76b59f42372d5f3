"""What is said on standard output and standard error."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

from bookletpress.problems import EnvironmentFault


def prepare_streams() -> None:
    """Output that is closed is thrown away; what the streams have no letters for is written as its number."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line of what was asked for. If nobody reads on, the work goes on. Raises EnvironmentFault on a full disk."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _throw_away()
    except OSError as fault:
        raise EnvironmentFault(
            f"cannot write to standard output: {fault.strerror}", "make room, or close nothing"
        ) from None


class _Nowhere(io.TextIOBase):
    """A stream that takes everything and keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


def _throw_away() -> None:
    """From now on nothing is said on standard output. Also what still waits in its buffer would meet a closed pipe."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)
        return
    sys.stdout = _Nowhere()


def complain(text: str) -> None:
    """A line about the run itself. What cannot be said changes nothing: the exit code tells."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
