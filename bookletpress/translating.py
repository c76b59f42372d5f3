"""What the commands for translators do: extract, update, confirm, status, pseudo."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bookletpress import arguments, asking, extraction, locales, plan, wholefiles
from bookletpress.catalogue import Message
from bookletpress.problems import Problem, ProblemsFound, UsageFault
from bookletpress.project import Localised, Project, catalogue_of, checked, load, localised
from bookletpress.reviews import Faults, reviewer
from bookletpress.terminal import say
from bookletpress.workbench import confirm, overlay, pseudo, reading, status, statuspage, translate

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
    for path, content in files:
        shown = path.relative_to(root).as_posix()
        wholefiles.keep(path, content, shown)
        if not quiet:
            say(f"wrote {shown}")
    if not files and not quiet:
        say("nothing has changed")
    return GOOD


def confirm_pairs(options: argparse.Namespace, root: Path) -> int:
    """Asks which translations belong to their English, and keeps the answers beside the catalogues."""
    if not options.all:
        hint = "type the command yourself; if you have compared them all, add --all"
        asking.refuse_without_terminal("confirm", hint)
    waiting = _waiting(options, root)
    said = [found.ready for found in waiting] if options.all else _asked(waiting)
    made = [confirm.confirmed(found.catalogue, pairs) for found, pairs in zip(waiting, said, strict=True) if pairs]
    _write([confirm.file(root, catalogue) for catalogue in made], root, options.quiet)
    if not options.quiet:
        faulty, left = sum(len(found.faulty) for found in waiting), sum(len(found.ready) for found in waiting)
        left -= sum(map(len, said))
        say(f"{sum(map(len, said))} confirmed, {left} not; {faulty} with errors left out, which 'check' lists")
    return GOOD


def _waiting(options: argparse.Namespace, root: Path) -> list[confirm.Waiting]:
    """What nobody confirmed yet in the catalogues that were named, and in those that all booklets share."""
    project = load(root)
    slugs = plan.chosen("booklet", options.slugs, [booklet.slug for booklet in project.booklets])
    names = [info.name for info in project.locales if info.name != locales.SOURCE]
    templates = [t for t in _templates(project) if t.domain in (*slugs, extraction.SHARED, extraction.INTERFACE)]
    waiting: list[confirm.Waiting] = []
    broken: list[Problem] = []
    for name in plan.chosen("locale", options.locales, names):
        found = localised(project, project.locale(name)).problems
        catalogues = [catalogue_of(root, name, template.domain, broken) for template in templates]
        waiting += [confirm.waiting(*pair, found) for pair in zip(templates, catalogues, strict=True)]
    if grave := [problem for problem in broken if problem.blocks_draft]:
        raise ProblemsFound(grave)
    return waiting


def _asked(waiting: Sequence[confirm.Waiting]) -> list[tuple[Message, ...]]:
    """Those that the person at the terminal confirms, catalogue by catalogue; after "stop" nothing more is asked."""
    said: list[list[Message]] = [[] for _ in waiting]
    queue = [(place, message) for place, found in enumerate(waiting) for message in found.ready]
    for number, (place, message) in enumerate(queue, 1):
        say(f"\n{message.location}  ({number} of {len(queue)})\n  {message.msgid}\n  {message.msgstr}")
        answer = asking.asked("Does it say the same? (yes/no/stop)", asking.one_of("yes", "no", "stop")).casefold()
        if answer == "stop":
            break
        if answer == "yes":
            said[place].append(message)
    return [tuple(messages) for messages in said]


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


def make_pseudo(options: argparse.Namespace, root: Path) -> int:
    """Writes a project of its own in which every text is pseudo-translated."""
    folder = Path(options.output) if options.output else root / "build" / "pseudo"
    shown = options.output or "build/pseudo"
    project = load(root)
    made = tuple(overlay.files(project, _templates(project), _today()))
    try:
        overlay.put(folder, shown, made)
    except OSError as fault:
        raise wholefiles.failed(fault, shown) from fault
    if not options.quiet:
        say(f"{shown} is a project in {' and '.join(each.name for each in pseudo.EVERY)}; to see it, type:")
        for each in pseudo.EVERY:
            say(f"  make_pdf.py -C {folder} -l {each.name}")
    return GOOD


VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "extract": extract,
    "update": update,
    "confirm": confirm_pairs,
    "status": show_status,
    "pseudo": make_pseudo,
}


def run(options: argparse.Namespace, root: Path) -> int:
    """Does what the command line asks."""
    return VERBS[options.command](options, root)
