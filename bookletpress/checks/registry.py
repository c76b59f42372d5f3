"""All checks, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bookletpress.checks import (
    abbreviations,
    evidence_rules,
    family_text,
    glossary,
    known_names,
    outdated_claims,
    passive_voice,
    printed_sources,
    reading_grade,
    sentence_length,
    unexplained_terms,
)
from bookletpress.checks.context import Context
from bookletpress.problems import Problem

CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    known_names.check,
    evidence_rules.check,
    family_text.check,
    glossary.check,
    reading_grade.check,
    sentence_length.check,
    passive_voice.check,
    abbreviations.check,
    unexplained_terms.check,
)
RELEASE_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (printed_sources.check, outdated_claims.check)
"""Only asked for a final edition: what they find says nothing about the text itself."""


def run(context: Context, release: bool = False) -> tuple[Problem, ...]:
    """Every problem that any check finds."""
    found = tuple(problem for check in CHECKS for problem in check(context))
    return (*found, *run_release_only(context)) if release else found


def run_release_only(context: Context) -> tuple[Problem, ...]:
    """What is asked for a final edition alone."""
    return tuple(problem for check in RELEASE_CHECKS for problem in check(context))
