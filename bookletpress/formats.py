"""styles/formats.yaml -> the formats an edition can be printed in.

`formats-missing`, `format-duplicate` (errors): no format, or two of one name.
`length` (error): a size that is no number with in, mm, cm or pt.
`sheet-name` (error): a style sheet that is no file of styles/booklet.
"""

from __future__ import annotations

import re
from pathlib import Path

from bookletpress.guards.files import read_bytes
from bookletpress.guards.schema import Fields, read_maps
from bookletpress.inline import Words
from bookletpress.model import Format, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error

PATH = "styles/formats.yaml"

_LENGTH = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3})?(?:in|mm|cm|pt)")
_SHEET = re.compile(r"[a-z0-9][a-z0-9-]*\.css")


def load_formats(root: Path) -> tuple[Format, ...]:
    """All formats, in the order of the file. Raises ProblemsFound with every fault of it."""
    problems: list[Problem] = []
    raw = read_bytes(root, PATH, "restore the file; it says what sizes the booklets are printed in")
    formats = tuple(_format(fields, problems) for fields in read_maps(raw, PATH, problems))
    if not formats and not problems:
        hint = "name at least one, such as letter"
        problems.append(error("formats-missing", "the file names no format", Location(PATH, 1, 1), hint))
    seen: set[str] = set()
    for format_ in formats:
        if format_.name in seen:
            problems.append(
                error(
                    "format-duplicate",
                    f"two formats are called '{format_.name}'",
                    format_.label.location,
                    "rename one of them",
                )
            )
        seen.add(format_.name)
    if problems:
        raise ProblemsFound(problems)
    return formats


def _format(fields: Fields, problems: list[Problem]) -> Format:
    name, label = fields.identifier("name"), fields.text("label")
    place = fields.where("label")
    width, height = _length(fields, "width", problems), _length(fields, "height", problems)
    sheets = fields.texts("sheets")
    for sheet in sheets:
        if not _SHEET.fullmatch(sheet):
            problems.append(
                error(
                    "sheet-name",
                    f"'{sheet}' is no name for a style sheet",
                    fields.where("sheets"),
                    "name a file of styles/booklet/, such as a4.css",
                )
            )
    fields.close()
    return Format(name, Text(label, (Words(label),), "en", place), width, height, sheets)


def _length(fields: Fields, key: str, problems: list[Problem]) -> str:
    length = fields.text(key)
    if length and not _LENGTH.fullmatch(length):
        problems.append(
            error("length", f"'{length}' is no length", fields.where(key), "write a number and in, mm, cm or pt")
        )
    return length
