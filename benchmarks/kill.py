"""Kills builds of the tiny sample at random moments and looks at what is left: `python -m benchmarks.kill --times 200`.

Each time a build that has yesterday's editions before it, or an empty folder, is ended by SIGKILL, once or several
times; with it die its workers, or they are left to notice. Most moments are spread over the whole length of a build,
some are aimed at the few milliseconds in which it publishes. Then the folder may hold nothing but whole files of
yesterday or of today, the catalogue and the page may name nothing that is not there, the next build must make of it
what a clean build makes, lay out only what no killed one had finished, and leave nothing else behind.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from bookletpress import buildlog, journal, outputs

ROOT = Path(__file__).absolute().parents[1]
TINY = ROOT / "tests" / "samples" / "tiny"
OWN = frozenset((outputs.LIST, outputs.LOCK, buildlog.LOG))
FRONT = ("catalogue.json", "files.html")
GRACE = 15.0
"""Seconds in which the workers of a killed build must be gone. They notice at once; the machine may be busy."""

_LINK = re.compile(r'href="([^"#:]+\.pdf)"')
_NEWS = re.compile(rb"\s*<!--news-->.*?<!--/news-->", re.S)
_TELLING = re.compile(rb"  (?:history\.json|.*/feed\.atom|.*/index\.html)$", re.M)
_EDITS = {
    "booklets/tiny/02-rest.md": ("Many people feel better", "Most people feel better"),
    "booklets/tiny/booklet.yaml": ("subtitle: Made for", "subtitle: Written for"),
}


class LawBroken(Exception):
    """Something is left that must not be; the message says what."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A project in which something has changed, and what clean builds make of it before and after."""

    project: Path
    model: Path
    yesterday: Mapping[str, bytes]
    today: Mapping[str, bytes]
    seconds: float


@dataclass(frozen=True, slots=True)
class Moment:
    """When a build is killed: after so many seconds, or that long after it began to publish; and with its workers?"""

    seconds: float
    publishing: bool
    workers_too: bool


@dataclass(slots=True)
class Tally:
    """What was seen."""

    kills: int = 0
    survived: int = 0
    taken_up: int = 0
    laid_out: int = 0
    broken: list[str] = field(default_factory=list)


def command(project: Path, out: Path, *words: str) -> list[str]:
    """A build."""
    return [sys.executable, str(ROOT / "make_pdf.py"), "build", "-C", str(project), "-o", str(out), "-q", *words]


def prepared(folder: Path) -> Bench:
    """Builds yesterday's and today's editions once, and measures how long that takes."""
    project = folder / "project"
    shutil.copytree(TINY, project)
    shutil.copytree(ROOT / "styles", project / "styles")
    model, clean = folder / "model", folder / "clean"
    _succeed(command(project, model))
    for path, (old, new) in _EDITS.items():
        text = (project / path).read_text("utf-8")
        (project / path).write_text(text.replace(old, new), "utf-8")
    begun = time.monotonic()
    _succeed(command(project, clean))
    return Bench(project, model, visible(model), visible(clean), time.monotonic() - begun)


def visible(folder: Path) -> dict[str, bytes]:
    """All files but those that the press keeps for itself between two runs, and without what they tell of the past."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink())
    return {
        name: timeless(name, path.read_bytes())
        for path in paths
        if (name := path.relative_to(folder).as_posix()) not in OWN
    }


def timeless(name: str, content: bytes) -> bytes:
    """A file without what it tells of earlier builds into its folder: only that may differ from a clean build."""
    if name == "history.json":
        return re.sub(rb'"events": \[.*?\n      \]', b"", content, flags=re.S)
    if name == "SHA256SUMS":
        return b"".join(line for line in content.splitlines(True) if not _TELLING.search(line))
    if name.endswith("/feed.atom"):
        return b""
    return _NEWS.sub(b"", content) if name.endswith("/index.html") else content


def once(bench: Bench, out: Path, chance: random.Random, tally: Tally) -> None:
    """One folder: killed builds, then one that ends well. Raises LawBroken."""
    old: Mapping[str, bytes] = {}
    if chance.random() < 0.6:
        shutil.copytree(bench.model, out)
        old = bench.yesterday
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        publishing = chance.random() < 0.3
        seconds = chance.uniform(0, 0.06 if publishing else bench.seconds * 1.1)
        moment = Moment(seconds, publishing, chance.random() < 0.3)
        if _killed(command(bench.project, out, "-j", chance.choice("12")), out / buildlog.LOG, moment):
            tally.kills += 1
        else:
            tally.survived += 1
        assert_whole(out, old, bench.today)
    ready = {path for path in finished(out, bench.today) if path.endswith(".pdf")}  # nothing lays a web page out
    trace = out.with_name("trace.json")
    _succeed(command(bench.project, out, "--trace", str(trace)))
    laid_out = [row["args"] for row in json.loads(trace.read_text("utf-8"))["traceEvents"] if row["name"] == "lay out"]
    pdfs = sum(path.endswith(".pdf") for path in bench.today)
    tally.taken_up += len(ready)
    tally.laid_out += len(laid_out)
    if len(laid_out) > pdfs - len(ready):
        raise LawBroken(f"{len(laid_out)} editions were laid out, though {len(ready)} of {pdfs} were finished")
    left = visible(out)
    if left != bench.today:
        differing = [name for name in {*left, *bench.today} if left.get(name) != bench.today.get(name)]
        raise LawBroken(f"after the next build there is something else than a clean build makes: {differing}")
    beside = {path.name for path in out.iterdir()} - {name.split("/")[0] for name in bench.today} - OWN
    if beside:
        raise LawBroken(f"the next build left {sorted(beside)}")


def assert_whole(out: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Raises LawBroken unless every file is yesterday's or today's, and each that is named is there."""
    if not out.exists():
        return
    own = (outputs.TEMPORARY, journal.JOURNAL)
    now = {
        name: content
        for name, content in visible(out).items()
        if not name.endswith(own) and not name.startswith(f"{journal.SCRATCH}/")
    }
    for name, content in now.items():
        if content not in (old.get(name), new.get(name)):
            raise LawBroken(f"{name} is neither yesterday's nor today's")
    lost = old.keys() - now.keys() - (old.keys() - new.keys() if now.get(FRONT[0]) == new[FRONT[0]] else set())
    if lost:
        raise LawBroken(f"lost: {sorted(lost)}")
    named = [row["path"] for row in json.loads(now.get(FRONT[0], b"[]"))]
    named += map(unquote, _LINK.findall(now.get(FRONT[1], b"").decode()))
    absent = [name for name in named if name not in now]
    if absent:
        raise LawBroken(f"named but not there: {absent}")


def finished(out: Path, new: Mapping[str, bytes]) -> set[str]:
    """The editions of today that need not be laid out again: published and in the log, or in the journal."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in new.items()}
    ready = set()
    for name, entry in buildlog.read(out).entries.items():
        if entry.sha256 == digests.get(name) and (out / name).is_file() and (out / name).read_bytes() == new[name]:
            ready.add(name)
    for line in journal.read(out):
        temporary = (out / line.path).with_name(f".{Path(line.path).name}{outputs.TEMPORARY}")
        if line.sha256 == digests.get(line.path) and temporary.is_file() and temporary.read_bytes() == new[line.path]:
            ready.add(line.path)
    return ready


def _succeed(words: Sequence[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode or "Traceback" in done.stderr:
        raise LawBroken(f"a build ended with {done.returncode}:\n{done.stderr[-1500:]}")


def _killed(words: Sequence[str], log: Path, moment: Moment) -> bool:
    """Whether the build was still at work at that moment and had to be killed. Raises LawBroken if a worker stays."""
    before = _stamp(log)
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(words, stdout=said, stderr=said) as press:
        while moment.publishing and press.poll() is None and _stamp(log) == before:
            time.sleep(0.001)
        try:
            press.wait(moment.seconds)
        except subprocess.TimeoutExpired:
            workers = _children(press.pid)
            press.kill()
            for worker in workers if moment.workers_too else ():
                _kill(worker)
            press.wait()
            _see_the_end_of(workers)
        said.seek(0)
        told = said.read()
    if press.returncode not in (0, -signal.SIGKILL) or "Traceback" in told:
        raise LawBroken(f"the build ended with {press.returncode}:\n{told[-1500:]}")
    return press.returncode != 0


def _stamp(path: Path) -> int:
    """What changes whenever a file is written anew."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _see_the_end_of(workers: Sequence[int]) -> None:
    end = time.monotonic() + GRACE
    while any(map(_alive, workers)):
        if time.monotonic() > end:
            for worker in workers:
                _kill(worker)
            raise LawBroken(f"a worker outlived its parent by {GRACE:.0f} s")
        time.sleep(0.01)


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        fields = _fields(int(entry.name)) if entry.name.isdecimal() else []
        if fields and int(fields[1]) == parent:
            found.append(int(entry.name))
    return found


def _alive(process: int) -> bool:
    return _fields(process)[:1] not in ([], ["Z"], ["X"])


def _fields(process: int) -> list[str]:
    """State, parent and so on; nothing if it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return []


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def main(words: Sequence[str] | None = None) -> int:
    """Kills, looks, and says in one line what was seen; 0 if no law was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=200, help="how many kills (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="for the random moments (default: 1)")
    options = parser.parse_args(words)
    chance, tally, rounds = random.Random(options.seed), Tally(), 0
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        bench = prepared(Path(folder))
        while tally.kills < options.times:
            rounds += 1
            try:
                once(bench, Path(folder, f"out-{rounds}"), chance, tally)
            except LawBroken as law:
                tally.broken.append(f"round {rounds}: {law}")
                print(tally.broken[-1], file=sys.stderr)
            shutil.rmtree(Path(folder, f"out-{rounds}"), ignore_errors=True)
            if sys.stderr.isatty():
                print(f"\r{tally.kills} of {options.times} kills", end="\r", file=sys.stderr)
    print(
        f"seed {options.seed}: {tally.kills} kills in {rounds} folders ({tally.survived} builds were faster), "
        f"{len(tally.broken)} laws broken; the next builds took up {tally.taken_up} finished editions "
        f"and laid out {tally.laid_out}"
    )
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
