"""What the preview shows at one moment, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookletpress.edition import Asset
from bookletpress.model import FontFace
from bookletpress.problems import Problem


@dataclass(frozen=True, slots=True)
class Shown:
    """The page and what is wrong. `version` counts saves; `current` is False for a page older than the save.

    `checked` says whether the checks have answered for this version. `pdf_version` is that of which `pdf` speaks, 0 for
    none; `pages` tells on which page each section begins.
    """

    version: int = 0
    title: str = ""
    html: bytes = field(default=b"", repr=False)
    assets: tuple[Asset, ...] = field(default=(), repr=False)
    faces: tuple[FontFace, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    current: bool = True
    checked: bool = False
    seconds: float = 0.0
    pdf: bytes = field(default=b"", repr=False)
    pdf_version: int = 0
    pages: tuple[tuple[str, int], ...] = ()
