"""Letters that look like others, and signs that nobody sees. What the guard refuses is refused before this.

`letters-mixed` (error): a word with letters of two alphabets that the English does not have: a Cyrillic "а" in
"lorlatinib" defeats every search, and every check of names.
`character-hidden` (error): a soft hyphen or another sign without a shape inside the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bookletpress.fidelity.pair import Pair
from bookletpress.problems import Problem, error

_HIDDEN = re.compile(r"[\u00ad\u034f\u180b-\u180e\ufe00-\ufe0d]")
_MIXABLE = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")


def check(pair: Pair) -> Iterator[Problem]:
    """Emoji and the Greek letters of names such as TGFβ stay as the English has them."""
    if found := _HIDDEN.search(pair.message.msgstr):
        name = unicodedata.name(found[0], "a sign without a name").lower()
        yield error(
            "character-hidden", f"{name} (U+{ord(found[0]):04X})", pair.place, "delete it and type the word anew"
        )
    if _MIXABLE.search(pair.said):
        known = set(_WORD.findall(pair.meant))
        for word in dict.fromkeys(_WORD.findall(pair.said)):
            if word not in known and len(alphabets := _alphabets(word)) > 1:
                names = " and ".join(name.capitalize() for name in alphabets)
                yield error("letters-mixed", f"'{word}' has letters of {names}", pair.place, "type the word anew")


def _alphabets(word: str) -> tuple[str, ...]:
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in word if letter not in "µμ")
    return tuple(name for name in dict.fromkeys(names) if name in _ALPHABETS)
