"""Reads QR codes back from finished pages, by zbar, which had no part in making them."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image


def read(page: Image.Image) -> list[str]:
    """What a telephone's camera would find on a page, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        page.save(file)
        command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (0, 4), done.stderr  # 4: it found none
    return sorted(done.stdout.split())
