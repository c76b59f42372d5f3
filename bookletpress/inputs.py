"""One digest of everything that a build reads, so that the next one knows in a moment that nothing has changed.

Contents count, never the times of files: a fresh clone or a restored backup is as good as what it was made from.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bookletpress.natives import versions

FOLDERS = ("booklets", "locales", "styles")
_PACKAGE = Path(__file__).parent
_PACKAGES = "pip:"


def digest(root: Path) -> str:
    """The digest of the project's files, of the press and of the libraries it runs on.

    Raises EnvironmentFault where a native library is missing.
    """
    seen = hashlib.sha256()
    for name, content in (*_machine(), *_files(root)):
        seen.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return seen.hexdigest()


def of_file(path: Path) -> str:
    """The sha256 of a file; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def nickname(path: Path) -> str:
    """A font file's place as the build log keeps it: without the folders of this machine, where pip brought it."""
    for folder in _site_packages():
        if path.is_relative_to(folder):
            return _PACKAGES + path.relative_to(folder).as_posix()
    return str(path)


def place(nickname: str) -> Path:
    """The file of which a nickname speaks."""
    if not nickname.startswith(_PACKAGES):
        return Path(nickname)
    inner = nickname.removeprefix(_PACKAGES)
    return next((folder / inner for folder in _site_packages() if (folder / inner).exists()), Path(inner))


def _site_packages() -> list[Path]:
    return [Path(entry).resolve() for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]


def _machine() -> Iterator[tuple[str, bytes]]:
    """The versions of Python, of the native libraries and of every installed package."""
    yield "python", sys.version.encode()
    for version in versions():
        yield "native", version.encode()
    for folder in _site_packages():
        if folder.is_dir():
            names = sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))
            yield "packages", "\0".join(names).encode()


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for name in FOLDERS:
        yield from _tree(root / name, name)
    yield from _tree(_PACKAGE, "bookletpress")


def _tree(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(inner for inner in folders if inner != "__pycache__")
        below = Path(place).relative_to(folder).as_posix()
        for file in sorted(files):
            path = Path(place, file)
            try:
                content = path.read_bytes() if path.is_file() else b"no ordinary file"
            except OSError as fault:
                content = f"unreadable: {fault.strerror}".encode()
            yield f"{name}/{below}/{file}", content
