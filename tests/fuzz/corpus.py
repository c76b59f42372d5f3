"""The kept corpus: a few small inputs a target that reach what can be reached, and everything that was ever found."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from . import observer
from .target import Target

FOLDER = Path(__file__).parent / "corpus"
FOUND = "found-"
"""How the names of inputs begin that broke a law once. They are never dropped."""

Reached = frozenset[object]


def kept(target: Target, folder: Path = FOLDER) -> list[Path]:
    """The inputs of a target in the corpus."""
    return sorted(path for path in (folder / target.name).glob("*") if path.is_file())


def named(raw: bytes) -> str:
    """The name of an input: the same for the same bytes."""
    return hashlib.sha256(raw).hexdigest()[:12]


def made(target: Target, count: int, number: int) -> list[bytes]:
    """Inputs made from grammar; `number` decides which."""
    inputs: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(target.grammar)
    def make(raw: bytes) -> None:
        inputs.append(raw[: target.most_bytes])

    make()
    return inputs


def smallest(target: Target, inputs: Iterable[bytes], most: int) -> list[bytes]:
    """The few inputs that together reach most of what all of them reach, the small ones first."""
    reached = {raw: _reached(target, raw) for raw in sorted(set(inputs), key=len)}
    chosen: list[bytes] = []
    seen: set[object] = set()
    while len(chosen) < most:
        best = max(reached, key=lambda raw: (len(reached[raw] - seen), -len(raw)), default=None)
        if best is None or not reached[best] - seen:
            break
        seen |= reached.pop(best)
        chosen.append(best)
    return chosen


def _reached(target: Target, raw: bytes) -> Reached:
    """The lines of the press that an input reaches, and what it is refused with."""
    lines: set[object] = set()

    def inside(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return inside

    ours: dict[CodeType, bool] = {}

    def outside(frame: FrameType, _: str, __: Any) -> Callable[..., Any] | None:
        code = frame.f_code
        if code not in ours:
            ours[code] = "bookletpress" in Path(code.co_filename).parts
        return inside if ours[code] else None

    sys.settrace(outside)
    try:
        codes, finding = observer.judged(target, raw)
    finally:
        sys.settrace(None)
    return frozenset(lines | set(codes)) if finding is None else frozenset()


def keep(target: Target, inputs: Iterable[bytes], folder: Path, most: int) -> int:
    """Writes the smallest corpus of some inputs in the place of the one before, and gives its size."""
    place = folder / target.name
    found = {path.read_bytes() for path in place.glob(f"{FOUND}*")}
    before = {path.read_bytes() for path in kept(target, folder)}
    chosen = smallest(target, [*before, *inputs], most)
    place.mkdir(parents=True, exist_ok=True)
    for path in kept(target, folder):
        if not path.name.startswith(FOUND):
            path.unlink()
    for raw in chosen:
        if raw not in found:
            (place / named(raw)).write_bytes(raw)
    return len(kept(target, folder))


def add_finding(target: Target, raw: bytes, folder: Path = FOLDER) -> Path:
    """Keeps an input that broke a law."""
    place = folder / target.name / f"{FOUND}{named(raw)}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
    return place
