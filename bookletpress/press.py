"""One composed edition -> finished PDF bytes: layout, repair of the tags, output gate. Runs in a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookletpress import finish, layout
from bookletpress.model import Composed, FontFace
from bookletpress.problems import Problem


@dataclass(frozen=True, slots=True)
class Pressed:
    """The bytes of a PDF, or the problems that kept it from being made."""

    pdf: bytes = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]


def press(composed: Composed, faces: tuple[FontFace, ...]) -> Pressed:
    """Lays out, finishes and inspects one edition. Raises EnvironmentFault if a library or font is missing."""
    laid_out = layout.lay_out(composed, faces)
    if laid_out.problems:
        return Pressed(b"", 0, laid_out.problems)
    pdf = finish.finish(laid_out.pdf, composed)
    return Pressed(pdf, finish.page_count(pdf), finish.inspect(pdf, composed, faces))
