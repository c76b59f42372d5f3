"""Verbs, messages and exit codes. Nothing here decides what is printed."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from bookletpress import __version__, arguments, build, extraction, locales, outputs, plan, problems, progress
from bookletpress.plan import Selection, UsageFault
from bookletpress.problems import EnvironmentFault, Location, Problem, ProblemsFound, Severity, release_error
from bookletpress.project import catalogue_of, load
from bookletpress.workbench import status, translate

MISSING, FEW = "translation-missing", 5
GOOD, CONTENT, USAGE, ENVIRONMENT, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    _prepare_streams()
    options = arguments.read(sys.argv[1:] if words is None else words)
    root = Path(options.root)
    try:
        if not root.is_dir():
            raise UsageFault(f"there is no folder '{options.root}'", "name the project folder behind -C")
        if not (root / "booklets").is_dir():
            raise UsageFault(f"'{options.root}' is no project: it has no folder 'booklets'", "name a project with -C")
        return _VERBS[options.command](options, root)
    except ProblemsFound as found:
        _complain(problems.as_text(problems.in_order(found.problems)))
        _complain(_count(found.problems) + "; nothing was changed")
        return CONTENT
    except UsageFault as fault:
        _complain(f"make_pdf.py: error: {fault.message}\n    hint: {fault.hint}")
        return USAGE
    except EnvironmentFault as fault:
        _complain(str(fault.problem))
        return ENVIRONMENT
    except KeyboardInterrupt:
        _complain("interrupted; the finished files are as they were")
        _leave(INTERRUPTED)
    except BrokenPipeError:
        return GOOD
    except Exception:
        _complain(traceback.format_exc())
        _complain(f"This is a bug in bookletpress {__version__}. Please report it with the lines above.")
        return BUG


def _prepare_streams() -> None:
    """Output that is closed is thrown away, and a request to end is taken like Ctrl-C."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _leave(code: int) -> NoReturn:
    """Ends at once: before 3.11.5, Python waits at its end for workers that are gone (python/cpython#94777)."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def _say(text: str) -> None:
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise EnvironmentFault(
            f"cannot write to standard output: {fault.strerror}", "make room, or close nothing"
        ) from None


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def _count(found: Sequence[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    warnings = len(found) - errors
    return f"{errors} {'error' if errors == 1 else 'errors'}, {warnings} {'warning' if warnings == 1 else 'warnings'}"


def _selection(options: argparse.Namespace) -> Selection:
    return Selection(
        tuple(options.slugs),
        tuple(options.locales),
        tuple(getattr(options, "audiences", ())),
        tuple(getattr(options, "formats", ())),
    )


def _build(options: argparse.Namespace, root: Path) -> int:
    folder = Path(options.output) if options.output else root / "dist"
    shown = options.output or "dist"
    wanted = build.Wanted(_selection(options), folder, shown, options.jobs, options.release)
    outputs.refuse_precious(folder, shown)
    if options.dry_run:
        return _dry_run(options, root, shown)
    with progress.reporter(options.quiet) as reporter:
        built = build.build(root, wanted, reporter, tuple(arguments.COMMANDS))
    if built.notes and options.verbose:
        _complain(problems.as_text(built.notes))
    elif built.notes and not options.quiet:
        _complain(f"printed as drafts with {_count(built.notes)}: make_pdf.py check lists them")
    if not options.quiet:
        count = len(built.published)
        _say(f"{shown} holds {count} new PDF{'s' * (count != 1)}; open {folder / build.PAGE} to see them all")
    return GOOD


def _dry_run(options: argparse.Namespace, root: Path, shown: str) -> int:
    ready = build.prepare(root, _selection(options), options.release, tuple(arguments.COMMANDS))
    stop = build.blocking(ready.problems, options.release)
    if stop:
        raise ProblemsFound(stop)
    for edition in ready.editions:
        _say(f"{shown}/{ready.path(edition)}")
    return GOOD


def _check(options: argparse.Namespace, root: Path) -> int:
    try:
        found = build.prepare(root, _selection(options), options.release, tuple(arguments.COMMANDS)).problems
    except ProblemsFound as faults:
        found = problems.in_order(faults.problems)
    errors = any(problem.severity is Severity.ERROR for problem in found)
    if options.output_format == "json":
        _say(problems.as_json(found))
    elif options.output_format == "github":
        _say(problems.as_github(found))
    elif found:
        _say(problems.as_text(found if options.verbose else _gathered(found)))
        _say(_count(found))
    elif not options.quiet:
        _say("no problems found")
    return CONTENT if errors else GOOD


def _gathered(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """One line stands for a catalogue in which much is not translated yet, so that mistakes are not drowned in it."""
    missing = Counter(problem.location.path for problem in found if problem.code == MISSING)
    many = {path: count for path, count in missing.items() if count > FEW}
    kept = [problem for problem in found if problem.code != MISSING or problem.location.path not in many]
    for path, count in many.items():
        message = f"{count} messages are not translated yet"
        kept.append(release_error(MISSING, message, Location(path), "translate them; make_pdf.py check -v lists each"))
    return problems.in_order(kept)


def _list(options: argparse.Namespace, root: Path) -> int:
    ready = build.prepare(root, _selection(options), commands=tuple(arguments.COMMANDS))
    rows = [
        {
            "slug": e.slug,
            "locale": e.locale,
            "audience": e.audience,
            "format": e.format,
            "state": ready.review(e).state,
            "title": ready.locales[e.locale].booklets[e.slug].title.source,
        }
        for e in ready.editions
    ]
    if options.json:
        _say(json.dumps(rows, ensure_ascii=False, indent=2))
        return GOOD
    for slug in dict.fromkeys(row["slug"] for row in rows):
        _say(slug)
        for locale in dict.fromkeys(row["locale"] for row in rows if row["slug"] == slug):
            mine = [row for row in rows if (row["slug"], row["locale"]) == (slug, locale)]
            _say(f"  {locale}  {mine[0]['title']}")
            for audience in dict.fromkeys(row["audience"] for row in mine):
                sizes = ", ".join(row["format"] for row in mine if row["audience"] == audience)
                states = ", ".join(dict.fromkeys(row["state"] for row in mine if row["audience"] == audience))
                _say(f"      {audience}: {sizes} ({states})")
    return GOOD


def _templates(root: Path) -> tuple[extraction.Template, ...]:
    """The messages of every domain, as the booklets are now."""
    project = load(root)
    return (
        *(extraction.booklet(booklet) for booklet in project.booklets),
        extraction.shared(project.shared),
        extraction.interface(project.words),
    )


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _extract(options: argparse.Namespace, root: Path) -> int:
    return _write(translate.extract(_templates(root), root, _today()), root, options.quiet)


def _update(options: argparse.Namespace, root: Path) -> int:
    wrong = [name for name in options.locales if not locales.NAME.fullmatch(name)]
    if wrong:
        raise UsageFault(f"'{wrong[0]}' is no name of a locale", "name a language code, such as es, pt-BR or zh-Hans")
    named = options.locales or [info.name for info in locales.load_locales(root) if info.name != locales.SOURCE]
    return _write(translate.update(_templates(root), root, named, _today()), root, options.quiet)


def _write(files: Sequence[translate.File], root: Path, quiet: bool) -> int:
    """Writes catalogue files, each one whole, and names them."""
    try:
        for path, content in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.new")
            temporary.write_bytes(content)
            os.replace(temporary, path)
            if not quiet:
                _say(f"wrote {path.relative_to(root).as_posix()}")
    except OSError as fault:
        raise EnvironmentFault(f"cannot write: {fault}", "make room, or check the rights of the folder") from fault
    if not files and not quiet:
        _say("nothing has changed")
    return GOOD


def _status(options: argparse.Namespace, root: Path) -> int:
    project = load(root)
    names = [info.name for info in project.locales if info.name != locales.SOURCE]
    slugs = plan.chosen("booklet", options.slugs, [booklet.slug for booklet in project.booklets])
    chosen = plan.chosen("locale", options.locales, names)
    found: list[Problem] = []
    rows = [
        status.status(template, catalogue_of(root, name, template.domain, found), name)
        for name in chosen
        for template in _templates(root)
        if template.domain in (*slugs, extraction.SHARED, extraction.INTERFACE)
    ]
    if found:
        raise ProblemsFound(found)
    _say(status.as_json(rows) if options.json else status.as_table(rows))
    return GOOD


_VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "build": _build,
    "check": _check,
    "list": _list,
    "extract": _extract,
    "update": _update,
    "status": _status,
}
