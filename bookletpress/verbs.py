"""What the commands for printing do: build, check, list."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bookletpress import arguments, build, clinics, outputplace, preparation, problems, progress, site, timings
from bookletpress.edition import Edition
from bookletpress.formats import ALL
from bookletpress.guards import limitsfile
from bookletpress.limits import Limits
from bookletpress.places import HOME, PLACES
from bookletpress.plan import Selection
from bookletpress.printrun import Order
from bookletpress.problems import EnvironmentFault, Location, Problem, ProblemsFound, Severity, release_error
from bookletpress.terminal import complain, say
from bookletpress.timings import Clock, Span
from bookletpress.workbench import spelling

FEW = 5
MANY = {
    "translation-missing": ("{} messages are not translated yet", "translate them; make_pdf.py check -v lists each"),
    "pair-unconfirmed": (
        "{} translations are not confirmed for their English",
        "compare them, then run 'make_pdf.py confirm'; make_pdf.py check -v lists each",
    ),
}
"""Work to do rather than mistakes: counted where there is much of it."""
GOOD, CONTENT = 0, 1


def _selection(options: argparse.Namespace) -> Selection:
    return Selection(
        tuple(options.slugs),
        tuple(options.locales),
        tuple(getattr(options, "audiences", ())),
        tuple(getattr(options, "formats", ())),
        tuple(options.places),
        options.without_statistics,
        tuple(getattr(options, "clinics", ())),
    )


def _wanted(options: argparse.Namespace, root: Path) -> build.Wanted:
    limits = _limits(options, root)
    order = Order(options.force, limits, _explain) if options.explain else Order(options.force, limits)
    return build.Wanted(
        _selection(options),
        arguments.output(options, root),
        arguments.shown(options),
        arguments.asked(options),
        options.jobs,
        arguments.today(options),
        options.release,
        order,
        options.cluster,
        options.marks,
        _waiting if options.wait else None,
    )


def _limits(options: argparse.Namespace, root: Path) -> Limits:
    """What the command line says, else what limits.yaml says, else what is usual."""
    said = {"seconds": options.max_seconds, "megabytes": options.max_memory, "pages": options.max_pages}
    return replace(limitsfile.of(root), **{name: most for name, most in said.items() if most is not None})


def _explain(path: str, why: str) -> None:
    say(f"{path} is made anew: {why}")


def _waiting() -> None:
    complain("another build is at work in this folder; waiting until it ends")


def build_(options: argparse.Namespace, root: Path) -> int:
    """Prints what is stale."""
    wanted = _wanted(options, root)
    outputplace.refuse_precious(wanted.output, wanted.shown)
    if options.dry_run:
        return _dry_run(options, root, wanted)
    clock = Clock(keep=bool(options.trace))
    now = time.time_ns()
    clock.add([Span("start", options.began, now - options.began, 0)])
    with _briefly(options), progress.reporter(options.quiet) as reporter:
        built = build.build(root, wanted, reporter, clock, tuple(arguments.COMMANDS))
    wall = time.time_ns() - options.began
    if options.trace:
        _write_trace(Path(options.trace), clock)
    _report(built, options, wanted)
    if options.timings:
        say(timings.table(clock.totals(), wall))
    elif not options.quiet:
        workers = None if options.cluster else min(options.jobs, built.made + len(built.failed))
        say(timings.summary(clock.totals(), wall, built.made, built.unchanged, len(built.failed), workers))
    return CONTENT if built.failed else GOOD


def _report(built: build.Built, options: argparse.Namespace, wanted: build.Wanted) -> None:
    if built.failed:
        grave = [note for note in built.notes if note.severity is Severity.ERROR and note.blocks_draft]
        complain(problems.as_text(grave))
        count = len(built.failed)
        complain(f"{count} edition{'s' * (count != 1)} could not be made, and what was there before stays as it was")
    if built.notes and options.verbose:
        complain(problems.as_text(built.notes))
    elif built.notes and not options.quiet and not built.failed:
        complain(f"printed with {problems.counted(built.notes)}: make_pdf.py check lists them")
    if not options.quiet:
        new = _plural(built.made, "new file") if built.made else "no new file"
        say(f"{wanted.shown} holds {new}; open {wanted.output / site.PAGE} to see all")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _write_trace(path: Path, clock: Clock) -> None:
    try:
        path.write_text(timings.trace(clock.spans), "utf-8")
    except OSError as fault:
        raise EnvironmentFault(
            f"cannot write the trace: {fault.strerror}",
            "name another file behind --trace",
            "output-failed",
            Location(str(path)),
        ) from fault


def _dry_run(options: argparse.Namespace, root: Path, wanted: build.Wanted) -> int:
    stale = unchanged = 0
    with _briefly(options):
        for path, why in build.stale(root, wanted, tuple(arguments.COMMANDS)):
            stale, unchanged = stale + bool(why), unchanged + (not why)
            if why:
                say(f"{wanted.shown}/{path}{': ' + why if options.explain else ''}")
    if not options.quiet:
        complain(f"{_plural(stale, 'edition')} would be made, {unchanged} are unchanged")
    return GOOD


def check(options: argparse.Namespace, root: Path) -> int:
    """Lists what is wrong."""
    try:
        if options.clinics and not options.slugs:
            return _told(options, clinics.checked(root, options.clinics), "")
        day, commands = arguments.today(options), tuple(arguments.COMMANDS)
        ready = preparation.prepare(root, _selection(options), day, options.release, commands)
        found, told = ready.problems, ready.told()
        if options.spelling:
            chosen = dict.fromkeys(edition.locale for edition in ready.editions)
            spelt = [one for name in chosen for one in spelling.check(ready.project, ready.locales[name])]
            found = problems.in_order((*found, *spelt))
    except ProblemsFound as faults:
        found, told = problems.in_order(faults.problems), ""
    return _told(options, found, told)


def _told(options: argparse.Namespace, found: Sequence[Problem], told: str) -> int:
    errors = any(problem.severity is Severity.ERROR for problem in found)
    if options.output_format == "json":
        say(problems.as_json(found))
    elif options.output_format == "github":
        say(problems.as_github(found))
    elif found:
        say(problems.as_text(found if options.verbose else _gathered(found)))
        if told:
            say(f"\n{told}\n")
        say(problems.counted(found))
    elif not options.quiet:
        say("no problems found")
    return CONTENT if errors else GOOD


@contextmanager
def _briefly(options: argparse.Namespace) -> Iterator[None]:
    """A refused release lists what each edition lacks; the single messages are for those who ask."""
    try:
        yield
    except ProblemsFound as found:
        if not found.summary or options.verbose:
            raise
        raise ProblemsFound(_gathered(found.problems), found.summary) from None


def _gathered(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """One line stands for a catalogue in which much is still to do, so that mistakes are not drowned in it."""
    counts = Counter((problem.code, problem.location.path) for problem in found if problem.code in MANY)
    many = {place: count for place, count in counts.items() if count > FEW}
    kept = [problem for problem in found if (problem.code, problem.location.path) not in many]
    for (code, path), count in many.items():
        message, hint = MANY[code]
        kept.append(release_error(code, message.format(count), Location(path), hint))
    return problems.in_order(kept)


def list_(options: argparse.Namespace, root: Path) -> int:
    """Shows what can be built."""
    selection = replace(_selection(options), formats=(ALL,))
    ready = preparation.prepare(root, selection, arguments.today(options), commands=tuple(arguments.COMMANDS))
    rows: list[dict[str, str | bool]] = [
        {
            "slug": e.slug,
            "locale": e.locale,
            "audience": e.audience,
            "format": e.format,
            "everyday": ready.project.format(e.format).everyday,
            "place": e.place,
            "without_statistics": e.without_statistics,
            "clinic": e.clinic,
            "state": ready.review(e).state,
            "title": ready.locales[e.locale].booklets[e.slug].title.source,
        }
        for e in ready.editions
    ]
    if options.json:
        say(json.dumps(rows, ensure_ascii=False, indent=2))
        return GOOD
    for slug in dict.fromkeys(edition.slug for edition in ready.editions):
        say(slug)
        for locale in dict.fromkeys(row["locale"] for row in rows if row["slug"] == slug):
            mine = [row for row in rows if (row["slug"], row["locale"]) == (slug, locale)]
            say(f"  {locale}  {mine[0]['title']}")
            for variant in dict.fromkeys(map(_variant, mine)):
                same = [row for row in mine if _variant(row) == variant]
                sizes = ", ".join(str(row["format"]) for row in same if row["everyday"])
                more = ", ".join(str(row["format"]) for row in same if not row["everyday"])
                states = ", ".join(dict.fromkeys(str(row["state"]) for row in same))
                say(f"      {variant}: {sizes} ({states}){f'; with -f: {more}' if more else ''}")
        _say_variants([edition for edition in ready.every() if edition.slug == slug])
    return GOOD


def _variant(row: Mapping[str, str | bool]) -> str:
    place = f", {row['place']}" if row["place"] != HOME else ""
    clinic = f", {row['clinic']}" if row["clinic"] else ""
    return f"{row['audience']}{place}{', without statistics' if row['without_statistics'] else ''}{clinic}"


def _say_variants(editions: Sequence[Edition]) -> None:
    places = [place for place in PLACES if place != HOME and any(edition.place == place for edition in editions)]
    without = ["--without-statistics"] if any(edition.without_statistics for edition in editions) else []
    if options := [*([f"--place {'|'.join(places)}"] if places else []), *without]:
        say(f"  and with {' and '.join(options)}")


VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {"build": build_, "check": check, "list": list_}


def run(options: argparse.Namespace, root: Path) -> int:
    """Does what the command line asks."""
    return VERBS[options.command](options, root)
