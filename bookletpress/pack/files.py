"""The finished PDFs of a text, and what the press measures on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bookletpress import inputs, preparation
from bookletpress.build import listed
from bookletpress.edition import Artefact, Edition
from bookletpress.finish import inspect
from bookletpress.finish.measure import Measured, measure
from bookletpress.gate import Text
from bookletpress.pack.values import CURRENT, MISSING, OLDER, UNKNOWN, UNREADABLE, FileRow
from bookletpress.preparation import Prepared


def files(ready: Prepared, text: Text, output: Path) -> Iterator[FileRow]:
    """One row for each format on paper, in their order. Files of an older text are named, and not measured."""
    known = {row.path: row for row in listed(output)}
    for edition in ready.every():
        if preparation.text_of(edition) == text and not ready.is_screen(edition):
            yield _row(ready, edition, output, known.get(ready.path(edition)))


def _row(ready: Prepared, edition: Edition, output: Path, known: Artefact | None) -> FileRow:
    path = ready.path(edition)
    if not (output / path).is_file():
        return FileRow(edition.format, path, MISSING, "", -1, None)
    digest = inputs.of_file(output / path)
    if known is None or known.sha256 != digest:
        return FileRow(edition.format, path, UNKNOWN, digest, -1, None)
    if known.content != ready.review(edition).digest:
        return FileRow(edition.format, path, OLDER, digest, -1, None)
    measured = _measured(output / path)
    if measured is None:
        return FileRow(edition.format, path, UNREADABLE, digest, -1, None)
    faults = inspect((output / path).read_bytes(), ready.compose(edition), ready.faces(edition))
    return FileRow(edition.format, path, CURRENT, digest, len(faults), measured)


def _measured(file: Path) -> Measured | None:
    try:
        return measure(file)
    except (ValueError, OSError):
        return None
