"""How well the colours of the style sheet stand out from each other, by the formula of WCAG 2.2.

`colour-unknown` (error): a colour to be measured that the style sheet does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookletpress.model import Text
from bookletpress.pack.declared import CONTRASTS, Pair
from bookletpress.pack.values import Contrast
from bookletpress.problems import ProblemsFound, error

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_KNEE, _GAMMA = 0.04045, 2.4


def contrasts(css: str, pairs: Iterable[Pair]) -> tuple[Contrast, ...]:
    """The ratio of each pair. Raises ProblemsFound for a colour that the style sheet does not name."""
    colours = {name: _channels(value) for name, value in _TOKEN.findall(css)}
    missing = [
        error(
            "colour-unknown",
            f"booklet.css names no colour '{name}'",
            pair.what.location,
            f"name one of its colours in {CONTRASTS}",
        )
        for pair in pairs
        for name in (pair.front, pair.ground)
        if name not in colours
    ]
    if missing:
        raise ProblemsFound(missing)
    return tuple(_contrast(pair, colours[pair.front], colours[pair.ground]) for pair in pairs)


def ratio(front: tuple[int, int, int], ground: tuple[int, int, int]) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(front), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(pair: Pair, front: tuple[int, int, int], ground: tuple[int, int, int]) -> Contrast:
    exact = ratio(front, ground)
    what: Text = pair.what
    shown = int(exact * 10) / 10  # never rounded up to a limit
    return Contrast(what.source, _hex(front), _hex(ground), shown, pair.least, exact >= pair.least)


def _channels(value: str) -> tuple[int, int, int]:
    full = "".join(digit * 2 for digit in value) if len(value) == 3 else value
    return int(full[:2], 16), int(full[2:4], 16), int(full[4:], 16)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _KNEE else ((channel + 0.055) / 1.055) ** _GAMMA
