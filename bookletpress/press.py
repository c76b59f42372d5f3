"""One composed edition -> finished PDF bytes: layout, repair of the tags, output gate. Runs in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bookletpress import layout
from bookletpress.edition import Composed
from bookletpress.fingerprint import engine, font_digests
from bookletpress.finish import finish, inspect, page_count
from bookletpress.fonts import faces
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
    found, digests = _fonts(job.choice)
    _refuse_others("the font", dict(job.fonts), dict(digests))
    return press(job.composed, found, job.limits)


def press(composed: Composed, faces: tuple[FontFace, ...], limits: Limits | None = None) -> Pressed:
    """Lays out, finishes and inspects one edition. Raises EnvironmentFault if a font is missing."""
    spans: list[Span] = []
    name = str(composed.edition)
    with timed(spans, "lay out", name):
        laid_out = layout.lay_out(composed, faces, pages=(limits or Limits()).pages)
    if any(problem.severity is Severity.ERROR for problem in laid_out.problems):
        return Pressed(b"", 0, laid_out.problems, tuple(spans))
    with timed(spans, "finish", name):
        pdf = finish(laid_out.pdf, composed)
    with timed(spans, "inspect", name):
        problems = (*laid_out.problems, *inspect(pdf, composed, faces, (limits or Limits()).pages))
        pages = page_count(pdf)
    return Pressed(pdf, pages, problems, tuple(spans))


@lru_cache(maxsize=8)
def _fonts(choice: FontChoice) -> tuple[tuple[FontFace, ...], Mapping[str, str]]:
    found = faces(choice)
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
