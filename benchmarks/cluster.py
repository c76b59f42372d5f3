"""The same build on a Dask cluster: the same bytes, and what the way there costs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator

from benchmarks import machine
from benchmarks.lab import ONE_SIZE, USUAL_TIMEOUT, WORKERS, Lab, complete, digests
from benchmarks.processes import pinned
from benchmarks.results import Bar, Finding, MeasurementFailed, NotInstalled, Verdict, ratio, times

HERE, THERE = "the press, -j 2", "the press, --cluster, two workers on this computer"


def run(lab: Lab) -> Finding:
    """Workers of this computer's own against those of a Dask LocalCluster on it."""
    if not machine.version("distributed"):
        raise NotInstalled("the Python package `distributed` (Dask) is not installed")
    lab.require("--cluster")
    made: dict[str, set[tuple[tuple[str, str], ...]]] = {HERE: set(), THERE: set()}

    def press(name: str, *words: str) -> Callable[[], float]:
        def measure() -> float:
            with lab.passing_folder() as out:
                wall = lab.press("-q", "-f", ONE_SIZE, *words, "-o", str(out), cores=lab.two_cores).wall
                complete(out, len(lab.one_size))
                made[name].add(tuple(sorted(digests(out).items())))
            return wall

        return measure

    with host(lab) as address:
        found = lab.rounds({HERE: press(HERE, "-j", str(WORKERS)), THERE: press(THERE, "--cluster", address)})
    same = made[HERE] == made[THERE] and len(made[HERE]) == 1
    return Finding(
        verdicts=(Verdict("on the cluster over on this computer", ratio(found[THERE], found[HERE])),),
        proofs=(("every PDF of every run has the same sha256, on the cluster or not", same),),
        tables=(times(found),),
        bars=tuple(Bar(name, values, ours=True) for name, values in found.items()),
        notes=(
            f"All booklets, languages and audiences in one size ({ONE_SIZE}).",
            "Both workers of the cluster run on this computer: this shows what the cluster costs, not what it gains.",
        ),
    )


@contextlib.contextmanager
def host(lab: Lab) -> Iterator[str]:
    """A cluster with two workers in a process of its own; gives its address."""
    with lab.passing_folder("dask") as folder:
        child = subprocess.Popen(
            (*pinned(lab.two_cores), sys.executable, "-m", "benchmarks.cluster_host", str(WORKERS), str(folder)),
            cwd=lab.root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert child.stdin
        assert child.stdout
        try:
            address = child.stdout.readline().strip()
            if not address:
                raise MeasurementFailed("the Dask cluster did not start")
            yield address
        finally:
            child.stdin.close()  # it ends when nobody listens any more
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(60)
            child.kill()
            child.wait(USUAL_TIMEOUT)
