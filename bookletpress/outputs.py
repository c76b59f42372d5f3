"""The output folder: whole files or none, one build at a time, and nobody else's files touched.

A list of what the press made, each with its digest, lies in the folder (`.bookletpress.json`). A file that is not on
the list, or is no longer what the press wrote, is foreign: it is never overwritten and never removed. If the list is
damaged, the build log tells the same.

What a run has made when it is interrupted or killed stays beside its final place, whole and unpublished, and is taken
up by the next run; a run that fails removes it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from bookletpress import buildlog, journal, wholefiles
from bookletpress.journal import SCRATCH
from bookletpress.outputplace import refuse_precious, refused
from bookletpress.problems import EnvironmentFault, Location, Problem, ProblemsFound, error

LIST = ".bookletpress.json"
LOCK = ".bookletpress.lock"
TEMPORARY = ".bookletpress-new"
VERSION = 2


@contextmanager
def opened(folder: Path, shown: str, waiting: Callable[[], None] | None = None) -> Iterator[Outputs]:
    """The output folder, made if need be, locked until the block ends. `shown` is its name in messages.

    If another build holds it: raises EnvironmentFault, or, with `waiting`, calls that and waits until it is free.
    Raises EnvironmentFault too if it cannot be written, ProblemsFound if it is no output folder.
    """
    with _disk(shown):
        refuse_precious(folder, shown)
        new = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir() if not path.name.endswith(TEMPORARY)}
        if present - {LOCK, SCRATCH, journal.JOURNAL} and not present & {LIST, buildlog.LOG}:
            hint = "name an empty or new folder with -o, or move the files away"
            raise refused("this folder holds files and is not one of ours", shown, hint)
        lock = FileLock(folder / LOCK)
        _acquire(lock, shown, waiting)
    try:
        yield Outputs(folder, shown)
    finally:
        wholefiles.remove_tree(folder / SCRATCH)
        if new:
            _unmake(folder, new)
        with suppress(OSError):  # it is free when this process ends, whatever the system says
            lock.release()


def _unmake(folder: Path, new: list[Path]) -> None:
    """Removes an output folder that was made for nothing."""
    with suppress(OSError):
        if {path.name for path in folder.iterdir()} <= {LIST, LOCK}:
            for name in (LIST, LOCK):
                (folder / name).unlink(missing_ok=True)
            for place in new:
                place.rmdir()


def _acquire(lock: FileLock, shown: str, waiting: Callable[[], None] | None) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting is None:
            raise EnvironmentFault(
                "another build is at work in this folder",
                "wait until it ends (--wait does that), or build into another one with -o",
                "output-locked",
                Location(shown),
            ) from None
        waiting()
        lock.acquire()


@contextmanager
def _disk(shown: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise wholefiles.failed(fault, shown) from fault


class Outputs:
    """A locked output folder. Stage any number of files, then publish them together."""

    def __init__(self, folder: Path, shown: str) -> None:
        self._folder, self._shown = folder, shown
        self._staged: dict[str, tuple[Path, str]] = {}
        self._made: list[Path] = []
        self._ours = self._read_list()
        with _disk(shown):
            self._left = self._unfinished()
            kept = {temporary for temporary, _ in self._left.values()}
            wholefiles.remove_odd(folder / journal.JOURNAL)
            wholefiles.remove_odd(folder / SCRATCH)
            for leftover in folder.rglob(f".*{TEMPORARY}"):
                if leftover not in kept and (leftover.is_symlink() or leftover.is_file()):
                    leftover.unlink()
            wholefiles.remove_tree(folder / SCRATCH)
            if not os.path.lexists(folder / LIST):
                self._write_list({})

    @property
    def place(self) -> Path:
        """Where it lies."""
        return self._folder

    @property
    def scratch(self) -> Path:
        """A folder for what only lives while a run lasts; gone with it, or at the start of the next."""
        return self._folder / SCRATCH

    def _unfinished(self) -> dict[str, tuple[Path, journal.Line]]:
        """What a run that was ended early has made, as far as it is whole."""
        found = {}
        for line in journal.read(self._folder):
            if _is_inside(line.path) and not self._leads_out(line.path):
                temporary = self._temporary(line.path)
                whole = wholefiles.digest(temporary)
                if whole and whole == line.sha256 == line.record.get("sha256"):
                    found[line.path] = (temporary, line)
        return found

    def _temporary(self, path: str) -> Path:
        final = self._folder / path
        return final.with_name(f".{final.name}{TEMPORARY}")

    def take_up(self, path: str, key: str) -> Mapping[str, Any] | None:
        """Stages the file that an unfinished run made for this path, if it was made from the same; gives its record."""
        temporary, line = self._left.get(path, (None, None))
        if temporary is None or line is None or line.record.get("key") != key:
            return None
        del self._left[path]
        self._staged[path] = (temporary, line.sha256)
        return line.record

    def foreign(self, path: str) -> bool:
        """Whether somebody else's file stands at this path, or the path leads out of the folder."""
        if self._leads_out(path):
            return True
        with _disk(f"{self._shown}/{path}"):
            final = self._folder / path
            return wholefiles.stands(final) and wholefiles.digest(final) not in self._ours.get(path, ())

    def _leads_out(self, path: str) -> bool:
        parent, folder = os.path.realpath((self._folder / path).parent), os.path.realpath(self._folder)
        return os.path.commonpath([parent, folder]) != folder

    def stage(self, path: str, content: bytes, record: Mapping[str, Any] | None = None) -> None:
        """Writes the bytes beside their final place, to the disk. Raises ProblemsFound where a foreign file stands.

        With a `record`, which has a "key", the next run can take the file up if this one is ended early.
        """
        self.refuse_foreign([path])
        final = self._folder / path
        with _disk(f"{self._shown}/{path}"):
            for parent in reversed(final.relative_to(self._folder).parents):
                if not os.path.lexists(self._folder / parent):
                    (self._folder / parent).mkdir()
                    self._made.append(self._folder / parent)
            temporary = self._temporary(path)
            temporary.unlink(missing_ok=True)
            self._left.pop(path, None)
            wholefiles.write_new(temporary, content)
            digest = hashlib.sha256(content).hexdigest()
            self._staged[path] = (temporary, digest)
            if record:
                journal.add(self._folder, journal.Line(path, digest, record))

    def discard(self) -> None:
        """Removes what was staged; the folder is as it was."""
        self._forget_unfinished()
        for temporary, _ in self._staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()
        self._staged.clear()
        self._made.clear()

    def publish(self, last: Mapping[str, bytes], keep: frozenset[str], logs: tuple[bytes, ...] = ()) -> None:
        """Gives every staged file its final name, then writes `last` (catalogue and page), then removes our old files.

        `keep` are paths of ours that this run did not build and that stay. Before the first file changes, the list on
        the disk knows old and new ones, so whatever ends a run early, the next one knows what is ours. The first of
        `logs` is written then, the last when all is done.
        """
        for path, content in last.items():
            self.stage(path, content)
        self.refuse_foreign(self._staged)
        new = {path: frozenset([digest]) for path, (_, digest) in self._staged.items()}
        first = sorted(new.keys() - last.keys())
        old = sorted(self._ours.keys() - new.keys() - keep)
        with _disk(self._shown):
            self._write_list(
                {path: digests | new.get(path, frozenset()) for path, digests in (new | self._ours).items()}
            )
            self._write_log(logs[:1])
            self._replace(first)
            self._replace(last)
            for path in old:
                if os.path.lexists(self._folder / path) and not self.foreign(path):
                    (self._folder / path).unlink()
            self._write_list(new | {path: self._ours[path] for path in keep - new.keys() if path in self._ours})
            self._write_log(logs[-1:])
            self._made.clear()
        self._forget_unfinished()

    def _forget_unfinished(self) -> None:
        for left in (*(temporary for temporary, _ in self._left.values()), self._folder / journal.JOURNAL):
            if os.path.lexists(left):
                with suppress(OSError):
                    left.unlink()
        self._left.clear()

    def _replace(self, paths: Iterable[str]) -> None:
        """Renames staged files and sees that the names are on the disk."""
        folders: dict[Path, None] = {}
        for path in paths:
            os.replace(self._staged[path][0], self._folder / path)
            del self._staged[path]
            folders[(self._folder / path).parent] = None
        for folder in folders:
            wholefiles.sync(folder)

    def refuse_foreign(self, paths: Iterable[str]) -> None:
        """Raises ProblemsFound where somebody else's file stands at one of these paths."""
        found = [self._stray(path) for path in paths if self.foreign(path)]
        if found:
            raise ProblemsFound(found)

    def _stray(self, path: str) -> Problem:
        return error(
            "output-foreign",
            "a file that the press did not make, or that was changed since, stands here",
            Location(f"{self._shown}/{path}"),
            "move it away, or build into another folder with -o",
        )

    def _read_list(self) -> dict[str, frozenset[str]]:
        """The paths the press made here, with their digests, as the list says or the build log."""
        with _disk(self._shown):
            raw = (self._folder / LIST).read_bytes() if wholefiles.is_ordinary(self._folder / LIST) else b""
        files = buildlog.files_of(self._folder)
        try:
            content = json.loads(raw)
            if content["version"] != VERSION:
                raise ValueError(content["version"])
            listed = {path: frozenset(map(str, digests)) for path, digests in content["files"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            listed = {}
        every = {path: files.get(path, frozenset()) | listed.get(path, frozenset()) for path in (*files, *listed)}
        return {path: digests for path, digests in every.items() if _is_inside(path)}

    def _write_log(self, content: tuple[bytes, ...]) -> None:
        for log in content:
            self._write_own(buildlog.LOG, log)

    def _write_list(self, files: Mapping[str, frozenset[str]]) -> None:
        rows = {path: sorted(digests) for path, digests in sorted(files.items())}
        self._write_own(LIST, json.dumps({"version": VERSION, "files": rows}, indent=1).encode() + b"\n")

    def _write_own(self, name: str, content: bytes) -> None:
        """A file that the press keeps for itself, replaced at once."""
        wholefiles.replace(self._folder / name, content, self._folder / f"{name}{TEMPORARY}")


_OWN = frozenset((LIST, LOCK, buildlog.LOG, journal.JOURNAL, SCRATCH))


def _is_inside(path: str) -> bool:
    """Whether a listed path stays below the folder and is one at all; the list may have been tampered with."""
    parts = PurePosixPath(path).parts
    known = bool(parts) and not {"..", "/", *_OWN} & set(parts) and not any(sign in path for sign in "\\:\0")
    return known and path.isprintable()  # half a letter (a surrogate) is not, and no file system takes it
