"""A pack as files: JSON beside PDF, both whole, and never over a file that somebody else has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bookletpress import wholefiles
from bookletpress.gate import Text
from bookletpress.outputplace import refuse_precious
from bookletpress.pack.values import FORMAT, Pack
from bookletpress.places import HOME
from bookletpress.problems import Location, ProblemsFound, error

TEMPORARY = ".evidence-new"


def stem(text: Text) -> str:
    """The name of both files, without ending."""
    place = f"_{text.place}" if text.place != HOME else ""
    without = "_without-statistics" if text.without_statistics else ""
    return f"{text.slug}_{text.locale}_{text.audience}{place}{without}_evidence"


def as_json(pack: Pack, pdf: bytes, pages: int) -> bytes:
    """The pack for programs, and which PDF belongs to it."""
    record = asdict(pack)
    record["pdf"] = {"pages": pages, "bytes": len(pdf), "sha256": hashlib.sha256(pdf).hexdigest()}
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def refuse(folder: Path, shown: str, names: tuple[str, ...]) -> None:
    """Raises ProblemsFound for a folder that is no place for packs, and for files there that are not our last packs."""
    refuse_precious(folder, shown)
    for name in names:
        settle(folder, f"{name}.json", lambda record: _is_of(record, folder / f"{name}.pdf"))  # noqa: B023 - at once
    foreign = [path for name in names for path in _foreign(folder, name)]
    if foreign:
        hint = "somebody has put or changed it there: move it away, or name another folder with -o"
        raise ProblemsFound(
            error("output-foreign", "this file is not a pack that the press made", Location(f"{shown}/{name}"), hint)
            for name in foreign
        )


def settle(folder: Path, name: str, fits: Callable[[Path], bool]) -> None:
    """Finishes what a run that was ended early had begun: its record lies ready, and `fits` what has its name already.

    Without it the file that was replaced would pass for one that somebody has changed.
    """
    ready = folder / f".{name}{TEMPORARY}"
    with suppress(OSError):
        if wholefiles.is_ordinary(ready) and fits(ready):
            os.replace(ready, folder / name)


def file(folder: Path, shown: str, made: Mapping[str, bytes]) -> None:
    """Writes all files beside their places, then gives them their names, the record last. Raises EnvironmentFault."""
    staged: list[tuple[Path, Path]] = []
    named = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            temporary = folder / f".{name}{TEMPORARY}"
            temporary.unlink(missing_ok=True)
            staged.append((temporary, folder / name))
            wholefiles.write_new(temporary, content)
        for temporary, place in staged:
            os.replace(temporary, place)
            named += 1
        wholefiles.sync(folder)
    except OSError as fault:
        for temporary, _ in staged if not named else ():  # else `settle` needs what is left
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise wholefiles.failed(fault, shown) from fault


def _foreign(folder: Path, name: str) -> list[str]:
    """Which of the two files of a pack are there and not as the press left them."""
    paths = [path for ending in ("pdf", "json") if os.path.lexists(path := folder / f"{name}.{ending}")]
    if not paths:
        return []
    known = _known(folder / f"{name}.json")
    found = [path for path in paths if not wholefiles.is_ordinary(path) or not known]
    pdf = folder / f"{name}.pdf"
    if known and pdf in paths and pdf not in found and wholefiles.digest(pdf) != known:
        found.append(pdf)
    return [path.name for path in found]


def _is_of(record: Path, pdf: Path) -> bool:
    """Whether a record was written for exactly this PDF."""
    known = _known(record)
    return bool(known) and known == wholefiles.digest(pdf)


def _known(path: Path) -> str:
    """The digest of the PDF that a JSON of ours names; "" for any other file."""
    try:
        record: Any = json.loads(path.read_bytes()) if wholefiles.is_ordinary(path) else {}
        return str(record["pdf"]["sha256"]) if record["format"] == FORMAT else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""
