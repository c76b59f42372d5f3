"""What one edition says: Booklet x variant -> Booklet, Shared x place -> Shared. Everything behind it is blind to both.

A section of survival numbers is one that a family may choose to be without. A mark tells where a medicine stands in
the place of the edition; what is so in other places is told as that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bookletpress.evidence import STATUS, keys_of, sections_for
from bookletpress.knowledge import Claim, Medicine, Shared, StatusMark
from bookletpress.model import Booklet, Section, WordCards
from bookletpress.places import EVERYWHERE

FAMILY = "family"
STANDARD, APPROVED, STUDIED, PAST = "standard", "approved", "studied", "past"
STANDARD_ELSEWHERE, APPROVED_ELSEWHERE, UNLISTED = "standard-elsewhere", "approved-elsewhere", "unlisted"
"""Marks that no author writes: usual or approved in another place only; approved, but not here that we know of."""

_OF_CLAIMS = {STANDARD: "standard", PAST: "outdated"}
_ORDER = (STANDARD, APPROVED, UNLISTED, STUDIED, PAST, STANDARD_ELSEWHERE, APPROVED_ELSEWHERE)


def has_statistics(source: Booklet, audience: str) -> bool:
    """Whether an edition of it can leave survival numbers out: only families are asked."""
    return audience == FAMILY and any(section.statistics for section in sections_for(source, audience))


def has_marks(source: Booklet, audience: str) -> bool:
    """Whether an edition of it says something that depends on the place."""
    return bool(keys_of(source, audience, STATUS))


def booklet(source: Booklet, audience: str, without_statistics: bool) -> Booklet:
    """The booklet with the sections of this edition. A clinician's edition prints numbers like any other section.

    An entry of the glossary goes with the sections if its word card stands only there.
    """
    if audience != FAMILY:
        return replace(source, sections=tuple(replace(section, statistics=False) for section in source.sections))
    if not without_statistics:
        return source
    kept = tuple(section for section in source.sections if not section.statistics)
    gone = _cards(section for section in source.sections if section.statistics) - _cards(iter(kept))
    return replace(source, sections=kept, glossary=tuple(key for key in source.glossary if key not in gone))


def _cards(sections: Iterator[Section]) -> frozenset[str]:
    blocks = (block for section in sections for block in section.blocks)
    return frozenset(term for block in blocks if isinstance(block, WordCards) for term in block.terms)


def shared(source: Shared, place: str) -> Shared:
    """The shared data with each medicine's marks as they are printed in a place, those that hold there first."""
    return replace(source, medicines={key: _placed(one, source.claims, place) for key, one in source.medicines.items()})


def _placed(medicine: Medicine, claims: Mapping[str, Claim], place: str) -> Medicine:
    marks = dict.fromkeys(shown for mark in medicine.marks for shown in _shown(mark, medicine, claims, place))
    kinds = {mark.mark for mark in marks}
    unlisted = (StatusMark(UNLISTED, place),) if APPROVED_ELSEWHERE in kinds and APPROVED not in kinds else ()
    return replace(medicine, marks=tuple(sorted((*marks, *unlisted), key=lambda mark: _ORDER.index(mark.mark))))


def _shown(mark: StatusMark, medicine: Medicine, claims: Mapping[str, Claim], place: str) -> Iterator[StatusMark]:
    """One mark, or one for each other place in which it holds if it does not hold here."""
    places = _places(mark, medicine, claims)
    if mark.mark == APPROVED:
        yield mark if mark.place == place else replace(mark, mark=APPROVED_ELSEWHERE)
    elif mark.mark == STUDIED or not places or {place, EVERYWHERE} & set(places):
        yield replace(mark, place="")
    else:
        kind = STANDARD_ELSEWHERE if mark.mark == STANDARD else mark.mark
        yield from (StatusMark(kind, other, mark.since) for other in places)


def _places(mark: StatusMark, medicine: Medicine, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """Where a mark holds: in the place that it names, or else in those of the claims that it stands on."""
    if mark.place:
        return (mark.place,)
    known = [claims[key] for key in medicine.claims if key in claims]
    fitting = [claim for claim in known if claim.status == _OF_CLAIMS.get(mark.mark)] or known
    return tuple(dict.fromkeys(claim.place for claim in fitting))
