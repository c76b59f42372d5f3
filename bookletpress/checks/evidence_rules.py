"""What a claim allows: its readers and how far it was checked.

`claim-audience` (error): text for families cites a claim meant for clinicians.
`claim-unchecked` (release error): a claim that something printed stands on was not confirmed by a second reader, or
with low confidence only. Sentences, help lines, the fever card and the marks of medicines all stand on claims. A
sentence for clinicians may stand on such a claim if it says so itself, with the words "not confirmed".
`citation-missing` (release error): a section states something and cites nothing at all.
`mark-unsupported` (release error): a medicine is marked as approved in a place, and none of its claims says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import PANEL_CLAIMS, STATUS, helplines_printed, nodes_of, panels_of, sections_for, texts_in
from bookletpress.inline import Atom, Cite, plain, walk
from bookletpress.knowledge import Claim, Medicine, Shared
from bookletpress.model import Callout, Lede, Paragraph, Section
from bookletpress.problems import Location, Problem, error, release_error

ADMITTED = "not confirmed"
"""In the language of the authors: only their text is looked at here."""


def check(context: Context) -> Iterator[Problem]:
    """Looked at in the authors' text: a translation rests on the same claims."""
    for audience in context.original.audiences:
        for claim, place in _rested_on(context, audience):
            yield from _unconfirmed(claim, place)
        for text, node in nodes_of(context.original, audience):
            for key in node.claims if isinstance(node, Cite) else ():
                if key in context.shared.claims:
                    yield from _misplaced(context.shared.claims[key], audience, text.location)
        for claim, place in _stated_by_panels(context, audience):
            yield from _misplaced(claim, audience, place)
        for section in sections_for(context.original, audience):
            if _states(section) and not _cites(section):
                yield release_error(
                    "citation-missing",
                    f"the section '{section.name}' cites no claim",
                    Location(section.path, 1, 1),
                    "add [@claim] behind what it states",
                )
    for medicine in context.shared.medicines.values():
        yield from _unsupported(medicine, context.shared)


def _rested_on(context: Context, audience: str) -> Iterator[tuple[Claim, Location]]:
    """The claims behind sentences, marks of medicines, panels and help lines, with the place of what rests on them."""
    booklet, shared = context.original, context.shared
    for text, node in nodes_of(booklet, audience):
        keys: tuple[str, ...] = ()
        if isinstance(node, Cite):
            admitted = audience == "clinician" and ADMITTED in plain(text.inline).casefold()
            keys = () if admitted else node.claims
        elif isinstance(node, Atom) and node.kind == STATUS and node.key in shared.medicines:
            keys = shared.medicines[node.key].claims
        yield from ((shared.claims[key], text.location) for key in keys if key in shared.claims)
    yield from _stated_by_panels(context, audience)
    for line in helplines_printed(booklet, audience, shared):
        yield from ((shared.claims[key], line.location) for key in line.claims if key in shared.claims)


def _stated_by_panels(context: Context, audience: str) -> Iterator[tuple[Claim, Location]]:
    claims = context.shared.claims
    for panel in panels_of(context.original, audience):
        stated = PANEL_CLAIMS.get(panel.kind, ())
        yield from ((claims[key], panel.location) for key in stated if key in claims)


def _unconfirmed(claim: Claim, place: Location) -> Iterator[Problem]:
    if not claim.checked_twice or claim.confidence == "low":
        yield release_error(
            "claim-unchecked",
            f"the claim '{claim.id}' still has to be confirmed",
            place,
            f"have a clinician confirm it in {claim.location}, or leave the statement out",
        )


def _misplaced(claim: Claim, audience: str, place: Location) -> Iterator[Problem]:
    if audience == "family" and claim.audience == "clinician":
        message = f"the claim '{claim.id}' is for clinicians, this text for families"
        yield error("claim-audience", message, place, "cite a claim for both, or leave the statement out")


def _unsupported(medicine: Medicine, shared: Shared) -> Iterator[Problem]:
    claims = [shared.claims[key] for key in medicine.claims if key in shared.claims]
    approved = {claim.place for claim in claims if claim.status == "approved"}
    for mark in medicine.marks:
        if mark.mark == "approved" and mark.place not in approved:
            message = f"no claim of '{medicine.id}' says that it is approved in {mark.place}"
            yield release_error("mark-unsupported", message, medicine.location, "name such a claim, or change the mark")


def _states(section: Section) -> bool:
    return sum(isinstance(block, Paragraph | Callout | Lede) for block in section.blocks) >= 3


def _cites(section: Section) -> bool:
    texts = (text for block in section.blocks for text in texts_in(block))
    return any(isinstance(node, Cite) for text in texts for node in walk(text.inline))
