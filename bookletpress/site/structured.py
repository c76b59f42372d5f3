"""What search engines and other programs read in a page: schema.org's MedicalWebPage, as JSON-LD.

A date of review stands there only for a text that persons have approved and whose approval holds; a draft says that it
is one. Addresses of the web stand there only if one is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from bookletpress.publish import Published
from bookletpress.site.shelves import best, grouped
from bookletpress.site.values import key_of
from bookletpress.siteaddress import of_file
from bookletpress.templates import words
from bookletpress.webpage import medical_web_page


def linked(rows: Sequence[Published], address: str) -> dict[str, object]:
    """One MedicalWebPage a text, in the order of the rows."""
    return {"@graph": [_text(mine, address) for _, mine in grouped(rows, key_of)]}


def _text(rows: Sequence[Published], address: str) -> dict[str, object]:
    row = best(rows) or rows[0]
    final = all(one.final for one in rows)
    return medical_web_page(
        words(row.title),
        words(row.summary),
        row.locale.bcp47,
        row.edition.audience,
        row.revised,
        min(one.reviewed for one in rows) if final else "",
        min(one.until for one in rows) if final else "",
        of_file(address, row.artefact.path) if address else "",
    )
