"""What a page promises in its HTML: its links with their words, and its languages. The gate holds the PDF to it."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote, unquote

_SILENT = frozenset({"head", "style", "script", "svg", "template"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(frozen=True, slots=True)
class Promise:
    """Targets of links (an address, or the name of a place in the booklet) with their words; languages in use."""

    links: frozenset[tuple[str, str]]
    languages: frozenset[str]


def promise(html: str) -> Promise:
    """Reads the page that the layout engine was given."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Promise(frozenset(reader.links), frozenset(reader.languages - {""}))


def target(address: str) -> str:
    """An address as the PDF holds it."""
    return unquote(address[1:]) if address.startswith("#") else quote(address, safe="/:?#[]@!$&'()*+,;=~%")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: set[tuple[str, str]] = set()
        self.languages: set[str] = set()
        self._open: list[str] = []
        self._spoken = [""]  # the language around all elements, then that of each open one
        self._link: tuple[str, str | None, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        said = dict(attrs)
        self._open.append(tag)
        self._spoken.append(said.get("lang") or self._spoken[-1])
        if tag == "a" and said.get("href"):
            self._link = (target(said["href"] or ""), said.get("title"), [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            address, title, words = self._link
            self.links.add((address, " ".join((title or "".join(words)).split())))
            self._link = None
        if tag in self._open:
            while self._open.pop() != tag:
                self._spoken.pop()
            self._spoken.pop()

    def handle_data(self, data: str) -> None:
        if self._link:
            self._link[2].append(data)
        if data.strip() and self._open and _SILENT.isdisjoint(self._open):
            self.languages.add(self._spoken[-1])
