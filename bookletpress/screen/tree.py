"""A web page as a tree: how it is searched, and how it is written as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, tostring

from bookletpress.page import tree

_SVG = "{http://www.w3.org/2000/svg}"


def read(html: str) -> Element:
    """The page, its tags without namespaces. Raises page.Malformed."""
    root = tree(html)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
    return root


def written(root: Element) -> str:
    """The page as HTML. Of what stands inside, only ours was markup before; all else is escaped."""
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def has_class(element: Element, name: str) -> bool:
    """Whether an element is of a class."""
    return name in element.get("class", "").split()


def of_class(root: Element, name: str) -> Iterator[Element]:
    """The elements of a class, in the order of the page."""
    return (element for element in root.iter() if has_class(element, name))


def words(element: Element) -> str:
    """What an element says, without the numbers of its sources."""
    return " ".join("".join(_said(element)).split())


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not has_class(child, "cite"):
            yield from _said(child)
        yield child.tail or ""


def outside(element: Element, closed: Callable[[Element], bool]) -> Iterator[Element]:
    """The element and all in it, in the order of the page, but for what is closed, and what stands in that."""
    yield element
    for child in element:
        if not closed(child):
            yield from outside(child, closed)
