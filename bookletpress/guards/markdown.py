"""Section files before they are parsed: markup that Markdown or a person would see, and that is not read here.

`markup-refused` (error): a quotation, a fence of code, an HTML tag at the start of a line, a rule, an underlined
heading or the definition of a link. Why: it would be printed as it is, or lost.
`heading-broken` (error): a `#` without a space behind it, or seven of them. Why: it would be printed as it is.
`container-broken` (error): `::` alone, or an indented `:::`. Why: what it should hold would be printed outside of it.
`table-limit` (error): more columns or rows than the limits. Why: they do not fit on a page, and a table of thousands
keeps the layout engine busy for minutes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bookletpress.limits import Limits

_README = "see booklets/README.md for what a section may hold"

_REFUSED = (
    (re.compile(r"[ \t]*(?:>|```|~~~|<[A-Za-z!/?]|(?:[-*_][ \t]*){3,}$|=+[ \t]*$)"), "markup-refused", _README),
    (re.compile(r"[ \t]*\[[^\]]+\]:"), "markup-refused", _README),
    (
        re.compile(r"[ \t]*#+[^#\s]|[ \t]*#{7,}"),
        "heading-broken",
        "write a space behind '#', or \\# for the sign itself",
    ),
    (re.compile(r"[ \t]*::"), "container-broken", "write '::: name' or ':::' at the very start of a line"),
)


@dataclass(frozen=True, slots=True)
class MarkdownFault:
    """What is wrong with a line, or with a table that begins there; `column` counts from 1."""

    column: int
    code: str
    message: str
    hint: str


def fault(line: str) -> MarkdownFault | None:
    """The fault of a line that holds markup which is not read."""
    for pattern, code, hint in _REFUSED:
        if pattern.match(line):
            start = " ".join(line.split())[:20]
            return MarkdownFault(
                len(line) - len(line.lstrip()) + 1, code, f"'{start}' is markup that is not read here", hint
            )
    return None


def table_fault(columns: int, rows: int, limits: Limits) -> MarkdownFault | None:
    """The fault of a table over the limits; `rows` are those of its body."""
    if columns > limits.table_columns:
        message = f"a table of {columns:,} columns; the limit is {limits.table_columns}"
    elif rows > limits.table_rows:
        message = f"a table of {rows:,} rows; the limit is {limits.table_rows}"
    else:
        return None
    return MarkdownFault(1, "table-limit", message, "divide it into several tables")
