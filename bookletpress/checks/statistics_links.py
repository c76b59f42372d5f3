"""Nothing leads to survival numbers that an edition may leave out.

`statistics-linked` (error): a text outside links to a section with `statistics: true`. Where a family has chosen to be
without it, the words would point at a page that is not there; where it is there, they would lead past the notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import sections_for, texts_in
from bookletpress.inline import Link, walk
from bookletpress.model import Section
from bookletpress.problems import Problem, error
from bookletpress.tailor import FAMILY


def check(context: Context) -> Iterator[Problem]:
    """Looked at in the authors' text of the family's edition, the only one that leaves sections out."""
    booklet = context.original
    if FAMILY not in booklet.audiences:
        return
    sections = sections_for(booklet, FAMILY)
    optional = {f"section:{section.name}" for section in sections if section.statistics}
    for section in sections:
        if not section.statistics:
            yield from _leading(section, optional)


def _leading(section: Section, optional: set[str]) -> Iterator[Problem]:
    for text in (section.heading, *(text for block in section.blocks for text in texts_in(block))):
        for node in walk(text.inline):
            if isinstance(node, Link) and node.key in optional:
                name = node.key.removeprefix("section:")
                message = f"this leads to '{name}', a section of survival numbers that a family may leave out"
                yield error(
                    "statistics-linked", message, text.location, "say it without the link: the contents name it"
                )
