"""What a web page says, and the sentences of the source that it does not.

A sentence is looked for letter by letter. Between its pieces may stand only what the page puts there: a telephone
number, the marks of a medicine, the name of a site.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from bookletpress.inline import Atom, Cite, Inline, Link, Words, walk
from bookletpress.model import Text

GAP = 150
"""Letters that may stand between two pieces of a sentence."""
_PART = "\N{INFORMATION SEPARATOR ONE}"
_UNHEARD = frozenset(("script", "style"))


def pieces(text: Text) -> str:
    """A text as it is looked for: its words, parted where the page puts something in."""
    return _PART.join(filter(None, ("".join(run) for run in _runs(text.inline))))


def _runs(inlines: tuple[Inline, ...]) -> Iterator[list[str]]:
    run: list[str] = []
    for node in walk(inlines):
        if isinstance(node, Words | Link):
            run.append(node.text)
        if isinstance(node, Link | Atom | Cite):
            yield run
            run = []
    yield run


def lost(text: Iterable[str], root: Element) -> Iterator[str]:
    """The texts, in pieces, that the page does not say; each as a person reads it."""
    said = squeezed("".join(_heard(root)))
    for words in dict.fromkeys(text):
        if not _is_said([squeezed(piece) for piece in words.split(_PART)], said):
            yield " ".join(words.replace(_PART, " ").split())


def _is_said(wanted: list[str], said: str) -> bool:
    first, *others = wanted
    start = said.find(first)
    while start >= 0:
        end = start + len(first)
        for piece in others:
            found = said.find(piece, end, end + GAP + len(piece))
            end = found + len(piece) if found >= 0 else -1
            if end < 0:
                break
        else:
            return True
        start = said.find(first, start + 1)
    return False


def squeezed(words: str) -> str:
    """Letters only: no white space, and nothing that steers a line."""
    whole = unicodedata.normalize("NFC", words)
    return "".join(sign for sign in whole if not sign.isspace() and unicodedata.category(sign) != "Cf")


def _heard(element: Element) -> Iterator[str]:
    """The words of a page in the order of reading: without what is there twice, and without the numbers of sources."""
    if element.tag == "meta" and element.get("name") == "description":
        yield element.get("content", "")
    twice = "hidden" in element.attrib or element.get("aria-hidden") == "true" or element.tag == "sup"
    if element.tag in _UNHEARD or twice:
        return
    yield element.text or ""
    for child in element:
        yield from _heard(child)
        yield child.tail or ""
