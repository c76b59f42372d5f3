"""What a claim allows: its readers and how far it was checked.

`claim-audience` (error): text for families cites a claim meant for clinicians.
`claim-unchecked` (release error): a cited claim was not confirmed by a second reader, or with low confidence only.
`citation-missing` (release error): a section for families states something and cites nothing at all.
`source-unchecked` (warning): a printed source has fields that nobody compared; they are left out of its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bookletpress.checks.context import Context
from bookletpress.evidence import cite, sections_for, texts_of
from bookletpress.inline import Cite, walk
from bookletpress.model import Booklet, Callout, Lede, Paragraph, Section
from bookletpress.problems import Location, Problem, error, release_error, warning


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
        for reference in cite(booklet, audience, shared).references:
            unseen = [name for name in reference.unchecked if name in ("title", "author", "container-title")]
            if unseen:
                yield warning(
                    "source-unchecked",
                    f"'{reference.id}' is printed without {' and '.join(unseen)}",
                    reference.location,
                    "open the source, compare the fields, and move them to 'checked'",
                )


def _states(section: Section) -> bool:
    return sum(isinstance(block, Paragraph | Callout | Lede) for block in section.blocks) >= 3


def _cites(booklet: Booklet, audience: str, section: Section) -> bool:
    texts = texts_of(replace(booklet, sections=(section,)), audience)
    return any(isinstance(node, Cite) for text in texts for node in walk(text.inline))
