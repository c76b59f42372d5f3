"""Whole builds that fail or are killed at every step that touches the disk, and what the next one makes of it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from edition import TODAY
from faults import interrupted
from pretended import Sample, sample

from benchmarks.kill import OWN, assert_whole, finished, visible
from bookletpress import cli, layout
from bookletpress.plan import Selection
from bookletpress.preparation import prepare
from bookletpress.problems import EnvironmentFault
from bookletpress.site import names

STRIDE = 5
"""A build writes twenty small files alike beside the editions: every fifth step meets each kind of step."""
COMMON = names(())
"""What lies beside the folders of the languages."""

FAULTS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is not waited for."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def tiny_builds(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("killed"))


@pytest.fixture
def clean(tiny_builds: Sample, tmp_path: Path) -> dict[str, dict[str, bytes]]:
    """What clean builds make of each state; none has made anything before the first."""
    made: dict[str, dict[str, bytes]] = {"nothing": {}}
    for state in tiny_builds.states:
        tiny_builds.build(tmp_path / state, state)
        made[state] = visible(tmp_path / state)
    return made


def begin(tmp_path: Path, name: str, before: str) -> Path:
    """An output folder as a build of that state has left it."""
    out = tmp_path / name
    return out if before == "nothing" else Path(shutil.copytree(tmp_path / before, out))


def count(tiny_builds: Sample, tmp_path: Path, before: str) -> int:
    """How many steps a build of today takes."""
    out = begin(tmp_path, "counted", before)
    with interrupted(0, lambda: None) as reached:
        tiny_builds.build(out)
    return len(reached)


def attempted(tiny_builds: Sample, out: Path) -> str:
    """What a build says about the machine it runs on."""
    try:
        tiny_builds.build(out)
    except EnvironmentFault as fault:
        return f"{fault.problem.message} [{fault.problem.code}]"
    return ""


def assert_clean(out: Path, wanted: dict[str, bytes]) -> None:
    assert visible(out) == wanted
    assert {path.name for path in out.iterdir()} == {name.split("/")[0] for name in wanted} | OWN


@pytest.mark.parametrize("before", ["nothing", "yesterday"])
def test_a_failure_at_any_step_is_told_and_loses_nothing(
    tiny_builds: Sample, clean: dict[str, dict[str, bytes]], tmp_path: Path, before: str
) -> None:
    steps = count(tiny_builds, tmp_path, before)
    assert steps > 60
    told = 0
    for number in range(1, steps + 1, STRIDE):
        out, reason = begin(tmp_path, f"out-{number}", before), FAULTS[number % len(FAULTS)]

        def fail(reason: int = reason) -> None:
            raise OSError(reason, os.strerror(reason))

        with interrupted(number, fail) as reached:
            said = attempted(tiny_builds, out)
        assert said in ("", f"cannot write: {os.strerror(reason)} [output-failed]"), reached[number - 1]
        told += bool(said)
        assert_whole(out, clean[before], clean["today"])
        tiny_builds.build(out)
        assert_clean(out, clean["today"])
    assert told > steps // STRIDE // 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill is pretended in a child process")
@pytest.mark.parametrize("before", ["nothing", "yesterday"])
def test_a_kill_at_any_step_loses_nothing_and_what_was_finished_is_taken_up(
    tiny_builds: Sample, clean: dict[str, dict[str, bytes]], tmp_path: Path, before: str
) -> None:
    pdfs = sum(name.endswith(".pdf") for name in clean["today"])
    taken_up = 0
    for number in range(2, count(tiny_builds, tmp_path, before) + 1, STRIDE):
        out = begin(tmp_path, f"out-{number}", before)
        child = os.fork()
        if not child:
            with interrupted(number, lambda: os._exit(9)):
                tiny_builds.build(out)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert_whole(out, clean[before], clean["today"])
        ready = sum(name.endswith(".pdf") for name in finished(out, clean["today"]))
        tiny_builds.pressed.clear()
        tiny_builds.build(out)
        assert len(tiny_builds.pressed) == pdfs - ready
        assert_clean(out, clean["today"])
        taken_up += ready
    assert taken_up > 50 // STRIDE


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill is pretended in a child process")
def test_a_partial_build_after_a_kill_at_any_step_loses_no_other_edition(
    tiny_builds: Sample, clean: dict[str, dict[str, bytes]], tmp_path: Path
) -> None:
    """Killed while it publishes: the second half of all steps."""
    steps = count(tiny_builds, tmp_path, "yesterday")
    for number in range(steps // 2, steps + 1, STRIDE):
        out = begin(tmp_path, f"out-{number}", "yesterday")
        child = os.fork()
        if not child:
            with interrupted(number, lambda: os._exit(9)):
                tiny_builds.build(out)
            os._exit(0)
        os.waitpid(child, 0)
        tiny_builds.build(out, locales=("es",))
        rows = json.loads((out / "catalogue.json").read_text("utf-8"))
        assert "en/tiny_en_family_letter_DRAFT.pdf" in {row["path"] for row in rows}, number
        for row in rows:
            content = (out / row["path"]).read_bytes()
            assert content in (clean["yesterday"].get(row["path"]), clean["today"].get(row["path"]))
            assert row["sha256"] == hashlib.sha256(content).hexdigest()
        tiny_builds.build(out)
        assert_clean(out, clean["today"])


# ------------------------------------------------------------------------------------------------------- real processes

SOON = 30.0
"""Seconds after which a test gives up; nothing waits for so long unless it is broken."""


def command(project: Path, *words: str) -> list[str]:
    return [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(project), *words]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the end of a process is waited for by its descriptor")
@pytest.mark.parametrize(
    "how", [(signal.SIGINT, signal.SIGTERM, signal.SIGINT), (signal.SIGKILL,)], ids=["asked", "killed"]
)
def test_what_an_ended_run_has_finished_is_not_laid_out_again(how: tuple[signal.Signals, ...], tiny: Path) -> None:
    """The first edition is done, the second is at a worker. Whoever asks twice gets what asking once brings."""
    words = command(tiny, "-l", "en", "-j", "1")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as press:
        assert press.stdout
        first = next(line.split(" ")[0] for line in iter(press.stdout.readline, "") if ".pdf " in line)
        tasks = Path(f"/proc/{press.pid}/task").glob("*/children")
        workers = [os.pidfd_open(int(word)) for path in tasks for word in path.read_text().split()]
        assert workers
        for number in how:
            press.send_signal(number)
        _, said = press.communicate(timeout=SOON)
    for worker in workers:
        assert select.select([worker], [], [], SOON)[0], "a worker lives on"
        os.close(worker)
    assert not (tiny / "dist" / first).exists()
    assert press.returncode == (-signal.SIGKILL if how == (signal.SIGKILL,) else cli.INTERRUPTED)
    assert said.startswith("interrupted") != (how == (signal.SIGKILL,))
    assert "Traceback" not in said
    again = command(tiny, "-l", "en", "-q", "--trace", str(tiny / "trace.json"))
    subprocess.run(again, check=True, stderr=subprocess.DEVNULL)
    spans = json.loads((tiny / "trace.json").read_text("utf-8"))["traceEvents"]
    assert [row["name"] for row in spans].count("lay out") == 1
    assert {path.name for path in (tiny / "dist").iterdir()} == OWN | {"en", *COMMON}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", ["argparse", "yaml", "babel"])
def test_ctrl_c_while_the_press_is_being_read_from_the_disk(number: int, module: str, tiny: Path) -> None:
    """A module of that name which presses Ctrl-C is found first."""
    (tiny / f"{module}.py").write_text(
        f"import os\nos.kill(os.getpid(), {int(number)})\nos.kill(os.getpid(), {int(number)})\n"
    )
    done = subprocess.run(
        command(tiny), env={**os.environ, "PYTHONPATH": str(tiny)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == cli.INTERRUPTED
    assert "Traceback" not in done.stderr


def test_a_request_to_end_that_gets_lost_is_obeyed_all_the_same() -> None:
    """A library that is just being imported may swallow what is raised in it."""
    code = (
        "import os, signal, threading; from bookletpress import interrupts; interrupts.listen()\n"
        "try: os.kill(os.getpid(), signal.SIGINT)\n"
        "except KeyboardInterrupt: threading.Event().wait()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=SOON, check=False
    )
    assert (done.returncode, done.stderr.split(";")[0]) == (cli.INTERRUPTED, "interrupted")


def test_what_goes_wrong_while_a_run_is_being_ended_is_part_of_its_end(
    monkeypatch: pytest.MonkeyPatch, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    left: list[int] = []

    def leave(code: int) -> None:
        left.append(code)
        raise SystemExit(code)

    def clumsy(*_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            raise RuntimeError("release unlocked lock") from None

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(cli, "_run", clumsy)
    with pytest.raises(SystemExit):
        cli.main(["-C", str(tiny)])
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number, handler in before:
        signal.signal(number, handler)
    assert left == [cli.INTERRUPTED]
    assert capsys.readouterr().err.startswith("interrupted")


def test_a_full_disk_under_the_layout_engine_is_no_fault_of_the_booklet(
    monkeypatch: pytest.MonkeyPatch, tiny_builds: Sample
) -> None:
    """The engine writes the fonts to temporary files."""
    ready = prepare(tiny_builds.states["today"], Selection(locales=("en",), formats=("letter",)), TODAY)
    edition = ready.editions[0]
    for remembered in (layout._fonts, layout._font_sheet, layout._sheet):
        remembered.cache_clear()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(EnvironmentFault, match="No space left on device"):
        layout.lay_out(ready.compose(edition), ready.faces(edition))
    for remembered in (layout._fonts, layout._font_sheet, layout._sheet):
        remembered.cache_clear()
