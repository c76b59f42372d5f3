"""What the command for one file of everything does: bundle.

`bundle-empty` (error): a folder without SHA256SUMS. Why: nobody could tell whether what was put in is whole.
`bundle-differs` (error): a file that is missing, or is not what its sum says. Why: what is carried to people without a
network must be what was built.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bookletpress import arguments, wholefiles
from bookletpress.problems import Location, ProblemsFound, error
from bookletpress.site import archive, sums
from bookletpress.terminal import say

GOOD = 0


def run(options: argparse.Namespace, root: Path) -> int:
    """Writes the output folder into one file. Raises ProblemsFound."""
    folder, shown = arguments.output(options, root), arguments.shown(options)
    target = Path(options.to) if options.to else folder.with_name(f"{folder.name}.zip")
    listed, known = _sums(folder, shown)
    if not archive.is_ours(target):
        hint = "move it away, or name another file with --to"
        raise ProblemsFound(
            [error("output-foreign", "a file that the press did not make", Location(str(target)), hint)]
        )
    wrong = archive.write(folder, known, target, {sums.NAME: listed})
    if wrong:
        hint = f"build again into '{shown}', then bundle"
        raise ProblemsFound(
            error("bundle-differs", "it is missing, or is not what its sum says", Location(f"{shown}/{path}"), hint)
            for path in wrong
        )
    if not options.quiet:
        digest = wholefiles.digest(target)
        say(f"{target}: {len(known) + 1} files, {target.stat().st_size / 1e6:.1f} MB, sha256 {digest}")
    return GOOD


def _sums(folder: Path, shown: str) -> tuple[bytes, dict[str, str]]:
    """The list of sums as its file holds it, and by path."""
    place = folder / sums.NAME
    raw = place.read_bytes() if place.is_file() else b""
    try:
        known = sums.read(raw)
    except ValueError:
        known = {}
    if not known:
        hint = "run make_pdf.py first; name its output folder with -o"
        message = "there are no finished booklets with their sums here"
        raise ProblemsFound([error("bundle-empty", message, Location(f"{shown}/{sums.NAME}"), hint)])
    return raw, known
