"""An edition as one HTML document, and the assets it asks for.

`page-malformed` (error): a page template leaves a tag open or an attribute without quotes. Why: pages are read as XML,
and a browser's guess is not reviewed.

Texts are values handed to the templates, which escape them; none is ever part of a template. Nothing is read from disk:
`load_styles` has read it all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import get_args

from markupsafe import Markup

from bookletpress import ama, cldr, inline, parts, view
from bookletpress.edition import Asset, Composed, Edition
from bookletpress.evidence import STATUS, Citations, cite, front_for, glossary_for, keys_of, panels_of, sections_for
from bookletpress.guards.door import admitted
from bookletpress.inline import Inline
from bookletpress.knowledge import Reference, Shared, Term
from bookletpress.model import Block, Booklet, Format, Interface, LocaleInfo
from bookletpress.page import Malformed, strings, title, tree
from bookletpress.problems import Location, ProblemsFound, error
from bookletpress.signoff import Review
from bookletpress.templates import Voice, environment

FOLDER = "styles/booklet"

_ASSET = re.compile(r"asset:([a-z0-9][a-z0-9./-]*)")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _is_a(kind: type, value: object) -> bool:
    return isinstance(value, kind)


KINDS: dict[str, Callable[[object], bool]] = {
    _CAPITAL.sub("_", kind.__name__).lower(): partial(_is_a, kind) for kind in (*get_args(Block), *get_args(Inline))
}
"""What a template asks about a value: `is paragraph`, `is word_cards`, `is cite`."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Everything below styles/booklet, read once: page templates by name, style sheets and art as assets."""

    templates: Mapping[str, str]
    assets: Mapping[str, Asset]


def load_styles(root: Path) -> Styles:
    """The templates, style sheets and drawings of the project at `root`. Raises ProblemsFound."""
    folder = root / FOLDER
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return Styles(*admitted(root, FOLDER, paths))


def compose(
    edition: Edition,
    booklet: Booklet,
    shared: Shared,
    interface: Interface,
    locale: LocaleInfo,
    format: Format,  # noqa: A002 - what everyone in the house calls it
    review: Review,
    styles: Styles,
) -> Composed:
    """One edition, ready for the layout engine. Booklet and shared data are those of the edition: see `tailor`."""
    page = environment(styles.templates)
    page.tests |= KINDS
    page.filters.update(spaced=view.spaced, tied=view.tied, carried=view.carried)
    page.filters.update(ended=view.ended, unbroken=view.unbroken)
    page.filters.update(grouped=parts.grouped, plain=inline.plain)
    voice = Voice(interface, locale)
    citations = cite(booklet, edition.audience, shared)
    sections = sections_for(booklet, edition.audience)
    opening, topics, tools = parts.parts(sections)
    marks = _marks(booklet, edition.audience, shared)
    page.globals.update(helpers(shared, citations, locale, frozenset(section.name for section in sections)))
    page.globals.update(
        say=voice.say,
        lang=voice.lang,
        locale=locale,
        shared=shared,
        edition=edition,
        format=format,
        review=review,
        helplines={line.id: line for line in shared.helplines},
        marks=marks,
        long=parts.is_long((*opening, *topics, *tools)),
        panels=frozenset(panel.kind for panel in panels_of(booklet, edition.audience)),
        format_label=interface.words.get(format.label.source, format.label),
    )
    html = page.get_template("booklet.html").render(
        booklet=booklet,
        front=front_for(booklet, edition.audience),
        opening=opening,
        topics=topics,
        tools=tools,
        sheets=(*parts.extra_sheets((*opening, *topics, *tools), marks), *format.sheets),
        references=citations.references,
        terms=view.alphabetical(_terms(booklet, edition.audience, shared)),
        cover=view.cover_art(booklet.slug, frozenset(styles.assets)),
    )
    try:
        root = tree(html)
    except Malformed as fault:
        hint = f"close every tag and quote every attribute in {FOLDER}; write characters, not names such as &nbsp;"
        raise ProblemsFound(
            [error("page-malformed", f"the page is not well-formed: {fault}", Location(f"{FOLDER}/booklet.html"), hint)]
        ) from fault
    return Composed(edition, html, assets_of(html, styles), title(root), locale.bcp47, strings(root))


def _marks(booklet: Booklet, audience: str, shared: Shared) -> frozenset[str]:
    """The status marks that stand somewhere in the edition."""
    named = (shared.medicines[key] for key in keys_of(booklet, audience, STATUS) if key in shared.medicines)
    return frozenset(mark.mark for medicine in named for mark in medicine.marks)


def helpers(
    shared: Shared, citations: Citations, locale: LocaleInfo, names: frozenset[str]
) -> dict[str, Callable[..., object] | Markup]:
    """The functions a template may call, besides `say` and `lang`."""

    def reference(source: Reference, *words: Mapping[str, Markup]) -> tuple[ama.Piece, ...]:
        style = ama.Words(**{name: said.striptags() for some in words for name, said in some.items()})
        language = ama.Language(style, partial(cldr.written_date, locale=locale), partial(cldr.ordinal, locale=locale))
        return ama.reference(source, language)

    turns = count(1)

    def place(kind: str, names: Iterable[str], claims: Iterable[str] = ()) -> str:
        """The name of a place in the file, for `finish.places`: its turn, and what stands there."""
        what = (*(f"{kind}.{name}" for name in names), *(f"claim.{claim}" for claim in claims))
        return f"at:{next(turns)}:{'+'.join(what)}"

    def source_anchor(number: int) -> str:
        return f"source-{citations.references[number - 1].id}"

    def target(key: str, words: str) -> view.Target | None:
        return view.target(key, shared, names, words)

    return {
        "in_english": Markup("") if locale.name == "en" else Markup(' lang="en"'),
        "cited": partial(view.numbers, citations),
        "place": place,
        "source_anchor": source_anchor,
        "target": target,
        "dial": view.dial,
        "drawn": view.drawn,
        "is_wide": view.is_wide,
        "groups": view.groups,
        "reference": reference,
        "long_date": partial(_written_iso, locale=locale),
        "month_year": partial(_month_year, locale=locale),
    }


def _written_iso(iso: str, locale: LocaleInfo) -> str:
    return cldr.long_date(iso, locale)


def _month_year(iso: str, locale: LocaleInfo) -> str:
    return cldr.month_year(iso, locale)


def _terms(booklet: Booklet, audience: str, shared: Shared) -> tuple[Term, ...]:
    return tuple(shared.glossary[key] for key in glossary_for(booklet, audience) if key in shared.glossary)


def assets_of(html: str, styles: Styles) -> tuple[Asset, ...]:
    """The assets that the document or one of its style sheets names, fonts aside, by name."""
    wanted = _named(html)
    for name in sorted(wanted):
        if name.endswith(".css"):
            wanted |= _named(styles.assets[name].data.decode())
    return tuple(styles.assets[name] for name in sorted(wanted))


def _named(source: str) -> set[str]:
    return {name for name in _ASSET.findall(source) if not name.startswith("fonts/")}
