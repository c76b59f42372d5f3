"""locales/<name>/terms.csv -> the terms that a translation keeps to. The file is optional.

`terms-head` (error): another first line than the names of the columns. Why: a column in another place is another word.
`terms-line` (error): too few or too many fields, no words, or no level.
`terms-duplicate` (error): one English term twice. Why: one of the two would be kept to, by chance.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from bookletpress.guards import files, limitsfile
from bookletpress.guards.schema import shown
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.vocabulary import ApprovedTerm

HEAD = ("english", "approved", "refused", "level", "note")
LEVELS = ("error", "warning")
_PHRASE = re.compile(r"[^\W_][^\n;#]{0,99}")


def load_terms(root: Path, locale: str, problems: list[Problem]) -> tuple[ApprovedTerm, ...]:
    """The terms in the order of the file; faults are added to `problems`, each with its line."""
    path = f"locales/{locale}/terms.csv"
    if not files.is_there(root, path):
        return ()
    try:
        content = files.as_text(files.read_bytes(root, path, "restore it", limitsfile.of(root).file_bytes), path)
    except ProblemsFound as refused:
        problems.extend(refused.problems)
        return ()
    reader = csv.reader(content.splitlines(), strict=True)
    found: list[ApprovedTerm] = []
    try:
        for row in reader:
            place = Location(path, reader.line_num, 1)
            if reader.line_num == 1:
                if tuple(row) != HEAD:
                    problems.append(error("terms-head", "not the head of a list of terms", place, ",".join(HEAD)))
                    return ()
            elif row and (term := _term(row, place, problems)):
                found.append(term)
    except csv.Error as fault:
        place = Location(path, reader.line_num, 1)
        problems.append(error("terms-line", f"not a line of a list: {fault}", place, 'write "..." around a comma'))
    _duplicates(found, path, problems)
    return tuple(found)


def _term(row: Sequence[str], place: Location, problems: list[Problem]) -> ApprovedTerm | None:
    if len(row) != len(HEAD):
        hint = f"write {len(HEAD)} fields: {','.join(HEAD)}"
        problems.append(error("terms-line", f"{len(row)} fields", place, hint))
        return None
    english, level, note = row[0].strip(), row[3].strip(), row[4].strip()
    approved, refused = _phrases(row[1]), _phrases(row[2])
    wrong = [phrase for phrase in (english, *approved, *refused) if not _PHRASE.fullmatch(phrase)]
    if wrong or not (approved or refused) or level not in LEVELS:
        what = "neither approved nor refused words" if level in LEVELS else f"the level is {shown(level)}"
        what = f"{shown(wrong[0])} is no phrase" if wrong else what
        hint = f"write words, ; between them, * for the rest of a word, and one of {', '.join(LEVELS)} as level"
        problems.append(error("terms-line", what, place, hint))
        return None
    return ApprovedTerm(english, approved, refused, level == "error", note)


def _phrases(field: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in field.split(";"))))


def _duplicates(found: Sequence[ApprovedTerm], path: str, problems: list[Problem]) -> None:
    names = [term.english.casefold() for term in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.append(error("terms-duplicate", f"{shown(name)} stands twice", Location(path), "keep one line"))
