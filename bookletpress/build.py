"""The table of contents of a run: load, localise, check, plan, compose, lay out, finish, publish.

`files-change` (error, exit 3): somebody saves files while they are read. Why: what is checked is what is printed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bookletpress import (
    buildlog,
    clinicfolder,
    crew,
    inputs,
    outputs,
    plan,
    printrun,
    remote,
    site,
    storefront,
    wholefiles,
)
from bookletpress.buildlog import Entry, Log, Run
from bookletpress.crew import Crew
from bookletpress.edition import Artefact, Edition
from bookletpress.evidence import front_for
from bookletpress.inputs import Inputs
from bookletpress.places import HOME
from bookletpress.plan import Selection
from bookletpress.preparation import Prepared, prepare, refuse
from bookletpress.printrun import Order, Printed, Reporter
from bookletpress.problems import EnvironmentFault, Problem, ProblemsFound, counted, in_order
from bookletpress.publish import Published
from bookletpress.refusal import Refused, checks_first
from bookletpress.timings import Clock


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run was asked for. `asked` says it in one line; `cluster` is the address of one, or "".

    `today` decides what is approved and what is overdue.
    """

    selection: Selection
    output: Path
    shown: str
    asked: str
    jobs: int
    today: datetime.date
    release: bool = False
    order: Order = field(default_factory=Order)
    cluster: str = ""
    marks: bool = False
    waiting: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a run made, what it found unchanged or gave up, and what it noticed on the way."""

    made: int
    unchanged: int
    failed: tuple[Edition, ...]
    notes: tuple[Problem, ...]


def build(root: Path, wanted: Wanted, reporter: Reporter, clock: Clock, commands: Sequence[str] = ()) -> Built:
    """Builds the wanted editions that are stale, and publishes them together.

    A draft is checked while the first editions are laid out, a release before. Either way nothing is published, and no
    file changes, unless the checks let it.

    One that the engine gives up keeps its old file, and a release with such a one is not published at all. Raises
    ProblemsFound, UsageFault, EnvironmentFault or WorkerBug.
    """
    with outputs.opened(wanted.output, wanted.shown, wanted.waiting) as folder, ExitStack() as hired:
        log = buildlog.read(wanted.output)
        hire = _hire(wanted, folder)
        workers = wanted.jobs
        if wanted.cluster or wanted.order.force or _has_changed(root, log):
            early = hired.enter_context(hire())  # there is something to do: it makes ready while we read
            hire, workers = _already(early), early.workers
        with clock.span("read and check"):
            read, ready = _steadily_read(root, wanted, log, commands)

        def settle() -> None:
            with clock.span("read and check"):
                refuse(ready, wanted.release)

        if wanted.release:
            settle()
        order = replace(wanted.order, settle=settle)
        with checks_first(settle):
            folder.refuse_foreign((*map(ready.path, ready.editions), *storefront.names(ready)))
        reporter.start(len(ready.editions), workers)
        try:
            printed = printrun.run(ready, read, hire, folder, log, order, reporter, clock)
            if printed.failed and wanted.release:
                raise ProblemsFound(printed.problems)
            with clock.span("publish"):
                _publish(ready, printed, wanted, folder, log, read.digest)
        except BaseException as fault:
            if not _worth_keeping(fault):
                folder.discard()
            raise
    notes = in_order((*ready.problems, *printed.problems))
    return Built(len(printed.made), len(printed.unchanged), printed.failed, notes)


def _has_changed(root: Path, log: Log) -> bool:
    """Whether there is anything in the project that no whole run has seen: then some edition is stale, most likely."""
    return log.run is None or log.run.read != inputs.read(root).digest


def _worth_keeping(fault: BaseException) -> bool:
    """Whether what is finished stays where it is, for the next run to take up: not where the disk needs the room."""
    if isinstance(fault, Refused):
        return True  # then nothing of this run is staged, only of an earlier one
    if isinstance(fault, EnvironmentFault):
        return fault.problem.code != wholefiles.FAILED
    return isinstance(fault, KeyboardInterrupt)


def _held(output: Path, log: Log) -> frozenset[str]:
    """The files of the output folder that an earlier run made. (Path.is_file raises for names that cannot be.)"""
    return frozenset(path for path in log.entries if os.path.isfile(output / path))


def _steadily_read(root: Path, wanted: Wanted, log: Log, commands: Sequence[str]) -> tuple[Inputs, Prepared]:
    """The project, and the digests of exactly the files that it was read from: somebody may be saving one just now."""
    for _ in range(5):
        read = inputs.read(root)
        ready = _prepared(root, wanted, log, commands)
        if inputs.read(root).digest == read.digest:
            return read, ready
    raise EnvironmentFault(
        "the files of the project change while they are read", "build again when nobody is saving them", "files-change"
    )


def _prepared(root: Path, wanted: Wanted, log: Log, commands: Sequence[str]) -> Prepared:
    held = _held(wanted.output, log)
    remembered = frozenset(log.entries[path].clinic for path in held) - {""}
    return prepare(root, wanted.selection, wanted.today, wanted.release, commands, held, wanted.marks, remembered)


def stale(root: Path, wanted: Wanted, commands: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """The path of every wanted edition and why it would be laid out, "" if it would not; nothing is written."""
    read, log = inputs.read(root), buildlog.read(wanted.output)
    ready = _prepared(root, wanted, log, commands)
    refuse(ready, wanted.release)
    yield from printrun.look(ready, read, wanted.output, log, wanted.order)


def _hire(wanted: Wanted, folder: outputs.Outputs) -> Callable[[], AbstractContextManager[Crew]]:
    if wanted.cluster:
        return partial(remote.call, "bookletpress.cluster", "hired", wanted.cluster, wanted.order.limits)
    return partial(crew.hired, wanted.jobs, wanted.order.limits, folder.scratch)


def _already(hired: Crew) -> Callable[[], AbstractContextManager[Crew]]:
    return lambda: nullcontext(hired)


def _publish(ready: Prepared, printed: Printed, wanted: Wanted, folder: outputs.Outputs, log: Log, read: str) -> None:
    current = {**printed.unchanged, **printed.made}
    artefacts = {edition: _artefact(edition, ready.path(edition), entry) for edition, entry in current.items()}
    rows = _published(ready, {**_kept(ready, wanted.output, log, artefacts), **artefacts})
    front = storefront.files(ready, rows, wanted.output)
    paths = frozenset(row.artefact.path for row in rows)
    entries = {path: entry for path, entry in log.entries.items() if path in paths}
    entries |= {ready.path(edition): _of_clinic(ready, edition, entry) for edition, entry in current.items()}
    files = {row.artefact.path: row.artefact.sha256 for row in rows}
    files |= {name: hashlib.sha256(content).hexdigest() for name, content in front.items()}
    notes = in_order((*ready.problems, *printed.problems))
    fonts = {face.path: "" for edition in ready.editions for face in ready.faces(edition)}
    used = {inputs.nickname(Path(path)): inputs.of_file(Path(path)) for path in fonts}
    whole = Run(wanted.asked, read, used, ready.clinics.files, files, counted(notes) if notes else "", *_days(ready))
    logs = (Log(entries), Log(entries, None if printed.failed else whole))
    folder.publish(front, paths, tuple(map(buildlog.as_bytes, logs)))


def _artefact(edition: Edition, path: str, entry: Entry) -> Artefact:
    return Artefact(edition, path, entry.pages, entry.bytes, entry.sha256, entry.content)


def _of_clinic(ready: Prepared, edition: Edition, entry: Entry) -> Entry:
    """The entry with the file of the clinic whose imprint the edition bears: so that no imprint grows old unseen."""
    clinic = ready.clinics.all.get(edition.clinic)
    return replace(entry, clinic=clinicfolder.nickname(Path(clinic.path), ready.project.root)) if clinic else entry


def _days(ready: Prepared) -> tuple[str, str]:
    return ready.today.isoformat(), ready.turns.isoformat() if ready.turns else ""


def _kept(ready: Prepared, output: Path, log: Log, made: Mapping[Edition, Artefact]) -> dict[Edition, Artefact]:
    """Editions of an earlier run that this one did not build, if their files are what the catalogue or the log says.

    A run that was killed while it published has given new files their names, which only the log knows. A final edition
    of an earlier text is not kept: another text is approved now.
    """
    kept = {}
    known = {row.path: row for row in listed(output)}
    for edition in (*ready.every(), *_unread(ready, known.values())):
        if edition in made or not any(os.path.isfile(output / name) for name in ready.paths(edition)):
            continue
        path = ready.path(edition)
        if not (digest := inputs.of_file(output / path)):
            continue
        entry, row = log.entries.get(path), known.get(path)
        if entry and entry.sha256 == digest:
            found = _artefact(edition, path, entry)
        elif row and row.sha256 == digest and row.edition == edition:
            found = row
        else:
            continue
        if not ready.review(edition).final or found.content == ready.review(edition).digest:
            kept[edition] = found
    return kept


def _unread(ready: Prepared, rows: Iterable[Artefact]) -> list[Edition]:
    """Imprints of clinics that this run knows nothing of, if their booklet, language and format are still there."""
    usual = frozenset(plan.every_edition(ready.project.booklets, ready.project.locales, ready.project.formats))
    known = ready.clinics.all
    foreign = [row.edition for row in rows if row.edition.clinic and row.edition.clinic not in known]
    return [edition for edition in foreign if replace(edition, clinic="") in usual]


def listed(output: Path) -> tuple[Artefact, ...]:
    """What the catalogue of the last run says; nothing if it is missing or broken."""
    try:
        return tuple(
            Artefact(
                Edition(
                    row["slug"],
                    row["locale"],
                    row["audience"],
                    row["format"],
                    row.get("place", HOME),
                    row.get("without_statistics", False),
                    row.get("clinic", ""),
                ),
                row["path"],
                row["pages"],
                row["bytes"],
                row["sha256"],
                row.get("content", ""),
            )
            for row in json.loads((output / site.CATALOGUE).read_text("utf-8"))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def _published(ready: Prepared, artefacts: Mapping[Edition, Artefact]) -> list[Published]:
    rows = []
    clinics = {key: one.name for key, one in ready.clinics.all.items()}
    for edition, artefact in artefacts.items():
        local = ready.locales[edition.locale]
        booklet = local.booklets[edition.slug]
        label = ready.project.format(edition.format).label
        review = ready.review(edition)
        rows.append(
            Published(
                edition,
                artefact,
                booklet.title,
                front_for(booklet, edition.audience).summary,
                review.state,
                local.locale,
                local.interface.words[label.source],
                booklet.revised,
                review.until if review.final else "",
                ready.is_print_only(edition),
                clinics[edition.clinic].plain(edition.locale) if edition.clinic in clinics else edition.clinic,
                ready.locales[beside].locale if (beside := ready.beside(edition)) else None,
                local.interface.words[use.source] if (use := ready.project.format(edition.format).use) else None,
                review.approved if review.final else "",
            )
        )
    order = {edition: place for place, edition in enumerate(ready.every())}
    return sorted(rows, key=lambda row: (order.get(row.edition, len(order)), row.artefact.path))
