"""An edition as one HTML document, and the assets it asks for.

`page-malformed` (error): a page template leaves a tag open or an attribute without quotes. Why: pages are read as XML,
and a browser's guess is not reviewed.
`filler-place` (error): a format with `pages-in`, and a template without one place for pages to write on.

Texts are values handed to the templates, which escape them; none is ever part of a template. Nothing is read from disk:
`load_styles` has read it all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import get_args
from xml.etree.ElementTree import Element

from jinja2 import Environment
from markupsafe import Markup

from bookletpress import ama, cards, cldr, imprint, inline, labels, parts, view
from bookletpress.edition import FILLER, Asset, Composed, Edition
from bookletpress.evidence import STATUS, Citations, cite, front_for, glossary_for, keys_of, panels_of, sections_for
from bookletpress.excerpt import excerpt
from bookletpress.formats import Format
from bookletpress.guards.door import admitted
from bookletpress.guards.files import below
from bookletpress.imprint import Imprint
from bookletpress.inline import Inline
from bookletpress.knowledge import Reference, Shared, Term
from bookletpress.locales import HOUSE_FONT
from bookletpress.model import Block, Booklet, Drawing, Interface, LocaleInfo
from bookletpress.page import Malformed, strings, title, tree
from bookletpress.problems import Location, ProblemsFound, error
from bookletpress.righttoleft import direction_of, isolated, mirrored
from bookletpress.signoff import Review
from bookletpress.templates import Voice, environment

FOLDER = "styles/booklet"
TEMPLATE = "booklet.html"

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
    return Styles(*admitted(root, FOLDER, below(root, FOLDER)))


def compose(  # noqa: PLR0913, PLR0917 - all that an edition is made of
    edition: Edition,
    booklet: Booklet,
    shared: Shared,
    interface: Interface,
    locale: LocaleInfo,
    format: Format,  # noqa: A002 - what everyone in the house calls it
    review: Review,
    styles: Styles,
    bears: Imprint = Imprint(),  # noqa: B008 - a frozen value
    partner: tuple[Booklet, Shared] | None = None,
    around: Mapping[str, object] = MappingProxyType({}),
) -> Composed:
    """One edition, ready for the layout engine. Booklet and shared data are those of the edition: see `tailor`.

    What it `bears` of a clinic stands beside the text and is no part of it. `partner` is the same in the language that
    will stand beside it: both number the same sources. `around` is what only a template for screens is given.
    """
    booklet = excerpt(booklet, format.takes)
    styles = replace(styles, assets={**styles.assets, **imprint.assets(bears, format.grey)})
    page = environment_for(styles, Voice(interface, locale), locale)
    citations = cite(booklet, edition.audience, shared)
    if partner:
        citations = citations.joined(cite(partner[0], edition.audience, partner[1]))
    sections = sections_for(booklet, edition.audience)
    opening, topics, tools = parts.parts(sections)
    marks = _marks(booklet, edition.audience, shared)
    page.globals.update(helpers(shared, citations, locale, frozenset(section.name for section in sections)))
    page.globals.update(_drawing_helpers(format, locale.direction))
    page.globals.update(imprint.values(bears, locale))
    page.globals.update(around)
    if format.beside and locale.name != format.beside:  # names and titles are the same on both sides
        page.globals["in_english"] = _in_english(locale) + Markup(' translate="no"')
    page.globals.update(
        shared=shared,
        edition=edition,
        format=format,
        review=review,
        helplines={line.id: line for line in shared.helplines},
        marks=marks,
        long=parts.is_long((*opening, *topics, *tools)),
        panels=frozenset(panel.kind for panel in panels_of(booklet, edition.audience)),
        house_font=locale.fonts.package == HOUSE_FONT,
        format_label=interface.words.get(format.label.source, format.label),
    )
    html = page.get_template(format.template).render(
        booklet=booklet,
        front=front_for(booklet, edition.audience),
        opening=opening,
        topics=topics,
        tools=tools,
        sheets=(*parts.extra_sheets((*opening, *topics, *tools), marks), *format.sheets),
        references=citations.references,
        terms=view.alphabetical(_terms(booklet, edition.audience, shared)),
        cover=view.cover_art(booklet.slug, frozenset(styles.assets), lines=format.grey),
    )
    root = parsed(html, format.template)
    said = title(root), locale.bcp47, strings(root)
    filler = _filler(page, format, styles)
    return Composed(
        edition,
        html,
        assets_of(html, styles, locale),
        *said,
        locale.direction,
        format.grey,
        format.multiple,
        filler,
    )


def environment_for(styles: Styles, voice: Voice, locale: LocaleInfo) -> Environment:
    """The page templates with what all of them know."""
    page = environment(styles.templates)
    page.tests |= KINDS
    page.filters.update(filters(locale), grouped=parts.grouped)
    page.globals.update(say=voice.say, lang=voice.lang, locale=locale)
    return page


def parsed(html: str, template: str) -> Element:
    """A page as a tree. Raises ProblemsFound."""
    try:
        return tree(html)
    except Malformed as fault:
        hint = f"close every tag and quote every attribute in {FOLDER}; write characters, not names such as &nbsp;"
        raise ProblemsFound(
            [error("page-malformed", f"the page is not well-formed: {fault}", Location(f"{FOLDER}/{template}"), hint)]
        ) from fault


def _filler(page: Environment, form: Format, styles: Styles) -> str:
    """The page that fills up the last sheet. Raises ProblemsFound if the template has no place for it."""
    if form.multiple == 1:
        return ""
    if styles.templates[TEMPLATE].count(FILLER) != 1:
        message = f"the pages of '{form.name}' come in {form.multiple}s, and nothing says where more may stand"
        hint = f"write {FILLER} once, where pages to write on may stand"
        raise ProblemsFound([error("filler-place", message, Location(f"{FOLDER}/{TEMPLATE}"), hint)])
    return page.get_template("filler.html").render()


def filters(locale: LocaleInfo) -> dict[str, Callable[..., object]]:
    """What templates make of the words of a text on a page in this locale."""
    return {
        "spaced": _spaced_and_isolated if locale.direction == "rtl" else view.spaced,
        "tied": view.tied,
        "carried": view.carried,
        "ended": view.ended,
        "unbroken": view.unbroken,
        "plain": inline.plain,
        "direction": direction_of,
    }


def _spaced_and_isolated(words: str) -> str:
    return isolated(view.spaced(words))


def _marks(booklet: Booklet, audience: str, shared: Shared) -> frozenset[str]:
    """The status marks that stand somewhere in the edition."""
    named = (shared.medicines[key] for key in keys_of(booklet, audience, STATUS) if key in shared.medicines)
    return frozenset(mark.mark for medicine in named for mark in medicine.marks)


def _drawing_helpers(form: Format, direction: str) -> dict[str, Callable[..., object]]:
    def drawn(drawing: Drawing) -> Markup:
        return view.drawn(labels.legible(drawing, form), direction)

    def width(drawing: Drawing) -> Markup:
        said = labels.printed_width(drawing, form)
        return Markup(' style="width: {}"').format(said) if said else Markup("")

    return {
        "drawn": drawn,
        "printed_width": width,
        "is_wide": view.is_wide,
        "is_filled": cards.is_filled,
        "carded": cards.carded,
    }


def helpers(
    shared: Shared, citations: Citations, locale: LocaleInfo, names: frozenset[str]
) -> dict[str, Callable[..., object] | Markup | bool]:
    """The functions a template may call, besides `say` and `lang`; what they make is for paper, if nobody says else."""

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
        "on_screen": False,
        "in_english": _in_english(locale),
        "cited": partial(view.numbers, citations),
        "place": place,
        "source_anchor": source_anchor,
        "target": target,
        "dial": view.dial,
        "groups": view.groups,
        "reference": reference,
        "long_date": partial(_written_iso, locale=locale),
        "month_year": partial(_month_year, locale=locale),
    }


def _in_english(locale: LocaleInfo) -> Markup:
    if locale.name == "en":
        return Markup("")
    return Markup(' lang="en" dir="ltr"') if locale.direction == "rtl" else Markup(' lang="en"')


def _written_iso(iso: str, locale: LocaleInfo) -> str:
    return cldr.long_date(iso, locale)


def _month_year(iso: str, locale: LocaleInfo) -> str:
    return cldr.month_year(iso, locale)


def _terms(booklet: Booklet, audience: str, shared: Shared) -> tuple[Term, ...]:
    return tuple(shared.glossary[key] for key in glossary_for(booklet, audience) if key in shared.glossary)


def assets_of(html: str, styles: Styles, locale: LocaleInfo) -> tuple[Asset, ...]:
    """The assets that the document or one of its style sheets names, fonts aside, by name; mirrored where need be."""
    wanted = _named(html)
    for name in sorted(wanted):
        if name.endswith(".css"):
            wanted |= _named(styles.assets[name].data.decode())
    assets = (styles.assets[name] for name in sorted(wanted))
    return tuple(map(_mirrored, assets)) if locale.direction == "rtl" else tuple(assets)


def _mirrored(asset: Asset) -> Asset:
    is_sheet = asset.media_type == "text/css"
    return replace(asset, data=mirrored(asset.data.decode()).encode()) if is_sheet else asset


def _named(source: str) -> set[str]:
    return {name for name in _ASSET.findall(source) if not name.startswith("fonts/")}
