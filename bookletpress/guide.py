"""The sheet that comes out of the printer first and tells how to print, fold and staple the others."""

from __future__ import annotations

from bookletpress.compose import Styles, assets_of, environment_for, parsed
from bookletpress.edition import Composed, Edition
from bookletpress.formats import Format, points
from bookletpress.imposition import Fold
from bookletpress.model import Booklet, Interface, LocaleInfo
from bookletpress.page import strings, title
from bookletpress.templates import Voice

TEMPLATE, ROW = "guide.html", "guide-bundle.html"


def fold(
    edition: Edition,
    booklet: Booklet,
    interface: Interface,
    locale: LocaleInfo,
    form: Format,
    styles: Styles,
    beside: str,
    draft: bool,
) -> tuple[Fold, Composed]:
    """How the pages of an edition are laid on the sheets of a format, and the first sheet; `beside` is the other file.

    Raises ValueError for a format that imposes nothing.
    """
    if (impose := form.impose) is None:
        raise ValueError(f"the format '{form.name}' imposes nothing")
    page = environment_for(styles, Voice(interface, locale), locale)
    html = page.get_template(TEMPLATE).render(
        booklet=booklet, edition=edition, format=form, turn=impose.turn, beside=beside, draft=draft
    )
    root = parsed(html, TEMPLATE)
    said = title(root), locale.bcp47, strings(root)
    row = page.get_template(ROW).render()
    assets = assets_of(html, styles, locale)
    guide = Composed(edition, html, assets, *said, locale.direction, grey=form.grey, filler=row)
    size = points(form.width), points(form.height)
    return Fold(*size, locale.direction == "rtl", impose.bundle, impose.turn, form.marks), guide
