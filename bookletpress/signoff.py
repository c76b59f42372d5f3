"""Where an edition's text stands. State is derived from what persons signed; no software records an approval.

This press does not read sign-off events yet: a ledger that holds any is refused, so nothing can look reviewed.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bookletpress.evidence import cite, claims_used, sections_for, texts_of
from bookletpress.guards.schema import read_bytes, read_map
from bookletpress.model import Booklet, Drawing, Figure, Shared, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error, release_error

SCHEME = "bookletpress-text-1"
DRAFT, FINAL = "draft", "final"
ROLES = ("clinical", "linguistic", "plain-language")


@dataclass(frozen=True, slots=True)
class Review:
    """`state` is DRAFT, or FINAL once every role has signed exactly this text; `digest` is the sha256 of the resolved text."""

    state: str
    digest: str


def read_ledger(root: Path, slug: str) -> tuple[Problem, ...]:
    """Faults of booklets/<slug>/signoffs.yaml; a booklet without the file has an empty ledger."""
    path = f"booklets/{slug}/signoffs.yaml"
    if not (root / path).exists():
        return ()
    problems: list[Problem] = []
    try:
        fields = read_map(read_bytes(root, path, "restore the file"), path, problems)
    except ProblemsFound as found:
        return found.problems
    if fields:
        for event in fields.maps("events"):
            problems.append(
                error(
                    "signoff-unsupported",
                    "this version of the press cannot check a sign-off",
                    event.location,
                    "keep the ledger empty: 'events: []'",
                )
            )
        fields.close()
    return tuple(problems)


def review(booklet: Booklet, audience: str, shared: Shared) -> Review:
    """The state of one edition's text. The ledger is empty, so it is a draft."""
    return Review(DRAFT, digest(booklet, audience, shared))


def obstacles(booklet: Booklet, audience: str) -> tuple[Problem, ...]:
    """What keeps an edition from being final: every role that has not signed this text."""
    place = Location(f"booklets/{booklet.slug}/signoffs.yaml", 1, 1)
    return tuple(
        release_error(
            "signoff-missing",
            f"no {role} sign-off for {booklet.slug}, {booklet.locale}, {audience}",
            place,
            "a person has to review exactly this text and sign; no software can",
        )
        for role in ROLES
    )


def digest(booklet: Booklet, audience: str, shared: Shared) -> str:
    """sha256 of the resolved text: every printed string in order, its glossary, sources, help lines and drawings.

    White space is folded and text is NFC; digits, marks, case and punctuation count. Wrapping a line changes nothing,
    one digit changes everything.
    """
    citations = cite(booklet, audience, shared)
    content = {
        "scheme": SCHEME,
        "slug": booklet.slug,
        "locale": booklet.locale,
        "audience": audience,
        "front": [_said(text) for text in (booklet.series, booklet.title, booklet.subtitle, booklet.summary)],
        "text": [_said(text) for text in texts_of(booklet, audience)],
        "drawings": [drawing.svg for drawing in _drawings(booklet, audience)],
        "glossary": [
            [_said(term.term), term.say and _said(term.say), _said(term.means)]
            for key in booklet.glossary
            if (term := shared.glossary.get(key))
        ],
        "claims": [
            [key, claim.says] for key in claims_used(booklet, audience, shared) if (claim := shared.claims.get(key))
        ],
        "sources": [repr(_identity(reference)) for reference in citations.references],
        "helplines": [
            [
                line.name,
                line.phone,
                line.spelled,
                *(_said(t) for t in (line.hours, line.languages, line.also) if t),
                *map(_said, line.helps_with),
            ]
            for line in shared.helplines
        ],
        "medicines": [
            [medicine.id, _said(medicine.name), medicine.brand, repr(medicine.marks)]
            for medicine in shared.medicines.values()
        ],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _said(text: Text) -> str:
    return f"{text.locale}:{' '.join(unicodedata.normalize('NFC', text.source).split())}"


def _identity(reference: object) -> tuple[object, ...]:
    names = getattr(type(reference), "__slots__", ())
    return tuple(getattr(reference, name) for name in names if name != "location")


def _drawings(booklet: Booklet, audience: str) -> list[Drawing]:
    return [
        drawing
        for section in sections_for(booklet, audience)
        for block in section.blocks
        if isinstance(block, Figure)
        for drawing in block.drawings
    ]
