"""What a page promises in its HTML: its links with their words, and its languages. The gate holds the PDF to it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

_SILENT = frozenset({"head", "style", "script", "svg", "template"})


@dataclass(frozen=True, slots=True)
class Promise:
    """Targets of links (an address, or the name of a place in the booklet) with their words; languages in use."""

    links: frozenset[tuple[str, str]]
    languages: frozenset[str]


def promise(root: Element) -> Promise:
    """Reads the page that the layout engine was given."""
    links: set[tuple[str, str]] = set()
    languages: set[str] = set()

    def visit(element: Element, around: str, heard: bool) -> None:
        tag = str(element.tag).rpartition("}")[2]
        spoken, heard = element.get("lang") or around, heard and tag not in _SILENT
        if tag == "a" and (address := element.get("href")):
            said = element.get("title") or "".join(element.itertext())
            links.add((target(address), " ".join(said.split())))
        own = (element.text, *(child.tail for child in element))
        if heard and any(words and not words.isspace() for words in own):
            languages.add(spoken)
        for child in element:
            visit(child, spoken, heard)

    visit(root, "", True)
    return Promise(frozenset(links), frozenset(languages - {""}))


def target(address: str) -> str:
    """An address as the PDF holds it."""
    return unquote(address[1:]) if address.startswith("#") else quote(address, safe="/:?#[]@!$&'()*+,;=~%")
