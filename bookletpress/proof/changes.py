"""Which words of an English sentence changed since it was translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bookletpress.proof.values import IN, OUT, SAME, Piece

_TOKEN = re.compile(r"\[@[^\]]*\]|\{[^}]*\}|\w+(?:[.,]\d+)*|\s+|.", re.DOTALL)
"""A citation, an atom, a word or a number (never half of one), white space, a sign."""


def changes(before: str, now: str) -> tuple[Piece, ...]:
    """The new sentence with the words that were taken out before those that came in; the sentences are Markdown.

    Joining what stayed with what came in gives `now`, with what was taken out `before`.
    """
    return tuple(_pieces(_TOKEN.findall(before), _TOKEN.findall(now)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    """White space between two changes changes with them, so that a run of new words is one piece."""
    gone, come = "", ""
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[start:end]), "".join(new[begin:stop])
        if kind == "equal" and not (after.isspace() and (gone or come)):
            yield from _told(gone, come)
            yield Piece(SAME, after)
            gone, come = "", ""
        else:
            gone, come = gone + before, come + after
    yield from _told(gone, come)


def _told(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(OUT, gone)
    if come:
        yield Piece(IN, come)
