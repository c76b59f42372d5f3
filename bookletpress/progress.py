"""How far a run is: a bar on a terminal, one line an edition elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bookletpress.model import Edition


class Bar:
    """A progress bar on standard error; the lines of finished editions scroll above it."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("printing"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("printing", total=None)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def start(self, editions: Sequence[Edition]) -> None:
        """The bar's length becomes known."""
        self._progress.update(self._task, total=len(editions))

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        """One step further."""
        self._progress.console.print(line(path, pages, count), highlight=False, markup=False)
        self._progress.advance(self._task)


class Lines:
    """One plain line an edition on standard output; nothing at all if quiet."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def start(self, editions: Sequence[Edition]) -> None:
        """Says how many there will be."""
        self._say(f"printing {len(editions)} edition{'s' * (len(editions) != 1)}")

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        """One line."""
        self._say(line(path, pages, count))

    def _say(self, words: str) -> None:
        if not self._quiet:
            sys.stdout.write(words + "\n")
            sys.stdout.flush()


def line(path: str, pages: int, count: int) -> str:
    """What is said of a finished edition."""
    return f"{path}  {pages} pages, {count / 1000:,.0f} kB"


def reporter(quiet: bool) -> Bar | Lines:
    """A bar if a person is watching a terminal."""
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal and not quiet else Lines(quiet)
