"""Where an edition's text stands. State is derived from what persons signed; no software records an approval.

This press does not read sign-off events yet: a ledger that holds any is refused, so nothing can look reviewed.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from bookletpress.evidence import (
    PHONE,
    STATUS,
    cite,
    claims_used,
    front_for,
    glossary_for,
    helplines_printed,
    keys_of,
    nodes_of,
    sections_for,
    terms_used,
)
from bookletpress.guards.files import read_bytes
from bookletpress.guards.schema import read_map
from bookletpress.inline import Link
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error, release_error

SCHEME = "bookletpress-text-1"
DRAFT, FINAL = "draft", "final"
_UNPRINTED = frozenset(
    (
        "location",
        "path",
        "audiences",
        "checked_against",
        "checked_on",
        "unaccounted",
        "claims",
        "other_names",
        "look_alikes",
        "syllables",
    )
)
"""Fields of values that no page shows. The claims of a text stand in it; those of a medicine support its marks."""

_LATER = frozenset(("statistics",))
"""Fields that texts signed before did not have: they count only where they say something."""

ROLES = ("clinical", "linguistic", "plain-language")


@dataclass(frozen=True, slots=True)
class Review:
    """`state` is DRAFT, or FINAL once every role has signed this text; `digest` is the sha256 of the resolved text."""

    state: str
    digest: str


def read_ledger(root: Path, slug: str) -> tuple[Problem, ...]:
    """Faults of booklets/<slug>/signoffs.yaml; a booklet without the file has an empty ledger."""
    path = f"booklets/{slug}/signoffs.yaml"
    if not os.path.lexists(root / path):
        return ()
    problems: list[Problem] = []
    try:
        ledger = read_map(read_bytes(root, path, "restore the file"), path, problems)
    except ProblemsFound as found:
        return found.problems
    if ledger:
        for event in ledger.maps("events"):
            problems.append(
                error(
                    "signoff-unsupported",
                    "this version of the press cannot check a sign-off",
                    event.location,
                    "keep the ledger empty: 'events: []'",
                )
            )
        ledger.close()
    return tuple(problems)


def review(booklet: Booklet, audience: str, shared: Shared, panels: Sequence[Text] = ()) -> Review:
    """The state of one edition's text. The ledger is empty, so it is a draft."""
    return Review(DRAFT, digest(booklet, audience, shared, panels))


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


def digest(booklet: Booklet, audience: str, shared: Shared, panels: Sequence[Text] = ()) -> str:
    """sha256 of the resolved text: everything printed, in order and in its form, with all that it draws on.

    Booklet and shared data are those of the edition: see `tailor`. `panels` is what its panels state as a fact in the
    press's own words.

    White space is folded and text is NFC; digits, marks, case and punctuation count. Wrapping a line changes nothing,
    one digit changes everything. So does moving a sentence into another callout, or a cell into another column.
    """
    statuses = keys_of(booklet, audience, STATUS)
    phones = keys_of(booklet, audience, PHONE)
    in_full = helplines_printed(booklet, audience, shared)
    links = dict.fromkeys(node.key for _, node in nodes_of(booklet, audience) if isinstance(node, Link))
    terms = dict.fromkeys((*glossary_for(booklet, audience), *terms_used(booklet, audience)))
    front = front_for(booklet, audience)
    content = {
        "scheme": SCHEME,
        "slug": booklet.slug,
        "locale": booklet.locale,
        "audience": audience,
        "revised": booklet.revised,
        "front": [_said(text) for text in (booklet.series, booklet.title, front.subtitle, front.summary)],
        "sections": _canonical(sections_for(booklet, audience)),
        "glossary": _canonical([term for key in terms if (term := shared.glossary.get(key))]),
        "claims": [
            [key, claim.says] for key in claims_used(booklet, audience, shared) if (claim := shared.claims.get(key))
        ],
        "sources": _canonical(cite(booklet, audience, shared).references),
        "helplines": _canonical(in_full),
        "phones": [[line.id, line.country, line.phone] for line in shared.helplines if line.id in phones],
        "medicines": _canonical([medicine for key in statuses if (medicine := shared.medicines.get(key))]),
        "links": {key: shared.links[key] for key in links if key in shared.links},
        **({"panels": [_said(text) for text in panels]} if panels else {}),
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _canonical(value: object) -> object:
    """A value as lists, words and numbers: kinds and fields by name, without what is never printed."""
    if isinstance(value, Text):
        return _said(value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {name: getattr(value, name) for field in fields(value) if (name := field.name) not in _UNPRINTED}
        said = {name: each for name, each in kept.items() if each or name not in _LATER}
        return [type(value).__name__, {name: _canonical(each) for name, each in said.items()}]
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    return value


def _said(text: Text) -> str:
    return f"{text.locale}:{' '.join(unicodedata.normalize('NFC', text.source).split())}"
