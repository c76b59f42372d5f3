"""The gate that every web page passes before it is published. It reads the bytes that a family would get, and tells
like the gate of PDFs of a sentence that is not in them (text-lost) and of a link that leads nowhere (link-broken).

`screen-malformed` (error): a browser would read the page otherwise than it was written.
`screen-active` (error): a script, a form, a frame, a style of its own, anything fetched; or a content policy that does
not say so. Why: a page on a hospital's intranet or a USB stick does nothing by itself, and tells nobody who reads it.
`screen-link` (error): a link that is neither https, mailto or tel, nor a file beside the page, nor a place in it.
`screen-name` (error): two places of one name, or a place that is named and is not there.
`screen-voice` (error): no title, no language, a picture without words, a level of headings that is left out, a table
without a caption. Why: a person who listens would miss it.
`screen-private` (error): the page names a folder of the machine that made it.
`screen-heavy` (warning): more than 200 kB without its pictures. Why: many read it on a telephone that counts.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from bookletpress.edition import Composed
from bookletpress.guards import address
from bookletpress.page import Malformed
from bookletpress.problems import Location, Problem, error, warning
from bookletpress.screen.said import lost
from bookletpress.screen.tree import read
from bookletpress.webpage import policy_of

BUDGET = 200_000
"""Bytes of a page without its pictures."""

_DATA = "application/ld+json"
_REFUSED = frozenset(
    """applet audio base canvas dialog embed form frame frameset iframe input math noscript object option picture portal
    select source template textarea track use video""".split()  # noqa: SIM905 - a list of names reads best as words
)
_REFERS = ("aria-labelledby", "aria-describedby", "popovertarget", "for")
_BESIDE = re.compile(r"(?:\.\./(?:[A-Za-z0-9-]+/)?)?[A-Za-z0-9._~%+-]+\.(?:html|pdf)")
_PICTURES = re.compile(rb"<svg\b.*?</svg>|(?<=\")data:image/[^\"]*", re.DOTALL)
_HEADING = re.compile(r"h([1-6])")
_TEMPLATE = "see what the page template makes of it"
_OURS = "this is a fault of the press: please report it with the booklet"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a page, before it has a place."""

    code: str
    message: str
    hint: str = _TEMPLATE


def inspect(page: bytes, composed: Composed) -> tuple[Problem, ...]:
    """Every reason for which this page must not leave the press, and what to look at."""
    place = Location(f"booklets/{composed.edition.slug}/booklet.yaml")
    found = tuple(dict.fromkeys(_faults(page.decode(), composed)))
    problems = [error(fault.code, f"{composed.edition}: {fault.message}", place, fault.hint) for fault in found]
    if (heavy := weight(page)) > BUDGET:
        message = f"{composed.edition}: {heavy / 1000:,.0f} kB without pictures; the budget is {BUDGET / 1000:,.0f} kB"
        problems.append(warning("screen-heavy", message, place, "divide the booklet"))
    return tuple(problems)


def weight(page: bytes) -> int:
    """Bytes of a page without its pictures."""
    return len(_PICTURES.sub(b"", page))


def _faults(html: str, composed: Composed) -> Iterator[Fault]:
    parser = HTMLParser(namespace_html_elements=False)
    root: Element = parser.parse(html)
    for (line, _column), code, _ in parser.errors[:3]:
        yield Fault("screen-malformed", f"a browser finds a fault in line {line}: {code}", _OURS)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    try:
        if _outline(read(_as_xml(html))) != _outline(root):
            yield Fault("screen-malformed", "a browser would build another page out of it", _OURS)
    except Malformed as fault:
        yield Fault("screen-malformed", f"the page is not well-formed: {fault}", _OURS)
    yield from _active(root)
    yield from _policy(root)
    yield from _links(root)
    yield from _names(root)
    yield from _voice(root, composed)
    yield from (Fault("screen-private", "the page tells where it was made") for word in _private() if word in html)
    for words in lost(composed.text, root):
        said = words if len(words) <= 120 else f"{words[:119]}…"
        yield Fault("text-lost", f"the source says “{said}”, and the page does not")


def _as_xml(html: str) -> str:
    return re.sub(r"<((?:meta|link|br|img|hr|wbr|col)\b[^>]*?)/?>", r"<\1/>", html)


def _outline(root: Element) -> list[tuple[str, int]]:
    """Every element with the number of those in it: two pages alike in this have the same tree."""
    return [(element.tag, len(element)) for element in root.iter()]


def _active(root: Element) -> Iterator[Fault]:
    for element in root.iter():
        said = element.attrib
        if element.tag in _REFUSED or (element.tag == "script" and said.get("type") != _DATA):
            yield Fault("screen-active", f"the page holds <{element.tag}>")
        if element.tag == "link" and said.get("rel") != "alternate":
            yield Fault("screen-active", f"the page fetches a {said.get('rel', 'link')}")
        for name in said:
            if name.startswith("on") or name in {"style", "srcset", "action", "formaction", "ping", "srcdoc"}:
                yield Fault("screen-active", f"<{element.tag}> has the attribute {name}")
        if not said.get("src", "data:image/").startswith("data:image/"):
            yield Fault("screen-active", f"the page fetches '{said['src'][:100]}'")
        if element.tag == "style" and re.search(r"@import|url\((?!\"data:image/)", element.text or ""):
            yield Fault("screen-active", "the style sheet fetches something")


def _policy(root: Element) -> Iterator[Fault]:
    styles = [element.text or "" for element in root.iter("style")]
    told = [meta.get("content") for meta in root.iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    if len(styles) != 1 or told != [policy_of(styles[0], pictures=True)]:
        yield Fault("screen-active", "the content policy is not that of the style sheet", _OURS)


def _links(root: Element) -> Iterator[Fault]:
    places = {element.get("id") for element in root.iter()}
    for link in (element for element in root.iter() if "href" in element.attrib):
        leads = link.attrib["href"]
        inside = leads.startswith("#")
        if inside and leads[1:] not in places:
            yield Fault("link-broken", f"a link leads nowhere: '{leads[:100]}'")
        elif not inside and not _BESIDE.fullmatch(leads) and (fault := address.fault(leads, address.EVERY)):
            yield Fault("screen-link", f"a link leads to '{leads[:100]}': {fault.message}", fault.hint)


def _names(root: Element) -> Iterator[Fault]:
    names = Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    yield from (Fault("screen-name", f"two places are called '{name}'") for name, count in names.items() if count > 1)
    for element in root.iter():
        for attribute in _REFERS:
            for name in element.get(attribute, "").split():
                if name not in names:
                    yield Fault("screen-name", f"{attribute} of <{element.tag}> names '{name}', which is not there")


def _voice(root: Element, composed: Composed) -> Iterator[Fault]:
    title = next(root.iter("title"), None)
    if title is None or " ".join((title.text or "").split()) != composed.title:
        yield Fault("screen-voice", f"the page is not called '{composed.title}'")
    if root.get("lang") != composed.language or root.get("dir") != composed.direction:
        yield Fault("screen-voice", f"the page does not say that it is in '{composed.language}'")
    for drawing in root.iter("svg"):
        if not (drawing.findtext("title") or "").strip():
            yield Fault("alt-missing", "a picture says nothing to a person who cannot see it", "add a <title>")
    if any(not picture.get("alt", "").strip() for picture in root.iter("img")):
        yield Fault("alt-missing", "a picture says nothing to a person who cannot see it")
    if any(table.find("caption") is None for table in root.iter("table")):
        yield Fault("screen-voice", "a table has no caption")
    levels = [int(found[1]) for element in root.iter() if (found := _HEADING.fullmatch(element.tag))]
    if levels.count(1) != 1 or levels[:1] != [1] or any(below > above + 1 for above, below in pairwise(levels)):
        yield Fault("screen-voice", "the headings do not begin with one h1, or leave a level out")


def _private() -> Iterable[str]:
    """Words that only this computer knows: none of them belongs into a file for others."""
    folders = (Path.home(), Path.cwd(), Path(tempfile.gettempdir()), Path(__file__).resolve().parents[3])
    return ("file:", *(f"{folder}{os.sep}" for folder in folders if len(str(folder)) > 1))
