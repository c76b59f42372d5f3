"""A run that is ended leaves no process behind and every file as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT

WAIT = 20.0


def children(parent: int) -> set[int]:
    """The processes that a process started, and those that they started."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split() if entry.name.isdecimal() else []
        except OSError:
            continue
        if fields and int(fields[1]) == parent:
            found |= {int(entry.name)} | children(int(entry.name))
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def until(true: object) -> bool:
    assert callable(true)
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_behind(how: signal.Signals, tiny: Path) -> None:
    press = subprocess.Popen(
        [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(tiny), "-j", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    workers: set[int] = set()
    assert until(lambda: len(workers.update(children(press.pid)) or workers) >= 2)
    os.kill(press.pid, how)
    _, said = press.communicate(timeout=WAIT)
    assert until(lambda: not any(map(alive, workers)))
    assert not list(tiny.glob("dist/*/*.pdf"))
    if how is not signal.SIGKILL:
        assert press.returncode == 130
        assert "interrupted" in said
        assert "Traceback" not in said
    again = subprocess.run(
        [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(tiny), "-q"], check=False, capture_output=True, text=True
    )
    assert again.returncode == 0, again.stderr
    assert len(list(tiny.glob("dist/*/*.pdf"))) == 4
