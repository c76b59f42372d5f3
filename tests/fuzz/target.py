"""A target: something that reads input from anyone, what it owes to every input, and where inputs come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis.strategies import SearchStrategy

Law = Callable[[bytes], frozenset[str]]
"""Gives the codes with which an input is refused, or `law.READ`. Whatever it raises is a finding."""


@dataclass(frozen=True, slots=True)
class Target:
    """`grammar` makes whole inputs, `words` are what mutation puts in; `second` is a law too slow to ask each time, of
    one in `every`. `seconds` is the processor time in which an input has to be read or refused. `mend` rights what no
    change would get past, such as check sums.
    """

    name: str
    owes: str
    law: Law
    grammar: SearchStrategy[bytes]
    words: tuple[bytes, ...]
    second: Law | None = None
    every: int = 512
    most_bytes: int = 4_096
    seconds: float = 2.0
    mend: Callable[[bytes], bytes] | None = None
