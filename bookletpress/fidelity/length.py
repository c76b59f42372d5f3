"""A translation far longer or shorter than its English: a sentence may be missing, or pasted twice.

`translation-length` (warning). The limits are what 2,051 messages of real Spanish stay within; every text has 35 signs
for free, so that labels of a word or two are not held to a ratio.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.fidelity.pair import Pair
from bookletpress.problems import Problem, warning

LONGEST, FREE = 1.5, 35
SHORTEST, SPARED = 0.6, 5
_UNSPACED = ("zh", "ja", "th", "lo", "km", "my", "ko")
"""Languages that say a sentence in fewer signs."""


def check(pair: Pair) -> Iterator[Problem]:
    """The whole against the long limit, each stretch between citations against the short one."""
    meant, said = len(pair.meant), len(pair.said)
    if meant and said > LONGEST * meant + FREE:
        yield _told(pair, f"{said} signs for {meant} in English", "make sure that nothing stands there twice")
        return
    least = SHORTEST / 3 if pair.locale.cldr.split("_")[0] in _UNSPACED else SHORTEST
    for one, other in pair.stretches:
        meant, said = len(one.strip()), len(other.strip())
        if said < least * meant - SPARED:
            yield _told(pair, f"{said} signs for {meant} in English, in one part", "make sure that nothing is missing")
            return


def _told(pair: Pair, message: str, hint: str) -> Problem:
    return warning("translation-length", message, pair.place, f"{hint}, or waive this with a reason")
