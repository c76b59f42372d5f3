"""Texts as the safety checks see them, in the languages of the house, with its vocabularies and names of medicines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from conftest import ROOT
from edition import TODAY
from texts import booklet

from bookletpress import inlinetext, project
from bookletpress.checks.context import Context
from bookletpress.model import Block, Booklet, LocaleInfo, Paragraph, Section, Text
from bookletpress.problems import Location, Problem
from bookletpress.project import Localised, Project

Check = Callable[[Context], Iterator[Problem]]


@cache
def real() -> Project:
    """The shipped project."""
    return project.load(ROOT)


@cache
def localised(locale: str) -> Localised:
    """The shipped project in one language."""
    return project.localised(real(), info(locale))


def info(locale: str) -> LocaleInfo:
    """What the shipped locale.yaml and safety.yaml say."""
    return next(known for known in real().locales if known.name == locale)


def text(markdown: str, locale: str = "en", line: int = 1) -> Text:
    """One message."""
    inlines = inlinetext.parse(markdown)
    return Text(inlinetext.serialise(inlines), inlines, locale, Location("a.md", line, 1))


def whole(blocks: tuple[Block, ...], locale: str, audience: str, heading: str = "H") -> Booklet:
    """A booklet of one section for one audience."""
    front = text("", locale)
    section = Section("s", text(heading, locale), (audience,), blocks, "a.md")
    return replace(
        booklet(), locale=locale, audiences=(audience,), sections=(section,), title=front, subtitle=front, series=front,
        summary=front,
    )  # fmt: skip


def context(blocks: tuple[Block, ...], locale: str = "en", audience: str = "family", heading: str = "H") -> Context:
    """Blocks of one audience in one language; the booklet is its own original."""
    made = whole(blocks, locale, audience, heading)
    return Context(made, made, localised(locale).shared, info(locale), TODAY)


def codes(check: Check, words: str, locale: str = "en", audience: str = "family") -> list[str]:
    """The codes that a check has for one paragraph."""
    return [problem.code for problem in check(context((Paragraph(text(words, locale)),), locale, audience))]
