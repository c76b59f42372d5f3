"""What the template of a web page is given besides the booklet: a style sheet, a policy, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bookletpress import inline, view
from bookletpress.compose import FOLDER, Styles
from bookletpress.edition import Edition
from bookletpress.evidence import front_for, texts_printed
from bookletpress.formats import Format
from bookletpress.guards.door import SCREEN
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, LocaleInfo
from bookletpress.screen.nearby import Nearby
from bookletpress.screen.said import pieces
from bookletpress.screen.sheet import sheet
from bookletpress.signoff import Review
from bookletpress.webpage import as_script, medical_web_page, policy_of


def around(
    booklet: Booklet,
    edition: Edition,
    locale: LocaleInfo,
    form: Format,
    review: Review,
    styles: Styles,
    nearby: Nearby,
    address: str,
) -> Mapping[str, object]:
    """The names that only screen.html knows. `address` is where the page can be read, or ""."""
    cover = view.cover_art(booklet.slug, frozenset(styles.assets))
    style = sheet([f"{SCREEN}{name}" for name in form.sheets], styles.assets, FOLDER, cover)
    said = medical_web_page(
        inline.plain(booklet.title.inline),
        inline.plain(front_for(booklet, edition.audience).summary.inline),
        locale.bcp47,
        edition.audience,
        booklet.revised,
        review.approved if review.final else "",
        address=address,
    )
    described = as_script(said)
    policy = policy_of(style, pictures=True)
    return {"on_screen": True, "style": style, "policy": policy, "described": described, "nearby": nearby}


def text(booklet: Booklet, audience: str, shared: Shared) -> Iterator[str]:
    """All that a page must say, in pieces: see `said`."""
    return map(pieces, texts_printed(booklet, audience, shared))
