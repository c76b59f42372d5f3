"""Who does it? A passive hides the person who acts, or keeps them for the end.

`passive` (warning), in family text. English: a passive that names its doer last ("is given by the nurse"), or one that
says what must happen and not who does it ("must be taken", "should be called"). The fixed wordings of the house (is
approved, is being studied, is called) and passives where nobody can be named are let be: most of them read well.
Spanish, which hardly uses it: every "ser" with a participle, but for those that are mere adjectives ("es adecuado").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bookletpress.checks.context import Context, family_readings
from bookletpress.problems import Problem, warning

_IRREGULAR = (
    "begun|bought|brought|built|caught|chosen|cut|done|drawn|driven|eaten|felt|found|frozen|given|held|hurt|kept|known|"
    "laid|led|left|lost|made|paid|put|read|said|seen|sent|set|shown|shut|spoken|taken|taught|told|thought|understood|"
    "worn|written"
)
_PARTICIPLE = rf"(?P<participle>(?!need)\w+ed|{_IRREGULAR})"
_ADVERB = r"(?:(?:not|also|often|usually|still|never|always|now|then|already|first|\w+ly)\s+)*"
_NO_DOER = (
    "chance|mouth|hand|drip|vein|injection|phone|mail|law|then|now|next|\\w+sel(?:f|ves)|\\w+ing|\\w+ly|age|stage|name|"
    "the (?:time|end|day|week|month|year)|\\d+|noon|night|weight"
)
_PASSIVE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:am|is|are|was|were|be|been|being)\s+{_ADVERB}{_PARTICIPLE}\s+(?:\w+\s+)?by\s+(?!(?:{_NO_DOER})\b)\w+(?:\s\w+)?"
        rf"|\b(?:must|should|ha(?:s|ve) to|needs? to|ought to)\s+{_ADVERB}be\s+{_ADVERB}"
        rf"(?P<duty>(?!need)\w+ed|{_IRREGULAR})\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:es|son|fue|fueron|era|eran|será|serán|sea|sean|ser|siendo|sido|sería|serían|fuera|fueran)\s+"
        r"(?:(?:no|también|ya|muy|tan|más|siempre|nunca|\w+mente)\s+)*"
        r"(?P<participle>\w{2,}(?:ad|id)[oa]s?|(?:hech|dich|vist|escrit|puest|abiert)[oa]s?)\b",
        re.I,
    ),
}
_ADJECTIVES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile("worried|scared|tired|married|allowed|interested|prepared", re.I),
    "es": re.compile(
        "(?:adecuad|apropiad|indicad|parecid|cansad|conocid|desconocid|debid|complicad|delicad|limitad|privad|pesad|"
        "variad|elevad|sólid|rápid|líquid|ácid|válid|húmed|rígid|equivocad|prolongad|ovalad|rosad)[oa]s?",
        re.I,
    ),
}


def check(context: Context) -> Iterator[Problem]:
    """Each sentence of the family edition."""
    for reading in family_readings(context):
        for sentence in reading.sentences if reading.name else ():
            if found := passive(sentence.said, reading.language.code):
                message = f"“{found}” is a passive that hides who acts"
                yield warning("passive", message, sentence.text.location, "begin with the one who does it")


def passive(said: str, language: str) -> str:
    """The first passive of a sentence that is worth a word; empty if there is none."""
    for found in _PASSIVE[language].finditer(said):
        participle = next(filter(None, found.groupdict().values()))
        if not _ADJECTIVES[language].fullmatch(participle):
            return found[0]
    return ""
