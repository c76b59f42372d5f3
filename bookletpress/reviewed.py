"""booklets/<slug>/reviewed/: the exact content that somebody approved, one file for each text, written by `sign`.

A file is the outline whose sha256 the approval names, so it proves itself, and two people who sign the same text write
the same file. Nothing rests on it: where it is lost or altered, the press only cannot say what has changed since.
"""

from __future__ import annotations

from pathlib import Path

from bookletpress.content import SCHEME, Content
from bookletpress.guards import limitsfile
from bookletpress.guards.files import read_bytes
from bookletpress.problems import ProblemsFound
from bookletpress.source import FOLDER


def place(slug: str, locale: str, audience: str, digest: str) -> str:
    """The path of the record of a text."""
    return f"{FOLDER}/{slug}/reviewed/{locale}-{audience}-{digest.rpartition(':')[2][:16]}.txt"


def read(root: Path, slug: str, locale: str, audience: str, digest: str) -> Content | None:
    """The content with this digest; None if there is no record of it, or if the record is not what was signed."""
    if not digest.startswith(f"{SCHEME}:"):
        return None
    try:
        raw = read_bytes(root, place(slug, locale, audience, digest), "", limitsfile.of(root).file_bytes)
        found = Content(tuple(raw.decode().splitlines()))
    except (ProblemsFound, UnicodeDecodeError):
        return None
    return found if found.digest == digest else None
