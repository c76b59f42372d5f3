"""The style sheet of a web page, with the pictures it names inside: nothing is ever fetched. A sheet with < or &, which
XML and HTML read differently, makes the page malformed.

`screen-sheet` (error): a sheet or a picture that is named, and is not there.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from bookletpress.edition import Asset
from bookletpress.problems import Location, ProblemsFound, error
from bookletpress.webpage import style_of

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")
_LOOSE = re.compile(r"\s*([{};,])\s*|(?<=[a-z0-9]):\s+")
_PICTURE = re.compile(r"url\(asset:([a-z0-9][a-z0-9./-]*)\)")
_SVG, _UNTOUCHED = "image/svg+xml", " /:=,;+*@!$-._~?"


def sheet(names: Iterable[str], assets: Mapping[str, Asset], folder: str, cover: str) -> str:
    """The sheets of these names behind each other, without comments, then the picture of the cover.

    Raises ProblemsFound.
    """
    pieces = [_plain(name, _found(name, assets, folder), folder) for name in names]
    css = "\n".join((*pieces, f".hills{{background-image:url(asset:{cover})}}"))
    return style_of(_PICTURE.sub(lambda named: f'url("{as_data(_found(named[1], assets, folder))}")', css))


def as_data(asset: Asset) -> str:
    """A picture as an address that holds it."""
    if asset.media_type != _SVG:
        return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode()}"
    return f"data:{_SVG},{quote(_BLANKS.sub(' ', _uncommented(asset.data.decode())).strip(), safe=_UNTOUCHED)}"


def _uncommented(svg: str) -> str:
    return re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL).replace('"', "'")


def _found(name: str, assets: Mapping[str, Asset], folder: str) -> Asset:
    if name not in assets:
        hint = f"put the file into {folder}, or mend the name in the style sheet or in styles/formats.yaml"
        raise ProblemsFound([error("screen-sheet", "the file is not there", Location(f"{folder}/{name}"), hint)])
    return assets[name]


def _plain(name: str, asset: Asset, folder: str) -> str:
    css = _LOOSE.sub(lambda sign: sign[1] or ":", _COMMENT.sub("", asset.data.decode())).strip()
    if sign := next((sign for sign in "<&" if sign in css), ""):
        hint = "write it another way: in a web page, the sheet stands in the page itself"
        raise ProblemsFound([error("page-malformed", f"the sheet holds '{sign}'", Location(f"{folder}/{name}"), hint)])
    return css
