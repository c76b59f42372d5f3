"""An edition's text -> what was counted and what the formulas say: section by section, and for the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bookletpress.evidence import sections_for
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Text
from bookletpress.readability.formulas import Counts
from bookletpress.readability.languages import Formula, Language, language_of
from bookletpress.readability.passages import passages
from bookletpress.readability.sentences import sentences, words
from bookletpress.readability.terms import Unavoidable, find, unavoidable
from bookletpress.readability.words import counted

MASK = 2
"""A masked word counts as one of at most two syllables."""

HARDEST = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the text that it stands in, and its counts as printed and masked."""

    said: str
    text: Text
    printed: Counts
    masked: Counts
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A section, or a whole booklet (`name` is empty), in one language and for one audience."""

    name: str
    heading: Text
    language: Language
    sentences: tuple[Sentence, ...]

    @property
    def printed(self) -> Counts:
        """The counts of the text as it is printed."""
        return sum((sentence.printed for sentence in self.sentences), Counts())

    @property
    def masked(self) -> Counts:
        """The counts with unavoidable terms masked."""
        return sum((sentence.masked for sentence in self.sentences), Counts())

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Those that there is enough text for. A section has only the main one."""
        wanted = (self.language.main,) if self.name else (self.language.main, *self.language.others)
        return tuple(formula for formula in wanted if formula.applies(self.printed))

    def scores(self, counts: Counts) -> Mapping[str, float]:
        """Formula -> score. Empty if the text is too short for any."""
        return {formula.name: formula.score(counts) for formula in self.formulas}

    @property
    def in_words(self) -> str:
        """What the masked scores amount to, as a range."""
        scores = self.scores(self.masked)
        return self.language.in_words(scores) if scores else "too short to score"

    @property
    def longest(self) -> Sentence | None:
        """The sentence with most words."""
        return max(self.sentences, key=lambda sentence: sentence.printed.words, default=None)

    @property
    def hardest(self) -> tuple[Sentence, ...]:
        """The sentences that weigh most in the masked score, the hardest first."""
        main = self.language.main
        return tuple(sorted(self.sentences, key=lambda s: -main.harder * main.score(s.masked))[:HARDEST])

    @property
    def terms(self) -> Mapping[str, int]:
        """What was masked, and how often."""
        return dict(Counter(term for sentence in self.sentences for term in sentence.terms).most_common())


def readings(booklet: Booklet, audience: str, shared: Shared) -> tuple[Reading, ...]:
    """The sections of an edition, then the whole. Empty where no formula is known for the language.

    Text that is not in the booklet's own language (not translated yet) is left out.
    """
    language = language_of(booklet.locale)
    if language is None:
        return ()
    terms = unavoidable(booklet, audience, shared, language.code)
    found = [
        Reading(
            section.name,
            section.heading,
            language,
            tuple(
                _sentence(said, passage.text, terms, language)
                for passage in passages(section)
                if language_of(passage.text.locale) is language
                for said in sentences(passage.said)
                if words(said)
            ),
        )
        for section in sections_for(booklet, audience)
    ]
    every = tuple(sentence for reading in found for sentence in reading.sentences)
    return (*found, Reading("", booklet.title, language, every))


def _sentence(said: str, text: Text, terms: Sequence[Unavoidable], language: Language) -> Sentence:
    row = words(said)
    printed = [counted(word, language.code, language.by_rule) for word in row]
    masked = list(printed)
    found = find(row, terms, language.code)
    for hit in found:
        if hit.term.syllables is not None:
            heaviest = max(hit.places, key=lambda place: printed[place])
            printed[heaviest] += hit.term.syllables - sum(printed[place] for place in hit.places)
        for place in hit.places:
            masked[place] = min(masked[place], MASK)
    return Sentence(said, text, _counts(printed), _counts(masked), tuple(hit.term.shown for hit in found))


def _counts(row: Sequence[int]) -> Counts:
    return Counts(len(row), 1, sum(row), sum(count >= 3 for count in row))
