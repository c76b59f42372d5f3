"""How far a run is: a bar for a person who watches a terminal, one line an edition elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.live import Live
from rich.text import Text

from bookletpress.edition import Edition
from bookletpress.terminal import say

WIDEST = 30
"""Columns of the bar itself: a wider one would change its length with every word beside it."""

SPARE = 5
"""Columns left free beside it: room for two "^C", which a terminal that is full would put on a line of their own."""

_PLAIN = str.maketrans("━─·…", "=-/~")


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a run stands. Each step makes a new one, so the thread that draws never sees half a step.

    `running` holds the editions at a worker and since when, `queued` those that will be next. `lengths` are the
    seconds that the last editions took, which is all that the time left is judged by.
    """

    total: int = 0
    workers: int = 1
    made: int = 0
    unchanged: int = 0
    failed: int = 0
    running: tuple[tuple[Edition, float], ...] = ()
    queued: tuple[Edition, ...] = ()
    lengths: tuple[float, ...] = ()

    @property
    def settled(self) -> int:
        """Editions of which nothing more is to be expected."""
        return self.made + self.unchanged + self.failed

    def begun(self, edition: Edition, now: float) -> Tally:
        """One more waits for a worker, and has one if one is free."""
        return replace(self, queued=(*self.queued, edition))._at_work(now)

    def ended(self, edition: Edition, now: float, good: bool) -> Tally:
        """One is off. One that was given up says nothing about how long the others take."""
        lengths = self.lengths
        if good:
            took = [now - since for other, since in self.running if other == edition]
            lengths = (*lengths, *took)[-(2 * self.workers + 8) :]
        return replace(
            self,
            made=self.made + good,
            failed=self.failed + (not good),
            running=tuple(pair for pair in self.running if pair[0] != edition),
            queued=tuple(other for other in self.queued if other != edition),
            lengths=lengths,
        )._at_work(now)

    def _at_work(self, now: float) -> Tally:
        free = max(self.workers - len(self.running), 0)
        taken = tuple((edition, now) for edition in self.queued[:free])
        return replace(self, running=(*self.running, *taken), queued=self.queued[free:])

    def rate(self) -> float | None:
        """Editions a minute with as many workers as are busy now; unknown before the first is laid out."""
        usual = self._usual()
        return 60 * len(self.running) / usual if usual and self.running else None

    def left(self, now: float) -> float | None:
        """Seconds until the last edition is laid out, if none of those to come is unchanged; unknown at first."""
        usual = self._usual()
        if usual is None or self.settled >= self.total:
            return None
        # One that is late already is expected to stay away for as long again.
        ahead = [abs(usual - (now - since)) for _, since in self.running]
        unseen = max(self.total - self.settled - len(self.running), 0)
        return max(*ahead, (sum(ahead) + unseen * usual) / self.workers, 0.0)

    def _usual(self) -> float | None:
        return sum(self.lengths) / len(self.lengths) if self.lengths else None


def screen(tally: Tally, elapsed: float, now: float, width: int) -> tuple[Text, Text]:
    """The two lines of the bar: how far, and what is being done. Neither is wider than `width`."""
    if not tally.total:
        return _fitting(Text.assemble("reading and checking  ", (clock(elapsed), "dim")), width), Text("")
    count = f"{tally.settled:,} of {tally.total:,}"
    left = _left(tally, now)
    rate = tally.rate()
    spoken = f"{rate:.0f}" if rate and rate >= 9.5 else f"{rate or 0:.1f}"
    wishes = [left, f"{clock(elapsed)} so far", f"{spoken} editions a minute" if rate else ""]
    words = ""
    for wish in wishes:  # what matters least is the first to go when the terminal is narrow
        longer = ", ".join(word for word in (wish, words) if word)
        if len(count) + len(longer) + (3 + 8 if words else 2) <= width:
            words = longer
    room = min(width - len(count) - len(words) - 2, WIDEST)
    filled = min(tally.settled, tally.total) * room // tally.total if room >= 4 else 0
    bar = (("━" * filled, "green"), (("─" * (room - filled) if room >= 4 else ""), "dim"))
    return _fitting(Text.assemble((count, "bold"), " ", *bar, " ", words), width), _fitting(_work(tally, now), width)


def _left(tally: Tally, now: float) -> str:
    if tally.settled >= tally.total:
        return ""
    left = tally.left(now)
    if left is None:
        return "time left unknown"
    # Some of the others may be unchanged, too.
    return f"{'at most' if tally.unchanged else 'about'} {clock(max(left, 1.0))} left"


def _work(tally: Tally, now: float) -> Text:
    parts = [
        (f"{tally.failed:,} failed, " if tally.failed else "", "bold red"),
        (f"{tally.unchanged:,} unchanged, " if tally.unchanged else "", ""),
        (f"{len(tally.running):,} running" if tally.running else "none running", ""),
    ]
    names = ", ".join(f"{edition} ({clock(now - since)})" for edition, since in tally.running)
    return Text.assemble(*parts, (f": {names}" if names else "", ""))


def _fitting(text: Text, width: int) -> Text:
    text.no_wrap = True
    text.truncate(max(width, 1), overflow="ellipsis")
    return text


def clock(seconds: float) -> str:
    """A length of time as on a watch: 0:09, 12:34, 1:02:03."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Screen(Console):
    """A terminal that does not end the program when it is closed: the booklets are made all the same."""

    def on_broken_pipe(self) -> None:
        """Nobody watches any more."""


class Bar:
    """Two lines at the foot of the terminal; those of finished editions scroll above. It leaves nothing behind."""

    def __init__(self, console: Console, now: Callable[[], float] = time.monotonic) -> None:
        self._console, self._now = console, now
        self._since = now()
        self._tally = Tally()
        self._live = Live(
            self,
            console=console,
            transient=True,
            redirect_stdout=sys.stdout.isatty(),  # what goes to a file still goes there
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        now, width = self._now(), max(options.max_width - SPARE, 1)
        lines = screen(self._tally, now - self._since, now, width)
        for line in lines if options.size.height > 3 else lines[:1]:
            yield _spelled(line, console)

    def __enter__(self) -> Bar:
        self._live.start(refresh=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def start(self, total: int, workers: int) -> None:
        """The bar's length becomes known."""
        self._tally = replace(self._tally, total=total, workers=max(workers, 1))

    def unchanged(self, path: str) -> None:
        """One step further, without a line: there may be thousands."""
        self._tally = replace(self._tally, unchanged=self._tally.unchanged + 1)

    def begun(self, edition: Edition) -> None:
        """Names the edition as soon as a worker is free for it."""
        self._tally = self._tally.begun(edition, self._now())

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        """One step further, and a line."""
        self._tally = self._tally.ended(edition, self._now(), True)
        self._scroll(path, made(pages, count), "")

    def failed(self, edition: Edition, path: str) -> None:
        """One step further, and a line that says so."""
        self._tally = self._tally.ended(edition, self._now(), False)
        self._scroll(path, FAILED, "bold red")

    def _scroll(self, path: str, words: str, style: str) -> None:
        width = self._console.width - 1
        if cell_len(path) + 2 + len(words) > width:
            words = words.split(", ", maxsplit=1)[0]  # the size is what is missed least
        line = Text.assemble(shortened(path, max(width - len(words) - 2, 8)), "  ", (words, style))
        self._console.print(_spelled(_fitting(line, width), self._console))


class Lines:
    """One plain line an edition on standard output, unchanged ones counted in the end; nothing at all if quiet."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._unchanged = 0

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._unchanged and value is None:
            self._say(f"{self._unchanged:,} unchanged")

    def start(self, total: int, workers: int) -> None:
        """Nothing: how many are printed is not known yet."""

    def unchanged(self, path: str) -> None:
        """Counts it."""
        self._unchanged += 1

    def begun(self, edition: Edition) -> None:
        """Nothing: the line comes when it is finished."""

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        """One line."""
        self._say(f"{path}  {made(pages, count)}")

    def failed(self, edition: Edition, path: str) -> None:
        """One line that says so."""
        self._say(f"{path}  {FAILED}")

    def _say(self, words: str) -> None:
        if not self._quiet:
            say(words)


FAILED = "failed"


def made(pages: int, count: int) -> str:
    """What is said of a finished edition of so many pages and bytes; a web page has no pages."""
    paper = f"{pages:,} page{'s' * (pages != 1)}, " if pages else ""
    return f"{paper}{count / 1000:,.0f} kB"


def shortened(path: str, width: int) -> str:
    """The path in so many columns; what is left out is its middle: it begins with the booklet, ends with the format."""
    if cell_len(path) <= width:
        return path
    head, tail = path[: len(path) // 2], path[len(path) // 2 :]
    while cell_len(head) + cell_len(tail) > max(width - 1, 0):
        head, tail = (head[:-1], tail) if cell_len(head) >= cell_len(tail) else (head, tail[1:])
    return f"{head}…{tail}"


def _spelled(text: Text, console: Console) -> Text:
    """The line in letters that the terminal has."""
    if console.encoding.lower().startswith("utf"):
        return text
    plain = text.copy()
    plain.plain = text.plain.translate(_PLAIN)
    return plain


def reporter(quiet: bool, stderr: TextIO | None = None) -> Bar | Lines:
    """A bar if a person is watching a terminal that can move its cursor."""
    stream = stderr or sys.stderr
    console = Screen(file=stream)
    # FORCE_COLOR makes rich take any file for a terminal, but a bar in a log is a nuisance.
    watched = console.is_interactive and stream.isatty()
    return Bar(console) if watched and not quiet else Lines(quiet)
