"""The one walk over all texts of a booklet and of the shared data.

Extraction and localisation use the same walk, so a message that is extracted is a message that is translated. The law
`map_booklet(b, keep) == b` is tested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bookletpress import inline
from bookletpress.knowledge import Helpline, Medicine, Reference, Shared, Term
from bookletpress.model import (
    Block,
    Booklet,
    Bullets,
    Callout,
    Drawing,
    Figure,
    Front,
    Heading,
    Lede,
    NoteLines,
    Panel,
    Paragraph,
    Points,
    Questions,
    Section,
    Steps,
    Table,
    Text,
    WordCards,
)

Visit = Callable[[Text, str], Text]
"""Called with each text and its breadcrumb ("What ALK is › bullet"); gives the text that takes its place."""


def map_booklet(booklet: Booklet, visit: Visit, locale: str) -> Booklet:
    """The same booklet with every text replaced, in reading order, and its locale set."""
    return replace(
        booklet,
        locale=locale,
        series=visit(booklet.series, "cover › series"),
        title=visit(booklet.title, "cover › title"),
        subtitle=visit(booklet.subtitle, "cover › subtitle"),
        summary=visit(booklet.summary, "download page › summary"),
        fronts=tuple(_front(front, visit) for front in booklet.fronts),
        sections=tuple(_section(section, visit) for section in booklet.sections),
    )


def map_shared(shared: Shared, visit: Visit, locale: str) -> Shared:
    """The same shared data with every text replaced and its locale set."""
    return replace(
        shared,
        locale=locale,
        glossary={key: _term(term, visit) for key, term in shared.glossary.items()},
        medicines={key: _medicine(medicine, visit) for key, medicine in shared.medicines.items()},
        references={key: _reference(reference, visit) for key, reference in shared.references.items()},
        helplines=tuple(_helpline(helpline, visit) for helpline in shared.helplines),
    )


def _front(front: Front, visit: Visit) -> Front:
    return replace(
        front,
        subtitle=visit(front.subtitle, f"cover › subtitle ({front.audience})"),
        summary=visit(front.summary, f"download page › summary ({front.audience})"),
    )


def _section(section: Section, visit: Visit) -> Section:
    place = inline.plain(section.heading.inline)
    heading = visit(section.heading, "heading of a section")
    return replace(section, heading=heading, blocks=tuple(map_block(block, visit, place) for block in section.blocks))


def map_block(block: Block, visit: Visit, place: str) -> Block:
    """One block with every text replaced; `place` opens the breadcrumb."""

    def rows(texts: tuple[Text, ...], kind: str) -> tuple[Text, ...]:
        return tuple(visit(text, f"{place} › {kind}") for text in texts)

    def cells(texts: tuple[Text | None, ...], kind: str) -> tuple[Text | None, ...]:
        return tuple(text and visit(text, f"{place} › {kind}") for text in texts)

    match block:
        case Paragraph(text):
            return Paragraph(visit(text, f"{place} › paragraph"))
        case Heading(text):
            return Heading(visit(text, f"{place} › heading"))
        case Lede(text):
            return Lede(visit(text, f"{place} › opening sentences"))
        case Bullets(texts):
            return Bullets(rows(texts, "bullet"))
        case Steps(texts):
            return Steps(rows(texts, "step"))
        case Points(texts):
            return Points(rows(texts, "main point"))
        case Questions(texts):
            return Questions(rows(texts, "question"))
        case Callout(kind, blocks):
            inside = f"{place} › callout ({kind})"
            return Callout(kind, tuple(_callout_block(inner, visit, inside) for inner in blocks))
        case Table(caption, head, body):
            return Table(
                visit(caption, f"{place} › caption of a table"),
                cells(head, "head of a table"),
                tuple(cells(row, "table") for row in body),
            )
        case Figure(drawings, caption, key):
            return Figure(
                tuple(_drawing(drawing, visit, place) for drawing in drawings),
                visit(caption, f"{place} › caption of a drawing"),
                rows(key, "key of a drawing"),
            )
        case WordCards() | Panel() | NoteLines():
            return block


def _callout_block(block: Paragraph | Bullets, visit: Visit, place: str) -> Paragraph | Bullets:
    if isinstance(block, Paragraph):
        return Paragraph(visit(block.text, place))
    return Bullets(tuple(visit(row, f"{place} › bullet") for row in block.rows))


def _drawing(drawing: Drawing, visit: Visit, place: str) -> Drawing:
    inside = f"{place} › drawing {drawing.name}"
    return replace(
        drawing,
        alt=visit(drawing.alt, f"{inside} › what a person who cannot see it is told"),
        labels=tuple(visit(label, f"{inside} › label") for label in drawing.labels),
    )


def _term(term: Term, visit: Visit) -> Term:
    place = f"glossary › {term.id}"
    return replace(
        term,
        term=visit(term.term, f"{place} › term"),
        say=term.say and visit(term.say, f"{place} › how to say it"),
        means=visit(term.means, f"{place} › what it means"),
    )


def _medicine(medicine: Medicine, visit: Visit) -> Medicine:
    place = f"medicines › {medicine.id}"
    return replace(
        medicine,
        name=visit(medicine.name, place),
        other_names=tuple(visit(name, f"{place} › another name of it") for name in medicine.other_names),
        look_alikes=tuple(visit(name, f"{place} › mistaken for it, not it") for name in medicine.look_alikes),
    )


def _reference(reference: Reference, visit: Visit) -> Reference:
    place = f"sources › {reference.id} › what it is, where its title was not compared"
    return replace(reference, described=reference.described and visit(reference.described, place))


def _helpline(helpline: Helpline, visit: Visit) -> Helpline:
    place = f"help lines › {helpline.name}"
    return replace(
        helpline,
        hours=helpline.hours and visit(helpline.hours, f"{place} › open"),
        languages=helpline.languages and visit(helpline.languages, f"{place} › languages"),
        also=helpline.also and visit(helpline.also, f"{place} › also"),
        helps_with=tuple(visit(row, f"{place} › they can") for row in helpline.helps_with),
    )
