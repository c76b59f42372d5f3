"""Attacks on time and memory: each is refused within two seconds and one gigabyte, in a process that may have no more.

And a whole build opens no connection, asks for no name on the network, and starts no program but its own workers.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from conftest import ROOT, Run

SECONDS, MEMORY = 2, 1024**3


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb() -> bytes:
    """A PNG of 17 KB that is 60,000 by 60,000 pixels large."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 16_000_000)) + chunk(b"IEND", b"")


LAUGHS = b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 121))
ENTITIES = b"<!DOCTYPE svg [<!ENTITY a0 'x'>%s]><svg>&a30;</svg>" % b"".join(
    b"<!ENTITY a%d '&a%d;&a%d;'>" % (n, n - 1, n - 1) for n in range(1, 31)
)
VARIABLES = "".join(f":root {{ --v{n}: var(--v{n - 1}) var(--v{n - 1}) }}\n" for n in range(1, 60)).encode()

TABLE = b"# H\n\n::: table\nC\n\n" + b"|a" * 40_000 + b"|\n" + b"|-" * 40_000 + b"|\n:::\n"

ATTACKS: dict[str, tuple[str, str, bytes]] = {
    "a picture that grows to gigabytes": ("picture", "a.png", bomb()),
    "aliases that double": ("yaml", "a.yaml", LAUGHS),
    "a million open brackets": ("yaml", "a.yaml", b"[" * 999_999),
    "entities that double": ("svg", "a.svg", ENTITIES),
    "a drawing of two hundred thousand levels": ("svg", "a.svg", b"<g>" * 66_000),
    "variables that double": ("css", "a.css", VARIABLES),
    "a style sheet of open brackets": ("css", "a.css", b"p{a:" + b"(" * 190_000),
    "a list of fifty thousand levels": ("markdown", "a.md", b"# H\n\n" + b"- " * 90_000),
    "a hundred thousand asterisks": ("markdown", "a.md", b"# H\n\n" + b"*a **b" * 30_000),
    "a table of forty thousand columns": ("markdown", "a.md", TABLE),
    "a catalogue of one endless string": ("catalogue", "a.po", b'msgid "' + b"\\" * 1_999_990),
    "a million control characters": ("text", "a.md", b"\x07" * 999_999),
    "heaps of marks": ("text", "a.md", ("a" + "\u0301" * 400_000).encode()),
    "a million isolates": ("text", "a.md", "\u2067".encode() * 600_000),
}  # fmt: skip

CHILD = """
import json, sys, time
sys.path[:0] = sys.argv[1:3]
import faultfile
raw = sys.stdin.buffer.read()
start = time.process_time()
found = faultfile.problems(sys.argv[3], raw, sys.argv[4])
print(json.dumps([time.process_time() - start, len(found), [problem.code for problem in found[:3]]]))
"""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_soon_and_in_little_memory(name: str) -> None:
    kind, file, raw = ATTACKS[name]
    words = [sys.executable, "-c", CHILD, str(ROOT), str(ROOT / "tests"), kind, file]
    done = subprocess.run(words, input=raw, capture_output=True, timeout=60, check=False, preexec_fn=limited)
    assert done.returncode == 0, done.stderr.decode()[-600:]
    seconds, count, codes = json.loads(done.stdout)
    assert seconds < SECONDS, (seconds, codes)
    assert 0 < count < 1000


HOOK = """
import os, sys
def _watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) or event == "os.system":
        with open(os.environ["SEEN"], "a") as seen:
            seen.write(f"{event} {arguments!r}\\n")
sys.addaudithook(_watch)
"""


def test_a_build_never_asks_for_the_network(tiny: Path, tmp_path: Path, press: Run) -> None:
    """The hook is in the parent and in every worker: Python reads sitecustomize before anything else."""
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK, "utf-8")
    seen = tmp_path / "seen.txt"
    around = {"PYTHONPATH": str(tmp_path / "hook"), "SEEN": str(seen)}
    done = press("-q", "-l", "en", "-f", "letter", at=tiny, environment=around)
    assert done.code == 0, done.err
    assert list((tiny / "dist").rglob("*.pdf"))
    assert not seen.exists(), seen.read_text("utf-8")


def test_the_hook_sees_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(HOOK, "utf-8")
    seen = tmp_path / "seen.txt"
    around = {**os.environ, "PYTHONPATH": str(tmp_path), "SEEN": str(seen)}
    code = "import socket; s = socket.socket(); s.close()"
    subprocess.run([sys.executable, "-c", code], env=around, check=True, timeout=60)
    assert "socket.__new__" in seen.read_text("utf-8")


def cut_off() -> bool:
    """Whether this system lets a user take the network away from a program."""
    done = (
        subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False)
        if os.path.exists("/usr/bin/unshare")
        else None
    )
    return done is not None and done.returncode == 0


@pytest.mark.skipif(not cut_off(), reason="this system lets no user take the network away")
def test_a_build_needs_no_network(tiny: Path) -> None:
    words = ["unshare", "-rn", sys.executable, str(ROOT / "make_pdf.py"), "-C", str(tiny), "-q", "-l", "en", "-f", "a4"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
