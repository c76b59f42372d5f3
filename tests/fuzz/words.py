"""The words of the grammars, from words.txt: pieces of files, right ones and wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from . import signs

PLACE = Path(__file__).with_name("words.txt")


def _read() -> Iterator[tuple[str, tuple[str, ...]]]:
    for section in PLACE.read_text("utf-8").split("\n\n")[1:]:
        name, *lines = section.strip("\n").split("\n")
        yield name.strip("[]"), tuple(map(_word, lines))


def _word(line: str) -> str:
    if line == "(empty)":
        return ""
    return line.encode("latin-1", "backslashreplace").decode("unicode_escape")


WORDS: Mapping[str, tuple[str, ...]] = dict(_read())


def dictionary(*words: Iterable[str]) -> tuple[bytes, ...]:
    """What mutation puts into an input: these words, and the signs that are refused or delicate everywhere."""
    return tuple(word.encode("utf-8") for some in words for word in some) + signs.WORDS
