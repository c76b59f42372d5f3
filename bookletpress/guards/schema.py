"""From located YAML to typed fields: unknown keys, missing keys and wrong shapes become problems, all in one run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from bookletpress.guards.yaml import YList, YMap, YNode, YText, read
from bookletpress.problems import Location, Problem, ProblemsFound, error

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists what is known."""
    choices = sorted(set(known))
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"known here: {', '.join(choices)}" if choices else "none is known yet"


def read_bytes(root: Path, path: str, hint: str) -> bytes:
    """The bytes of root/path; a missing or unreadable file becomes the problem `file-missing`."""
    try:
        return (root / path).read_bytes()
    except OSError as fault:
        raise ProblemsFound(
            [error("file-missing", f"cannot read the file: {fault.strerror}", Location(path), hint)]
        ) from None


class Fields:
    """The fields of one mapping. Every getter notes its key as known; `close` reports the keys nobody asked for."""

    def __init__(self, node: YMap, problems: list[Problem]) -> None:
        self._node, self._problems = node, problems
        self._known: set[str] = set()

    @property
    def location(self) -> Location:
        return self._node.location

    def _get(self, key: str, required: bool) -> YNode | None:
        self._known.add(key)
        node = self._node.entries.get(key)
        if node is None and required:
            self._problems.append(
                error(
                    "key-missing",
                    f"the key '{key}' is missing",
                    self._node.location,
                    f"add a line '{key}: ...'",
                )
            )
        return node

    def _wrong(self, key: str, node: YNode, wanted: str) -> None:
        self._problems.append(error("value-shape", f"'{key}' must be {wanted}", node.location, f"write {wanted}"))

    def where(self, key: str) -> Location:
        """The place of the value, or of the mapping if there is none."""
        node = self._node.entries.get(key)
        return node.location if node else self._node.location

    def node(self, key: str) -> YText | None:
        """A required, non-empty text with its place."""
        node = self._get(key, True)
        if node is None:
            return None
        if not isinstance(node, YText) or not node.value.strip():
            self._wrong(key, node, "text")
            return None
        return node

    def optional_node(self, key: str) -> YText | None:
        """A text with its place, or None where the key is left out."""
        return self.node(key) if key in self._node.entries else self._unset(key)

    def _unset(self, key: str) -> None:
        self._known.add(key)

    def text(self, key: str) -> str:
        """A required text."""
        node = self.node(key)
        return node.value.strip() if node else ""

    def optional(self, key: str) -> str:
        """A text, or "" where the key is left out."""
        node = self.optional_node(key)
        return node.value.strip() if node else ""

    def choice(self, key: str, known: Sequence[str], default: str = "") -> str:
        """One of the words in `known`."""
        if default and key not in self._node.entries:
            self._known.add(key)
            return default
        node = self.node(key)
        if node and node.value not in known:
            self._problems.append(
                error(
                    "value-unknown",
                    f"'{key}' is '{node.value}'",
                    node.location,
                    did_you_mean(node.value, known),
                )
            )
        return node.value if node else ""

    def identifier(self, key: str) -> str:
        """Lower-case letters, digits and hyphens, at most 63."""
        node = self.node(key)
        if node and not IDENTIFIER.fullmatch(node.value):
            self._problems.append(
                error(
                    "identifier",
                    f"'{node.value}' is not an identifier",
                    node.location,
                    "use only a-z, 0-9 and -, starting with a letter or digit",
                )
            )
        return node.value if node else ""

    def date(self, key: str, partial: bool = False) -> str:
        """An ISO date that exists: year-month-day, or also a year or year-month if `partial`."""
        node = self.node(key)
        if node is None:
            return ""
        missing = {4: "-01-01", 7: "-01"}.get(len(node.value), "") if partial else ""
        try:
            datetime.date.fromisoformat(node.value + missing)
        except ValueError:
            self._problems.append(
                error(
                    "date",
                    f"'{node.value}' is not a date",
                    node.location,
                    "write year-month-day, such as 2026-11-21",
                )
            )
        return node.value

    def nodes(self, key: str, required: bool = True) -> tuple[YText, ...]:
        """A list of texts with their places."""
        node = self._get(key, required)
        if node is None:
            return ()
        if not isinstance(node, YList):
            self._wrong(key, node, "a list")
            return ()
        rows = []
        for row in node.rows:
            if isinstance(row, YText) and row.value.strip():
                rows.append(row)
            else:
                self._wrong(key, row, "a list of texts")
        return tuple(rows)

    def texts(self, key: str, required: bool = True) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(row.value.strip() for row in self.nodes(key, required))

    def numbers(self, key: str) -> tuple[int, ...]:
        """The whole numbers of the first row of a list of lists (CSL's date-parts)."""
        node = self._get(key, True)
        row = node.rows[0] if isinstance(node, YList) and node.rows else node
        values = row.rows if isinstance(row, YList) else ()
        if values and all(isinstance(value, YText) and value.value.isdecimal() for value in values):
            return tuple(int(value.value) for value in values if isinstance(value, YText))
        if node is not None:
            self._wrong(key, node, "a list that holds one list of numbers")
        return ()

    def maps(self, key: str, required: bool = True) -> tuple[Fields, ...]:
        """A list of mappings."""
        node = self._get(key, required)
        return _maps(node, key, self._problems) if node else ()

    def map(self, key: str, required: bool = True) -> Fields | None:
        """A mapping below this one."""
        node = self._get(key, required)
        if node is None:
            return None
        if not isinstance(node, YMap):
            self._wrong(key, node, "a mapping")
            return None
        return Fields(node, self._problems)

    def skip(self, *keys: str) -> None:
        """Keys that are allowed and not read here."""
        self._known.update(keys)

    def close(self) -> None:
        """Reports every key that no getter asked for."""
        for key in self._node.entries:
            if key not in self._known:
                self._problems.append(
                    error(
                        "key-unknown",
                        f"the key '{key}' is not known here",
                        self._node.keys[key],
                        did_you_mean(key, self._known),
                    )
                )


def _maps(node: YNode, what: str, problems: list[Problem]) -> tuple[Fields, ...]:
    if not isinstance(node, YList):
        problems.append(error("value-shape", f"{what} must be a list", node.location, "start each entry with '- '"))
        return ()
    rows = []
    for row in node.rows:
        if isinstance(row, YMap):
            rows.append(Fields(row, problems))
        else:
            problems.append(
                error("value-shape", f"an entry of {what} must be a mapping", row.location, "write 'key: value'")
            )
    return tuple(rows)


def read_map(raw: bytes, path: str, problems: list[Problem]) -> Fields | None:
    """The mapping a file holds; its faults are added to `problems`."""
    node = _read(raw, path, problems)
    if node is not None and not isinstance(node, YMap):
        problems.append(
            error(
                "value-shape",
                "the file must hold 'key: value' lines",
                node.location,
                "see booklets/README.md",
            )
        )
        return None
    return Fields(node, problems) if node is not None else None


def read_maps(raw: bytes, path: str, problems: list[Problem]) -> tuple[Fields, ...]:
    """The list of mappings a file holds; its faults are added to `problems`."""
    node = _read(raw, path, problems)
    return _maps(node, "the file", problems) if node is not None else ()


def read_table(raw: bytes, path: str, problems: list[Problem]) -> dict[str, YText]:
    """A mapping of texts, whatever its keys."""
    node = _read(raw, path, problems)
    if node is None:
        return {}
    if not isinstance(node, YMap):
        problems.append(
            error("value-shape", "the file must hold 'key: value' lines", node.location, "write 'key: value'")
        )
        return {}
    rows = {}
    for key, value in node.entries.items():
        if isinstance(value, YText):
            rows[key] = value
        else:
            problems.append(error("value-shape", f"'{key}' must be text", value.location, "write text"))
    return rows


def _read(raw: bytes, path: str, problems: list[Problem]) -> YNode | None:
    try:
        return read(raw, path)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None
