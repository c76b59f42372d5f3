"""The options, the run with its progress, and the files at its end."""

from __future__ import annotations

import argparse
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benchmarks import machine, plot, report
from benchmarks.lab import Lab
from benchmarks.registry import BENCHMARKS, Benchmark
from benchmarks.report import Circumstances
from benchmarks.results import MeasurementFailed, NotInstalled, Outcome

ROOT = Path(__file__).absolute().parents[1]
HOME = Path(__file__).parent
USUAL, SHORT = 5, 1


def main(words: Sequence[str] | None = None) -> int:
    """Runs the benchmarks; 0 if all could be measured (whether they met their targets or not), else 1."""
    options = _options(words)
    if options.list:
        print("\n".join(f"{one.name:10}{one.title}" for one in BENCHMARKS))
        return 0
    chosen = [one for one in BENCHMARKS if one.name in (options.only or _names())]
    repetitions = options.repeat or (SHORT if options.quick else USUAL)
    described = machine.described(ROOT)
    console = Console(stderr=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what runs is ended, and the folders are cleared away
    outcomes = _measured(chosen, repetitions, options.quick, console)
    partial = options.quick or len(chosen) < len(BENCHMARKS)
    text, picture = (HOME / f"{'partial' if partial else 'report'}.{kind}" for kind in ("md", "svg"))
    left_out = tuple(one.name for one in BENCHMARKS if one not in chosen)
    how = Circumstances(described, repetitions, options.quick, left_out, picture.name)
    text.write_text(report.markdown(outcomes, how), "utf-8")
    picture.write_text(plot.svg(outcomes), "utf-8")
    console.print(f"wrote {HOME.name}/{text.name} and {HOME.name}/{picture.name}", highlight=False)
    return 1 if any(outcome.failure for outcome in outcomes) else 0


def _measured(chosen: Sequence[Benchmark], repetitions: int, quick: bool, console: Console) -> list[Outcome]:
    """Runs one after the other, each told when it is done. One that fails does not stop the others."""
    outcomes = []
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(chosen))
        for one in chosen:

            def say(words: str, name: str = one.name) -> None:
                progress.update(task, description=f"{name}: {words}")

            say("starting")
            outcomes.append(_outcome(one, repetitions, quick, say))
            progress.advance(task)
            for line in _lines(outcomes[-1]):
                progress.console.print(line, highlight=False, markup=False, soft_wrap=True)
    return outcomes


def _outcome(one: Benchmark, repetitions: int, quick: bool, say: Callable[[str], None]) -> Outcome:
    """What a benchmark found, or why not; its folders are gone afterwards."""
    begun = time.perf_counter()
    finding, failure, missing = None, "", ""
    try:
        with Lab(ROOT, repetitions, quick, say) as lab:
            finding = one.run(lab)
    except NotInstalled as reason:
        missing = str(reason)
    except MeasurementFailed as fault:
        failure = machine.discreet(str(fault), ROOT)
    except Exception:  # a fault in a benchmark is news for the report, too
        failure = machine.discreet(traceback.format_exc(), ROOT)
    return Outcome(one.name, one.title, one.about, finding, failure, missing, time.perf_counter() - begun)


def _lines(outcome: Outcome) -> list[str]:
    if outcome.finding is None:
        return [f"{outcome.name}: {outcome.failure or f'not measured: {outcome.missing}'}"]
    answers = {True: "met", False: "NOT met", None: "no target"}
    lines = [
        f"{outcome.name}: {verdict.question}: {report.number(verdict)} ({answers[verdict.met]})"
        for verdict in outcome.finding.verdicts
    ]
    lines.extend(f"{outcome.name}: {claim}: {'yes' if holds else 'NO'}" for claim, holds in outcome.finding.proofs)
    return lines or [f"{outcome.name}: done"]


def _names() -> list[str]:
    return [one.name for one in BENCHMARKS]


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measures how fast the press is. A full run writes benchmarks/report.md and report.svg; a short or "
        "partial one writes benchmarks/partial.md and partial.svg instead.",
        allow_abbrev=False,
    )
    parser.add_argument("--quick", action="store_true", help="a short run: each once, and smaller projects for scale")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=_names(), help="only these benchmarks")
    parser.add_argument("--repeat", type=_count, metavar="N", help=f"rounds of each (default: {USUAL})")
    parser.add_argument("--list", action="store_true", help="name the benchmarks, and stop")
    return parser.parse_args(words)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 100")
    return int(text)
