"""How much of a medicine is given is the care team's to say.

`dose-in-family-text` (error): an amount with a unit of dose (5 mg, 115 mg/m2, five milligrams, two tablets, 10 per
kilo, 20 Gy of radiation), a unit of dose standing alone (in the head of a table, say), or how often a medicine is
taken.
Temperatures, lengths, weights, ages and laboratory values (126 mg/dL) are no doses; so are units of blood.
`dose-unmarked` (release error): text for clinicians holds a dose that it does not mark, in the same paragraph, row or
caption, as reported in a trial ("recommended phase 2 dose ...") and as no advice ("not a recommendation").

Units of the SI are found in every language; words ("tablet", "gota") come from safety.yaml of the locale.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.checks.passages import Passage, passages
from bookletpress.evidence import texts_printed
from bookletpress.inline import plain
from bookletpress.problems import Problem, error, release_error
from bookletpress.vocabulary import Vocabulary, heard, pattern, sentences

_ALONE = r"(?:m|mc|μ)gs?|(?:m|μ)ls?|mEq|mmol|[MGk]Bq|[mμ]Ci|c?Gy|mSv"
_WITH_NUMBER = rf"{_ALONE}|n?g|cl|cc|IU|UI|U(?!\.\s?S)|Sv"
_LABORATORY = r"(?!\s?/\s?d?l\b|\s+(?:per|por)\s+dec)"
_UNIT = re.compile(
    rf"(?:\d[\d.,⁄/]*[\s-]{{0,2}}(?:{_WITH_NUMBER})|(?<![^\W_])(?:{_ALONE}))(?![^\W_]){_LABORATORY}"
    rf"|(?<!\w)\d[\d.,]*\s?/\s?(?:kg|m2)(?!\w)",
    re.IGNORECASE,
)
_CASED = re.compile(r"\d\s?(?:G|u|ui)$|^(?:ML|M[Gg]|gy)$")
"""What ignoring case lets in and is no unit."""


def check(context: Context) -> Iterator[Problem]:
    """Family text: all that is printed. Clinician text: the sections."""
    booklet, shared, vocabulary = context.booklet, context.shared, context.locale.vocabulary
    if "family" in booklet.audiences:
        names = tuple(medicine.name.source for medicine in shared.medicines.values())
        for text in texts_printed(booklet, "family", shared):
            words = plain(text.inline)
            if found := dose_in(words, vocabulary) or _schedule(words, vocabulary, names):
                message = f"'{found}' is a dose"
                yield error("dose-in-family-text", message, text.location, "leave the amount to the care team")
    if "clinician" in booklet.audiences:
        for passage in passages(booklet, "clinician"):
            if "family" not in passage.section.audiences:
                yield from _unmarked(passage, vocabulary)


def dose_in(words: str, vocabulary: Vocabulary) -> str:
    """The first amount of a medicine in some words, or ""."""
    said = heard(words)
    said = pattern(vocabulary.no_doses, vocabulary.numbers).sub(" ", said)
    units = (match[0] for match in _UNIT.finditer(said) if not _CASED.search(match[0]))
    words_for_it = (match[0] for match in pattern(vocabulary.doses, vocabulary.numbers).finditer(said))
    return " ".join(next(itertools.chain(units, words_for_it), "").split())


def _schedule(words: str, vocabulary: Vocabulary, names: tuple[str, ...]) -> str:
    """How often, in a sentence that speaks of a medicine."""
    for sentence in sentences(heard(words)):
        often = pattern(vocabulary.schedules, vocabulary.numbers).search(sentence)
        if often and pattern((*vocabulary.medicine_words, *names)).search(sentence):
            return often[0]
    return ""


def _unmarked(passage: Passage, vocabulary: Vocabulary) -> Iterator[Problem]:
    found = dose_in(plain(passage.text.inline), vocabulary)
    if not found or not vocabulary.no_advice:
        return
    near = heard(" ".join(plain(text.inline) for text in (passage.text, *passage.all_around)))
    missing = [
        what
        for what, marks in (
            ("from which trial", vocabulary.trial_doses),
            ("that it is no advice", vocabulary.no_advice),
        )
        if not pattern(marks, vocabulary.numbers).search(near)
    ]
    if missing:
        message = f"'{found}' is a dose, and the text does not say {' and '.join(missing)}"
        hint = (
            "write it as the trial reported it, such as: recommended phase 2 dose ... (phase 1); not a recommendation"
        )
        yield release_error("dose-unmarked", message, passage.text.location, hint)
