"""English that stayed in a translation.

`translation-unchanged` (warning): more than three words, and all as in the English.
`translation-english` (release error): English function words ("the", "with"), or a row of six English words, inside a
translation that is otherwise not English. Names of more words than that are waived by translating them.
`english-left-over` (error): a word of locale.yaml's `leftovers`, such as "once" in Spanish, where it means eleven:
"once al día" is eleven times a day. Where the English says eleven, it is the right word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookletpress.fidelity.numberwords import values
from bookletpress.fidelity.pair import Pair
from bookletpress.locales import is_pseudo
from bookletpress.model import LocaleInfo
from bookletpress.problems import Problem, error, release_error, warning

FEW_WORDS = 3
ROW = 6
_FUNCTION_WORDS = re.compile(r"\b(?:the|and|with|which|that|this|your|from|are|what|when|they|have)\b")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2,}")


def check(pair: Pair) -> Iterator[Problem]:
    """Names and codes alone are no English."""
    unchanged = pair.message.msgstr == pair.source.source
    if unchanged and not has_few_words(pair.meant):
        message = f"'{excerpt(pair.source.source)}' is the same as the English"
        yield warning("translation-unchanged", message, pair.place, "translate it, or leave it if it is right so")
    if not unchanged and not _speaks_english(pair.locale):
        found = tuple(dict.fromkeys(_FUNCTION_WORDS.findall(pair.said.lower())))
        kept = ", ".join(found) if len(found) > 1 else _kept(pair)
        if kept:
            message = f"this looks like English: {kept}"
            yield release_error("translation-english", message, pair.place, "translate it; a name stays as it is")
    yield from _left_over(pair)


def has_few_words(words: str) -> bool:
    """Whether a text may well be the same in another language: it is a name, or hardly more."""
    return len(_TWO_LETTERS.findall(words)) <= FEW_WORDS


def _speaks_english(locale: LocaleInfo) -> bool:
    return locale.cldr.startswith("en") and not is_pseudo(locale.name)


def _left_over(pair: Pair) -> Iterator[Problem]:
    for word in pair.locale.leftovers:
        if re.search(rf"\b{re.escape(word)}\b", pair.message.msgstr, re.IGNORECASE):
            own = {value for value, names in pair.locale.parity.numbers if word.casefold() in names}
            meant = values(pair.english, pair.meant) | set(map(int, re.findall(r"\b\d{1,6}\b", pair.meant)))
            if not own & meant:
                message = f"'{word}' is an English word that means something else here"
                yield error(
                    "english-left-over", message, pair.place, "write the word that is meant, and numbers in digits"
                )


def _kept(pair: Pair) -> str:
    """A row of small-letter words that both have, too long to be a name. A whole text in brackets is in none."""
    ours, theirs = _WORD.findall(pair.meant), _WORD.findall(pair.said)
    if ours == theirs:
        return ""
    rows = {tuple(ours[place : place + ROW]) for place in range(len(ours) - ROW + 1)}
    for place in range(len(theirs) - ROW + 1):
        row = tuple(theirs[place : place + ROW])
        if row in rows and sum(word[0].islower() for word in row) > FEW_WORDS:
            return " ".join(row)
    return ""


def excerpt(words: str) -> str:
    """The beginning of a text, for a message."""
    return words if len(words) <= 50 else words[:49] + "…"
