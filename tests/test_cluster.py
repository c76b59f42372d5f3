"""A build on a real Dask cluster: a scheduler and two workers of it, all on this computer."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from conftest import ROOT, TINY, Run, run_press
from distributed import LocalCluster, Scheduler, SchedulerPlugin
from edition import TODAY

from bookletpress import cluster
from bookletpress.fingerprint import engine, font_digests
from bookletpress.jobs import Job
from bookletpress.limits import Limits
from bookletpress.plan import Selection
from bookletpress.preparation import prepare
from bookletpress.problems import EnvironmentFault

PAGES = 7
SOON = 60.0
"""Seconds after which a test gives up waiting for something that always happens."""


@pytest.fixture(scope="module")
def both() -> Iterator[LocalCluster]:
    with local_cluster(2) as made:
        yield made


@pytest.fixture
def dask(both: LocalCluster) -> LocalCluster:
    """The cluster with both workers: one that a test has killed is started anew by Dask."""
    both.wait_for_workers(2, SOON)
    return both


def local_cluster(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    )


@dataclass(frozen=True)
class Printed:
    """The tiny project, built on this computer alone."""

    project: Path
    digests: Mapping[str, str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    project = tmp_path_factory.mktemp("printed") / "project"
    shutil.copytree(TINY, project)
    shutil.copytree(ROOT / "styles", project / "styles")
    done = run_press("-q", at=project)
    assert done.code == 0, done.err
    return Printed(project, digests(project / "dist"))


def digests(folder: Path) -> dict[str, str]:
    """Every file that a build made, by its name: its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def job(printed: Printed) -> Job:
    """One edition, of so many `PAGES`."""
    ready = prepare(printed.project, Selection(), TODAY)
    edition = ready.editions[0]
    return Job(ready.compose(edition), ready.choice(edition), font_digests(ready.faces(edition)), engine(), Limits())


def endless(job: Job) -> Job:
    """The edition with so much text that it takes minutes."""
    html = job.composed.html.replace("</body>", "<p>And so on.</p>" * 300_000 + "</body>")
    return replace(job, composed=replace(job.composed, html=html))


@contextmanager
def watched(made: LocalCluster, plugin: SchedulerPlugin) -> Iterator[None]:
    """The scheduler, which lives in this process, tells the plugin what happens."""
    scheduler: Scheduler = made.scheduler
    scheduler.add_plugin(plugin, name="watch")
    try:
        yield
    finally:
        scheduler.remove_plugin("watch")


class Killer(SchedulerPlugin):
    """Kills the worker of the first task that comes into a state."""

    def __init__(self, made: LocalCluster, state: str) -> None:
        self._made, self._state = made, state
        self.killed = threading.Event()

    def transition(self, key: object, start: str, finish: str, *_args: object, **words: object) -> None:
        if finish == self._state and not self.killed.is_set():
            task = self._made.scheduler.tasks[key]
            address = (task.processing_on or next(iter(task.who_has))).address
            nannies = {nanny.worker_address: nanny for nanny in self._made.workers.values()}
            os.kill(nannies[address].pid, signal.SIGKILL)
            self.killed.set()


class Leavers(SchedulerPlugin):
    """Notes what is still to be done for a client when it leaves."""

    def __init__(self) -> None:
        self.left = threading.Event()
        self.tasks: list[str] = []

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        self.tasks = [str(key) for key, task in scheduler.tasks.items() if task.who_wants]
        self.left.set()


def test_a_cluster_makes_the_same_bytes(printed: Printed, dask: LocalCluster, tmp_path: Path, press: Run) -> None:
    done = press("--cluster", dask.scheduler_address, "-o", str(tmp_path / "out"), at=printed.project)
    assert done.code == 0, done.err
    assert digests(tmp_path / "out") == printed.digests
    assert sum(path.endswith(("_DRAFT.pdf", "_DRAFT.html")) for path in printed.digests) == 6
    assert len(done.err.splitlines()) == 1  # the number of problems; Dask says nothing
    assert not list((tmp_path / "out").glob("**/.bookletpress-tmp"))


def test_a_worker_that_is_killed_costs_nothing(
    printed: Printed, dask: LocalCluster, tmp_path: Path, press: Run
) -> None:
    out = str(tmp_path / "out")
    killer = Killer(dask, "memory")
    with watched(dask, killer):
        done = press("--cluster", dask.scheduler_address, "-l", "en", "-o", out, at=printed.project)
    assert killer.killed.is_set()
    assert done.code == 0, done.err
    made = {path: digest for path, digest in digests(tmp_path / "out").items() if path.endswith(".pdf")}
    assert len(made) == 2
    assert made.items() <= printed.digests.items()


def test_an_edition_that_ends_its_workers_is_given_up_and_no_other(
    dask: LocalCluster, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask.scheduler, "allowed_failures", 0)
    with cluster.hired(dask.scheduler_address, Limits()) as crew:
        killer = Killer(dask, "processing")
        with watched(dask, killer):
            pressed = crew.submit(job).result(SOON)
        assert killer.killed.is_set()
        assert [problem.code for problem in pressed.problems] == ["worker-died"]
        assert "1 Dask worker ended" in pressed.problems[0].message
        assert crew.submit(job).result(SOON).pages == PAGES


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(seconds=1), "edition-too-slow"),
        (Limits(megabytes=64), "edition-too-big"),
        (Limits(pages=5), "pages-too-many"),
    ],
)
def test_limits_hold_there_too(dask: LocalCluster, job: Job, limits: Limits, code: str) -> None:
    given = endless(job) if code == "edition-too-slow" else job
    with cluster.hired(dask.scheduler_address, limits) as crew:
        assert crew.workers == 2
        pressed = crew.submit(replace(given, limits=limits)).result(SOON)
    assert [problem.code for problem in pressed.problems] == [code]
    assert not pressed.pdf


def test_other_versions_there_are_refused_with_the_name_of_the_machine(dask: LocalCluster, job: Job) -> None:
    other = replace(job, engine={**job.engine, "WeasyPrint": "1.0"})
    with cluster.hired(dask.scheduler_address, Limits()) as crew:
        with pytest.raises(EnvironmentFault) as caught:
            crew.submit(other).result(SOON)
        assert caught.value.problem.code == "worker-differs"
        assert f"on {socket.gethostname()}: the layout engine of a worker is not that of" in str(caught.value)
        assert "WeasyPrint (1.0, here" in str(caught.value)
        assert crew.submit(job).result(SOON).pages == PAGES


def test_a_job_that_cannot_be_read_there_is_another_version_too() -> None:
    kind, fault = cluster.answer(b"a job of next year")
    assert kind == "fault"
    assert fault.problem.code == "worker-differs"


def test_an_interrupted_run_calls_off_what_is_left(printed: Printed, dask: LocalCluster, tmp_path: Path) -> None:
    leavers = Leavers()
    with watched(dask, leavers), building(printed.project, dask.scheduler_address, tmp_path / "out") as press:
        first_line(press)
        begun = time.monotonic()
        press.send_signal(signal.SIGINT)
        _, said = press.communicate(timeout=SOON)
        took = time.monotonic() - begun
        assert leavers.left.wait(SOON)
    assert press.returncode == 130
    assert said.splitlines()[-1] == "interrupted; the finished files are as they were"
    assert "Traceback" not in said
    assert took < 5
    assert not leavers.tasks


def test_a_scheduler_that_dies_ends_the_run_and_changes_nothing(printed: Printed, tmp_path: Path) -> None:
    """The commands are those of docs/scale.md."""
    out = tmp_path / "project"
    shutil.copytree(printed.project, out)
    with scheduler(ROOT) as (head, address), worker(address, ROOT), building(out, address, out / "dist") as press:
        first_line(press)
        head.kill()
        _, said = press.communicate(timeout=SOON)
    assert press.returncode == 3, said
    assert f"error: the connection to the cluster at '{address}' was lost [cluster]" in said
    assert len(said.splitlines()) == 2
    assert digests(out / "dist") == printed.digests


@pytest.mark.parametrize("lacking", ["worker", "scheduler"])
def test_where_the_press_is_missing_one_is_told(lacking: str, job: Job, tmp_path: Path) -> None:
    at = {name: tmp_path if name == lacking else ROOT for name in ("worker", "scheduler")}
    with (
        scheduler(at["scheduler"]) as (_, address),
        worker(address, at["worker"]),
        pytest.raises(EnvironmentFault) as caught,
        cluster.hired(address, Limits()) as crew,
    ):
        crew.submit(job).result(SOON)
    assert "cannot press" in str(caught.value)
    assert "run in clones of this project at the same commit" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://127.0.0.1:1", "nobody answers"),
        ("tcp://127.0.0.1:99999", "nobody answers"),
        ("tcp://no-such-host.invalid:8786", "nobody answers"),
        ("somewhere", "missing port number in address 'somewhere'"),
        ("tcp://127.0.0.1:port", "invalid literal for int() with base 10: 'port'"),
        ("http://127.0.0.1:8786", "unknown address scheme 'http'"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, told: str) -> None:
    refused(address, f"no Dask scheduler is at '{address}': ", told)


def test_somebody_else_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        refused(f"tcp://127.0.0.1:{mute.getsockname()[1]}", "nobody answers")


def test_a_worker_is_no_scheduler(dask: LocalCluster) -> None:
    refused(next(iter(dask.scheduler.workers)), "is no Dask scheduler, but a worker")


def test_a_cluster_without_workers() -> None:
    with local_cluster(0) as made:
        refused(made.scheduler_address, "has no workers")


def refused(address: str, *told: str) -> None:
    with pytest.raises(EnvironmentFault) as caught, cluster.hired(address, Limits(), patience=0.5):
        pass
    message, hint = str(caught.value).split("\n")
    assert all(words in message for words in told), message
    assert hint.strip().startswith("hint: ")


def test_the_command_line_says_it_in_two_lines(tiny: Path, press: Run) -> None:
    done = press("--cluster", "somewhere", at=tiny)
    assert done.code == 3
    assert done.err == (
        ".:1:1: error: no Dask scheduler is at 'somewhere': ValueError: missing port number in address 'somewhere'"
        " [cluster]\n    hint: docs/scale.md shows how to start a cluster\n"
    )


def test_without_dask_one_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EnvironmentFault) as caught, cluster.hired("tcp://127.0.0.1:1", Limits()):
        pass
    typed = caught.value.problem.hint.removeprefix("type: ").split()
    assert typed[:6] == [sys.executable, "-m", "pip", "install", "--no-deps", "--require-hashes"]
    assert Path(typed[-1]) == ROOT / "requirements-cluster.lock"
    assert Path(typed[-1]).is_file()


def test_the_lock_for_clusters_is_part_of_that_for_tests() -> None:
    """What is tested is what runs; and the other lock's own tests hold for this one."""
    everything, here = locked("requirements-test.lock"), locked("requirements-cluster.lock")
    assert here.items() <= everything.items()
    assert here.keys() - locked("requirements.lock").keys() >= {"dask", "distributed", "tornado"}
    heads = {
        (ROOT / name).read_text("utf-8").split("\n")[1] for name in ("requirements.lock", "requirements-cluster.lock")
    }
    assert len(heads) == 1


def locked(name: str) -> dict[str, str]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
    return {entry.split("==")[0]: entry for entry in text.replace("\\\n", " ").splitlines()}


def test_no_child_and_no_folder_outlives_its_worker(job: Job) -> None:
    with local_cluster(1) as made:
        with cluster.hired(made.scheduler_address, Limits()) as crew:
            assert crew.submit(job).result(SOON).pages == PAGES
        (nanny,) = made.workers.values()
        scratch = Path(made.scheduler.workers[nanny.worker_address].local_directory)
        children = psutil.Process(nanny.pid).children(recursive=True)
        assert [child for child in children if "bookletpress.worker" in " ".join(child.cmdline())]
        assert list(scratch.glob("bookletpress/*"))
    _, alive = psutil.wait_procs(children, SOON)
    assert not alive
    assert not scratch.exists()


# ------------------------------------------------------------------------------------------ commands in their own right


@contextmanager
def building(project: Path, address: str, out: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["-C", str(project), "--force", "--cluster", address, "-o", str(out)]
    with running([sys.executable, str(ROOT / "make_pdf.py"), *words], project) as press:
        yield press


def first_line(press: subprocess.Popen[str]) -> None:
    """Waits until one edition is finished; others are on their way then."""
    assert press.stdout
    assert any(" pages, " in line for line in iter(press.stdout.readline, ""))


@contextmanager
def scheduler(at: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with running(words, at) as child:
        yield child, seen(child, r"Scheduler at:\s+(\S+)")


@contextmanager
def worker(address: str, at: Path) -> Iterator[None]:
    with running([sys.executable, "-m", "dask", "worker", address, "--nthreads", "1", "--no-dashboard"], at) as child:
        seen(child, r"Registered to:\s+(\S+)")
        yield


def seen(child: subprocess.Popen[str], pattern: str) -> str:
    """What a Dask program says of itself when it is ready. It says little after that."""
    assert child.stderr
    found = next((found for line in child.stderr if (found := re.search(pattern, line))), None)
    assert found, f"{child.args} did not start"
    return found[1]


@contextmanager
def running(words: list[str], at: Path) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(words, cwd=at, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield child
    finally:
        child.terminate()
        child.communicate(timeout=SOON)
