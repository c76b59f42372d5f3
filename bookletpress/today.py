"""The day it is, in UTC: the one place where the press asks the clock what may be printed as approved."""

from __future__ import annotations

import datetime


def in_utc() -> datetime.date:
    """The same day for everybody, wherever a build runs."""
    return datetime.datetime.now(datetime.UTC).date()
