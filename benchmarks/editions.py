"""The real editions as the press hands them to its layout engine, written to a folder for those that it is compared to.

The bare engine gets exactly the same bytes. A command that knows no `asset:` addresses gets the same files under
ordinary relative names, and the font faces as one more style sheet.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookletpress.edition import Composed
from bookletpress.fonts import FAMILY
from bookletpress.model import FontFace
from bookletpress.plan import Selection
from bookletpress.preparation import prepare

FACES = "fonts.css"
PAGE = "page.html"
LIST = "editions.json"


@dataclass(frozen=True, slots=True)
class Real:
    """One edition before it is laid out."""

    name: str
    composed: Composed
    faces: tuple[FontFace, ...]

    @property
    def locale(self) -> str:
        """The locale it is for."""
        return self.composed.edition.locale


def composed(root: Path) -> tuple[Real, ...]:
    """Every edition of the project that is laid out on pages, by the press's own code."""
    ready = prepare(root, Selection(), datetime.datetime.now(datetime.UTC).date())
    return tuple(
        Real(f"{e.slug}_{e.locale}_{e.audience}_{e.format}", ready.compose(e), tuple(ready.faces(e)))
        for e in ready.editions
        if not ready.is_screen(e)
    )


def write_for_engine(editions: Sequence[Real], folder: Path) -> Path:
    """What benchmarks.bare reads: the HTML as it is, and which file stands behind each address."""
    rows = []
    for edition in editions:
        home = folder / edition.name
        home.mkdir(parents=True)
        (home / PAGE).write_text(edition.composed.html, "utf-8")
        addresses = {}
        for number, asset in enumerate(edition.composed.assets):
            (home / str(number)).write_bytes(asset.data)
            addresses[f"asset:{asset.name}"] = (str(home / str(number)), asset.media_type)
        for face in edition.faces:
            addresses[f"asset:fonts/{Path(face.path).name}"] = (face.path, "font/ttf")
        rows.append(
            {
                "name": edition.name,
                "html": str(home / PAGE),
                "addresses": addresses,
                "faces": face_rules(edition.faces, "asset:fonts/"),
            }
        )
    (folder / LIST).write_text(json.dumps(rows), "utf-8")
    return folder


def write_pages(editions: Sequence[Real], folder: Path) -> tuple[Path, ...]:
    """A folder an edition with a page that any browser shows; gives the pages."""
    pages = []
    for edition in editions:
        home = folder / edition.name
        (home / "fonts").mkdir(parents=True)
        for asset in edition.composed.assets:
            file = home / asset.name
            file.parent.mkdir(parents=True, exist_ok=True)
            text = asset.media_type == "text/css"
            file.write_bytes(relative(asset.data.decode()).encode() if text else asset.data)
        for face in edition.faces:
            shutil.copy(face.path, home / "fonts")
        (home / FACES).write_text(face_rules(edition.faces, "fonts/"), "utf-8")
        link = f'<link rel="stylesheet" href="{FACES}">\n<link'
        (home / PAGE).write_text(relative(edition.composed.html).replace("<link", link, 1), "utf-8")
        pages.append(home / PAGE)
    return tuple(pages)


def relative(text: str) -> str:
    """Addresses below `asset:` as ordinary relative ones."""
    return re.sub(r"""(?<=["'(])asset:(?=[a-z0-9])""", "", text)


def face_rules(faces: Sequence[FontFace], base: str) -> str:
    """The house's font faces in CSS."""
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{base}{Path(face.path).name}"); '
        f"font-weight: {face.weight}; font-style: {face.style} }}"
        for face in faces
    )
