"""In text for clinicians a result says what was counted, over how long, and in whom.

Each percentage, and each "21 of 32" (but not "4 of 5 people") in a sentence about an outcome, needs:
`outcome-endpoint` (release error): what was counted (EFS, OS, PFS, response, "of tumors"), before it in the same clause
or right behind it; a clause without a time of its own goes on with what the one before counted. In a table also in the
row, the head of the column, or the caption.
`outcome-horizon` (release error): over how long ("3-year", "at diagnosis", "during follow-up", or "horizon not
recorded"), in the same sentence; in a table also in the row, the caption or the opening sentences. For how often a
thing is found, the paragraph is enough. A response is the best one on treatment and has no horizon.
`outcome-population` (release error): in whom (phase, trial, risk group, n), in the same paragraph or row, the caption
or the heading.

The words come from safety.yaml of the locale. Confidence levels and thresholds ("95% CI", "90% or more") are no
results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.checks.passages import Passage, passages
from bookletpress.inline import plain
from bookletpress.model import Text
from bookletpress.problems import Problem, release_error
from bookletpress.vocabulary import Vocabulary, heard, pattern, sentences

_PERCENT = re.compile(r"\d+(?:[.,]\d+)?(?:\s?[–-]\s?\d+(?:[.,]\d+)?)?\s?%")
_SHARE = re.compile(r"(?<![\w.,-])(\d+) (?:of|de) (\d+)(?![\w%-])")
_TRIAL = re.compile(r"\b[A-Z][A-Z-]*\d{2,}[A-Z0-9-]*\b")
_HINTS = {
    "endpoint": "name it before the number: 3-year EFS 62%, best response 15%, of tumors at diagnosis",
    "horizon": "give the time (3-year, at diagnosis, during follow-up), or write that it is not recorded",
    "population": "name the trial, the phase, the risk group or n in the same paragraph, row or caption",
}
SMALL = 10
"""A count of so few people is no rate."""
_LACKS = {"endpoint": "what was counted", "horizon": "over how long", "population": "in whom"}


def check(context: Context) -> Iterator[Problem]:
    """The sections that only clinicians get; what families read holds no percentages at all."""
    vocabulary = context.locale.vocabulary
    if "clinician" not in context.booklet.audiences or not vocabulary.endpoints:
        return
    for passage in passages(context.booklet, "clinician"):
        if "family" not in passage.section.audiences and passage.text.locale == context.locale.name:
            for number, lack in lacking(passage, vocabulary):
                message = f"'{number}' does not say {_LACKS[lack]}"
                yield release_error(f"outcome-{lack}", message, passage.text.location, _HINTS[lack])


def lacking(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Each number of a passage with what it lacks: endpoint, horizon or population."""
    said = _words(passage.text)
    in_table = passage.kind == "cell"
    row = [*map(_words, passage.around)] if in_table else []
    row_and_frame = " ".join(map(_words, passage.all_around)) if in_table else ""
    everywhere = " ".join((said, *map(_words, passage.all_around)))
    whom, when = (pattern(some, vocabulary.numbers) for some in (vocabulary.populations, vocabulary.horizons))
    for sentence in sentences(said):
        for start, number in _numbers(sentence, vocabulary):
            kind = _endpoint(sentence, start, row, vocabulary)
            around = everywhere if kind == "share" else row_and_frame
            if not kind:
                yield number, "endpoint"
            elif kind != "response" and not (_horizon(sentence, start, vocabulary) or when.search(around)):
                yield number, "horizon"
            if not whom.search(everywhere) and not _TRIAL.search(everywhere):
                yield number, "population"


def _numbers(sentence: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    level = [match.span() for match in pattern(vocabulary.no_outcomes, vocabulary.numbers).finditer(sentence)]
    for match in _PERCENT.finditer(sentence):
        if not any(start - 2 <= match.end() and match.start() <= end for start, end in level):
            yield match.start(), match[0]
    outcomes = pattern((*vocabulary.timeless_endpoints, *vocabulary.endpoints), vocabulary.numbers)
    if outcomes.search(sentence):
        for match in _SHARE.finditer(sentence):
            if (
                int(match[1]) <= int(match[2])
                and int(match[2]) > SMALL
                and not _PERCENT.match(sentence, match.end() + 2)
            ):
                yield match.start(), match[0]


def _endpoint(sentence: str, start: int, row: list[str], vocabulary: Vocabulary) -> str:
    """What kind of result is counted: "timed", "share" (how often something is found), "response", or "" if none is."""
    before = sentence[:start].split(";")
    clause = before[-1] + _right_behind(sentence, start)
    goes_on = not pattern(vocabulary.horizons, vocabulary.numbers).search(before[-1])
    for words in (clause, *(before[-2::-1] if goes_on else ()), *row):
        for kind, phrases in (
            ("response", vocabulary.timeless_endpoints),
            ("timed", vocabulary.endpoints),
            ("share", vocabulary.shares),
        ):
            if pattern(phrases, vocabulary.numbers).search(words):
                return kind
    return ""


def _horizon(sentence: str, start: int, vocabulary: Vocabulary) -> bool:
    """Before the number in its sentence, right behind it, or later in the clause if nothing else is counted between."""
    times, counted = (pattern(some, vocabulary.numbers) for some in (vocabulary.horizons, vocabulary.endpoints))
    behind = sentence[start:].partition(";")[0]
    return bool(
        times.search(sentence[:start])
        or times.search(_right_behind(sentence, start))
        or (times.search(behind) and not counted.search(behind))
    )


def _right_behind(sentence: str, start: int) -> str:
    """From a number to the next comma, over what stands in brackets: 66% (21 of 32) responded."""
    return re.split(r"[;,]", re.sub(r"\([^()]*\)", " ", sentence[start:]), maxsplit=1)[0]


def _words(text: Text) -> str:
    return heard(plain(text.inline))
