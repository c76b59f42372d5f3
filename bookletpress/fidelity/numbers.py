"""Numbers with units, codes and telephone numbers: the translation has the same, as its language writes them.

`number-mismatch` (error): a number, its unit or a code is missing, added or another one. All are compared as multisets,
so their order is free; `1 1/2`, `1½` and `1.5` are the same.
`decimal-mark` (error): the numbers would be the same if the locale wrote decimals with its other mark.
`phone-mismatch` (error): a telephone number or an emergency number differs.
`number-form` (error): a dose as `.5 mg` or `5.0 mg`, which is read as 5 mg and 50 mg, where the English has no such.
`range-reversed` (error): a range from the larger number to the smaller.
`number-in-words` (warning): digits in one language are words in the other. With a unit it is a `number-mismatch`.
`number-order` (warning): the same numbers in another order; two doses may have changed places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bookletpress import parity
from bookletpress.fidelity.marks import HINT, mismatch
from bookletpress.fidelity.numberwords import surplus
from bookletpress.fidelity.pair import Pair
from bookletpress.parity import ENGLISH, NumberStyle
from bookletpress.problems import Problem, error, warning

EMERGENCY = frozenset(("911", "112", "999", "988"))
"""Numbers of few digits that people dial; longer ones are known by their length."""

_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"\d{7,15}")
_UNITS = r"[ \u00a0\u202f]?(?:mg|mcg|µg|μg|g|kg|mL|ml|L|mEq|Gy)(?![^\W\d_])"
_BARE_POINT = re.compile(rf"(?<![\d.,])[.,]\d+{_UNITS}")
_USELESS_ZERO = re.compile(rf"\d[.,]0+{_UNITS}")
_RANGE = re.compile(r"(?<![\d.,–-])(\d+(?:[.,]\d+)?)\s?[–—-]\s?(\d+(?:[.,]\d+)?)(?![\d–-]|[.,]\d)")


def check(pair: Pair) -> Iterator[Problem]:
    """Most texts hold no digit, and nothing is compared."""
    meant, said = parity.spoken(pair.source.inline), parity.spoken(pair.target)
    if not _DIGIT.search(meant) and not _DIGIT.search(said):
        return
    source, target = parity.quantities(meant, ENGLISH), parity.quantities(said, pair.style)
    if source != target:
        yield from _different(pair, source, target, said)
    elif (before := parity.amounts(pair.source.inline, ENGLISH)) != (after := parity.amounts(pair.target, pair.style)):
        message = f"the numbers stand in another order: {', '.join(before)}; here: {', '.join(after)}"
        yield warning("number-order", message, pair.place, "make sure that each number belongs to the same thing")
    for pattern, why in ((_BARE_POINT, "without a zero before the mark"), (_USELESS_ZERO, "with a zero too many")):
        extra = Counter(pattern.findall(said)) - Counter(pattern.findall(meant))
        for dose in extra:
            hint = "write 0.5 and 5: a mark that is overlooked makes it ten times as much"
            yield error("number-form", f"'{dose.strip()}' is a dose {why}", pair.place, hint)
    yield from _reversed(pair, meant, said)


def _different(pair: Pair, source: Counter[str], target: Counter[str], said: str) -> Iterator[Problem]:
    style = pair.style
    if source == parity.quantities(said, NumberStyle(style.group, style.decimal, style.units)):
        message = f"the decimal mark of this language is '{style.decimal}'"
        hint = f"write 2{style.decimal}5, and 1{style.group}500 for a thousand and a half"
        yield error("decimal-mark", message, pair.place, hint)
        return
    missing, extra = source - target, target - source
    for words, digits in (
        (surplus(pair.english, pair.meant, pair.locale.parity, pair.said), extra),
        (surplus(pair.locale.parity, pair.said, pair.english, pair.meant), missing),
    ):
        for value in (
            words & Counter({int(one): count for one, count in digits.items() if one.isdecimal()})
        ).elements():
            digits[str(value)] -= 1
            message = f"{value} stands in digits in one language and in words in the other"
            yield warning("number-in-words", message, pair.place, "write it as the English does, or waive this")
    dialled, other = _split(+missing, +extra)
    if found := parity.difference(*dialled):
        yield mismatch("phone", "the telephone numbers", found, pair.place)
    if found := parity.difference(*other):
        yield mismatch("number", "the numbers", found, pair.place)


def _split(
    missing: Counter[str], extra: Counter[str]
) -> tuple[tuple[Counter[str], Counter[str]], tuple[Counter[str], Counter[str]]]:
    """Numbers that people dial, and all others; an emergency number takes its stead with it."""
    dialled = {token for token in (*missing, *extra) if token in EMERGENCY or _PHONE.fullmatch(token)}
    if dialled & EMERGENCY and missing.total() == extra.total() == 1:
        dialled |= {*missing, *extra}

    def part(tokens: Counter[str], wanted: bool) -> Counter[str]:
        return Counter({token: count for token, count in tokens.items() if (token in dialled) is wanted})

    return (part(missing, True), part(extra, True)), (part(missing, False), part(extra, False))


def _reversed(pair: Pair, meant: str, said: str) -> Iterator[Problem]:
    known = Counter(_RANGE.findall(parity.without_codes(meant, ENGLISH)))
    for found in Counter(_RANGE.findall(parity.without_codes(said, pair.style))) - known:
        low, high = (float(one.replace(",", ".")) for one in found)
        if low > high:
            message = f"the range {'–'.join(found)} goes from the larger number to the smaller"
            yield error("range-reversed", message, pair.place, HINT)
