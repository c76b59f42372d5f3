"""The sample with survival numbers, pages to use, and medicines that stand otherwise in other places."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import ROOT

SAMPLE = ROOT / "tests" / "samples" / "variants"


def copied(to: Path) -> Path:
    """The sample in its own folder, with the real page templates and their words in Spanish."""
    shutil.copytree(SAMPLE, to)
    shutil.copytree(ROOT / "styles", to / "styles")
    shutil.copy(ROOT / "locales/es/interface.po", to / "locales/es/interface.po")
    return to


def change(path: Path, old: str, new: str) -> None:
    """Replaces what stands in a file exactly once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")
