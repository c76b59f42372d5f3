"""What search engines and other programs read in a page: schema.org's MedicalWebPage, as JSON-LD.

A date of review stands there only for a text that persons have approved and whose approval holds; a draft says that it
is one. Addresses of the web stand there only if one is known.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bookletpress.publish import Published
from bookletpress.site.shelves import best, grouped
from bookletpress.site.values import key_of
from bookletpress.siteaddress import of_file
from bookletpress.templates import words
from bookletpress.webpage import AUDIENCES

CONTEXT = "https://schema.org"


def linked(rows: Sequence[Published], address: str) -> dict[str, object]:
    """One MedicalWebPage a text, in the order of the rows."""
    return {"@context": CONTEXT, "@graph": [_text(mine, address) for _, mine in grouped(rows, key_of)]}


def as_script(value: object) -> str:
    """A value as it may stand in a page, where nothing in it may end the element that holds it."""
    dense = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return dense.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _text(rows: Sequence[Published], address: str) -> dict[str, object]:
    row = best(rows) or rows[0]
    final = all(one.final for one in rows)
    said: dict[str, object] = {
        "@type": "MedicalWebPage",
        "name": words(row.title),
        "description": words(row.summary),
        "inLanguage": row.locale.bcp47,
        "audience": {"@type": "MedicalAudience", "audienceType": AUDIENCES.get(row.edition.audience, "")},
        "dateModified": row.revised,
        "creativeWorkStatus": "Published" if final else "Draft",
    }
    if final:
        said["lastReviewed"] = min(one.reviewed for one in rows)
        said["expires"] = min(one.until for one in rows)
    if address:
        said["url"] = of_file(address, row.artefact.path)
    return said
