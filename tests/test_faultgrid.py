"""A short run of the fault grid (`python -m tests.faultgrid`): some faults of a build and of a command, by chance."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest
from conftest import ROOT
from faultgrid import cells, laws, shim
from faultgrid.cells import Cell
from faultgrid.laws import Ended, Expected
from faultgrid.shim import Call

BEFORE = {"dist/en/a.pdf": b"old", "dist/catalogue.json": b"[]", "dist/index.html": b"", "locales/es/b.po": b"old"}
AFTER = BEFORE | {"dist/en/a.pdf": b"new", "locales/es/b.po": b"new"}
EXPECTED = Expected(BEFORE, AFTER, "dist")
CALL = Call(7, "write", "dist/en/.a.pdf.bookletpress-new", "")
SAID = "dist/en/a.pdf:1:1: error: cannot write: No space left on device [output-failed]\n    hint: make room\n"


@pytest.mark.skipif(not shim.available(), reason="the shim needs Linux, glibc and a C compiler")
def test_some_faults_of_a_build_and_of_a_command_break_no_law() -> None:
    words = ["--sample", "9", "--seed", str(os.getpid()), "build, all anew", "evidence"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faultgrid", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"--seed {words[3]}\n{done.stderr}"
    assert "18 faults, 0 laws broken" in done.stdout


def test_every_call_has_its_faults() -> None:
    calls = [Call(number, name, "a", "") for number, name in enumerate(sorted(cells.REASONS), 1)]
    assert set(cells.REASONS) >= shim.WRITES | cells.LOOKS
    thorough, usual, brief = (list(found) for found in (cells.of(calls, True), cells.of(calls), cells.brief(calls)))
    assert {cell.call for cell in thorough} == set(calls)
    assert {cell.call.name for cell in usual} == set(cells.REASONS) - cells.OFTEN
    assert set(brief) <= set(usual) <= set(thorough)
    for name in shim.WRITES:
        found = [cell for cell in brief if cell.call.name == name]
        assert [cell.dies for cell in found] == [False, True]
    assert len({str(cell) for cell in thorough}) == len(thorough)


FAIL = Cell(CALL, shim.FAIL, errno.ENOSPC)
DIE = Cell(CALL, shim.DIE)

BROKEN = {
    "a traceback": (FAIL, Ended(3, "Traceback (most recent call last)", BEFORE), "it ended with 3"),
    "another exit code": (FAIL, Ended(70, SAID, BEFORE), "it ended with 70"),
    "no remedy": (FAIL, Ended(3, SAID.splitlines()[0], BEFORE), "no place, code or remedy"),
    "another file": (FAIL, Ended(3, SAID.replace("dist/en/a", "styles/x"), BEFORE), "the file is not named"),
    "the disk's fault as the author's": (FAIL, Ended(1, SAID, BEFORE), "told as one of the content"),
    "all well, and is not": (FAIL, Ended(0, "", BEFORE), "it says that all is well"),
    "half a file": (DIE, Ended(-9, "", BEFORE | {"dist/en/a.pdf": b"ne"}), "dist/en/a.pdf is neither"),
    "a source lost": (DIE, Ended(-9, "", {n: c for n, c in BEFORE.items() if n[0] == "d"}), "locales/es/b.po is lost"),
    "not killed": (DIE, Ended(0, "", AFTER), "it was to be killed"),
    "a name that leads nowhere": (
        DIE,
        Ended(-9, "", BEFORE | {"dist/index.html": b'<a href="en/x.pdf">'}),
        "en/x.pdf is named, and is not there",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_laws_see_what_breaks_them(name: str) -> None:
    cell, ended, told = BROKEN[name]
    assert any(law.startswith(told) or told in law for law in laws.broken(cell, ended, EXPECTED)), name


def test_the_laws_allow_what_is_right() -> None:
    for cell, ended in (
        (FAIL, Ended(3, SAID, BEFORE)),
        (FAIL, Ended(0, "", AFTER)),
        (DIE, Ended(-9, "", BEFORE | {CALL.path: b"ne"})),
        (DIE, Ended(-9, "", AFTER)),
    ):
        assert list(laws.broken(cell, ended, EXPECTED)) == []


def test_the_laws_of_the_next_run() -> None:
    assert list(laws.broken_afterwards(Ended(0, "", AFTER), EXPECTED)) == []
    for ended in (
        Ended(1, "", AFTER),
        Ended(0, "", BEFORE),
        Ended(0, "", AFTER | {CALL.path: b""}),
        Ended(0, "", {name: content for name, content in AFTER.items() if name != "dist/index.html"}),
    ):
        assert list(laws.broken_afterwards(ended, EXPECTED))
