"""Workers that hang, die or run out of memory cost one edition, which is named; and none outlives the press."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from conftest import ROOT

from bookletpress import crew
from bookletpress.crew import Hand, WorkerBug, hired
from bookletpress.edition import Composed, Edition
from bookletpress.jobs import Job
from bookletpress.limits import Limits
from bookletpress.model import FontChoice
from bookletpress.problems import EnvironmentFault, Location

TESTS = str(Path(__file__).parent)
SOON = 30.0
"""Seconds after which a test gives up; nothing waits for so long unless it is broken."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory and ends children with parents")

pytestmark = pytest.mark.usefixtures("pretended_press")


@pytest.fixture
def pretended_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children that do not import the layout engine, and do what the title of an edition says."""
    begin = f"import sys; sys.path[:0] = [sys.argv[1], {TESTS!r}]; import pretended_press"
    put = "sys.modules['bookletpress.press'] = pretended_press"
    monkeypatch.setattr(crew, "_START", f"{begin}; {put}; {crew._START}")


def job(title: str, seconds: int = 30, megabytes: int = 4096) -> Job:
    composed = Composed(Edition("leaflet", "en", "family", "a4"), "", (), title, "en", ())
    choice = FontChoice("none", (), Location("locale.yaml"))
    return Job(composed, choice, {}, {}, Limits(seconds, megabytes))


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """Nothing of a worker is left there afterwards."""
    yield tmp_path / "scratch"
    assert not list((tmp_path / "scratch").iterdir())


HUNG = ("edition-too-slow", "leaflet · en · family · a4 was not ready after 1 seconds, and was given up")
DIED = "leaflet · en · family · a4 was given up: its worker ended "
WAYS = {
    "waits": HUNG,
    "searches": HUNG,
    "stops": HUNG,
    "is killed": ("worker-died", f"{DIED}by signal SIGKILL"),
    "crashes": ("worker-died", f"{DIED}by signal SIGSEGV"),
    "gets a nameless signal": ("worker-died", f"{DIED}by signal {signal.SIGRTMIN + 3}"),
    "says and ends": ("worker-died", f"{DIED}with status 5: GLib-ERROR: no [31mroom"),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_edition_that_ends_its_worker_costs_no_other(way: str, scratch: Path) -> None:
    limits = Limits(seconds=1) if WAYS[way] == HUNG else Limits()
    with hired(1, limits, scratch) as workers:
        ahead = workers.submit(job("good"))
        bad = workers.submit(job(way))
        behind = workers.submit(job("good too"))
        assert ahead.result(SOON).pdf == b"good"
        assert bad.result(SOON).pdf == b""
        [problem] = bad.result().problems
        assert (problem.code, problem.message) == WAYS[way]
        assert problem.location.path == "booklets/leaflet/booklet.yaml"
        assert problem.hint
        assert behind.result(SOON).pdf == b"good too"


@linux
@pytest.mark.parametrize("megabytes", [1, 500])
def test_an_edition_that_needs_too_much_memory_is_named(megabytes: int, scratch: Path) -> None:
    with hired(1, Limits(megabytes=megabytes), scratch) as workers:
        [problem] = workers.submit(job("allocates")).result(SOON).problems
        assert problem.code == "edition-too-big"
        assert f"more than {megabytes} MB" in problem.message
        assert "--max-memory" in problem.hint


@linux
def test_a_job_that_memory_cannot_hold_is_too_big_as_well(scratch: Path) -> None:
    """Not a worker that waits for the rest of it for ever."""
    with hired(1, Limits(megabytes=250), scratch) as workers:
        assert workers.submit(job("good")).result(SOON).pdf == b"good"
        [problem] = workers.submit(job("x" * (1 << 27))).result(SOON).problems
        assert problem.code == "edition-too-big"
        assert workers.submit(job("good")).result(SOON).pdf == b"good"


def test_what_a_library_prints_does_not_get_between_the_answers(scratch: Path) -> None:
    with hired(1, Limits(), scratch) as workers:
        assert workers.submit(job("prints")).result(SOON).pdf == b"prints"


def test_a_mistake_of_ours_and_what_a_machine_lacks_end_the_run(scratch: Path) -> None:
    with hired(1, Limits(), scratch) as workers:
        with pytest.raises(WorkerBug, match="KeyError: 'our mistake'"):
            workers.submit(job("is wrong")).result(SOON)
        with pytest.raises(EnvironmentFault, match="no font"):
            workers.submit(job("lacks")).result(SOON)
        assert workers.submit(job("good")).result(SOON).pdf == b"good"


def test_a_child_that_dies_while_it_has_nothing_to_do_costs_nothing(scratch: Path) -> None:
    hand = Hand(Limits(), scratch)
    child = hand.start()
    assert hand.press(job("good")).pdf == b"good"
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert hand.press(job("good again")).pdf == b"good again"
    hand.end()


def test_after_many_editions_a_child_makes_room_for_a_fresh_one(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "MOST_EDITIONS", 2)
    hand = Hand(Limits(), scratch)
    first = hand.start()
    assert hand.press(job("good")).pdf == b"good"
    assert first.poll() is None
    assert hand.press(job("good")).pdf == b"good"
    assert first.poll() is not None
    assert hand.press(job("good again")).pdf == b"good again"
    hand.end()


@pytest.mark.parametrize("way", ["waits", "searches", "stops"])
def test_the_end_waits_for_nobody(way: str, scratch: Path) -> None:
    """As at Ctrl-C: one edition hangs, others have not begun."""
    with hired(1, Limits(), scratch) as workers:
        hung, never = workers.submit(job(way)), workers.submit(job("good"))
    assert hung.result(SOON).pdf == b""
    assert never.cancelled()


def test_no_child_is_started_once_the_end_has_come(scratch: Path) -> None:
    scratch.mkdir()
    hand = Hand(Limits(), scratch)
    hand.end()
    with pytest.raises(CancelledError):
        hand.press(job("good"))


def test_a_crew_that_cannot_start_says_why_and_leaves_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault) as told, hired(1, Limits(), tmp_path / "file"):
        pytest.fail("nobody can work there")
    assert told.value.problem.code == "worker-start"
    assert told.value.problem.message.startswith("cannot start a worker: File exists (")

    started: list[subprocess.Popen[bytes]] = []
    real = Hand._started

    def only_one(hand: Hand) -> subprocess.Popen[bytes]:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(real(hand))
        return started[0]

    monkeypatch.setattr(Hand, "_started", only_one)
    with pytest.raises(EnvironmentFault, match="temporarily"), hired(2, Limits(), tmp_path / "scratch"):
        pytest.fail("two were asked for")
    assert started[0].returncode == -signal.SIGKILL
    assert not list((tmp_path / "scratch").iterdir())


@linux
@pytest.mark.parametrize("way", ["good", "waits", "searches", "stops"])
def test_a_child_ends_when_the_press_is_killed_whatever_it_is_doing(way: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[1:3]\n"
        "import test_crew; from bookletpress import crew\n"
        "crew._START = sys.argv[5]\n"
        "with crew.hired(1, crew.Limits(), Path(sys.argv[4])) as workers:\n"
        "    workers.submit(test_crew.job('good')).result()\n"
        "    workers.submit(test_crew.job(sys.argv[3]))\n"
        "    print('begun', flush=True); sys.stdin.read()\n"
    )
    words = [sys.executable, "-c", code, str(ROOT), TESTS, way, str(tmp_path / "scratch"), crew._START]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as press:
        assert press.stdout
        assert press.stdout.readline() == b"begun\n"
        children = Path(f"/proc/{press.pid}/task").glob("*/children")
        [child] = [int(word) for path in children for word in path.read_text().split()]
        watch = os.pidfd_open(child)
        press.kill()
        assert select.select([watch], [], [], SOON)[0], "the child lives on"
        os.close(watch)


def test_many_threads_share_the_hands_fairly(scratch: Path) -> None:
    """Three hands, thirty jobs: each job is done once and answered to whoever asked for it."""
    with hired(3, Limits(), scratch) as workers:
        asked = [f"good {number}" for number in range(30)]
        answers = [workers.submit(job(title)) for title in asked]
        assert [answer.result(SOON).pdf.decode() for answer in answers] == asked
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("worker")]
