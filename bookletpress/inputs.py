"""Digests of everything that a build reads, so that the next one knows in a moment what cannot have changed.

Contents count, never the times of files: a fresh clone or a restored backup is as good as what it was made from.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bookletpress.natives import versions

FOLDERS = ("booklets", "locales", "styles")
FILES = ("site.yaml",)
"""What lies beside the folders and reaches a page."""
_PACKAGE = Path(__file__).parent
_PACKAGES = "pip:"
_REST = ""
_EVERYWHERE = ("shared", "interface")


@dataclass(frozen=True, slots=True)
class Inputs:
    """One digest of all that is read, and one of each group of files that some editions depend on and others do not."""

    digest: str
    groups: Mapping[str, str]

    def of_edition(self, slug: str, locale: str) -> str:
        """The digest of all that can reach a page of this booklet in this locale: its own files and what all share."""
        own = (slug, *_EVERYWHERE)
        names = (
            _REST,
            *(f"booklets/{name}" for name in own),
            f"locales/{locale}",
            *(f"locales/{locale}/{name}.po" for name in own),
        )
        return hashlib.sha256("\0".join(self.groups.get(name, "") for name in names).encode()).hexdigest()


def read(root: Path) -> Inputs:
    """The digests of the project's files, of the press and of the libraries it runs on.

    Raises EnvironmentFault where a native library is missing.
    """
    groups: dict[str, hashlib._Hash] = {}
    for name, content in (*_machine(), *_files(root)):
        seen = groups.setdefault(_group(name), hashlib.sha256())
        seen.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    digests = {name: seen.hexdigest() for name, seen in sorted(groups.items())}
    whole = "\0".join(f"{name} {digest}" for name, digest in digests.items())
    return Inputs(hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest(), digests)


def _group(name: str) -> str:
    """Booklet by booklet, and in a locale catalogue by catalogue; whatever else is read belongs to everything."""
    kind, *rest = name.split("/")
    if kind == "booklets" and len(rest) > 1:
        return f"booklets/{rest[0]}"
    if kind == "locales" and len(rest) > 1:
        stem, _, suffix = rest[1].rpartition(".")
        own = len(rest) == 2 and suffix in ("po", "pairs")
        return f"locales/{rest[0]}/{stem}.po" if own else f"locales/{rest[0]}"
    return _REST


def of_file(path: Path) -> str:
    """The sha256 of a file; empty if it cannot be read, or is none that ends."""
    try:
        if not path.is_file():
            return ""
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
    for name in FILES:
        if os.path.lexists(root / name):
            yield name, _content(root / name)
    yield from _tree(_PACKAGE, "bookletpress")


def _tree(folder: Path, name: str, links: int = 2) -> Iterator[tuple[str, bytes]]:
    """Every file, and every folder, which means something even if it is empty.

    Links to folders are followed, as the readers of the project follow them, but only so many in a row: there might
    be no end.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        yield f"{name}/", _unreadable(fault)
        return
    for entry in entries:
        path, below = Path(entry.path), f"{name}/{entry.name}"
        if os.path.isdir(path) and entry.name != "__pycache__":
            yield f"{below}/", b""
            if links or not entry.is_symlink():
                yield from _tree(path, below, links - entry.is_symlink())
        elif entry.name != "__pycache__":
            yield below, _content(path)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b"no ordinary file"
    except OSError as fault:
        return _unreadable(fault)


def _unreadable(fault: OSError) -> bytes:
    return f"unreadable: {fault.strerror}".encode()
