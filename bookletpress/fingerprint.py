"""What an edition is made of: all that the layout engine sees, and the engine itself.

Two editions with the same key have the same bytes. The parts below the key serve to say in words what has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from html import unescape
from importlib import metadata
from pathlib import Path

from bookletpress.edition import Composed
from bookletpress.inputs import of_file
from bookletpress.model import FontFace
from bookletpress.natives import versions

LIBRARIES = ("WeasyPrint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "Pyphen", "fonttools", "pillow", "pikepdf")
"""The Python packages that shape the bytes of a PDF."""

SOURCES = (
    "edition.py",
    "enginefixes.py",
    "finish/__init__.py",
    "finish/gate.py",
    "finish/grey.py",
    "finish/impose.py",
    "finish/mend.py",
    "finish/places.py",
    "finish/promise.py",
    "finish/structure.py",
    "finish/words.py",
    "fonts.py",
    "guards/__init__.py",
    "guards/font.py",
    "imposition.py",
    "layout.py",
    "layoutlog.py",
    "model.py",
    "natives.py",
    "no-fonts.conf",
    "page.py",
    "press.py",
)
"""Our own files that shape them. A test holds this list to what `press` imports."""

SCREEN_SOURCES = (
    "edition.py",
    "guards/address.py",
    "inline.py",
    "screen/gate.py",
    "screen/said.py",
    "screen/tree.py",
    "webpage.py",
)
"""Our own files that decide whether a web page may leave the press; what shapes it, is in the composed page."""

PAGE, ASSET, FONT, ENGINE = "page", "asset", "font", "engine"

_SECTION = re.compile(r"(?=<section\b)")
_HEADING = re.compile(r"<h[12]\b[^>]*>(.*?)</h[12]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`key` is what counts. `parts` are short digests by kind and name, such as "page Chemotherapy"."""

    key: str
    parts: Mapping[str, str]


@cache
def engine() -> Mapping[str, str]:
    """Versions of all that makes pages here, by name; our own code has a digest. Raises EnvironmentFault."""
    code = hashlib.sha256()
    for name in SOURCES:
        code.update((Path(__file__).parent / name).read_bytes())
    native = dict(version.rsplit(" ", 1) for version in versions())
    return {
        "Python": ".".join(map(str, sys.version_info[:2])),
        **{name: metadata.version(name) for name in LIBRARIES},
        **native,
        "bookletpress": code.hexdigest()[:16],
    }


@cache
def screen_engine() -> Mapping[str, str]:
    """The same for a web page: no engine sees it."""
    code = hashlib.sha256()
    for name in SCREEN_SOURCES:
        code.update((Path(__file__).parent / name).read_bytes())
    return {"tinyhtml5": metadata.version("tinyhtml5"), "bookletpress": code.hexdigest()[:16]}


@lru_cache(maxsize=64)
def font_digests(faces: tuple[FontFace, ...]) -> Mapping[str, str]:
    """The digest of each font file by its name. A font file does not change during a run."""
    return {Path(face.path).name: of_file(Path(face.path)) for face in faces}


def fingerprint(composed: Composed, fonts: Mapping[str, str], engine: Mapping[str, str]) -> Fingerprint:
    """The fingerprint of a composed edition."""
    drawn = (*composed.assets, *(composed.guide.assets if composed.guide else ()))
    assets = {f"{asset.name} {asset.media_type}": hashlib.sha256(asset.data).hexdigest() for asset in drawn}
    said = (str(composed.edition), composed.title, composed.language, composed.html, composed.text, _ways(composed))
    whole = json.dumps([said, assets, dict(fonts), dict(engine)], sort_keys=True)
    parts = {
        **{f"{PAGE} {name}": _short(html) for name, html in _sections(composed.html)},
        **{f"{ASSET} {name.split(' ')[0]}": digest[:16] for name, digest in assets.items()},
        **{f"{FONT} {name}": digest[:16] for name, digest in fonts.items()},
        **{f"{ENGINE} {name}": version for name, version in engine.items()},
    }
    return Fingerprint(hashlib.sha256(whole.encode()).hexdigest(), parts)


def _sections(html: str) -> Iterator[tuple[str, str]]:
    """The sections of a page, each under its heading."""
    used: dict[str, int] = {}
    for number, piece in enumerate(_SECTION.split(html)):
        heading = _HEADING.search(piece)
        name = " ".join(unescape(_TAG.sub("", heading[1])).split())[:60] if heading and number else ""
        used[name] = used.get(name, 0) + 1
        yield (name if used[name] == 1 else f"{name} ({used[name]})"), piece


def _ways(composed: Composed) -> list[object]:
    """What is done with the pages beyond their layout."""
    guide = composed.guide and (composed.guide.html, composed.guide.filler)
    return [composed.grey, composed.multiple, composed.filler, composed.fold and astuple(composed.fold), guide]


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
