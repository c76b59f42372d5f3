"""What English calls not confirmed is called so in the translation; tried on sentences and on the shipped booklet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spoken import context, info, localised, real, text, whole

from bookletpress import inlinetext
from bookletpress.checks import hedges
from bookletpress.checks.context import Context
from bookletpress.model import Paragraph, Text
from bookletpress.vocabulary import Vocabulary
from bookletpress.walk import map_booklet

HOW_LONG = "Not confirmed: each plan is said to lay it down.[@a]"


def translated(english: str, spanish: str, audience: str = "clinician", locale: str = "es") -> Context:
    """A paragraph and its translation."""
    original = whole((Paragraph(text(english, "en")),), "en", audience)
    made = context((Paragraph(text(spanish, locale)),), "es", audience)
    return replace(made, original=original, authored=real().shared)


def codes(made: Context) -> list[str]:
    return [problem.code for problem in hedges.check(made)]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        (HOW_LONG, "No confirmado: se dice que lo fija cada plan.[@a]"),
        (HOW_LONG, "Duración no confirmada: se dice que la fija cada plan.[@a]"),
        (HOW_LONG, "Sin confirmar: se dice que lo fija cada plan.[@a]"),
        ("The rest is **not confirmed**.[@a]", "El resto **no está confirmado**.[@a]"),
        ("This is not\u00a0confirmed.[@a]", "Esto no\u00a0se ha confirmado.[@a]"),
        ("A sentence that cites.[@a]", "Una frase con fuente.[@a]"),
        ("Not confirmed, and no source.", "Y sin fuente."),
    ],
)
def test_a_translation_that_keeps_it(english: str, spanish: str) -> None:
    assert codes(translated(english, spanish)) == []


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        (HOW_LONG, "Se dice que lo fija cada plan.[@a]"),
        (HOW_LONG, "Confirmado: lo fija cada plan.[@a]"),
        (HOW_LONG, "No, confirmado: lo fija cada plan.[@a]"),
        ("This is not\u00a0confirmed.[@a]", "Esto está confirmado.[@a]"),
        ("Not confirmed: one.[@a] Not confirmed: two.[@b]", "No confirmado: uno.[@a] Dos.[@b]"),
    ],
)
def test_a_translation_that_loses_it(english: str, spanish: str) -> None:
    assert codes(translated(english, spanish)) == ["unconfirmed-lost"]


def test_only_translations_for_clinicians_are_compared() -> None:
    """Families are never told what nobody confirmed, and a sentence still in English has lost nothing."""
    assert codes(translated(HOW_LONG, "Lo fija cada plan.[@a]", "family")) == []
    assert codes(translated(HOW_LONG, HOW_LONG, locale="en")) == []
    assert codes(context((Paragraph(text(HOW_LONG)),), "en", "clinician")) == []


def test_a_language_without_the_words_is_not_judged() -> None:
    made = translated(HOW_LONG, "Lo fija cada plan.[@a]")
    assert codes(replace(made, locale=replace(made.locale, vocabulary=Vocabulary()))) == []


def test_the_message_says_where_and_what_to_write() -> None:
    (problem,) = hedges.check(translated(HOW_LONG, "Lo fija cada plan.[@a]"))
    assert problem.location.path == "a.md"
    assert "no confirmado" in problem.hint
    assert problem.severity == "error"
    assert not problem.blocks_draft


def test_the_shipped_booklet_loses_none_unnoticed() -> None:
    """Each of its sentences in Spanish, with the words taken out: all are found, and as it stands none is."""
    slug = "alk-inhibitors"
    local = localised("es")
    original = next(booklet for booklet in real().booklets if booklet.slug == slug)
    shipped = Context(local.booklets[slug], original, local.shared, info("es"), real().shared)
    cut: list[str] = []

    def visit(said: Text, _: str) -> Text:
        if "No confirmado: s" not in said.source:
            return said
        inlines = inlinetext.parse(said.source.replace("No confirmado: s", "S"))
        cut.append(said.source)
        return replace(said, source=inlinetext.serialise(inlines), inline=inlines)

    mutated = replace(shipped, booklet=map_booklet(shipped.booklet, visit, "es"))
    assert codes(shipped) == []
    assert len(cut) == 3
    assert codes(mutated) == ["unconfirmed-lost"] * 3
