"""Drawings: a small subset of SVG, read without entities or document types.

Refused, each in its place: everything outside the lists below, so no script, style, link, filter, foreign content,
event or address; words outside <text> and <title>; numbers beyond reason; more than 5,000 elements, 32 levels, 200 KB.
About 1 KB of nested `use` can hang the layout engine (notes: guards, 5).
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

from bookletpress.guards import files
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_BYTES = 200_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 32
MAX_NUMBER = 100_000.0
MAX_FAULTS = 50
NAMESPACE = "http://www.w3.org/2000/svg"

SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
WORDS = frozenset(("title", "text"))
ELEMENTS = SHAPES | WORDS | {"svg", "g"}
KEYWORDS = frozenset(
    """fill fill-rule stroke stroke-linecap stroke-linejoin font-family font-weight text-anchor
    dominant-baseline""".split()  # noqa: SIM905 - a list of names reads best as words
)
NUMBERS = frozenset(
    """viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform fill-opacity stroke-width
    stroke-dasharray stroke-dashoffset stroke-opacity stroke-miterlimit opacity font-size letter-spacing""".split()  # noqa: SIM905
)

_VALUE = re.compile(r"[\w .,#%()+-]*", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_HINT = f"use only {', '.join(sorted(ELEMENTS))} with plain presentation attributes"


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing as a tree; `places` says where each element begins, `words` where the words of one do."""

    root: Element
    places: Mapping[Element, Location]
    words: Mapping[Element, Location]


def read(raw: bytes, path: str) -> Svg:
    """A drawing that holds nothing refused. Raises ProblemsFound with every fault."""
    files.refuse_size(len(raw), MAX_BYTES, path)
    content = files.as_text(raw.replace(b"\t", b" "), path)
    declared = _ENCODING.match(content)
    if declared and declared[1].upper() != "UTF-8":
        message = f"the file calls itself {declared[1][:40]}"
        raise ProblemsFound([error("not-utf8", message, Location(path, 1, 1), "save the drawing as UTF-8")])
    reading = _Reading(content, path)
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
    root: Element | None = None
    places: dict[Element, Location] = field(default_factory=dict)
    words: dict[Element, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    _skipped: int = 0
    _locator: Locator | None = None

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
        if len(self.places) > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels or {MAX_ELEMENTS:,} elements"
            self.fault("svg-limit", message, place, "simplify the drawing")
            raise _EnoughError

    def endElement(self, name: str) -> None:  # noqa: N802
        """Ends an element."""
        if self._skipped:
            self._skipped -= 1
        else:
            self._open.pop()

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
        if name not in ELEMENTS or (name == "svg") == bool(parent):
            self.fault(
                "svg-refused",
                f"<{name[:40]}> is not allowed {'here' if name in ELEMENTS else 'in a drawing'}",
                place,
                _HINT,
            )
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
            if not known or (key != "xmlns" and not _VALUE.fullmatch(value)):
                message = f"the attribute {key[:40]} of <{name}> is not allowed" + (" to say this" if known else "")
                self.fault("svg-refused", message, self._attribute(key, place), "use plain presentation attributes")
            elif key in NUMBERS and any(abs(float(number)) > MAX_NUMBER for number in _NUMBER.findall(value)):
                message = f"a number in {key} is beyond {MAX_NUMBER:,.0f}"
                self.fault("svg-limit", message, self._attribute(key, place), "scale the drawing to the size of a page")

    def _attribute(self, key: str, place: Location) -> Location:
        """Where an attribute stands; the element, if its name is written in an unusual way."""
        lines = self.content.split("\n")
        start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
        found = re.compile(rf"\s({re.escape(key)})\s*=").search(self.content, start)
        return Location(self.path, *files.position(self.content, found.start(1))) if found else place

    def _place(self, content: str = "") -> Location:
        """Where the parser stands, or where the first letter of the content that begins there does."""
        if self._locator is None:
            return Location(self.path, 1, 1)
        column = (self._locator.getColumnNumber() or 0) + 1 + len(content) - len(content.lstrip())
        return Location(self.path, self._locator.getLineNumber() or 1, column)
