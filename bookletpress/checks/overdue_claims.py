"""Is it still true? A claim that something printed stands on has to be looked at again after a time.

`claim-overdue` (warning; release error): the day by which it was to be looked at again is over. The day is the claim's
own `review_by`, or follows from its status and from the day to which its sources vouch for it (`bookletpress.recheck`).
`review-too-late` (error): `review_by` names a day more than thirty-six months after the sources last vouched for it.
`claim-ahead` (error): a claim or one of its sources is dated in the future, so it would never be overdue.

"Today" is what the caller says it is; `make_pdf.py check --today 2027-03-01` tells what will be overdue then.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from bookletpress import recheck
from bookletpress.checks.context import Context
from bookletpress.dependence import rests
from bookletpress.knowledge import Claim
from bookletpress.problems import Problem, error, release_error, warning

SLACK = datetime.timedelta(days=1)
"""Somewhere it is tomorrow already."""


def check(context: Context) -> Iterator[Problem]:
    """For a draft."""
    for claim in _used(context):
        yield from _dates(claim, context)
        for message, hint in _overdue(claim, context):
            yield warning("claim-overdue", message, claim.location, hint)


def check_release(context: Context) -> Iterator[Problem]:
    """For a final edition."""
    for claim in _used(context):
        yield from _dates(claim, context)
        for message, hint in _overdue(claim, context):
            yield release_error("claim-overdue", message, claim.location, hint)


def _used(context: Context) -> Iterator[Claim]:
    """Claims are the same in every locale; each is told once, where it is written."""
    booklet, shared = context.original, context.shared
    used = [rest.claims for audience in booklet.audiences for rest in rests(booklet, audience, shared)]
    for key in dict.fromkeys(key for keys in used for key in keys):
        if key in shared.claims:
            yield shared.claims[key]


def _overdue(claim: Claim, context: Context) -> Iterator[tuple[str, str]]:
    due = recheck.review_by(claim, context.shared.references)
    if due < context.today:
        seen = recheck.vouched_for(claim, context.shared.references)
        message = f"the claim '{claim.id}' was to be looked at again by {due}; its sources vouch for it to {seen}"
        yield message, f"open its sources and date them anew; make_pdf.py where {claim.id} lists what rests on it"


def _dates(claim: Claim, context: Context) -> Iterator[Problem]:
    last = recheck.latest(claim, context.shared.references)
    if claim.review_by > last.isoformat():
        message = f"'review_by' is {claim.review_by}, {recheck.LONGEST} months after its sources is {last}"
        yield error("review-too-late", message, claim.location, f"name a day up to {last}, or open the sources again")
    seen = recheck.vouched_for(claim, context.shared.references)
    if seen > context.today + SLACK:
        message = f"the claim '{claim.id}' is vouched for to {seen}, which is still to come"
        yield error("claim-ahead", message, claim.location, "correct 'as_of', or the dates of its sources")
