"""The numbers of sources in a web page: each has a place of its own, and the list leads back to the sections."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from bookletpress.screen.tree import has_class, of_class, words


def lead_back(root: Element, back: str) -> None:
    """Names the places where sources are cited, and adds to each source of the list where it is: a link a section, to
    its first place there, named by the section's number or else by its heading. `back` is said before them.
    """
    places: dict[str, dict[str, str]] = {}
    listed = [entry for one in of_class(root, "references") for entry in one]
    numbers = {entry.get("id", ""): place for place, entry in enumerate(listed)}
    for turn, (heading, cited) in enumerate(_cited(root), 1):
        for number in _numbers(cited, numbers):
            source = listed[number].get("id", "")
            if heading not in places.setdefault(source, {}):
                places[source][heading] = f"c{turn}"
                cited.set("id", f"c{turn}")
    for entry in listed:
        if found := places.get(entry.get("id", "")):
            _add(entry, back, found)


def _cited(root: Element) -> Iterator[tuple[str, Element]]:
    heading = number = ""
    for element in root.iter():
        if has_class(element, "number"):
            number = words(element)
        elif element.tag in {"h1", "h2"}:
            heading, number = number or words(element), ""
        elif element.tag == "sup" and element.get("class") == "cite":
            yield heading, element


def _numbers(cited: Element, numbers: dict[str, int]) -> Iterator[int]:
    """Places in the list; a dash stands for all that lies between."""
    before = None
    for link in cited.iter("a"):
        number = numbers[link.get("href", "")[1:]]
        yield from (number,) if before is None else range(before + 1, number + 1)
        before = number if (link.tail or "").strip().startswith("–") else None


def _add(entry: Element, back: str, found: dict[str, str]) -> None:
    told = SubElement(entry, "p", {"class": "backs"})
    told.text = f"{back} "
    for heading, place in found.items():
        link = SubElement(told, "a", {"href": f"#{place}"})
        link.text, link.tail = heading, " · "
    told[-1].tail = ""
