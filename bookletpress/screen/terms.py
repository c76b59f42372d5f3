"""Words of the glossary that open where they are read: a button shows what the word means, without any script.

In each section the first place of a word is one, unless its word card stands there or the sentence itself explains it
in bold. Older browsers know no pop-ups: for them a link to the list of words stands in the same place, and so it does
for readers that leave out all buttons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from bookletpress.readability.terms import fold
from bookletpress.screen.tree import has_class, of_class, outside, words

_WORD = re.compile(r"\w+(?:['’.]\w+)*")
_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"\w-$"), re.compile(r"-\w")
_BETWEEN = re.compile(r"[\s-]*")
_PROSE = frozenset(("p", "li", "td", "dd"))
_CLOSED = frozenset(("h1", "h2", "h3", "a", "strong", "sup", "svg", "nav", "caption", "th", "button", "summary"))
_OWN = ("word", "label", "cite", "mark", "card", "diary", "form", "by-hand", "legend", "facts", "up", "say", "note")
"""Classes of what explains itself, or is no running text."""
_LISTS = ("words", "sources", "about", "clinic")
"""Headings of sections that explain, or are about the booklet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list of words: its id, what the names of its pop-up begin with, its words folded, and where it
    stands in the list.
    """

    id: str
    key: str
    folded: tuple[str, ...]
    row: Element


def open_words(root: Element, language: str, close: str) -> None:
    """Makes words of the list open, and adds what opens. `close` is what the button says that closes it again."""
    entries = sorted(_entries(root, language), key=lambda entry: -len(entry.folded))
    used: dict[str, Entry] = {}
    for section in root.iter("section"):
        heading = section.find("h2")
        if heading is None or heading.get("id", "") in _LISTS:
            continue
        met = {_folded(_term(card), language) for card in of_class(section, "word")}
        for element in [one for one in outside(section, _is_closed) if one.tag in _PROSE]:
            explained = {_folded(words(bold), language) for bold in element.iter("strong")}
            for found in _mark(element, [e for e in entries if e.folded not in met | explained], language):
                met.add(found.folded)
                used[found.key] = found
            met |= explained
    for body in root.iter("body"):
        body.extend([_opened(entry, close, _heading(root)) for entry in used.values()])


def _entries(root: Element, language: str) -> Iterator[Entry]:
    for turn, row in enumerate((row for rows in of_class(root, "glossary") for row in rows), 1):
        if folded := _folded(_term(row), language):
            yield Entry(row.get("id", ""), f"g{turn}", folded, row)


def _term(holder: Element) -> str:
    bold = next(holder.iter("strong"), None)
    return "" if bold is None else words(bold)


def _folded(said: str, language: str) -> tuple[str, ...]:
    return tuple(fold(word, language) for word in _WORD.findall(said))


def _is_closed(element: Element) -> bool:
    return element.tag in _CLOSED or any(has_class(element, name) for name in _OWN)


def _mark(element: Element, entries: list[Entry], language: str) -> Iterator[Entry]:
    """Marks the first place of each entry in what the element says itself, and gives those that it found."""
    left = list(entries)
    for child in (None, *element):
        before, said = child, (element.text if child is None else child.tail) or ""
        while place := _first(said, left, language):
            entry, start, end = place
            left.remove(entry)
            before, said = _insert(element, before, said[:start], said[start:end], said[end:], entry), said[end:]
            yield entry


def _first(said: str, entries: list[Entry], language: str) -> tuple[Entry, int, int] | None:
    """The first word of the list in a text, from where to where; the longest one, where several begin there."""
    found = list(_WORD.finditer(said))
    folded = [fold(word[0], language) for word in found]
    for place in range(len(found)):
        for entry in entries:
            end = place + len(entry.folded)
            if tuple(folded[place:end]) == entry.folded and _is_whole(said, found[place:end]):
                return entry, found[place].start(), found[end - 1].end()
    return None


def _is_whole(said: str, found: list[re.Match[str]]) -> bool:
    """Whether nothing but white space parts the words, and no hyphen makes them a part of another word."""
    if _JOINED_BEFORE.search(said, 0, found[0].start()) or _JOINED_BEHIND.match(said, found[-1].end()):
        return False
    return all(_BETWEEN.fullmatch(said, before.end(), after.start()) for before, after in pairwise(found))


def _insert(parent: Element, after: Element | None, before: str, word: str, rest: str, entry: Entry) -> Element:
    """Puts a link and a button in place of a word; only one of the two is ever shown. Gives the button."""
    link = Element("a", {"href": f"#{entry.id}"})
    button = Element("button", {"popovertarget": f"{entry.key}p", "hidden": ""})
    link.text = button.text = word
    button.tail = rest
    if after is None:
        parent.text, place = before, 0
    else:
        after.tail, place = before, list(parent).index(after) + 1
    parent.insert(place, link)
    parent.insert(place + 1, button)
    return button


def _heading(root: Element) -> str:
    """What the list of words is called."""
    return next((words(heading) for heading in root.iter("h2") if heading.get("id") == "words"), "")


def _opened(entry: Entry, close: str, heading: str) -> Element:
    """What opens: the entry of the list, without its sources, and two ways on."""
    name, term = f"{entry.key}p", f"{entry.key}t"
    said = {"id": name, "popover": "", "role": "dialog", "aria-labelledby": term, "aria-describedby": f"{entry.key}d"}
    pop = Element("div", {**said, "tabindex": "-1", "autofocus": ""})
    for row in entry.row.iter("p"):
        pop.append(_without_sources(row))
    next(pop[0].iter("strong"), pop[0]).set("id", term)  # without how it is said: a voice has its own way
    pop[-1].set("id", f"{entry.key}d")
    ways = SubElement(pop, "div")
    SubElement(ways, "button", {"popovertarget": name}).text = close
    SubElement(ways, "a", {"href": f"#{entry.id}"}).text = heading
    return pop


def _without_sources(row: Element) -> Element:
    copy = deepcopy(row)
    copy.attrib = {key: value for key, value in copy.attrib.items() if key in {"lang", "dir"}}
    copy.tail = None
    for place, child in reversed(list(enumerate(copy))):
        if has_class(child, "cite"):
            before = copy[place - 1] if place else None
            if before is None:
                copy.text = (copy.text or "") + (child.tail or "")
            else:
                before.tail = (before.tail or "") + (child.tail or "")
            copy.remove(child)
    return copy
