"""Whole builds of the tiny sample in milliseconds: read and composed once, and pressed by a crew that pretends."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TINY
from edition import TODAY as DAY
from jinja2 import Environment

from bookletpress import build, crew, inputs
from bookletpress.build import Built, Wanted
from bookletpress.crew import Crew
from bookletpress.edition import Composed, Edition
from bookletpress.inputs import Inputs
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.plan import Selection
from bookletpress.preparation import Prepared, prepare
from bookletpress.printrun import Order
from bookletpress.signoff import Review
from bookletpress.site import feed, pages
from bookletpress.templates import environment
from bookletpress.timings import Clock

YESTERDAY: Mapping[str, tuple[str, str]] = {}
TODAY = {
    "booklets/tiny/02-rest.md": ("Many people feel better", "Most people feel better"),
    "styles/formats.yaml": ("name: a4", "name: a4-paper"),
}
"""Every edition changes, and those on A4 get another name."""


class Silent:
    """Tells nobody."""

    def start(self, total: int, workers: int) -> None: ...
    def unchanged(self, path: str) -> None: ...
    def begun(self, edition: Edition) -> None: ...
    def done(self, edition: Edition, path: str, pages: int, count: int) -> None: ...
    def failed(self, edition: Edition, path: str) -> None: ...


class Watching(Silent):
    """Tells somebody of each edition that is done."""

    def __init__(self, done: Callable[[str], None]) -> None:
        self._done = done

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        self._done(path)


class Remembered(Prepared):
    """Composes and reviews each edition once."""

    def compose(self, edition: Edition) -> Composed:
        return _composed(self.project.root, edition)

    def review(self, edition: Edition) -> Review:
        return _reviewed(self.project.root, edition)


@cache
def _ready(root: Path, selection: Selection) -> Prepared:
    made = prepare(root, selection, DAY)
    return Remembered(*(getattr(made, one.name) for one in fields(Prepared)))


@cache
def _composed(root: Path, edition: Edition) -> Composed:
    return Prepared.compose(_ready(root, Selection()), edition)


@cache
def _reviewed(root: Path, edition: Edition) -> Review:
    return Prepared.review(_ready(root, Selection()), edition)


@cache
def _engine(templates: tuple[tuple[str, str], ...]) -> Environment:
    return environment(dict(templates))


class AtOnce(Executor):
    """Does what it is asked before it answers."""

    def submit(self, call: Callable[..., Any], /, *words: Any, **named: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        try:
            answer.set_result(call(*words, **named))
        except Exception as fault:
            answer.set_exception(fault)
        return answer


@dataclass
class Sample:
    """Two states of a project, and builds of them. `pressed` names what was pressed since it was last emptied."""

    states: Mapping[str, Path]
    pressed: list[str] = field(default_factory=list)
    press: Callable[[Job], Pressed] | None = None
    done: Callable[[str], None] | None = None
    explain: Callable[[str, str], None] = lambda _path, _why: None

    def build(self, out: Path, state: str = "today", **named: tuple[str, ...]) -> Built:
        """What build.build makes of it."""
        root, selection = self.states[state], Selection(**named)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build, "prepare", lambda *_words: _ready(root, selection))
            patch.setattr(inputs, "read", lambda _root: Inputs(state, {"": state}))
            patch.setattr(crew, "hired", self._hired)
            for module in (pages, feed):
                patch.setattr(module, "environment", lambda templates: _engine(tuple(templates.items())))
            wanted = Wanted(selection, out, "out", str(selection), 2, DAY, order=Order(explain=self.explain))
            reporter = Watching(self.done) if self.done else Silent()
            return build.build(root, wanted, reporter, Clock(keep=False))

    @contextmanager
    def _hired(self, _workers: int, _limits: Limits, _scratch: Path) -> Iterator[Crew]:
        yield Crew(AtOnce(), self._press, 1)

    def _press(self, job: Job) -> Pressed:
        self.pressed.append(str(job.composed.edition))
        if self.press:
            return self.press(job)
        return Pressed(b"%PDF " + hashlib.sha256(job.composed.html.encode()).hexdigest().encode(), 6, ())


def sample(folder: Path) -> Sample:
    """The tiny sample as it was yesterday and as it is today."""
    states = {}
    for name, edits in (("yesterday", YESTERDAY), ("today", TODAY)):
        states[name] = folder / name
        shutil.copytree(TINY, states[name])
        shutil.copytree(ROOT / "styles", states[name] / "styles")
        for path, (old, new) in edits.items():
            text = (states[name] / path).read_text("utf-8")
            assert old in text
            (states[name] / path).write_text(text.replace(old, new), "utf-8")
    return Sample(states)
