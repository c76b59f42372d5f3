"""Names of medicines are spelled as medicines.yaml and its translation spell them.

`medicine-misspelt` (release error): a word one letter away from the name of a medicine, or two from a long one. In
Spanish text an English name is such a word: topotecan.
`medicine-unlisted` (warning): a word formed like the name of a medicine (-tinib, -platin, -mab) that medicines.yaml
does not know, so that nobody can compare it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bookletpress.checks.context import Context
from bookletpress.checks.lexicon import folded, lexicon
from bookletpress.evidence import texts_printed
from bookletpress.inline import plain
from bookletpress.knowledge import Shared
from bookletpress.problems import Problem, release_error, warning
from bookletpress.vocabulary import heard

_WORD = re.compile(r"[^\W\d_]{6,}")
_STEM = re.compile(
    r"[^\W\d_]{3,}(?:tinib|mab|platino?|rubicina?|fosfamida|fosfamide|phosphamide|retino[íi]na|retinoin|zolomida|zolomide"
    r"|blastine|blastina|cristina|cristine|tec[aá]no?|taxel|parib|ciclib|rolimus|rólimus)"
)
LONG = 9


@dataclass(frozen=True, slots=True)
class _Spelling:
    """`near` maps what is left of a name after one or two letters are taken out to the names that it is left of."""

    known: frozenset[str]
    near: Mapping[str, frozenset[str]]

    def meant(self, word: str) -> str:
        """The name that a word nearly is, or "" if it is one, or is near none."""
        if {word, word.removesuffix("s"), word.removesuffix("es")} & self.known:
            return ""
        candidates = {name for rest in _without_letters(word) for name in self.near.get(rest, ())}
        return min((name for name in candidates if distance(word, name) <= _allowed(name)), default="")


def check(context: Context) -> Iterator[Problem]:
    """Every text that an edition prints in the language of the names."""
    spelling = _spelling(context.shared)
    meant = cache(spelling.meant)  # most words stand in many texts
    for audience in context.booklet.audiences:
        for text in texts_printed(context.booklet, audience, context.shared):
            if text.locale != context.shared.locale:
                continue
            for word in dict.fromkeys(map(folded, _WORD.findall(heard(plain(text.inline))))):
                if name := meant(word):
                    hint = f"write '{name}', or the word that is meant"
                    yield release_error("medicine-misspelt", f"'{word}' is nearly '{name}'", text.location, hint)
                elif word not in spelling.known and _STEM.fullmatch(word):
                    message = f"'{word}' looks like a medicine, and medicines.yaml does not know it"
                    yield warning("medicine-unlisted", message, text.location, "add it there, or mend the name")


def _spelling(shared: Shared) -> _Spelling:
    names = lexicon(shared).keys
    terms = (plain(term.term.inline) for term in shared.glossary.values())
    own = {folded(word) for term in (*terms, *names) for word in term.split()}
    near: dict[str, set[str]] = {}
    for name in filter(_WORD.fullmatch, names):
        for rest in _without_letters(name):
            near.setdefault(rest, set()).add(name)
    return _Spelling(frozenset(own), {rest: frozenset(found) for rest, found in near.items()})


def _allowed(name: str) -> int:
    return 2 if len(name) >= LONG else 1


def _without_letters(word: str) -> frozenset[str]:
    """The word, and what is left without one or two of its letters: words that are near share one of these."""
    one = {word[:place] + word[place + 1 :] for place in range(len(word))}
    return frozenset({word, *one, *(less[:place] + less[place + 1 :] for less in one for place in range(len(less)))})


def distance(one: str, other: str) -> int:
    """How many letters must be changed, added, left out, or exchanged with their neighbour."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            exchanged = i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b
            now.append(min(cost, before[j - 2] + 1) if exchanged else cost)
        before, row = row, now
    return row[-1]
