"""What persons do with a text before it is final: the five events of a sign-off ledger, and who may do which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bookletpress.problems import Location
from bookletpress.recheck import LONGEST

SUBMITTED, STARTED, CHANGES, APPROVED, WITHDRAWN = (
    "submitted",
    "review-started",
    "changes-requested",
    "approved",
    "withdrawn",
)
EVENTS = (SUBMITTED, STARTED, CHANGES, APPROVED, WITHDRAWN)
OF_ROLES = (STARTED, CHANGES, APPROVED)
"""The events of a reviewer, who acts in one role."""
WITH_REASON = (CHANGES, WITHDRAWN)

CLINICAL, LINGUISTIC, PLAIN = "clinical", "linguistic", "plain-language"
ROLES = (CLINICAL, LINGUISTIC, PLAIN)

USUAL_MONTHS, MOST_MONTHS = 12, LONGEST
"""How long an approval is valid unless its reviewer says otherwise, and how long at most."""

YES, NO = "yes", "no"
NEVER = date.min


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person did with one exact text.

    `by` is who did it; `named`: the booklet may print the name; `profession` is printed beside it. `role` is "" for
    what is not done in a role. `valid_until` is the last day of an approval. `source` is the digest of the text that a
    translation was compared with. `recorded_by` entered what `by` signed on `paper`. `proofs` are the sha256 of the
    PDFs that were read. `location` spans from its first line to `end`, the line before the next event (0: the last).
    """

    event: str
    locale: str
    audience: str
    by: str
    day: date
    digest: str
    location: Location
    role: str = ""
    named: bool = False
    profession: str = ""
    valid_until: date = NEVER
    source: str = ""
    why: str = ""
    recorded_by: str = ""
    paper: str = ""
    proofs: tuple[str, ...] = ()
    end: int = 0
