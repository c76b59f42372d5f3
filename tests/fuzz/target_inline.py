"""The parser of citations, atoms, links and emphasis in a line of text."""

from __future__ import annotations

import re

from bookletpress import inlinetext
from bookletpress.guards import text
from bookletpress.inline import Atom, Cite, Link, plain, walk
from bookletpress.inlinetext import InlineFault
from bookletpress.messages import text_of
from bookletpress.problems import Location, Problem

from . import grammar
from .law import READ, Page, clean, hold, letters, told
from .target import Target

PATH = "booklets/tiny/02-rest.md"
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


def law(raw: bytes) -> frozenset[str]:
    """What is written reads back as the same nodes, no letter is lost, and every mark that is read was written."""
    content = raw.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    problems: list[Problem] = []
    lines = content.split("\n")
    whole = text_of(content, Location(PATH, 1, 1), "en", problems.append, "", lines)
    for fault in inlinetext.faults(content):
        hold(0 <= fault.offset <= len(content), f"a fault behind the end [{fault.code}]", fault)
    try:
        nodes = inlinetext.parse.__wrapped__(content)
    except InlineFault as fault:
        hold(whole is None, "refused as a line, read as a text", fault)
        hold(0 <= fault.offset <= len(content), f"a fault behind the end [{fault.code}]", fault)
    if whole is None:
        return told(problems, Page(PATH, tuple(map(len, lines))).has)
    hold(not problems, "a text that was read, and problems", problems)
    written = inlinetext.serialise(nodes)
    clean(written, "in a text")
    hold((whole.inline, whole.source) == (nodes, written), "a text is not its nodes", (whole, nodes))
    again = inlinetext.parse.__wrapped__(written)
    hold(again == nodes, "what was written reads otherwise", (written, nodes, again))
    hold(inlinetext.serialise(again) == written, "a second writing changes the text", written)
    hold("".join(letters(content)) == "".join(letters(written)), "letters were lost", (content, written))
    _marks(content, written)
    return frozenset((READ,))


def _marks(content: str, written: str) -> None:
    """Counts in the source, by other means than the parser's, what the parser says is there."""
    bare = _ESCAPED.sub("", text.normalise(content))
    nodes = tuple(walk(inlinetext.parse.__wrapped__(written)))
    for kind, mark, times in ((Cite, r"\[@", 1), (Atom, r"\{", 1), (Link, r"\[(?!@)", 2)):
        ours, theirs = sum(isinstance(node, kind) for node in nodes) * times, len(re.findall(mark, bare))
        hold(ours == theirs, f"{kind.__name__} nodes are not as many as are written", (content, nodes))
    spoken = plain(tuple(node for node in nodes if not isinstance(node, Cite | Atom)))
    hold(not re.search(r"https?://|\bwww\.", spoken), "an address in the words", spoken)


TARGET = Target(
    "inline",
    "what is read is written back and read again as the same nodes; no letter is lost; there are as many citations, "
    "atoms and links as opening marks in the source; no address is left in the words; a fault stands inside the text",
    law,
    grammar.lines,
    grammar.INLINE_WORDS,
    most_bytes=600,
)
