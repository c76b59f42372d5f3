"""What the command for recalls does: where."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bookletpress import arguments, buildlog, inputs, preparation, printrun
from bookletpress.buildlog import Log
from bookletpress.edition import Edition
from bookletpress.finish.places import places
from bookletpress.guards.schema import did_you_mean
from bookletpress.inputs import Inputs
from bookletpress.knowledge import Shared
from bookletpress.plan import Selection
from bookletpress.preparation import Prepared
from bookletpress.problems import ProblemsFound, UsageFault
from bookletpress.terminal import say
from bookletpress.workbench import recall
from bookletpress.workbench.recall import File, Wanted

GOOD = 0
NO_MARKS = "an older press made it: it does not say what stands on which page"


def run(options: argparse.Namespace, root: Path) -> int:
    """Lists everything that rests on what was named."""
    if not (options.claims or options.sources or options.medicines or options.helplines):
        raise UsageFault("where is what?", "name a claim, or --source, --medicine or --helpline and an id")
    log = buildlog.read(arguments.output(options, root))
    imprints = frozenset(entry.clinic for entry in log.entries.values()) - {""}
    ready = preparation.prepare(root, Selection(), arguments.today(options), remembered=imprints)
    wanted = _wanted(options, ready.project.shared)
    files = tuple(_files(ready, inputs.read(root), arguments.output(options, root), arguments.shown(options)))
    names = [locale.name for locale in ready.project.locales]
    answer = recall.recall(wanted, ready.project.booklets, ready.project.shared, names, files, options.sources)
    say(recall.as_json(answer) if options.json else recall.as_text(answer))
    return GOOD


def _wanted(options: argparse.Namespace, shared: Shared) -> Wanted:
    """What the names stand for. Raises UsageFault with the nearest name for one that does not exist."""
    lines = {line.id: line for line in shared.helplines}
    _known("claim", options.claims, shared.claims)
    _known("source", options.sources, shared.references)
    _known("medicine", options.medicines, shared.medicines)
    _known("help line", options.helplines, lines)
    claims = {
        *options.claims,
        *(key for key, claim in shared.claims.items() if set(claim.sources) & set(options.sources)),
        *(key for name in options.medicines for key in shared.medicines[name].claims),
        *(key for name in options.helplines for key in lines[name].claims),
    }
    known = frozenset(claims & set(shared.claims))
    return Wanted(known, frozenset(options.medicines), frozenset(options.helplines))


def _known(kind: str, named: Sequence[str], known: Iterable[str]) -> None:
    names = list(known)
    for name in named:
        if name not in names:
            raise UsageFault(f"there is no {kind} '{name}'", did_you_mean(name, names))


def _files(ready: Prepared, read: Inputs, output: Path, shown: str) -> Iterator[File]:
    """Every finished file, draft and final, and of what a bare build makes those too that are not there."""
    log = buildlog.read(output)
    for edition in ready.every():
        there = [path for path in ready.paths(edition) if (output / path).is_file()]
        for path in there or ([ready.path(edition)] if edition in ready.editions else []):
            yield _file(ready, read, edition, path, output, shown, log)


def _file(ready: Prepared, read: Inputs, edition: Edition, path: str, output: Path, shown: str, log: Log) -> File:
    identity = (f"{shown}/{path}", edition.slug, edition.locale, edition.audience, edition.format)
    if not (output / path).is_file():
        return File(*identity, recall.MISSING)
    try:
        found = places(output / path)
    except (ValueError, OSError) as fault:
        return File(*identity, recall.UNREADABLE, str(fault))
    why = _why(ready, read, edition, path, output, log) or ("" if found else NO_MARKS)
    return File(*identity, recall.OLDER if why else recall.CURRENT, why, found)


def _why(ready: Prepared, read: Inputs, edition: Edition, path: str, output: Path, log: Log) -> str:
    """How a file differs from what would be printed now, or ""."""
    if path != ready.path(edition):
        return "the text that it holds was final, and is a draft now" if "_DRAFT" not in path else "it is final now"
    if path not in log.entries:
        return "no build has a record of it"
    try:
        return printrun.why(ready, read, edition, output, log)
    except ProblemsFound:
        return "the text cannot be printed as it is now; make_pdf.py check says why"
