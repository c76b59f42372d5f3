"""Where what is shown lies: one thread puts it there, those that talk to browsers wait for something new."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from bookletpress.watch.values import Shown


class Hub:
    """The latest `Shown`, and a number that grows with each change of it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._shown, self._turn, self._ended = Shown(), 0, False

    @property
    def shown(self) -> Shown:
        """What there is now."""
        return self._shown

    def show(self, **changed: Any) -> None:
        """Changes some of it, at once for all who look."""
        with self._changed:
            self._shown = replace(self._shown, **changed)
            self._turn += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Lets all who wait go."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def after(self, turn: int, seconds: float) -> tuple[int, Shown] | None:
        """Waits for something newer than `turn`; gives what there is then, or after some seconds. None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._turn > turn or self._ended, seconds)
            return None if self._ended else (self._turn, self._shown)
