"""The report in Markdown: the answers first, then how each was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.results import Finding, Outcome, Series, Table, Verdict, listed, seconds

ANSWERS = {True: "yes", False: "**no**", None: ""}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the run was made."""

    machine: tuple[tuple[str, str], ...]
    repetitions: int
    quick: bool
    left_out: tuple[str, ...]
    picture: str


def markdown(outcomes: Sequence[Outcome], how: Circumstances) -> str:
    """The whole report."""
    parts = [
        "# How fast the press is",
        "Written by `.venv/bin/python -m benchmarks`, which measures all of this anew on your own computer; "
        "[README.md](README.md) says how.",
        *_warnings(outcomes, how),
        "## The answers",
        _table(_summary(outcomes)),
        _reading(how),
        f"![The times, as bars]({how.picture})",
        "## The computer",
        _table(Table(("what", "which"), how.machine)),
        *(part for outcome in outcomes for part in _section(outcome)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _warnings(outcomes: Sequence[Outcome], how: Circumstances) -> Iterable[str]:
    if how.quick:
        yield "**This was a short run, to try the benchmarks out. Its numbers mean little.**"
    if how.left_out:
        yield f"**Not all was measured. Left out on request: {listed(how.left_out)}.**"
    if failed := [outcome.name for outcome in outcomes if outcome.failure]:
        yield f"**Failed: {listed(failed)}. The reasons stand below.**"


def _reading(how: Circumstances) -> str:
    return (
        "A ratio of 1.05 means 5 % more time. What is compared runs in turn (A B A B …), "
        f"{_times(how.repetitions)} each unless a table says otherwise, so that whatever else the computer does hits "
        "both alike. A ratio is taken in each round, and the median of the rounds counts: the one in the middle. "
        "Behind it stand the smallest and the largest. Times are those on the clock, from the start of a command to "
        "its end."
    )


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _summary(outcomes: Sequence[Outcome]) -> Table:
    rows: list[tuple[str, ...]] = []
    for outcome in outcomes:
        name = f"[{outcome.name}](#{anchor(outcome.title)})"
        if outcome.finding is None:
            rows.append((name, outcome.title, "failed" if outcome.failure else "not measured", "", ANSWERS[None]))
            continue
        rows.extend(
            (
                name,
                verdict.question,
                f"{number(verdict)}{_range(verdict.measured)}",
                _target(verdict),
                ANSWERS[verdict.met],
            )
            for verdict in outcome.finding.verdicts
        )
        rows.extend((name, claim, "", "", ANSWERS[holds]) for claim, holds in outcome.finding.proofs)
    return Table(("benchmark", "question", "measured (smallest to largest)", "target", "met"), tuple(rows))


def number(verdict: Verdict) -> str:
    """The median: two decimals, or none for numbers that are no ratios."""
    return _number(verdict.measured.median)


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 20 else f"{value:.0f}"


def _range(values: Series) -> str:
    if len(values.values) == 1:
        return ""
    return f" ({_number(min(values.values))} to {_number(max(values.values))})"


def _target(verdict: Verdict) -> str:
    if verdict.target is None:
        return "none"
    return f"{'at least' if verdict.at_least else 'at most'} {verdict.target:g}"


def _section(outcome: Outcome) -> Iterable[str]:
    yield f"## {outcome.title}"
    yield outcome.about
    if outcome.finding is not None:
        yield from _found(outcome.finding)
    elif outcome.failure:
        yield "**This benchmark failed:**"
        yield f"```text\n{outcome.failure.replace('```', '` ` `').strip()}\n```"
    else:
        yield f"Not measured: {outcome.missing}."
    yield f"`python -m benchmarks --only {outcome.name}` repeats this; it took {seconds(outcome.seconds)}."


def _found(finding: Finding) -> Iterable[str]:
    for table in finding.tables:
        yield _table(table)
    rows = [f"- {claim}: {ANSWERS[holds]}" for claim, holds in finding.proofs]
    rows.extend(f"- {note}" for note in finding.notes)
    yield "\n".join(rows)


def _table(table: Table) -> str:
    lines = [_row(table.head), _row(["---"] * len(table.head)), *map(_row, table.rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def anchor(title: str) -> str:
    """The name that GitHub and others give to a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -")
    return kept.replace(" ", "-")
