"""From claims to numbered sources: what an edition rests on, in order of first use in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bookletpress.inline import Cite, walk
from bookletpress.model import Booklet, Panel, Reference, Section, Shared, Text, WordCards
from bookletpress.walk import map_block


@dataclass(frozen=True, slots=True)
class Citations:
    """The sources of one edition in order of first use, and the sources behind each claim."""

    references: tuple[Reference, ...]
    by_claim: Mapping[str, tuple[str, ...]]

    def numbers(self, claims: tuple[str, ...]) -> tuple[int, ...]:
        """The printed numbers of the sources behind these claims, sorted, each once."""
        place = {reference.id: number for number, reference in enumerate(self.references, 1)}
        return tuple(sorted({place[source] for claim in claims for source in self.by_claim[claim]}))


def sections_for(booklet: Booklet, audience: str) -> tuple[Section, ...]:
    """The sections printed for an audience, in order."""
    return tuple(section for section in booklet.sections if audience in section.audiences)


def texts_of(booklet: Booklet, audience: str) -> Iterator[Text]:
    """Every text of the sections for an audience, in reading order."""
    for section in sections_for(booklet, audience):
        yield section.heading
        found: list[Text] = []

        def collect(text: Text, _place: str, found: list[Text] = found) -> Text:
            found.append(text)
            return text

        for block in section.blocks:
            map_block(block, collect, section.name)
        yield from found


def claims_used(booklet: Booklet, audience: str, shared: Shared) -> tuple[str, ...]:
    """The claims an edition rests on, in order of first use; those of its help lines come where these are printed."""
    used: dict[str, None] = {}
    for section in sections_for(booklet, audience):
        for text in texts_of(replace(booklet, sections=(section,)), audience):
            for node in walk(text.inline):
                if isinstance(node, Cite):
                    used.update(dict.fromkeys(node.claims))
        if any(isinstance(block, Panel) and block.kind == "helplines" for block in section.blocks):
            for helpline in shared.helplines:
                used.update(dict.fromkeys(helpline.claims))
    return tuple(used)


def cite(booklet: Booklet, audience: str, shared: Shared) -> Citations:
    """The numbering of one edition. Claims that do not exist are left out here; the check `claim-unknown` names them."""
    used = [claim for claim in claims_used(booklet, audience, shared) if claim in shared.claims]
    by_claim = {claim: shared.claims[claim].sources for claim in used}
    order = dict.fromkeys(source for sources in by_claim.values() for source in sources)
    return Citations(tuple(shared.references[source] for source in order), by_claim)


def terms_used(booklet: Booklet, audience: str) -> tuple[str, ...]:
    """Glossary entries shown as word cards, in order of first use."""
    return tuple(
        dict.fromkeys(
            term
            for section in sections_for(booklet, audience)
            for block in section.blocks
            if isinstance(block, WordCards)
            for term in block.terms
        )
    )
