"""Numbers for families: whole people on one base, both sides, in whom and after how long.

`rate-base` (release error): "1 in 7", "about 3 of 4", "62.5 of every 100": the base is 100 in the whole booklet, and
people are whole. A count of the people in one small report ("4 of 5 people", twenty at most) is no rate.
`rate-one-sided` (release error): an outcome tells how many it went well for, and not how many it did not.
`rate-population`, `rate-horizon` (release errors): an outcome does not say in whom, or after how long.
`survival-number` (release error): how many lived or died stands outside a section meant for such numbers, which
readers may skip; and in a heading, a callout, a caption or a drawing it never stands. A table of them counts too.

The words come from safety.yaml of the locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookletpress.checks.context import Context
from bookletpress.checks.passages import Passage, passages
from bookletpress.inline import plain
from bookletpress.model import Section
from bookletpress.problems import Problem, release_error
from bookletpress.vocabulary import Vocabulary, heard, pattern, sentences

BASE, SMALL = 100, 20
_ELSEWHERE = "leave it to the section about numbers, in running text or a table; say in words what is known"


@dataclass(frozen=True, slots=True)
class _Rate:
    shown: str
    part: str
    base: str

    @property
    def whole(self) -> bool:
        return self.part.isdigit() and self.base.isdigit()


def check(context: Context) -> Iterator[Problem]:
    """The sections for families, in the language of the vocabulary."""
    vocabulary = context.locale.vocabulary
    if "family" not in context.booklet.audiences:
        return
    for passage in passages(context.booklet, "family"):
        if passage.text.locale == context.locale.name:
            for code, message, hint in _faults(passage, vocabulary):
                yield release_error(code, message, passage.text.location, hint)


def meant_for_numbers(section: Section) -> bool:
    """Whether readers can choose to skip the section; survival numbers stand in no other."""
    return section.statistics


def _faults(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    if (number := _counted_in_cell(passage, vocabulary)) and not meant_for_numbers(passage.section):
        yield "survival-number", f"'{number}' tells how many lived", _ELSEWHERE
    words = heard(plain(passage.text.inline))
    if not any(pattern(some, vocabulary.numbers).search(words) for some in (vocabulary.rates, vocabulary.counts)):
        return
    said = sentences(words)
    for place, sentence in enumerate(said):
        rates = _rates(sentence, vocabulary)
        lived = pattern(vocabulary.survival).search(sentence)
        counted = lived or pattern(vocabulary.family_outcomes).search(sentence)
        for rate in rates:
            if not rate.whole or rate.base != str(BASE):
                yield "rate-base", f"'{rate.shown}' is not whole people of {BASE}", f"write 'about N of every {BASE}'"
        if not rates or not counted:
            continue
        shown = rates[0].shown
        if lived and (passage.kind not in ("body", "cell") or not meant_for_numbers(passage.section)):
            yield "survival-number", f"'{shown}' tells how many lived", _ELSEWHERE
        if not _both_sides(rates, " ".join(said[max(place - 1, 0) : place + 2])):
            yield "rate-one-sided", f"'{shown}' tells one side only", "add how many it was not so for, on the same base"
        near = " ".join(said)
        if not pattern(vocabulary.elapsed, vocabulary.numbers).search(near):
            yield "rate-horizon", f"'{shown}' does not say after how long", "write 'after 5 years', or words, no number"
        if not pattern(vocabulary.people).search(near):
            yield "rate-population", f"'{shown}' does not say in whom", "name the people who were counted"


def _counted_in_cell(passage: Passage, vocabulary: Vocabulary) -> str:
    """The number of a cell whose heads or caption say that it counts who lived, of every 100."""
    number = re.search(r"\d+", heard(plain(passage.text.inline)))
    if passage.kind != "cell" or not number:
        return ""
    around = heard(" ".join(plain(text.inline) for text in passage.around))
    return number[0] if f" {BASE} " in around and pattern(vocabulary.survival).search(around) else ""


def _both_sides(rates: tuple[_Rate, ...], near: str) -> bool:
    """Whether each rate stands beside what is left of 100: 62 and 38. "About" leaves room for two."""
    numbers = [int(number) for number in re.findall(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)", near)]
    parts = [int(rate.part) for rate in rates if rate.whole and rate.base == str(BASE)]
    return all(any(abs(part + number - BASE) <= 2 for number in numbers) for part in parts)


def _rates(sentence: str, vocabulary: Vocabulary) -> tuple[_Rate, ...]:
    """Rates, and counts ("4 of 5 people") unless they are those of one small report."""
    found = []

    def take(match: re.Match[str]) -> str:
        places = [place for place in range(1, len(match.groups()) + 1) if match[place]]
        first, second = (match[places[0]], match[places[1]]) if len(places) > 1 else ("1", match[places[0]])
        base_first = len(places) > 1 and match.start(places[0]) > match.start()
        found.append(_Rate(" ".join(match[0].split()), *((second, first) if base_first else (first, second))))
        return " "

    rest = pattern(vocabulary.rates, vocabulary.numbers).sub(take, sentence)
    rates = list(found)
    found.clear()
    pattern(vocabulary.counts, vocabulary.numbers).sub(take, rest)
    large = [count for count in found if not count.whole or int(count.base) > SMALL]
    return (*rates, *large)
