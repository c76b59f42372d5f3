"""Changes inputs as careless hands do: lines, words, bytes, a piece of another input, one thing again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

_NUMBER = re.compile(rb"[0-9]+")
_NUMBERS = (b"0", b"1", b"-1", b"65", b"255", b"1e999", b"0x1F", b"99999999999999999999")


def mutated(raw: bytes, random: Random, words: Sequence[bytes], others: Sequence[bytes], most: int) -> bytes:
    """The input after one to four changes, cut to `most` bytes."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        raw = random.choice(_CHANGES)(raw, random, words, others)
    return raw[:most]


def _place(raw: bytes, random: Random) -> int:
    return random.randint(0, len(raw))


def _span(raw: bytes, random: Random, most: int = 64) -> tuple[int, int]:
    start = _place(raw, random)
    return start, min(len(raw), start + random.randint(0, most))


def _put_word(raw: bytes, random: Random, words: Sequence[bytes], _: Sequence[bytes]) -> bytes:
    place = _place(raw, random)
    return raw[:place] + random.choice(words) + raw[place:]


def _word_for_span(raw: bytes, random: Random, words: Sequence[bytes], _: Sequence[bytes]) -> bytes:
    start, end = _span(raw, random, 12)
    return raw[:start] + random.choice(words) + raw[end:]


def _cut(raw: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    start, end = _span(raw, random)
    return raw[:start] + raw[end:]


def _cut_short(raw: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    return raw[: _place(raw, random)]


def _byte(raw: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    place = _place(raw, random)
    return raw[:place] + bytes((random.randrange(256),)) + raw[place + random.randint(0, 1) :]


def _again(raw: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    start, end = _span(raw, random, 24)
    return raw[:end] + raw[start:end] * random.choice((1, 1, 2, 5, 30)) + raw[end:]


def _number(raw: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    found = list(_NUMBER.finditer(raw))
    if not found:
        return raw
    number = random.choice(found)
    return raw[: number.start()] + random.choice(_NUMBERS) + raw[number.end() :]


def _lines(raw: bytes, random: Random, _: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    change = random.randrange(6)
    if change == 0:
        del lines[one]
    elif change == 1:
        lines.insert(two, lines[one])
    elif change == 2:
        lines[one], lines[two] = lines[two], lines[one]
    elif change == 3:
        lines[one : one + 2] = [b"".join(lines[one : one + 2])]
    elif change == 4:
        lines[one] = b" " * random.randint(1, 4) + lines[one]
    elif others:
        theirs = random.choice(others).split(b"\n")
        start = random.randrange(len(theirs))
        lines[one:one] = theirs[start : start + random.randint(1, 4)]
    return b"\n".join(lines)


def _spliced(raw: bytes, random: Random, _: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    if not others:
        return raw
    theirs = random.choice(others)
    return raw[: _place(raw, random)] + theirs[_place(theirs, random) :]


_Change = Callable[[bytes, Random, Sequence[bytes], Sequence[bytes]], bytes]
_CHANGES: tuple[_Change, ...] = (
    *(_put_word, _put_word, _put_word, _word_for_span, _word_for_span, _lines, _lines, _lines),
    *(_cut, _cut_short, _byte, _again, _number, _spliced),
)
