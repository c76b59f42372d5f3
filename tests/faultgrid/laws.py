"""What must hold after a fault, and after the next run. Each law gives a sentence where it is broken."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from bookletpress import buildlog, journal, outputs

from .cells import Cell
from .shim import FAIL

GOOD, CONTENT, ENVIRONMENT = 0, 1, 3
OWN = frozenset((outputs.LIST, outputs.LOCK, buildlog.LOG))
"""What the press keeps for itself in an output folder between two runs."""

_BESIDE = re.compile(
    rf"(^|/)(\..+({re.escape(outputs.TEMPORARY)}|\.new|\.evidence-new)|{re.escape(journal.JOURNAL)})$"
    rf"|(^|/){re.escape(journal.SCRATCH)}/|^tmp/"
)
_TEMPORARY = re.compile(rf"^\.(.+?)({re.escape(outputs.TEMPORARY)}|\.new|\.evidence-new)$")
_TOLD = re.compile(r"^(.+?):\d+:\d+: error: .+ \[([a-z0-9-]+)\]$", re.MULTILINE)
_LINK = re.compile(r'href="([^"#:]+\.pdf)"')
_FRONT = ("catalogue.json", "index.html")

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, below zero for a signal; what it said; what is there now."""

    code: int
    said: str
    files: Files


@dataclass(frozen=True, slots=True)
class Expected:
    """The project before the command and after it, where nothing goes wrong; `output` is what is published whole."""

    before: Files
    after: Files
    output: str = ""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path; a link by where it leads."""
    paths = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    return {path.relative_to(folder).as_posix(): _content(path) for path in paths}


def _content(path: Path) -> bytes:
    """A workbook is an archive that holds the minute in which it was made: what counts is what is in it."""
    if path.is_symlink():
        return bytes(path.readlink())
    if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            return b"".join(book.read(name) for name in sorted(book.namelist()) if name != "docProps/core.xml")
    return path.read_bytes()


def digest(files: Files) -> bytes:
    """The same for the same files."""
    seen = hashlib.sha256()
    for name, content in sorted(files.items()):
        for part in (name.encode("utf-8", "surrogateescape"), content):
            seen.update(b"%d " % len(part) + part)
    return seen.digest()


def broken(cell: Cell, ended: Ended, expected: Expected) -> Iterator[str]:
    """The laws that the run with the fault has broken."""
    if cell.dies:
        if ended.code != -9:
            yield f"it was to be killed, and ended with {ended.code}"
    else:
        yield from _told(cell, ended, expected)
    yield from _whole(ended.files, expected)
    if expected.output:
        yield from _in_agreement(_below(ended.files, expected.output), expected)


def broken_afterwards(ended: Ended, expected: Expected) -> Iterator[str]:
    """The laws that the next run, with nothing in its way, has broken."""
    if ended.code != GOOD or "Traceback" in ended.said:
        yield f"the next run ends with {ended.code}: {ended.said[-300:]!r}"
    for name in sorted(_kept(ended.files) ^ _kept(expected.after)):
        there = name in ended.files
        yield f"after the next run {name} {'is there, and should not be' if there else 'is missing'}"
    for name in sorted(_visible(ended.files) & _visible(expected.after)):
        if ended.files[name] != expected.after[name]:
            yield f"after the next run {name} has other bytes than a clean run gives it"


def _told(cell: Cell, ended: Ended, expected: Expected) -> Iterator[str]:
    if "Traceback" in ended.said or ended.code not in (GOOD, CONTENT, ENVIRONMENT):
        yield f"it ended with {ended.code}: {ended.said[-700:]!r}"
        return
    if ended.code == GOOD:
        changed = [name for name in _visible(expected.after) if ended.files.get(name) != expected.after[name]]
        if changed:
            yield f"it says that all is well, and {changed[0]} is not what a clean run makes"
        return
    told = _TOLD.findall(ended.said)
    if not told or "    hint: " not in ended.said:
        yield f"no place, code or remedy is told: {ended.said[-300:]!r}"
    elif not any(_names(place, cell) for place, _ in told):
        yield f"the file is not named: {ended.said[-300:]!r}"
    if ended.code == CONTENT and not any(code == "file-unreadable" for _, code in told):
        yield f"a fault of the disk is told as one of the content: {ended.said[-300:]!r}"


def _names(place: str, cell: Cell) -> bool:
    """Whether a place in a message is a file that was called for, what it is for, its folder, or a file in it.

    On a disk that is gone for good it may be any other that met the fault next.
    """
    if cell.how != FAIL:
        return place != "."
    told = Path(place).parts
    if Path(cell.call.path).name.startswith(".bookletpress") and told[:1] == Path(cell.call.path).parts[:1]:
        return True  # a file of the press's own: the edition for which it is written, or the output folder
    for path in filter(None, (cell.call.path, cell.call.to)):
        called = tuple(_TEMPORARY.sub(r"\1", part) for part in Path(path).parts)
        for end in range(1, len(called) + 1):
            if told[-end:] == called[:end]:
                return True
        if any(told[start : start + len(called)] == called for start in range(len(told))):
            return True
    return "tmp" in Path(cell.call.path).parts


def _whole(files: Files, expected: Expected) -> Iterator[str]:
    """Every file is as it was or as it is to be, and none is lost."""
    for name in sorted(_visible(files)):
        if files[name] not in (expected.before.get(name), expected.after.get(name)):
            yield f"{name} is neither what it was nor what it is to be"
    for name in sorted(_visible(expected.before) - files.keys()):
        if name in expected.after or not _published(files, expected):
            yield f"{name} is lost"


def _published(files: Files, expected: Expected) -> bool:
    """Whether the catalogue is that of the new editions, so that old ones may go; outside, what goes may go."""
    front = f"{expected.output}/{_FRONT[0]}"
    return not expected.output or files.get(front) == expected.after.get(front)


def _in_agreement(out: Files, expected: Expected) -> Iterator[str]:
    """Catalogue and page name only what is there; a new catalogue only what it has the digest of."""
    page = out.get(_FRONT[1], b"").decode()
    named = [row["path"] for row in _rows(out)] + [unquote(link) for link in _LINK.findall(page)]
    for name in named:
        if name not in out:
            yield f"{name} is named, and is not there"
    if out.get(_FRONT[0]) == _below(expected.after, expected.output).get(_FRONT[0]):
        for name in mixed(out):
            yield f"the new catalogue has another digest of {name}"


def mixed(out: Files) -> tuple[str, ...]:
    """The editions of which the catalogue has another digest than the file that lies there."""
    return tuple(
        row["path"]
        for row in _rows(out)
        if row["path"] in out and hashlib.sha256(out[row["path"]]).hexdigest() != row["sha256"]
    )


def _rows(out: Files) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(out.get(_FRONT[0], b"[]"))
    return rows


def _below(files: Files, folder: str) -> dict[str, bytes]:
    start = f"{folder}/"
    return {name.removeprefix(start): content for name, content in files.items() if name.startswith(start)}


def _visible(files: Files) -> frozenset[str]:
    """Files that somebody uses: neither temporary nor the press's own."""
    return frozenset(name for name in files if not _BESIDE.search(name) and Path(name).name not in OWN)


def _kept(files: Files) -> frozenset[str]:
    """What lies in the project when all is done. The folder for temporary files is the system's."""
    return frozenset(name for name in files if not name.startswith("tmp/"))


def is_done(files: Files, expected: Expected) -> bool:
    """Whether the command has done all it is for."""
    return all(files.get(name) == expected.after[name] for name in _visible(expected.after))
