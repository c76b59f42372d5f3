"""Runs of the press in processes that know its modules and the shipped styles already: most of what a short run takes.

A server without anything of pytest in it reads them once (`warmed`), and each run is a fork of it: a process of its own
with its own streams, signals and exit code. What an environment changes while Python starts cannot be seen here: such
runs, and those that look at what is imported, begin a new Python.
"""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from bookletpress import cli

PATIENCE = 300
"""Seconds that a run may take."""


@cache
def _server() -> ForkServerContext:
    """Started with the first run. It finds what it has to import by the environment only (cpython#126631)."""
    server = get_context("forkserver")
    server.set_forkserver_preload(["warmed", "warm"])
    before = dict(os.environ)
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return server


def run(words: tuple[str, ...]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `make_pdf.py` with these words."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        press = _server().Process(target=_press, args=(words, str(out), str(err), dict(os.environ), str(Path.cwd())))
        press.start()
        press.join(PATIENCE)
        if press.exitcode is None:
            press.kill()
            raise TimeoutError(words)
        return press.exitcode, out.read_text("utf-8"), err.read_text("utf-8")


def _press(words: tuple[str, ...], out: str, err: str, environment: dict[str, str], folder: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, path in ((0, os.devnull), (1, out), (2, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["make_pdf.py", *words]
    code = cli.main(words)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
