"""The evidence pack as plain values. Its JSON is these fields, in this order: docs/evidence-pack.md tells them.

Days are ISO dates, "" where there is none. Names of persons who do not want to be named are "".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookletpress.finish.measure import Measured

FORMAT = "bookletpress-evidence-1"

YES, NO, PARTLY, PERSON, NOT_APPLICABLE = "yes", "no", "partly", "person-must-judge", "does-not-apply"
"""How an item comes out."""

CURRENT, OLDER, UNKNOWN, MISSING, UNREADABLE = "of-this-text", "of-an-older-text", "unknown", "not-built", "unreadable"
"""How a finished file stands to the text of the pack."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One kind of thing that keeps the text from being final, and how often it was found."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Which text the pack is about, and where it stands."""

    slug: str
    locale: str
    audience: str
    place: str
    without_statistics: bool
    title: str
    subtitle: str
    revised: str
    content: str
    state: str
    reason: str
    approved_until: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A printed source by its number, and how it was checked. Fields have CSL's names."""

    number: int
    id: str
    type: str
    title: str
    checked_against: str
    checked_on: str
    opened: str
    compared: tuple[str, ...]
    not_compared: tuple[str, ...]
    not_accounted_for: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim that the text rests on. `vouched_for` is the last day on which its sources are known to say so."""

    id: str
    status: str
    says: str
    place: str
    as_of: str
    vouched_for: str
    review_by: str
    overdue: bool
    confidence: str
    checked_twice: bool
    sources: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def confirmed(self) -> bool:
        """Whether a second reader confirmed it, and nobody doubts it."""
        return self.checked_twice and self.confidence != "low"


@dataclass(frozen=True, slots=True)
class Act:
    """An event of the ledger. `this_text`: it is about exactly the text of the pack."""

    date: str
    event: str
    role: str
    by: str
    profession: str
    valid_until: str
    this_text: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role that has to sign, the day of the approval that counts, and by whom. All "" if nobody has."""

    role: str
    approved_on: str
    by: str
    profession: str


@dataclass(frozen=True, slots=True)
class History:
    """Who has done what with the text; for a translation also where its source stands ("" for the source text)."""

    roles: tuple[Role, ...]
    missing: tuple[str, ...]
    events: tuple[Act, ...]
    source_state: str
    source_content: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """How hard a section reads; `section` is "" for the whole. Scores with unavoidable terms masked, and as printed."""

    section: str
    words: int
    sentences: int
    words_a_sentence: float
    longest_sentence: int
    masked: Mapping[str, float]
    printed: Mapping[str, float]
    reads_as: str


@dataclass(frozen=True, slots=True)
class Readability:
    """No `formulas`: none is known for the language. `judged`: the house has limits for this audience."""

    formulas: tuple[str, ...]
    judged: bool
    scores: tuple[SectionScore, ...]
    warnings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A finished file. `gate_faults` is how many faults the output gate of the press finds in it; -1: not asked."""

    format: str
    path: str
    state: str
    sha256: str
    gate_faults: int
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two colours of the style sheet, their ratio (cut off after a tenth), and the least that WCAG asks for."""

    what: str
    front: str
    ground: str
    ratio: float
    least: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What the press measures by itself. It is no certificate."""

    files: tuple[FileRow, ...]
    contrasts: tuple[Contrast, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An item of an instrument and how it comes out. `evidence`: what was counted or found, by name."""

    number: str
    asks: str
    software: str
    result: str
    evidence: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """One instrument with all its items; there is no total."""

    id: str
    name: str
    source: str
    items: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """What was stated ("" if nothing was), and the policy of the press for looking at claims again, in months."""

    funding: str
    conflicts: str
    updates: str
    report: str
    licence: str
    months: Mapping[str, int]
    months_at_most: int
    months_of_an_approval: int
    next_review: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole pack. `made` is the day of which it speaks."""

    format: str
    press: str
    made: str
    text: Subject
    sources: tuple[Source, ...]
    claims: tuple[ClaimRow, ...]
    history: History
    readability: Readability
    accessibility: Accessibility
    instruments: tuple[InstrumentRow, ...]
    policy: PolicyRow
