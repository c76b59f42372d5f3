"""Which translation was made for which English: a short digest of each settled pair, kept beside the catalogue.

Git can merge new English with an old translation, cleanly and silently, and nothing in the catalogue shows it. So
`locales/es/<domain>.pairs` holds one line a pair: a digest of context, English and translation, then the first words of
the English for people. A digest vouches for one exact pair, so lines never contradict each other: a merge keeps those
of both sides (`.gitattributes` says so), and a pair that neither side had is in neither.

Only `confirm` adds lines: a person says there what was made for what. `update` brings them into reading order and drops
those whose pair is gone. Editors such as Poedit and Weblate know nothing of the file: what they change waits. It is no
review: what persons approve is the whole text of an edition, see docs/sign-off.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from bookletpress.catalogue import Catalogue, Message
from bookletpress.guards.text import folded
from bookletpress.problems import Location, Problem, ProblemsFound, error

SCHEME = "pair-1"
"""Enters every digest. Another way of making them needs another scheme, and all pairs are confirmed anew."""

HEAD = (
    "# Which translation was made for which English: one digest a pair. 'make_pdf.py confirm' adds lines.\n"
    "# After a merge keep the lines of both sides. This is no review and no approval: see locales/README.md.\n"
)
_LINE = re.compile(r"([0-9a-f]{16})(?: .*)?")
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_SHOWN = 60


def path_of(catalogue: str) -> str:
    """Where the pairs of a catalogue stand: `locales/es/tiny.po` -> `locales/es/tiny.pairs`."""
    return str(PurePosixPath(catalogue).with_suffix(".pairs"))


def digest(message: Message) -> str:
    """16 hexadecimal digits. White space and how letters are composed do not count: editors change both."""
    said = [SCHEME, message.context, folded(message.msgid), folded(message.msgstr)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def read(raw: bytes, path: str) -> frozenset[str]:
    """The digests. Raises ProblemsFound with every line that is none."""
    found, problems = set(), []
    for number, line in enumerate(raw.decode("utf-8-sig", "replace").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        if matched := _LINE.fullmatch(line):
            found.add(matched[1])
        else:
            problems.append(_fault(line, Location(path, number, 1)))
    if problems:
        raise ProblemsFound(problems)
    return frozenset(found)


def _fault(line: str, place: Location) -> Problem:
    if _CONFLICT.fullmatch(line):
        hint = "keep the lines of both sides and delete the marks; each line vouches for one exact pair only"
        return error("conflict-marker", "two versions of this file were merged and not settled", place, hint)
    hint = "delete the line; 'make_pdf.py confirm' writes this file"
    return error("pairs-line", f"'{line[:40]}' is no digest of a pair", place, hint)


def write(catalogue: Catalogue, confirmed: Iterable[str]) -> bytes:
    """The file: what is confirmed and still there, in the order of the catalogue."""
    wanted = set(confirmed)
    rows = (f"{made} {_excerpt(message)}\n" for message in _settled(catalogue) if (made := digest(message)) in wanted)
    return (HEAD + "".join(rows)).encode()


def is_confirmed(message: Message, catalogue: Catalogue) -> bool:
    """Whether a person said that this translation was made for this English."""
    return catalogue.confirmed is None or digest(message) in catalogue.confirmed


def _settled(catalogue: Catalogue) -> Iterator[Message]:
    """Pairs that are no guess; obsolete ones too, for they come back as they were."""
    return (m for m in (*catalogue.live, *catalogue.obsolete) if m.msgstr.strip() and not m.fuzzy)


def _excerpt(message: Message) -> str:
    words = folded(message.msgid)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
