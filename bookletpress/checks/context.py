"""What a check looks at: one booklet in one locale, with what it draws on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, LocaleInfo
from bookletpress.readability.scores import Reading, readings

FAMILY = "family"


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """A localised booklet, on the day of the check. `original` is the same booklet as its authors wrote it.

    `authored` is the shared data in the authors' language; None where `shared` already is. Only itself is its equal.
    """

    booklet: Booklet
    original: Booklet
    shared: Shared
    locale: LocaleInfo
    today: datetime.date
    authored: Shared | None = None


@lru_cache(maxsize=1)
def family_readings(context: Context) -> tuple[Reading, ...]:
    """The family edition's sections, then the whole; counted once for all checks. Empty if there is none."""
    return readings(context.booklet, FAMILY, context.shared) if FAMILY in context.booklet.audiences else ()
