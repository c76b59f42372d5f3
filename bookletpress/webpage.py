"""What every page of ours for a browser has: a style sheet let in by its digest, and what it says to other programs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
CONTEXT = "https://schema.org"
AUDIENCES = {"family": "Caregiver", "clinician": "Clinician"}
"""How schema.org's MedicalAudience calls our readers."""
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_JS_COMMENT = re.compile(r"^\s*//.*\n", re.M)
_INDENT = re.compile(r"\s*\n\s*")


def dense(text: str) -> str:
    """Lines without their indentation, and no empty ones: readers of a site wait for every byte."""
    return _INDENT.sub("\n", text)


def sheet_of(css: str) -> str:
    """A style sheet as the page of a site holds it: without the comments, which are for designers."""
    return style_of(dense(_CSS_COMMENT.sub("", css)))


def script_of(script: str) -> str:
    """A script as the page of a site holds it. A comment there has a line of its own."""
    return style_of(dense(_JS_COMMENT.sub("", script)))


def style_of(css: str) -> str:
    """The style sheet as it stands in the page, where nothing in it may end the element that holds it."""
    return css.replace("\r\n", "\n").replace("</", "<\\/")


def policy_of(style: str, scripts: Sequence[str] = (), pictures: bool = False) -> str:
    """Nothing may be loaded or sent; one style sheet may be applied, and these scripts run.

    `pictures`: those may be shown that are written into the sheet as `data:` addresses.
    """
    run = f"; script-src {' '.join(map(_source, scripts))}" if scripts else ""
    shown = "; img-src data:" if pictures else ""
    return f"default-src 'none'; style-src {_source(style)}{run}{shown}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def medical_web_page(
    name: str,
    description: str,
    language: str,
    audience: str,
    revised: str,
    reviewed: str = "",
    until: str = "",
    address: str = "",
) -> dict[str, object]:
    """One text as schema.org's MedicalWebPage, for JSON-LD.

    Dates are ISO dates. `reviewed` is the day of an approval that still holds, and `until` its last; both are ""
    without one: then the text calls itself a draft, and no date of a review is claimed.
    """
    return {
        "@type": "MedicalWebPage",
        "name": name,
        "description": description,
        "inLanguage": language,
        "audience": {"@type": "MedicalAudience", "audienceType": AUDIENCES[audience]},
        "dateModified": revised,
        "creativeWorkStatus": "Published" if reviewed else "Draft",
        **({"lastReviewed": reviewed} if reviewed else {}),
        **({"expires": until} if reviewed and until else {}),
        **({"url": address} if address else {}),
        "license": LICENSE,
        "isAccessibleForFree": True,
    }


def as_script(value: dict[str, object]) -> str:
    """JSON-LD as it may stand in a page, where nothing in it may end the element that holds it."""
    dense = json.dumps({"@context": CONTEXT, **value}, ensure_ascii=False, separators=(",", ":"))
    return "".join(f"\\u{ord(sign):04x}" if sign in "<>&\u2028\u2029" else sign for sign in dense)
