"""Proofs as files: whole, and never over a file on which somebody has written notes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bookletpress import wholefiles
from bookletpress.edition import Edition
from bookletpress.outputplace import refuse_precious
from bookletpress.pack.filing import file, settle
from bookletpress.plan import file_name
from bookletpress.problems import Location, ProblemsFound, error

RECORD = ".bookletpress-proofs.json"
"""The digest of each proof that the press made in this folder."""


def name(edition: Edition) -> str:
    """The name of a proof: that of the edition, with PROOF in the place of DRAFT."""
    return Path(file_name(edition, final=True)).stem + "_PROOF.pdf"


def refuse(folder: Path, shown: str, names: tuple[str, ...]) -> None:
    """Raises ProblemsFound for a folder that is no place for proofs, and for files that are not as we left them."""
    refuse_precious(folder, shown)
    settle(folder, RECORD, lambda record: _are_of(_read(record), _known(folder), folder))
    known = _known(folder)
    foreign = [one for one in names if os.path.lexists(folder / one) and _changed(folder / one, known.get(one, ""))]
    if foreign:
        hint = "somebody has put it there, or written notes on it: move it away, or name another folder with -o"
        raise ProblemsFound(
            error("output-foreign", "this file is not as the press made it", Location(f"{shown}/{one}"), hint)
            for one in foreign
        )


def keep(folder: Path, shown: str, made: Mapping[str, bytes]) -> None:
    """Writes the proofs, and remembers what they were. Raises EnvironmentFault."""
    digests = {one: hashlib.sha256(content).hexdigest() for one, content in made.items()}
    record = json.dumps(_known(folder) | digests, indent=2, sort_keys=True) + "\n"
    file(folder, shown, {**made, RECORD: record.encode()})


def _changed(path: Path, digest: str) -> bool:
    return not digest or wholefiles.digest(path) != digest


def _are_of(record: Mapping[str, str], before: Mapping[str, str], folder: Path) -> bool:
    """Whether the proofs that a record speaks of, and an older one otherwise or not, lie there."""
    new = record.items() - before.items()
    return bool(new) and all(wholefiles.digest(folder / one) == digest for one, digest in new)


def _known(folder: Path) -> dict[str, str]:
    return _read(folder / RECORD)


def _read(path: Path) -> dict[str, str]:
    try:
        record: Any = json.loads(path.read_bytes()) if wholefiles.is_ordinary(path) else {}
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in record.items()} if isinstance(record, dict) else {}
