"""The words by which a language speaks of amounts, outcomes and promises: what the safety checks look for in it.

Phrases are plain words with two signs: `#` stands for a number, in digits or in words, and `*` for the rest of a word,
or, alone, for one word. Nothing else has a meaning, so that no file can hold a pattern that is slow or surprising.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = r"\d+(?:[.,⁄/]\d+)*(?:\s?[–-]\s?\d+(?:[.,]\d+)*)?"
_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Watch:
    """Words to leave out: in whose text (audiences), and where they may stand after all.

    `unless` names phrases that hold the word and are right; `limits` name phrases that make the whole sentence one
    that promises nothing; `questions` says whether a question may use the word.
    """

    code: str
    audiences: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    questions: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a locale's safety.yaml says. An empty one keeps the checks silent: better no check than a wrong one."""

    numbers: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    doses: tuple[str, ...] = ()
    no_doses: tuple[str, ...] = ()
    schedules: tuple[str, ...] = ()
    medicine_words: tuple[str, ...] = ()
    trial_doses: tuple[str, ...] = ()
    no_advice: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    timeless_endpoints: tuple[str, ...] = ()
    horizons: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    no_outcomes: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    survival: tuple[str, ...] = ()
    family_outcomes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    elapsed: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    studied: tuple[str, ...] = ()
    other_diseases: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    watched: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class ParityWords:
    """What parity.yaml says: by which words a translation is compared with its English, in one of the two languages.

    `numbers` are numbers in words, with their values. `both` are words that say two without naming it. `negations`
    turn a sentence round; `near_negations` may be put as a negation elsewhere ("stays on": "que no se apaga").
    `marks` are pairs of an opening and a closing mark, such as "¿?". `spelling` is the name of a hunspell dictionary;
    `known_words` are right though it lacks them.
    """

    numbers: tuple[tuple[int, tuple[str, ...]], ...] = ()
    both: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    near_negations: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    spelling: str = ""
    known_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedTerm:
    """A line of terms.csv: where the English says `english`, the translation says one of `approved`.

    None of `refused` may stand there. `grave` terms keep an edition from being final; others are a warning.
    """

    english: str
    approved: tuple[str, ...]
    refused: tuple[str, ...]
    grave: bool
    note: str


@lru_cache(maxsize=4096)
def heard(words: str) -> str:
    """The words as a reader takes them in: one sign for one thing (a full-width 5, `㎎`, `m²`), no invisible signs."""
    return words if words.isascii() else unicodedata.normalize("NFKC", _INVISIBLE.sub("", words))


@lru_cache(maxsize=512)
def pattern(phrases: tuple[str, ...], numbers: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Finds any of the phrases, the longest first, as whole words in any case. Each number of a phrase is a group."""
    if not phrases:
        return _NEVER
    number = f"({_DIGITS}|{'|'.join(map(re.escape, numbers))})" if numbers else f"({_DIGITS})"
    begun: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first, *rest = phrase.split()
        begun.setdefault(first, []).append("".join(rf"\s+{_word(word, number)}" for word in rest))
    either = "|".join(f"{_word(first, number)}(?:{'|'.join(rests)})" for first, rests in begun.items())
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _word(word: str, number: str) -> str:
    if word == "*":
        return r"[^\s.;:!?]+"
    parts = (re.escape(part).replace(r"\*", r"[^\W\d_]*") for part in heard(word).split("#"))
    return number.join(parts)


@lru_cache(maxsize=4096)
def sentences(words: str) -> tuple[str, ...]:
    """The sentences of a text. "5-year" and "v. 73" do not end one: only a mark before a space and a new beginning."""
    return tuple(part for part in re.split(r"(?<=[.!?…])[”\"’)]?\s+(?=[^\W\d_a-zß-ÿ]|[¿¡“\"])", words) if part.strip())
