"""Spans, their totals, and the three ways in which they are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import timings
from bookletpress.timings import PRESS, STAGES, Clock, Span, Total, timed

SECOND = 1_000_000_000
BEGAN = 1_700_000_000 * SECOND

spans = st.builds(
    Span,
    st.sampled_from((*STAGES, "something else")),
    st.integers(BEGAN, BEGAN + 3600 * SECOND),
    st.integers(0, 900 * SECOND),
    st.sampled_from((PRESS, 811, 4711, 90210)),
    st.sampled_from(("", "alk · es · family · a4", 'a "quoted" <name>')),
)


def test_a_span_says_what_was_done_when_and_for_how_long() -> None:
    found: list[Span] = []
    before = time.time_ns()
    with timed(found, "lay out", "alk · es"):
        time.sleep(0.02)
    after = time.time_ns()
    (span,) = found
    assert (span.name, span.of, span.track) == ("lay out", "alk · es", os.getpid())
    assert before <= span.start <= after
    assert 0.02 * SECOND <= span.length <= after - before + SECOND // 100


def test_what_fails_is_measured_too() -> None:
    found: list[Span] = []
    clock = Clock(keep=True)
    with pytest.raises(ValueError, match="no ink"), timed(found, "finish"):
        raise ValueError("no ink")
    with pytest.raises(ValueError, match="no ink"), clock.span("write", "alk"):
        raise ValueError("no ink")
    assert [span.name for span in found] == ["finish"]
    assert [(span.name, span.of, span.track) for span in clock.spans] == [("write", "alk", PRESS)]


def test_stamps_of_another_process_fit_ours() -> None:
    code = (
        "from bookletpress import timings as t\nf = []\nwith t.timed(f, 'inspect'): pass\nprint(f[0].start, f[0].track)"
    )
    before = time.time_ns()
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    start, track = map(int, said.split())
    assert before <= start <= time.time_ns()
    assert track not in (os.getpid(), PRESS)


@given(st.lists(st.lists(spans, max_size=8), max_size=8))
def test_totals_are_the_sums_however_the_spans_arrive(parcels: list[list[Span]]) -> None:
    clock = Clock(keep=True)
    for parcel in parcels:
        clock.add(parcel)
    flat = [span for parcel in parcels for span in parcel]
    lengths: Counter[str] = Counter()
    for span in flat:
        lengths[span.name] += span.length
    counts = Counter(span.name for span in flat)
    assert clock.totals() == {name: Total(counts[name], lengths[name]) for name in counts}
    assert clock.spans == tuple(flat)


@given(st.lists(spans))
def test_totals_follow_the_order_of_a_run(found: list[Span]) -> None:
    clock = Clock(keep=False)
    clock.add(found)
    present = {span.name for span in found}
    assert list(clock.totals()) == [name for name in (*STAGES, "something else") if name in present]


def test_memory_stays_flat_unless_spans_are_kept() -> None:
    def grown(keep: bool) -> int:
        clock = Clock(keep)
        clock.add([Span("lay out", BEGAN, 1, 7)])
        tracemalloc.start()
        clock.add(Span("lay out", BEGAN + number, 1, 7, f"edition {number}") for number in range(20_000))
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert clock.totals() == {"lay out": Total(20_001, 20_001)}
        assert len(clock.spans) == (20_001 if keep else 0)
        return size

    assert grown(keep=False) < 20_000
    assert grown(keep=True) > 1_000_000  # so that the measurement itself is known to work


def test_the_table_reads_well() -> None:
    totals = {
        "start": Total(1, 300_000_000),
        "read and check": Total(1, 900_000_000),
        "compare": Total(4, 1_000_000),
        "lay out": Total(4, 15_200_000_000),
        "finish": Total(4, 2_100_000_000),
    }
    lines = timings.table(totals, 9_840_000_000).splitlines()
    assert lines[:6] == [
        "stage           done by        times         seconds   share",
        "start           press              1            0.30     2 %",
        "read and check  press              1            0.90     5 %",
        "compare         press              4            0.00    <1 %",
        "lay out         workers            4           15.20    82 %",
        "finish          workers            4            2.10    11 %",
    ]
    assert "side by side" in " ".join(lines[6:])
    assert lines[-1] == "The whole run took 9.8 s (wall time)."


def test_the_table_of_nothing_has_only_the_wall_time() -> None:
    lines = timings.table({}, 200_000_000).splitlines()
    assert lines[0].startswith("stage")
    assert lines[1] == ""
    assert lines[-1] == "The whole run took 0.2 s (wall time)."
    assert timings.table({"start": Total(1, 0)}, 0).splitlines()[1].endswith(" 0 %")


@given(st.dictionaries(st.sampled_from(STAGES), st.builds(Total, st.integers(1, 10**7), st.integers(0, 10**16))))
def test_the_table_is_aligned_and_narrower_than_80_columns(totals: dict[str, Total]) -> None:
    lines = timings.table(totals, 10**15).splitlines()
    assert max(map(len, lines)) < 80
    assert len({len(line) for line in lines[: 1 + len(totals)]}) == 1
    assert [line[:15].strip() for line in lines[1 : 1 + len(totals)]] == list(totals)


FULL = {
    "start": Total(1, 200_000_000),
    "read and check": Total(1, 900_000_000),
    "lay out": Total(4, 15_200_000_000),
    "finish": Total(4, 1_500_000_000),
    "inspect": Total(4, 600_000_000),
}
READ = {"read and check": Total(1, 900_000_000), "compose": Total(40, 240_000_000), "compare": Total(40, 60_000_000)}


@pytest.mark.parametrize(
    ("totals", "counts", "said"),
    [
        (
            FULL,
            (4, 0, 0, 2),
            "4 files in 9.8 s: 15.2 s of layout and 2.1 s of finishing in 2 workers, 0.9 s of reading and checking",
        ),
        (
            FULL,
            (1, 0, 0, 1),
            "1 file in 9.8 s: 15.2 s of layout and 2.1 s of finishing in 1 worker, 0.9 s of reading and checking",
        ),
        (
            FULL,
            (4, 12_000, 1),
            "4 files made, 12,000 unchanged, 1 failed in 9.8 s: "
            "15.2 s of layout and 2.1 s of finishing, 0.9 s of reading and checking",
        ),
        (
            READ,
            (0, 40),
            "no files made, 40 unchanged in 9.8 s: 0.9 s of reading and checking, 0.3 s of composing and comparing",
        ),
        ({"lay out": Total(1, 49_000_000)}, (1,), "1 file in 9.8 s"),
        ({}, (0,), "no files in 9.8 s"),
    ],
)
def test_the_summary_is_one_line(totals: dict[str, Total], counts: tuple[int, ...], said: str) -> None:
    assert timings.summary(totals, 9_810_000_000, *counts) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0.0 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min 00 s"),
        (185, "3 min 05 s"),
        (3590, "59 min 50 s"),
        (3599.4, "59 min 59 s"),
        (3599.6, "1 h 00 min"),
        (3740, "1 h 02 min"),
        (7199, "2 h 00 min"),
    ],
)
def test_durations_are_for_people(seconds: float, said: str) -> None:
    assert timings.duration(round(seconds * SECOND)) == said


def events(text: str, kind: str) -> list[dict[str, Any]]:
    parsed = json.loads(text)
    assert parsed["displayTimeUnit"] == "ms"
    return [event for event in parsed["traceEvents"] if event["ph"] == kind]


def test_a_trace_names_its_tracks_and_counts_in_microseconds() -> None:
    text = timings.trace(
        [
            Span("lay out", BEGAN + 2_000_500, 7_000, 4711, "alk · es"),
            Span("read and check", BEGAN, 1_500, PRESS),
            Span("lay out", BEGAN + 1_000_000, 9_000, 90210, "ros1 · en"),
        ]
    )
    assert [(e["name"], e["tid"], e["ts"], e["dur"], e["args"]) for e in events(text, "X")] == [
        ("read and check", 0, 0, 1.5, {}),
        ("lay out", 1, 1000, 9, {"edition": "ros1 · en"}),
        ("lay out", 2, 2000.5, 7, {"edition": "alk · es"}),
    ]
    named = [(e["name"], e["tid"], e["args"]["name"]) for e in events(text, "M") if "name" in e["args"]]
    assert named == [
        ("process_name", 0, "bookletpress"),
        ("thread_name", 0, "the press"),
        ("thread_name", 1, "worker 1"),
        ("thread_name", 2, "worker 2"),
    ]
    assert "4711" not in text
    assert "90210" not in text


@given(st.lists(spans), st.randoms())
def test_a_trace_is_whole_and_does_not_depend_on_who_was_faster(found: list[Span], chance: Any) -> None:
    text = timings.trace(found)
    complete = events(text, "X")
    assert len(complete) == len(found)
    assert all(event["dur"] >= 0 and event["ts"] >= 0 and event["pid"] == 1 for event in complete)
    assert sum(event["dur"] for event in complete) == pytest.approx(sum(span.length for span in found) / 1000)
    names = {e["tid"]: e["args"]["name"] for e in events(text, "M") if e["name"] == "thread_name"}
    assert {event["tid"] for event in complete} <= set(names)
    assert len(names) == len({PRESS, *(span.track for span in found)})
    places = {event["tid"]: None for event in complete if event["tid"]}
    assert list(places) == list(range(1, len(places) + 1))  # in order of first appearance
    other = list(found)
    chance.shuffle(other)
    assert timings.trace(other) == text


def test_it_is_light() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import bookletpress.timings; "
        "print(*{'asyncio', 'concurrent', 'logging', 'multiprocessing', 'subprocess', 'urllib'} & set(sys.modules))"
    )  # -S: without the installed libraries
    words = [sys.executable, "-I", "-S", "-c", code, str(ROOT)]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip() == ""
