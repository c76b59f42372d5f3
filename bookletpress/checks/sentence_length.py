"""Sentences that a tired reader loses on the way.

`sentence-long` (warning): a sentence of the family text with more than 20 words in English, 25 in Spanish. Numbers and
abbreviations in brackets are no words here.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context, family_readings
from bookletpress.problems import Problem, warning


def check(context: Context) -> Iterator[Problem]:
    """Each sentence of the family edition, in every language that the press can count."""
    for reading in family_readings(context):
        for sentence in reading.sentences if reading.name else ():
            count, most = sentence.printed.words, reading.language.longest
            if count > most:
                start = " ".join(sentence.said.split()[:5])
                message = f"the sentence “{start} …” has {count} words; more than {most} are hard to follow"
                yield warning("sentence-long", message, sentence.text.location, "split it, or leave words out")
