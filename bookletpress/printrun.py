"""The print run: composes one edition after the other, leaves alone what has not changed, and has the rest pressed.

Editions stream through: at any moment no more of them are in memory than the crew can soon take.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from bookletpress import buildlog, screen, walk
from bookletpress.buildlog import Entry, Log
from bookletpress.crew import Crew
from bookletpress.edition import Composed, Edition
from bookletpress.fingerprint import Fingerprint, engine, fingerprint, font_digests, screen_engine
from bookletpress.inputs import Inputs, of_file
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.model import Booklet, Text
from bookletpress.outputs import Outputs
from bookletpress.preparation import Prepared
from bookletpress.problems import Problem, ProblemsFound, Severity, in_order
from bookletpress.refusal import checks_first
from bookletpress.signoff import Review
from bookletpress.timings import Clock, Span, timed

AHEAD = 2
"""Editions that wait composed for each worker, so that none is ever idle."""


class Reporter(Protocol):
    """Who tells the user how far a run is."""

    def start(self, total: int, workers: int) -> None:
        """How many editions there are, and how many are pressed side by side."""

    def unchanged(self, path: str) -> None:
        """An edition is as it was."""

    def begun(self, edition: Edition) -> None:
        """An edition is on its way to a worker."""

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        """One edition is pressed; `count` is its size in bytes."""

    def failed(self, edition: Edition, path: str) -> None:
        """One edition was given up."""


def _unchecked() -> None:
    raise RuntimeError("nobody has asked the checks")


@dataclass(frozen=True, slots=True)
class Order:
    """How a run goes about it: everything anew, within which limits, and who hears why an edition is stale.

    `settle` raises what the checks have against the content. That takes seconds, so it is called when every worker has
    enough to do, or when none needs to do anything; in any case before anything is staged or said to be done.
    """

    force: bool = False
    limits: Limits = field(default_factory=Limits)
    explain: Callable[[str, str], None] = field(default=lambda _path, _why: None)
    settle: Callable[[], None] = field(default=_unchecked)


@dataclass(frozen=True, slots=True)
class Printed:
    """The editions that are there now, made or unchanged, those that were given up, and what was noticed."""

    made: Mapping[Edition, Entry]
    unchanged: Mapping[Edition, Entry]
    failed: tuple[Edition, ...]
    problems: tuple[Problem, ...]


def run(
    ready: Prepared,
    read: Inputs,
    hire: Callable[[], AbstractContextManager[Crew]],
    folder: Outputs,
    log: Log,
    order: Order,
    reporter: Reporter,
    clock: Clock,
) -> Printed:
    """Presses what is stale and stages its files. The crew is hired when the first stale edition is found.

    Raises ProblemsFound with the problems of all editions that cannot be composed, or if none could be made.
    """
    settle = cache(order.settle)
    kept = _Kept(folder, order, reporter, clock, settle)
    waiting: dict[Future[Pressed], Stale] = {}

    def gather(most: int) -> None:
        settle()
        while len(waiting) > most:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                kept.finish(waiting.pop(future), future.result())

    with ExitStack() as stack, checks_first(settle):
        crew: Crew | None = None
        broken: list[Problem] = []
        for edition in biggest_first(ready):
            try:
                found = _look(ready, read, edition, folder.place, log, order, clock)
            except ProblemsFound as fault:
                broken.extend(fault.problems)
                continue
            if isinstance(found, Entry):
                kept.unchanged[edition] = found
                reporter.unchanged(ready.path(edition))
            elif not broken and not kept.take_up(found):
                if found.job is None:
                    kept.finish(found, _on_screen(found))
                    continue
                crew = crew or stack.enter_context(hire())
                reporter.begun(edition)
                waiting[crew.submit(found.job)] = found
                if len(waiting) >= crew.workers * AHEAD:
                    gather(crew.workers * AHEAD)
        settle()
        if broken:
            raise ProblemsFound(in_order((*_each_place(broken), *kept.problems)))
        gather(0)
    return kept.printed()


@dataclass(slots=True)
class _Kept:
    """What a run has of its editions so far."""

    folder: Outputs
    order: Order
    reporter: Reporter
    clock: Clock
    settle: Callable[[], None]
    made: dict[Edition, Entry] = field(default_factory=dict)
    unchanged: dict[Edition, Entry] = field(default_factory=dict)
    failed: list[Edition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take_up(self, stale: Stale) -> bool:
        """Whether an unfinished run has left the file of an edition, made from the same."""
        record = None if self.order.force else self.folder.take_up(stale.path, stale.fingerprint.key)
        entry = buildlog.entry_of(record) if record else None
        self.order.explain(stale.path, stale.why + (buildlog.TAKEN_UP if entry else ""))
        if not entry:
            return False
        self.settle()
        self.made[stale.edition] = replace(entry, sources=stale.sources, content=stale.content)
        self.reporter.done(stale.edition, stale.path, entry.pages, entry.bytes)
        return True

    def finish(self, stale: Stale, pressed: Pressed) -> None:
        """Stages the file of an edition, or names it as given up."""
        self.settle()
        self.clock.add(pressed.spans)
        self.problems.extend(pressed.problems)
        if any(problem.severity is Severity.ERROR for problem in pressed.problems):
            self.failed.append(stale.edition)
            self.reporter.failed(stale.edition, stale.path)
            return
        with self.clock.span("write", str(stale.edition)):
            entry = _staged(stale, pressed, self.folder)
        self.made[stale.edition] = entry
        self.reporter.done(stale.edition, stale.path, entry.pages, entry.bytes)

    def printed(self) -> Printed:
        """What there is in the end. Raises ProblemsFound if there is nothing."""
        if self.failed and not self.made and not self.unchanged:
            raise ProblemsFound(in_order(self.problems))
        noted = [note for entry in (*self.made.values(), *self.unchanged.values()) for note in entry.notes]
        return Printed(self.made, self.unchanged, tuple(self.failed), in_order((*self.problems, *noted)))


def _each_place(problems: list[Problem]) -> list[Problem]:
    """One problem for a place in the sources, though several editions print what stands there."""
    return list({(problem.location, problem.code): problem for problem in reversed(in_order(problems))}.values())


@dataclass(frozen=True, slots=True)
class Stale:
    """An edition that must be made, why, and the job that lays it out; none for a web page, which is all there."""

    edition: Edition
    path: str
    why: str
    fingerprint: Fingerprint
    sources: str
    content: str
    composed: Composed
    job: Job | None


def look(ready: Prepared, read: Inputs, output: Path, log: Log, order: Order) -> Iterator[tuple[str, str]]:
    """The path of every edition and why it is stale, "" if it is not; nothing is pressed. Raises ProblemsFound."""
    for edition in ready.editions:
        yield ready.path(edition), why(ready, read, edition, output, log, order)


def why(ready: Prepared, read: Inputs, edition: Edition, output: Path, log: Log, order: Order | None = None) -> str:
    """Why an edition is stale, "" if it is not; nothing is pressed. Raises ProblemsFound."""
    found = _look(ready, read, edition, output, log, order or Order(), Clock(keep=False))
    return "" if isinstance(found, Entry) else found.why


def _look(
    ready: Prepared, read: Inputs, edition: Edition, output: Path, log: Log, order: Order, clock: Clock
) -> Entry | Stale:
    """The entry of an edition that is as it was, or all that is needed to make it.

    Where none of the files that can reach its pages has changed, it is not even composed.
    """
    path = ready.path(edition)
    before = log.entries.get(path)
    with clock.span("compare", str(edition)):
        on_disk = of_file(output / path)
        fonts = font_digests(ready.faces(edition))
        review = ready.review(edition)
        clinic = ready.clinics.all.get(edition.clinic)
        beside = ready.nearby(edition) if ready.is_screen(edition) else ""
        more = f"{' with marks' * ready.marks}{clinic.digest if clinic else ''}{beside}"
        sources = _sources(read, edition, fonts, review, ready.beside(edition), more)
        whole = before is not None and on_disk == before.sha256 and not order.force
    if before and whole and before.sources == sources:
        return before
    with clock.span("compose", str(edition)):
        composed = ready.compose(edition)
    with clock.span("compare", str(edition)):
        on_screen = ready.is_screen(edition)
        now = fingerprint(composed, {}, screen_engine()) if on_screen else fingerprint(composed, fonts, engine())
        why = buildlog.FORCED if order.force else buildlog.why(before, now, on_disk)
    if before and not why:
        return replace(before, sources=sources, content=review.digest)
    job = None if on_screen else Job(composed, ready.choice(edition), fonts, engine(), order.limits)
    return Stale(edition, path, why, now, sources, review.digest, composed, job)


def _on_screen(stale: Stale) -> Pressed:
    """A web page as its file holds it: nothing is laid out, so it has no pages."""
    spans: list[Span] = []
    page = stale.composed.html.encode()
    with timed(spans, "inspect", str(stale.edition)):
        problems = screen.inspect(page, stale.composed)
    return Pressed(page, 0, problems, tuple(spans))


def _sources(read: Inputs, edition: Edition, fonts: Mapping[str, str], review: Review, beside: str, more: str) -> str:
    """The day is no source, but where the text stands on it is."""
    own = " ".join(read.of_edition(edition.slug, name) for name in (edition.locale, beside) if name)
    return hashlib.sha256(f"{own} {sorted(fonts.items())} {review}{more}".encode()).hexdigest()


def _staged(stale: Stale, pressed: Pressed, folder: Outputs) -> Entry:
    digest = hashlib.sha256(pressed.pdf).hexdigest()
    entry = Entry(
        stale.fingerprint, digest, len(pressed.pdf), pressed.pages, pressed.problems, stale.sources, stale.content
    )
    folder.stage(stale.path, pressed.pdf, buildlog.entry_record(entry))
    return entry


def biggest_first(ready: Prepared) -> list[Edition]:
    """The planned editions, those with most text first: a long one that begins last keeps everybody waiting.

    Web pages, which no worker makes, come last: by then the workers have enough to do.
    """
    sizes: dict[tuple[str, str], int] = {}
    for edition in ready.editions:
        if (name := (edition.slug, edition.locale)) not in sizes:
            sizes[name] = _size(ready.locales[edition.locale].booklets[edition.slug])
    return sorted(ready.editions, key=lambda one: (ready.is_screen(one), -sizes[one.slug, one.locale]))


def _size(booklet: Booklet) -> int:
    """Characters of text."""
    count = 0

    def measure(text: Text, _place: str) -> Text:
        nonlocal count
        count += len(text.source)
        return text

    walk.map_booklet(booklet, measure, booklet.locale)
    return count
