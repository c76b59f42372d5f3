"""What a spreadsheet program does to a text, undone.

Excel and its like turn three periods into one sign, put no-break spaces and hyphens where people paste, break lines,
write capitals into names, and escape control characters as `_x000D_`. What the English has itself is never touched. A
text that begins like a formula is text on the way out (the cell says so), and is refused on the way in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bookletpress.guards import text as characters

STARTS_FORMULA = "=+-@\t\r"

_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_BREAKS = re.compile(r"[ \u00a0]*\n\s*")
_NO_BREAK_SPACE = re.compile("[\u00a0\u202f\u2007]")
_TOKEN = re.compile(r"\[@[^\[\]\n]*\]|\{[^{}\n]*\}|(?<=\])\[[^\[\]\n]*\]")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_INVISIBLE = "\u200b\u2060\ufeff"
_REPLACED = (("…", "..."), ("©", "(c)"), ("®", "(r)"), ("™", "(tm)"), ("→", "-->"), ("☺", ":)"))


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as it was meant, and what was undone, in words."""

    text: str
    undone: tuple[str, ...]


def sent(text: str) -> str:
    """A text as it is written into a cell: what looks like an escape of the file format is escaped itself."""
    return _ESCAPED.sub(r"_x005F_\1", text)


def received(cell: str) -> str:
    """A text as it comes out of a cell: composed letters, ordinary line ends, no space around it."""
    text = cell.replace("_x000D_", "").replace("_x005F_", "_").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def mended(text: str, english: str, no_break_spaces: bool = False) -> Mended:
    """A changed text without a spreadsheet's doings. `no_break_spaces`: the language writes them, as French does."""
    undone: list[str] = []

    def step(what: str, new: str) -> None:
        nonlocal text
        if new != text:
            undone.append(what)
        text = new

    step("an apostrophe before it", text[1:] if text[:1] == "'" and text[1:2] in tuple(STARTS_FORMULA) else text)
    step("a tab", text.replace("\t", " "))
    step("invisible characters", _visible(text, english))
    if "\n" not in english:
        step("line breaks", _BREAKS.sub(" ", text))
    if not no_break_spaces and not _NO_BREAK_SPACE.search(english):
        step("no-break spaces", _NO_BREAK_SPACE.sub(" ", text))
    if "\u2011" not in english:
        step("no-break hyphens", text.replace("\u2011", "-"))
    for sign, typed in _REPLACED:
        if typed in english and sign not in english:
            step(f"'{sign}' for '{typed}'", text.replace(sign, typed))
    if "…" in english and "..." not in english:
        step("'...' for '…'", text.replace("...", "…"))
    tokens = frozenset(_TOKEN.findall(english))
    step("letters in a mark", _TOKEN.sub(lambda found: _token(found[0], tokens), text))
    return Mended(text.strip(), tuple(undone))


def starts_formula(text: str, english: str) -> bool:
    """Whether another program may take the text for a formula, though the English begins otherwise."""
    return text[:1] in tuple(STARTS_FORMULA) and text[:1] != english[:1]


def _visible(text: str, english: str) -> str:
    flawed = {fault.offset for fault in characters.faults(text) if fault.character in _INVISIBLE}
    soft = "" if "\u00ad" in english else "\u00ad"
    return "".join(sign for place, sign in enumerate(text) if place not in flawed and sign != soft)


def _token(found: str, tokens: frozenset[str]) -> str:
    """The mark of the English that this one was, before dashes and capitals were put into it."""
    meant = _NO_BREAK_SPACE.sub(" ", found.translate(_DASHES)).lower()
    return meant if found not in tokens and meant in tokens else found
