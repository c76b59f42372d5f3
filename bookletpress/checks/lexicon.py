"""The names of medicines in one language, from medicines.yaml: which one a word names, and what it is mistaken for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bookletpress.inline import plain
from bookletpress.knowledge import Medicine, Shared
from bookletpress.model import Text
from bookletpress.vocabulary import heard

_HYPHENS = re.compile(r"[‐‑–]")


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
        groups = (match.lastindex or 0 for match in self.pattern.finditer(_HYPHENS.sub("-", heard(words))))
        return tuple(dict.fromkeys(self.keys[self.ordered[group - 1]] for group in groups))

    def show(self, keys: Iterable[str]) -> str:
        """Names as a message lists them."""
        return " and ".join(f"'{self.shown[key]}'" for key in sorted(keys))


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
    return Lexicon(keys, shown, twins, ordered, re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE))


def _any_number(name: str) -> str:
    """A name, and its plural: MIBG scans, gammagrafías con MIBG."""
    return r"\s+".join(rf"{re.escape(word)}(?:e?s)?" for word in name.split())


def _words(text: Text) -> str:
    return plain(text.inline)
