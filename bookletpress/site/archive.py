"""One file that holds the whole site: the same editions give the same bytes, on any machine and any day.

Files lie in it as they are (PDFs are packed already, and packing differs from one zlib to the next), in the order of
their paths, without a time. Each is compared with SHA256SUMS while it is put in.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bookletpress import wholefiles

TOP = "booklets"
"""The folder that whoever unpacks the file finds."""
MARK = b"made by bookletpress"
"""Stands in the file, so that no other is ever written over."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ORDINARY = 0o100644 << 16
_PIECE = 1 << 20


def write(folder: Path, sums: Mapping[str, str], target: Path, more: Mapping[str, bytes]) -> list[str]:
    """Writes the file, whole or not at all; gives the paths that are missing or are not what their sums say.

    `more` are files beside those with a sum. Raises OSError.
    """
    temporary = target.with_name(f".{target.name}.bookletpress-new")
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as raw:
            with ZipFile(raw, "w", ZIP_STORED) as archive:
                archive.comment = MARK
                wrong = _fill(archive, folder, sums, more)
            raw.flush()
            os.fsync(raw.fileno())
        if not wrong:
            os.replace(temporary, target)
            wholefiles.sync(target.parent)
        return wrong
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def is_ours(target: Path) -> bool:
    """Whether such a file may be replaced: there is none, or one that was written here. Raises OSError."""
    if not os.path.lexists(target):
        return True
    return wholefiles.is_ordinary(target) and target.read_bytes()[-len(MARK) :] == MARK


def _fill(archive: ZipFile, folder: Path, sums: Mapping[str, str], more: Mapping[str, bytes]) -> list[str]:
    wrong = []
    for path in sorted({*sums, *more}):
        with archive.open(_entry(path), "w", force_zip64=False) as place:
            if path in more:
                place.write(more[path])
                continue
            seen = hashlib.sha256()
            if wholefiles.is_ordinary(folder / path):
                with (folder / path).open("rb") as file:
                    while piece := file.read(_PIECE):
                        seen.update(piece)
                        place.write(piece)
        if seen.hexdigest() != sums[path]:
            wrong.append(path)
    return wrong


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(f"{TOP}/{path}", _NO_TIME)
    entry.create_system = 3  # so that the rights of the file are read, and the same on Windows
    entry.external_attr = _ORDINARY
    entry.compress_type = ZIP_STORED
    return entry
