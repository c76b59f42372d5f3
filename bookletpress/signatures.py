"""Who put an event into the ledger: the commit that added its lines, and whether its signature holds. Asks git.

`signatures` (error, exit 3): git, which knows who added an event, cannot be asked.

A signature proves a key, not competence, and not that the person of whom the event speaks holds it. It makes the honour
system of the ledger one that leaves traces.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookletpress.events import Event
from bookletpress.problems import EnvironmentFault

GOOD, BAD, UNSIGNED, UNKNOWN, ABSENT = "good", "bad", "not signed", "cannot be checked", "not committed"

_SECONDS = 60
_NOWHERE = "0" * 40
_LINE = re.compile(r"([0-9a-f]{40}) [0-9]+ ([0-9]+)")
_VERDICTS = {
    "G": (GOOD, ""),
    "U": (UNKNOWN, "good, but nobody here has said that the key is trusted"),
    "B": (BAD, "the signature is not that of this commit"),
    "X": (BAD, "the signature has expired"),
    "Y": (BAD, "made with a key that has expired"),
    "R": (BAD, "made with a key that was revoked"),
    "E": (UNKNOWN, "the key is not known here"),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """What git says of one event: a verdict, why, the commit that added it, and the name on the key."""

    verdict: str
    why: str = ""
    commit: str = ""
    signer: str = ""


def of_events(root: Path, path: str, events: Sequence[Event]) -> tuple[Signed, ...]:
    """For each event of the ledger at root/path. Raises EnvironmentFault without git, a repository, or its history."""
    if not events:
        return ()
    _git(root, "rev-parse", "--is-inside-work-tree")
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise EnvironmentFault(
            "the history of this repository is cut off, so nobody can say who added an event",
            "fetch it: git fetch --unshallow",
            "signatures",
        )
    if not _git(root, "ls-files", "--", path):
        return tuple(Signed(ABSENT) for _ in events)
    added = _added(root, path)
    lines = (root / path).read_text("utf-8").splitlines()
    return tuple(_signed(root, [added.get(number, _NOWHERE) for number in _lines(event, lines)]) for event in events)


def _added(root: Path, path: str) -> dict[int, str]:
    """The commit that added each line of a file."""
    told = _git(root, "blame", "--porcelain", "--", path)
    return {int(found[2]): found[1] for line in told.splitlines() if (found := _LINE.match(line))}


def _lines(event: Event, lines: Sequence[str]) -> list[int]:
    """The lines of an event, without comments and empty lines."""
    last = event.end or len(lines)
    numbers = range(event.location.line, last + 1)
    return [
        number for number in numbers if lines[number - 1].strip() and not lines[number - 1].lstrip().startswith("#")
    ]


def _signed(root: Path, commits: Sequence[str]) -> Signed:
    if _NOWHERE in commits:
        return Signed(ABSENT)
    if len(set(commits)) > 1:
        return Signed(BAD, "its lines were changed after they were added")
    commit = commits[0]
    letter, _, signer = _git(root, "log", "-1", "--format=%G?%x00%GS", commit).strip().partition("\0")
    if letter in _VERDICTS:
        return Signed(*_VERDICTS[letter], commit, signer)
    header = _git(root, "cat-file", "commit", commit).partition("\n\n")[0]
    if re.search(r"^gpgsig", header, re.MULTILINE):
        return Signed(UNKNOWN, "git does not know whom to trust: see gpg.ssh.allowedSignersFile", commit)
    return Signed(UNSIGNED, "", commit)


def _git(root: Path, *words: str) -> str:
    """What git answers. Raises EnvironmentFault."""
    git = shutil.which("git")
    if git is None:
        raise EnvironmentFault("git is not installed", "install it, or leave out --verify-signatures", "signatures")
    command = [git, "-C", str(root), *words]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise EnvironmentFault(f"git {words[0]} does not answer", "try the command by hand", "signatures") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1] if said else f"git {words[0]} failed"
        raise EnvironmentFault(
            f"git cannot tell who added the events: {why}",
            "run this in a clone of the repository, or leave out --verify-signatures",
            "signatures",
        )
    return done.stdout.decode("utf-8", "replace")
