"""The front door: exit codes, and the short way out where there is nothing to do.

`system-refused` (error, exit 3): the system refuses a file or a process.

Nothing heavy is imported here: what a command needs is called by name, so a build with nothing to do takes a moment.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from bookletpress import __version__, arguments, buildlog, clinicfolder, inputs, interrupts, problems, remote
from bookletpress.buildlog import Run
from bookletpress.problems import EnvironmentFault, Location, ProblemsFound, UsageFault
from bookletpress.terminal import complain, prepare_streams, say

GOOD, CONTENT, USAGE, ENVIRONMENT, BUG, INTERRUPTED = 0, 1, 2, 3, 70, interrupts.INTERRUPTED

NEW_OBJECTS = 50_000
"""Objects after which Python looks for cycles. It reads some hundred thousand that all stay: at the usual 700, looking
took a twentieth of the time, and found nothing.
"""

_VERBS = {
    "build": "bookletpress.verbs",
    "check": "bookletpress.verbs",
    "list": "bookletpress.verbs",
    "sign": "bookletpress.reviewing",
    "signoffs": "bookletpress.reviewing",
    "extract": "bookletpress.translating",
    "update": "bookletpress.translating",
    "status": "bookletpress.translating",
    "confirm": "bookletpress.translating",
    "pseudo": "bookletpress.translating",
    "proof": "bookletpress.proofing",
    "watch": "bookletpress.watching",
    "export-xlsx": "bookletpress.spreadsheets",
    "import-xlsx": "bookletpress.spreadsheets",
    "where": "bookletpress.tracing",
    "evidence": "bookletpress.packing",
    "serve": "bookletpress.serving",
    "bundle": "bookletpress.bundling",
}


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    began = time.time_ns()
    prepare_streams()
    interrupts.listen()
    options = arguments.read(sys.argv[1:] if words is None else words)
    options.began = began
    try:
        return _run(options, Path(options.root))
    except ProblemsFound as found:
        complain(problems.as_text(problems.in_order(found.problems)))
        if found.summary:
            complain(f"\n{found.summary}\n")
        complain(f"{problems.counted(found.problems)}; nothing was changed")
        return CONTENT
    except UsageFault as fault:
        complain(f"make_pdf.py: error: {fault.message}\n    hint: {fault.hint}")
        return USAGE
    except EnvironmentFault as fault:
        complain(str(fault.problem))
        return ENVIRONMENT
    except ModuleNotFoundError as missing:
        complain(f"make_pdf.py: error: the Python package '{missing.name}' is not installed for this Python")
        complain("    hint: run ./setup.sh once, then .venv/bin/python make_pdf.py")
        return ENVIRONMENT
    except KeyboardInterrupt:
        interrupts.leave()
    except Exception as fault:
        if interrupts.caused(fault):
            interrupts.leave()
        if isinstance(fault, OSError):
            complain(str(_refused(fault).problem))
            return ENVIRONMENT
        complain(traceback.format_exc())
        complain(f"This is a bug in bookletpress {__version__}. Please report it with the lines above.")
        return BUG


def _refused(fault: OSError) -> EnvironmentFault:
    """What the system does not let us do, and nobody has told better."""
    place = Location(fault.filename if isinstance(fault.filename, str) else ".")
    message = f"the system refuses: {fault.strerror or fault}"
    return EnvironmentFault(message, "check the disk, and the rights of the file", "system-refused", place)


def _run(options: argparse.Namespace, root: Path) -> int:
    if not root.is_dir():
        raise UsageFault(f"there is no folder '{options.root}'", "name the project folder behind -C")
    if not (root / "booklets").is_dir():
        raise UsageFault(f"'{options.root}' is no project: it has no folder 'booklets'", "name a project with -C")
    if options.command == "build" and (run := _nothing_to_do(options, root)):
        _say_so(run, options, root)
        return GOOD
    gc.set_threshold(NEW_OBJECTS)
    code: int = remote.call(_VERBS[options.command], "run", options, root)
    return code


def _nothing_to_do(options: argparse.Namespace, root: Path) -> Run | None:
    """The last run, if it was asked the same, read the same, and all its files are whole."""
    folder = arguments.output(options, root)
    run = buildlog.last_run(folder)
    if options.force or options.trace or options.timings or run is None or run.asked != arguments.asked(options):
        return None
    if options.verbose and run.said:
        return None
    day = arguments.today(options).isoformat()
    if day < run.day or (run.turns and day >= run.turns):
        return None  # an approval may have ended since, or a claim be overdue
    try:
        named = {clinicfolder.nickname(path, root) for path in clinicfolder.files(options.clinics)}
        same = (
            named <= run.clinics.keys()
            and all(inputs.of_file(clinicfolder.place(name, root)) == seen for name, seen in run.clinics.items())
            and all(inputs.of_file(inputs.place(font)) == digest for font, digest in run.fonts.items())
            and inputs.read(root).digest == run.read
            and all(inputs.of_file(folder / path) == digest for path, digest in run.files.items())
        )
    except (EnvironmentFault, OSError):
        return None
    return run if same else None


def _say_so(run: Run, options: argparse.Namespace, root: Path) -> None:
    if options.quiet:
        return
    if run.said:
        complain(f"printed with {run.said}: make_pdf.py check lists them")
    count = sum("_" in PurePosixPath(path).name for path in run.files)  # pages and lists of the site have no such names
    whole = f"{count} file{'s' * (count != 1)}, whole and made from what is there now"
    page = arguments.output(options, root) / "index.html"
    say(f"nothing to do: {arguments.shown(options)} holds {whole}; open {page}")
