"""All checks, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bookletpress.checks import (
    evidence_rules,
    family_text,
    glossary,
    known_names,
    outdated_claims,
    overdue_claims,
    printed_sources,
)
from bookletpress.checks.context import Context
from bookletpress.problems import Problem

CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    known_names.check,
    evidence_rules.check,
    family_text.check,
    glossary.check,
)
DRAFT_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (overdue_claims.check,)
"""Milder for a draft than for a final edition."""

RELEASE_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    printed_sources.check,
    outdated_claims.check,
    overdue_claims.check_release,
)
"""Only asked for a final edition: what they find says nothing about the text itself."""


def run(context: Context, release: bool = False) -> tuple[Problem, ...]:
    """Every problem that any check finds."""
    chosen = (*CHECKS, *(RELEASE_CHECKS if release else DRAFT_CHECKS))
    return tuple(problem for check in chosen for problem in check(context))
