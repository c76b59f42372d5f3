"""An incremental build makes what a clean one makes; "nothing to do" is said only where it is so; the why is true."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from pretended import AtOnce

from benchmarks.kill import visible
from bookletpress import build, cli, crew, fingerprint, inputs, journal, natives, preparation, printrun, problems
from bookletpress.crew import Crew
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.outputs import Outputs

SEED, STEPS = 20261121, 18
NOTHING = "nothing to do"


@dataclass
class Press:
    """The command line on a project, with a crew that makes of an edition what depends on all that it was given."""

    root: Path
    said: pytest.CaptureFixture[str]
    pressed: list[str]

    def __call__(self, out: Path, *words: str) -> str:
        """What it says; it must go well."""
        self.pressed.clear()
        code = cli.main(["-C", str(self.root), *words, "-o", str(out)])
        told = self.said.readouterr()
        assert code == 0, told.err
        return told.out

    def assert_clean(self, out: Path, words: str = "") -> None:
        """The folder is as a build into a new one makes it."""
        other = out.with_name("clean")
        self(other)
        assert visible(out) == visible(other), words
        shutil.rmtree(other)

    def end_before_it_publishes(self, out: Path, *words: str) -> None:
        """A build that is interrupted when all its editions are finished."""

        def ended(*_: object) -> None:
            raise KeyboardInterrupt

        def left(code: int) -> None:
            raise SystemExit(code)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build, "_publish", ended)
            patch.setattr(os, "_exit", left)
            with pytest.raises(SystemExit, match="130"):
                cli.main(["-C", str(self.root), *words, "-o", str(out)])
        self.said.readouterr()

    @contextmanager
    def hired(self, _workers: int, _limits: Limits, _scratch: Path) -> Iterator[Crew]:
        yield Crew(AtOnce(), self._press, 1)

    def _press(self, job: Job) -> Pressed:
        self.pressed.append(str(job.composed.edition))
        given = repr((job.composed, [hashlib.sha256(asset.data).hexdigest() for asset in job.composed.assets]))
        return Pressed(f"%PDF {given} {job.fonts} {job.engine}".encode(), 6, ())


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our own code, which nobody else edits meanwhile."""
    ignore = shutil.ignore_patterns("__pycache__")
    copy = Path(shutil.copytree(ROOT / "bookletpress", tmp_path / "bookletpress", ignore=ignore))
    monkeypatch.setattr(inputs, "_PACKAGE", copy)
    return copy


@pytest.fixture
def press(
    tiny: Path, package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Press]:
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    made = Press(tiny, capsys, [])
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(crew, "hired", made.hired)
    yield made
    for number, handler in before:
        signal.signal(number, handler)


# -------------------------------------------------------------------------------------------------------- a random walk


def edit(root: Path, path: str, pattern: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    edited, count = re.subn(pattern, new, text, count=1)
    assert count == 1, path
    (root / path).write_text(edited, "utf-8")


def sentence(root: Path, chance: random.Random) -> None:
    word = chance.choice(("Many", "Most", "Some"))
    edit(root, "booklets/tiny/02-rest.md", "(Many|Most|Some) people", f"{word} people")


def shared_word(root: Path, chance: random.Random) -> None:
    edit(root, "booklets/shared/glossary.yaml", "Lying down.*", chance.choice(("Lying down.", "Lying down quietly.")))


def drawing(root: Path, chance: random.Random) -> None:
    edit(root, "booklets/tiny/figures/bed.svg", 'r="[0-9.]+"', f'r="{chance.choice((8, 9, 9.5))}"')


def style(root: Path, chance: random.Random) -> None:
    with (root / "styles/booklet" / chance.choice(("a4.css", "letter.css", "booklet.css"))).open("a") as sheet:
        sheet.write(f"p {{ orphans: {chance.choice((2, 3))} }}\n")


def site(root: Path, chance: random.Random) -> None:
    with (root / "styles/site/site.css").open("a") as sheet:
        sheet.write(f"p {{ margin: {chance.choice((2, 3))}px }}\n")


def translation(root: Path, chance: random.Random) -> None:
    said = chance.choice(("El descanso ayuda", "Descansar ayuda", ""))
    head = (
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )
    row = f'\nmsgid "Why rest helps"\nmsgstr "{said}"\n'
    (root / "locales/es/tiny.po").write_text(head + row, "utf-8")


def a_format(root: Path, _chance: random.Random) -> None:
    path = root / "styles/formats.yaml"
    one = "- name: small\n  label: Small\n  width: 148mm\n  height: 210mm\n  sheets: [a4.css]\n  everyday: yes\n"
    text = path.read_text("utf-8")
    path.write_text(text.replace(one, "") if one in text else text + one, "utf-8")


def a_locale(root: Path, _chance: random.Random) -> None:
    french = root / "locales/fr"
    if french.exists():
        shutil.rmtree(french)
        return
    french.mkdir()
    text = (root / "locales/es/locale.yaml").read_text("utf-8").split("# Printed in")[0]
    for old, new in (
        ("name: Spanish", "name: French"),
        ("Español", "Français"),
        ("es-US", "fr-CA"),
        ("es_US", "fr_CA"),
    ):
        text = text.replace(old, new)
    (french / "locale.yaml").write_text(text, "utf-8")


def a_booklet(root: Path, _chance: random.Random) -> None:
    other = root / "booklets/other"
    if other.exists():
        shutil.rmtree(other)
    else:
        shutil.copytree(root / "booklets/tiny", other)


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (
    *(sentence, shared_word, drawing, style, site, translation, a_format, a_locale, a_booklet),
)


def test_a_random_walk_through_a_project(press: Press, tiny: Path, tmp_path: Path) -> None:
    """Changes, reverts and partial builds in any order: the folder is always what a clean build makes."""
    chance = random.Random(SEED)
    out, first = tmp_path / "out", tmp_path / "first"
    shutil.copytree(tiny, first)
    history = []
    press(out)
    for _ in range(STEPS):
        kind = chance.random()
        if kind < 0.12:
            history.append("revert")
            shutil.rmtree(tiny)
            shutil.copytree(first, tiny)
        elif kind < 0.24:
            pdfs = sorted(out.rglob("*.pdf"))
            lost = chance.choice(pdfs)
            history.append(f"lost {lost.name}")
            lost.unlink()
        else:
            for change in chance.sample(CHANGES, chance.choice((1, 1, 1, 2))):
                history.append(change.__name__)
                change(tiny, chance)
        if chance.random() < 0.3:
            part = chance.choice((("-l", "es"), ("-f", "a4"), ("tiny",), ("--force", "-l", "en")))
            history.append(f"built {part}")
            press(out, *part)
        press(out)
        press.assert_clean(out, f"seed {SEED}: {history}")
        assert NOTHING in press(out), f"seed {SEED}: {history}"
        assert not press.pressed


# --------------------------------------------------------------------------------------------------------- what is told


EVERYTHING = {
    f"{name}/tiny_{name}_family_{size}"
    for name in ("en", "es")
    for size in ("letter_DRAFT.pdf", "a4_DRAFT.pdf", "web_DRAFT.html")
}
ABOUT = "“About this booklet”"
"""Names the exact version of the text and the drawings, so it changes with them."""

SAID = {
    "a sentence": ("booklets/tiny/03-help.md", "Call", "Ring", "", f"its pages changed in “Whom to call” and {ABOUT}"),
    "a drawing": (
        "booklets/tiny/figures/bed.svg",
        'r="9.5"',
        'r="9"',
        "",
        f"its pages changed in “Why rest helps” and {ABOUT}",
    ),
    "a note": (
        "locales/es/locale.yaml",
        "borrador",
        "esbozo",
        "es/",
        f"its pages changed in “A sample booklet” and {ABOUT}",
    ),
    "a size": ("styles/formats.yaml", "210mm", "209mm", "_a4_", "its pages changed in the opening"),
    "a style": ("styles/booklet/a4.css", "^", "/* new */", "_a4_", "the design changed in a4.css"),
    "a style of all": ("styles/booklet/booklet.css", "^", "/* new */", ".pdf", "the design changed in booklet.css"),
    "a style of web pages": (
        "styles/booklet/screen/screen.css",
        "112.5%",
        "110%",
        ".html",
        "its pages changed in the opening",
    ),
    "the download page": ("styles/site/site.css", "^", "/* new */", "nobody's", ""),
}


@pytest.mark.parametrize("kind", SAID)
def test_only_what_a_change_reaches_is_made_anew_and_the_reason_is_told(
    kind: str, press: Press, tiny: Path, tmp_path: Path
) -> None:
    path, old, new, which, why = SAID[kind]
    reached = sorted(name for name in EVERYTHING if which in name)
    press(tmp_path / "out")
    edit(tiny, path, old, new)
    dry, wet = press(tmp_path / "out", "-n", "--explain"), press(tmp_path / "out", "--explain")
    told = [line for line in wet.splitlines() if "made anew" in line]
    assert sorted(told) == [f"{name} is made anew: {why}" for name in reached]
    assert sorted(dry.splitlines()) == [f"{tmp_path / 'out'}/{name}: {why}" for name in reached]
    assert len(press.pressed) == sum(name.endswith(".pdf") for name in reached)  # nothing lays a web page out


def test_what_an_ended_run_had_finished_is_told(press: Press, tiny: Path, tmp_path: Path) -> None:
    press(tmp_path / "out", "-l", "en", "-f", "a4")
    edit(tiny, "booklets/tiny/02-rest.md", "Many", "Most")

    press.end_before_it_publishes(tmp_path / "out", "-l", "en", "-f", "a4")
    told = press(tmp_path / "out", "-l", "en", "-f", "a4", "--explain")
    assert f"changed in “Why rest helps” and {ABOUT}; a build that was ended early had it finished" in told
    assert not press.pressed


# -------------------------------------------------------------------------------------------------------- nothing to do


@dataclass(frozen=True)
class Built:
    """A build of everything, from a copy of our own code and of the fonts."""

    out: Path
    package: Path
    fonts: Path
    ask: Callable[..., str]

    def nothing_to_do(self, days: int = 0) -> bool:
        """As the front door sees it, today or some days later."""
        words = cli.arguments.read(["-C", str(self.out.parent / "project"), "-o", str(self.out)])
        words.began = time.time_ns() + days * 86_400_000_000_000
        return cli._nothing_to_do(words, self.out.parent / "project") is not None


@pytest.fixture
def built(press: Press, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    press(tmp_path / "out")
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    run = build.buildlog.last_run(tmp_path / "out")
    assert run
    for nickname in run.fonts:
        shutil.copy(inputs.place(nickname), fonts)
    monkeypatch.setattr(inputs, "place", lambda nickname: fonts / Path(nickname).name)
    made = Built(tmp_path / "out", package, fonts, press)
    assert made.nothing_to_do()
    return made


def test_on_the_day_a_claim_grows_old_it_is_looked_at_again_and_nothing_is_printed(
    built: Built, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built.nothing_to_do(days=1)
    assert not built.nothing_to_do(days=3 * 366)
    assert not built.nothing_to_do(days=-1)
    before = {path: path.read_bytes() for path in built.out.rglob("*.pdf")}
    assert before
    tomorrow = time.time_ns() + 3 * 366 * 86_400_000_000_000
    monkeypatch.setattr(cli.time, "time_ns", lambda: tomorrow)
    press(tmp_path / "out")
    assert not press.pressed
    assert {path: path.read_bytes() for path in built.out.rglob("*.pdf")} == before
    run = build.buildlog.last_run(built.out)
    assert run
    assert run.said.endswith("1 warning")
    assert built.nothing_to_do()


def test_one_bit_of_any_file_that_a_build_reads_or_has_made_is_noticed(built: Built, tiny: Path) -> None:
    own = {build.buildlog.LOG, build.outputs.LIST, build.outputs.LOCK}
    files = [
        path
        for folder in (tiny, built.package, built.fonts, built.out)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.name not in own
    ]
    kinds = {path.suffix for path in files}
    assert kinds >= {".md", ".yaml", ".svg", ".css", ".html", ".py", ".conf", ".ttf", ".pdf", ".json"}
    for path in files:
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        assert not built.nothing_to_do(), path
        path.unlink()
        assert not built.nothing_to_do(), path
        path.write_bytes(content)
    assert built.nothing_to_do()


def test_what_is_added_moved_or_behind_a_link_is_noticed(built: Built, tiny: Path, tmp_path: Path) -> None:
    def noticed(change: Callable[[], object], back: Callable[[], object]) -> bool:
        change()
        seen = not built.nothing_to_do()
        back()
        assert built.nothing_to_do()
        return seen

    figure, moved = tiny / "booklets/tiny/figures/bed.svg", tiny / "booklets/tiny/figures/cot.svg"
    for path in ("booklets/new", "locales/fr", "booklets/tiny/figures/new"):
        assert noticed((tiny / path).mkdir, (tiny / path).rmdir), path
    for path in ("booklets/tiny/04-new.md", "locales/es/tiny.po", "styles/booklet/new.css"):
        assert noticed((tiny / path).touch, (tiny / path).unlink), path
    assert noticed(lambda: figure.rename(moved), lambda: moved.rename(figure))


def test_a_change_behind_a_link_to_a_folder_is_noticed(press: Press, tiny: Path, tmp_path: Path) -> None:
    (tiny / "kept").mkdir()
    for name in ("booklets/tiny", "locales/es"):
        (tiny / name).rename(tiny / "kept" / Path(name).name)
        (tiny / name).symlink_to(tiny / "kept" / Path(name).name)
    (tiny / "kept/loop").symlink_to(tiny / "kept")
    (tiny / "booklets/tiny/loop").symlink_to(tiny / "booklets")
    press(tmp_path / "out")
    assert NOTHING in press(tmp_path / "out")
    for path, old, new in (("tiny/02-rest.md", "Many", "Most"), ("es/locale.yaml", "borrador", "esbozo")):
        edit(tiny / "kept", path, old, new)
        assert NOTHING not in press(tmp_path / "out"), path
        assert press.pressed
        press.assert_clean(tmp_path / "out")


ASKED = (("-l", "es"), ("-f", "a4"), ("-a", "family"), ("tiny",), ("--force",), ("--timings",))


@pytest.mark.parametrize("words", ASKED)
def test_another_wish_is_noticed(words: tuple[str, ...], press: Press, tmp_path: Path) -> None:
    press(tmp_path / "out")
    assert NOTHING in press(tmp_path / "out")
    assert NOTHING not in press(tmp_path / "out", *words)
    assert bool(press.pressed) == (words == ("--force",))
    press.assert_clean(tmp_path / "out")


@pytest.mark.parametrize("what", ["machine", "native"])
def test_another_library_is_noticed(what: str, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "machine":
        packages = built.out.parent / "lib" / "site-packages"
        (packages / "new-1.0.dist-info").mkdir(parents=True)
        monkeypatch.syspath_prepend(packages)
    else:
        monkeypatch.setattr(inputs, "versions", lambda: ("Pango 99.0",))
    assert not built.nothing_to_do()


def test_a_file_that_is_saved_while_it_is_read_and_then_taken_back_is_made_anew(
    press: Press, tiny: Path, tmp_path: Path
) -> None:
    """What a page was made from is what its digest says, whatever happens in between."""
    real, path = build.prepare, "booklets/tiny/02-rest.md"

    def saved(*words: object) -> object:
        edit(tiny, path, "(Many|Most) people", "Most people")
        return real(*words)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "prepare", saved)
        press(tmp_path / "out")
    press.assert_clean(tmp_path / "out")
    edit(tiny, path, "Most people", "Many people")
    assert NOTHING not in press(tmp_path / "out")
    press.assert_clean(tmp_path / "out")


# ----------------------------------------------------------------------------------------------- the engine has changed


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bookletpress", "the press itself changed"),
        ("WeasyPrint", "the engine changed: WeasyPrint ({before}, now 99.0)"),
        ("Pango", "the engine changed: Pango ({before}, now 99.0)"),
        ("Python", "the engine changed: Python ({before}, now 99.0)"),
    ],
)
def test_another_engine_makes_everything_anew(
    name: str, told: str, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(tmp_path / "out")
    now = fingerprint.engine()
    monkeypatch.setattr(printrun, "engine", lambda: {**now, name: "99.0"})
    monkeypatch.setattr(inputs, "versions", lambda: (*natives.versions(), "changed 1"))
    said = press(tmp_path / "out", "--explain")
    assert said.count(told.format(before=now[name])) == 4
    assert len(press.pressed) == 4
    press.assert_clean(tmp_path / "out")


def test_one_bit_of_our_code_that_shapes_a_page_is_another_engine(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "__file__", str(package / "fingerprint.py"))
    engine = fingerprint.engine.__wrapped__
    before = engine()
    for name in fingerprint.SOURCES:
        with (package / name).open("ab") as file:
            file.write(b"\n")
        after = engine()
        assert {key for key in before if before[key] != after[key]} == {"bookletpress"}, name
        before = after


def test_a_font_of_another_content_makes_its_editions_anew(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(tmp_path / "out")
    real = printrun.font_digests

    def another(faces: object) -> dict[str, str]:
        found = dict(real(faces))  # type: ignore[arg-type]
        return found | {"SourceSansPro-Bold.ttf": "0" * 64}

    monkeypatch.setattr(printrun, "font_digests", another)
    monkeypatch.setattr(inputs, "versions", lambda: (*natives.versions(), "changed 1"))
    said = press(tmp_path / "out", "--explain")
    assert said.count("the font is another: SourceSansPro-Bold.ttf") == 4


def test_a_failed_edition_keeps_its_file_and_is_made_by_the_next_build(
    press: Press, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(tmp_path / "out")
    before = visible(tmp_path / "out")
    edit(tiny, "booklets/tiny/02-rest.md", "Many", "Most")
    lost = "en/tiny_en_family_a4_DRAFT.pdf"
    real = press._press

    def fail(job: Job) -> Pressed:
        if str(job.composed.edition) == "tiny · en · family · a4":
            return crew._nothing(job, Limits(), crew.DIED, "by signal SIGKILL")
        return real(job)

    monkeypatch.setattr(press, "_press", fail)
    code = cli.main(["-C", str(tiny), "-o", str(tmp_path / "out")])
    told = press.said.readouterr()
    assert code == 1
    assert "tiny · en · family · a4 was given up: its worker ended by signal SIGKILL [worker-died]" in told.err
    after = visible(tmp_path / "out")
    assert {name for name in before if before[name] == after[name] and name.endswith(".pdf")} == {lost}
    rows = {row["path"]: row["sha256"] for row in json.loads(after["catalogue.json"])}
    assert rows[lost] == hashlib.sha256(before[lost]).hexdigest()
    monkeypatch.setattr(press, "_press", real)
    press(tmp_path / "out")
    assert press.pressed == ["tiny · en · family · a4"]
    press.assert_clean(tmp_path / "out")


# ----------------------------------------------------------------------------------------------- nobody listens, or can


class Gone(io.StringIO):
    """A stream whose reader has left, or whose disk is full."""

    def __init__(self, reason: int) -> None:
        super().__init__()
        self._reason = reason

    def write(self, text: str) -> int:
        raise OSError(self._reason, os.strerror(self._reason))  # EPIPE makes it a BrokenPipeError


@pytest.mark.parametrize("words", [(), ("--explain",), ("--timings",)])
def test_a_build_goes_on_when_nobody_reads_what_it_says(
    words: tuple[str, ...], press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in `make_pdf.py | head -1`: exit 0 means that the booklets are there."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Gone(errno.EPIPE))
        assert cli.main(["-C", str(press.root), "-o", str(tmp_path / "out"), *words]) == 0
    press.assert_clean(tmp_path / "out")


def test_a_full_disk_behind_standard_error_changes_no_exit_code(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", Gone(errno.ENOSPC))
    assert cli.main(["-C", str(press.root), "-o", str(tmp_path / "out")]) == 0
    assert cli.main(["-C", str(press.root), "-l", "tlh"]) == 2
    (press.root / "booklets/tiny/02-rest.md").unlink()
    assert cli.main(["-C", str(press.root), "-o", str(tmp_path / "out")]) == 1


@pytest.mark.parametrize("path", ["styles/booklet/a4.css", "styles/booklet/back.html", "locales/es/locale.yaml"])
def test_a_file_that_the_disk_does_not_give_is_named(
    path: str, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name in ((io, "open"), (os, "open")):
        real = getattr(owner, name)

        def refuse(file: object, *words: object, _real: Callable[..., object] = real, **more: object) -> object:
            if str(file).endswith(path):
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(file))
            return _real(file, *words, **more)

        monkeypatch.setattr(owner, name, refuse)
    code = cli.main(["-C", str(press.root), "-o", str(tmp_path / "out")])
    told = press.said.readouterr().err
    assert code in (1, 3)
    assert told.count(": error: ") == 1
    assert f"{path}:1:1: error: " in told
    assert os.strerror(errno.EIO) in told


# ---------------------------------------------------------------------------------------------------------- the checks

FAULT = problems.error("made-up", "this is wrong", problems.Location("booklets/tiny/02-rest.md", 3), "mend it")


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on, the checks have something against every text."""
    return lambda: monkeypatch.setattr(preparation, "checked", lambda *_words: (FAULT,))


def test_while_the_checks_look_editions_are_pressed_and_what_they_refuse_is_not_even_staged(
    press: Press, tiny: Path, tmp_path: Path, refusing: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    press(out)
    before = visible(out)
    edit(tiny, "booklets/tiny/02-rest.md", "(Many|Most|Some) people", "Nearly all people")
    press.pressed.clear()
    refusing()
    monkeypatch.setattr(Outputs, "stage", lambda *_words: pytest.fail("it was staged"))
    for words in ((), ("-f", "web")):
        assert cli.main(["-C", str(tiny), *words, "-o", str(out)]) == 1
        told = press.said.readouterr()
        assert told.err.count("booklets/tiny/02-rest.md:3:1: error: this is wrong [made-up]") == 1
        assert ".pdf" not in told.out
        assert visible(out) == before
    assert len(press.pressed) == printrun.AHEAD  # the crew of one had enough to do


def test_a_refusal_leaves_what_an_ended_run_had_finished(
    press: Press, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    press.end_before_it_publishes(out)
    with monkeypatch.context() as patch:
        patch.setattr(preparation, "checked", lambda *_words: (FAULT,))
        assert cli.main(["-C", str(tiny), "-o", str(out)]) == 1
    assert ".pdf" not in press.said.readouterr().out
    press(out)
    assert not press.pressed


def test_a_release_is_checked_before_anything_is_pressed(
    press: Press, tiny: Path, tmp_path: Path, refusing: Callable[[], None]
) -> None:
    refusing()
    assert cli.main(["-C", str(tiny), "--release", "-o", str(tmp_path / "out")]) == 1
    assert not press.pressed


def test_what_composing_stumbles_over_is_told_by_the_checks_if_they_know_it(
    press: Press, tiny: Path, tmp_path: Path, refusing: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_words: object) -> None:
        raise KeyError("nobody knows it")

    monkeypatch.setattr(preparation.Prepared, "compose", stumble)
    assert cli.main(["-C", str(tiny), "-o", str(tmp_path / "out")]) == 70
    refusing()
    press.said.readouterr()
    assert cli.main(["-C", str(tiny), "-o", str(tmp_path / "out")]) == 1
    assert "this is wrong [made-up]" in press.said.readouterr().err


def test_what_an_ended_run_left_behind_is_put_away_even_if_there_is_nothing_to_make(
    press: Press, tmp_path: Path
) -> None:
    """It was killed in the last moment, when all had been said and done."""
    press(tmp_path / "out")
    (tmp_path / "out" / journal.SCRATCH).mkdir()
    (tmp_path / "out" / journal.JOURNAL).touch()
    press(tmp_path / "out")
    assert not press.pressed
    assert not journal.unfinished(tmp_path / "out")
    assert NOTHING in press(tmp_path / "out")


# ------------------------------------------------------------------------------------------------------------- formats


def names(out: Path) -> set[str]:
    """The formats that lie in the English part of an output folder."""
    return {path.stem.removeprefix("tiny_en_family_").removesuffix("_DRAFT") for path in (out / "en").glob("tiny_*")}


def test_a_bare_build_makes_the_everyday_formats_and_keeps_the_others_up_to_date(press: Press, tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out)
    assert names(out) == {"letter", "a4", "web"}
    press(out, "-f", "large-print-letter", "-l", "en")
    assert names(out) == {"letter", "a4", "web", "large-print-letter"}
    edit(press.root, "booklets/tiny/02-rest.md", "Many people", "Most people")
    press(out)
    assert "tiny · en · family · large-print-letter" in press.pressed
    assert "tiny · es · family · large-print-letter" not in press.pressed
    rows = json.loads((out / "catalogue.json").read_text("utf-8"))
    assert {row["format"] for row in rows if row["locale"] == "en"} == names(out)
    assert NOTHING in press(out)


def test_sheets_lie_beside_their_pages(press: Press, tmp_path: Path) -> None:
    press(tmp_path / "out", "-f", "fold-letter")
    assert names(tmp_path / "out") == {"half-letter", "fold-letter_PRINT-ONLY"}


def test_marks_are_another_thing_to_make(press: Press, tmp_path: Path) -> None:
    out = tmp_path / "out"
    press(out)
    press(out, "--marks")
    assert len(press.pressed) == 4
    assert NOTHING in press(out, "--marks")
    press(out)
    assert len(press.pressed) == 4
    press.assert_clean(out)
