"""What is said on standard output and standard error."""

from __future__ import annotations

import os
import sys

from bookletpress.problems import EnvironmentFault


def prepare_streams() -> None:
    """Output that is closed is thrown away."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def say(text: str) -> None:
    """A line of what was asked for. Raises BrokenPipeError if nobody reads on, EnvironmentFault on a full disk."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise EnvironmentFault(
            f"cannot write to standard output: {fault.strerror}", "make room, or close nothing"
        ) from None


def complain(text: str) -> None:
    """A line about the run itself."""
    sys.stderr.write(text + "\n")
