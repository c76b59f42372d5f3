"""A piece of source text -> the message it is, or the problems with it, placed exactly.

`markup-misplaced` (error): a citation, link or bold word where only plain words are printed, such as in a title.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from bookletpress import inlinetext
from bookletpress.guards.yaml import YText
from bookletpress.inline import Emphasis, Inline, Strong, Words, walk
from bookletpress.inlinetext import InlineFault
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, error

Report = Callable[[Problem], None]


def text_of(
    content: str, place: Location, locale: str, report: Report, note: str = "", lines: Sequence[str] = ()
) -> Text | None:
    """One message, or None after its faults were reported. `lines` are the file's lines, to place a fault exactly."""
    return _text(content, place, locale, report, note, partial(_inside, content, place, lines))


def text_at(node: YText, locale: str, report: Report) -> Text | None:
    """The message of a scalar: words and emphasis only, for no page numbers what it would cite, link to or look up."""

    def inside(offset: int) -> Location:
        first = node.first
        return Location(first.path, first.line, first.column + offset) if first else node.location

    text = _text(node.value, node.location, locale, report, "", inside)
    return text and words_only(text, report, (Words, Strong, Emphasis))


def words_only(text: Text, report: Report, allowed: tuple[type[Inline], ...] = (Words,)) -> Text | None:
    """The text, or None after it was reported that it holds what would get lost where it is printed."""
    if all(isinstance(node, allowed) for node in walk(text.inline)):
        return text
    hint = "leave out citations, links, atoms" + ("" if Strong in allowed else ", bold and italic")
    report(error("markup-misplaced", "only plain words can be printed here", text.location, hint))
    return None


def _text(
    content: str, place: Location, locale: str, report: Report, note: str, inside: Callable[[int], Location]
) -> Text | None:
    found = list(inlinetext.faults(content))
    if not found:
        try:
            nodes = inlinetext.parse(content)
            if nodes:
                return Text(inlinetext.serialise(nodes), nodes, locale, place, note)
            found.append(InlineFault(0, "text-empty", "there are no words here", "write some, or leave it out"))
        except InlineFault as fault:
            found.append(fault)
    for flaw in found:
        report(error(flaw.code, flaw.message, inside(flaw.offset), flaw.hint))
    return None


def _inside(content: str, place: Location, lines: Sequence[str], offset: int) -> Location:
    """Where a character of a message stands in the file; later lines of a message may be indented there."""
    before = content[:offset]
    down = before.count("\n")
    if down == 0:
        return Location(place.path, place.line, place.column + offset)
    row = content.split("\n")[down]
    line = place.line + down
    indent = max(lines[line - 1].find(row), 0) if line <= len(lines) else 0
    return Location(place.path, line, indent + len(before.rsplit("\n", 1)[1]) + 1)
