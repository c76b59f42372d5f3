"""Sources and claims behind one text: what was checked against what, what is overdue, and what rests on what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from bookletpress import recheck
from bookletpress.dependence import rests
from bookletpress.evidence import cite, claims_used, sections_for
from bookletpress.knowledge import Claim, Reference, Shared
from bookletpress.model import Booklet
from bookletpress.pack.values import ClaimRow, Source

STATUSES = ("standard", "approved", "studied", "outdated", "background")
"""In the order in which a committee reads them: what is done to children first."""

_FIELDS = {
    "title": "title",
    "author": "authors",
    "editor": "editors",
    "container-title": "container",
    "container-title-short": "container_short",
    "issued": "issued",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "chapter-number": "chapter_number",
    "edition": "edition",
    "genre": "genre",
    "publisher": "publisher",
    "DOI": "doi",
    "PMID": "pmid",
    "URL": "url",
}
"""CSL's names of the fields that a printed source may show, and where the press keeps them."""


def used(booklet: Booklet, audience: str, shared: Shared) -> dict[str, tuple[str, ...]]:
    """Every claim that the text rests on, in reading order, with the sections that do so."""
    found: dict[str, dict[str, None]] = {}
    for section in sections_for(booklet, audience):
        alone = replace(booklet, sections=(section,))
        named = dict.fromkeys(claims_used(alone, audience, shared))
        named.update(dict.fromkeys(claim for rest in rests(alone, audience, shared) for claim in rest.claims))
        for claim in named:
            if claim in shared.claims:
                found.setdefault(claim, {})[section.name] = None
    return {claim: tuple(names) for claim, names in found.items()}


def sources(booklet: Booklet, audience: str, shared: Shared) -> tuple[Source, ...]:
    """The printed sources by number."""
    citations = cite(booklet, audience, shared)
    return tuple(
        _source(number, reference, citations.by_claim) for number, reference in enumerate(citations.references, 1)
    )


def claims(booklet: Booklet, audience: str, shared: Shared, today: datetime.date) -> tuple[ClaimRow, ...]:
    """By status; in each the overdue ones first, then those that nobody confirmed, then by the day of the next look."""
    rows = [_claim(shared.claims[key], names, shared, today) for key, names in used(booklet, audience, shared).items()]
    return tuple(
        sorted(
            rows,
            key=lambda row: (STATUSES.index(row.status), not row.overdue, row.confirmed, row.review_by, row.id),
        )
    )


def _source(number: int, source: Reference, by_claim: Mapping[str, tuple[str, ...]]) -> Source:
    held = [name for name, kept in _FIELDS.items() if getattr(source, kept)]
    dated = source.accessed if "accessed" not in source.unchecked else ()
    return Source(
        number=number,
        id=source.id,
        type=source.type,
        title="" if "title" in source.unchecked else source.title,
        checked_against=source.checked_against,
        checked_on=source.checked_on,
        opened="-".join(f"{part:02d}" for part in dated),
        compared=tuple(name for name in held if name not in (*source.unchecked, *source.unaccounted)),
        not_compared=tuple(name for name in held if name in source.unchecked),
        not_accounted_for=tuple(name for name in held if name in source.unaccounted),
        claims=tuple(claim for claim, ids in by_claim.items() if source.id in ids),
    )


def _claim(claim: Claim, sections: tuple[str, ...], shared: Shared, today: datetime.date) -> ClaimRow:
    due = recheck.review_by(claim, shared.references)
    return ClaimRow(
        id=claim.id,
        status=claim.status,
        says=claim.says,
        place=claim.place,
        as_of=claim.as_of,
        vouched_for=recheck.vouched_for(claim, shared.references).isoformat(),
        review_by=due.isoformat(),
        overdue=due < today,
        confidence=claim.confidence,
        checked_twice=claim.checked_twice,
        sources=claim.sources,
        sections=sections,
    )
