"""From located YAML to typed fields: unknown keys, missing keys and wrong shapes become problems, all in one run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from bookletpress.guards.yaml import YList, YMap, YNode, YText, read
from bookletpress.problems import Location, Problem, ProblemsFound, error

MOST_NAMES = 12
"""How many known names a hint lists."""

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_NUMBER = re.compile(r"[0-9]{1,9}")


def is_identifier(word: str) -> bool:
    """Lower-case letters, digits and hyphens, at most 63, and not a name that Windows keeps for a device."""
    return bool(_IDENTIFIER.fullmatch(word)) and not _RESERVED.fullmatch(word)


def shown(word: str) -> str:
    """A word as messages quote it: on one line, not longer than sixty characters, and printable everywhere."""
    line = " ".join(word.encode("utf-8", "backslashreplace").decode("utf-8").split())
    return f"'{line[:60]}…'" if len(line) > 60 else f"'{line}'"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists what is known."""
    choices = sorted(set(known))
    folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(word[:100].casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    if not choices:
        return "none is known yet"
    more = f" and {len(choices) - MOST_NAMES} more" if len(choices) > MOST_NAMES else ""
    return f"known here: {', '.join(choices[:MOST_NAMES])}{more}"


def is_date(year: int, month: int = 1, day: int = 1) -> bool:
    """Whether the calendar has this day."""
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


class Fields:
    """The fields of one mapping. Every getter notes its key as known; `close` reports the keys nobody asked for."""

    def __init__(self, node: YMap, problems: list[Problem]) -> None:
        self._node, self._problems = node, problems
        self._known: set[str] = set()

    @property
    def location(self) -> Location:
        """Where the mapping begins."""
        return self._node.location

    def where(self, key: str) -> Location:
        """The place of the value, or of the mapping if there is none."""
        node = self._node.entries.get(key)
        return node.location if node else self._node.location

    def fault(self, code: str, message: str, place: Location, hint: str) -> None:
        """Reports what only the reader of these fields can know."""
        self._problems.append(error(code, message, place, hint))

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
        self._known.add(key)
        return self.node(key) if key in self._node.entries else None

    def text(self, key: str) -> str:
        """A required text."""
        node = self.node(key)
        return node.value.strip() if node else ""

    def optional(self, key: str) -> str:
        """A text, or "" where the key is left out."""
        node = self.optional_node(key)
        return node.value.strip() if node else ""

    def choice(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        """One of the words in `known`; a key with a default may be left out."""
        self._known.add(key)
        if default is not None and key not in self._node.entries:
            return default
        node = self.node(key)
        if node and node.value not in known:
            message = f"'{key}' is {shown(node.value)}"
            self.fault("value-unknown", message, node.location, did_you_mean(node.value, known))
        return node.value if node else ""

    def pattern(self, key: str, pattern: re.Pattern[str], code: str, wanted: str, required: bool = False) -> str:
        """A text of a certain form, or "" where the key is left out; `wanted` says the form to a person."""
        node = self.node(key) if required else self.optional_node(key)
        if node and not pattern.fullmatch(node.value):
            self.fault(code, f"{shown(node.value)} is not {wanted}", node.location, f"write {wanted}")
        return node.value if node else ""

    def identifier(self, key: str) -> str:
        """Lower-case letters, digits and hyphens, at most 63."""
        node = self.node(key)
        if node and not is_identifier(node.value):
            hint = "use only a-z, 0-9 and -, starting with a letter or digit"
            self.fault("identifier", f"{shown(node.value)} is not an identifier", node.location, hint)
        return node.value if node else ""

    def date(self, key: str, partial: bool = False) -> str:
        """An ISO date that exists: year-month-day, or also a year or year-month if `partial`."""
        node = self.node(key)
        if node is None:
            return ""
        form = _PARTIAL_DATE if partial else _DATE
        if not form.fullmatch(node.value) or not is_date(*map(int, node.value.split("-"))):
            hint = "write year-month-day, such as 2026-11-21"
            self.fault("date", f"{shown(node.value)} is not a date", node.location, hint)
        return node.value

    def optional_date(self, key: str) -> str:
        """An ISO date that exists, or "" where the key is left out."""
        self._known.add(key)
        return self.date(key) if key in self._node.entries else ""

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
        """The whole numbers of the one row of a list of lists (CSL's date-parts)."""
        node = self._get(key, True)
        rows = node.rows if isinstance(node, YList) else ()
        values = rows[0].rows if len(rows) == 1 and isinstance(rows[0], YList) else ()
        if values and all(isinstance(value, YText) and _NUMBER.fullmatch(value.value) for value in values):
            return tuple(int(value.value) for value in values if isinstance(value, YText))
        if node is not None:
            self._wrong(key, node, "a list that holds one list of numbers")
        return ()

    def maps(self, key: str, required: bool = True) -> tuple[Fields, ...]:
        """A list of mappings."""
        node = self._get(key, required)
        return _maps(node, f"'{key}'", self._problems) if node else ()

    def map(self, key: str, required: bool = True) -> Fields | None:
        """A mapping below this one."""
        node = self._get(key, required)
        if node is None:
            return None
        if not isinstance(node, YMap):
            self._wrong(key, node, "a mapping")
            return None
        return Fields(node, self._problems)

    def tree(self, key: str, required: bool = True) -> YNode | None:
        """Whatever stands there: for values that may have several shapes."""
        return self._get(key, required)

    def keys(self) -> Mapping[str, Location]:
        """The keys that are there, in order, each with its place."""
        return self._node.keys

    def skip(self, *keys: str) -> None:
        """Keys that are allowed and not read here."""
        self._known.update(keys)

    def close(self) -> None:
        """Reports every key that no getter asked for."""
        for key, place in self._node.keys.items():
            if key not in self._known:
                self.fault(
                    "key-unknown", f"the key {shown(key)} is not known here", place, did_you_mean(key, self._known)
                )

    def _get(self, key: str, required: bool) -> YNode | None:
        self._known.add(key)
        node = self._node.entries.get(key)
        if node is None and required:
            self.fault("key-missing", f"the key '{key}' is missing", self.location, f"add a line '{key}: ...'")
        return node

    def _wrong(self, key: str, node: YNode, wanted: str) -> None:
        self.fault("value-shape", f"'{key}' must be {wanted}", node.location, f"write {wanted}")


def _maps(node: YNode, what: str, problems: list[Problem]) -> tuple[Fields, ...]:
    if not isinstance(node, YList):
        problems.append(error("value-shape", f"{what} must be a list", node.location, "start each entry with '- '"))
        return ()
    rows = []
    for row in node.rows:
        if isinstance(row, YMap):
            rows.append(Fields(row, problems))
        else:
            message = f"an entry of {what} must be a mapping"
            problems.append(error("value-shape", message, row.location, "write 'key: value'"))
    return tuple(rows)


def read_map(raw: bytes, path: str, problems: list[Problem]) -> Fields | None:
    """The mapping a file holds; its faults are added to `problems`."""
    node = _read(raw, path, problems)
    if node is not None and not isinstance(node, YMap):
        message = "the file must hold 'key: value' lines"
        problems.append(error("value-shape", message, node.location, "see the README of this folder"))
        return None
    return Fields(node, problems) if node is not None else None


def read_maps(raw: bytes, path: str, problems: list[Problem]) -> tuple[Fields, ...]:
    """The list of mappings a file holds; its faults are added to `problems`."""
    node = _read(raw, path, problems)
    return _maps(node, "the file", problems) if node is not None else ()


def _read(raw: bytes, path: str, problems: list[Problem]) -> YNode | None:
    try:
        return read(raw, path)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None
