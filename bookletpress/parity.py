"""Do English and translation say the same numbers with the same units, and carry the same facts, sources and links?

All are compared as multisets of parsed tokens, so that any order of words is fine and nothing may be missing or extra.
No common tool does this for numbers: they look for digits as substrings and let 5 mg become 50 mg.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from bookletpress.inline import Atom, Cite, Emphasis, Inline, Link, Strong, Words, walk

_VULGAR = {sign: Fraction(unicodedata.numeric(sign)).limit_denominator(16) for sign in "¼½¾⅓⅔⅛⅜⅝⅞"}
_UNITS = {
    "mg": "mg",
    "mcg": "mcg",
    "µg": "mcg",
    "μg": "mcg",
    "g": "g",
    "kg": "kg",
    "lb": "lb",
    "lbs": "lb",
    "oz": "oz",
    "mL": "mL",
    "ml": "mL",
    "dL": "dL",
    "dl": "dL",
    "L": "L",
    "mEq": "mEq",
    "mmol": "mmol",
    "cm": "cm",
    "mm": "mm",
    "m²": "m²",
    "m2": "m²",
    "mmHg": "mmHg",
    "mm Hg": "mmHg",
    "Gy": "Gy",
    "MBq": "MBq",
    "mCi": "mCi",
    "%": "%",
    "°F": "°F",
    "°C": "°C",
    "°": "°",
}
_ELSEWHERE = re.compile(
    r"(?P<address>https?://\S+|[\w.+%-]+@[\w.-]+\.[A-Za-z]+)"
    r"|(?P<phone>(?<![\w.,-])(?:(?:\+?\d{1,3}[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}|\d{3}-\d{4})(?!\d))"
    r"|(?P<code>(?<![A-Za-z0-9])[A-Za-z]+\d[A-Za-z0-9]*)"
)
_COUNTS = re.compile(rf"[\d@{''.join(_VULGAR)}]|://")
"""What every token of `quantities` holds; most texts hold none of it."""
_SPACE = "[ \u00a0\u202f]"
_OTHER_DIGIT = re.compile(r"(?![0-9])\d|[٫٬٪]")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a locale writes numbers. `units` maps its own signs for units to ours, such as Russian `мг` to `mg`."""

    decimal: str = "."
    group: str = ","
    units: Mapping[str, str] = field(default_factory=dict)


ENGLISH = NumberStyle()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a translation lacks and what it has too much, ready to be shown."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)

    def __str__(self) -> str:
        parts = [("missing", self.missing), ("not in the English", self.extra)]
        return "; ".join(f"{what}: {', '.join(tokens)}" for what, tokens in parts if tokens)


def numbers(
    source: tuple[Inline, ...], target: tuple[Inline, ...], source_style: NumberStyle, style: NumberStyle
) -> Difference:
    """Numbers with units, codes such as GD2, telephone numbers and addresses in the words."""
    return difference(quantities(spoken(source), source_style), quantities(spoken(target), style))


def citations(source: tuple[Inline, ...], target: tuple[Inline, ...]) -> Difference:
    """The claims that the words stand on."""
    return difference(_claims(source), _claims(target))


def atoms(source: tuple[Inline, ...], target: tuple[Inline, ...]) -> Difference:
    """Facts such as `{phone:acs-helpline}`."""
    return difference(_atoms(source), _atoms(target))


def links(source: tuple[Inline, ...], target: tuple[Inline, ...]) -> Difference:
    """Where the links lead."""
    return difference(_links(source), _links(target))


def emphasis(source: tuple[Inline, ...], target: tuple[Inline, ...]) -> Difference:
    """How many stretches are bold and how many are italic."""
    return difference(_emphasis(source), _emphasis(target))


def placeholders(source: str, target: str) -> Difference:
    """Places such as `{count}` that the press fills in its own sentences; every brace counts."""
    return difference(Counter(re.findall(r"\{\w*\}|[{}]", source)), Counter(re.findall(r"\{\w*\}|[{}]", target)))


def quantities(words: str, style: NumberStyle = ENGLISH) -> Counter[str]:
    """The tokens of a text, each in one spelling: `1 1/2`, `1½` and `1.5` are the same."""
    found: Counter[str] = Counter()
    if not _COUNTS.search(words):
        return found

    def take(match: re.Match[str]) -> str:
        kept = match[0] if match["phone"] is None else "".join(filter(str.isdigit, match[0]))
        found[kept.rstrip(".,;:!?)")] += 1
        return " "

    found.update(_amounts(_ELSEWHERE.sub(take, _western_digits(words, style)), style))
    return found


def amounts(inlines: tuple[Inline, ...], style: NumberStyle) -> tuple[str, ...]:
    """The numbers with their units in order, without codes, telephone numbers and addresses."""
    words = spoken(inlines)
    return tuple(_amounts(without_codes(words, style), style)) if _COUNTS.search(words) else ()


def without_codes(words: str, style: NumberStyle) -> str:
    """The words without codes, telephone numbers and addresses, with digits 0 to 9."""
    return _ELSEWHERE.sub(" ", _western_digits(words, style))


def _amounts(words: str, style: NumberStyle) -> Iterator[str]:
    for match in _number(style.decimal, style.group, tuple(style.units)).finditer(words):
        yield _shown(_value(match["number"], style), _unit(match["unit"] or "", style))


def places(words: str, style: NumberStyle = ENGLISH) -> list[tuple[int, int]]:
    """Where the tokens of `quantities` stand, from start to end; addresses, telephone numbers and codes first."""
    found: list[tuple[int, int]] = []

    def take(match: re.Match[str]) -> str:
        found.append(match.span())
        return " " * len(match[0])

    rest = _ELSEWHERE.sub(take, words)
    found.extend(match.span() for match in _number(style.decimal, style.group, tuple(style.units)).finditer(rest))
    return found


@lru_cache(maxsize=16)
def _number(decimal: str, group: str, more_units: tuple[str, ...]) -> re.Pattern[str]:
    group = "[\u00a0\u202f]" if group.isspace() else re.escape(group)
    decimal = re.escape(decimal)
    whole = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+)"
    vulgar = "[" + "".join(_VULGAR) + "]"
    units = "|".join(re.escape(unit) for unit in sorted((*_UNITS, *more_units), key=len, reverse=True))
    one_unit = rf"(?:{units})(?![^\W\d_])"
    return re.compile(
        rf"(?P<number>\d+ \d+/\d+|\d+/\d+|\d+ ?{vulgar}|{vulgar}|{whole}(?:{decimal}\d+)?|{decimal}\d+)"
        rf"(?:{_SPACE}?(?P<unit>{one_unit}(?:/{one_unit})*))?"
    )


def _value(number: str, style: NumberStyle) -> Fraction | str:
    if number[-1] in _VULGAR:
        return int(number[:-1].strip() or 0) + _VULGAR[number[-1]]
    whole, _, part = number.rpartition(" ")
    try:
        if "/" in part:
            return int(whole or 0) + Fraction(part)
        plain = re.sub(rf"[\u00a0\u202f{re.escape(style.group)}]", "", number)
        return Fraction(plain.replace(style.decimal, "."))
    except (ValueError, ZeroDivisionError):
        return number


def _unit(written: str, style: NumberStyle) -> str:
    known = _UNITS | dict(style.units)
    return "/".join(known.get(unit, unit) for unit in written.split("/")) if written else ""


def _shown(value: Fraction | str, unit: str) -> str:
    if isinstance(value, Fraction) and value.denominator != 1:
        decimals = f"{float(value):.10f}".rstrip("0")
        value = decimals if Fraction(decimals) == value else str(value)
    return f"{value} {unit}".rstrip()


def _western_digits(words: str, style: NumberStyle) -> str:
    """Digits of any script as 0 to 9; Arabic's own marks as the locale's."""
    marks = {"٫": style.decimal, "٬": style.group, "٪": "%"}

    def western(found: re.Match[str]) -> str:
        sign = found[0]
        return marks[sign] if sign in marks else str(unicodedata.decimal(sign))

    return _OTHER_DIGIT.sub(western, words)


def spoken(inlines: tuple[Inline, ...]) -> str:
    """The words; a space where a citation or a fact stands, so that digits on its two sides stay apart."""
    return "".join(
        node.text if isinstance(node, Words | Link) else " " if isinstance(node, Cite | Atom) else ""
        for node in walk(inlines)
    )


def _claims(inlines: tuple[Inline, ...]) -> Counter[str]:
    return Counter(f"@{claim}" for node in walk(inlines) if isinstance(node, Cite) for claim in node.claims)


def _atoms(inlines: tuple[Inline, ...]) -> Counter[str]:
    return Counter(f"{{{node.kind}:{node.key}}}" for node in walk(inlines) if isinstance(node, Atom))


def _links(inlines: tuple[Inline, ...]) -> Counter[str]:
    return Counter(f"[{node.key}]" for node in walk(inlines) if isinstance(node, Link))


def _emphasis(inlines: tuple[Inline, ...]) -> Counter[str]:
    return Counter(
        "**bold**" if isinstance(node, Strong) else "*italic*"
        for node in walk(inlines)
        if isinstance(node, Strong | Emphasis)
    )


def difference(source: Counter[str], target: Counter[str]) -> Difference:
    """What one multiset of tokens has and the other has not."""
    if source == target:
        return Difference((), ())
    return Difference(tuple(sorted((source - target).elements())), tuple(sorted((target - source).elements())))
