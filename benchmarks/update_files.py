"""Our update of one catalogue, as a command: old catalogue, new template, where to write what comes of them."""

from __future__ import annotations

import sys
from pathlib import Path

from bookletpress import cldr, merge
from bookletpress.catalogue import read, write

if __name__ == "__main__":
    old, new, made = map(Path, sys.argv[1:])
    before = read(old.read_bytes(), "old.po", "es", cldr.plural_forms("es"))
    made.write_bytes(write(merge.update(before, read(new.read_bytes(), "new.pot", ""))))
