"""Strict YAML: every scalar is text, and nothing is ambiguous.

Refused, with line and column: anchors, aliases, tags, merge keys, duplicate keys, keys that are not text, several
documents, nesting deeper than 20, files over 1 MB, characters that `guards.text` refuses. Why: PyYAML lets the last
of two equal keys win, reads `NO` as false and `12:30` as 750, and expands alias bombs (pyyaml#235, pyyaml#897).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    ScalarEvent,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bookletpress.guards import text
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_BYTES = 1_000_000
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class YText:
    """A scalar; always text."""

    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class YList:
    rows: tuple[YNode, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class YMap:
    """Entries in the order of the file, with the place of each key."""

    entries: Mapping[str, YNode]
    keys: Mapping[str, Location]
    location: Location


YNode = YText | YList | YMap


def read(raw: bytes, path: str) -> YNode:
    """The one document in `raw`. Raises ProblemsFound with every fault found in the first pass that finds any."""
    if len(raw) > MAX_BYTES:
        raise ProblemsFound(
            [
                error(
                    "file-too-large",
                    f"{len(raw):,} bytes; the limit is {MAX_BYTES:,}",
                    Location(path),
                    "split the file, or check that it is the right one",
                )
            ]
        )
    content = _decode(raw, path)
    problems = tuple(_scan(content, path))
    if problems:
        raise ProblemsFound(problems)
    try:
        node = yaml.compose(content, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as fault:
        raise ProblemsFound([_syntax(fault, path)]) from None
    if node is None:
        raise ProblemsFound(
            [error("yaml-empty", "the file is empty", Location(path, 1, 1), "write the fields it needs")]
        )
    found: list[Problem] = []
    value = _convert(node, path, found)
    if found:
        raise ProblemsFound(found)
    return value


def _decode(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        raise ProblemsFound(
            [
                error(
                    "not-utf8",
                    f"byte 0x{raw[fault.start]:02X} is not UTF-8",
                    Location(path, line, column),
                    "save the file as UTF-8",
                )
            ]
        ) from None


def _scan(content: str, path: str) -> Iterator[Problem]:
    """The event pass: not recursive, so depth costs nothing; it is what stops alias bombs."""
    faults = text.faults(content)
    if faults:
        for fault in faults:
            before = content[: fault.offset]
            yield error(
                "character-refused",
                fault.message,
                Location(path, before.count("\n") + 1, fault.offset - (before.rfind("\n") + 1) + 1),
                fault.hint,
            )
        return
    depth = documents = 0
    try:
        for event in yaml.parse(content, Loader=yaml.SafeLoader):
            yield from _event(event, path)
            documents += isinstance(event, DocumentStartEvent)
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > MAX_DEPTH or documents > 1:
                what = f"more than {MAX_DEPTH} levels deep" if depth > MAX_DEPTH else "a second document starts here"
                yield error("yaml-structure", what, _place(event, path), "write one flat document")
                return
    except yaml.MarkedYAMLError as fault:
        yield _syntax(fault, path)


def _event(event: Event, path: str) -> Iterator[Problem]:
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        yield error("yaml-anchor", "anchors and aliases are not read", _place(event, path), "write the text out")
    elif getattr(event, "tag", None):
        yield error("yaml-tag", f"the tag {event.tag} is not read", _place(event, path), "leave the tag out")
    elif isinstance(event, ScalarEvent):
        for fault in text.faults(event.value):
            yield error("character-refused", fault.message, _place(event, path), fault.hint)


def _place(event: Event, path: str) -> Location:
    return Location(path, event.start_mark.line + 1, event.start_mark.column + 1)


def _syntax(fault: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = fault.problem_mark or fault.context_mark
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)
    words = " ".join(filter(None, [fault.context, fault.problem]))
    return error(
        "yaml-syntax",
        words or "not YAML",
        place,
        "look for a missing colon, quote or indent just before this place",
    )


def _convert(node: Node, path: str, found: list[Problem]) -> YNode:
    place = Location(path, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, ScalarNode):
        return YText(text.normalise(str(node.value)), place)
    if isinstance(node, SequenceNode):
        return YList(tuple(_convert(child, path, found) for child in node.value), place)
    if not isinstance(node, MappingNode):
        raise TypeError(f"YAML knows no {type(node).__name__}")
    entries: dict[str, YNode] = {}
    keys: dict[str, Location] = {}
    for key, value in node.value:
        where = Location(path, key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, ScalarNode) or key.value == "<<":
            found.append(error("yaml-key", "a key must be plain text", where, "write the keys out one by one"))
        elif key.value in entries:
            found.append(
                error(
                    "key-duplicate",
                    f"the key '{key.value}' stands twice; first on line {keys[key.value].line}",
                    where,
                    "keep one of the two",
                )
            )
        else:
            keys[key.value] = where
            entries[key.value] = _convert(value, path, found)
    return YMap(entries, keys, place)
