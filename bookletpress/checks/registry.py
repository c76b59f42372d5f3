"""All checks, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bookletpress.checks import (
    doses,
    evidence_rules,
    family_numbers,
    family_text,
    glossary,
    hedges,
    known_names,
    medicine_names,
    medicine_spelling,
    outcome_numbers,
    outdated_claims,
    printed_sources,
    status_wording,
    wording,
)
from bookletpress.checks.context import Context
from bookletpress.problems import Problem

CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    known_names.check,
    evidence_rules.check,
    family_text.check,
    doses.check,
    family_numbers.check,
    outcome_numbers.check,
    medicine_names.check,
    medicine_spelling.check,
    status_wording.check,
    hedges.check,
    wording.check,
    glossary.check,
)
RELEASE_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (printed_sources.check, outdated_claims.check)
"""Only asked for a final edition: what they find says nothing about the text itself."""


def run(context: Context, release: bool = False) -> tuple[Problem, ...]:
    """Every problem that any check finds."""
    chosen = (*CHECKS, *RELEASE_CHECKS) if release else CHECKS
    return tuple(problem for check in chosen for problem in check(context))
