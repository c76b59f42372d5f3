"""What all benchmarks share: the press as a command, the real editions, a temporary folder, rounds, progress."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType

from benchmarks import editions, processes
from benchmarks.processes import Ran, Surroundings
from benchmarks.results import MeasurementFailed, NotInstalled, Series, series
from bookletpress.natives import NO_FONTS

USUAL_TIMEOUT = 900.0
WORKERS = 2
ONE_SIZE = "letter"
"""A4 has the same texts again: what compares two ways of doing the same work does it in one size."""


class Lab:
    """One run of the benchmarks."""

    def __init__(self, root: Path, repetitions: int, quick: bool, say: Callable[[str], None]) -> None:
        self.root, self.repetitions, self.quick, self.say = root, repetitions, quick, say
        self._folder = tempfile.TemporaryDirectory(prefix="benchmarks-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self._made = 0

    def __enter__(self) -> Lab:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def new_folder(self, name: str = "f") -> Path:
        """An empty folder that lasts as long as the run."""
        self._made += 1
        made = self.folder / f"{name}{self._made}"
        made.mkdir()
        return made

    @contextlib.contextmanager
    def passing_folder(self, name: str = "p") -> Iterator[Path]:
        """An empty folder that is gone afterwards."""
        made = self.new_folder(name)
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    @cached_property
    def editions(self) -> tuple[editions.Real, ...]:
        """The real editions, composed once."""
        return editions.composed(self.root)

    @cached_property
    def engine_folder(self) -> Path:
        """The real editions for the bare engine."""
        return editions.write_for_engine(self.editions, self.new_folder("engine"))

    @cached_property
    def two_cores(self) -> tuple[int, ...]:
        """The first two cores, to which every contestant on "two cores" is held; none if there are no more than two."""
        found = processes.cores()
        return found[:WORKERS] if len(found) > WORKERS and processes.can_pin() else ()

    def place(self, cores: Sequence[int] = (), **variables: str) -> Surroundings:
        """The project folder, on these cores."""
        return Surroundings(self.root, variables, tuple(cores))

    def python(self, *words: str, cores: Sequence[int] = (), timeout: float = USUAL_TIMEOUT) -> Ran:
        """Runs this Python, seeing no fonts but those of the booklets."""
        place = self.place(cores, FONTCONFIG_FILE=str(NO_FONTS))
        return processes.run((sys.executable, *words), place, timeout)

    def press(
        self, *words: str, cores: Sequence[int] = (), timeout: float = USUAL_TIMEOUT, memory: bool = False
    ) -> Ran:
        """Runs make_pdf.py as a user would."""
        return processes.run((sys.executable, "make_pdf.py", *words), self.place(cores), timeout, memory)

    @cached_property
    def one_size(self) -> tuple[str, ...]:
        """The names of the editions in one size."""
        return tuple(e.name for e in self.editions if e.composed.edition.format == ONE_SIZE)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """Words that ask for the formats of the real editions: no web pages, which nobody else here makes."""
        names = dict.fromkeys(e.composed.edition.format for e in self.editions)
        return tuple(word for name in names for word in ("-f", name))

    def full_build(self, *words: str, cores: Sequence[int] = ()) -> Ran:
        """A build of one size into an empty folder; MeasurementFailed unless every edition is there afterwards."""
        with self.passing_folder() as out:
            ran = self.press("-q", "-f", ONE_SIZE, *words, "-o", str(out), cores=cores)
            complete(out, len(self.one_size))
        return ran

    def bare(self, *names: str, cores: Sequence[int] = ()) -> tuple[Ran, dict[str, float]]:
        """The bare engine on these editions, or on all, and the seconds that it reports."""
        with self.passing_folder() as out:
            words = ("-m", "benchmarks.bare", str(self.engine_folder), str(out), *names)
            ran = self.python(*words, cores=cores)
            complete(out, len(names) or len(self.editions))
        return ran, json.loads(ran.out)

    def require(self, option: str) -> None:
        """Raises NotInstalled if this press does not have the option."""
        if option not in self._help:
            raise NotInstalled(f"this press has no {option}")

    @cached_property
    def _help(self) -> str:
        return self.press("build", "--help").out

    def rounds(self, contestants: Mapping[str, Callable[[], float]], count: int = 0) -> dict[str, Series]:
        """Lets the contestants run in turn (A B A B ...), so that what disturbs the machine hits all alike."""
        count = count or self.repetitions
        found: dict[str, list[float]] = {name: [] for name in contestants}
        for number in range(1, count + 1):
            for name, measure in contestants.items():
                self.say(f"round {number} of {count}: {name}")
                found[name].append(measure())
        return {name: series(values) for name, values in found.items()}


def complete(folder: Path, count: int) -> None:
    """Raises MeasurementFailed unless there are so many PDFs in the folder or below it."""
    made = [path for path in folder.rglob("*.pdf") if path.stat().st_size > 1000]
    if len(made) != count:
        raise MeasurementFailed(f"{len(made)} PDFs were made, not {count}")


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of every PDF in the folder or below it, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.pdf"))
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of each PDF, by path: a file that was written anew has another."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*.pdf"))
    }
