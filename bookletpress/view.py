"""What the page templates are given besides the booklet itself: order, numbers, and unbreakable spaces. No words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bookletpress import inline
from bookletpress.evidence import Citations
from bookletpress.inline import Cite, Emphasis, Inline, Strong, Words
from bookletpress.knowledge import Helpline, Shared, Term
from bookletpress.model import Drawing, Figure, Text
from bookletpress.parts import anchor
from bookletpress.righttoleft import END, RIGHT_TO_LEFT, isolated

NO_BREAK = "\N{NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"
SVG = "http://www.w3.org/2000/svg"

_UNIT = re.compile(r"(?<=\d) (?=(?:°[CF]|[cm]?m|km|k?g|mg|mcg|µg|m?L|Gy|mmHg)\b|%)")
_ABBREVIATION = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)|(?<=\b[A-Z]{2}\.) (?=[A-Z]{2}\.)")
_EQUALS = re.compile(r"(?<=\b[nP]) = (?=[\d.])")
_BARE_DECIMAL = re.compile(r"(?<==)\.(?=\d)")
_NUCLIDE = re.compile(r"(?<=\d[A-Z]|[¹²³][A-Z])-(?=MIBG\b)")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_LABEL = re.compile(r"\{\{(title|[0-9]+)\}\}")

_SHORT_END = re.compile(r"(?<=\S\S|\s\d) (?=\S{1,6}$)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """Citation numbers from `first` to `last`; the same number twice is one source."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads; `shown` is what paper needs beside it: the name of the site, or "" for a place inside."""

    address: str
    inside: bool
    shown: str = ""


def spans(numbers: tuple[int, ...]) -> tuple[Span, ...]:
    """Sorted numbers with runs of three or more drawn together: 1, 2, 4-6."""
    runs: list[Span] = []
    for number in numbers:
        if runs and number == runs[-1].last + 1:
            runs[-1] = replace(runs[-1], last=number)
        else:
            runs.append(Span(number, number))
    short = [
        run
        for run in runs
        for run in ([run] if run.last - run.first != 1 else [Span(run.first, run.first), Span(run.last, run.last)])
    ]
    return tuple(short)


def numbers(citations: Citations, claims: tuple[str, ...]) -> tuple[Span, ...]:
    """The printed citation of some claims. Claims nobody wrote down print nothing; a check names them."""
    return spans(citations.numbers(claims))


def target(key: str, shared: Shared, names: frozenset[str], words: str) -> Target | None:
    """Where a link leads, or None where this edition has no such place."""
    if key.startswith("section:"):
        name = key.removeprefix("section:")
        return Target(f"#{anchor(name)}", True) if name in names else None
    address = shared.links.get(key)
    if address is None:
        return None
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return Target(address, False, "" if host in words.casefold() else host)


def dial(line: Helpline) -> str:
    """The `tel:` address of a help line; a US number gets its country code."""
    digits = "".join(character for character in line.phone if character.isdecimal())
    if line.phone.lstrip().startswith("+"):
        return f"tel:+{digits}"
    if line.country == "US" and len(digits) in (10, 11):
        return f"tel:+1{digits[-10:]}"
    return f"tel:{digits}"


def unbroken(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A heading in which no line ends behind a hyphen."""
    return tuple(
        Words(_HYPHEN.sub(f"-{WORD_JOINER}", node.text)) if isinstance(node, Words) else node for node in nodes
    )


def spaced(words: str) -> str:
    """The same words with no-break spaces where a line must not end: 38 °C, EE. UU., n = 20; and P=.25 kept whole."""
    whole = _EQUALS.sub(f"{NO_BREAK}={NO_BREAK}", _BARE_DECIMAL.sub(f".{WORD_JOINER}", words))
    whole = _NUCLIDE.sub(f"-{WORD_JOINER}", whole)
    return _ABBREVIATION.sub(NO_BREAK, _UNIT.sub(NO_BREAK, whole))


def tied(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A heading whose last line cannot be one short word: its last words are tied together."""
    if not nodes or not isinstance(nodes[-1], Words):
        return nodes
    return (*nodes[:-1], Words(_tied(nodes[-1].text)))


def carried(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same words, the space before bold or italic moved inside it.

    WeasyPrint 70 breaks a line after its first word if the text before an inline element fits but for its last space.
    """
    out = list(nodes)
    for place, (before, after) in enumerate(pairwise(nodes)):
        if not (isinstance(after, Strong | Emphasis) and after.children and isinstance(after.children[0], Words)):
            continue
        if isinstance(before, Words) and before.text.endswith(" ") and before.text.strip():
            out[place] = Words(before.text[:-1])
            out[place + 1] = replace(after, children=(Words(f" {after.children[0].text}"), *after.children[1:]))
    return tuple(out)


def ended(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A paragraph whose last line cannot be one short word: it is tied to the word before it."""
    last = len(nodes) - 1
    while last > 0 and isinstance(nodes[last], Cite):
        last -= 1
    node = nodes[last] if nodes else None
    if not isinstance(node, Words):
        return nodes
    return (*nodes[:last], Words(_SHORT_END.sub(NO_BREAK, node.text)), *nodes[last + 1 :])


def _tied(words: str) -> str:
    *before, last = words.split(" ")
    tail = last
    while len(before) > 2 and len(tail) + len(before[-1]) < 16 and (tail == last or len(tail) < 7):
        tail = f"{before.pop()}{NO_BREAK}{tail}"
    return " ".join([*before, tail])


def fill(sentence: str, values: dict[str, object], isolate: Callable[[str], str] = str) -> Markup:
    """The sentence as HTML with each {name} filled in. Values are text, or Markup that a template made.

    A number stays on the line of the word before it: "page 7", "since 2015". `isolate` is done to all text.
    """
    pieces: list[Markup] = []
    end = 0
    for found in _PLACEHOLDER.finditer(sentence):
        before, given = isolate(sentence[end : found.start()]), values[found[1]]
        value = escape(isolate(given) if type(given) is str else given)  # markup was isolated where it was made
        is_number = not any(character.isalpha() for character in value.striptags())
        if is_number and before.endswith(" ") and before[-2:-1].isalpha():
            before = f"{before[:-1]}{NO_BREAK}"
        pieces += [escape(before), value]
        end = found.end()
    return Markup("").join([*pieces, escape(isolate(sentence[end:]))])


def drawn(drawing: Drawing, direction: str = "ltr") -> Markup:
    """The drawing with its words in place, all of them escaped.

    Where the page goes from right to left, the drawing stays as it is (a left kidney is a left kidney) and words begin
    where they began; only they are read from right to left.
    """
    words = {str(number): label for number, label in enumerate(drawing.labels)} | {"title": drawing.alt}

    def said(found: re.Match[str]) -> str:
        label = spaced(inline.plain(words[found[1]].inline))
        leftward = direction == "rtl" and found[1] != "title"
        return str(escape(f"{RIGHT_TO_LEFT}{isolated(label)}{END}" if leftward else label))

    filled = _LABEL.sub(said, drawing.svg)
    return Markup(filled.replace("<svg", f'<svg xmlns="{SVG}"', 1))  # noqa: S704


def is_wide(figure: Figure) -> bool:
    """Whether the drawings take the full width; one narrow drawing stands beside its key."""
    return len(figure.drawings) > 1 or figure.drawings[0].width > 300


def alphabetical(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Terms in the order of the alphabet, accents aside."""

    def key(term: Term) -> tuple[str, str]:
        words = inline.plain(term.term.inline).casefold()
        bare = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
        return bare, words

    return tuple(sorted(terms, key=key))


def groups(digest: str) -> str:
    """The first sixteen characters of a digest, in fours, as a person can compare them; its scheme aside."""
    digest = digest.rpartition(":")[2]
    cuts = range(0, 17, 4)
    return NO_BREAK.join(digest[start:end] for start, end in pairwise(cuts))


def cover_art(slug: str, names: frozenset[str], lines: bool = False) -> str:
    """The cover drawing of a booklet: cover-<slug>.svg, or one named after the slug's last words, or the window.

    With `lines`, the same drawing in lines only (cover-...-line.svg) if there is one.
    """
    words = slug.split("-")
    choices = [f"art/cover-{'-'.join(words[start:])}.svg" for start in range(len(words))]
    found = next((choice for choice in choices if choice in names), "art/cover-window.svg")
    drawn = found.replace(".svg", "-line.svg")
    return drawn if lines and drawn in names else found


def is_foreign(text: Text, locale: str) -> bool:
    """Whether the words are in another language than the edition."""
    return text.locale != locale
