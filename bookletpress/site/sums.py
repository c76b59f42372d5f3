"""SHA256SUMS: the sum of every file, as `sha256sum --check` reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from bookletpress.publish import Published

NAME = "SHA256SUMS"


def sums(rows: Sequence[Published], files: Mapping[str, bytes]) -> bytes:
    """The sums of the editions and of what was made beside them, in the order of their paths."""
    known = {row.artefact.path: row.artefact.sha256 for row in rows}
    known |= {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    return as_bytes(known)


def as_bytes(known: Mapping[str, str]) -> bytes:
    """Sums by path as their file holds them."""
    return "".join(f"{known[path]}  {path}\n" for path in sorted(known)).encode()


def read(raw: bytes) -> dict[str, str]:
    """The sums of a file by path. Raises ValueError for what is no list of sums."""
    found = {}
    for line in raw.decode().splitlines():
        digest, gap, path = line[:64], line[64:66], line[66:]
        if gap != "  " or not path or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise ValueError(line)
        found[path] = digest
    return found
