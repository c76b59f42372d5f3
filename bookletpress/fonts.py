"""The fonts of an edition: where their files are, and which characters none of them can draw.

The house font comes with pip; other scripts come from packages that `locale.yaml` names. Nothing else is ever used.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from bookletpress.guards import font
from bookletpress.limits import USUAL, every
from bookletpress.model import FontChoice, FontFace
from bookletpress.problems import EnvironmentFault, Location

FAMILY = "Booklet"
"""The one CSS family. Layout declares it with the faces of the locale; style sheets only use it."""

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
"""Where packages of the system put font files."""

MOST_BYTES = next(limit.most for limit in every() if limit.name == "font_bytes")
"""Where nobody knows what the project allows: who planned the edition has looked."""

# Characters that steer a line of text and draw nothing: no font needs a glyph for them.
_STEERING = frozenset(
    "\t\n\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10)))
)


def faces(choice: FontChoice, folders: Iterable[str] = FOLDERS, most: int = USUAL.font_bytes) -> tuple[FontFace, ...]:
    """The faces of a locale with the places of their files, each of `most` bytes.

    Raises EnvironmentFault if one is missing.
    """
    listed, searched = _listed(choice.package), tuple(folders)
    found, missing = [], []
    for file, weight, style in choice.faces:
        path = listed.get(file) or _searched(file, searched)
        if path is None:
            missing.append(file)
        else:
            found.append(FontFace(str(path), weight, style))
    if missing:
        raise _fault(missing, choice.package, choice.location)
    check_faces(tuple(found), choice, most)
    return tuple(found)


def check_faces(needed: tuple[FontFace, ...], choice: FontChoice | None = None, most: int = MOST_BYTES) -> None:
    """Raises EnvironmentFault unless every file is there and readable as a font: without one, Pango crashes."""
    broken = [Path(face.path).name for face in needed if not _readable(face.path, most)]
    if broken or not needed:
        package, place = (choice.package, choice.location) if choice else ("", None)
        raise _fault(broken or ["the locale names none"], package, place)


def uncovered(texts: Iterable[str], available: tuple[FontFace, ...]) -> tuple[str, ...]:
    """The characters of these texts that no face can draw, each once, in order of first use."""
    known = frozenset[int]().union(*(_characters(face.path) for face in available))
    seen = dict.fromkeys(character for text in texts for character in unicodedata.normalize("NFC", text))
    return tuple(character for character in seen if ord(character) not in known and character not in _STEERING)


def advance(words: str, available: tuple[FontFace, ...], weight: int) -> float:
    """How wide some words are at size 1, in the upright face nearest to a weight; without kerning and ligatures."""
    face = min(available, key=lambda face: (face.style != "normal", abs(face.weight - weight), -face.weight))
    widths = _widths(face.path)
    usual = sum(widths.values()) / len(widths)
    letters = (sign for sign in unicodedata.normalize("NFC", words) if not unicodedata.combining(sign))
    return sum(widths.get(ord(sign), usual) for sign in letters if sign not in _STEERING)


def described(character: str) -> str:
    """A character as messages show it: ☎ (U+260E BLACK TELEPHONE)."""
    name = unicodedata.name(character, "")
    shown = character if character.isprintable() else "?"
    return f"{shown} (U+{ord(character):04X}{' ' if name else ''}{name})"


def _fault(files: list[str], package: str, place: Location | None) -> EnvironmentFault:
    house = not package or package.startswith("font-")
    hint = "run ./setup.sh: it installs the house font" if house else f"install it: sudo apt-get install {package}"
    return EnvironmentFault(f"the font is missing or damaged: {', '.join(files)}", hint, "font-missing", place)


def _listed(package: str) -> dict[str, Path]:
    """The files of a Python package by name; none if it is not installed or is no Python package."""
    try:
        files = metadata.files(package) or []
    except (metadata.PackageNotFoundError, ValueError):
        return {}
    return {file.name: Path(str(file.locate())).resolve() for file in files if file.suffix.lower() in (".ttf", ".otf")}


def _searched(file: str, folders: tuple[str, ...]) -> Path | None:
    return next((path for folder in folders for path in _fonts_below(folder) if path.name == file), None)


def _fonts_below(folder: str) -> Iterator[Path]:
    for place, inner, files in os.walk(folder):
        inner.sort()
        yield from (Path(place, file).resolve() for file in sorted(files) if file.endswith((".ttf", ".otf", ".ttc")))


def _readable(path: str, most: int) -> bool:
    try:
        return Path(path).is_file() and not _damage(path, most) and bool(_characters(path))
    except (OSError, TTLibError, AssertionError, KeyError, ValueError):
        return False


@cache
def _damage(path: str, most: int) -> str:
    return font.fault(Path(path).read_bytes(), most)


@cache
def _widths(path: str) -> Mapping[int, float]:
    """The advance of each code point, as a part of the size of the font."""
    with TTFont(BytesIO(Path(path).read_bytes()), lazy=True, fontNumber=0) as face:
        units, advances = face["head"].unitsPerEm, face["hmtx"].metrics
        return {code: advances[glyph][0] / units for code, glyph in (face.getBestCmap() or {}).items()}


@cache
def _characters(path: str) -> frozenset[int]:
    """The code points that a face draws. A font file does not change during a run, so it is read once."""
    with TTFont(BytesIO(Path(path).read_bytes()), lazy=True, fontNumber=0) as face:
        return frozenset(face.getBestCmap() or ())
