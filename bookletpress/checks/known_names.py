"""Every name in a text must lead somewhere: claims, sections, addresses, help lines, medicines, glossary entries.

`claim-unknown`, `section-unknown`, `link-unknown`, `atom-unknown`, `term-unknown` (errors): a text names something that
there is not. Why: the page would show a hole, or worse, the wrong number.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import PANEL_CLAIMS, PHONE, STATUS, nodes_of, panels_of, sections_for
from bookletpress.guards.schema import did_you_mean
from bookletpress.inline import Atom, Cite, Inline, Link
from bookletpress.model import Text, WordCards
from bookletpress.problems import Location, Problem, error


def check(context: Context) -> Iterator[Problem]:
    """Names are looked at in the authors' text; parity checks see that translations name the same."""
    booklet, shared = context.original, context.shared
    for audience in booklet.audiences:
        sections = [section.name for section in sections_for(booklet, audience)]
        for text, node in nodes_of(booklet, audience):
            yield from _node(node, text, context, sections)
        for section in sections_for(booklet, audience):
            for cards in (block for block in section.blocks if isinstance(block, WordCards)):
                yield from _terms(cards.terms, cards.location, context)
        for panel in panels_of(booklet, audience):
            yield from _claims(PANEL_CLAIMS.get(panel.kind, ()), panel.location, context)
    yield from _terms(booklet.glossary, booklet.glossary_location, context)
    for helpline in shared.helplines:
        yield from _claims(helpline.claims, helpline.location, context)
    for medicine in shared.medicines.values():
        yield from _claims(medicine.claims, medicine.location, context)


def _claims(claims: tuple[str, ...], place: Location, context: Context) -> Iterator[Problem]:
    for claim in claims:
        if claim not in context.shared.claims:
            hint = did_you_mean(claim, context.shared.claims)
            yield error("claim-unknown", f"there is no claim '{claim}'", place, hint)


def _terms(terms: tuple[str, ...], place: Location, context: Context) -> Iterator[Problem]:
    for term in terms:
        if term not in context.shared.glossary:
            hint = did_you_mean(term, context.shared.glossary)
            yield error("term-unknown", f"there is no glossary entry '{term}'", place, hint)


def _node(node: Inline, text: Text, context: Context, sections: list[str]) -> Iterator[Problem]:
    shared = context.shared
    match node:
        case Cite(claims):
            yield from _claims(claims, text.location, context)
        case Link(_, key) if key.startswith("section:"):
            name = key.removeprefix("section:")
            if name not in sections:
                yield error(
                    "section-unknown",
                    f"there is no section '{name}' for these readers",
                    text.location,
                    did_you_mean(name, sections),
                )
        case Link(_, key):
            if key not in shared.links:
                yield error(
                    "link-unknown",
                    f"there is no address '{key}'",
                    text.location,
                    did_you_mean(key, shared.links),
                )
        case Atom(kind, key):
            known = {PHONE: [line.id for line in shared.helplines], STATUS: list(shared.medicines)}
            if kind not in known:
                yield error("atom-unknown", f"there is no atom '{kind}'", text.location, did_you_mean(kind, known))
            elif key not in known[kind]:
                yield error(
                    "atom-unknown",
                    f"there is no {kind} '{key}'",
                    text.location,
                    did_you_mean(key, known[kind]),
                )
