"""A text -> its sentences, and a sentence -> its words. Decimals, abbreviations and web addresses end no sentence."""

from __future__ import annotations

import re
from functools import lru_cache

_ABBREVIATION = re.compile(
    r"\b(?:Dr|Dra|Sr|Sra|St|Mr|Mrs|Ms|Prof|vs|etc|e\.g|i\.e|p\. ?ej|[ap]\. ?m|U\.S|EE\. ?UU|No|n\.º|Inc|approx)\.(?=\W)"
)
_END = re.compile(r"(?<=[.!?…])(?:[\"”’»)]+)?\s+(?=[¿¡\"“‘«(]*[^\W\d_a-zà-öø-ÿ]|[¿¡\"“‘«(]*\d)")
_WORD = re.compile(r"\w+(?:[.'’‑-]\w+)*")
_BRACKETED = re.compile(r"\(\s*[A-Z0-9][A-Z0-9-]+s?\s*\)")
_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_DEGREES = re.compile(r"°\s?[CF]\b")
_ONE_DOT = "\u2024"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of running text, each with its closing mark. Pieces without a word are left out."""
    guarded = _ABBREVIATION.sub(lambda found: found[0].replace(".", _ONE_DOT), " ".join(text.split()))
    pieces, start = [], 0
    for end in _END.finditer(guarded):
        pieces.append(guarded[start : end.end()].strip())
        start = end.end()
    pieces.append(guarded[start:].strip())
    return tuple(piece.replace(_ONE_DOT, ".") for piece in pieces if _LETTER.search(piece))


def is_whole(text: str) -> bool:
    """Ends as a sentence does."""
    return text.rstrip('"”’») ').endswith((".", "!", "?", "…"))


@lru_cache(maxsize=16384)
def words(sentence: str) -> tuple[str, ...]:
    """The words that count. Left out: numbers, units of temperature, addresses, abbreviations in brackets."""
    plain = _DEGREES.sub(" ", _BRACKETED.sub(" ", sentence))
    return tuple(word for word in _WORD.findall(plain) if _LETTER.search(word) and not _is_address(word))


def _is_address(word: str) -> bool:
    return "." in word and not _DIGIT.search(word)
