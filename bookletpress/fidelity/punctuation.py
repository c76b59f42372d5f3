"""Marks that open and close, and questions that stay questions.

`mark-unpaired` (release error): an opening mark without its closing one, or the other way round: ( ) [ ] “ ” and what
parity.yaml names, such as ¿ ?. Only where the English itself is in order.
`question-lost` (warning): the English asks and the translation does not, or the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookletpress.fidelity.pair import Pair
from bookletpress.problems import Problem, release_error, warning

EVERYWHERE = ("()", "[]", "“”")
_QUESTION = re.compile(r"[?？؟]")


def check(pair: Pair) -> Iterator[Problem]:
    """Pairs may not be nested in their own kind."""
    for marks in (*EVERYWHERE, *pair.locale.parity.marks):
        opening, closing = marks[0], marks[1]
        expected = marks not in EVERYWHERE or _paired(pair.meant, opening, closing)
        if expected and not _paired(pair.said, opening, closing):
            message = f"{opening} and {closing} do not pair up here"
            hint = f"write {opening} before and {closing} behind the words"
            yield release_error("mark-unpaired", message, pair.place, hint)
    asks, asked = len(_QUESTION.findall(pair.meant)), len(_QUESTION.findall(pair.said))
    if asked < asks or (asked and not asks):
        message = f"the English has {asks or 'no'} question mark{'s' * (asks != 1)}, this has {asked or 'none'}"
        yield warning("question-lost", message, pair.place, "ask what the English asks, and nothing else")


def _paired(words: str, opening: str, closing: str) -> bool:
    """Whether each opening mark is followed by its closing one."""
    is_open = False
    for sign in words:
        if sign == opening:
            if is_open:
                return False
            is_open = True
        elif sign == closing:
            if not is_open:
                return False
            is_open = False
    return not is_open
