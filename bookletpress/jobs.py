"""What goes to a worker and what comes back, wherever the worker is: values only, light to import on either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bookletpress.edition import Composed
from bookletpress.limits import Limits
from bookletpress.model import FontChoice
from bookletpress.problems import Problem
from bookletpress.timings import Span


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs for one edition, wherever it runs.

    It looks its fonts up by itself (paths differ between machines) and refuses if they, or its engine, are not the
    ones of which `fonts` (digest by file name) and `engine` (version by name) speak: the bytes would differ.
    """

    composed: Composed
    choice: FontChoice
    fonts: Mapping[str, str]
    engine: Mapping[str, str]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Pressed:
    """The bytes of a PDF, or of a web page (no pages); what was noticed while it was made, and how long that took.

    An error among the problems means: do not use it.
    """

    pdf: bytes = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]
    spans: tuple[Span, ...] = ()
