"""All checks of a pair, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bookletpress.fidelity import english, length, letters, marks, negation, numbers, numberwords, punctuation, terms
from bookletpress.fidelity.pair import Pair
from bookletpress.problems import Problem

CHECKS: tuple[Callable[[Pair], Iterator[Problem]], ...] = (
    marks.check,
    numbers.check,
    numberwords.check,
    english.check,
    letters.check,
    punctuation.check,
    terms.check,
    negation.check,
    length.check,
)


def run(pair: Pair) -> Iterator[Problem]:
    """Every problem that any check finds in one pair."""
    for check in CHECKS:
        yield from check(pair)
