"""Citations, facts, links and bold or italic words: the translation has the same, in any order.

`citation-mismatch`, `atom-mismatch`, `link-mismatch` (errors): one is missing, added or another one.
`emphasis-mismatch` (warning): there are more or fewer bold or italic stretches.
Emphasis that does not close (`**Nota:**texto`) does not parse, and is told as `emphasis-broken` before this.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress import parity
from bookletpress.fidelity.pair import Pair
from bookletpress.parity import Difference
from bookletpress.problems import Location, Problem, error, warning

HINT = "carry over exactly what the English has, in any order"


def check(pair: Pair) -> Iterator[Problem]:
    """As parsed, so asterisks and brackets are never counted."""
    source, target = pair.source.inline, pair.target
    for kind, what, compare in (
        ("citation", "the sources cited", parity.citations),
        ("atom", "the facts", parity.atoms),
        ("link", "the links", parity.links),
    ):
        if found := compare(source, target):
            yield mismatch(kind, what, found, pair.place)
    if found := parity.emphasis(source, target):
        message = f"bold and italic differ from the English: {found}"
        yield warning("emphasis-mismatch", message, pair.place, "mark the same words as in the English")


def mismatch(kind: str, what: str, found: Difference, place: Location) -> Problem:
    """Something that must be the same and is not."""
    return error(f"{kind}-mismatch", f"{what} differ from the English: {found}", place, HINT)
