#!/usr/bin/env python3
"""Compares the Spanish syllables of the press with pylabeador (GPL; an oracle only, nothing of it is used here).

In an environment of its own: pip install pylabeador==0.9.0. Word lists of Debian: hunspell-es
(/usr/share/hunspell/es.dic, its stems) and wspanish (/usr/share/dict/spanish).

    PYTHONPATH=. python tools/spanish_oracle.py /usr/share/hunspell/es.dic /usr/share/dict/spanish
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pylabeador

from bookletpress.readability.spanish import syllables


def compare(path: Path) -> str:
    """How many words both count alike, and those that they do not."""
    raw = path.read_bytes()
    try:
        lines = raw.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        lines = raw.decode("latin-1").splitlines()
    words = sorted({word for line in lines if re.fullmatch("[a-záéíóúüñ]+", word := line.split("/")[0].strip())})
    differ, total = [], 0
    for word in words:
        try:
            parts = pylabeador.syllabify(word)
        except pylabeador.HyphenatorError:
            continue
        total += 1
        if len(parts) != syllables(word):
            differ.append(f"{word}: {syllables(word)}, pylabeador {'-'.join(parts)}")
    share = 100 - 100 * len(differ) / total
    return f"{path.name}: {total} words, {share:.3f} % alike\n  " + "\n  ".join(differ)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(compare(Path(name)) + "\n")
