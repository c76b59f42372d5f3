"""One composed edition -> finished PDF bytes: layout, repair of the tags, output gate. Runs in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from bookletpress import layout
from bookletpress.edition import FILLER, Composed
from bookletpress.fingerprint import engine, font_digests
from bookletpress.finish import finish, impose, inspect, inspect_sheets, page_count
from bookletpress.fonts import faces
from bookletpress.imposition import Fold, sheets
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.model import FontChoice, FontFace
from bookletpress.problems import EnvironmentFault, Severity
from bookletpress.timings import Span, timed


def press_job(job: Job) -> Pressed:
    """Presses the edition of a job with the fonts of this machine.

    Raises EnvironmentFault if a library or font is missing here or is not the one that the job was planned with.
    """
    _refuse_others("the layout engine", dict(job.engine), dict(engine()))
    found, digests = _fonts(job.choice, job.limits.font_bytes)
    _refuse_others("the font", dict(job.fonts), dict(digests))
    return press(job.composed, found, job.limits)


def press(composed: Composed, faces: tuple[FontFace, ...], limits: Limits | None = None) -> Pressed:
    """Lays out, finishes and inspects one edition. Raises EnvironmentFault if a font is missing."""
    read = _pages(composed, faces, limits or Limits())
    if composed.fold is None or composed.guide is None or not read.pdf:
        return read
    name = str(composed.edition)
    guide = _pages(filled(composed.guide, composed.fold, read.pages), faces, limits or Limits())
    if not guide.pdf:
        return replace(guide, spans=(*read.spans, *guide.spans))
    spans: list[Span] = []
    with timed(spans, "impose", name):
        pdf = impose(read.pdf, guide.pdf, composed.fold)
    with timed(spans, "inspect", name):
        problems = inspect_sheets(pdf, read.pages, composed.guide, composed.fold, faces)
        pages = page_count(pdf)
    found = (*read.problems, *guide.problems, *problems)
    return Pressed(pdf, pages, found, (*read.spans, *guide.spans, *spans))


def filled(guide: Composed, fold: Fold, pages: int) -> Composed:
    """The guide with a row for each bundle of sheets; only who has laid out the pages knows how many there are."""
    rows = []
    for number, bundle in groupby(sheets(pages, most=fold.bundle), key=lambda sheet: sheet.bundle):
        mine = list(bundle)
        outer = mine[0].front
        numbers = {"{bundle}": number + 1, "{sheets}": len(mine), "{first}": outer.right, "{last}": outer.left}
        row = guide.filler
        for name, value in numbers.items():
            row = row.replace(name, str(value))
        rows.append(row)
    return replace(guide, html=guide.html.replace(FILLER, "\n".join(rows)), filler="")


def _pages(composed: Composed, faces: tuple[FontFace, ...], limits: Limits) -> Pressed:
    spans: list[Span] = []
    name = str(composed.edition)
    with timed(spans, "lay out", name):
        laid_out = layout.lay_out(composed, faces, pages=limits.pages)
    if any(problem.severity is Severity.ERROR for problem in laid_out.problems):
        return Pressed(b"", 0, laid_out.problems, tuple(spans))
    with timed(spans, "finish", name):
        pdf = finish(laid_out.pdf, composed)
    with timed(spans, "inspect", name):
        problems = (*laid_out.problems, *inspect(pdf, composed, faces, limits.pages))
        pages = page_count(pdf)
    return Pressed(pdf, pages, problems, tuple(spans))


@lru_cache(maxsize=8)
def _fonts(choice: FontChoice, most: int) -> tuple[tuple[FontFace, ...], Mapping[str, str]]:
    found = faces(choice, most=most)
    return found, font_digests(found)


def _refuse_others(what: str, planned: dict[str, str], here: dict[str, str]) -> None:
    other = [name for name in (*planned, *here) if planned.get(name) != here.get(name)]
    if other:
        told = f"{other[0]} ({planned.get(other[0], 'none')[:16]}, here {here.get(other[0], 'none')[:16]})"
        raise EnvironmentFault(
            f"{what} of a worker is not that of the machine that plans: {told}",
            "install the same versions on every machine of the cluster: each takes the same requirements.lock",
            "worker-differs",
        )
