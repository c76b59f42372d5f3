"""What a page of the site may do: apply the sheets and run the scripts that stand in it, by their digests. No more."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

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
