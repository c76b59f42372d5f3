"""How many syllables a word of a text has: names, abbreviations and compounds as well as ordinary words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from bookletpress.readability.exceptions import exceptions

_CODE = re.compile(r"[A-ZÁÉÍÓÚÑ]{2,}s?|[\w.]*\d[\w.]*")
_SPANISH_TWO = "fhjlmnñrsxz" + "01345789"
NAMES: Mapping[str, Mapping[str, int]] = {
    "en": {"w": 3, "0": 2, "7": 2},
    "es": {"w": 3, **dict.fromkeys(_SPANISH_TWO, 2)},
}
"""Letters and digits whose name has more than one syllable."""


def is_code(word: str) -> bool:
    """Whether a word is spelled out by those who say it, such as ALK, GD2 or 17q."""
    return bool(_CODE.fullmatch(word))


@lru_cache(maxsize=1 << 15)
def counted(word: str, language: str, by_rule: Callable[[str], int]) -> int:
    """The syllables of a word as people say it. Codes are spelled out, unless the exceptions say how they are read."""
    return max(1, sum(_part(part, language, by_rule) for part in re.split(r"[-‑]", word)))


def _part(part: str, language: str, by_rule: Callable[[str], int]) -> int:
    if not is_code(part) or part.lower() in exceptions(language):
        return by_rule(part)
    return sum(NAMES[language].get(sign, 1) for sign in part.removesuffix("s").lower() if sign.isalnum())
