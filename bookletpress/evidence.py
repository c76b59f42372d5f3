"""From claims to numbered sources: what an edition prints and rests on, in order of first use in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bookletpress.inline import Atom, Cite, Inline, walk
from bookletpress.knowledge import Helpline, Reference, Shared
from bookletpress.model import Block, Booklet, Front, Panel, Section, Text, WordCards
from bookletpress.walk import map_block

PHONE, STATUS = "phone", "status"
"""The kinds of atoms: a help line's number, a medicine's marks."""

PANEL_CLAIMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fever-card": (
            "helpline-not-emergency",
            "disease-leg-weakness-is-emergency",
            "chemo-fever-call-now",
            "chemo-no-fever-medicine-first",
            "chemo-infection-signs",
            "chemo-bleeding-signs",
        )
    }
)
"""What panels state in the press's own words, in the order in which they cite it."""


@dataclass(frozen=True, slots=True)
class Citations:
    """The sources of one edition in order of first use, and the sources behind each claim."""

    references: tuple[Reference, ...]
    by_claim: Mapping[str, tuple[str, ...]]

    def numbers(self, claims: tuple[str, ...]) -> tuple[int, ...]:
        """The printed numbers of the sources behind these claims, sorted, each once."""
        place = {reference.id: number for number, reference in enumerate(self.references, 1)}
        return tuple(sorted({place[source] for claim in claims for source in self.by_claim.get(claim, ())}))

    def joined(self, other: Citations) -> Citations:
        """The numbering of two editions that are printed on the same pages; mostly they cite the same."""
        own = frozenset(reference.id for reference in self.references)
        more = tuple(reference for reference in other.references if reference.id not in own)
        return Citations((*self.references, *more), {**other.by_claim, **self.by_claim})


def sections_for(booklet: Booklet, audience: str) -> tuple[Section, ...]:
    """The sections printed for an audience, in order."""
    return tuple(section for section in booklet.sections if audience in section.audiences)


def front_for(booklet: Booklet, audience: str) -> Front:
    """What the first page says to an audience: its own words, or those of the booklet."""
    own = (front for front in booklet.fronts if front.audience == audience)
    return next(own, Front(audience, booklet.subtitle, booklet.summary))


def glossary_for(booklet: Booklet, audience: str) -> tuple[str, ...]:
    """The entries printed under "Words": they are written for families, and only families get them."""
    return booklet.glossary if audience == "family" else ()


def texts_in(block: Block) -> tuple[Text, ...]:
    """The texts of one block, in reading order."""
    found: list[Text] = []

    def collect(text: Text, _place: str) -> Text:
        found.append(text)
        return text

    map_block(block, collect, "")
    return tuple(found)


def texts_of(booklet: Booklet, audience: str) -> Iterator[Text]:
    """Every text of the sections for an audience, in reading order."""
    for section in sections_for(booklet, audience):
        yield section.heading
        for block in section.blocks:
            yield from texts_in(block)


def texts_printed(booklet: Booklet, audience: str, shared: Shared) -> Iterator[Text]:
    """Every text that an edition prints, each with its place: cover, sections, words to know, help lines, sources."""
    front = front_for(booklet, audience)
    yield from (booklet.series, booklet.title, front.subtitle, front.summary)
    yield from texts_of(booklet, audience)
    for key in dict.fromkeys((*glossary_for(booklet, audience), *terms_used(booklet, audience))):
        if term := shared.glossary.get(key):
            yield from (text for text in (term.term, term.say, term.means) if text)
    for line in helplines_printed(booklet, audience, shared):
        yield from (text for text in (line.hours, line.languages, line.also, *line.helps_with) if text)
    described = (reference.described for reference in cite(booklet, audience, shared).references)
    yield from (text for text in described if text)


def nodes_of(booklet: Booklet, audience: str) -> Iterator[tuple[Text, Inline]]:
    """Every node of every text of the sections for an audience, with its text."""
    for text in texts_of(booklet, audience):
        for node in walk(text.inline):
            yield text, node


def keys_of(booklet: Booklet, audience: str, kind: str) -> tuple[str, ...]:
    """What the atoms of a kind name, in order of first use."""
    atoms = (node for _, node in nodes_of(booklet, audience) if isinstance(node, Atom))
    return tuple(dict.fromkeys(atom.key for atom in atoms if atom.kind == kind))


def panels_of(booklet: Booklet, audience: str) -> tuple[Panel, ...]:
    """The panels of the sections for an audience, in reading order."""
    blocks = (block for section in sections_for(booklet, audience) for block in section.blocks)
    return tuple(block for block in blocks if isinstance(block, Panel))


def helplines_printed(booklet: Booklet, audience: str, shared: Shared) -> tuple[Helpline, ...]:
    """The help lines that a panel of the edition prints in full: all of them, or none."""
    return shared.helplines if any(map(_is_helplines, panels_of(booklet, audience))) else ()


def claims_used(booklet: Booklet, audience: str, shared: Shared) -> tuple[str, ...]:
    """The claims an edition rests on, in order of first use; those of panels and help lines come where these stand."""
    used: dict[str, None] = {}
    for section in sections_for(booklet, audience):
        used.update(_cited(section.heading))
        for block in section.blocks:
            for text in texts_in(block):
                used.update(_cited(text))
            if isinstance(block, Panel):
                used.update(dict.fromkeys(PANEL_CLAIMS.get(block.kind, ())))
            if _is_helplines(block):
                used.update(dict.fromkeys(claim for line in shared.helplines for claim in line.claims))
    return tuple(used)


def cite(booklet: Booklet, audience: str, shared: Shared) -> Citations:
    """The numbering of one edition. Claims that do not exist are left out: the check `claim-unknown` names them."""
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


def _is_helplines(block: Block) -> bool:
    return isinstance(block, Panel) and block.kind == "helplines"


def _cited(text: Text) -> dict[str, None]:
    return dict.fromkeys(claim for node in walk(text.inline) if isinstance(node, Cite) for claim in node.claims)
