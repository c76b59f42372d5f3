"""A proof -> one page for the layout engine, in the look of the booklets. Texts are values, as in `compose`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bookletpress import cldr, fonts
from bookletpress.compose import HINT, Styles, assets_of, environment_for, helpers
from bookletpress.edition import Asset, Composed, Edition
from bookletpress.evidence import cite
from bookletpress.gate import Text
from bookletpress.guards.files import read_bytes
from bookletpress.locales import SOURCE
from bookletpress.page import Malformed, strings, title, tree
from bookletpress.preparation import Prepared
from bookletpress.problems import Location, ProblemsFound, error
from bookletpress.proof.values import Proof
from bookletpress.reviews import tailored
from bookletpress.templates import Voice

FOLDER = "styles/proof"
MAIN = "proof.html"

_MEDIA = {".css": "text/css", ".svg": "image/svg+xml"}


def compose(ready: Prepared, text: Text, proof: Proof, form: str) -> Composed:
    """The proof of a text in a format. Raises ProblemsFound for a damaged template.

    A character that no font draws is printed as its number: it must be seen, and must not keep the rest from being so.
    """
    project, local = ready.project, ready.locales[text.locale]
    booklet, shared = tailored(ready.locales[SOURCE], text)
    styles = _styles(project.root, project.styles)
    voice = Voice(local.interface, local.locale)
    page = environment_for(styles, voice, local.locale)
    citations = cite(booklet, text.audience, shared)
    edition = Edition(text.slug, text.locale, text.audience, form, text.place, text.without_statistics)
    page.globals.update(helpers(shared, citations, local.locale, frozenset()))
    page.globals.update(
        shared=shared,
        edition=edition,
        review=ready.reviews(text),
        helplines={line.id: line for line in shared.helplines},
        today=cldr.long_date(ready.today.isoformat(), local.locale),
    )
    html = page.get_template(MAIN).render(
        proof=proof, booklet=local.booklets[text.slug], english=booklet, format=project.format(form)
    )
    try:
        root = tree(html)
    except Malformed as fault:
        hint = f"close every tag and quote every attribute in {FOLDER}; write characters, not names such as &nbsp;"
        place = Location(f"{FOLDER}/{MAIN}")
        raise ProblemsFound([error("page-malformed", f"the page is not well-formed: {fault}", place, hint)]) from fault
    assets = assets_of(html, styles, local.locale)
    said = title(root), local.locale.bcp47, strings(root)
    composed = Composed(edition, html, assets, *said, local.locale.direction)
    return _drawable(composed, fonts.uncovered(composed.text, ready.faces(edition)))


def _drawable(composed: Composed, missing: tuple[str, ...]) -> Composed:
    if not missing:
        return composed
    numbers = str.maketrans({sign: f"[U+{ord(sign):04X}]" for sign in missing})
    html = composed.html.translate(numbers)
    root = tree(html)
    return replace(composed, html=html, title=title(root), text=strings(root))


def _styles(root: Path, booklets: Styles) -> Styles:
    """The templates, sheets and shapes of the proof, beside those of the booklets, of which it takes some."""
    templates: dict[str, str] = dict(booklets.templates)
    assets: Mapping[str, Asset] = booklets.assets
    for path in sorted((root / FOLDER).iterdir()):
        raw = read_bytes(root, f"{FOLDER}/{path.name}", HINT)
        if path.suffix == ".html":
            templates[path.name] = raw.decode()
        elif path.suffix in _MEDIA:
            name = f"proof/{path.name}"
            assets = {**assets, name: Asset(name, _MEDIA[path.suffix], raw)}
    return Styles(templates, assets)
