"""When the checks say no: what is raised, and that it comes before whatever else goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bookletpress import interrupts
from bookletpress.problems import ProblemsFound


class Refused(ProblemsFound):
    """What the checks found is in the way of everything: nothing that this run has made may be published."""


@contextmanager
def checks_first(settle: Callable[[], None]) -> Iterator[None]:
    """Whatever else goes wrong in the block, `settle` is asked what the checks have to say: it may be the reason."""
    try:
        yield
    except ProblemsFound:
        raise
    except Exception as fault:
        if not interrupts.caused(fault):
            settle()
        raise
