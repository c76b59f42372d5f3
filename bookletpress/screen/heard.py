"""What a person who listens to a web page needs, and paper does not: where a box begins and what it is called, what is
to be marked, that a list is one, and that a place to write is on paper only.
"""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from bookletpress.screen.tree import has_class, of_class

URGENT = "callout-call"
_STOPS = (".", ",", ";", ":")


def name_boxes(root: Element) -> None:
    """Each callout gets a name; one that cannot wait begins with a heading: nobody jumps past it."""
    for turn, box in enumerate(of_class(root, "callout"), 1):
        label = next(of_class(box, "label"), None)
        if label is None:
            continue
        label.set("id", f"box-{turn}")
        box.attrib |= {"role": "group", "aria-labelledby": f"box-{turn}"}
        if has_class(box, URGENT):
            label.attrib |= {"role": "heading", "aria-level": "3"}


def part_choices(root: Element) -> None:
    """Puts commas between boxes to mark: the boxes themselves are silent."""
    for parent in root.iter():
        for one, other in pairwise(parent):
            if has_class(one, "box") and has_class(other, "box") and not (one.tail or "").strip():
                pause = SubElement(one, "span", {"class": "heard"})
                pause.text = ","


def end_marks(root: Element) -> None:
    """A full stop behind each mark of a medicine: they stand side by side, and would be heard as one sentence."""
    for parent in root.iter():
        for mark in parent:
            if has_class(mark, "mark") and not (mark.tail or "").lstrip().startswith(_STOPS):
                stop = SubElement(mark, "span", {"class": "heard"})
                stop.text = "."


def say_what_lists_are(root: Element) -> None:
    """Some browsers take a list for none where a style leaves out its marks."""
    for one in root.iter():
        if one.tag in {"ul", "ol"} and "class" in one.attrib:
            one.set("role", "list")


def put_sentences_first(root: Element) -> None:
    """A word card stands beside its paragraph on paper, and would be heard before it: here it follows. Opening
    sentences come before both.
    """
    for parent in root.iter():
        cards = [place for place, child in enumerate(parent) if has_class(child, "word")]
        for place in reversed(cards):
            if (behind := _behind(parent, place)) is not None:
                parent.insert(behind + 1, parent[place])
                del parent[place]
    for card in of_class(root, "word"):
        card.set("role", "note")


def _behind(parent: Element, place: int) -> int | None:
    """The place of the paragraph to which a card belongs, or of the opening sentence, if that is all there is."""
    found = None
    for at in range(place + 1, len(parent)):
        if has_class(parent[at], "word"):
            continue
        if parent[at].tag != "p":
            break
        found = at
        if not has_class(parent[at], "lede"):
            break
    return found


def say_where_to_write(root: Element, words: str) -> None:
    """In place of lines to write on, which only paper has. A section that is wholly for a pen says so itself."""
    for section in root.iter("section"):
        if has_class(section, "tool"):
            continue
        for parent in section.iter():
            for place, line in reversed(list(enumerate(parent))):
                if has_class(line, "lines") and parent.tag != "li":
                    note = Element("p", {"class": "pen note"})
                    note.text = words
                    parent.insert(place, note)
