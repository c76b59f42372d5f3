"""What text for families never holds.

`dose-in-family-text` (error): an amount with a unit of dose, such as 5 mg or 115 mg/m2. How much belongs to the team.
`percent-in-family-text` (error): a percent sign. Families are told whole people on one base: "about 62 of every 100".
`promise-word` (release error): words that promise, blame or make war, per language (notes of the house: voice, 2.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import texts_printed
from bookletpress.inline import plain
from bookletpress.problems import Problem, error, release_error

_UNIT = (
    r"(?:m|mc|µ|μ|n)?g|(?:m|c|µ|μ)[lL]|cc|IU|UI|mEq|mmol|MBq|mCi|"
    r"(?:milli|micro|nano|mili)?gram(?:o|me)?s?|(?:milli|mili)lit(?:er|re|ro)s?|"
    r"international units?|unidad(?:es)? internacional(?:es)?"
)
DOSE = re.compile(rf"\d[\d.,]*(?:[\s-]?(?:{_UNIT}))(?![^\W\d_])")
PERCENT = re.compile(r"[%٪﹪％‰]|\bper ?cent\b|\bpor ciento\b", re.I)
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
    """Each text that the family edition prints, in the words of its own language."""
    booklet = context.booklet
    if "family" not in booklet.audiences:
        return
    for text in texts_printed(booklet, "family", context.shared):
        words = plain(text.inline)
        if found := DOSE.search(words):
            message = f"'{found[0]}' is a dose"
            yield error("dose-in-family-text", message, text.location, "leave the amount to the care team")
        if PERCENT.search(words):
            message = "a percent sign in text for families"
            yield error("percent-in-family-text", message, text.location, "write 'about N of every 100'")
        pattern = PROMISES.get(text.locale.split("-", maxsplit=1)[0])
        if pattern and (found := pattern.search(words)):
            message = f"'{found[0]}' promises, blames or makes war"
            yield release_error("promise-word", message, text.location, "say what was found, in whom, and how many")
