"""All checks, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bookletpress.checks import evidence_rules, family_text, glossary, known_names
from bookletpress.checks.context import Context
from bookletpress.problems import Problem

CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    known_names.check,
    evidence_rules.check,
    family_text.check,
    glossary.check,
)


def run(context: Context) -> tuple[Problem, ...]:
    """Every problem that any check finds."""
    return tuple(problem for check in CHECKS for problem in check(context))
