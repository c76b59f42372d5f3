"""What is run on what: each command that writes, in a project in which it has something to do."""

from __future__ import annotations

import builtins
import datetime
import hashlib
import shutil
import subprocess
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from jinja2 import Environment

from bookletpress import asking, cli, crew, project
from bookletpress.guards import css
from bookletpress.jobs import Job, Pressed
from bookletpress.worker import PRESSED

ROOT = Path(__file__).absolute().parents[2]
TINY = ROOT / "tests" / "samples" / "tiny"


@dataclass(frozen=True, slots=True)
class Scene:
    """One command: the words after `-C PROJECT`, and what makes the project ready for it.

    `output` is the folder that is published as a whole, with its own laws; other files stand for themselves. What is
    done `once`, such as to sign, is not done again by a next run that finds it done.
    """

    name: str
    words: tuple[str, ...]
    ready: Callable[[Path], None]
    output: str = ""
    once: bool = False


def press(root: Path, *words: str) -> int:
    """Runs the press in this process."""
    return cli.main(["-C", str(root), *(word.replace("PROJECT", str(root)) for word in words)])


def pretend(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """No layout engine, no terminal: a child answers at once, and a person says what is needed."""
    put(crew, "subprocess", types.SimpleNamespace(Popen=_Child, PIPE=subprocess.PIPE, TimeoutExpired=TimeoutError))
    put(crew, "_ask", lambda _child, job: (PRESSED, _pressed(job)))
    put(asking, "refuse_without_terminal", lambda *_words: None)
    put(asking, "signed", lambda _digest: None)
    put(builtins, "input", _answer)
    put(project, "page_words", _remembered(project.page_words, _by_content))
    put(css, "faults", _remembered(css.faults, _by_content))
    put(Environment, "compile", _remembered(Environment.compile, _by_source))


def _remembered(call: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    """What takes long and touches no file is worked out once for the same content, before children are born."""
    known: dict[Any, Any] = {}

    def asked(*words: Any, **named: Any) -> Any:
        name = key(*words, **named)
        if name not in known:
            known[name] = call(*words, **named)
        return known[name]

    return asked


def _by_content(files: Mapping[str, Any], *words: object, **named: object) -> object:
    return tuple(files.items()), words, tuple(named.items())


def _by_source(place: Environment, source: object, *words: object, **named: object) -> object:
    settings = place.autoescape, tuple(sorted(place.extensions)), place.undefined
    return settings, str(source), words, tuple(named.items())


class _Child:
    """A process that is none."""

    stdin = stdout = None

    def __init__(self, *_words: object, **_named: object) -> None: ...

    def poll(self) -> None:
        return None

    def kill(self) -> None: ...

    def wait(self, _seconds: float = 0) -> int:
        return 0


def _pressed(job: Job) -> Pressed:
    digest = hashlib.sha256(job.composed.html.encode()).hexdigest()
    return Pressed(b"%PDF-1.7\n" + digest.encode() * 300, 6, ())


def _answer(question: str = "") -> str:
    usual = {"Full name": "Jane Doe", "Valid until": "", "Profession": "", "(yes/no)": "no"}
    return next(answer for words, answer in usual.items() if words in question)


# --------------------------------------------------------------------------------------------------------- the projects


def fresh(root: Path) -> None:
    """The tiny sample, its claims of today, begun in Spanish: nothing was ever printed."""
    shutil.copytree(TINY, root)
    claims = root / "booklets/shared/claims.yaml"
    today = datetime.datetime.now(datetime.UTC).date()
    claims.write_text(claims.read_text("utf-8").replace("as_of: 2026-11-21", f"as_of: {today}"), "utf-8")
    shutil.copytree(ROOT / "styles", root / "styles")
    (root / "tmp").mkdir()


def translated(root: Path) -> None:
    """With templates and catalogues, as yesterday's texts want them."""
    fresh(root)
    _well(root, "extract")
    _well(root, "update", "-l", "es")


def edited(root: Path) -> None:
    """A sentence changed since."""
    translated(root)
    edit(root)


def edit(root: Path) -> None:
    _change(root / "booklets/tiny/02-rest.md", "Many people feel better", "Most people feel better")


def printed(root: Path) -> None:
    """Yesterday's editions lie in dist; since then all changed, and those on A4 get another name."""
    fresh(root)
    _well(root, *EVERYTHING)
    edit(root)
    _change(root / "styles/formats.yaml", "name: a4\n", "name: a4-paper\n")


def as_printed(root: Path) -> None:
    """Nothing changed since the last build."""
    fresh(root)
    _well(root, *EVERYTHING)


def one_done(root: Path) -> None:
    """A translation that nobody has confirmed."""
    translated(root)
    place = root / "locales/es/tiny.po"
    text = place.read_text("utf-8")
    place.write_text(
        text.replace('msgid "The main points"\nmsgstr ""', 'msgid "The main points"\nmsgstr "Lo principal"'), "utf-8"
    )
    assert "Lo principal" in place.read_text("utf-8")


def sheet_back(root: Path) -> None:
    """A workbook has come back with a translation in it."""
    translated(root)
    _well(root, "export-xlsx", "-l", "es", "-o", "PROJECT/back.xlsx")
    book = openpyxl.load_workbook(root / "back.xlsx")
    page = book["tiny"]
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, 3).value == "The main points")
    page.cell(row, 4).value = "Lo principal"
    book.save(root / "back.xlsx")


def pseudo_before(root: Path) -> None:
    """A pseudo-translation of yesterday's texts."""
    fresh(root)
    _well(root, "pseudo")
    edit(root)


def evidence_before(root: Path) -> None:
    """An evidence pack of yesterday's text."""
    fresh(root)
    _well(root, *EVIDENCE)
    edit(root)


def proof_before(root: Path) -> None:
    """A proof of yesterday's text."""
    translated(root)
    _well(root, *PROOF)
    edit(root)


def status_before(root: Path) -> None:
    """A page of states of yesterday."""
    fresh(root)
    _well(root, *STATUS)
    edit(root)


def _well(root: Path, *words: str) -> None:
    code = press(root, *words, "-q")
    assert code == 0, (words, code)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")


EVERYTHING = ("build", "-j", "1")
EVIDENCE = ("evidence", "tiny", "-l", "en")
PROOF = ("proof", "tiny", "-l", "es")
STATUS = ("status", "--html", "PROJECT/status.html")
SIGN = ("sign", "tiny", "-l", "en", "-a", "family", "--role", "clinical")

SCENES = (
    Scene("build, the first", EVERYTHING, fresh, "dist"),
    Scene("build, all anew", EVERYTHING, printed, "dist"),
    Scene("build, one language", (*EVERYTHING, "-l", "es"), printed, "dist"),
    Scene("build, nothing to do", EVERYTHING, as_printed, "dist"),
    Scene("extract", ("extract",), fresh),
    Scene("update", ("update",), edited),
    Scene("confirm", ("confirm", "--all"), one_done),
    Scene("export-xlsx", ("export-xlsx", "-l", "es"), edited, once=True),
    Scene("import-xlsx", ("import-xlsx", "PROJECT/back.xlsx"), sheet_back),
    Scene("pseudo", ("pseudo",), pseudo_before),
    Scene("status --html", STATUS, status_before),
    Scene("sign", SIGN, as_printed, once=True),
    Scene("signoffs", ("signoffs",), as_printed),
    Scene("evidence", EVIDENCE, evidence_before),
    Scene("proof", PROOF, proof_before),
)
