"""How the items of the instruments come out, as far as a program can tell.

`rule-unknown` (error): an instrument asks for a rule that there is not.

A rule never says yes for a whole item that only people can answer: it says what it sees, and `software: part` beside
it says that a person has to judge the rest. What was counted stands beside every answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bookletpress.pack.declared import Instrument, Item
from bookletpress.pack.signs import Signs
from bookletpress.pack.values import NO, NOT_APPLICABLE, PARTLY, PERSON, YES, Answer, InstrumentRow
from bookletpress.problems import ProblemsFound, error
from bookletpress.readability.languages import Grade

TERMS = ("term-unexplained", "abbreviation-unexplained")
PASSIVE = ("passive",)
FAMILY_NUMBERS = (
    *("survival-number", "rate-base", "rate-one-sided", "rate-horizon", "rate-population"),
    "percent-in-family-text",
)
CLINICIAN_NUMBERS = ("outcome-endpoint", "outcome-horizon", "outcome-population")

Evidence = Mapping[str, int | str]
Result = tuple[str, Evidence]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules look at: counts, warnings and errors of the checks by code, and what the pack itself knows.

    `unlooked` are codes of checks that do not look at this text: none found says nothing then.
    """

    signs: Signs
    found: Mapping[str, int]
    family: bool
    revised: str
    funded: bool
    final: bool
    unlooked: frozenset[str] = frozenset()

    def count(self, codes: Iterable[str]) -> int:
        """How often checks found any of these."""
        return sum(self.found.get(code, 0) for code in codes)


def answered(instrument: Instrument, seen: Seen) -> InstrumentRow:
    """Every item of an instrument. Raises ProblemsFound for a rule that does not exist."""
    rows = []
    for item in instrument.items:
        result, evidence = _rule(item)(seen) if item.rule else (PERSON, {})
        rows.append(Answer(item.number, item.asks.source, item.software, result, dict(evidence)))
    return InstrumentRow(instrument.id, instrument.name, instrument.cite, tuple(rows))


def _rule(item: Item) -> Callable[[Seen], Result]:
    if item.rule not in RULES:
        message, hint = f"there is no rule '{item.rule}'", f"known: {', '.join(RULES)}"
        raise ProblemsFound([error("rule-unknown", message, item.location, hint)])
    return RULES[item.rule]


def _grade(seen: Seen) -> Result:
    if seen.signs.grade is None or not seen.signs.judged:
        return PERSON, {}
    result = {Grade.GOOD: YES, Grade.HARD: PARTLY, Grade.TOO_HARD: NO}[seen.signs.grade]
    return result, {"reads_as": seen.signs.reads_as}


def _warned(codes: tuple[str, ...], name: str) -> Callable[[Seen], Result]:
    """No warning: yes, as far as the checks see; otherwise partly. Texts that they do not look at: a person."""

    def rule(seen: Seen) -> Result:
        if not seen.signs.judged or not seen.unlooked.isdisjoint(codes):
            return PERSON, {}
        count = seen.count(codes)
        return (PARTLY if count else YES), {name: count}

    return rule


def _terms(seen: Seen) -> Result:
    result, evidence = _warned(TERMS, "unexplained")(seen)
    return result, {**evidence, "explained": seen.signs.words_explained}


def _terms_seen(seen: Seen) -> Result:
    return PERSON, _terms(seen)[1]


def _numbers(seen: Seen) -> Result:
    codes = FAMILY_NUMBERS if seen.family else CLINICIAN_NUMBERS
    if not seen.unlooked.isdisjoint(codes):
        return PERSON, {}
    count = seen.count(codes)
    return (NO if count else YES), {"number_faults": count}


def _pieces(seen: Seen) -> Result:
    return (YES if seen.signs.headings > 1 else NO), {
        "headings": seen.signs.headings,
        "longest_piece": seen.signs.longest_piece,
    }


def _headings(seen: Seen) -> Result:
    return (YES if seen.signs.sections > 1 else NO), {
        "sections": seen.signs.sections,
        "headings": seen.signs.headings,
    }


def _present(*names: str) -> Callable[[Seen], Result]:
    """Yes if there is any of these; the counts tell which."""

    def rule(seen: Seen) -> Result:
        counts = {name: int(getattr(seen.signs, name)) for name in names}
        return (YES if any(counts.values()) else NO), counts

    return rule


def _counted(*names: str) -> Callable[[Seen], Result]:
    """A person must judge; here is what there is."""
    return lambda seen: (PERSON, _present(*names)(seen)[1])


def _captions(seen: Seen) -> Result:
    signs = seen.signs
    if not signs.figures:
        return NOT_APPLICABLE, {"figures": 0}
    whole = signs.captions == signs.figures and signs.described == signs.drawings
    return (YES if whole else NO), {"figures": signs.figures, "captions": signs.captions, "described": signs.described}


def _tables(seen: Seen) -> Result:
    signs = seen.signs
    if not signs.tables:
        return NOT_APPLICABLE, {"tables": 0}
    evidence = {"tables": signs.tables, "table_heads": signs.table_heads, "widest_table": signs.widest_table}
    return (YES if signs.table_heads == signs.tables else PARTLY), evidence


def _summary_first(seen: Seen) -> Result:
    return (YES if seen.signs.points_first else PERSON), {"points": seen.signs.points}


def _points_seen(seen: Seen) -> Result:
    return (YES if seen.signs.points or seen.signs.keys else PERSON), {
        "points": seen.signs.points,
        "keys": seen.signs.keys,
    }


def _actions(seen: Seen) -> Result:
    signs = seen.signs
    evidence = {"calls": signs.calls, "asks": signs.asks, "questions": signs.questions, "steps": signs.steps}
    return (YES if any(evidence.values()) else PERSON), evidence


def _known(seen: Seen) -> Result:
    both = seen.signs.sources and seen.signs.unknowns
    return (YES if both else PARTLY if seen.signs.sources else PERSON), {
        "sources": seen.signs.sources,
        "unknowns": seen.signs.unknowns,
    }


def _dated(seen: Seen) -> Result:
    return YES, {"revised": seen.revised}


def _updated(seen: Seen) -> Result:
    """The day for the next look is printed in final editions only; the pack has the policy."""
    return (YES if seen.final else PARTLY), {"stated_in_pack": "updates"}


def _funded(seen: Seen) -> Result:
    """Stated in the pack at best: no page of the booklets prints it."""
    return (PARTLY, {"stated_in_pack": "funding"}) if seen.funded else (NO, {"not_stated": "funding"})


RULES: Mapping[str, Callable[[Seen], Result]] = MappingProxyType(
    {
        "grade": _grade,
        "terms": _terms,
        "terms-seen": _terms_seen,
        "passive": _warned(PASSIVE, "passive"),
        "numbers": _numbers,
        "pieces": _pieces,
        "headings": _headings,
        "summary": _present("points"),
        "summary-first": _summary_first,
        "points": _counted("points"),
        "points-seen": _points_seen,
        "cues": _present("keys", "calls", "asks", "unknowns", "lists", "bold"),
        "lists": _present("lists"),
        "pictures": _counted("figures"),
        "captions": _captions,
        "tables": _tables,
        "actions": _actions,
        "steps": _counted("steps"),
        "tools": _present("questions", "tools"),
        "known": _known,
        "outcomes": _counted("statistics"),
        "sources": _present("sources"),
        "dated": _dated,
        "updated": _updated,
        "funded": _funded,
        "no-screening": lambda _seen: (NOT_APPLICABLE, {}),
    }
)
