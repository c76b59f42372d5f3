"""What a claim allows: its readers and how far it was checked.

`claim-audience` (error): text for families cites a claim meant for clinicians.
`claim-unchecked` (release error): a cited claim was not confirmed by a second reader, or with low confidence only.
`citation-missing` (release error): a section for families states something and cites nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bookletpress.checks.context import Context
from bookletpress.evidence import sections_for, texts_of
from bookletpress.inline import Cite, walk
from bookletpress.model import Booklet, Callout, Lede, Paragraph, Section
from bookletpress.problems import Location, Problem, error, release_error


def check(context: Context) -> Iterator[Problem]:
    """Looked at in the authors' text, once a booklet: a translation rests on the same claims."""
    if context.booklet.locale != context.original.locale:
        return
    booklet, shared = context.original, context.shared
    for audience in booklet.audiences:
        for text in texts_of(booklet, audience):
            for key in (claim for node in walk(text.inline) if isinstance(node, Cite) for claim in node.claims):
                claim = shared.claims.get(key)
                if claim is None:
                    continue
                if audience == "family" and claim.audience == "clinician":
                    yield error(
                        "claim-audience",
                        f"the claim '{key}' is for clinicians, this text for families",
                        text.location,
                        "cite a claim for both, or leave the statement out",
                    )
                if not claim.checked_twice or claim.confidence == "low":
                    yield release_error(
                        "claim-unchecked",
                        f"the claim '{key}' still has to be confirmed",
                        text.location,
                        f"have a clinician confirm it in {claim.location}, or leave the statement out",
                    )
        for section in sections_for(booklet, audience):
            if _states(section) and not _cites(booklet, audience, section):
                yield release_error(
                    "citation-missing",
                    f"the section '{section.name}' cites no claim",
                    Location(section.path, 1, 1),
                    "add [@claim] behind what it states",
                )


def _states(section: Section) -> bool:
    return sum(isinstance(block, Paragraph | Callout | Lede) for block in section.blocks) >= 3


def _cites(booklet: Booklet, audience: str, section: Section) -> bool:
    texts = texts_of(replace(booklet, sections=(section,)), audience)
    return any(isinstance(node, Cite) for text in texts for node in walk(text.inline))
