"""The one door for files that the layout engine is given: page templates, style sheets, drawings, photographs, logos.

What passes is the bytes that were looked at: nothing is read again later. A file of another kind stays outside.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bookletpress.edition import Asset
from bookletpress.guards import css, files, limitsfile, picture, svg
from bookletpress.problems import Problem, ProblemsFound, in_order

SCREEN = "screen/"
"""Where the sheets of web pages lie, which only a browser reads."""

HINT = "restore the file, or check its rights"


def admitted(root: Path, folder: str, names: Iterable[str]) -> tuple[dict[str, str], dict[str, Asset]]:
    """Page templates and assets by name, out of some files of a folder. Raises ProblemsFound with all their faults."""
    limits = limitsfile.of(root)
    templates, assets, sheets, problems = dict[str, str](), dict[str, Asset](), dict[str, bytes](), list[Problem]()
    for name in names:
        path, suffix = f"{folder}/{name}", name[name.rfind(".") :].lower()
        try:
            if suffix == ".html":
                raw = files.read_bytes(root, path, HINT, limits.sheet_bytes)
                templates[name] = files.as_text(raw, path)
            elif suffix == ".css":
                sheets[path] = files.read_bytes(root, path, HINT, limits.sheet_bytes)
                assets[name] = Asset(name, "text/css", sheets[path])
            elif suffix == ".svg":
                raw = files.read_bytes(root, path, HINT, limits.drawing_bytes)
                svg.read(raw, path, limits, art=True)
                assets[name] = Asset(name, "image/svg+xml", raw)
            elif suffix in picture.SUFFIXES:
                raw = files.read_bytes(root, path, HINT, limits.picture_bytes)
                seen = picture.read(raw, path, limits)
                assets[name] = Asset(name, seen.media_type, seen.data)
        except ProblemsFound as found:
            problems.extend(found.problems)
    try:
        loose = {path: raw for path, raw in sheets.items() if path.startswith(f"{folder}/{SCREEN}")}
        problems.extend(css.faults({path: raw for path, raw in sheets.items() if path not in loose}, limits))
        problems.extend(css.faults(loose, limits, loose=True))
    except ProblemsFound as found:
        problems.extend(found.problems)
    if problems:
        raise ProblemsFound(in_order(problems))
    return templates, assets
