"""Every limit of the press, in one place: what a file may hold, and what an edition may cost.

The file `limits.yaml` of a project changes them, by name with hyphens for underscores (`picture-bytes: 5000000`); see
`guards.limitsfile`. Each limit has an error of its own kind, which names the limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

FAULTS_TOLD = 20
"""How many faults of one kind a file is told: one in the wrong encoding holds thousands."""

TEXT_CHARACTERS = 10_000
"""Characters of one text. It holds for sources and translations alike, and nobody has needed another."""


def _limit(usual: int, most: int, code: str, what: str) -> Any:
    return field(default=usual, metadata={"most": most, "code": code, "what": what})


@dataclass(frozen=True, slots=True)
class Limits:
    """The first three are what one edition may cost before it is given up; the others are for what is read."""

    seconds: int = _limit(300, 86_400, "edition-too-slow", "seconds that the layout of one edition may take")
    megabytes: int = _limit(4_096, 1_048_576, "edition-too-big", "megabytes that its worker may take (on Linux)")
    pages: int = _limit(400, 10_000, "pages-too-many", "pages of one edition")
    file_bytes: int = _limit(2_000_000, 20_000_000, "file-too-large", "bytes of a file that has no limit of its own")
    yaml_bytes: int = _limit(1_000_000, 5_000_000, "file-too-large", "bytes of a YAML file")
    yaml_nodes: int = _limit(50_000, 500_000, "yaml-structure", "texts, lists and mappings in a YAML file")
    yaml_depth: int = _limit(20, 100, "yaml-structure", "lists and mappings inside each other in a YAML file")
    prose_bytes: int = _limit(200_000, 2_000_000, "file-too-large", "bytes of a section file")
    table_columns: int = _limit(12, 50, "table-limit", "columns of a table")
    table_rows: int = _limit(200, 2_000, "table-limit", "rows of a table")
    catalogue_bytes: int = _limit(16_000_000, 50_000_000, "file-too-large", "bytes of a catalogue")
    messages: int = _limit(40_000, 200_000, "messages-too-many", "messages of a catalogue")
    message_bytes: int = _limit(20_000, 200_000, "message-too-long", "bytes of one message or translation")
    message_growth: int = _limit(10, 100, "message-too-long", "times that a translation may be as long as its message")
    drawing_bytes: int = _limit(200_000, 2_000_000, "file-too-large", "bytes of a drawing")
    drawing_elements: int = _limit(5_000, 50_000, "svg-limit", "elements of a drawing, counted as often as drawn")
    drawing_depth: int = _limit(32, 100, "svg-limit", "elements inside each other in a drawing")
    picture_bytes: int = _limit(10_000_000, 50_000_000, "file-too-large", "bytes of a photograph or logo")
    picture_pixels: int = _limit(25_000_000, 80_000_000, "picture-too-large", "pixels of a photograph or logo")
    picture_side: int = _limit(10_000, 30_000, "picture-too-large", "pixels of its longer side")
    sheet_bytes: int = _limit(200_000, 1_000_000, "file-too-large", "bytes of a style sheet or page template")
    sheet_length: int = _limit(2_000, 20_000, "css-limit", "points of any length in a style sheet")
    sheet_pieces: int = _limit(2_000, 50_000, "css-limit", "pieces that a variable of a style sheet may grow to")
    workbook_bytes: int = _limit(20_000_000, 50_000_000, "file-too-large", "bytes of a workbook that comes back")
    workbook_unpacked: int = _limit(100_000_000, 500_000_000, "file-too-large", "bytes that it may unpack to")
    workbook_rows: int = _limit(30_000, 200_000, "file-too-large", "rows of one of its sheets")
    font_bytes: int = _limit(40_000_000, 100_000_000, "font-missing", "bytes of a font file")

    @property
    def largest_file(self) -> int:
        """Bytes of a file of any kind in a project."""
        return max(int(getattr(self, limit.name)) for limit in fields(self) if limit.name.endswith("_bytes"))


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Limit:
    """What is known of one limit. `most` is what a project may raise it to; `code` the error beyond it."""

    name: str
    usual: int
    most: int
    code: str
    what: str

    @property
    def key(self) -> str:
        """Its name in limits.yaml."""
        return self.name.replace("_", "-")


def every() -> Iterator[Limit]:
    """All limits, in order."""
    for one in fields(Limits):
        yield Limit(one.name, int(one.default), **one.metadata)  # type: ignore[arg-type]
