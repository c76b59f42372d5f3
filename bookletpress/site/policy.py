"""What a page of the site may do: apply the sheets and run the scripts that stand in it, by their digests. No more."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence


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
