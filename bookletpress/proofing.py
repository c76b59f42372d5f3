"""What the command for proofs does: proof."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bookletpress import arguments, crew, preparation
from bookletpress.edition import Edition
from bookletpress.fingerprint import engine, font_digests
from bookletpress.gate import Text
from bookletpress.guards import limitsfile
from bookletpress.jobs import Job
from bookletpress.limits import Limits
from bookletpress.locales import SOURCE
from bookletpress.plan import Selection
from bookletpress.preparation import Prepared
from bookletpress.problems import ProblemsFound, Severity, UsageFault
from bookletpress.proof import filing, page
from bookletpress.proof.gather import gather
from bookletpress.proof.values import Counts
from bookletpress.terminal import say

GOOD = 0
FOLDER = "proof"
"""Beside dist, not in it: a proof is no booklet, and is not published with them."""

HANDS = 2


def run(options: argparse.Namespace, root: Path) -> int:
    """Makes the proof of each translation that was named."""
    if SOURCE in options.locales:
        hint = "name a translation, such as es: it is printed beside the English"
        raise UsageFault(f"'{SOURCE}' is the language the booklets are written in", hint)
    selection = Selection(
        tuple(options.slugs),
        tuple(options.locales),
        tuple(options.audiences),
        (options.format,),
        (options.place,),
        options.without_statistics,
    )
    ready = preparation.prepare(root, selection, arguments.today(options), commands=tuple(arguments.COMMANDS))
    folder, shown = (Path(options.output), options.output) if options.output else (root / FOLDER, FOLDER)
    filing.refuse(folder, shown, tuple(map(filing.name, ready.editions)))
    _make(ready, folder, shown, options.quiet)
    return GOOD


def _make(ready: Prepared, folder: Path, shown: str, quiet: bool) -> None:
    limits = limitsfile.of(ready.project.root)
    with tempfile.TemporaryDirectory() as scratch:
        workers = min(len(ready.editions), HANDS)
        with crew.hired(workers, limits, Path(scratch)) as hands:
            waiting = []
            for edition in ready.editions:
                job, counts = _job(ready, edition, limits)
                waiting.append((edition, counts, hands.submit(job)))
            for edition, counts, future in waiting:
                pressed = future.result()
                if any(problem.severity is Severity.ERROR for problem in pressed.problems):
                    raise ProblemsFound(pressed.problems)
                filing.keep(folder, shown, {filing.name(edition): pressed.pdf})
                if not quiet:
                    say(f"{shown}/{filing.name(edition)}: {pressed.pages} pages; {_told(counts)}")


def _job(ready: Prepared, edition: Edition, limits: Limits) -> tuple[Job, Counts]:
    text: Text = preparation.text_of(edition)
    proof = gather(ready, text, edition.format)
    composed = page.compose(ready, text, proof, edition.format)
    job = Job(composed, ready.choice(edition), font_digests(ready.faces(edition)), engine(), limits)
    return job, proof.counts


def _told(counts: Counts) -> str:
    marked = (
        (counts.missing, "not translated"),
        (counts.fuzzy, "fuzzy"),
        (counts.errors, "errors"),
        (counts.warnings, "warnings"),
    )
    return f"{counts.rows} paragraphs, " + ", ".join(f"{count} {what}" for count, what in marked)
