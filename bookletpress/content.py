"""The resolved content of one text: everything that its pages say and show, written out as a plain outline.

Its sha256 is the content digest. So the digest can be made again with `sha256sum`, and what a person has reviewed can
be kept, read, and compared line by line with what there is now.

White space is folded and letters are NFC; digits, marks, capitals and punctuation count, and so does every callout,
list and cell in which words stand. Wrapping, comments, the order of keys, and what is never printed do not count. How
the pages look (fonts, styles, size of paper) is not in it: people approve a PDF, and sign the words in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from bookletpress.evidence import (
    PHONE,
    STATUS,
    cite,
    claims_used,
    front_for,
    glossary_for,
    helplines_printed,
    keys_of,
    nodes_of,
    sections_for,
    terms_used,
)
from bookletpress.guards.text import folded
from bookletpress.inline import Link
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Panel, Text

SCHEME = "text-2"
"""Stands before every digest. Another outline needs another scheme, and voids all approvals."""

FOLDER = "styles/booklet/"
PANELS = frozenset(f"{FOLDER}{name}.html" for name in ("panels", "diaries", "fever-card", "local"))
FURNITURE = frozenset(
    f"{FOLDER}{name}.html"
    for name in (
        "booklet",
        "front",
        "sections",
        "back",
        "standing",
        "statistics",
        "filler",
        "guide",
        "guide-bundle",
        "facing",
        "clinic",
        "screen",
        "screen-files",
    )
)
"""The page templates that say nothing about the subject: covers, contents, lists of sources, where the text stands,
pages to write on, how to fold the sheets, what lies beside a web page, that a text is not translated, what a clinic
adds of itself."""

_UNPRINTED = frozenset(
    (
        *("location", "path", "audiences", "claims", "svg"),
        *("checked_against", "checked_on", "unaccounted", "accessed"),
        *("other_names", "look_alikes", "syllables"),
    )
)
"""Fields of values that no page shows as words. The claims of a text stand in it; a drawing has its digest.

The day on which a page was opened is printed and does not count: who opens a source again and finds all as it was has
changed nothing that anybody reviewed.
"""
_NAMES = ("id", "name", "kind")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Content:
    """The outline, line by line: two spaces for each level, a label, a colon, and what is said."""

    lines: tuple[str, ...]

    @property
    def raw(self) -> bytes:
        """The outline as a file."""
        return "".join(f"{line}\n" for line in self.lines).encode()

    @property
    def digest(self) -> str:
        """Its sha256, with the scheme before it."""
        return f"{SCHEME}:{hashlib.sha256(self.raw).hexdigest()}"


def resolved(booklet: Booklet, audience: str, shared: Shared, words: Sequence[Text] = ()) -> Content:
    """What an edition says, whatever its format. `words`: the press's own words in it, see `own_words`."""
    outline = _Outline(booklet.locale, [f"{SCHEME} {booklet.slug} {booklet.locale} {audience}"])
    outline.fields(booklet, ("revised", "series", "title"))
    outline.fields(front_for(booklet, audience), ("subtitle", "summary"))
    for section in sections_for(booklet, audience):
        outline.value("section", section, 0)
    for key in dict.fromkeys((*glossary_for(booklet, audience), *terms_used(booklet, audience))):
        if term := shared.glossary.get(key):
            outline.record(f"word {key}", term)
    outline.listed("words at the end", glossary_for(booklet, audience))
    for key in claims_used(booklet, audience, shared):
        if claim := shared.claims.get(key):
            outline.plain(f"claim {key}", [claim.says, claim.status, claim.place, *claim.sources])
    for source in cite(booklet, audience, shared).references:
        outline.record(f"source {source.id}", source)
    _drawn_on(outline, booklet, audience, shared)
    for text in words:
        outline.value("the press says", text, 0)
    return Content(tuple(outline.lines))


def _drawn_on(outline: _Outline, booklet: Booklet, audience: str, shared: Shared) -> None:
    """Medicines, help lines and addresses that the text names."""
    for key in keys_of(booklet, audience, STATUS):
        if medicine := shared.medicines.get(key):
            outline.record(f"medicine {key}", medicine)
    for helpline in helplines_printed(booklet, audience, shared):
        outline.record(f"help line {helpline.id}", helpline)
    phones = keys_of(booklet, audience, PHONE)
    for line in shared.helplines:
        if line.id in phones:
            outline.plain(f"telephone {line.id}", [line.country, line.phone])
    for key in dict.fromkeys(node.key for _, node in nodes_of(booklet, audience) if isinstance(node, Link)):
        if key in shared.links:
            outline.plain(f"address {key}", [shared.links[key]])


def own_words(booklet: Booklet, audience: str, said: Sequence[Text], spoken: Mapping[str, Text]) -> tuple[Text, ...]:
    """The press's own words that a reader meets in a text: callouts, marks, the emergency card.

    `said`: all that page templates say; `spoken`: the same in the language of the text. Those of panels count where
    the edition has a panel; those of every other template may stand in any text.
    """
    panels = any(isinstance(block, Panel) for section in sections_for(booklet, audience) for block in section.blocks)
    left_out = FURNITURE if panels else FURNITURE | PANELS
    found = sorted(
        {text.source for text in said if text.location.path.startswith(FOLDER) and text.location.path not in left_out}
    )
    return tuple(spoken[source] for source in found if source in spoken)


@dataclass(frozen=True, slots=True)
class _Outline:
    """The lines so far. Values are written by the names of their kinds and fields, so no new kind is forgotten."""

    locale: str
    lines: list[str]

    def fields(self, value: object, names: Sequence[str], depth: int = 0) -> None:
        for name in names:
            self.value(name.replace("_", " "), getattr(value, name), depth)

    def value(self, label: str, value: object, depth: int) -> None:
        """One value, below its label; nothing for what is not there."""
        if isinstance(value, Text):
            foreign = "" if value.locale == self.locale else f" [{value.locale}]"
            self._line(depth, f"{label}{foreign}: {folded(value.source)}")
        elif isinstance(value, tuple):
            for each in value:
                self._one(label.removesuffix("s"), each, depth)
        elif is_dataclass(value) and not isinstance(value, type):
            self._object(value, depth)
        elif value is not None and value != "":
            self._line(depth, f"{label}: {folded(str(value))}")

    def _one(self, label: str, value: object, depth: int) -> None:
        """One of several: a cell that is empty keeps its place, a row of a table is one line."""
        if isinstance(value, tuple):
            self.plain(label, [cell and self._said(cell) for cell in value], depth)
        elif value is None:
            self._line(depth, f"{label}:")
        else:
            self.value(label, value, depth)

    def _object(self, value: object, depth: int) -> None:
        kind = _CAPITAL.sub(" ", type(value).__name__).lower()
        names = [field.name for field in fields(value) if field.name not in _UNPRINTED]  # type: ignore[arg-type]
        titles = [str(getattr(value, name)) for name in _NAMES if name in names]
        self._line(depth, " ".join((kind, *titles)))
        self.fields(value, [name for name in names if name not in _NAMES], depth + 1)
        if drawn := getattr(value, "svg", ""):
            self._line(depth + 1, f"shapes: {hashlib.sha256(drawn.encode()).hexdigest()}")

    def record(self, label: str, value: object) -> None:
        """An entry of the shared data, on one line."""
        self._line(0, f"{label}: {_json(self._said(value))}")

    def plain(self, label: str, row: Sequence[object], depth: int = 0) -> None:
        """Several words on one line."""
        self._line(depth, f"{label}: {_json(row)}")

    def listed(self, label: str, row: Sequence[str]) -> None:
        """Names in order, if there are any."""
        if row:
            self.plain(label, row)

    def _said(self, value: object) -> object:
        """A value as lists, names and words, without what is empty or never printed."""
        if isinstance(value, Text):
            words = folded(value.source)
            return words if value.locale == self.locale else [value.locale, words]
        if is_dataclass(value) and not isinstance(value, type):
            kept = {field.name: getattr(value, field.name) for field in fields(value)}
            return {name: self._said(one) for name, one in kept.items() if name not in _UNPRINTED and one}
        if isinstance(value, tuple):
            return [self._said(each) for each in value]
        return folded(value) if isinstance(value, str) else value

    def _line(self, depth: int, words: str) -> None:
        self.lines.append(f"{'  ' * depth}{words}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))
