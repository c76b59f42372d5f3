"""Where an edition rests on claims: sentences that cite, marks of medicines, telephone numbers, panels.

Glossary entries and drawings cite nothing: what they say is covered by the sentences around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bookletpress.evidence import PANEL_CLAIMS, PHONE, STATUS, sections_for, texts_in
from bookletpress.inline import Atom, Cite, walk
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Panel, Section, Text
from bookletpress.problems import Location

SENTENCE, MEDICINE, HELPLINE, PANEL = "sentence", "medicine", "help line", "panel"


@dataclass(frozen=True, slots=True)
class Rest:
    """One place that rests on claims, how it does so, and the medicine, help line or panel that stands between."""

    section: Section
    location: Location
    through: str
    key: str
    claims: tuple[str, ...]


def rests(booklet: Booklet, audience: str, shared: Shared) -> Iterator[Rest]:
    """Every place of an edition that rests on claims, in reading order. Names that lead nowhere are left out."""
    for section in sections_for(booklet, audience):
        yield from _in_text(section, section.heading, shared)
        for block in section.blocks:
            for text in texts_in(block):
                yield from _in_text(section, text, shared)
            if isinstance(block, Panel) and block.kind in PANEL_CLAIMS:
                yield Rest(section, block.location, PANEL, block.kind, PANEL_CLAIMS[block.kind])
            if isinstance(block, Panel) and block.kind == "helplines":
                for line in shared.helplines:
                    yield Rest(section, block.location, HELPLINE, line.id, line.claims)


def _in_text(section: Section, text: Text, shared: Shared) -> Iterator[Rest]:
    lines = {line.id: line for line in shared.helplines}
    for node in walk(text.inline):
        match node:
            case Cite(claims):
                yield Rest(section, text.location, SENTENCE, "", claims)
            case Atom(kind, key) if kind == STATUS and key in shared.medicines:
                yield Rest(section, text.location, MEDICINE, key, shared.medicines[key].claims)
            case Atom(kind, key) if kind == PHONE and key in lines:
                yield Rest(section, text.location, HELPLINE, key, lines[key].claims)
