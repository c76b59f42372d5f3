"""What the fault grid has found once (docs/faults.md), each alone and quick."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from faults import attempt, write
from filelock import FileLock
from openpyxl import Workbook

from bookletpress import ledger, project, wholefiles
from bookletpress.guards import limitsfile
from bookletpress.locales import load_locales
from bookletpress.model import Interface
from bookletpress.outputs import opened
from bookletpress.pack import filing
from bookletpress.pack.values import FORMAT
from bookletpress.problems import EnvironmentFault, Problem, ProblemsFound
from bookletpress.proof import filing as proofs
from bookletpress.workbench import workbook


class Killed(BaseException):
    """The process is gone: nothing is tidied up."""


def pack(number: int) -> dict[str, bytes]:
    """An evidence pack, and the record that belongs to it."""
    pdf = b"%%PDF %d" % number
    record = {"format": FORMAT, "pdf": {"sha256": hashlib.sha256(pdf).hexdigest()}}
    return {"a.pdf": pdf, "a.json": json.dumps(record).encode()}


def renamed(monkeypatch: pytest.MonkeyPatch, most: int, end: BaseException, work: Callable[[], None]) -> None:
    """Some work that comes to an end after so many renames."""
    real, count = os.replace, 0

    def replace(old: Path, new: Path) -> None:
        nonlocal count
        count += 1
        if count > most:
            raise end
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises((Killed, EnvironmentFault)):
        work()
    monkeypatch.setattr(os, "replace", real)


@pytest.mark.parametrize("end", [Killed(), OSError(errno.EIO, "broken")], ids=["killed", "failed"])
@pytest.mark.parametrize("renames", [0, 1])
@pytest.mark.parametrize("before", [None, 1])
def test_a_pack_outlives_an_end_between_its_renames(
    end: BaseException, renames: int, before: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before:
        filing.file(tmp_path, "evidence", pack(before))
    renamed(monkeypatch, renames, end, lambda: filing.file(tmp_path, "evidence", pack(2)))
    filing.refuse(tmp_path, "evidence", ("a",))
    filing.file(tmp_path, "evidence", pack(3))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == pack(3)


def test_a_pack_that_somebody_changed_is_still_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filing.file(tmp_path, "evidence", pack(1))
    renamed(monkeypatch, 1, Killed(), lambda: filing.file(tmp_path, "evidence", pack(2)))
    (tmp_path / "a.pdf").write_bytes(b"with my notes")
    _, problems = attempt(filing.refuse, tmp_path, "evidence", ("a",))
    assert [problem.code for problem in problems] == ["output-foreign"]
    assert (tmp_path / "a.json").read_bytes() == pack(1)["a.json"]


@pytest.mark.parametrize("renames", [0, 1])
def test_proofs_outlive_an_end_between_their_renames(
    renames: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proofs.keep(tmp_path, "proof", {"a.pdf": b"1", "b.pdf": b"1"})
    renamed(monkeypatch, renames, Killed(), lambda: proofs.keep(tmp_path, "proof", {"a.pdf": b"2"}))
    proofs.refuse(tmp_path, "proof", ("a.pdf", "b.pdf"))
    (tmp_path / "b.pdf").write_bytes(b"with my notes")
    _, problems = attempt(proofs.refuse, tmp_path, "proof", ("a.pdf", "b.pdf"))
    assert [problem.location.path for problem in problems] == ["proof/b.pdf"]


def test_a_full_disk_under_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """lxml has an error of its own, which says only IO_ENOSPC."""
    full = type("SerialisationError", (Exception,), {})
    locale = next(info for info in load_locales(ROOT) if info.name == "es")
    for fault, told in ((full("IO_ENOSPC"), errno.ENOSPC), (full("IO_WRITE"), errno.EIO)):
        monkeypatch.setattr(Workbook, "save", _raising(fault))
        with pytest.raises(OSError) as raised:  # noqa: PT011 - its number is looked at
            workbook.write((), locale, Interface("es", {}), "2026-11-28")
        assert raised.value.errno == told
    monkeypatch.setattr(Workbook, "save", _raising(KeyError("ours")))
    with pytest.raises(KeyError):
        workbook.write((), locale, Interface("es", {}), "2026-11-28")


def _raising(fault: Exception) -> Callable[..., None]:
    def save(*_: object) -> None:
        raise fault

    return save


def test_a_lock_that_cannot_be_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileLock, "release", _raising(OSError(errno.ENOLCK, "No locks available")))
    with opened(tmp_path / "out", "out") as outputs:
        outputs.stage("en/a.pdf", b"a")
        outputs.publish({}, frozenset())
    assert (tmp_path / "out/en/a.pdf").read_bytes() == b"a"


def test_what_cannot_be_looked_at_is_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Problem] = []
    write(tmp_path, {"styles/a.html": ""})
    assert ledger.read_ledger(tmp_path, "b") == ()
    assert project.pages(tmp_path) == {"styles/a.html": ""}
    monkeypatch.setattr(os, "lstat", _raising(OSError(errno.EIO, "Input/output error")))
    monkeypatch.setattr(os, "scandir", _raising(OSError(errno.EIO, "Input/output error")))
    project.catalogue_of(tmp_path, "es", "b", found)
    for call in (limitsfile.of, project.pages, lambda root: ledger.read_ledger(root, "b")):
        with pytest.raises(ProblemsFound) as raised:
            call(tmp_path)
        found += raised.value.problems
    assert [problem.code for problem in found] == ["file-unreadable"] * 4
    assert [problem.location.path for problem in found] == [
        *("locales/es/b.po", "limits.yaml", "limits.yaml", "booklets/b/signoffs.yaml")
    ]


def test_an_output_that_cannot_be_looked_at_is_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "out", "out") as outputs:
        write(tmp_path, {"out/en/a.pdf": "a"})
        assert [outputs.foreign(path) for path in ("en/a.pdf", "en/b.pdf", "en/a.pdf/c", "en/" + "d" * 300)] == [
            *(True, False, False, False)
        ]
        with monkeypatch.context() as broken:
            broken.setattr(os, "lstat", _raising(OSError(errno.EIO, "Input/output error")))
            with pytest.raises(EnvironmentFault, match=r"out/en/a\.pdf:1:1: error: cannot write: .+ \[output-failed\]"):
                outputs.foreign("en/a.pdf")


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"file": ""})
    with pytest.raises(EnvironmentFault, match=r"locales/es/a\.po:1:1: error: cannot write: .+ \[output-failed\]"):
        wholefiles.keep(tmp_path / "file/a.po", b"", "locales/es/a.po")
    wholefiles.keep(tmp_path / "new/a.po", b"1", "a.po")
    wholefiles.keep(tmp_path / "new/a.po", b"2", "a.po")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "new").iterdir()] == [("a.po", b"2")]
