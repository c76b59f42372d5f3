"""Words that the rules would count wrongly: a plain text file a language, a word and its syllables on each line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent


@cache
def exceptions(language: str) -> Mapping[str, int]:
    """Word in lower case -> syllables. Lines that start with # say where the list comes from."""
    found = {}
    for line in (_FOLDER / f"exceptions_{language}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, count = line.partition(" ")
            found[word] = int(count)
    return MappingProxyType(found)
