"""The short reference of a message: in its `#.` comment in the catalogues, and beside it on a printed proof.

It is made of the message itself, so it is the same in every language, stays while the English stays, and neither a
new paragraph before it nor another order changes it. Its signs are told apart in handwriting and spell no words:
no vowels, and none of 0 O D Q, 1 I L, 2 Z, 5 S, 8 B, G (6), U V.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

SIGNS = "34679CFHJKMNPRTWXY"
SHORT, LONG = 6, 9
"""The usual length, and that of references of which the first six signs are the same in one catalogue."""

MARK = "ref"
"""Stands before the reference in a comment."""

_GROUP = 3

Key = tuple[str | None, str]
"""Context and msgid, as in `catalogue`."""


def references(keys: Iterable[Key]) -> Mapping[Key, str]:
    """The reference of each message of one catalogue, such as "7K3-F9C"; each is found there once."""
    digests = {key: _signs(key) for key in keys}
    shared = Counter(signs[:SHORT] for signs in digests.values())
    return {key: _grouped(signs[: SHORT if shared[signs[:SHORT]] == 1 else LONG]) for key, signs in digests.items()}


def comment(reference: str) -> str:
    """The reference as a comment for translators."""
    return f"{MARK} {reference}"


def _signs(key: Key) -> str:
    context, msgid = key
    said = msgid if context is None else f"{context}\4{msgid}"
    number = int.from_bytes(sha256(said.encode()).digest())
    found = []
    for _ in range(LONG):
        number, place = divmod(number, len(SIGNS))
        found.append(SIGNS[place])
    return "".join(found)


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))
