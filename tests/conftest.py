"""What tests share: a tiny project to break, a way to run the press, and the real booklets, built once."""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import warm
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "samples" / "tiny"

settings.register_profile("house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@dataclass(frozen=True)
class Ran:
    """What one run of the press said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def run_press(*words: str, at: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Runs make_pdf.py with the project at `at`, as a user would; see `warm` for what is not as at a user's."""
    if environment is None:
        return Ran(*warm.run(("-C", str(at), *words)))
    done = subprocess.run(
        [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(at), *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def press() -> Run:
    return run_press


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A small project in its own folder, with the real page templates, and claims of today: they grow old elsewhere."""
    project = tmp_path / "project"
    shutil.copytree(TINY, project)
    claims = project / "booklets" / "shared" / "claims.yaml"
    today = datetime.datetime.now(datetime.UTC).date()
    claims.write_text(claims.read_text("utf-8").replace("as_of: 2026-11-21", f"as_of: {today}"), "utf-8")
    shutil.copytree(ROOT / "styles", project / "styles")
    return project


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the real booklets, built once for all tests; only to be read."""
    return built_once(tmp_path_factory, "real")


def built_once(factory: pytest.TempPathFactory, name: str, *words: str) -> Path:
    """A build of the real booklets that all test processes share: the first makes it, the others wait for it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "catalogue.json").exists():  # it is written last
            done = run_press("build", *words, "-o", str(made), at=ROOT)
            assert done.code == 0, done.err
    return made
