"""One composed edition -> finished PDF bytes: layout, repair of the tags, output gate. Runs in a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookletpress import layout
from bookletpress.finish import finish, inspect, page_count
from bookletpress.model import Composed, FontFace
from bookletpress.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Pressed:
    """The bytes of a PDF, and what was noticed while it was made; an error among the problems means: do not use it."""

    pdf: bytes = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]


def press(composed: Composed, faces: tuple[FontFace, ...]) -> Pressed:
    """Lays out, finishes and inspects one edition. Raises EnvironmentFault if a library or font is missing."""
    laid_out = layout.lay_out(composed, faces)
    if any(problem.severity is Severity.ERROR for problem in laid_out.problems):
        return Pressed(b"", 0, laid_out.problems)
    pdf = finish(laid_out.pdf, composed)
    return Pressed(pdf, page_count(pdf), (*laid_out.problems, *inspect(pdf, composed, faces)))
