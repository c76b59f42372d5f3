"""Whatever surrounds a build, it makes the same bytes or says why not: clock, zone, language, rights, streams, names.

Each run is a child of this process with a layout engine that is pretended, or, where Python must start anew, a process
of its own.
"""

from __future__ import annotations

import ctypes
import datetime
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from faultgrid import scenes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child of this process is changed, not the process")

DAY_SECONDS = 86_400
OWN = (".bookletpress.json", ".bookletpress.lock", ".bookletpress-log.json")
CAPABILITIES = 0x20080522
"""Version 3 of the structure that capset(2) takes."""


@dataclass(frozen=True)
class Ran:
    code: int
    said: str


def nothing() -> None:
    """Surroundings as they are."""


def child(folder: Path, work: Callable[[], int], around: Callable[[], object] = nothing) -> Ran:
    """What some work in a child of this process said, and its exit code."""
    said = folder / "said"
    number = os.fork()
    if not number:
        code = 70
        try:
            descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
            sys.stdout, sys.stderr = (
                io.TextIOWrapper(io.FileIO(fd, "w"), "utf-8", line_buffering=True) for fd in (1, 2)
            )
            around()
            code = work()
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
        except SystemExit as end:
            code = int(str(end.code))
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    found = said.read_text("utf-8", "replace")
    assert "Traceback" not in found, found
    return Ran(code, found)


def build(project: Path, *words: str, around: Callable[[], object] = nothing) -> Ran:
    return child(project.parent, lambda: scenes.press(project, "build", "-j", "1", *words), around)


def made(folder: Path) -> dict[str, str]:
    """The digest of each file that people see."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name not in OWN)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tiny sample, built once where nothing is odd."""
    project = tmp_path_factory.mktemp("around") / "project"
    scenes.fresh(project)
    handlers = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.MonkeyPatch.context() as patch:
        scenes.pretend(patch.setattr)
        assert scenes.press(project, "build", "-j", "1", "-q") == 0
        for number, handler in handlers:
            signal.signal(number, handler)
        yield project


@pytest.fixture
def project(model: Path, tmp_path: Path) -> Path:
    """The same, not built yet."""
    return Path(shutil.copytree(model, tmp_path / "project", ignore=shutil.ignore_patterns("dist")))


# --------------------------------------------------------------------------------------------------------------- clocks


def clock(seconds: int) -> Callable[[], None]:
    """As if it were that many seconds after 1970 began."""

    def turn() -> None:
        time.time_ns = lambda: seconds * 1_000_000_000  # type: ignore[method-assign]
        time.time = lambda: float(seconds)  # type: ignore[method-assign]

    return turn


YEAR_2040 = int(datetime.datetime(2040, 2, 29, tzinfo=datetime.UTC).timestamp())


@pytest.mark.parametrize("seconds", [0, YEAR_2040], ids=["1970", "2040"])
def test_a_clock_that_is_wrong_changes_no_page(seconds: int, model: Path, project: Path) -> None:
    done = build(project, around=clock(seconds))
    assert done.code == 0, done.said
    assert made(project / "dist") == made(model / "dist")


def test_a_clock_that_goes_back_between_two_builds(model: Path, project: Path) -> None:
    assert build(project, around=clock(YEAR_2040)).code == 0
    again = build(project, around=clock(YEAR_2040 - 400 * DAY_SECONDS))
    assert again.code == 0, again.said
    assert "nothing to do" not in again.said, "what was overdue may not be so any more"
    assert made(project / "dist") == made(model / "dist")


# ----------------------------------------------------------------------------------------- language, zone, home, rights


AROUND = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "TZ": "Nonsense/Zone", "PYTHONIOENCODING": "ascii", "HOME": "/nowhere/at/all"},
}

WITH_NO_ENGINE = "import sys; sys.path[:0] = [sys.argv[1]]; from tests.faultgrid import scenes; scenes.pretend(); \
sys.exit(scenes.press(__import__('pathlib').Path(sys.argv[2]), *sys.argv[3:]))"


@pytest.mark.parametrize("name", AROUND)
def test_language_zone_seed_and_home_change_no_byte(name: str, model: Path, project: Path) -> None:
    place = project.rename(project.with_name("Ärzte « ٣ »"))
    words = [sys.executable, "-c", WITH_NO_ENGINE, str(ROOT), str(place), "build", "-j", "1", "--explain"]
    done = subprocess.run(words, env={**os.environ, **AROUND[name]}, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert made(place / "dist") == made(model / "dist")


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_the_mask_of_rights_is_obeyed_and_changes_no_byte(mask: int, model: Path, project: Path) -> None:
    assert build(project, around=lambda: os.umask(mask)).code == 0
    assert made(project / "dist") == made(model / "dist")
    modes = {path.stat().st_mode & 0o777 for path in (project / "dist").rglob("*.*") if path.is_file()}
    assert modes <= {0o666 & ~mask, 0o644 & ~mask}


def without_power() -> None:
    """From now on rights hold for root too."""
    if os.getuid() == 0:
        header = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
        assert ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="root lays down its powers by capset(2)")
def test_folders_that_may_not_be_written(project: Path) -> None:
    (project / "dist").symlink_to("web")
    (project / "web").mkdir()
    (project / "web").chmod(0o555)
    first = build(project, around=without_power)
    assert (first.code, "dist" in first.said, "[output-failed]" in first.said) == (3, True, True), first.said
    (project / "web").chmod(0o755)
    assert build(project).code == 0
    scenes.edit(project)
    before = made(project)
    for place in ("web", "web/en"):
        (project / place).chmod(0o555)
        done = build(project, "-f", "letter", around=without_power)
        (project / place).chmod(0o755)
        assert (done.code, "dist" in done.said, "Permission denied" in done.said) == (3, True, True), done.said
        assert made(project) == before


@pytest.mark.skipif(sys.platform != "linux", reason="root lays down its powers by capset(2)")
def test_what_may_not_be_read_is_named(project: Path) -> None:
    for name, told in {
        "booklets/tiny/02-rest.md": "cannot read the file: Permission denied [file-unreadable]",
        "locales/es": "[file-unreadable]",
        "styles/booklet": "[file-unreadable]",
    }.items():
        mode = (project / name).stat().st_mode
        (project / name).chmod(0)
        done = build(project, around=without_power)
        (project / name).chmod(mode)
        assert done.code == 1, done.said
        assert told in done.said
        assert name in done.said
        assert not (project / "dist").exists()


# -------------------------------------------------------------------------------------------------------------- streams


def closed() -> None:
    """As Python finds them when a program was started with >&- 2>&-."""
    sys.stdout = sys.stderr = None  # type: ignore[assignment]
    for number in (1, 2):
        with suppress(OSError):
            os.close(number)


def full() -> None:
    for number in (1, 2):
        os.dup2(os.open("/dev/full", os.O_WRONLY), number)


def test_closed_streams_end_no_build(model: Path, project: Path) -> None:
    assert build(project, "--explain", around=closed).code == 0
    assert made(project / "dist") == made(model / "dist")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is always full")
def test_a_full_disk_behind_the_streams_is_an_exit_code(project: Path) -> None:
    done = build(project, "--explain", around=full)
    assert done.code == 3
    assert build(project, "-q").code == 0


# ---------------------------------------------------------------------------------------------------------------- names

NAMES = {
    "signs of shells and formats": " a'b\"c`d$(e)\n%s{0}%20 ",
    "letters and marks apart": unicodedata.normalize("NFD", "Ärzteblätter für Größe كتيب"),
    "no UTF-8": os.fsdecode(b"caf\xe9"),
    "like an option": "-q",
}


@pytest.mark.parametrize("name", NAMES)
def test_folders_of_any_name(name: str, model: Path, project: Path) -> None:
    place = project.rename(project.with_name(NAMES[name]))
    out = str(place / "out" / NAMES[name])
    done = build(place, "-o", out)
    assert done.code == 0, done.said
    assert made(Path(out)) == made(model / "dist")
    again = build(place, "-o", out)
    assert (again.code, "nothing to do" in again.said) == (0, True)


def test_what_is_said_of_a_name_stays_in_its_line(project: Path) -> None:
    (project / "a\nb\x1b[31m").mkdir()
    (project / "a\nb\x1b[31m/thesis").touch()
    done = build(project, "-o", str(project / "a\nb\x1b[31m"))
    assert done.code == 1
    assert "a\\nb\\x1b[31m:1:1: error: this folder holds files" in done.said


def test_a_path_that_no_system_takes(project: Path) -> None:
    for out in ("x" * 300, "/".join(["y" * 200] * 30)):
        done = build(project, "-o", str(project / out))
        assert done.code in (2, 3), done.said
        assert "hint: " in done.said


def test_a_deep_folder(model: Path, tmp_path: Path, project: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 100] * 30)
    done = build(project, "-o", str(deep))
    assert done.code == 0, done.said
    assert made(deep) == made(model / "dist")


# ---------------------------------------------------------------------------------------------------------------- links


def test_an_output_folder_that_is_a_link_is_the_folder_it_leads_to(model: Path, tmp_path: Path, project: Path) -> None:
    (tmp_path / "web").mkdir()
    (project / "dist").symlink_to(tmp_path / "web")
    assert build(project).code == 0
    assert made(tmp_path / "web") == made(model / "dist")
    assert (project / "dist").is_symlink()


def test_an_output_folder_that_leads_nowhere_or_to_sources(project: Path) -> None:
    (project / "dist").symlink_to("nowhere/at/all")
    done = build(project)
    assert (done.code, "[output-failed]" in done.said) == (3, True), done.said
    (project / "dist").unlink()
    (project / "dist").symlink_to("booklets")
    done = build(project)
    assert (done.code, "[output-folder]" in done.said) == (1, True), done.said


def test_a_link_in_the_output_folder_that_leads_out(tmp_path: Path, project: Path) -> None:
    assert build(project).code == 0
    (tmp_path / "private").mkdir()
    shutil.rmtree(project / "dist/es")
    (project / "dist/es").symlink_to(tmp_path / "private")
    done = build(project)
    assert (done.code, "[output-foreign]" in done.said) == (1, True), done.said
    assert not list((tmp_path / "private").iterdir())
