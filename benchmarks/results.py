"""What a benchmark hands to the report: series of measurements, ratios between them, targets, tables, bars."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """The same thing measured several times; at least once."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value: one disturbed measurement does not move it."""
        return statistics.median(self.values)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Half of the values lie between these two."""
        if len(self.values) < 2:
            return self.values[0], self.values[0]
        low, _, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return low, high


def series(values: Iterable[float]) -> Series:
    """A series of these values. Raises ValueError if there are none."""
    kept = tuple(values)
    if not kept:
        raise ValueError("nothing was measured")
    return Series(kept)


def ratio(over: Series, under: Series) -> Series:
    """Round by round, the first over the second: what disturbs the machine hits both sides of a round alike."""
    return series(a / b for a, b in zip(over.values, under.values, strict=True))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question, the ratio that answers it, and the number it should not exceed (or fall short of).

    Without a target it is only told.
    """

    question: str
    measured: Series
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the median keeps to the target; None if there is no target."""
        if self.target is None:
            return None
        return self.measured.median >= self.target if self.at_least else self.measured.median <= self.target


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the picture; `ours` are painted in another colour."""

    label: str
    seconds: Series
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one benchmark found out. `proofs` are claims about what was done, each with whether it holds."""

    verdicts: tuple[Verdict, ...] = ()
    proofs: tuple[tuple[str, bool], ...] = ()
    tables: tuple[Table, ...] = ()
    bars: tuple[Bar, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A benchmark that was started: what it found, or why it has nothing to say."""

    name: str
    title: str
    about: str
    finding: Finding | None
    failure: str = ""
    missing: str = ""
    seconds: float = 0.0


class NotInstalled(Exception):
    """What this benchmark measures, or measures against, is not on this computer. It is left out, and named."""


class MeasurementFailed(Exception):
    """A command that was to be measured failed, or did not make what it should."""


def seconds(value: float) -> str:
    """Three digits are as many as a stopwatch on a shared machine deserves."""
    if value >= 100:
        return f"{value:.0f} s"
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s" if value >= 1 else f"{value:.3f} s"


def times(measured: Mapping[str, Series]) -> Table:
    """The usual table of times, a row a contestant."""
    rows = (timing_row(name, values) for name, values in measured.items())
    return Table(("what ran", "median", "middle half", "fastest", "slowest", "runs"), tuple(rows))


def timing_row(name: str, values: Series) -> tuple[str, ...]:
    """Median, quartiles and extremes of one contestant."""
    low, high = values.quartiles
    return (
        name,
        seconds(values.median),
        f"{seconds(low)} to {seconds(high)}",
        seconds(min(values.values)),
        seconds(max(values.values)),
        str(len(values.values)),
    )


def listed(words: Sequence[str]) -> str:
    """one, two and three"""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
