"""What a page from right to left needs besides its direction: isolated runs from left to right, and mirrored margins.

Pure functions on words and on style sheets. Everything else on the page is placed by logical properties.
"""

from __future__ import annotations

import re
import unicodedata

LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"
"""Isolates: what stands between one and END keeps its order and disturbs nothing beside it."""

# A run: words of Latin letters, numbers, and what holds them together. Two bare numbers beside each other are two runs.
_SIGN = "A-Za-z0-9\u00b5\u00c0-\u024f\u03bc\u1e00-\u1eff"
_SPACE = "[ \u00a0\u202f]"
_BEFORE = rf"(?:[+±−≤≥<>=~#$-]{_SPACE}?(?=[.\d]))?[.]?"
_WORD = rf"{_BEFORE}[{_SIGN}](?:[{_SIGN}.,:/'’&+=_\u2060–-]*[{_SIGN}])?(?:°[CF]|[%°+²³®™]+)*"
_LETTER = r"[^\W\d_]"
_JOINED = rf"(?:{_SPACE}(?:°[CF]|%)|(?:(?<=[^\W\d_])|(?<=[%°²³®™])){_SPACE}{_WORD}|{_SPACE}(?={_LETTER}){_WORD})"
_RUN = re.compile(rf"(?<![{{A-Za-z0-9]){_WORD}{_JOINED}*")
"""Not the name of a place to fill in, such as {date}."""

_PAGE_RULE = re.compile(r"@page\b[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")
_SIDE = re.compile(r"\b(?:left|right)\b")
_FOUR_SIDES = re.compile(r"((?:margin|padding|border-width)\s*:\s*)([^\s;}]+)\s+([^\s;}]+)\s+([^\s;}]+)\s+([^\s;}]+)")
_SPACING = re.compile(r"letter-spacing\s*:[^;}]*;?")
_MARGIN_BOX = re.compile(r"(@(?:top|bottom|left|right)-[a-z-]+\s*\{)")


def isolated(words: str) -> str:
    """The words with an isolate around each run from left to right: 5 mg, 38 °C, 1-800-555-0100, dinutuximab beta.

    Without it, a line from right to left shows "mg 5", and ranges and telephone numbers backwards. A plain number
    needs none. Words without a letter from right to left stay as they are: they are a run by themselves.
    """
    return _RUN.sub(_isolate, words)


def _isolate(run: re.Match[str]) -> str:
    return run[0] if run[0].isdecimal() else f"{LEFT_TO_RIGHT}{run[0]}{END}"


def direction_of(words: str) -> str:
    """The direction of the first letter that has one, as HTML's `auto` finds it: "ltr" or "rtl"."""
    strong = (side for side in map(unicodedata.bidirectional, words) if side in ("L", "R", "AL"))
    return "ltr" if next(strong, "L") == "L" else "rtl"


def mirrored(css: str) -> str:
    """A style sheet whose @page rules have left and right exchanged; the rest of it is logical already.

    The margins' boxes are given the direction too, and no letters are spaced: Arabic letters join.
    """
    return _PAGE_RULE.sub(lambda rule: _mirrored_rule(rule[0]), css)


def _mirrored_rule(rule: str) -> str:
    swapped = _SIDE.sub(lambda side: "right" if side[0] == "left" else "left", rule)
    swapped = _FOUR_SIDES.sub(r"\1\2 \5 \4 \3", swapped)
    return _MARGIN_BOX.sub(r"\1 direction: rtl;", _SPACING.sub("", swapped))
