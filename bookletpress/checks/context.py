"""What a check looks at: one booklet in one locale, with what it draws on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, LocaleInfo


@dataclass(frozen=True, slots=True)
class Context:
    """A localised booklet. `original` is the same booklet as its authors wrote it; `today` is the day of the check."""

    booklet: Booklet
    original: Booklet
    shared: Shared
    locale: LocaleInfo
    today: datetime.date
