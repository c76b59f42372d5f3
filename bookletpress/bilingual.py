"""An edition with another language beside its own: two composed pages -> one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bookletpress import inline
from bookletpress.compose import TEMPLATE, parsed
from bookletpress.edition import Composed
from bookletpress.facing import Side, facing
from bookletpress.model import Booklet, Figure, LocaleInfo
from bookletpress.page import strings, title
from bookletpress.view import is_foreign, spaced


def beside(first: Composed, second: Composed, locales: tuple[LocaleInfo, LocaleInfo], booklet: Booklet) -> Composed:
    """The edition `second`, which prints `booklet`, with the words of `first` before each of its own."""
    sides = tuple(Side(locale.bcp47, locale.direction, locale.name) for locale in locales)
    html = facing(first.html, second.html, (sides[0], sides[1]), frozenset(_untranslated(booklet)))
    root = parsed(html, TEMPLATE)
    return replace(second, html=html, title=title(root), text=strings(root))


def _untranslated(booklet: Booklet) -> Iterator[str]:
    """Words in drawings that nobody translated: a drawing has one language, and cannot say so itself."""
    figures = (block for section in booklet.sections for block in section.blocks if isinstance(block, Figure))
    for label in (label for figure in figures for drawing in figure.drawings for label in drawing.labels):
        if is_foreign(label, booklet.locale):
            yield " ".join(spaced(inline.plain(label.inline)).split(" "))
