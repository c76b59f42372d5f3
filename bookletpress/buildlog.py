"""What the last run made and from what, kept beside the PDFs; and the sentence why an edition must be made anew.

The log is a convenience: where it is lost, torn or foreign, the editions are laid out once more and come out the same.
Its last line is a digest of the rest, so that not even one wrong letter of it gets into the catalogue.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bookletpress.fingerprint import ASSET, ENGINE, FONT, PAGE, Fingerprint
from bookletpress.journal import unfinished
from bookletpress.problems import Problem, as_record, from_record

LOG = ".bookletpress-log.json"
VERSION = 3

NEW, FORCED, GONE, CHANGED = (
    "it has not been made before",
    "it was asked for by --force",
    "its file is gone",
    "its file is not the last that the press made",
)

TAKEN_UP = "; a build that was ended early had it finished"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished edition: its fingerprint, its file, and what was noticed while it was made.

    `sources` is the digest of all that can reach its pages: if that is the same, the fingerprint is. `content` is the
    digest of the text that it shows; `clinic` the file of the clinic whose imprint it bears, by nickname.
    """

    fingerprint: Fingerprint
    sha256: str
    bytes: int
    pages: int
    notes: tuple[Problem, ...] = ()
    sources: str = ""
    content: str = ""
    clinic: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The last whole run: what was asked, what it read (one digest; fonts and clinics' files by nickname), and every
    file it left.

    `said` is what it told about problems; a run with nothing to do says it again. It ran on `day`, and time alone
    changes nothing before `turns` ("" for never), when an approval begins or ends; both are ISO dates.
    """

    asked: str
    read: str
    fonts: Mapping[str, str]
    clinics: Mapping[str, str]
    files: Mapping[str, str]
    said: str
    day: str
    turns: str


@dataclass(frozen=True, slots=True)
class Log:
    """The entries by path below the output folder."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    run: Run | None = None


def read(folder: Path) -> Log:
    """The log of an output folder; an empty one where it is missing or is not ours. Broken entries are left out."""
    content = _content(folder)
    try:
        entries = {path: entry for path, row in content["editions"].items() if (entry := entry_of(row))}
    except (KeyError, TypeError, AttributeError):
        entries = {}
    return Log(entries, _run_of(content))


def last_run(folder: Path) -> Run | None:
    """Only the last run, without the entries; None if another one is at work since, or has left something behind."""
    return None if unfinished(folder) else _run_of(_content(folder))


def _run_of(content: Mapping[str, Any]) -> Run | None:
    row = content.get("run")
    names = tuple(Run.__slots__)
    if not isinstance(row, dict) or set(row) != set(names):
        return None
    kinds = (str, str, dict, dict, dict, str, str, str)
    return Run(**row) if all(map(isinstance, (row[name] for name in names), kinds)) else None


def files_of(folder: Path) -> dict[str, frozenset[str]]:
    """The digests of all files that the log speaks of, by path: what is ours if the list of files is lost."""
    log = read(folder)
    found = {path: frozenset([entry.sha256]) for path, entry in log.entries.items()}
    for path, sha256 in log.run.files.items() if log.run else ():
        found[path] = found.get(path, frozenset()) | {str(sha256)}
    return found


def as_bytes(log: Log) -> bytes:
    """The log as its file holds it."""
    run = log.run and {name: getattr(log.run, name) for name in Run.__slots__}
    rows = {path: entry_record(entry) for path, entry in sorted(log.entries.items())}
    content = json.dumps({"version": VERSION, "run": run, "editions": rows}, ensure_ascii=False).encode()
    return content + b"\n" + _seal(content) + b"\n"


def entry_record(entry: Entry) -> dict[str, Any]:
    """An entry as plain values."""
    return {
        "key": entry.fingerprint.key,
        "sha256": entry.sha256,
        "bytes": entry.bytes,
        "pages": entry.pages,
        "sources": entry.sources,
        "content": entry.content,
        "clinic": entry.clinic,
        "notes": [as_record(note) for note in entry.notes],
        "parts": dict(entry.fingerprint.parts),
    }


def entry_of(row: Any) -> Entry | None:
    """The entry of a record, or None if it is none."""
    try:
        parts = {str(name): str(value) for name, value in row["parts"].items()}
        notes = tuple(from_record(note) for note in row["notes"])
        made = Fingerprint(str(row["key"]), parts)
        counts = int(row["bytes"]), int(row["pages"])
        texts = str(row["sources"]), str(row["content"]), str(row.get("clinic", ""))
        return Entry(made, str(row["sha256"]), *counts, notes, *texts)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None


def _content(folder: Path) -> dict[str, Any]:
    try:
        raw = (folder / LOG).read_bytes() if (folder / LOG).is_file() else b""
        text, _, seal = raw.removesuffix(b"\n").rpartition(b"\n")
        content = json.loads(text) if seal == _seal(text) else {}
        return content if isinstance(content, dict) and content.get("version") == VERSION else {}
    except (OSError, ValueError, RecursionError):
        return {}


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


# ------------------------------------------------------------------------------------------------------------- the why


def why(before: Entry | None, now: Fingerprint, on_disk: str) -> str:
    """Why an edition must be laid out, as the end of a sentence; "" if it need not.

    `on_disk` is the digest of the file that stands at its place, "" if there is none.
    """
    if before is None:
        return NEW
    if not on_disk:
        return GONE
    if on_disk != before.sha256:
        return CHANGED
    if before.fingerprint.key == now.key:
        return ""
    return "; ".join(_changes(before.fingerprint.parts, now.parts)) or "its words in the file's description changed"


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[str]:
    touched = [name for name in (*new, *(name for name in old if name not in new)) if old.get(name) != new.get(name)]
    for kind, told in _TOLD.items():
        names = [name.partition(" ")[2] for name in touched if name.partition(" ")[0] == kind]
        if names:
            yield told(names, old, new)


def _page(names: list[str], _old: Mapping[str, str], _new: Mapping[str, str]) -> str:
    quoted = [f"“{name}”" if name else "the opening" for name in names]
    return f"its pages changed in {_some(quoted, 'place')}"


def _asset(names: list[str], _old: Mapping[str, str], _new: Mapping[str, str]) -> str:
    return f"the design changed in {_some(names, 'file')}"


def _font(names: list[str], _old: Mapping[str, str], _new: Mapping[str, str]) -> str:
    return f"the font is another: {_some(names, 'file')}"


def _engine(names: list[str], old: Mapping[str, str], new: Mapping[str, str]) -> str:
    if names == ["bookletpress"]:
        return "the press itself changed"
    shown = [
        f"{name} ({old.get(f'{ENGINE} {name}', 'none')}, now {new.get(f'{ENGINE} {name}', 'none')})"
        for name in names
        if name != "bookletpress"
    ]
    return f"the engine changed: {_some(shown, 'part')}"


def _some(names: list[str], noun: str) -> str:
    more = len(names) - 2
    if more > 0:
        return f"{names[0]}, {names[1]} and {more} more {noun}{'s' * (more > 1)}"
    return " and ".join(names)


_TOLD: Mapping[str, Callable[[list[str], Mapping[str, str], Mapping[str, str]], str]] = {
    PAGE: _page,
    ASSET: _asset,
    FONT: _font,
    ENGINE: _engine,
}
