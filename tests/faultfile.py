"""The fault files: each fault by name, a file that must fail, a near miss that must pass, and the guard of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bookletpress import prose
from bookletpress.guards import address, css, files, font, limitsfile, names, picture, po, svg
from bookletpress.guards import yaml as yamlguard
from bookletpress.problems import Location, Problem, ProblemsFound, error

FOLDER = Path(__file__).parent / "faultfiles"


@dataclass(frozen=True)
class Fault:
    """One fault of a kind of input. `place` is the entry's own, for messages of tests."""

    kind: str
    name: str
    told: tuple[str, ...]
    bad: bytes
    good: bytes
    bad_name: str
    good_name: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def every() -> tuple[Fault, ...]:
    """All faults of all files."""
    return tuple(fault for kind in GUARDS for fault in of(kind))


def of(kind: str) -> tuple[Fault, ...]:
    """The faults of one kind."""
    rows = yaml.safe_load((FOLDER / f"{kind}.yaml").read_text("utf-8"))
    return tuple(_fault(kind, row) for row in rows)


def _fault(kind: str, row: Mapping[str, Any]) -> Fault:
    told = row["told"] if isinstance(row["told"], list) else [row["told"]]
    (bad, bad_name), (good, good_name) = _content(kind, row, "bad"), _content(kind, row, "good")
    return Fault(kind, row["name"], tuple(told), bad, good, bad_name, good_name)


def _content(kind: str, row: Mapping[str, Any], which: str) -> tuple[bytes, str]:
    if name := row.get(f"{which}-file"):
        return (FOLDER / name).read_bytes(), name
    text = row.get(which)
    if text is None:
        before, again, times, after = row[f"{which}-repeated"]
        text = before + again * times + after
    return text.encode("latin-1" if kind == "bytes" else "utf-8", "surrogatepass"), f"a.{SUFFIXES.get(kind, kind)}"


def problems(kind: str, raw: bytes, name: str) -> tuple[Problem, ...]:
    """What the guard of a kind says about a file."""
    try:
        return tuple(GUARDS[kind](raw, name) or ())
    except ProblemsFound as found:
        return found.problems


def said(found: Iterable[Problem]) -> tuple[str, ...]:
    """Code and place of each problem, in the order of their places."""
    rows = sorted((problem.location.line, problem.location.column, problem.code) for problem in found)
    return tuple(f"{code} {line}:{column}" for line, column, code in rows)


def _text(raw: bytes, name: str) -> None:
    files.as_text(raw, name)


def _markdown(raw: bytes, name: str) -> Iterable[Problem]:
    return prose.read(files.as_text(raw, name), name, "en").problems


def _svg(raw: bytes, name: str) -> None:
    svg.read(raw, name)


def _art(raw: bytes, name: str) -> None:
    svg.read(raw, name, art=True)


def _address(raw: bytes, name: str) -> Iterable[Problem]:
    fault = address.fault(raw.decode().removesuffix("\n"), address.EVERY)
    return [error("address", fault.message, Location(name, 1, fault.offset + 1), fault.hint)] if fault else []


def _names(raw: bytes, _name: str) -> Iterable[Problem]:
    """The line of a name stands for the file."""
    listed = raw.decode().removesuffix("\n").split("\n")
    for problem in names.faults("folder", listed):
        shown = [names._shown(name) for name in listed]
        line = shown.index(problem.location.path.removeprefix("folder/")) + 1
        yield replace(problem, location=replace(problem.location, line=line))


def _font(raw: bytes, name: str) -> Iterable[Problem]:
    fault = font.fault(raw)
    return [error("font-missing", fault, Location(name, 1, 1), "name another font")] if fault else []


GUARDS: dict[str, Callable[[bytes, str], Iterable[Problem] | None]] = {
    "text": _text,
    "bytes": _text,
    "yaml": lambda raw, name: yamlguard.read(raw, name) and None,
    "catalogue": lambda raw, name: po.read(raw, name, "es", None) and None,
    "markdown": _markdown,
    "svg": _svg,
    "art": _art,
    "css": lambda raw, name: css.faults({name: raw}),
    "picture": lambda raw, name: picture.read(raw, name) and None,
    "font": _font,
    "address": _address,
    "name": _names,
    "limits": lambda raw, _name: limitsfile.parse(raw) and None,
}
"""Kinds of input and what looks at them."""

SUFFIXES = {"text": "md", "bytes": "md", "catalogue": "po", "markdown": "md", "art": "svg", "limits": "yaml"}
