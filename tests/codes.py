"""Reads QR codes back from finished pages, by zbar, which had no part in making them."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pdfs import tool


def of(pdf: bytes, first: int, last: int) -> list[str]:
    """What is found on some pages of a file, counted from 1, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        tool("pdftoppm", "-r", "150", "-gray", "-f", str(first), "-l", str(last), "{}", f"{folder}/page", pdf=pdf)
        return sorted(code for path in Path(folder).iterdir() for code in read(path))


def read(page: Path) -> list[str]:
    """What a telephone's camera would find on the picture of a page."""
    command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (0, 4), done.stderr  # 4: it found none
    return done.stdout.split()
