"""How hard the family text is to read, by published formulas. A smoke alarm, not a proof: a person has to read it.

`reading-grade`: the score of a section, or of a whole booklet, with unavoidable terms masked (words of the glossary,
medicines, help lines, codes of trials). English: FKGL above 6 is a warning, above 8 a release error; SMOG, for the
whole booklet, above 8 and above 10. Spanish: INFLESZ below 65 is a warning, below 55 a release error. Below 100 words
or five sentences nothing is said. Text for clinicians is scored (`make_pdf.py status`) and never judged. A language
without a formula of its own is not judged by that of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context, family_readings
from bookletpress.problems import Problem, release_error, warning
from bookletpress.readability.languages import Formula, Grade
from bookletpress.readability.scores import Reading


def check(context: Context) -> Iterator[Problem]:
    """Each section of the family edition, then the whole, in the words of its own language."""
    for reading in family_readings(context):
        for formula in reading.formulas:
            score = formula.score(reading.masked)
            grade = formula.grade(score)
            if grade is not Grade.GOOD:
                yield _problem(reading, formula, score, grade)


def _problem(reading: Reading, formula: Formula, score: float, grade: Grade) -> Problem:
    what = "this section" if reading.name else "the booklet"
    limit = formula.limit if grade is Grade.TOO_HARD else formula.good
    bound = f"{'at most' if formula.harder > 0 else 'at least'} {limit:g}"
    message = f"{what} reads hard: {formula.name} {score:.1f} with unavoidable terms masked, the house asks for {bound}"
    hint = f"begin with: “{_short(reading.hardest[0].said)}”; make_pdf.py status -v lists the five hardest sentences"
    told = release_error if grade is Grade.TOO_HARD else warning
    return told("reading-grade", message, reading.heading.location, hint)


def _short(said: str) -> str:
    return said if len(said) <= 80 else said[:79] + "…"
