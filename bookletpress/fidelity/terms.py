"""Approved terms: terms.csv of the locale says how a term is translated, and how it is not.

`term-missing`, `term-refused`: the English names the term; the translation has none of the approved forms, or one that
was refused. A line of level `error` is a release error, one of level `warning` a warning that can be waived.
Names of medicines stand in medicines.yaml and have a check of their own (`medicine-swapped`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bookletpress.fidelity.pair import Pair
from bookletpress.problems import Problem, release_error, warning
from bookletpress.vocabulary import ApprovedTerm, pattern


def check(pair: Pair) -> Iterator[Problem]:
    """The longest term counts: "stem cell rescue" is not looked at as "stem cell"."""
    if not pair.locale.terms:
        return
    any_term, any_refused, known = _ready(pair.locale.terms)
    named = {_found(match[0], pair.locale.terms, known) for match in any_term.finditer(pair.meant)}
    for term in pair.locale.terms if named else ():
        if term in named and term.approved and not pattern(term.approved).search(pair.said):
            make = release_error if term.grave else warning
            hint = f"write {' or '.join(term.approved)}" + (f" ({term.note})" if term.note else "")
            yield make("term-missing", f"the English says '{term.english}'", pair.place, hint)
    right = tuple(phrase for term in named if term for phrase in term.approved)
    for match in any_refused.finditer(pair.said):
        if pattern(right).fullmatch(match[0]):
            continue  # the English names this one too
        for term in pair.locale.terms:
            if term in named and term.refused and pattern(term.refused).fullmatch(match[0]):
                make = release_error if term.grave else warning
                hint = f"write {' or '.join(term.approved)}" if term.approved else "write it in other words"
                yield make("term-refused", f"'{match[0]}' is not how '{term.english}' is said here", pair.place, hint)


def _found(words: str, terms: tuple[ApprovedTerm, ...], known: dict[str, ApprovedTerm]) -> ApprovedTerm | None:
    folded = " ".join(words.casefold().split())
    return known.get(folded) or next((term for term in terms if pattern((term.english,)).fullmatch(words)), None)


@lru_cache(maxsize=8)
def _ready(
    terms: tuple[ApprovedTerm, ...],
) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, ApprovedTerm]]:
    return (
        pattern(tuple(term.english for term in terms)),
        pattern(tuple(phrase for term in terms for phrase in term.refused)),
        {" ".join(term.english.casefold().split()): term for term in terms},
    )
