"""All checks, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bookletpress.checks import (
    abbreviations,
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
    overdue_claims,
    passive_voice,
    printed_sources,
    pseudo_locales,
    reading_grade,
    sentence_length,
    statistics_links,
    status_wording,
    unexplained_terms,
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
    reading_grade.check,
    sentence_length.check,
    passive_voice.check,
    abbreviations.check,
    unexplained_terms.check,
    statistics_links.check,
)
DRAFT_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (overdue_claims.check,)
"""Milder for a draft than for a final edition."""

RELEASE_CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    printed_sources.check,
    outdated_claims.check,
    overdue_claims.check_release,
    pseudo_locales.check,
)
"""Only asked for a final edition: what they find says nothing about the text itself."""


def run(context: Context, release: bool = False) -> tuple[Problem, ...]:
    """Every problem that any check finds."""
    chosen = (*CHECKS, *(RELEASE_CHECKS if release else DRAFT_CHECKS))
    return tuple(problem for check in chosen for problem in check(context))


def run_release_only(context: Context) -> tuple[Problem, ...]:
    """What is asked for a final edition alone."""
    return tuple(problem for check in RELEASE_CHECKS for problem in check(context))
