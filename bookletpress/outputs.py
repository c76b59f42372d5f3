"""The output folder: whole files or none, one build at a time, and nobody else's files touched.

A list of what the press made, each with its digest, lies in the folder (`.bookletpress.json`). A file that is not on
the list, or is no longer what the press wrote, is foreign: it is never overwritten and never removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from bookletpress.problems import EnvironmentFault, Location, Problem, ProblemsFound, error

LIST = ".bookletpress.json"
LOCK = ".bookletpress.lock"
TEMPORARY = ".bookletpress-new"
VERSION = 2
SOURCES = frozenset(("booklets", "locales", "styles", "bookletpress", ".git", ".venv"))
"""Folders of a project in which nothing is ever printed."""


@contextmanager
def opened(folder: Path, shown: str) -> Iterator[Outputs]:
    """The output folder, made if need be, locked until the block ends. `shown` is its name in messages.

    Raises EnvironmentFault if another build holds it or it cannot be written, ProblemsFound if it is no output folder.
    """
    with _disk(shown):
        refuse_precious(folder, shown)
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir() if not path.name.endswith(TEMPORARY)}
        if present - {LOCK} and LIST not in present:
            hint = "name an empty or new folder with -o, or move the files away"
            raise _refused("this folder holds files and is not one of ours", shown, hint)
        lock = FileLock(folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise EnvironmentFault(
                "another build is at work in this folder",
                "wait until it ends, or build into another one with -o",
                "output-locked",
                Location(shown),
            ) from None
    try:
        yield Outputs(folder, shown)
    finally:
        lock.release()


def _refused(message: str, shown: str, hint: str) -> ProblemsFound:
    return ProblemsFound([error("output-folder", message, Location(shown), hint)])


def refuse_precious(folder: Path, shown: str) -> None:
    """Raises ProblemsFound for the root, the home, a project, and the folders of a project that hold its sources."""
    place = Path(os.path.realpath(folder))
    project = next((parent for parent in (place, *place.parents) if os.path.isdir(parent / "booklets")), None)
    inside = place.relative_to(project).parts[:1] if project else ("",)
    home = Path(os.path.realpath(os.path.expanduser("~")))
    if place in (home, Path(place.anchor)) or not inside or inside[0] in SOURCES:
        hint = "name a folder of its own with -o, such as dist"
        raise _refused("finished booklets do not go into this folder", shown, hint)


@contextmanager
def _disk(shown: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise EnvironmentFault(
            f"cannot write: {fault.strerror or fault}",
            "make room, or check the rights of the folder",
            "output-failed",
            Location(shown),
        ) from fault


class Outputs:
    """A locked output folder. Stage any number of files, then publish them together."""

    def __init__(self, folder: Path, shown: str) -> None:
        self._folder, self._shown = folder, shown
        self._staged: dict[str, tuple[Path, str]] = {}
        self._made: list[Path] = []
        self._ours = self._read_list()
        with _disk(shown):
            for leftover in folder.rglob(f".*{TEMPORARY}"):
                if leftover.is_symlink() or leftover.is_file():
                    leftover.unlink()
            if not os.path.lexists(folder / LIST):
                self._write_list({})

    def foreign(self, path: str) -> bool:
        """Whether somebody else's file stands at this path, or the path leads out of the folder."""
        final = self._folder / path
        if os.path.lexists(final):
            with _disk(f"{self._shown}/{path}"):
                return path not in self._ours or _digest(final) not in self._ours[path]
        parent, folder = os.path.realpath(final.parent), os.path.realpath(self._folder)
        return os.path.commonpath([parent, folder]) != folder

    def stage(self, path: str, content: bytes) -> None:
        """Writes the bytes beside their final place, to the disk. Raises ProblemsFound where a foreign file stands."""
        self.refuse_foreign([path])
        final = self._folder / path
        with _disk(f"{self._shown}/{path}"):
            for parent in reversed(final.relative_to(self._folder).parents):
                if not os.path.lexists(self._folder / parent):
                    (self._folder / parent).mkdir()
                    self._made.append(self._folder / parent)
            temporary = final.with_name(f".{final.name}{TEMPORARY}")
            temporary.unlink(missing_ok=True)
            _write(temporary, content)
        self._staged[path] = (temporary, hashlib.sha256(content).hexdigest())

    def discard(self) -> None:
        """Removes what was staged; the folder is as it was."""
        for temporary, _ in self._staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()
        self._staged.clear()
        self._made.clear()

    def publish(self, last: Mapping[str, bytes], keep: frozenset[str]) -> None:
        """Gives every staged file its final name, then writes `last` (catalogue and page), then removes our old files.

        `keep` are paths of ours that this run did not build and that stay. Before the first file changes, the list on
        the disk knows old and new ones, so whatever ends a run early, the next one knows what is ours.
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
            self._replace(first)
            self._replace(last)
            for path in old:
                if not self.foreign(path):
                    (self._folder / path).unlink(missing_ok=True)
            self._write_list(new | {path: self._ours[path] for path in keep - new.keys() if path in self._ours})
            self._made.clear()

    def _replace(self, paths: Iterable[str]) -> None:
        """Renames staged files and sees that the names are on the disk."""
        folders: dict[Path, None] = {}
        for path in paths:
            os.replace(self._staged[path][0], self._folder / path)
            del self._staged[path]
            folders[(self._folder / path).parent] = None
        for folder in folders:
            _sync(folder)

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
        """The paths the press made here, with their digests; none of them from a torn or foreign list."""
        with _disk(self._shown):
            try:
                raw = (self._folder / LIST).read_bytes()
            except FileNotFoundError:
                return {}
        try:
            content = json.loads(raw)
            if content["version"] != VERSION:
                return {}
            return {
                path: frozenset(map(str, digests)) for path, digests in content["files"].items() if _is_inside(path)
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def _write_list(self, files: Mapping[str, frozenset[str]]) -> None:
        rows = {path: sorted(digests) for path, digests in sorted(files.items())}
        temporary = self._folder / f"{LIST}{TEMPORARY}"
        _write(temporary, json.dumps({"version": VERSION, "files": rows}, indent=1).encode() + b"\n")
        try:
            os.replace(temporary, self._folder / LIST)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync(self._folder)


def _is_inside(path: str) -> bool:
    """Whether a listed path stays below the folder; the list may have been tampered with."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not {"..", "/", LIST, LOCK} & set(parts) and not any(sign in path for sign in "\\:\0")


def _digest(path: Path) -> str:
    """The sha256 of an ordinary file; "" for anything else."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(os.lstat(path).st_mode) else ""


def _write(path: Path, content: bytes) -> None:
    """A new file, on the disk when this returns; if that fails, nothing is left of it."""
    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    """Sees that the names in a folder are on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
