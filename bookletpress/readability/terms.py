"""The terms that a text cannot avoid, from the data: words of the glossary, medicines, help lines, codes of trials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bookletpress.evidence import terms_used
from bookletpress.inline import plain
from bookletpress.knowledge import Shared
from bookletpress.locales import SOURCE
from bookletpress.model import Booklet
from bookletpress.readability.sentences import words

_CODE = re.compile(r"\b[A-Z]{2,}\d{3,}\b")

_ENDINGS: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    language: tuple((re.compile(ending), singular) for ending, singular in rows)
    for language, rows in {
        "en": ((r"['’]s$", ""), (r"(?<=..)ies$", "y"), (r"(?<=[^s]..)s$|(?<=[A-Z])s$", "")),
        "es": ((r"ces$", "z"), (r"ones$", "ón"), (r"(?<=[lrndz])es$", ""), (r"(?<=..)s$", "")),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Unavoidable:
    """A term as it is found: folded words, how the data writes it, and its syllables if the data says so."""

    folded: tuple[str, ...]
    shown: str
    syllables: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a row of words, from `start` on."""

    term: Unavoidable
    start: int

    @property
    def places(self) -> range:
        """The words that it takes up."""
        return range(self.start, self.start + len(self.term.folded))


@lru_cache(maxsize=1 << 15)
def fold(word: str, language: str) -> str:
    """A word so that singular and plural, capitals and small letters are alike. Short codes stay as they are."""
    for pattern, instead in _ENDINGS.get(language, ()):
        if pattern.search(word):
            word = pattern.sub(instead, word)
            break
    return word.casefold()


def glossary_terms(keys: Iterable[str], shared: Shared, language: str) -> Iterator[Unavoidable]:
    """The glossary entries of these ids."""
    for key in keys:
        if entry := shared.glossary.get(key):
            counted = entry.syllables if entry.term.locale == SOURCE else None
            yield from _term(plain(entry.term.inline), language, counted)


def unavoidable(booklet: Booklet, audience: str, shared: Shared, language: str) -> tuple[Unavoidable, ...]:
    """What may be masked in an edition, longest first: the terms that it explains, medicines, help lines, and codes
    such as ANBL1531 that a claim or the name of a medicine holds.
    """
    explained = dict.fromkeys((*booklet.glossary, *terms_used(booklet, audience)))
    found = [*glossary_terms(explained, shared, language)]
    for medicine in shared.medicines.values():
        counted = medicine.syllables if medicine.name.locale == SOURCE else None
        found.extend(_term(plain(medicine.name.inline), language, counted))
        found.extend(_term(medicine.brand, language, None))
    for line in shared.helplines:
        found.extend(_term(line.name, language, None))
    named = [claim.says for claim in shared.claims.values()]
    named.extend(plain(medicine.name.inline) for medicine in shared.medicines.values())
    for code in dict.fromkeys(code for said in named for code in _CODE.findall(said)):
        found.extend(_term(code, language, None))
    known = {term.folded: term for term in reversed(found)}
    return tuple(sorted(known.values(), key=lambda term: -len(term.folded)))


def _term(written: str, language: str, syllables: int | None) -> Iterator[Unavoidable]:
    folded = tuple(fold(word, language) for word in words(written))
    if folded:
        yield Unavoidable(folded, written, syllables)


def find(row: Sequence[str], terms: Sequence[Unavoidable], language: str) -> tuple[Found, ...]:
    """The terms in a row of words; none overlap, and the first of `terms` wins, so the longest come first."""
    folded = tuple(fold(word, language) for word in row)
    here_at_all = [term for term in terms if term.folded[0] in folded]
    found, place = [], 0
    while place < len(folded):
        here = next((t for t in here_at_all if folded[place : place + len(t.folded)] == t.folded), None)
        if here:
            found.append(Found(here, place))
        place += len(here.folded) if here else 1
    return tuple(found)
