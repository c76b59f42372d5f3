"""Abbreviations that a reader meets without being told what they are.

`abbreviation-unexplained` (warning): a word in capitals, such as COG, in family text that is neither in the booklet's
glossary nor the name of a medicine, and that its section does not introduce: "a trial group called COG", "the Food and
Drug Administration (FDA)". Each section is read alone, so each introduces its own. Left alone: what everybody knows
(US, DNA), and abbreviations that open a longer name (NCI Cancer Information Service).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bookletpress.checks.context import FAMILY, Context, family_readings
from bookletpress.problems import Problem, warning
from bookletpress.readability.scores import Reading
from bookletpress.readability.sentences import words
from bookletpress.readability.terms import unavoidable

_ABBREVIATION = re.compile(r"\b[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9-]*[A-ZÁÉÍÓÚÑ0-9]\b")
_INTRODUCED: Mapping[str, str] = {
    "en": r"(?i:\(|called |named |known as |short for |\bor ){}\b",
    "es": r"(?i:\(|llamad[oa]s? |se llaman? |conocid[oa]s? como |\bo ){}\b",
}
_LONGER_NAME = re.compile(r"\s+[A-Z][a-z]+")
KNOWN: Mapping[str, frozenset[str]] = {
    "en": frozenset(("US", "USA", "EU", "UK", "DNA", "TV", "ID", "PDF", "OK")),
    "es": frozenset(("ADN", "UE", "TV", "PDF")),
}


def check(context: Context) -> Iterator[Problem]:
    """Each section of the family edition; an abbreviation is told once in it."""
    for reading in family_readings(context):
        code = reading.language.code
        named = {
            part for term in unavoidable(context.booklet, FAMILY, context.shared, code) for part in words(term.shown)
        }
        if reading.name:
            yield from _in_section(reading, named | KNOWN[code], _INTRODUCED[code])


def _in_section(reading: Reading, known: set[str], introduced: str) -> Iterator[Problem]:
    said = " ".join(sentence.said for sentence in reading.sentences)
    told: set[str] = set()
    for sentence in reading.sentences:
        for found in _ABBREVIATION.finditer(sentence.said):
            short = found[0]
            if short in told | known or _LONGER_NAME.match(sentence.said, found.end()):
                continue
            told.add(short)
            if not re.search(introduced.format(re.escape(short)), said):
                yield warning(
                    "abbreviation-unexplained",
                    f"nothing tells the reader what {short} is",
                    sentence.text.location,
                    f"say it where the section first uses it, such as “... called {short}”, or put it in the glossary",
                )
