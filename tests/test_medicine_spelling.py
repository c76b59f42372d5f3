"""How names of medicines are spelled: one or two wrong letters are told, and words that only look so are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import codes, localised

from bookletpress.checks import medicine_spelling
from bookletpress.checks.lexicon import lexicon
from bookletpress.checks.medicine_spelling import LONG, distance


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("lorlatanib", "en"), ("crizotinb", "en"), ("dinutuximib", "en"), ("isotretinion", "en"), ("Unituxinn", "en"),
        ("lorlatinib and lorlatnib", "en"), ("eflornithin", "en"), ("topotecan", "es"), ("isotretinoina", "es"),
        ("cisplatin", "es"), ("eflornitine", "es"), ("vincristin", "en"), ("Qarzibaa", "en"),
    ],
)  # fmt: skip
def test_misspelt_names(words: str, locale: str) -> None:
    assert codes(medicine_spelling.check, words, locale) == ["medicine-misspelt"]


@pytest.mark.parametrize(
    ("words", "locale"),
    [("retinoids", "en"), ("retinoides", "es"), ("aspirar", "es"), ("topotecán", "es"), ("Lorlatinib’s label", "en"),
     ("inhibitors", "en"), ("platinum", "en"), ("LORLATINIB", "en"), ("cisplatino", "es"), ("fosfato", "es")],
)  # fmt: skip
def test_words_that_are_no_misspelt_names(words: str, locale: str) -> None:
    assert codes(medicine_spelling.check, words, locale) == []


@pytest.mark.parametrize(("words", "locale"), [("brigatinib", "en"), ("oxaliplatin", "en"), ("pembrolizumab", "en"),
                                           ("oxaliplatino", "es"), ("vinblastine and idarubicina", "es")])  # fmt: skip
def test_names_on_no_list(words: str, locale: str) -> None:
    assert "medicine-unlisted" in codes(medicine_spelling.check, words, locale)


def test_no_name_is_near_another() -> None:
    """A name that is right in one language is never a misspelling of another medicine there."""
    for locale in ("en", "es"):
        for name in lexicon(localised(locale).shared).keys:
            assert [code for code in codes(medicine_spelling.check, name, locale) if code == "medicine-misspelt"] == []


LETTERS = st.text(alphabet="abcd", max_size=7)


@given(LETTERS, LETTERS)
def test_the_distance_is_the_same_both_ways_and_nothing_only_for_the_same_word(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@given(st.sampled_from([name for name in lexicon(localised("en").shared).keys if name.isalpha() and len(name) >= LONG]),
       st.integers(0, 8), st.integers(0, 3), st.sampled_from("aeioxz"))  # fmt: skip
def test_any_one_wrong_letter_of_a_long_name_is_told(name: str, place: int, kind: int, letter: str) -> None:
    """Left out, added, changed, or exchanged with the next one."""
    a, b = name[:place], name[place + 1 :]
    wrong = (a + b, a + letter + name[place:], a + letter + b, a + b[:1] + name[place] + b[1:])[kind]
    if wrong not in (name, f"{name}s", f"{name}es"):
        assert codes(medicine_spelling.check, wrong) == ["medicine-misspelt"]


@pytest.mark.parametrize(
    ("one", "other", "apart"), [("ab", "ba", 1), ("abc", "abd", 1), ("abc", "ab", 1), ("", "ab", 2)]
)
def test_distances(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == apart
