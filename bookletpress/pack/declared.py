"""What people wrote down for the evidence pack: instruments and their items, pairs of colours, and policy.yaml.

Their sentences are translated with the press's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bookletpress.guards import projectyaml
from bookletpress.guards.files import is_there
from bookletpress.guards.schema import Fields
from bookletpress.guards.yaml import YText
from bookletpress.inline import Words
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, ProblemsFound

INSTRUMENTS = "styles/evidence/instruments.yaml"
CONTRASTS = "styles/evidence/contrasts.yaml"
POLICY = "booklets/shared/policy.yaml"
HINT = "restore the file"

WHOLE, PART, NONE = "whole", "part", "none"
"""How far software can answer an item."""

STATED = ("funding", "conflicts", "updates", "report", "licence")
_RATIO = re.compile(r"[0-9]{1,2}(?:\.[0-9])?")


@dataclass(frozen=True, slots=True)
class Item:
    """One item, in our own words. `rule` names the one of `pack.rules` that answers it, or is ""."""

    number: str
    asks: Text
    software: str
    rule: str
    location: Location


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published instrument. `cite` is its source as printed, `note` what a reader has to know of its numbers."""

    id: str
    name: str
    cite: str
    note: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours of the style sheet, one on the other, and the ratio that WCAG asks for."""

    what: Text
    front: str
    ground: str
    least: float


@dataclass(frozen=True, slots=True)
class Policy:
    """What somebody stated about the booklets; None where nobody did."""

    funding: Text | None = None
    conflicts: Text | None = None
    updates: Text | None = None
    report: Text | None = None
    licence: Text | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """All of it."""

    instruments: tuple[Instrument, ...]
    pairs: tuple[Pair, ...]
    policy: Policy

    def words(self) -> Iterator[Text]:
        """The sentences to translate."""
        for instrument in self.instruments:
            yield instrument.note
            yield from (item.asks for item in instrument.items)
        yield from (pair.what for pair in self.pairs)
        yield from (text for name in STATED if (text := getattr(self.policy, name)))


def load_declared(root: Path) -> Declared:
    """Reads the three files; policy.yaml may be missing, then nothing is stated. Raises ProblemsFound."""
    problems: list[Problem] = []
    instruments = tuple(_instrument(fields) for fields in _maps(root, INSTRUMENTS, problems))
    pairs = tuple(_pair(fields) for fields in _maps(root, CONTRASTS, problems))
    policy = _policy(root, problems)
    if problems:
        raise ProblemsFound(problems)
    return Declared(instruments, pairs, policy)


def _maps(root: Path, path: str, problems: list[Problem]) -> tuple[Fields, ...]:
    try:
        return projectyaml.rows(root, path, HINT, problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return ()


def _instrument(fields: Fields) -> Instrument:
    items = tuple(_item(row) for row in fields.maps("items"))
    made = Instrument(fields.identifier("id"), fields.text("name"), fields.text("cite"), _said(fields, "note"), items)
    fields.close()
    return made


def _item(fields: Fields) -> Item:
    made = Item(
        fields.text("number"),
        _said(fields, "asks"),
        fields.choice("software", (WHOLE, PART, NONE)),
        fields.optional("rule"),
        fields.where("number"),
    )
    fields.close()
    return made


def _pair(fields: Fields) -> Pair:
    least = fields.pattern("least", _RATIO, "value-shape", "a ratio such as 4.5", required=True)
    ratio = float(least) if _RATIO.fullmatch(least) else 0.0
    made = Pair(_said(fields, "what"), fields.identifier("front"), fields.identifier("ground"), ratio)
    fields.close()
    return made


def _policy(root: Path, problems: list[Problem]) -> Policy:
    if not is_there(root, POLICY):
        return Policy()
    try:
        fields = projectyaml.mapping(root, POLICY, HINT, problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return Policy()
    if fields is None:
        return Policy()
    stated = {name: _text(fields.optional_node(name)) for name in STATED}
    fields.close()
    return Policy(**stated)


def _said(fields: Fields, key: str) -> Text:
    return _text(fields.node(key)) or Text("", (), "en", fields.location)


def _text(node: YText | None) -> Text | None:
    """Plain words, as page templates say them: no Markdown."""
    if node is None:
        return None
    words = " ".join(node.value.split())
    return Text(words, (Words(words),), "en", node.location)
