"""`signoffs --verify-signatures` against a real repository with real keys, made for the test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import sample_project
from conftest import Run
from sample_ledger import ONE, PATH, TWO, approvals, ledger

from bookletpress import signing
from bookletpress.ledger import read_ledger

EMAIL = "sample@example.org"
pytestmark = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="makes its keys with ssh-keygen")


class Repository:
    """The sample project under git. `signed` commits sign with the key of the sample."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home = root, home
        home.mkdir()
        self.key = home / "key"
        keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", EMAIL, "-f", str(self.key)]
        subprocess.run(keygen, check=True)
        self.trusted = home / "allowed"
        self.trusted.write_text(f"{EMAIL} {self.key.with_suffix('.pub').read_text('utf-8')}", "utf-8")
        self.git("init", "-q", "-b", "main")
        for name, value in (
            ("user.name", "Sample Committer"), ("user.email", EMAIL), ("commit.gpgsign", "false"),
            ("gpg.format", "ssh"), ("user.signingkey", str(self.key)),
            ("gpg.ssh.allowedSignersFile", str(self.trusted)),
        ):  # fmt: skip
            self.git("config", name, value)
        self.commit(signed=False)

    @property
    def environment(self) -> Mapping[str, str]:
        """Nobody's own settings."""
        return {"HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *words],
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def commit(self, signed: bool) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "sample", *(["-S"] if signed else []))

    def sign_as(self, by: str, role: str, signed: bool) -> None:
        """One more approval, in a commit of its own."""
        path = self.root / PATH
        raw = path.read_bytes() if path.exists() else signing.HEAD
        added = next(one for one in SAMPLES if (one.by, one.role) == (by, role))
        path.write_bytes(signing.appended(raw, PATH, added))
        self.commit(signed)


SAMPLES = approvals("text-2:" + "0" * 64)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(sample_project.made(tmp_path / "project"), tmp_path / "home")


def verdicts(repository: Repository, press: Run) -> tuple[int, list[tuple[str, str]]]:
    done = press(
        "signoffs", "-l", "en", "--json", "--verify-signatures", at=repository.root, environment=repository.environment
    )
    (row,) = [row for row in json.loads(done.out) if row["audience"] == "family"]
    found = [event["signature"] for event in row["events"]]
    return done.code, [(one["verdict"], one["why"]) for one in found]


def test_each_event_is_told_by_its_own_commit(repository: Repository, press: Run) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    repository.sign_as(TWO, "plain-language", signed=False)
    assert verdicts(repository, press) == (0, [("good", ""), ("not signed", "")])
    done = press("signoffs", "-l", "en", "--verify-signatures", at=repository.root, environment=repository.environment)
    commit = repository.git("rev-parse", "HEAD~1")[:12]
    assert f"2027-01-04 approved (clinical), {ONE}: signature good by {EMAIL}, commit {commit}" in done.out
    assert f"2027-01-04 approved (plain-language), {TWO}: signature not signed, commit" in done.out


def test_without_the_option_git_is_not_asked(repository: Repository, press: Run) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    shutil.rmtree(repository.root / ".git")
    (row, _) = json.loads(press("signoffs", "-l", "en", "--json", at=repository.root).out)
    assert "signature" not in row["events"][0]


def test_an_event_that_was_altered_is_bad(repository: Repository, press: Run) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    path = repository.root / PATH
    path.write_text(path.read_text("utf-8").replace("valid-until: 2028-01-04", "valid-until: 2029-01-04"), "utf-8")
    assert verdicts(repository, press) == (0, [("not committed", "")])
    repository.commit(signed=True)
    assert verdicts(repository, press) == (1, [("bad", "its lines were changed after they were added")])


def test_comments_and_later_events_alter_nothing(repository: Repository, press: Run) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    path = repository.root / PATH
    path.write_text(path.read_text("utf-8").replace("  - event", "  # a comment\n\n  - event"), "utf-8")
    repository.commit(signed=False)
    repository.sign_as(TWO, "plain-language", signed=True)
    assert verdicts(repository, press) == (0, [("good", ""), ("good", "")])


def test_a_signature_that_cannot_be_checked_is_not_called_unsigned(repository: Repository, press: Run) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    repository.git("config", "--unset", "gpg.ssh.allowedSignersFile")
    why = "git does not know whom to trust: see gpg.ssh.allowedSignersFile"
    assert verdicts(repository, press) == (0, [("cannot be checked", why)])


def test_a_key_nobody_trusts(repository: Repository, press: Run) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    repository.trusted.write_text("", "utf-8")
    ((verdict, why),) = verdicts(repository, press)[1]
    assert verdict == "cannot be checked"
    assert "trusted" in why


def test_a_forged_commit_is_bad(repository: Repository, press: Run) -> None:
    """The text of a signed commit is changed below its signature."""
    repository.sign_as(ONE, "clinical", signed=True)
    raw = repository.git("cat-file", "commit", "HEAD").replace("\n\nsample", "\n\nforged")
    forged = subprocess.run(
        ["git", "-C", str(repository.root), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=raw, capture_output=True, text=True, check=True, env={**os.environ, **repository.environment},
    ).stdout.strip()  # fmt: skip
    repository.git("reset", "-q", "--hard", forged)
    code, ((verdict, why),) = verdicts(repository, press)
    assert (code, verdict) == (1, "bad")
    assert "not that of this commit" in why


def test_a_ledger_nobody_committed(repository: Repository, press: Run) -> None:
    (repository.root / PATH).write_bytes(ledger(SAMPLES))
    assert verdicts(repository, press) == (0, [("not committed", "")] * len(read_ledger(repository.root, "sample")))


def test_without_a_repository_or_git_it_says_so(repository: Repository, press: Run, tmp_path: Path) -> None:
    (repository.root / PATH).write_bytes(ledger(SAMPLES))
    nowhere = {**repository.environment, "PATH": str(tmp_path)}
    done = press("signoffs", "--verify-signatures", at=repository.root, environment=nowhere)
    assert (done.code, "git is not installed" in done.err) == (3, True)
    shutil.rmtree(repository.root / ".git")
    outside = {**repository.environment, "GIT_CEILING_DIRECTORIES": str(tmp_path)}
    done = press("signoffs", "--verify-signatures", at=repository.root, environment=outside)
    assert done.code == 3
    assert "git cannot tell who added the events: fatal: not a git repository" in done.err


def test_a_history_that_is_cut_off_proves_nothing(repository: Repository, press: Run, tmp_path: Path) -> None:
    repository.sign_as(ONE, "clinical", signed=True)
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", str(tmp_path / "shallow")],
        check=True,
        env={**os.environ, **repository.environment},
    )
    done = press("signoffs", "--verify-signatures", at=tmp_path / "shallow", environment=repository.environment)
    assert (done.code, "git fetch --unshallow" in done.err) == (3, True)
