"""What text for families never holds.

`dose-in-family-text` (error): an amount with a unit of dose, such as 5 mg or 115 mg/m2. How much belongs to the team.
`percent-in-family-text` (error): a percent sign. Families are told whole people on one base: "about 62 of every 100".
`promise-word` (release error): words that promise, blame or make war, per language (notes of the house: voice, 2.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import texts_of
from bookletpress.inline import plain
from bookletpress.problems import Problem, error, release_error

DOSE = re.compile(r"\d[\d.,]*[\s\u00a0\u202f]?(?:mg|mcg|µg|μg|g|mL|ml|IU|UI|mg/m2|mg/m²)(?![A-Za-z])")
PERCENT = re.compile(r"%|\bper ?cent\b|\bpor ciento\b", re.I)
PROMISES = {
    "en": re.compile(
        r"\b(breakthroughs?|miracles?|promising|game.changing|battles?|weapons?|war|heroes|well tolerated|"
        r"dismal|hopeless|terminal|aggressive|harmless)\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(milagros?|milagros[oa]s?|prometedor(?:a|es|as)?|batallas?|guerras?|armas?|héroes?|guerrer[oa]s?|"
        r"bien tolerad[oa]s?|lamentablemente|inofensiv[oa]s?|droga|drogas)\b",
        re.I,
    ),
}


def check(context: Context) -> Iterator[Problem]:
    """Each text of the family edition, in the words of its own language."""
    booklet = context.booklet
    if "family" not in booklet.audiences:
        return
    for text in texts_of(booklet, "family"):
        words = plain(text.inline)
        if found := DOSE.search(words):
            yield error(
                "dose-in-family-text",
                f"'{found[0]}' is a dose",
                text.location,
                "leave the amount to the care team",
            )
        if PERCENT.search(words):
            yield error(
                "percent-in-family-text",
                "a percent sign in text for families",
                text.location,
                "write 'about N of every 100'",
            )
        pattern = PROMISES.get(text.locale.split("-")[0])
        if pattern and (found := pattern.search(words)):
            yield release_error(
                "promise-word",
                f"'{found[0]}' promises, blames or makes war",
                text.location,
                "say what was found, in whom, and how many",
            )
