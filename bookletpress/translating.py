"""What the commands for translators do: extract, update, status."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bookletpress import arguments, extraction, locales, plan, wholefiles
from bookletpress.problems import EnvironmentFault, Problem, ProblemsFound, UsageFault
from bookletpress.project import Localised, Project, catalogue_of, checked, load, localised
from bookletpress.reviews import Faults, reviewer
from bookletpress.terminal import say
from bookletpress.workbench import reading, status, statuspage, translate

GOOD = 0


def _templates(project: Project) -> tuple[extraction.Template, ...]:
    """The messages of every domain, as the booklets are now."""
    return (
        *(extraction.booklet(booklet) for booklet in project.booklets),
        extraction.shared(project.shared),
        extraction.interface(project.words),
    )


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def extract(options: argparse.Namespace, root: Path) -> int:
    """Writes the templates for translators."""
    return _write(translate.extract(_templates(load(root)), root, _today()), root, options.quiet)


def update(options: argparse.Namespace, root: Path) -> int:
    """Brings the catalogues up to date."""
    wrong = [name for name in options.locales if not locales.NAME.fullmatch(name)]
    if wrong:
        raise UsageFault(f"'{wrong[0]}' is no name of a locale", "name a language code, such as es, pt-BR or zh-Hans")
    named = options.locales or [info.name for info in locales.load_locales(root) if info.name != locales.SOURCE]
    return _write(translate.update(_templates(load(root)), root, named, _today()), root, options.quiet)


def _write(files: Sequence[translate.File], root: Path, quiet: bool) -> int:
    """Writes catalogue files, each one whole, and names them."""
    try:
        for path, content in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.new")
            temporary.unlink(missing_ok=True)
            wholefiles.replace(path, content, temporary)
            if not quiet:
                say(f"wrote {path.relative_to(root).as_posix()}")
    except OSError as fault:
        raise EnvironmentFault(f"cannot write: {fault}", "make room, or check the rights of the folder") from fault
    if not files and not quiet:
        say("nothing has changed")
    return GOOD


def show_status(options: argparse.Namespace, root: Path) -> int:
    """Shows how far each translation is, what is wrong with it, who signed, and how hard each section is to read."""
    day = arguments.today(options)
    project = load(root)
    names = [info.name for info in project.locales if info.name != locales.SOURCE]
    slugs = plan.chosen("booklet", options.slugs, [booklet.slug for booklet in project.booklets])
    chosen = plan.chosen("locale", options.locales, names)
    every = {name: localised(project, project.locale(name)) for name in (locales.SOURCE, *chosen)}
    rows = _statuses(project, every, slugs, chosen, day)
    if not names:  # nothing is translated yet; the source is there all the same
        rows = [status.source(template) for template in _templates(project) if template.domain in slugs]
    if options.html:
        local = every[chosen[0] if len(chosen) == 1 and options.locales else locales.SOURCE]
        page = statuspage.page(rows, project, every, local, day.isoformat())
        _write(((Path(options.html), page),), Path(options.html).parent, options.quiet)
        return GOOD
    measured = _readings(project, slugs, every)
    if options.json:
        say(status.as_json(rows, measured))
    else:
        say("\n\n".join((status.as_table(rows), reading.as_table(measured, options.verbose))))
    return GOOD


def _statuses(
    project: Project, every: Mapping[str, Localised], slugs: Sequence[str], chosen: Sequence[str], day: datetime.date
) -> list[status.Status]:
    """A row for each domain in each of these locales. Raises ProblemsFound if one cannot be read."""
    found: list[Problem] = []
    reviews = reviewer(Faults(project, every, day))
    audiences = {booklet.slug: booklet.audiences for booklet in project.booklets}
    rows = []
    for name in chosen:
        wrong = checked(project, every[name], day)
        for template in _templates(project):
            if template.domain in (*slugs, extraction.SHARED, extraction.INTERFACE):
                row = status.status(template, catalogue_of(project.root, name, template.domain, found), name)
                rows.append(status.reviewed(status.judged(row, wrong), audiences.get(template.domain, ()), reviews))
    unreadable = [problem for problem in found if problem.blocks_draft]  # what is not there yet is all to do
    if unreadable:
        raise ProblemsFound(unreadable)
    return rows


def _readings(project: Project, slugs: Sequence[str], every: Mapping[str, Localised]) -> tuple[reading.Row, ...]:
    """How hard the booklets are to read in these locales; the source comes first, to compare with."""
    found = [
        row for local in every.values() for slug in slugs for row in reading.rows(local.booklets[slug], local.shared)
    ]
    names = {booklet.slug: [section.name for section in booklet.sections] for booklet in project.booklets}
    return reading.in_order(found, names)


VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "extract": extract,
    "update": update,
    "status": show_status,
}


def run(options: argparse.Namespace, root: Path) -> int:
    """Does what the command line asks."""
    return VERBS[options.command](options, root)
