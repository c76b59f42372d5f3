"""The whole command `check`, in this process: a tiny project of which one file, or a few, are others."""

from __future__ import annotations

import atexit
import contextlib
import datetime
import io
import json
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from unittest import mock

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bookletpress import cli, extraction, project
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, Severity
from bookletpress.workbench import translate

from . import bundle, grammar, grammar_markup
from .law import READ, hold, told
from .target import Target

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 21)
PLACES = ("booklets", "locales", "limits.yaml")
"""What an input may replace. Page templates come from the house, and are told apart by targets of their own."""

_SAID = (cli.GOOD, cli.CONTENT, cli.ENVIRONMENT)


@cache
def _base() -> Path:
    """The tiny project, translated into itself, with the real page templates."""
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(ROOT / "tests/samples/tiny", root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "styles", root / "styles")
    read = project.load(root)
    templates = (*map(extraction.booklet, read.booklets), extraction.shared(read.shared))
    for path, content in translate.update(templates, root, ["es"], DAY):
        path.parent.mkdir(exist_ok=True)
        path.write_text(_bracketed(content.decode("utf-8")), "utf-8")
    shutil.copy(ROOT / "locales/es/interface.po", root / "locales/es")
    return root


def _bracketed(catalogue: str) -> str:
    lines, msgid = [], ""
    for line in catalogue.splitlines():
        if line.startswith('msgid "'):
            msgid = line.removeprefix('msgid "').removesuffix('"')
        lines.append(f'msgstr "«{msgid}»"' if line == 'msgstr ""' and msgid else line)
    return "\n".join(lines) + "\n"


@cache
def files() -> Mapping[str, bytes]:
    """The files of the project that an input may replace, by path."""
    found = {}
    for path in sorted(_base().rglob("*")):
        name = path.relative_to(_base()).as_posix()
        if path.is_file() and name.startswith(PLACES) and not name.endswith(".pot"):
            found[name] = path.read_bytes()
    return found


_said = lru_cache(maxsize=2)(lambda pages: extraction.page_words(dict(pages)))


def _page_words(pages: Mapping[str, str]) -> tuple[Text, ...]:
    """What the page templates say; they are the same in nearly every run, and slow to parse."""
    found: tuple[Text, ...] = _said(tuple(pages.items()))
    return found


@contextlib.contextmanager
def _changed(raw: bytes) -> Iterator[None]:
    """The project with the files of an input; afterwards it is as it was. A path that leads nowhere is passed over."""
    done: list[Path] = []
    try:
        for name, content in bundle.parts(raw)[:8]:
            path = PurePosixPath(name)
            place = _base() / path
            if path.is_absolute() or ".." in path.parts or path.parts[:1] not in [(one,) for one in PLACES]:
                continue
            with contextlib.suppress(OSError, ValueError):
                place.parent.mkdir(parents=True, exist_ok=True)
                done.append(place)
                if content.strip() == b"(gone)":
                    place.unlink(missing_ok=True)
                else:
                    place.write_bytes(content)
        yield
    finally:
        for place in done:
            _restore(place)


def _restore(place: Path) -> None:
    name = place.relative_to(_base()).as_posix()
    with contextlib.suppress(OSError, ValueError):
        if name in files():
            place.write_bytes(files()[name])
            return
        place.unlink(missing_ok=True)
        while place.parent != _base():
            place = place.parent
            place.rmdir()


def _listing() -> dict[str, int]:
    return {str(path): path.stat().st_size for path in _base().rglob("*")}


def _has(place: Location) -> bool:
    """Whether the project has such a place. A file that is not there has a first line."""
    path = _base() / place.path
    if not path.is_file():
        return True
    if place.line <= 1 and place.column <= 1:
        return True
    try:
        lines = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    except OSError:
        return True
    return place.line <= len(lines) + 1 and (place.line > len(lines) or place.column <= len(lines[place.line - 1]) + 1)


def law(raw: bytes) -> frozenset[str]:
    """Ends with 0, 1 or 3, never with our own bug; tells problems in places that are there; changes no file."""
    usual = _usual()
    with _changed(raw):
        codes = _checked()
    return codes | {READ} if codes <= usual else codes


@cache
def _usual() -> frozenset[str]:
    """What is told of the project as it is: that its translations are none, and nobody confirmed them."""
    return _checked()


def _checked() -> frozenset[str]:
    before = _listing()
    code, out, err = _run("-C", str(_base()), "check", "--today", DAY.isoformat(), "--output-format", "json")
    hold(code in _SAID, "exit code", (code, err[-1500:]))
    hold("Traceback" not in out + err, "a traceback", err[-1500:])
    hold(_listing() == before, "a file was changed")
    if code == cli.ENVIRONMENT:
        hold("hint:" in err, "an environment without a hint", err)
        return frozenset(("environment",))
    problems = [_problem(row) for row in json.loads(out)]
    hold((code == cli.CONTENT) == any(one.severity is Severity.ERROR for one in problems), "another code than told")
    return told(problems, _has) if problems else frozenset()


def _problem(row: Mapping[str, object]) -> Problem:
    place = Location(str(row["path"]), int(str(row["line"])), int(str(row["column"])))
    return Problem(str(row["code"]), Severity(str(row["severity"])), str(row["message"]), place, str(row["hint"]))


def _run(*words: str) -> tuple[int, str, str]:
    """Exit code and output of a command; signals are taken as before afterwards."""
    out, err = io.StringIO(), io.StringIO()
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.object(project, "page_words", _page_words),
        ):
            return cli.main(words), out.getvalue(), err.getvalue()
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


_GRAMMARS = {".yaml": grammar.yamls, ".md": grammar.proses, ".po": grammar.catalogues, ".svg": grammar_markup.drawings}
_PATHS = (
    *("booklets/tiny/booklet.yaml", "booklets/tiny/02-rest.md", "booklets/tiny/figures/bed.svg", "locales/es/tiny.po"),
    *("booklets/shared/claims.yaml", "booklets/shared/glossary.yaml", "booklets/shared/references.yaml"),
    *("booklets/shared/helplines.yaml", "booklets/shared/links.yaml", "booklets/shared/medicines.yaml"),
    *("locales/es/locale.yaml", "locales/en/locale.yaml", "locales/es/shared.po", "booklets/tiny/signoffs.yaml"),
    *("limits.yaml", "locales/es/terms.csv", "locales/es/tiny.pairs", "booklets/tiny/waivers.yaml"),
)


@st.composite
def _projects(draw: st.DrawFn) -> bytes:
    """One file of the project with a line of another kind, a line less or twice, or made from grammar as a whole."""
    path = draw(
        grammar.usually(st.sampled_from(_PATHS), st.sampled_from(("locales/xx/locale.yaml", "booklets/b/booklet.yaml")))
    )
    content = files().get(path, b"a: b\n")
    change = draw(st.integers(0, 5))
    lines = content.split(b"\n")
    place = draw(st.integers(0, len(lines) - 1))
    if change == 0:
        content = draw(_GRAMMARS.get(PurePosixPath(path).suffix, grammar.yamls))
    elif change == 1:
        content = b"(gone)\n"
    elif change == 2:
        content = b"\n".join(lines[:place] + lines[place + 1 :])
    elif change == 3:
        content = b"\n".join(lines[: place + 1] + lines[place:])
    else:
        words = draw(grammar.rich).encode("utf-8", "surrogatepass")
        key, colon, value = lines[place].partition(b": ")
        lines[place] = key + colon + (words if change == 4 else value[: len(value) // 2] + words)
        content = b"\n".join(lines)
    return bundle.bundled([(path, content.rstrip(b"\n") + b"\n")])


def projects() -> SearchStrategy[bytes]:
    """Made when asked for: the project is built for it."""
    return _projects()


TARGET = Target(
    "check",
    "ends with 0, 1 or 3 and no traceback; exit code and problems agree; each problem stands in a place that is there; "
    "no file is changed",
    law,
    st.deferred(projects),
    (*grammar.YAML_WORDS, *grammar.PROSE_WORDS, *(f"\n=== {path}\n".encode() for path in _PATHS), b"(gone)\n"),
    most_bytes=4_000,
    seconds=10.0,
)
