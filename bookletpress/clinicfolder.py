"""Which files a clinic's option means, and how the build log names them. Light: a run with nothing to do asks too."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = (".yaml", ".yml")


def files(names: Iterable[str]) -> tuple[Path, ...]:
    """The files themselves, and of a folder all YAML files in it and in the folders right below, sorted."""
    found: list[Path] = []
    for name in map(Path, names):
        if name.is_dir():
            below = [name, *sorted(inner for inner in name.iterdir() if inner.is_dir() and inner.name[:1] != ".")]
            found += [
                path
                for folder in below
                for path in sorted(folder.iterdir())
                if path.suffix in SUFFIXES and path.is_file() and path.name[:1] != "."
            ]
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def nickname(path: Path, root: Path) -> str:
    """A file's place as the log keeps it: from the project's folder on if it lies there, so that both can move."""
    whole, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else whole.as_posix()


def place(nickname: str, root: Path) -> Path:
    """The file of which a nickname speaks."""
    return root / nickname
