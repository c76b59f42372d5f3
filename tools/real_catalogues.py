"""What the guard of catalogues says about the catalogues of other projects: docs/real-catalogues.md.

    PYTHONPATH=. .venv/bin/python tools/real_catalogues.py FOLDER ...

Each folder holds an unpacked package; every .po file below it is read as if it were ours, in the language that its
folder names. Plural forms, which booklets do not have, are set aside: there the texts themselves are looked at, as
Babel reads them. Whatever else is said is either a fault of the file, which msgfmt or a look at it confirms, or a false
refusal.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from bookletpress.guards import po, text
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.terminal import say

POLICY = frozenset(("plural-unsupported", "plural-mismatch", "language-mismatch"))
"""What other projects may do and booklets may not, or what only our table of locales can judge."""


@dataclass
class Package:
    """What was found in one package."""

    name: str
    catalogues: int = 0
    languages: set[str] = field(default_factory=set)
    texts: int = 0
    told: list[Problem] = field(default_factory=list)


def look(folder: Path) -> Package:
    """Reads every catalogue below a folder."""
    package = Package(re.sub(r"^x-|-py[23].*|\.whl$", "", folder.name))
    for file in sorted(folder.rglob("*.po")):
        raw = file.read_bytes()
        language = (re.search(rb'"Language:\s*([A-Za-z_@-]+)', raw) or [b"", b""])[1].decode()
        package.catalogues += 1
        package.languages.add(language)
        path = file.relative_to(folder).as_posix()
        package.told.extend(problem for problem in guard(raw, path, language) if problem.code not in POLICY)
        for words in texts(raw):
            package.texts += 1
            package.told.extend(refused(words, path))
    return package


def guard(raw: bytes, path: str, language: str) -> tuple[Problem, ...]:
    """What the guard says about a whole file."""
    try:
        po.read(raw, path, language.replace("_", "-"), None)
    except ProblemsFound as found:
        return found.problems
    return ()


def texts(raw: bytes) -> Iterable[str]:
    """Every text of a file as Babel reads it."""
    try:
        catalogue = read_po(BytesIO(raw))
    except (PoFileError, ValueError, LookupError, AttributeError, TypeError):
        return
    for message in catalogue:
        for part in (message.id, message.string):
            yield from part if isinstance(part, list | tuple) else (part,)


def refused(words: str, path: str) -> Iterable[Problem]:
    """The characters of a text that the guard refuses; a tab or a line end may be meant elsewhere."""
    for fault in text.faults((words or "").replace("\t", " ").replace("\r", "")):
        yield error("character-refused", f"{fault.message} in {words[:40]!r}", Location(path), fault.hint)


def main(folders: list[str]) -> int:
    """Writes a table, and every refusal below it."""
    packages = [look(Path(folder)) for folder in folders]
    for package in packages:
        codes = Counter(problem.code for problem in package.told)
        said = ", ".join(f"{count} {code}" for code, count in codes.most_common()) or "nothing"
        say(f"| {package.name} | {package.catalogues} | {len(package.languages)} | {package.texts:,} | {said} |")
    for package in packages:
        for problem in dict.fromkeys(package.told):
            say(f"{package.name}: {problem}".split("\n", maxsplit=1)[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
