"""What every page of ours for a browser has: a style sheet let in by its digest, and what it says to other programs."""

from __future__ import annotations

import base64
import hashlib
import json

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_AUDIENCES = {"family": "Caregiver", "clinician": "Clinician"}
"""How schema.org's MedicalAudience calls our readers."""


def style_of(css: str) -> str:
    """The style sheet as it stands in the page, where nothing in it may end the element that holds it."""
    return css.replace("\r\n", "\n").replace("</", "<\\/")


def policy_of(style: str, pictures: bool = False) -> str:
    """Nothing may be loaded, run or sent; one style sheet may be applied, and `pictures` inside the page shown."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shown = " img-src data:;" if pictures else ""
    return f"default-src 'none'; style-src 'sha256-{digest}';{shown} base-uri 'none'; form-action 'none'"


def medical_web_page(
    name: str, description: str, language: str, audience: str, revised: str, reviewed: str = "", address: str = ""
) -> str:
    """One text as schema.org's MedicalWebPage, in JSON-LD that may stand in a <script> of HTML.

    `revised` and `reviewed` are ISO dates. `reviewed` is the day of an approval that still holds, and "" without one:
    then the text calls itself a draft, and no date of a review is claimed.
    """
    said = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": name,
        "description": description,
        "inLanguage": language,
        "audience": {"@type": "MedicalAudience", "audienceType": _AUDIENCES[audience]},
        "dateModified": revised,
        "creativeWorkStatus": "Published" if reviewed else "Draft",
        **({"lastReviewed": reviewed} if reviewed else {}),
        **({"url": address} if address else {}),
        "license": LICENSE,
        "isAccessibleForFree": True,
    }
    written = json.dumps(said, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if sign in "<>&\u2028\u2029" else sign for sign in written)
