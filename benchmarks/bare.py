"""The layout engine alone: `python -m benchmarks.bare FOLDER OUT [NAME ...]`, for all editions of a folder or some.

Nothing of the press runs here, and nothing is checked, mended or inspected. The same HTML, style sheets, drawings and
fonts come through a fetcher that is as closed as that of the press. Prints, as JSON, the seconds that the import of
the engine took, and those of its work.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LIST = "editions.json"


def main(folder: Path, out: Path, names: Sequence[str]) -> dict[str, float]:
    """Lays the editions out, one after the other, in this process. Files are read before the clock starts."""
    rows = [_read(row) for row in json.loads((folder / LIST).read_text("utf-8")) if row["name"] in names or not names]
    begun = time.perf_counter()
    engine = importlib.import_module("benchmarks.engine")
    imported = time.perf_counter()
    for row in rows:
        (out / f"{row['name']}.pdf").write_bytes(engine.lay_out(engine.Job(**row)))
    return {"import": imported - begun, "layout": time.perf_counter() - imported}


def _read(row: dict[str, Any]) -> dict[str, Any]:
    files = {address: (Path(file).read_bytes(), kind) for address, (file, kind) in row["addresses"].items()}
    return {**row, "html": Path(row["html"]).read_text("utf-8"), "addresses": files}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])))
