"""A composed edition as plain Typst markup: the same words, links, tables and drawings, without the house's look.

Typst reads no CSS. So the title, the draft strip, the running foot and the page numbers of references are written as a
person would write them in Typst; colours, the side column, marks and covers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bookletpress.page import tree

FAMILY = "Source Sans Pro"
SVG = "{http://www.w3.org/2000/svg}"

_SPECIAL = re.compile(r"([\\#*_`$<>@~\[\]=+/\"'-])")
_ORDINAL = re.compile(r"^(\s*\d+)\.")
_INLINE = frozenset(["a", "span", "strong", "i", "sup"])
_SKIPPED = frozenset(["head", "style", "title"])
_NEW_PAGE = frozenset(["first", "contents-page", "sheet"])


@dataclass(frozen=True, slots=True)
class Markup:
    """A Typst document, and the drawings it asks for, by file name."""

    source: str
    drawings: Mapping[str, bytes]


def markup(html: str, art: Mapping[str, bytes]) -> Markup:
    """The edition in Typst. `art` holds the drawings of the styles by their `asset:` names."""
    page = tree(html)
    body = page.find("body")
    assert body is not None
    writer = _Writer(frozenset(e.get("id", "") for e in page.iter()), art)
    text = writer.blocks(body).replace("  #context", " #context")
    return Markup(f"{_preamble(page, body)}\n\n{text}\n", writer.drawings)


def escaped(text: str) -> str:
    """Text that Typst prints as it is. Runs of white space are one space, as in HTML."""
    single = re.sub(r"[ \t\r\n\f]+", " ", text)
    return _ORDINAL.sub(r"\1\\.", _SPECIAL.sub(r"\\\1", single))


def quoted(text: str) -> str:
    """A Typst string."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _preamble(tree: Element, body: Element) -> str:
    width, height = _paper("".join(e.text or "" for e in tree.iter("style")))
    language, _, region = tree.get("lang", "en").partition("-")
    title = "".join(e.text or "" for e in tree.findall("head/title"))
    booklet, draft, note = (body.get(f"data-say-{name}", "") for name in ("booklet", "draft", "note"))
    strip = f"[#strong[{escaped(draft)}] #h(1em) {escaped(note)}]" if body.get("class") == "draft" else "none"
    return "\n".join(
        (
            f"#set document(title: {quoted(title)})",
            f"#set text(font: {quoted(FAMILY)}, size: 12.5pt, lang: {quoted(language)}"
            f"{f', region: {quoted(region)}' if region else ''}, hyphenate: false)",
            f"#set page(width: {width}, height: {height}, margin: (top: 78pt, right: 66pt, bottom: 66pt, left: 54pt),",
            f"  header: {strip},",
            "  footer: context if counter(page).get().first() > 1 "
            f"[{escaped(booklet)} #h(1fr) #counter(page).display()])",
            "#set par(leading: 0.6em, spacing: 0.9em)",
            "#set table(stroke: 0.5pt + luma(130))",
            "#show heading: set block(sticky: true)",
        )
    )


def _paper(style: str) -> tuple[str, str]:
    found = re.search(r"size:\s*(\S+)\s+([^\s;}]+)", style)
    if not found:
        raise ValueError("the page does not say how large it is")
    return found[1], found[2]


@dataclass
class _Writer:  # not frozen: the drawings are counted as they come
    """Walks through the page; keeps the drawings on the way."""

    ids: frozenset[str]
    art: Mapping[str, bytes]
    drawings: dict[str, bytes] = field(default_factory=dict)

    def blocks(self, parent: Element) -> str:
        """What stands in an element, block by block; loose text makes a paragraph of its own."""
        made: list[str] = []
        loose = escaped(parent.text or "")
        for child in parent:
            if child.tag in _INLINE:
                loose += self._inline(child)
            elif child.tag not in _SKIPPED:
                made.extend(filter(None, (loose.strip(), self._block(child))))
                loose = ""
            loose += escaped(child.tail or "")
        return "\n\n".join(filter(None, (*made, loose.strip())))

    def _block(self, element: Element) -> str:
        tag, classes = element.tag, frozenset(element.get("class", "").split())
        if tag in ("h1", "h2", "h3"):
            label = f" <{element.get('id')}>" if element.get("id") else ""
            return f"#heading(level: {tag[1]})[{self._spoken(element)}]{label}"
        if tag == SVG + "svg":
            return self._drawn(ElementTree.tostring(element), element.findtext(f"{SVG}title") or "")
        special = _BLOCKS.get(tag)
        made = special(self, element) if special else self.blocks(element)
        if asked := re.search(r"url\(asset:([^)]+)\)", element.get("style", "")):
            made = self._drawn(self.art[asked[1]], "")
        if classes & {"lines", "notes-lines", "field"}:
            made += "\n\n" + "#v(20pt) #line(length: 100%, stroke: 0.5pt)\n" * (1 if "field" in classes else 3)
        if classes & {"callout", "card", "facts", "word"}:
            made = f"#block(fill: luma(240), inset: 8pt, width: 100%)[\n{made}\n]"
        if tag == "main" or classes & _NEW_PAGE:
            made = f"#pagebreak(weak: true)\n{made}"
        return made

    def _paragraph(self, element: Element) -> str:
        return f"#par[{self._spoken(element)}]"

    def _rows(self, element: Element) -> str:
        kind = "enum" if element.tag == "ol" and element.get("class") != "contents" else "list"
        rows = ",\n".join(f"[{self._mark(row)}{self.blocks(row)}]" for row in element.findall("li"))
        return f"#{kind}(\n{rows}\n)"

    def _terms(self, element: Element) -> str:
        made = [f"*{self._spoken(e)}*" if e.tag == "dt" else self.blocks(e) for e in element]
        return "\n\n".join(made)

    def _table(self, element: Element) -> str:
        head = [self.blocks(cell) for cell in element.findall("thead/tr/*")]
        rows = [[self.blocks(cell) for cell in row] for row in element.findall("tbody/tr")]
        cells = "".join(f"\n[{cell}]," for row in rows for cell in row)
        header = f"\ntable.header({', '.join(f'[#strong[{cell}]]' for cell in head)})," if head else ""
        caption = "".join(f"#strong[{self._spoken(e)}]\n\n" for e in element.findall("caption"))
        return f"{caption}#table(columns: {max(map(len, (head, *rows)))},{header}{cells})"

    def _drawn(self, svg: bytes, told: str) -> str:
        name = f"drawing-{len(self.drawings) + 1}.svg"
        self.drawings[name] = svg.replace(b'"Booklet"', f'"{FAMILY}"'.encode())
        return f"#image({quoted(name)}, width: 100%, alt: {quoted(told or 'Decoration')})"

    def _spoken(self, element: Element) -> str:
        return "".join(self._pieces(element)).strip()

    def _pieces(self, element: Element) -> Iterator[str]:
        yield escaped(element.text or "")
        for child in element:
            yield self._inline(child)
            yield escaped(child.tail or "")

    def _inline(self, element: Element) -> str:
        """A semicolon ends each call, or Typst would take a bracket in the text for more of it."""
        inner, target = "".join(self._pieces(element)), element.get("data-of", "")[1:]
        if element.tag == "a":
            made = self._link(element.get("href", ""), inner)
        elif target and target in self.ids:
            made = f" #context counter(page).at(<{target}>).first();"
        elif element.tag in _STYLES and inner:
            made = f"#{_STYLES[element.tag]}[{inner}];"
        else:
            made = inner
        language = element.get("lang", "").partition("-")[0]
        return f"{self._mark(element)}#text(lang: {quoted(language)})[{made}];" if language and made else made

    def _link(self, address: str, inner: str) -> str:
        if not address.startswith("#"):
            return f"#link({quoted(address)})[{inner}];"
        return f"#link(<{address[1:]}>)[{inner}];" if address[1:] in self.ids else inner

    def _mark(self, element: Element) -> str:
        """A place that links may lead to."""
        return f"#metadata(none) <{element.get('id')}>" if element.get("id") else ""


_STYLES = {"strong": "strong", "i": "emph", "sup": "super"}
_BLOCKS: dict[str, Callable[[_Writer, Element], str]] = {
    "p": _Writer._paragraph,
    "ul": _Writer._rows,
    "ol": _Writer._rows,
    "dl": _Writer._terms,
    "table": _Writer._table,
}
