"""An SVG file -> a Drawing: its words become messages, placeholders `{{0}}` and `{{title}}` hold their places.

`alt-missing`, `alt-place` (errors): a drawing without a <title> right below <svg>. Why: it says nothing to a person who
cannot see it.
`svg-size` (error): a drawing without a usable viewBox. Why: it would be drawn in a size that nobody chose.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from bookletpress.guards import files, limitsfile, svg
from bookletpress.guards.svg import Svg
from bookletpress.messages import text_of, words_only
from bookletpress.model import Drawing, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_SIDE = 10_000.0

_NUMBER = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")
_NO_MESSAGE = re.compile(r"[0-9]+|[^\w%{}]+")
"""A whole number or a lone sign is the same in every language; all else is looked at and translated."""


def read_drawing(root: Path, path: str, locale: str) -> Drawing:
    """The drawing at root/path. Raises ProblemsFound with every fault."""
    hint = "put the drawing there, or mend the name in the '::: figure' line"
    drawn = svg.read(files.read_bytes(root, path, hint), path, limitsfile.of(root))
    problems: list[Problem] = []
    width, height = _size(drawn, problems)
    alt: Text | None = None
    labels: list[Text] = []
    for element in drawn.root.iter():
        if element.tag == "title":
            alt = _alt(drawn, element, locale, problems) or alt
        elif element.tag == "text" and (label := _label(drawn, element, locale, problems)):
            element.text = f"{{{{{len(labels)}}}}}"
            labels.append(label)
    if not any(element.tag == "title" for element in drawn.root):
        message = "the drawing says nothing to a person who cannot see it"
        hint = "add a <title> right below <svg> that tells what it shows"
        problems.append(error("alt-missing", message, drawn.places[drawn.root], hint))
    if problems or alt is None:
        raise ProblemsFound(problems)
    return Drawing(Path(path).stem, path, tostring(drawn.root, encoding="unicode"), width, height, alt, tuple(labels))


def _size(drawn: Svg, problems: list[Problem]) -> tuple[float, float]:
    parts = re.split(r"[ ,]+", drawn.root.get("viewBox", "").strip())
    numbers = [float(part) for part in parts if _NUMBER.fullmatch(part)]
    if len(parts) != 4 or len(numbers) != 4 or not all(1 <= side <= MAX_SIDE for side in numbers[2:]):
        hint = f'write viewBox="0 0 width height" on <svg>, each side from 1 to {MAX_SIDE:,.0f}'
        problems.append(error("svg-size", "the drawing has no size", drawn.places[drawn.root], hint))
        return 0, 0
    return numbers[2], numbers[3]


def _alt(drawn: Svg, title: Element, locale: str, problems: list[Problem]) -> Text | None:
    place = drawn.words.get(title, drawn.places[title])
    if title is not next(iter(drawn.root), None):
        message = "this <title> is not the first thing in <svg>"
        problems.append(error("alt-place", message, drawn.places[title], "write one <title>, right below <svg>"))
        return None
    text = _words(title, place, locale, problems)
    if text is None and title not in drawn.words:
        problems.append(error("alt-missing", "the <title> is empty", place, "tell what the drawing shows"))
    title.text = "{{title}}"
    return text


def _label(drawn: Svg, element: Element, locale: str, problems: list[Problem]) -> Text | None:
    words = " ".join((element.text or "").split())
    if not words or _NO_MESSAGE.fullmatch(words):
        return None
    return _words(element, drawn.words[element], locale, problems)


def _words(element: Element, place: Location, locale: str, problems: list[Problem]) -> Text | None:
    words = " ".join((element.text or "").split())
    text = text_of(words, place, locale, problems.append) if words else None
    return text and words_only(text, problems.append)
