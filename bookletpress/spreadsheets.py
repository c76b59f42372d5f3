"""What `export-xlsx` and `import-xlsx` do: a workbook for people without PO tools, and the way back."""

from __future__ import annotations

import argparse
import bisect
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bookletpress import arguments, extraction, locales, plan, problems, wholefiles
from bookletpress.catalogue import Catalogue, Key, write
from bookletpress.guards import limitsfile
from bookletpress.guards.files import read_bytes
from bookletpress.limits import Limits
from bookletpress.problems import Location, Problem, ProblemsFound, Severity, UsageFault, error
from bookletpress.project import Project, checked, load, localised
from bookletpress.sheetrows import rows
from bookletpress.terminal import complain, say
from bookletpress.workbench import returning, translate, workbook, workbookreading

GOOD, CONTENT = 0, 1
_TOLD_BY_STATE = frozenset(("translation-missing", "translation-fuzzy", "catalogue-missing"))


def export(options: argparse.Namespace, root: Path) -> int:
    """Writes a workbook; never over a file that is there, in which somebody may have worked."""
    project = load(root)
    (name,) = plan.chosen("locale", [options.locale], _translated(project))
    slugs = plan.chosen("booklet", options.slugs, [booklet.slug for booklet in project.booklets])
    path = Path(options.output) if options.output else root / f"translate-{name}.xlsx"
    shown = options.output or path.name
    if path.suffix.lower() != ".xlsx":
        raise UsageFault(f"'{shown}' is no name for a workbook", "let its name end in .xlsx")
    if path.exists():
        hint = "import it or move it away first, or name another file behind -o"
        raise UsageFault(f"'{shown}' is there already, and somebody may have worked in it", hint)
    day = arguments.today(options)
    now = _current(project, name, day)
    mine = {domain: catalogue for (_, domain), catalogue in now.items()}
    local = localised(project, project.locale(name), partial(_given, mine))
    found = checked(project, local, day)
    titles = {booklet.slug: booklet.title.source for booklet in project.booklets}
    sheets = [
        workbook.Sheet(domain, titles.get(domain, domain), rows(catalogue, name, domain, _looks(catalogue, found)))
        for (_, domain), catalogue in now.items()
        if domain in (*slugs, extraction.SHARED, extraction.INTERFACE)
    ]
    try:
        made = workbook.write(sheets, project.locale(name), local.interface, day.isoformat())
    except OSError as fault:
        raise wholefiles.failed(fault, shown) from fault
    wholefiles.keep(path, made, shown)
    if not options.quiet:
        count = sum(len(sheet.rows) for sheet in sheets)
        todo = sum(row.state != "done" for sheet in sheets for row in sheet.rows)
        say(f"wrote {shown}: {count} sentences, {todo} of them to do or to check again")
        say(f"when it comes back: make_pdf.py import-xlsx {shown}")
    return GOOD


def take_in(options: argparse.Namespace, root: Path) -> int:
    """Takes over the good rows of workbooks and names the others; exit code 1 if there are any."""
    project, limits = load(root), limitsfile.of(root)
    day = arguments.today(options)
    now: dict[tuple[str, str], Catalogue] = {}
    interfaces = {}
    for name in _translated(project):
        now |= _current(project, name, day)
        interfaces[name] = localised(project, project.locale(name)).interface
    found: list[Problem] = []
    changed: dict[tuple[str, str], Catalogue] = {}
    count = 0
    for file in options.files:
        read = workbookreading.read(_bytes(file, limits), Path(file).name, interfaces, limits)
        taken = returning.take(read.rows, now, partial(_check, project, now, day), limits)
        stamped = {
            key: returning.stamped(each, day.isoformat(), read.translator) for key, each in taken.catalogues.items()
        }
        now |= stamped
        changed |= stamped
        found += (*read.problems, *taken.problems)
        count += taken.count
    files = _files(root, changed)
    if found:
        complain(problems.as_text(problems.in_order(found)))
    if not options.dry_run:
        for path, content in files:
            wholefiles.keep(path, content, path.relative_to(root).as_posix())
    _report(options, root, count, found, files)
    return CONTENT if any(problem.severity is Severity.ERROR for problem in found) else GOOD


def _report(
    options: argparse.Namespace, root: Path, count: int, found: Sequence[Problem], files: Iterable[translate.File]
) -> None:
    left = len({(p.location.path, p.location.line) for p in found if p.severity is Severity.ERROR})
    if left:
        complain(f"{left} row{'s' * (left != 1)} left out, each named above; the catalogues keep what they have there")
    if options.quiet:
        return
    verb = "would be taken over" if options.dry_run else "taken over"
    say(f"{count} sentence{'s' * (count != 1)} {verb}; whoever signed a text that changed has to look at it again")
    for path, _ in files:
        say(f"{'would write' if options.dry_run else 'wrote'} {path.relative_to(root).as_posix()}")


def _translated(project: Project) -> list[str]:
    return [info.name for info in project.locales if info.name != locales.SOURCE]


def _current(project: Project, locale: str, day: datetime.date) -> dict[tuple[str, str], Catalogue]:
    """The catalogues of a locale as `update` would write them: nobody translates what is not printed any more."""
    templates = (
        *(extraction.booklet(booklet) for booklet in project.booklets),
        extraction.shared(project.shared),
        extraction.interface(project.words),
    )
    found: dict[tuple[str, str], Catalogue] = {}
    faults: list[Problem] = []
    for template in templates:
        try:
            source = translate.template_for(template, project.root, day)
            found[locale, template.domain] = translate.updated(source, project.root, locale, day)
        except ProblemsFound as fault:
            faults.extend(fault.problems)
    if faults:
        raise ProblemsFound(faults)
    return found


def _looks(catalogue: Catalogue, found: Iterable[Problem]) -> dict[Key, list[str]]:
    """What checks say about each message: a problem belongs to the last message that begins before it."""
    live = sorted((m.location.line, m.location.path, m.key) for m in catalogue.live if m.location.line)
    lines = [line for line, _, _ in live]
    looks: dict[Key, list[str]] = {}
    for problem in found:
        place = bisect.bisect_right(lines, problem.location.line) - 1
        if problem.location.path == catalogue.path and place >= 0 and problem.code not in _TOLD_BY_STATE:
            said = f"{problem.severity}: {problem.message} ({problem.hint})"
            looks.setdefault(live[place][2], []).append(said)
    return looks


def _check(
    project: Project, now: returning.Catalogues, day: datetime.date, some: returning.Catalogues
) -> Iterable[Problem]:
    """Everything that `check` says about the locales in which something changes."""
    then = {**now, **some}
    for name in dict.fromkeys(locale for locale, _ in some):
        mine = {domain: catalogue for (locale, domain), catalogue in then.items() if locale == name}
        yield from checked(project, localised(project, project.locale(name), partial(_given, mine)), day)


def _given(catalogues: Mapping[str, Catalogue], domain: str, _: list[Problem]) -> Catalogue:
    return catalogues[domain]


def _files(root: Path, changed: Mapping[tuple[str, str], Catalogue]) -> list[translate.File]:
    written = ((root / catalogue.path, write(catalogue)) for catalogue in changed.values())
    return [(path, content) for path, content in written if not path.is_file() or path.read_bytes() != content]


def _bytes(file: str, limits: Limits) -> bytes:
    """A workbook from anywhere on the disk."""
    path = Path(file)
    if path.suffix.lower() != ".xlsx":
        hint = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx), without macros"
        raise ProblemsFound([error("workbook-unreadable", "only .xlsx files are read", Location(file), hint)])
    return read_bytes(path.parent, path.name, "name the file that came back", limits.workbook_bytes)


VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {"export-xlsx": export, "import-xlsx": take_in}


def run(options: argparse.Namespace, root: Path) -> int:
    """Does what the command line asks."""
    return VERBS[options.command](options, root)
