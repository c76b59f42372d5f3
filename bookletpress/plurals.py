"""Plural rules of catalogues: what they say, whatever their spelling.

A rule comes from anybody, so it is read by the standard library's own small parser, which knows nothing but C
arithmetic on one number, and asked about numbers up to two hundred. No list is ever made from the count that it claims.
"""

from __future__ import annotations

import gettext
import re

EXAMPLES = range(201)
"""The numbers by which rules are compared; no language counts on beyond a hundred in another way."""

_RULE = re.compile(r"nplurals=([1-6]); ?plural=([n0-9 ()!=<>%&|?:]{1,1000}?);?")


def forms(rule: str) -> tuple[int, tuple[int, ...]] | None:
    """How many forms there are, and which one each of `EXAMPLES` takes; None if the rule is none."""
    found = _RULE.fullmatch(rule.strip())
    if not found:
        return None
    try:
        form = gettext.c2py(found[2])
        taken = tuple(int(form(number)) for number in EXAMPLES)
    except (ValueError, ArithmeticError, RecursionError):
        return None
    return (int(found[1]), taken) if max(taken) < int(found[1]) else None
