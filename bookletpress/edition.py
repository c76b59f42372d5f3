"""One PDF: which it is, what it is laid out from, and what became of it. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookletpress.imposition import Fold
from bookletpress.places import HOME


@dataclass(frozen=True, slots=True)
class Edition:
    """The identity of one PDF. `place` is where its readers live, and decides what "approved" means.

    `clinic` is the id of the clinic whose imprint it bears, "" for none.
    """

    slug: str
    locale: str
    audience: str
    format: str
    place: str = HOME
    without_statistics: bool = False
    clinic: str = ""

    def __str__(self) -> str:
        place = f" · {self.place}" if self.place != HOME else ""
        without = " · without statistics" if self.without_statistics else ""
        clinic = f" · {self.clinic}" if self.clinic else ""
        return f"{self.slug} · {self.locale} · {self.audience} · {self.format}{place}{without}{clinic}"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the page may ask for, by its `asset:` name. Bytes are read once: what was checked is laid out."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


FILLER = "<!--filler-->"
"""Where pages to write on may stand in a page whose number of pages has to be a multiple of something."""


@dataclass(frozen=True, slots=True)
class Composed:
    """One edition, ready for the layout engine. `direction` is that of its language, "ltr" or "rtl".

    `grey` has its colours made grey. The page `filler` is put in as often as it takes until `multiple` divides the
    number of pages. `fold` has the pages laid on sheets, behind a `guide` that tells a person what to do with them.
    """

    edition: Edition
    html: str
    assets: tuple[Asset, ...]
    title: str
    language: str
    text: tuple[str, ...]
    direction: str = "ltr"
    grey: bool = False
    multiple: int = 1
    filler: str = ""
    fold: Fold | None = None
    guide: Composed | None = None


@dataclass(frozen=True, slots=True)
class Artefact:
    """A finished file below the output folder. `content` is the digest of the text that it shows."""

    edition: Edition
    path: str
    pages: int
    bytes: int
    sha256: str
    content: str = ""
