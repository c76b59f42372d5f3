"""Drawings: a small subset of SVG, read without entities or document types.

`svg-refused` (error): an element or attribute that is not on the lists: so no script, style, link, filter, foreign
content, event or address, no `use`; a document type or entity; words outside <text> and <title>. Why: a drawing is a
program, and this is the part of it that only draws. About 1 KB of nested `use` hangs the layout engine.
`svg-limit` (error): more elements or levels than the limits, or a number beyond 100,000. Why: the same.
`svg-syntax` (error): not well-formed XML. Why: what was meant can only be guessed.
(A drawing that calls itself another encoding is `not-utf8`.)

Art of the style sheets may hold areas that cut it off (<clipPath>) too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from bookletpress.guards import files, text
from bookletpress.limits import USUAL, Limits
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_NUMBER = 100_000.0
MAX_FAULTS = 50
NAMESPACE = "http://www.w3.org/2000/svg"

SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
WORDS = frozenset(("title", "text"))
ELEMENTS = SHAPES | WORDS | {"svg", "g"}
CLIPS = frozenset(("defs", "clipPath"))
"""What art of the style sheets may hold besides: areas that cut it off. In a booklet's page, names could clash."""
KEYWORDS = frozenset(
    """fill fill-rule stroke stroke-linecap stroke-linejoin font-family font-weight text-anchor
    dominant-baseline""".split()  # noqa: SIM905 - a list of names reads best as words
)
NUMBERS = frozenset(
    """viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform fill-opacity stroke-width
    stroke-dasharray stroke-dashoffset stroke-opacity stroke-miterlimit opacity font-size letter-spacing""".split()  # noqa: SIM905
)

_VALUE = re.compile(r"[\w .,#%()+-]*", re.ASCII)
_CLIP = re.compile(r"url\(#([a-z][a-z0-9-]{0,40})\)")
_ID = re.compile(r"[a-z][a-z0-9-]{0,40}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_HINT = f"use only {', '.join(sorted(ELEMENTS))} with plain presentation attributes"
_ART = f"use only {', '.join(sorted(ELEMENTS | CLIPS))} with plain presentation attributes"


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing as a tree; `places` says where each element begins, `words` where the words of one do."""

    root: Element
    places: Mapping[Element, Location]
    words: Mapping[Element, Location]


def read(raw: bytes, path: str, limits: Limits = USUAL, art: bool = False) -> Svg:
    """A drawing that holds nothing refused; `art` is one of the style sheets. Raises ProblemsFound with every fault."""
    files.refuse_size(len(raw), limits.drawing_bytes, path)
    content = files.as_text(raw.replace(b"\t", b" "), path)
    declared = _ENCODING.match(content)
    if declared and declared[1].upper() != "UTF-8":
        message = f"the file calls itself {declared[1][:40]}"
        raise ProblemsFound([error("not-utf8", message, Location(path, 1, 1), "save the drawing as UTF-8")])
    reading = _Reading(content, path, limits, art)
    try:
        parseString(content.encode("utf-8"), reading, forbid_dtd=True)
    except SAXParseException as fault:
        place = Location(path, max(fault.getLineNumber() or 1, 1), (fault.getColumnNumber() or 0) + 1)
        reading.fault("svg-syntax", f"not XML: {fault.getMessage()}", place, "save the drawing again as plain SVG")
    except DefusedXmlException:
        place = Location(path, *files.position(content, max(content.find("<!DOCTYPE"), 0)))
        hint = "save the drawing as plain SVG, without a DOCTYPE"
        reading.fault("svg-refused", "a document type or entity", place, hint)
    except _EnoughError:
        pass
    if reading.problems or reading.root is None:
        raise ProblemsFound(reading.problems)
    return Svg(reading.root, reading.places, reading.words)


class _EnoughError(Exception):
    """Ends the reading of a drawing that is over a limit."""


@dataclass(slots=True, eq=False)
class _Reading(ContentHandler):
    """Builds the tree, and looks at each piece in its place. What stands inside a refused element is passed over."""

    content: str
    path: str
    limits: Limits
    art: bool
    root: Element | None = None
    places: dict[Element, Location] = field(default_factory=dict)
    words: dict[Element, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    _skipped: int = 0
    _locator: Locator = field(default_factory=Locator)
    _clips: dict[str, int] = field(default_factory=dict)
    _drawn: int = 0

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name that xml.sax calls
        """Keeps what knows the place."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Adds an element, or reports why it is refused."""
        place = self._place()
        if self._skipped or not self._welcome(name, place):
            self._skipped += 1
            return
        self._attributes(name, attrs, place)
        element = Element(name, {key: value for key, value in attrs.items() if key != "xmlns"})
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self.places[element] = place
        self._open.append(element)
        self._count(element)
        elements, depth = self.limits.drawing_elements, self.limits.drawing_depth
        if len(self.places) + self._drawn > elements or len(self._open) > depth:
            message = f"more than {depth} levels or {elements:,} elements"
            self.fault("svg-limit", message, place, "simplify the drawing")
            raise _EnoughError

    def endElement(self, name: str) -> None:  # noqa: N802
        """Ends an element."""
        if self._skipped:
            self._skipped -= 1
            return
        element = self._open.pop()
        for flaw in text.faults(element.text or "")[: files.MAX_FAULTS]:  # "&#x202E;" was none in the file
            self.fault("character-refused", flaw.message, self._letter(element, flaw.offset), flaw.hint)

    def characters(self, content: str) -> None:
        """Adds words to <text> and <title>; none may stand elsewhere."""
        if self._skipped:
            return
        element = self._open[-1]
        if element.tag in WORDS:
            element.text = (element.text or "") + content
            if content.strip():
                self.words.setdefault(element, self._place(content))
        elif content.strip():
            hint = "words stand in <text>, where they can be translated"
            self.fault("svg-refused", f"words in <{element.tag}>", self._place(content), hint)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """Refused: a style sheet could come in this way."""
        self.fault("svg-refused", f"<?{target[:40]}?> is not allowed in a drawing", self._place(), "leave the line out")

    def fault(self, code: str, message: str, place: Location, hint: str) -> None:
        """Reports an error."""
        self.problems.append(error(code, message, place, hint))

    def _welcome(self, name: str, place: Location) -> bool:
        parent = self._open[-1].tag if self._open else ""
        allowed = ELEMENTS | CLIPS if self.art else ELEMENTS
        if (
            name not in allowed
            or (name == "svg") == bool(parent)
            or (name == "clipPath" and parent not in ("defs", "svg"))
        ):
            self.fault(
                "svg-refused",
                f"<{name[:40]}> is not allowed {'here' if name in allowed else 'in a drawing'}",
                place,
                _ART if self.art else _HINT,
            )
        elif parent in CLIPS and name not in (SHAPES if parent == "clipPath" else {"clipPath"}):
            hint = "an area that cuts off is <defs><clipPath id=...> with plain shapes inside"
            self.fault("svg-refused", f"<{name}> inside <{parent}>", place, hint)
        elif parent in WORDS or parent in SHAPES:
            self.fault(
                "svg-refused", f"<{name}> inside <{parent}>", place, "write each piece of words as its own <text>"
            )
        else:
            return True
        return False

    def _attributes(self, name: str, attrs: AttributesImpl, place: Location) -> None:
        for key, value in attrs.items():
            if len(self.problems) > MAX_FAULTS:
                raise _EnoughError
            known = key in KEYWORDS or key in NUMBERS or (key == "xmlns" and name == "svg" and value == NAMESPACE)
            if self.art and self._is_art(name, key, value):
                continue
            if not known or (key != "xmlns" and not _VALUE.fullmatch(value)):
                message = f"the attribute {key[:40]} of <{name}> is not allowed" + (" to say this" if known else "")
                self.fault("svg-refused", message, self._attribute(key, place), "use plain presentation attributes")
            elif key in NUMBERS and any(abs(float(number)) > MAX_NUMBER for number in _NUMBER.findall(value)):
                message = f"a number in {key} is beyond {MAX_NUMBER:,.0f}"
                self.fault("svg-limit", message, self._attribute(key, place), "scale the drawing to the size of a page")

    def _is_art(self, name: str, key: str, value: str) -> bool:
        """Whether it is an attribute that only art may have; the area that it names must stand before it."""
        if key == "id":
            return name == "clipPath" and bool(_ID.fullmatch(value)) and value not in self._clips
        if key == "clip-path":
            found = _CLIP.fullmatch(value)
            inside = any(element.tag == "clipPath" for element in self._open)
            return found is not None and found[1] in self._clips and not inside
        return name == "svg" and key == "preserveAspectRatio" and bool(_VALUE.fullmatch(value))

    def _count(self, element: Element) -> None:
        """Counts the shapes of an area where it is defined, and again wherever it is drawn."""
        if element.tag == "clipPath":
            self._clips[element.get("id", "")] = 0
        elif len(self._open) > 1 and self._open[-2].tag == "clipPath":
            self._clips[self._open[-2].get("id", "")] += 1
        if found := _CLIP.fullmatch(element.get("clip-path", "")):
            self._drawn += self._clips.get(found[1], 0)

    def _attribute(self, key: str, place: Location) -> Location:
        """Where an attribute stands; the element, if its name is written in an unusual way."""
        lines = self.content.split("\n")
        start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
        found = re.compile(rf"\s({re.escape(key)})\s*=").search(self.content, start)
        return Location(self.path, *files.position(self.content, found.start(1))) if found else place

    def _letter(self, element: Element, offset: int) -> Location:
        """Where a letter of an element's words stands; about there, if some before it are written as numbers."""
        place = self.words.get(element, self.places[element])
        before = (element.text or "")[:offset].lstrip()
        return place if "\n" in before else Location(place.path, place.line, place.column + len(before))

    def _place(self, content: str = "") -> Location:
        """Where the parser stands, or where the first letter of the content that begins there does."""
        column = (self._locator.getColumnNumber() or 0) + 1 + len(content) - len(content.lstrip())
        return Location(self.path, self._locator.getLineNumber() or 1, column)
