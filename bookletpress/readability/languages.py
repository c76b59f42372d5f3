"""What the press knows of reading in a language: how syllables are counted, which formulas hold, where the limits are.

A language that is not here has no formula. It never gets that of another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from bookletpress.locales import is_pseudo
from bookletpress.readability import english, formulas, spanish
from bookletpress.readability.formulas import Counts

LEAST_WORDS, LEAST_SENTENCES = 100, 5
"""Below these, a score says nothing."""


class Grade(IntEnum):
    """How a score stands to the limits of the house."""

    GOOD = 0
    HARD = 1
    TOO_HARD = 2


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the limits of the house. `good` and `limit` are None where it is only reported.

    `harder` is 1 if a higher score means a harder text, -1 if an easier one.
    """

    name: str
    score: Callable[[Counts], float]
    harder: int
    good: float | None = None
    limit: float | None = None
    least_sentences: int = LEAST_SENTENCES

    def applies(self, counts: Counts) -> bool:
        """Whether there is enough text."""
        return counts.words >= LEAST_WORDS and counts.sentences >= self.least_sentences

    def grade(self, score: float) -> Grade:
        """Where the score stands; an exact limit still counts as the better side."""
        if self.good is None or self.limit is None or score * self.harder <= self.good * self.harder:
            return Grade.GOOD
        return Grade.HARD if score * self.harder <= self.limit * self.harder else Grade.TOO_HARD


@dataclass(frozen=True, slots=True)
class Language:
    """`main` is scored for each section, `others` for the whole booklet. `longest` is in words a sentence."""

    code: str
    by_rule: Callable[[str], int]
    longest: int
    main: Formula
    others: tuple[Formula, ...]
    in_words: Callable[[Mapping[str, float]], str]


def _about_grade(scores: Mapping[str, float]) -> str:
    """A range, never one number: from the lowest formula to the highest, at least one grade wide."""
    low = max(1, math.floor(min(scores.values())))
    high = max(low + 1, math.ceil(max(scores.values())))
    return f"about grade {low}-{high}"


_BANDS = ((80.0, "very easy"), (65.0, "fairly easy"), (55.0, "normal"), (40.0, "rather hard"))


def _band(scores: Mapping[str, float]) -> str:
    """The band of the INFLESZ scale (Barrio-Cantalejo 2008); a score within a point of a border names both."""
    score = scores[INFLESZ.name]
    names = [_band_of(score + off) for off in (-1, 1)]
    return names[0] if names[0] == names[1] else f"{names[0]} to {names[1]}"


def _band_of(score: float) -> str:
    return next((name for least, name in _BANDS if score >= least), "very hard")


FKGL = Formula("FKGL", formulas.flesch_kincaid_grade, 1, 6, 8)
SMOG = Formula("SMOG", formulas.smog, 1, 8, 10, least_sentences=30)
INFLESZ = Formula("INFLESZ", formulas.inflesz, -1, 65, 55)
FERNANDEZ_HUERTA = Formula("Fernández Huerta", formulas.fernandez_huerta, -1)

LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        "en": Language("en", english.syllables, 20, FKGL, (SMOG,), _about_grade),
        "es": Language("es", spanish.syllables, 25, INFLESZ, (FERNANDEZ_HUERTA,), _band),
    }
)


def language_of(locale: str) -> Language | None:
    """The language of a locale such as es or es-MX; None where no formula is known, as for a pseudo-translation."""
    return None if is_pseudo(locale) else LANGUAGES.get(locale.split("-", maxsplit=1)[0])
