"""Workers on other machines: jobs go to a Dask cluster, and finished editions come back one by one.

`cluster` (error, exit 3): no cluster there, or its workers cannot press.

Each Dask worker has its editions pressed by children of its own, as this machine does and within the same limits.
Nothing but jobs and answers travels; no files are shared. `distributed` is an extra, so it is imported by name.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import shlex
import socket
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from bookletpress import remote
from bookletpress.crew import Crew, Hand, WorkerBug
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.problems import EnvironmentFault, Location, Problem, error
from bookletpress.worker import BUG, FAULT, PRESSED

PATIENCE = 8.0
"""Seconds that a cluster has to answer."""

_DIFFERS = "worker-differs"
_GOODBYE = 1.0
_GUIDE = "docs/scale.md shows how to start a cluster"
_LOCK = Path(__file__).parents[1] / "requirements-cluster.lock"
_LOUD = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application", "asyncio")


@contextmanager
def hired(address: str, limits: Limits, patience: float = PATIENCE) -> Iterator[Crew]:
    """All workers that the Dask cluster at an address has now. Their children start at once.

    Raises EnvironmentFault if there is no cluster, or if one of its workers lacks the press. When the block ends, what
    has not been begun is called off.
    """
    dask = _dask()
    with _silent():
        _greet(dask, address, patience)
        try:
            client = dask.Client(address, timeout=patience, set_as_default=False)
        except Exception as fault:
            raise _nobody(address, fault) from fault
        try:
            yield Crew(_Elsewhere(dask, client, address), press, _roll_call(client, address, limits, patience))
        finally:
            with suppress(OSError, RuntimeError):
                client.close(timeout=_GOODBYE)


# -------------------------------------------------------------------------------------------------- here, in the parent


def _dask() -> Any:
    try:
        return remote.module("distributed")
    except ImportError as fault:
        line = shlex.join([sys.executable, "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", str(_LOCK)])
        raise EnvironmentFault(f"--cluster needs Dask, and it is not here: {fault}", f"type: {line}") from fault


@contextmanager
def _silent() -> Iterator[None]:
    """Inside, Dask tells the terminal nothing by itself: the press does, in its own words."""
    loggers = [logging.getLogger(name) for name in _LOUD]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)


def _greet(dask: Any, address: str, patience: float) -> None:
    """Asks who is there. Dask's client would take longer to give up, and leave its threads behind."""

    async def ask() -> str:
        encrypted = dask.Security().get_connection_args("client")
        async with dask.rpc(address, timeout=patience, connection_args=encrypted) as scheduler:
            return str((await scheduler.identity())["type"])

    async def wait() -> str:
        return await asyncio.wait_for(ask(), patience)

    try:
        kind = asyncio.run(wait())
    except Exception as fault:  # what listens there may be anything, and answer anything
        raise _nobody(address, fault) from fault
    if kind != "Scheduler":
        raise EnvironmentFault(
            f"at '{address}' is no Dask scheduler, but a {kind.lower()}",
            "name the address that the scheduler prints when it starts",
            "cluster",
        )


def _nobody(address: str, fault: Exception) -> EnvironmentFault:
    why = "nobody answers" if isinstance(fault, OSError) else _told(fault)
    return EnvironmentFault(f"no Dask scheduler is at '{address}': {why}", _GUIDE, "cluster")


def _roll_call(client: Any, address: str, limits: Limits, patience: float) -> int:
    """How many editions all the workers can press side by side."""
    answers: dict[str, Any] = {}
    try:
        client.wait_for_workers(1, timeout=patience)
        answers = client.run(make_ready, limits, on_error="return")
    except TimeoutError:
        pass  # nobody has come
    except Exception as fault:
        raise _unfit(f"the cluster at '{address}'", fault) from fault
    for worker, answer in answers.items():
        if isinstance(answer, EnvironmentFault):
            raise answer
        if isinstance(answer, Exception) and not isinstance(answer, OSError):  # it may just be going
            raise _unfit(f"the worker {worker}", answer)
    places = sum(answer for answer in answers.values() if isinstance(answer, int))
    if not places:
        raise EnvironmentFault(f"the cluster at '{address}' has no workers", _GUIDE, "cluster")
    return places


class _Elsewhere(Executor):
    """Has calls made on the cluster, each with one job.

    Dask has an executor too. With that, an answer that is lost between the scheduler and here is waited for for ever.
    """

    def __init__(self, dask: Any, client: Any, address: str) -> None:
        self._dask, self._client, self._address = dask, client, address

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        """The finished edition, some time. Raises what `crew.Hand` raises."""
        return asyncio.run_coroutine_threadsafe(self._made(fn, *args), self._client.loop.asyncio_loop)

    async def _made(self, fn: Callable[[Job], Pressed], job: Job) -> Pressed:
        try:
            packed = pickle.dumps((fn, job), pickle.HIGHEST_PROTOCOL)  # so that nobody on the way looks inside
            future = self._client.submit(answer, packed, pure=False)
            kind, value = await self._client.gather(future, asynchronous=True)
        except self._dask.KilledWorker as fault:
            return Pressed(b"", 0, (_given_up(job, fault.allowed_failures + 1),))
        except self._dask.CancelledError as fault:
            raise EnvironmentFault(
                f"the connection to the cluster at '{self._address}' was lost",
                "see that its scheduler is well, and build again",
                "cluster",
            ) from fault
        except Exception as fault:
            raise _unfit(f"the cluster at '{self._address}'", fault) from fault
        if kind == FAULT:
            raise value
        if kind == BUG:
            raise WorkerBug(value)
        pressed: Pressed = value
        return pressed


def _unfit(who: str, fault: Exception) -> EnvironmentFault:
    hint = "see that scheduler and workers run in clones of this project at the same commit; their logs tell more"
    return EnvironmentFault(f"{who} cannot press: {_told(fault)}", hint, "cluster")


def _told(fault: Exception) -> str:
    name = "" if type(fault) is Exception else f"{type(fault).__name__}: "  # Dask may give a plain one for another
    return " ".join(f"{name}{fault}".split())[:300]


def _given_up(job: Job, workers: int) -> Problem:
    edition = job.composed.edition
    message = f"{edition} was given up: {workers} Dask worker{'s' * (workers > 1)} ended while at it"
    hint = "build again; if it happens again, look at what was added last, and at the log of the workers"
    return error("worker-died", message, Location(f"booklets/{edition.slug}/booklet.yaml"), hint)


# --------------------------------------------------------------------------------------------------- there, on a worker


def make_ready(limits: Limits, dask_worker: Any) -> int:
    """Starts the children of a Dask worker, which gives itself as `dask_worker`; gives their number."""
    places = int(dask_worker.state.nthreads)
    try:
        _bench(dask_worker.local_directory).start(limits, places)
    except EnvironmentFault as fault:
        raise _here(fault) from fault
    return places


def answer(packed: bytes) -> tuple[str, Any]:
    """What a pickled call gives; a fault or a mistake of ours is an answer too."""
    try:
        fn, job = pickle.loads(packed)  # noqa: S301 - from the press that this worker works for
    except Exception as fault:
        return FAULT, _here(EnvironmentFault(f"the press is another one ({_told(fault)})", "", _DIFFERS))
    try:
        return PRESSED, fn(job)
    except EnvironmentFault as fault:
        return FAULT, _here(fault)
    except WorkerBug as bug:
        return BUG, str(bug)


def press(job: Job) -> Pressed:
    """Presses on the Dask worker on which it is called. Raises what `Hand.press` raises."""
    return _bench(remote.call("distributed", "get_worker").local_directory).press(job)


def _here(fault: EnvironmentFault) -> EnvironmentFault:
    """The same fault, with the name of this machine."""
    problem = fault.problem
    update = "bring every machine of the cluster to the same commit, run ./setup.sh there, restart its Dask worker"
    return EnvironmentFault(
        f"on {socket.gethostname()}: {problem.message}",
        update if problem.code == _DIFFERS else problem.hint,
        problem.code,
        problem.location,
    )


class _Bench:
    """The children of one Dask worker, one for each of its threads. They end with it, however it ends.

    A child ends with the thread that started it, too; those of a Dask worker end only with the worker.
    """

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._lock = Lock()
        self._free: list[tuple[Limits, Hand]] = []
        self._taken = 0

    def start(self, limits: Limits, places: int) -> None:
        """Sees that as many children as there are places are running, with these limits. Raises EnvironmentFault."""
        for hand in [self._take(limits) for _ in range(places - self._taken)]:
            self._put_back(limits, hand)

    def press(self, job: Job) -> Pressed:
        """Raises what `Hand.press` raises."""
        hand = self._take(job.limits)
        try:
            return hand.press(job)
        except EnvironmentFault:
            hand.end()  # what it lacks may be there when the next one starts
            hand = Hand(job.limits, self._scratch)
            raise
        finally:
            self._put_back(job.limits, hand)

    def _take(self, limits: Limits) -> Hand:
        with self._lock:
            while self._free:
                those, hand = self._free.pop()
                if those == limits:
                    self._taken += 1
                    return hand
                hand.end()
        hand = Hand(limits, self._scratch)
        hand.start()
        with self._lock:
            self._taken += 1
        return hand

    def _put_back(self, limits: Limits, hand: Hand) -> None:
        with self._lock:
            self._taken -= 1
            self._free.append((limits, hand))


@cache
def _bench(scratch: str) -> _Bench:
    """That of the Dask worker with this folder; the folder goes when the worker ends, or before the next one starts."""
    return _Bench(Path(scratch) / "bookletpress")
