"""Names of persons, compared so that nobody counts twice.

A name is a set of words without accents, capitals and marks. Two names may belong to one person if all words of the
one are in the other: "Dr. Ana Ruiz", "Ruiz, Ana" and "Ana Ruiz López". That fails on the safe side: two people of
whom the press believes that they are one have to write their names in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ADDRESS = re.compile(r"<[^>]*>|\S+@\S+")


def same(one: str, other: str) -> bool:
    """Whether two names may be those of one person."""
    mine, yours = _words(one), _words(other)
    return bool(mine) and bool(yours) and (mine <= yours or yours <= mine)


def among(name: str, others: Iterable[str]) -> bool:
    """Whether a name may be one of these."""
    return any(same(name, other) for other in others)


def several(names: Iterable[str]) -> bool:
    """Whether these are the names of at least two different people."""
    listed = list(names)
    return any(not same(one, other) for place, one in enumerate(listed) for other in listed[place + 1 :])


def without_address(written: str) -> str:
    """The name in "Ana Ruiz <ana@example.org>"."""
    return " ".join(_ADDRESS.sub(" ", written).split())


def _words(name: str) -> frozenset[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", bare))
