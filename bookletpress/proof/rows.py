"""Paragraphs meet their catalogues and what the checks found: the rows of a proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bookletpress.catalogue import Catalogue, Key, Message, key_of
from bookletpress.extraction import INTERFACE, is_message
from bookletpress.inline import Words
from bookletpress.inlinetext import InlineFault, parse, serialise
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, in_order
from bookletpress.proof.changes import changes
from bookletpress.proof.paragraphs import Paragraph, Part
from bookletpress.proof.values import FUZZY, MISSING, TRANSLATED, Group, Proof, Row

TOLD_BY_STATE = frozenset(("translation-missing", "translation-fuzzy", "catalogue-missing"))
"""What a row says by its state is not said again."""


@dataclass(frozen=True, slots=True)
class Domain:
    """One catalogue of the locale, and the references of its messages."""

    catalogue: Catalogue
    references: Mapping[Key, str]


def proof(
    parts: Iterable[Part], domains: Mapping[str, Domain], locale: str, found: Iterable[Problem], own: frozenset[str]
) -> Proof:
    """The whole proof. `found` is what checks say in both languages; of what no row shows, that in the files `own`."""
    by_place: dict[Location, list[Problem]] = {}
    problems = [one for one in in_order(found) if one.code not in TOLD_BY_STATE]
    for problem in problems:
        by_place.setdefault(problem.location, []).append(problem)
    live = {name: {one.key: one for one in domain.catalogue.live} for name, domain in domains.items()}
    seen: dict[tuple[str, str], None] = {}
    shown: set[Problem] = set()

    def of_part(part: Part) -> Iterator[Row]:
        for paragraph in part.paragraphs:
            if not is_message(paragraph.text):
                continue
            key = key_of(paragraph.text)
            message = live[part.domain].get(key)
            row = _row(paragraph, domains[part.domain].references[key], message, locale, part.domain == INTERFACE)
            here = by_place.get(paragraph.text.location, [])
            if (part.domain, row.reference) in seen:
                row = replace(row, again=True)
            elif message is not None:
                here = [*here, *by_place.get(message.location, [])]
            seen[part.domain, row.reference] = None
            findings = tuple(one for one in dict.fromkeys(here) if one not in shown)
            shown.update(findings)
            yield replace(row, findings=findings)

    groups = tuple(Group(part.kind, part.heading, part.path, part.domain, tuple(of_part(part))) for part in parts)
    messages = {one.location for domain in domains.values() for one in domain.catalogue.messages}
    others = tuple(
        one for one in problems if one not in shown and one.location.path in own and one.location not in messages
    )
    return Proof(tuple(group for group in groups if group.rows), others)


def _row(paragraph: Paragraph, reference: str, message: Message | None, locale: str, plain: bool) -> Row:
    english = paragraph.text
    if message is None or not message.msgstr.strip():
        return Row(reference, paragraph.kind, english, None, "", MISSING, cell=paragraph.cell)
    said = _said(message, locale, plain)
    changed = changes(message.previous, english.source) if message.fuzzy and message.previous is not None else ()
    return Row(
        reference,
        paragraph.kind,
        english,
        said,
        "" if said else message.msgstr,
        FUZZY if message.fuzzy else TRANSLATED,
        changed,
        cell=paragraph.cell,
    )


def _said(message: Message, locale: str, plain: bool) -> Text | None:
    """The translation, or None if it cannot be read. The press's own words are no Markdown."""
    if plain:
        return Text(message.msgstr, (Words(message.msgstr),), locale, message.location)
    try:
        inlines = parse(message.msgstr)
    except InlineFault:
        return None
    return Text(serialise(inlines), inlines, locale, message.location)
