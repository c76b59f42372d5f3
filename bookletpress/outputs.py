"""The output folder: whole files or none, one build at a time, and nobody else's files touched.

A list of what the press made (`.bookletpress.json`) lies in the folder. A file that is not on the list is foreign: it is
never overwritten and never removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bookletpress.problems import EnvironmentFault, Location, ProblemsFound, error

LIST = ".bookletpress.json"
LOCK = ".bookletpress.lock"
TEMPORARY = ".bookletpress-new"
VERSION = 1


@contextmanager
def opened(folder: Path, shown: str) -> Iterator[Outputs]:
    """The output folder, made if need be, locked until the block ends. `shown` is its name in messages.

    Raises EnvironmentFault if another build holds it or it cannot be written, ProblemsFound if it is not an output folder.
    """
    with _disk(shown):
        _refuse_precious(folder, shown)
        folder.mkdir(parents=True, exist_ok=True)
        present = {path.name for path in folder.iterdir()}
    if present - {LOCK} and LIST not in present:
        raise ProblemsFound(
            [
                error(
                    "output-folder",
                    "this folder holds files and is not one of ours",
                    Location(shown),
                    "name an empty or new folder with -o, or move the files away",
                )
            ]
        )
    lock = FileLock(folder / LOCK)
    try:
        with _disk(shown):
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


def _refuse_precious(folder: Path, shown: str) -> None:
    resolved = folder.resolve()
    if resolved == Path.home().resolve() or resolved == Path(resolved.anchor) or (resolved / "booklets").is_dir():
        raise ProblemsFound(
            [
                error(
                    "output-folder",
                    "finished booklets do not go into this folder",
                    Location(shown),
                    "name a folder of its own with -o, such as dist",
                )
            ]
        )


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
        self._ours = self._read_list()
        self._staged: dict[str, Path] = {}
        with _disk(shown):
            for leftover in folder.rglob(f"*{TEMPORARY}"):
                leftover.unlink()

    def _read_list(self) -> frozenset[str]:
        """The paths the press made here. A torn or foreign list means: nothing is known to be ours."""
        try:
            content = json.loads((self._folder / LIST).read_text("utf-8"))
            return frozenset(str(path) for path in content["files"]) if content["version"] == VERSION else frozenset()
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    def foreign(self, path: str) -> bool:
        """Whether somebody else's file stands at this path."""
        return path not in self._ours and (self._folder / path).exists()

    def stage(self, path: str, content: bytes) -> None:
        """Writes the bytes beside their final place, to the disk. Raises ProblemsFound where a foreign file stands."""
        if self.foreign(path):
            raise ProblemsFound(
                [
                    error(
                        "output-foreign",
                        "a file that the press did not make stands here",
                        Location(f"{self._shown}/{path}"),
                        "move it away, or build into another folder with -o",
                    )
                ]
            )
        final = self._folder / path
        temporary = final.with_name(f".{final.name}{TEMPORARY}")
        with _disk(f"{self._shown}/{path}"):
            final.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        self._staged[path] = temporary

    def discard(self) -> None:
        """Removes what was staged; the folder is as it was."""
        for temporary in self._staged.values():
            temporary.unlink(missing_ok=True)
        self._staged.clear()

    def publish(self, last: Mapping[str, bytes], keep: frozenset[str]) -> None:
        """Gives every staged file its final name, then writes `last` (catalogue and page), then removes our old files.

        `keep` are paths of ours that this run did not build and that stay.
        """
        for path, content in last.items():
            self.stage(path, content)
        names = frozenset(self._staged)
        with _disk(self._shown):
            self._write_list(self._ours | names)
            for path in (*sorted(names - set(last)), *last):
                os.replace(self._staged.pop(path), self._folder / path)
            for path in sorted(self._ours - names - keep):
                (self._folder / path).unlink(missing_ok=True)
            self._write_list(names | (self._ours & keep))
            for folder in {self._folder, *((self._folder / path).parent for path in names)}:
                _sync(folder)

    def _write_list(self, files: frozenset[str]) -> None:
        temporary = self._folder / f"{LIST}{TEMPORARY}"
        temporary.write_text(json.dumps({"version": VERSION, "files": sorted(files)}, indent=1) + "\n", "utf-8")
        os.replace(temporary, self._folder / LIST)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
