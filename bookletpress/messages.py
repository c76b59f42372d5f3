"""A piece of source text -> the message it is, or the problem with it, placed exactly."""

from __future__ import annotations

from collections.abc import Callable

from bookletpress import inlinetext
from bookletpress.inlinetext import InlineFault
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, error


def text_of(
    content: str,
    place: Location,
    locale: str,
    report: Callable[[Problem], None],
    note: str = "",
    lines: list[str] | None = None,
) -> Text | None:
    """One message, or None after its fault was reported. `lines` are the file's lines, to place a fault exactly."""
    try:
        nodes = inlinetext.parse(content)
    except InlineFault as fault:
        report(error(fault.code, fault.message, _inside(content, fault.offset, place, lines), fault.hint))
        return None
    return Text(inlinetext.serialise(nodes), nodes, locale, place, note)


def _inside(content: str, offset: int, place: Location, lines: list[str] | None) -> Location:
    before = content[:offset]
    down = before.count("\n")
    if down == 0 or lines is None:
        return Location(place.path, place.line + down, place.column + len(before))
    row = content.split("\n")[down]
    indent = max(lines[place.line + down - 1].find(row), 0)
    return Location(place.path, place.line + down, indent + len(before.rsplit("\n", 1)[1]) + 1)
