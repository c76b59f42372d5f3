"""What the command for committees does: evidence."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bookletpress import arguments, crew, plan, preparation
from bookletpress.edition import Composed, Edition
from bookletpress.fingerprint import engine, font_digests
from bookletpress.formats import load_formats
from bookletpress.gate import Text
from bookletpress.guards import limitsfile
from bookletpress.jobs import Job, Pressed
from bookletpress.pack import filing, gather, page
from bookletpress.plan import Selection
from bookletpress.preparation import Prepared
from bookletpress.problems import ProblemsFound, Severity
from bookletpress.terminal import say

GOOD = 0
FOLDER = "evidence"
"""Beside dist, not in it: a pack is no booklet, and is not published with them."""


def run(options: argparse.Namespace, root: Path) -> int:
    """Writes the pack of each text that was named."""
    plan.refuse_screen(options.format, load_formats(root))
    selection = Selection(
        (options.slug,),
        (options.locale,),
        tuple(options.audiences),
        (options.format,),
        (options.place,),
        options.without_statistics,
    )
    ready = preparation.prepare(root, selection, arguments.today(options), release=True)
    preparation.refuse(ready, release=False)
    folder = Path(options.output) if options.output else root / FOLDER
    shown = options.output or FOLDER
    texts = tuple(dict.fromkeys(map(preparation.text_of, ready.editions)))
    filing.refuse(folder, shown, tuple(map(filing.stem, texts)))
    pdfs = Path(options.pdfs) if options.pdfs else root / "dist"
    for edition in ready.editions:
        _one(ready, edition, pdfs, folder, shown, options.quiet)
    return GOOD


def _one(ready: Prepared, edition: Edition, pdfs: Path, folder: Path, shown: str, quiet: bool) -> None:
    text: Text = preparation.text_of(edition)
    gathered = gather.pack(ready, text, pdfs)
    pressed = _pressed(ready, page.compose(ready, text, gathered, edition.format))
    if any(problem.severity is Severity.ERROR for problem in pressed.problems):
        raise ProblemsFound(pressed.problems)
    name = filing.stem(text)
    json = filing.as_json(gathered, pressed.pdf, pressed.pages)
    filing.file(folder, shown, {f"{name}.pdf": pressed.pdf, f"{name}.json": json})
    if not quiet:
        say(f"{shown}/{name}.pdf: {pressed.pages} pages; {name}.json says the same for programs")


def _pressed(ready: Prepared, composed: Composed) -> Pressed:
    """Laid out, finished and inspected like every edition, in a child with limits."""
    limits, edition = limitsfile.of(ready.project.root), composed.edition
    job = Job(composed, ready.choice(edition), font_digests(ready.faces(edition)), engine(), limits)
    with tempfile.TemporaryDirectory() as scratch, crew.hired(1, limits, Path(scratch)) as hands:
        return hands.submit(job).result()
