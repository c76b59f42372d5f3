"""How long each stage of a run takes: measured in the press and in its workers, told in three ways.

Workers are processes of their own, perhaps on other machines: a span says when it began by the clock on the wall,
which they share, and how long it took by a counter that nobody sets back.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

PRESS = 0
"""The track of the press itself."""

STAGES = ("start", "read and check", "compose", "compare", "lay out", "finish", "impose", "inspect", "write", "publish")
"""The stages of a run, in order."""

IN_WORKERS = frozenset({"lay out", "finish", "impose", "inspect"})
"""The stages that workers do, side by side."""

_SECOND = 1_000_000_000
_EXPLAINED = """\
Workers do their stages side by side, so all the seconds together may be more
than the run took. The share is a stage's part of all those seconds."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stage that began at `start` (nanoseconds since 1970) and took `length` nanoseconds.

    `track` is PRESS or the process id of a worker; `of` names the edition, if it was about one.
    """

    name: str
    start: int
    length: int
    track: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """How often a stage was done, and the nanoseconds that it took in all."""

    count: int
    length: int


@contextmanager
def timed(into: list[Span], name: str, of: str = "", track: int | None = None) -> Iterator[None]:
    """Measures the block and appends its span, even if the block fails. Without a track it is this process's own."""
    start, begun = time.time_ns(), time.perf_counter_ns()
    try:
        yield
    finally:
        length = time.perf_counter_ns() - begun
        into.append(Span(name, start, length, os.getpid() if track is None else track, of))


class Clock:
    """Adds up spans as they come in. The spans themselves are kept only if asked for: there may be very many."""

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self._spans: list[Span] = []
        self._totals: dict[str, Total] = {}

    @contextmanager
    def span(self, name: str, of: str = "") -> Iterator[None]:
        """Measures a block that the press itself does. Blocks inside blocks are counted twice."""
        found: list[Span] = []
        try:
            with timed(found, name, of, PRESS):
                yield
        finally:
            self.add(found)

    def add(self, spans: Iterable[Span]) -> None:
        """Counts what was measured elsewhere."""
        for span in spans:
            before = self._totals.get(span.name, Total(0, 0))
            self._totals[span.name] = Total(before.count + 1, before.length + span.length)
            if self._keep:
                self._spans.append(span)

    def totals(self) -> Mapping[str, Total]:
        """The stages that were done, in the order of a run; others behind, as they came."""
        known = [name for name in STAGES if name in self._totals]
        return {name: self._totals[name] for name in dict.fromkeys((*known, *self._totals))}

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans, in the order they were added; none unless they are kept."""
        return tuple(self._spans)


def table(totals: Mapping[str, Total], wall: int) -> str:
    """The stages of a run that took `wall` nanoseconds, as a table of plain text, less than 80 columns wide."""
    everything = sum(total.length for total in totals.values())
    width = max(len(name) for name in (*totals, *STAGES))
    rows = [f"{'stage':{width}}  {'done by':8}  {'times':>10}  {'seconds':>14}  {'share':>6}"]
    for name, total in totals.items():
        who = "workers" if name in IN_WORKERS else "press"
        share = _share(total.length, everything)
        seconds = f"{total.length / _SECOND:,.2f}"
        rows.append(f"{name:{width}}  {who:8}  {total.count:>10,}  {seconds:>14}  {share:>6}")
    return "\n".join((*rows, "", _EXPLAINED, "", f"The whole run took {duration(wall)} (wall time)."))


def _share(part: int, whole: int) -> str:
    percent = 100 * part / whole if whole else 0.0
    return "<1 %" if 0 < percent < 0.5 else f"{percent:.0f} %"


def summary(
    totals: Mapping[str, Total], wall: int, made: int, unchanged: int = 0, failed: int = 0, workers: int | None = None
) -> str:
    """One line about a run that took `wall` nanoseconds. Stages that took no time worth a word are left out.

    Workers that are not counted are not mentioned.
    """
    pressing = [
        f"{duration(length)} of {what}"
        for what, length in (
            ("layout", _length(totals, "lay out")),
            ("finishing", _length(totals, "finish", "inspect")),
        )
        if _worth_a_word(length)
    ]
    where = "" if workers is None else f" in {_counted(workers, 'worker')}"
    told = [" and ".join(pressing) + where] if pressing else []
    reading = _length(totals, "read and check")
    if _worth_a_word(reading):
        told.append(f"{duration(reading)} of reading and checking")
    comparing = _length(totals, "compose", "compare")
    if _worth_a_word(comparing):
        told.append(f"{duration(comparing)} of composing and comparing")
    head = f"{_outcome(made, unchanged, failed)} in {duration(wall)}"
    return f"{head}: {', '.join(told)}" if told else head


def _outcome(made: int, unchanged: int, failed: int) -> str:
    others = [f"{count:,} {word}" for count, word in ((unchanged, "unchanged"), (failed, "failed")) if count]
    pdfs = _counted(made, "file") if made else "no files"
    return ", ".join((f"{pdfs} made", *others)) if others else pdfs


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def _length(totals: Mapping[str, Total], *names: str) -> int:
    return sum(totals[name].length for name in names if name in totals)


def _worth_a_word(length: int) -> bool:
    return duration(length) != "0.0 s"


def duration(length: int) -> str:
    """Nanoseconds for people: "9.8 s", "3 min 05 s", "1 h 02 min"."""
    if length < 59.95 * _SECOND:  # what would be rounded to 60.0 s is a minute
        return f"{length / _SECOND:.1f} s"
    seconds = round(length / _SECOND)
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60:02} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60:,} h {minutes % 60:02} min"


def trace(spans: Iterable[Span]) -> str:
    """The run in Chrome's trace event format, for chrome://tracing, Perfetto and the like: a track for each worker.

    The order in which the spans were added does not matter. Time begins with the first of them.
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.track, span.name, span.of, span.length))
    seen = dict.fromkeys(span.track for span in ordered if span.track != PRESS)
    rows = {PRESS: 0, **{track: place for place, track in enumerate(seen, 1)}}
    names = {0: "the press", **{place: f"worker {place}" for place in rows.values() if place}}
    events: list[dict[str, object]] = [_named("process_name", 0, "bookletpress")]
    for row, name in names.items():
        events.append(_named("thread_name", row, name))
        events.append({**_named("thread_sort_index", row, name), "args": {"sort_index": row}})
    origin = ordered[0].start if ordered else 0
    for span in ordered:
        events.append(
            {
                "name": span.name,
                "ph": "X",
                "ts": (span.start - origin) / 1000,
                "dur": span.length / 1000,
                "pid": 1,
                "tid": rows[span.track],
                "args": {"edition": span.of} if span.of else {},
            }
        )
    return json.dumps({"traceEvents": events, "displayTimeUnit": "ms"}, separators=(",", ":"))


def _named(kind: str, row: int, name: str) -> dict[str, object]:
    return {"name": kind, "ph": "M", "ts": 0, "pid": 1, "tid": row, "args": {"name": name}}
