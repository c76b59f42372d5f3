"""Typst: `python -m benchmarks.typst_files FONTS FILE ...` makes a PDF beside each file, all in one process.

The same promise is asked of it as of the press: PDF/UA-1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

if __name__ == "__main__":
    compiler = typst.Compiler(font_paths=[sys.argv[1]], ignore_system_fonts=True)
    for file in map(Path, sys.argv[2:]):
        compiler.compile(file, output=file.with_suffix(".pdf"), root=file.parent, pdf_standards=["ua-1"])
