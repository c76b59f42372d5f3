"""One edition composed in two languages -> one page that says everything in both, a text and then its partner.

Both pages come from the same templates, so their trees have the same shape: what holds a text becomes a pair, what
holds nothing but other elements is there once. So no part of a booklet is forgotten, whatever templates come to print.

The order of reading is that of the page, pair by pair: an interpreter reads so, a screen reader says so, and no line is
pages away from its partner. Each pair has one number, printed on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count, product
from string import ascii_uppercase
from xml.etree.ElementTree import Element, SubElement, tostring

from bookletpress.page import tree

_SVG = "http://www.w3.org/2000/svg"
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "ul", "ol", "li", "dl", "dt", "dd", "div", "section", "aside", "main", "figure", "svg")
) | frozenset(("table", "caption", "thead", "tbody", "tr", "th", "td"))
_LINES = frozenset(["p", "h1", "h2", "h3"])
"""Each holds one text: the pair takes its place. Any other element keeps its place, and the pair stands in it."""

_ONCE = frozenset(["references", "lines", "notes-lines", "rows", "view"])
"""What both readers share: places to write, the cover's picture, and sources, whose titles nobody translates."""

_WHOLE = frozenset(["word", "glossary", "cards"])
"""A word card, an entry of the list of words and a card made of a table are set beside their partner as they are."""

_NO_NUMBER = frozenset(["label", "field", "ticks", "cut", "say-it", "note", "else", "more"])
_UNNUMBERED = frozenset(["cover", "masthead", "contents-page"])
_VOID = re.compile(r"></(?:br|hr|img|link|meta)>")
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Side:
    """One language of the page: its tag, its direction, and the name by which untranslated words are marked."""

    language: str
    direction: str
    name: str


@dataclass(frozen=True, slots=True)
class _Section:
    """What opens the numbers of a section ("" where nothing is numbered), and the numbers."""

    label: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))


def facing(first: str, second: str, sides: tuple[Side, Side], untranslated: frozenset[str]) -> str:
    """The page `second` with the words of `first` beside its own. Its head, addresses and places are those of `second`.

    `untranslated` are words in drawings of `second` that stand in the language of `first`.
    """
    one, two = _plain(tree(first)), _plain(tree(second))
    bodies = _found(one, "body"), _found(two, "body")
    body = Element("body", _attributes(*bodies))
    body.extend(_Merger(sides, untranslated, bodies).children(*bodies, _Section()))
    title = Element("title")
    title.text = " · ".join("".join(_found(page, "title").itertext()) for page in (two, one))
    head = _TITLE.sub(lambda _: tostring(title, encoding="unicode"), second[: second.index("<body")], count=1)
    written = tostring(body, encoding="unicode", short_empty_elements=False)
    return f"{head}{_VOID.sub('/>', written)}\n</html>"


class _Merger:
    """Walks through both trees at once. Sections without a number get letters, in the order of the page."""

    def __init__(self, sides: tuple[Side, Side], untranslated: frozenset[str], bodies: tuple[Element, Element]) -> None:
        self._sides = sides
        self._untranslated = untranslated
        self._flag = bodies[1].get("data-untranslated", "")
        self._drawn = tuple(body.get("data-drawn", "") for body in bodies)
        self._letters = ("".join(said) for size in count(1) for said in product(ascii_uppercase, repeat=size))

    def children(self, first: Element, second: Element, section: _Section) -> list[Element]:
        """What is inside both; what only one of them has stands alone, in its own language."""
        ours = list(second)
        theirs = _ordered(list(first), ours)
        codes = SequenceMatcher(None, [*map(_shape, theirs)], [*map(_shape, ours)], autojunk=False).get_opcodes()
        made: list[Element] = []
        for kind, start, end, begin, stop in codes:
            if kind == "equal":
                for one, two in zip(theirs[start:end], ours[begin:stop], strict=True):
                    made.extend(self._both(one, two, second, section))
            else:
                made.extend(_alone(one, self._sides[0]) for one in theirs[start:end])
                made.extend(ours[begin:stop])
        return made

    def _both(self, first: Element, second: Element, parent: Element, section: _Section) -> Iterator[Element]:
        names = _classes(second)
        if "number" in names and "opener" in _classes(parent):
            return  # the heading has it on both sides
        if second.tag == "section":
            section = self._section(second, names)
        if "drawings" in names:
            yield second
            yield from self._words_of(first, second, section)
        elif names & _ONCE or second.get("translate") == "no" or not _says(first, second):
            yield second
        elif self._is_whole(second, parent, names) or not any(
            child.tag in _BLOCKS for child in second.iter() if child is not second
        ):
            yield self._pair(first, second, self._number(second, parent, names, section))
        else:
            around = Element(second.tag, second.attrib)
            around.extend(self.children(first, second, section))
            yield around

    def _is_whole(self, element: Element, parent: Element, names: frozenset[str]) -> bool:
        carded = element.tag == "li" and any("card-title" in _classes(child) for child in element)
        return carded or element.tag == "dl" or "word" in names or "glossary" in _classes(parent)

    def _section(self, element: Element, names: frozenset[str]) -> _Section:
        if names & _UNNUMBERED:
            return _Section()
        number = element.find("./div[@class='opener']/p[@class='number']")
        return _Section("".join(number.itertext()) if number is not None else next(self._letters))

    def _number(self, element: Element, parent: Element, names: frozenset[str], section: _Section) -> str:
        if not section.label or names & _NO_NUMBER or element.tag in ("th", "td", "caption"):
            return ""
        if element.tag == "li" and _classes(parent) & {"heads", "review"}:
            return ""
        return section.label if element.tag == "h2" else f"{section.label}.{next(section.numbers)}"

    def _pair(self, first: Element, second: Element, number: str) -> Element:
        """Both texts beside each other, in place of them, or inside the row or cell that holds them."""
        own = second.tag in _LINES or second.tag in ("dl", "aside")
        names = f"pair pair-{second.tag} {second.get('class', '') if second.tag in _LINES else ''}"
        pair = Element("div", {"class": names.strip()})
        self._side(pair, _without_places(first), 0, number)
        self._side(pair, second, 1, number)
        if own:
            return pair
        around = Element(second.tag, {key: said for key, said in second.attrib.items() if key not in ("lang", "dir")})
        around.append(pair)
        return around

    def _side(self, pair: Element, element: Element, place: int, number: str) -> None:
        side = self._sides[place]
        said = {"lang": side.language, "dir": side.direction} if place == 0 else {}
        foreign = place == 1 and _is_foreign(element, self._sides[0].name)
        if foreign:
            said = {"lang": self._sides[0].name, "dir": self._sides[0].direction}
        column = SubElement(pair, "div", {"class": "side", **said})
        if number:
            own = {"lang": side.language} if foreign else {}
            SubElement(column, "p", {"class": "nr", "dir": "ltr", **own}).text = number
        if foreign:
            SubElement(
                column, "p", {"class": "untranslated", "lang": side.language, "dir": side.direction}
            ).text = self._flag
        kept = {key: value for key, value in element.attrib.items() if key not in ("class", "lang", "dir", "scope")}
        if element.tag in _LINES:
            column.append(_copied(element, element.tag, kept))
        elif element.tag in ("dl", "aside"):
            column.append(element)
        elif any(child.tag in _BLOCKS for child in element):
            column.extend(element)
        else:
            column.append(_copied(element, "p", {}))

    def _words_of(self, first: Element, second: Element, section: _Section) -> Iterator[Element]:
        """The words of the drawings, which are drawn in one language only, in both."""
        said = [[" ".join("".join(text.itertext()).split()) for text in one.iter("text")] for one in (first, second)]
        pairs = [
            both
            for both in dict.fromkeys(zip(*said, strict=True))
            if both[0] != both[1] or both[1] in self._untranslated
        ]
        if not pairs:
            return
        box = Element("div", {"class": "drawn"})
        labels = Element("p", {"class": "label"}), Element("p", {"class": "label"})
        for label, words in zip(labels, self._drawn, strict=True):
            label.text = words
        box.append(self._pair(labels[0], labels[1], ""))
        rows = SubElement(box, "ul")
        for one, two in pairs:
            entries = Element("li"), Element("li", {"lang": self._sides[0].name} if two in self._untranslated else {})
            entries[0].text, entries[1].text = one, two
            rows.append(self._pair(*entries, self._number(entries[1], rows, frozenset(), section)))
        yield box


def _found(page: Element, tag: str) -> Element:
    return next(page.iter(tag))


def _plain(page: Element) -> Element:
    """The tree as HTML writes it: drawings have their namespace as an attribute."""
    for element in page.iter():
        if element.tag == f"{{{_SVG}}}svg":
            element.set("xmlns", _SVG)
        element.tag = element.tag.rpartition("}")[2]
    return page


def _attributes(first: Element, second: Element) -> dict[str, str]:
    """What the margins of every page say, in both languages."""
    also = {f"{key}-beside": said for key, said in first.attrib.items() if key.startswith("data-say-")}
    return {
        **{key: said for key, said in second.attrib.items() if key not in ("data-untranslated", "data-drawn")},
        **also,
    }


def _classes(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def _shape(element: Element) -> tuple[str, str, str]:
    return element.tag, element.get("class", ""), element.get("data-key", "")


def _ordered(theirs: list[Element], ours: Iterable[Element]) -> list[Element]:
    """Rows with a key in our order: each language has an alphabet of its own."""
    places = {element.get("data-key"): place for place, element in enumerate(ours)}
    return sorted(theirs, key=lambda one: places.get(one.get("data-key"), 0)) if None not in places else theirs


def _says(*elements: Element) -> bool:
    """Whether there are words in it; a number or a telephone number is the same for both readers."""
    return any(character.isalpha() for element in elements for said in element.itertext() for character in said)


def _is_foreign(element: Element, name: str) -> bool:
    """Whether it holds words that nobody translated. What is not to be translated says so (translate="no")."""
    if element.get("translate") == "no":
        return False
    return element.get("lang") == name or any(_is_foreign(child, name) for child in element)


def _alone(element: Element, side: Side) -> Element:
    element.set("lang", side.language)
    element.set("dir", side.direction)
    return _without_places(element)


def _without_places(element: Element) -> Element:
    """Links lead to one place: that beside it."""
    for inner in element.iter():
        inner.attrib.pop("id", None)
    return element


def _copied(element: Element, tag: str, attributes: dict[str, str]) -> Element:
    made = Element(tag, attributes)
    made.text = element.text
    made.extend(element)
    return made
