"""Published readability formulas, on counts. Each is a smoke alarm: two of them differ by up to five grades on a text.

FKGL: Kincaid 1975. SMOG: McLaughlin 1969, asks for 30 sentences. INFLESZ: Szigriszt 1993, with the scale of
Barrio-Cantalejo 2008. Fernández Huerta 1959, in the corrected form: words a sentence, not sentences (Law 2011).
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas rest on. `polysyllables` are words of three syllables or more."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    polysyllables: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
            self.polysyllables + other.polysyllables,
        )

    @property
    def words_a_sentence(self) -> float:
        """The average length of a sentence."""
        return self.words / self.sentences

    @property
    def syllables_a_word(self) -> float:
        """The average length of a word."""
        return self.syllables / self.words


def flesch_kincaid_grade(counts: Counts) -> float:
    """English; a US school grade."""
    return 0.39 * counts.words_a_sentence + 11.8 * counts.syllables_a_word - 15.59


def smog(counts: Counts) -> float:
    """English; a US school grade. Only for 30 sentences or more."""
    return 3.1291 + 1.043 * math.sqrt(30 * counts.polysyllables / counts.sentences)


def inflesz(counts: Counts) -> float:
    """Spanish; higher is easier."""
    return 206.835 - 62.3 * counts.syllables_a_word - counts.words_a_sentence


def fernandez_huerta(counts: Counts) -> float:
    """Spanish; higher is easier."""
    return 206.84 - 60 * counts.syllables_a_word - 1.02 * counts.words_a_sentence
