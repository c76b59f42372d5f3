"""The names of medicines in one language, from medicines.yaml: which one a word names, and what it is mistaken for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bookletpress.inline import plain
from bookletpress.knowledge import Medicine, Shared
from bookletpress.model import Text
from bookletpress.vocabulary import heard

_HYPHENS = re.compile(r"[‐‑–]")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`keys` maps each name, folded, to what it names: a medicine's id, or a mark that is the same in every language.

    `twins` maps a key to the keys of what it is mistaken for, both ways. The groups of `pattern` follow `ordered`.
    """

    keys: Mapping[str, str]
    shown: Mapping[str, str]
    twins: Mapping[str, frozenset[str]]
    ordered: tuple[str, ...]
    pattern: re.Pattern[str]

    def named(self, words: str) -> tuple[str, ...]:
        """The keys of what some words name, in order, each once; "dinutuximab beta" does not name dinutuximab."""
        return tuple(dict.fromkeys(key for key, _ in self._found(words)))

    def in_brackets(self, words: str) -> Iterator[str]:
        """Each name that is followed, in brackets, by a name of something else: lorlatinib (Xalkori).

        What stands in quotation marks was said by others.
        """
        said = _QUOTED.sub(" … ", _HYPHENS.sub("-", heard(words)))
        found = list(self._found(said))
        for (key, before), (other, inside) in itertools.pairwise(found):
            bracketed = said[before.end() : inside.start()].strip() == "(" and said[inside.end() :].startswith(")")
            if key != other and bracketed:
                yield f"{before[0]} ({inside[0]})"

    def _found(self, words: str) -> Iterator[tuple[str, re.Match[str]]]:
        for match in _matches(self.pattern, words):
            yield self.keys[self.ordered[(match.lastindex or 1) - 1]], match

    def show(self, keys: Iterable[str]) -> str:
        """Names as a message lists them."""
        return " and ".join(f"'{self.shown[key]}'" for key in sorted(keys))


@lru_cache(maxsize=8192)
def _matches(pattern: re.Pattern[str], words: str) -> tuple[re.Match[str], ...]:
    """A booklet says the same to each audience, and several checks ask for the names in it."""
    return tuple(pattern.finditer(_HYPHENS.sub("-", heard(words))))


def folded(name: str) -> str:
    """A name as it is looked up: one kind of space and hyphen, no capitals."""
    return " ".join(_HYPHENS.sub("-", heard(name)).casefold().split())


def lexicon(shared: Shared) -> Lexicon:
    """The names in the language of the shared data."""
    return _lexicon(tuple(shared.medicines.values()))


@lru_cache(maxsize=32)
def _lexicon(medicines: tuple[Medicine, ...]) -> Lexicon:
    keys: dict[str, str] = {}
    shown: dict[str, str] = {}
    for medicine in medicines:
        shown[medicine.id] = plain(medicine.name.inline)
        for name in (shown[medicine.id], medicine.brand, *map(_words, medicine.other_names)):
            if name:
                keys.setdefault(folded(name), medicine.id)
    pairs: dict[str, set[str]] = {}
    for medicine in medicines:
        for place, text in enumerate(medicine.look_alikes):
            key = keys.setdefault(folded(_words(text)), f"{medicine.id}~{place}")
            shown.setdefault(key, _words(text))
            pairs.setdefault(medicine.id, set()).add(key)
            pairs.setdefault(key, set()).add(medicine.id)
    ordered = tuple(sorted(keys, key=len, reverse=True))
    either = "|".join(f"({_any_number(name)})" for name in ordered) or "(?!)"
    twins = {key: frozenset(others) for key, others in pairs.items()}
    initials = "".join(dict.fromkeys(re.escape(name[0]) for name in ordered))
    begun = f"(?=[{initials}])" if initials else ""  # at most letters, this alone says no
    either = rf"(?<![^\W_]){begun}(?:{either})(?![^\W_])"
    return Lexicon(keys, shown, twins, ordered, re.compile(either, re.IGNORECASE))


def _any_number(name: str) -> str:
    """A name, and its plural: MIBG scans, gammagrafías con MIBG."""
    return r"\s+".join(rf"{re.escape(word)}(?:e?s)?" for word in name.split())


def _words(text: Text) -> str:
    return plain(text.inline)
