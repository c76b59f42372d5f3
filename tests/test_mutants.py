"""Every fault in the shipped Spanish is told by the check that is there for it; the text as it stands tells nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from mutants import DOMAINS, MUTATIONS, Mutation, false_alarms, told


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_each_fault_is_told(mutation: Mutation) -> None:
    assert mutation.code in {code for code, _ in told(mutation)}


def test_there_are_enough_of_many_kinds() -> None:
    kinds = Counter(mutation.kind for mutation in MUTATIONS)
    assert len(MUTATIONS) >= 60
    assert len(kinds) >= 10


def test_nothing_is_told_of_what_is_shipped() -> None:
    assert false_alarms() == dict.fromkeys(DOMAINS, ())
