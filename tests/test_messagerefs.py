"""References: short, the same everywhere, and each found once in its catalogue."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bookletpress import messagerefs
from bookletpress.messagerefs import SIGNS, references

KEYS = st.tuples(st.none() | st.text(min_size=1), st.text(min_size=1))


def test_a_reference_is_short_and_made_of_the_message_alone() -> None:
    assert references([(None, "Rest")])[None, "Rest"] == "JYN-CHW"
    assert messagerefs.comment("JYN-CHW") == "ref JYN-CHW"


@given(st.lists(KEYS, unique=True, max_size=8))
def test_neither_order_nor_neighbours_change_a_reference(keys: list[tuple[str | None, str]]) -> None:
    every = references(keys)
    assert every == references(reversed(keys))
    assert {key: references([key])[key] for key in keys} == every
    assert len(set(every.values())) == len(keys)
    assert all(re.fullmatch(f"[{SIGNS}]{{3}}-[{SIGNS}]{{3}}", name) for name in every.values())


def test_references_that_begin_alike_are_longer() -> None:
    """Among 20,000 messages some agree in six signs; all of these, and no others, get nine."""
    names = references((None, f"Sentence {number}") for number in range(20_000))
    assert len(set(names.values())) == 20_000
    longer = [name for name in names.values() if len(name) == 11]
    assert 0 < len(longer) < 60
    begun = {name[:7] for name in longer}
    assert 2 * len(begun) == len(longer)
    assert not begun & {name for name in names.values() if len(name) == 7}


def test_signs_spell_no_words_and_are_told_apart_in_handwriting() -> None:
    assert not set(SIGNS) & set("AEIOU01DQLI2Z5S8BGUV")
    assert len(set(SIGNS)) == len(SIGNS)
