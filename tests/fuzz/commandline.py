"""`python -m tests.fuzz`: runs targets, shows how far they are, and says what was found."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from . import corpus, record, runs
from .record import Row
from .registry import TARGETS
from .runs import PROJECT, Ran

USUAL_SECONDS = 60
MISSING = """fuzz: error: the Python package 'atheris' is not installed for this Python
    hint: install the extra 'fuzz' (pip install atheris==3.0.0), or leave --engine out: the plain engine needs nothing
"""


def main(words: Sequence[str] | None = None) -> int:
    """0: nothing was found; 1: something was; 2: wrong usage; 3: the engine that was asked for is not there."""
    options = _parser().parse_args(words)
    unknown = [name for name in options.targets if name not in TARGETS]
    if unknown:
        sys.stderr.write(
            f"fuzz: error: there is no target '{unknown[0]}'\n    hint: choose from {', '.join(TARGETS)}\n"
        )
        return 2
    if options.engine == "atheris" and runs.engine() != "atheris":
        sys.stderr.write(MISSING)
        return 3
    engine = options.engine or runs.engine()
    if not options.engine and engine == "plain":
        sys.stderr.write("fuzz: without atheris (pip install atheris==3.0.0): slower, and blind to coverage\n")
    seconds = options.seconds if options.seconds or options.runs else USUAL_SECONDS
    done: list[Ran] = []
    for name in options.targets or TARGETS:
        done.append(runs.run(TARGETS[name], engine, options.work, (options.runs, seconds), options.number, _tell))
        if options.keep:
            inputs = [path.read_bytes() for path in (options.work / name / "inputs").iterdir()]
            smallest = sorted(inputs, key=len)[: options.look_at]
            _tell(f"{name}: {corpus.keep(TARGETS[name], smallest, corpus.FOLDER, options.keep)} inputs kept\n")
    _report(done, engine, options.record)
    return 1 if any(ran.findings for ran in done) else 0


def _tell(words: str) -> None:
    sys.stderr.write(f"\r{words:<78}" if sys.stderr.isatty() or words.endswith("\n") else "")
    sys.stderr.flush()


def _report(done: Sequence[Ran], engine: str, to_record: bool) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    rows = [
        Row(
            ran.target,
            ran.executions,
            round(ran.executions / max(ran.seconds, 0.01)),
            ran.inputs,
            tuple(ran.findings),
            runs.spoken(engine),
            today,
        )
        for ran in done
    ]
    sys.stdout.write("\n" + record.table(rows) + "\n")
    for ran in done:
        for name, path in ran.findings.items():
            sys.stdout.write(f"\n{ran.target}: {name}\n    {path.relative_to(PROJECT).as_posix()}\n")
    if to_record:
        record.write(record.added(record.read(), rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzzes the readers of the press.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)} (default: all of them)")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="executions of each target")
    parser.add_argument(
        "--seconds", type=int, default=0, metavar="S", help=f"seconds of each target (default: {USUAL_SECONDS})"
    )
    parser.add_argument("--engine", choices=("atheris", "plain"), help="default: atheris where it is installed")
    parser.add_argument("--number", type=int, default=0, metavar="N", help="what chance begins with")
    parser.add_argument(
        "--work", type=Path, default=PROJECT / "build" / "fuzz", metavar="DIR", help="inputs of long runs (build/fuzz)"
    )
    parser.add_argument("--keep", type=int, default=0, metavar="N", help="then keep the N inputs that reach most")
    parser.add_argument("--look-at", type=int, default=1_500, metavar="N", help="of the N smallest inputs")
    parser.add_argument(
        "--no-record", dest="record", action="store_false", help="change neither record.json nor docs/fuzzing.md"
    )
    return parser
