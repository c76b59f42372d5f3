"""The order in which an edition prints its sections, which of them are numbered, and where each begins. No words."""

from __future__ import annotations

from dataclasses import dataclass

from bookletpress.model import Block, Heading, Lede, Panel, Points, Questions, Section, WordCards

DIARY, FEVER_CARD = "diary-", "fever-card"
LONG = 21
"""Sections that stand in the contents of one page, with the three that the press adds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is printed. `number` is 0 for one without; `tool` is one to write on or to call from,
    `asks` one that asks questions, `team` one with the team list, and `fills` one whose last block takes what is left
    of its page.

    `cards` and `lede` belong to the heading: a page never ends between them. `statistics` is a section that a family
    may skip; with `noticed` a notice stands before it, which leads to the section `after` it, if there is one.
    """

    section: Section
    anchor: str
    number: int
    tool: bool
    asks: bool
    team: bool
    cards: tuple[WordCards, ...]
    lede: tuple[Lede, ...]
    blocks: tuple[Block, ...]
    fills: bool
    statistics: bool
    noticed: bool
    after: Section | None


def parts(sections: tuple[Section, ...]) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]:
    """The sections before the contents, those of the main part, and the tools that close the booklet.

    A section of main points opens the booklet; a tool holds questions, the team list, the help lines, a diary or the
    fever card. Topics are numbered. Neither tools nor survival numbers are, so that an edition without the latter has
    the same numbers.
    """
    opening = sections[:1] if sections and not sections[0].statistics and _has(sections[0], Points) else ()
    others = sections[len(opening) :]
    made, number = [], 0
    for place, section in enumerate(others):
        topic = not (section.statistics or is_tool(section))
        number += topic
        noticed = section.statistics and not (place and others[place - 1].statistics)
        after = next((later for later in others[place + 1 :] if not later.statistics), None)
        made.append(_part(section, number if topic else 0, noticed, after))
    end = max((place for place, part in enumerate(made, 1) if not part.tool), default=0)
    first = tuple(_part(section, 0, False, None) for section in opening)
    return first, tuple(made[:end]), tuple(made[end:])


def is_tool(section: Section) -> bool:
    """Whether a section is there to write on or to call from; the lines of a clinic stand in any section."""
    return not section.statistics and (_has(section, Questions) or bool(_panels(section) - {"legend", "local"}))


def _panels(section: Section) -> frozenset[str]:
    return frozenset(block.kind for block in section.blocks if isinstance(block, Panel))


def _has(section: Section, kind: type[Block]) -> bool:
    return any(isinstance(block, kind) for block in section.blocks)


def _is_diary(block: Block) -> bool:
    return isinstance(block, Panel) and block.kind.startswith(DIARY)


def _part(section: Section, number: int, noticed: bool, after: Section | None) -> Part:
    lede = tuple(block for block in section.blocks[:1] if isinstance(block, Lede))
    body = section.blocks[len(lede) :]
    cards = _cards_at_the_head(body) if number else ()
    diaries = [place for place, block in enumerate(body, 1) if _is_diary(block)]
    return Part(
        section,
        anchor(section.name),
        number,
        is_tool(section),
        _has(section, Questions) and not section.statistics,
        "team" in _panels(section),
        cards,
        lede,
        body[len(cards) :],
        diaries == [len(body)],
        section.statistics,
        noticed,
        after,
    )


def _cards_at_the_head(blocks: tuple[Block, ...]) -> tuple[WordCards, ...]:
    cards: list[WordCards] = []
    for block in blocks:
        if not isinstance(block, WordCards):
            break
        cards.append(block)
    return tuple(cards)


def grouped(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], ...]:
    """Word cards together with the block they explain; every other block by itself."""
    groups: list[tuple[Block, ...]] = []
    for block in blocks:
        if groups and isinstance(groups[-1][-1], WordCards):
            groups[-1] = (*groups[-1], block)
        else:
            groups.append((block,))
    return tuple(groups)


def anchor(name: str) -> str:
    """The id of a section's heading."""
    return f"section-{name}"


def is_long(parts: tuple[Part, ...]) -> bool:
    """Whether the contents are too long for one page at their usual size."""
    return len(parts) > LONG


def extra_sheets(parts: tuple[Part, ...], marks: frozenset[str]) -> tuple[str, ...]:
    """Style sheets that only some editions need, so that a change in one leaves all others as they are."""
    needed = {
        "places.css": bool(marks & {"approved-elsewhere", "standard-elsewhere", "unlisted"}),
        "contents-long.css": is_long(parts),
        "statistics.css": any(part.statistics for part in parts),
        "pages-to-use.css": any(map(_is_for_use, parts)),
    }
    return tuple(name for name, is_needed in needed.items() if is_needed)


def _is_for_use(part: Part) -> bool:
    """Whether a section holds a diary, the fever card, or questions under several headings."""
    by_phase = part.asks and _has(part.section, Heading)
    return by_phase or FEVER_CARD in _panels(part.section) or any(map(_is_diary, part.section.blocks))
