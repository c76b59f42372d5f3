"""Strict YAML: every scalar is text, and nothing is ambiguous.

`yaml-syntax` (error): not YAML. Why: what was meant can only be guessed.
`yaml-empty` (error): a file without anything in it. Why: more likely lost than meant; an empty list is written `[]`.
`yaml-key` (error): a key that is no plain text: a list, a merge key `<<`, text of several lines. Why: merge keys double
in the reader, and thirty levels of them never end.
`yaml-anchor` (error): an anchor or alias. Why: a few lines of them expand to gigabytes.
`yaml-tag` (error): a tag such as `!!int` or `!!python/object`. Why: tags make other values than the file shows, or run
programs.
`yaml-structure` (error): a second document, or more levels or parts than the limits. Why: deep nesting crashes readers
of YAML.
`key-duplicate` (error): one key twice. Why: readers of YAML take the last one without a word.

Why not PyYAML by itself: it lets the last of two equal keys win, reads `NO` as false and `12:30` as 750, and expands
alias bombs (pyyaml#235, #897).

The tree is built from PyYAML's events, without recursion and in one pass: what a bomb would expand to is never built.

PyYAML has two parsers. The one in Python decides what is YAML and says what is wrong; but libyaml in C is many times
faster, and so it reads first. Whatever it refuses, or may read otherwise than the one in Python, is read again. Where
the two differ was found by giving both some millions of files: see `_READ_OTHERWISE` and `_SURE_IN_BRACKETS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from bookletpress.guards import files, text
from bookletpress.limits import USUAL, Limits
from bookletpress.problems import Location, Problem, ProblemsFound, error

_READ_OTHERWISE = re.compile(r"[|>][-+0-9]*#|[^\n]\Z")
"""Files that libyaml reads in its own way: a comment right behind the sign of a block text; a last line without end."""

_SURE_IN_BRACKETS = re.compile(r"[\w ./-]+")
"""Unquoted texts inside [] or {} that both parsers read alike. libyaml takes a question mark for a letter, and sees an
empty text in another place."""


@dataclass(frozen=True, slots=True)
class YText:
    """A scalar; always text. `first`: where its first letter stands, if the file shows it letter by letter."""

    value: str
    location: Location
    first: Location | None = None


@dataclass(frozen=True, slots=True)
class YList:
    """Rows in the order of the file."""

    rows: tuple[YNode, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class YMap:
    """Entries in the order of the file, with the place of each key."""

    entries: Mapping[str, YNode]
    keys: Mapping[str, Location]
    location: Location


YNode = YText | YList | YMap


def read(raw: bytes, path: str, limits: Limits = USUAL) -> YNode:
    """The one document in `raw`. Raises ProblemsFound with every fault of the file."""
    files.refuse_size(len(raw), limits.yaml_bytes, path)
    content = files.as_text(raw, path)
    root = _by_libyaml(content, path, limits)
    if root is not None:
        return root
    building = _Building(content, path, limits)
    building.read()
    if building.problems:
        raise ProblemsFound(building.problems)
    if building.root is None:
        place = Location(path, 1, 1)
        raise ProblemsFound([error("yaml-empty", "the file is empty", place, "write the fields it needs")])
    return building.root


def _by_libyaml(content: str, path: str, limits: Limits = USUAL) -> YNode | None:
    """The document, or None if there is no libyaml, if it finds any fault, or if it might read the file otherwise."""
    if not yaml.__with_libyaml__ or _READ_OTHERWISE.search(content):
        return None
    building = _Building(content, path, limits)
    try:
        building.take_all(yaml.CBaseLoader(content))
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    return None if building.problems or building.unsure else building.root


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end was not read yet. In a mapping, `key` waits for its value."""

    location: Location
    is_map: bool
    in_brackets: bool
    rows: list[YNode] = field(default_factory=list)
    entries: dict[str, YNode] = field(default_factory=dict)
    keys: dict[str, Location] = field(default_factory=dict)
    key: YNode | None = None

    def closed(self) -> YNode:
        if self.is_map:
            return YMap(self.entries, self.keys, self.location)
        return YList(tuple(self.rows), self.location)


@dataclass(slots=True)
class _Building:
    """The tree so far."""

    content: str
    path: str
    limits: Limits = USUAL
    problems: list[Problem] = field(default_factory=list)
    root: YNode | None = None
    unsure: bool = False
    _open: list[_Open] = field(default_factory=list)
    _documents: int = 0
    _nodes: int = 0

    def read(self) -> None:
        """Reads with the parser in Python, until the first thing that cannot be read on from."""
        loader = yaml.BaseLoader(self.content)
        try:
            self.take_all(loader)
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark or loader.get_mark()
            self._syntax(" ".join(filter(None, [fault.context, fault.problem])), mark)
        except (yaml.YAMLError, ValueError, OverflowError) as fault:
            # PyYAML turns "\UFFFFFFFF" and a version of thousands of digits into errors of Python.
            self._syntax(f"not YAML: {fault}", loader.get_mark())

    def take_all(self, loader: yaml.BaseLoader | yaml.CBaseLoader) -> None:
        """Takes what the parser sees, until there is too much of it."""
        while event := loader.get_event():
            self._take(event)
            self._documents += isinstance(event, DocumentStartEvent)
            self._nodes += isinstance(event, NodeEvent)
            if what := self._excess():
                self._fault("yaml-structure", what, self._place(event), "write one flat document")
                return

    def _excess(self) -> str:
        if self._documents > 1:
            return "a second document starts here"
        if self._nodes > self.limits.yaml_nodes:
            return f"more than {self.limits.yaml_nodes:,} texts, lists and mappings"
        most = self.limits.yaml_depth
        return f"more than {most} levels deep" if len(self._open) > most else ""

    def _take(self, event: Event) -> None:
        if isinstance(event, CollectionEndEvent):
            self._add(self._open.pop().closed())
        elif isinstance(event, NodeEvent):
            place = self._place(event)
            self._refuse(event, place)
            if isinstance(event, CollectionStartEvent):
                self._open.append(_Open(place, isinstance(event, MappingStartEvent), bool(event.flow_style)))
            elif isinstance(event, ScalarEvent):
                self._add(self._scalar(event, place))
            else:
                self._add(YText("", place))

    def _refuse(self, event: NodeEvent, place: Location) -> None:
        if isinstance(event, AliasEvent) or event.anchor:
            self._fault("yaml-anchor", "anchors and aliases are not read", place, "write the text out")
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
            self._fault("yaml-tag", f"the tag {event.tag[:60]} is not read", place, "leave the tag out")

    def _scalar(self, event: ScalarEvent, place: Location) -> YText:
        value = event.value
        if not (value.isascii() and value.isprintable()):
            for fault in text.faults(value)[: files.MAX_FAULTS]:
                self._fault("character-refused", fault.message, place, fault.hint)
            value = text.normalise(value)
        quote = 1 if event.style in ("'", '"') else 0
        if self._open and self._open[-1].in_brackets and not quote:
            self.unsure = self.unsure or not _SURE_IN_BRACKETS.fullmatch(value)
        start = event.start_mark.index if event.start_mark else 0
        end = event.end_mark.index if event.end_mark else 0
        if "\n" in value or self.content[start + quote : end - quote] != event.value:
            return YText(value, place)
        return YText(value, place, Location(place.path, place.line, place.column + 1) if quote else place)

    def _add(self, node: YNode) -> None:
        """Puts a finished node where it belongs."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if not parent.is_map:
            parent.rows.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            key, parent.key = parent.key, None
            self._entry(parent, key, node)

    def _entry(self, parent: _Open, key: YNode, value: YNode) -> None:
        if not isinstance(key, YText) or key.value == "<<" or "\n" in key.value:
            self._fault("yaml-key", "a key must be plain text", key.location, "write the keys out one by one")
        elif key.value in parent.entries:
            message = f"the key '{key.value[:60]}' stands twice; first on line {parent.keys[key.value].line}"
            self._fault("key-duplicate", message, key.location, "keep one of the two")
        else:
            parent.keys[key.value] = key.location
            parent.entries[key.value] = value

    def _place(self, event: Event) -> Location:
        mark = event.start_mark
        return Location(self.path, mark.line + 1, mark.column + 1) if mark else Location(self.path, 1, 1)

    def _syntax(self, message: str, mark: yaml.Mark) -> None:
        hint = "look for a missing colon, quote or indent just before this place"
        self._fault("yaml-syntax", message or "not YAML", Location(self.path, mark.line + 1, mark.column + 1), hint)

    def _fault(self, code: str, message: str, place: Location, hint: str) -> None:
        self.problems.append(error(code, message, place, hint))
