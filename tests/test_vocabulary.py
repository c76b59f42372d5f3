"""The words of a language: phrases become patterns that find what they say and nothing else; a bad file is told."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from conftest import ROOT
from faults import Told, told, write
from hypothesis import given
from hypothesis import strategies as st
from spoken import info

from bookletpress.problems import Problem
from bookletpress.safetywords import LISTS, load_vocabulary
from bookletpress.vocabulary import Vocabulary, heard, pattern, sentences


@pytest.mark.parametrize(
    ("phrase", "found", "missed"),
    [
        ("cure", ["a cure", "Cure!", "“cure”"], ["cures", "obscure", "cured"]),
        ("batall*", ["batalla", "BATALLAS"], ["abatalla"]),
        (
            "# of every #",
            ["62 of every 100", "two of every 100", "1–2 of\u00a0every 100"],
            ["of every 100", "62 of 100"],
        ),
        ("#-year", ["3-year EFS", "10-year"], ["year", "3-years"]),
        ("won the *", ["won the fight"], ["won the.", "won a fight"]),
        ("n=#", ["n=20"], ["n=", "an=20"]),
        ("a.b", ["a.b"], ["axb"]),
    ],
)
def test_phrases(phrase: str, found: list[str], missed: list[str]) -> None:
    compiled = pattern((phrase,), ("two",))
    assert [words for words in found if not compiled.search(heard(words))] == []
    assert [words for words in missed if compiled.search(heard(words))] == []


def test_the_longest_phrase_wins_and_none_finds_nothing() -> None:
    assert pattern(("best", "best response")).findall("best response") == ["best response"]
    assert pattern(()).search("anything") is None


@given(st.text(alphabet="ab .*()[]+?|\\{}^$", min_size=1, max_size=20).filter(lambda words: words.strip()))
def test_no_sign_but_two_has_a_meaning(words: str) -> None:
    """A phrase without # and * finds itself, letter by letter, wherever its ends are no letters in the text."""
    plain = " ".join(words.replace("*", "").split())
    if plain:
        assert pattern((plain,)).search(f". {plain} .")


def test_no_phrase_is_slow() -> None:
    started = time.process_time()
    pattern(("a* a* a* a* #", "# of every # *, #")).search("a " * 20_000 + "aaa" * 20_000 + "1 of every " * 5_000)
    assert time.process_time() - started < 5


def test_what_a_reader_takes_in() -> None:
    assert [heard(words) for words in ("５ mg", "5 ㎎", "m²", "5\u200bmg", "µg")] == ["5 mg", "5 mg", "m2", "5mg", "μg"]


def test_sentences() -> None:
    said = "One v. two at 5.5 years. Three? ¿Cuatro? “Five.” Six n.s. seven"
    assert sentences(said) == ("One v. two at 5.5 years.", "Three?", "¿Cuatro?", "“Five.", "Six n.s. seven")


def test_the_shipped_vocabularies_are_whole() -> None:
    for locale, none_needed in (("en", ["unconfirmed"]), ("es", [])):  # what a translation says; English is compared
        vocabulary = info(locale).vocabulary
        assert [name for name in LISTS if not getattr(vocabulary, name)] == none_needed
        assert [watch.code for watch in vocabulary.watched if not (watch.words and watch.audiences)] == []


def test_every_phrase_of_the_shipped_vocabularies_can_be_found() -> None:
    """A phrase in wrong quotes, or with a sign that a text never has, would be a check that cannot fail."""
    for locale in ("en", "es"):
        vocabulary = info(locale).vocabulary
        phrases = [phrase for name in LISTS for phrase in getattr(vocabulary, name)]
        phrases += [phrase for watch in vocabulary.watched for phrase in (*watch.words, *watch.unless, *watch.limits)]
        for phrase in phrases:
            example = re.sub(r"(?<!\S)\*(?!\S)", "word", phrase).replace("#", "5").replace("*", "")
            assert pattern((phrase,), vocabulary.numbers).search(heard(example)), phrase
            assert not re.search(r"['\"]|  ", phrase), phrase


def read(root: Path, content: str) -> tuple[Vocabulary, list[Problem]]:
    write(root, {"locales/xx/safety.yaml": content})
    problems: list[Problem] = []
    return load_vocabulary(root, "xx", problems), problems


WATCHED = "watched:\n  - {code: war-word, audience: family, words: [war]}\n"
BROKEN: dict[str, tuple[str, Told]] = {
    "unknown list": ("dosis: [a]\n", [("key-unknown", 1, 1)]),
    "no list": ("doses: mg\n", [("value-shape", 1, 8)]),
    "sign alone": ("doses: ['*']\n", [("phrase", 1, 9)]),
    "unknown code": (WATCHED.replace("war-word", "wars"), [("value-unknown", 2, 12)]),
    "unknown audience": (WATCHED.replace("family", "all"), [("value-unknown", 2, 32)]),
    "no words": (WATCHED.replace(", words: [war]", ""), [("key-missing", 2, 5)]),
    "list of nothing": ("- a\n", [("value-shape", 1, 1)]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_faults_of_the_file(name: str, tmp_path: Path) -> None:
    content, expected = BROKEN[name]
    assert told(read(tmp_path, content)[1]) == expected


def test_a_good_file_and_none(tmp_path: Path) -> None:
    vocabulary, problems = read(tmp_path, "other-diseases: [flu]\n" + WATCHED)
    assert (vocabulary.other_diseases, vocabulary.watched[0].words, problems) == (("flu",), ("war",), [])
    assert load_vocabulary(tmp_path, "yy", problems) == Vocabulary()
    assert (ROOT / "locales/es/safety.yaml").exists()
