"""When a claim has to be looked at again: the policy of the house, in one place.

The clock starts on the day to which the sources vouch for the claim: its `as_of`, or a later day on which somebody
opened one of its pages (`accessed`, or `checked.on`). An article never changes, so the day on which it was opened
counts only for claims that rest on articles alone. From there a claim about treatment holds for twelve months, other
ones for twenty-four. A claim may name another day (`review_by`), but none later than thirty-six months after the start.
Twelve and thirty-six months are also the limits of a sign-off.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping

from bookletpress.knowledge import Claim, Reference

MONTHS = {"standard": 12, "approved": 12, "studied": 12, "background": 24, "outdated": 24}
"""How long a claim of each status holds."""

LONGEST = 36
"""How long any claim may hold, whatever it names itself."""


def vouched_for(claim: Claim, references: Mapping[str, Reference]) -> datetime.date:
    """The last day on which the claim is known to have been so. Of a month or a year, the first day counts."""
    sources = [references[name] for name in claim.sources if name in references]
    pages = [day for source in sources if source.type != "article-journal" and (day := _opened(source))]
    articles = [day for source in sources if source.type == "article-journal" and (day := _opened(source))]
    return max(_first_day(claim.as_of), *(pages or articles or [datetime.date.min]))


def review_by(claim: Claim, references: Mapping[str, Reference]) -> datetime.date:
    """The last day on which the claim may be printed as final without another look: its own, or that of the policy."""
    own = _first_day(claim.review_by) if claim.review_by else None
    last = latest(claim, references)
    return min(own, last) if own else months_after(vouched_for(claim, references), MONTHS[claim.status])


def latest(claim: Claim, references: Mapping[str, Reference]) -> datetime.date:
    """The latest day that a claim may name as its `review_by`."""
    return months_after(vouched_for(claim, references), LONGEST)


def changes_on(
    claims: Iterable[Claim], references: Mapping[str, Reference], today: datetime.date
) -> datetime.date | None:
    """The first day after today on which time alone may make a claim overdue, or no longer one of the future."""
    step = datetime.timedelta(days=1)
    days = (
        day for claim in claims for day in (review_by(claim, references) + step, vouched_for(claim, references) - step)
    )
    return min((day for day in days if day > today), default=None)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or the last one of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    year = min(year, datetime.MAXYEAR)
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _opened(source: Reference) -> datetime.date | None:
    """The last day on which somebody is known to have opened the source itself."""
    days = [_first_day(source.checked_on)] if source.checked_on else []
    if source.accessed and "accessed" not in source.unchecked:
        days.append(datetime.date(*(*source.accessed, 1, 1)[:3]))
    return max(days, default=None)


def _first_day(written: str) -> datetime.date:
    """The first day of what is written as year, year-month or year-month-day."""
    parts = [*map(int, written.split("-")), 1, 1]
    return datetime.date(parts[0], parts[1], parts[2])
