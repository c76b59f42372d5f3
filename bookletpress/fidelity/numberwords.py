"""Numbers in words, as parity.yaml names them: two years are not tres años.

`number-words` (warning): a number in words is missing, added or another one. Of "one" nothing is said: it is also an
article. A word such as "both" may be two, or nothing. Digits on the other side are `number-in-words`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from bookletpress import parity
from bookletpress.fidelity.pair import Pair
from bookletpress.parity import ENGLISH
from bookletpress.problems import Problem, warning
from bookletpress.vocabulary import ParityWords

_DIGITS = re.compile(r"\d+")


def check(pair: Pair) -> Iterator[Problem]:
    """Only where both languages have their words."""
    ours, theirs = pair.english, pair.locale.parity
    if not ours.numbers or not theirs.numbers:
        return
    missing = surplus(ours, pair.meant, theirs, pair.said)
    extra = surplus(theirs, pair.said, ours, pair.meant)
    if missing or extra:
        source = parity.quantities(pair.meant, ENGLISH)
        target = parity.quantities(pair.said, pair.style)
        missing = missing - _whole(target - source)
        extra = extra - _whole(source - target)
    if missing or extra:
        names = [(f"missing: {_shown(missing)}", missing), (f"not in the English: {_shown(extra)}", extra)]
        message = "numbers in words differ from the English: " + "; ".join(name for name, there in names if there)
        yield warning("number-words", message, pair.place, "write the same number, or waive this with a reason")


def surplus(ours: ParityWords, words: str, theirs: ParityWords, other: str) -> Counter[int]:
    """The numbers in some words that the other words do not have; "both" on either side settles a two."""
    left = _values(ours, words) - _values(theirs, other)
    if left[2] and (phrases(theirs.both).search(other) or phrases(ours.both).search(words)):
        del left[2]
    return left


def values(words: ParityWords, said: str) -> frozenset[int]:
    """Every number that stands in words."""
    return frozenset(_values(words, said))


def _values(words: ParityWords, said: str) -> Counter[int]:
    if not words.numbers:
        return Counter()
    pattern, known = _numbers(words.numbers)
    return Counter(known[found.casefold()] for found in pattern.findall(said))


@lru_cache(maxsize=16)
def _numbers(rows: tuple[tuple[int, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    known = {word: value for value, words in rows for word in words}
    either = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w)", re.IGNORECASE), known


@lru_cache(maxsize=64)
def phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the words, whole; `*` at the beginning or end stands for the rest of a word."""
    either = "|".join(re.escape(word).replace(r"\*", r"[^\W\d_]*") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w)", re.IGNORECASE) if words else re.compile(r"(?!)")


def _whole(tokens: Counter[str]) -> Counter[int]:
    return Counter({int(token): count for token, count in tokens.items() if _DIGITS.fullmatch(token)})


def _shown(values: Counter[int]) -> str:
    return ", ".join(map(str, sorted(values.elements())))
