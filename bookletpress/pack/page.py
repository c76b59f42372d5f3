"""A pack -> one page for the layout engine, in the look of the booklets. Texts are values, as in `compose`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bookletpress import cldr, fonts
from bookletpress.compose import HINT, KINDS, Styles, assets_of, filters, helpers
from bookletpress.edition import Asset, Composed, Edition
from bookletpress.evidence import cite, sections_for
from bookletpress.gate import Text
from bookletpress.guards.files import read_bytes
from bookletpress.pack.values import Pack
from bookletpress.page import Malformed, strings, title, tree
from bookletpress.preparation import Prepared
from bookletpress.problems import Location, ProblemsFound, error
from bookletpress.reviews import tailored
from bookletpress.templates import Voice, environment

FOLDER = "styles/evidence"
MAIN = "evidence.html"


def compose(ready: Prepared, text: Text, pack: Pack, form: str) -> Composed:
    """The pack of a text in a format. Raises ProblemsFound for a damaged template, and for a missing glyph."""
    project, local = ready.project, ready.locales[text.locale]
    booklet, shared = tailored(local, text)
    styles = _styles(project.root, project.styles)
    voice = Voice(local.interface, local.locale)
    page = environment(styles.templates)
    page.tests |= KINDS
    page.filters.update(filters(local.locale))
    sections = sections_for(booklet, text.audience)
    citations = cite(booklet, text.audience, shared)
    edition = Edition(text.slug, text.locale, text.audience, form, text.place, text.without_statistics)
    page.globals.update(helpers(shared, citations, local.locale, frozenset()))
    page.globals.update(
        say=voice.say,
        lang=voice.lang,
        locale=local.locale,
        shared=shared,
        edition=edition,
        review=ready.reviews(text),
        helplines={line.id: line for line in shared.helplines},
        words=local.interface.words,
        headings={section.name: section.heading for section in sections},
        numbers={reference.id: number for number, reference in enumerate(citations.references, 1)},
        written=lambda day: cldr.written_date(tuple(map(int, day.split("-"))), local.locale),
    )
    html = page.get_template(MAIN).render(
        pack=pack,
        booklet=booklet,
        references=citations.references,
        instruments=project.declared.instruments,
        policy=project.declared.policy,
        format=project.format(form),
        labels={one.name: local.interface.words.get(one.label.source, one.label) for one in project.formats},
    )
    try:
        root = tree(html)
    except Malformed as fault:
        hint = f"close every tag and quote every attribute in {FOLDER}; write characters, not names such as &nbsp;"
        place = Location(f"{FOLDER}/{MAIN}")
        raise ProblemsFound([error("page-malformed", f"the page is not well-formed: {fault}", place, hint)]) from fault
    assets = assets_of(html, styles, local.locale)
    composed = Composed(edition, html, assets, title(root), local.locale.bcp47, strings(root), local.locale.direction)
    missing = fonts.uncovered(composed.text, ready.faces(edition))
    if missing:
        raise ProblemsFound(
            error(
                "glyph-missing",
                f"no font of '{text.locale}' can draw {fonts.described(character)}",
                Location(booklet.path, 1, 1),
                "it stands in a claim, a source or the policy: write it another way",
            )
            for character in missing
        )
    return composed


def _styles(root: Path, booklets: Styles) -> Styles:
    """The templates and sheets of the pack, beside those of the booklets, of which it takes some."""
    templates: dict[str, str] = dict(booklets.templates)
    assets: Mapping[str, Asset] = booklets.assets
    for path in sorted((root / FOLDER).iterdir()):
        name = path.name
        if name.endswith(".html"):
            templates[name] = read_bytes(root, f"{FOLDER}/{name}", HINT).decode()
        elif name.endswith(".css"):
            assets = {**assets, name: Asset(name, "text/css", read_bytes(root, f"{FOLDER}/{name}", HINT))}
    return Styles(templates, assets)
