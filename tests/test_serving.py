"""The preview of the site on this computer, and the one file that holds all of it."""

from __future__ import annotations

import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import shelf
from conftest import ROOT, Run

from bookletpress.site import server

SECRET = "not for everybody"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with a finished site, and beside it what nobody else may read."""
    home = tmp_path_factory.mktemp("home")
    (home / "booklets").mkdir()
    (home / "secret.txt").write_text(SECRET, "utf-8")
    dist = shelf.folder(home / "dist", shelf.rows())
    (dist / ".bookletpress.json").write_text(SECRET, "utf-8")
    (dist / "en" / "link.pdf").symlink_to(home / "secret.txt")
    return home


@pytest.fixture(scope="module")
def port(home: Path) -> Iterator[int]:
    serving = server.serve(home / "dist", 0)
    threading.Thread(target=serving.serve_forever, args=(0.05,), daemon=True).start()
    yield int(serving.server_address[1])
    serving.shutdown()
    serving.server_close()


def ask(port: int, path: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], bytes]:
    """Asks with exactly this path, which a browser would tidy up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [
        ("/", "text/html; charset=utf-8", "index.html"),
        ("/es/", "text/html; charset=utf-8", "es/index.html"),
        ("/es/index.html?x=1", "text/html; charset=utf-8", "es/index.html"),
        ("/en/feed.atom", "application/atom+xml", "en/feed.atom"),
        ("/catalogue.json", "application/json", "catalogue.json"),
        ("/SHA256SUMS", "text/plain; charset=utf-8", "SHA256SUMS"),
        ("/en/alk-inhibitors_en_family_a4.pdf", "application/pdf", "en/alk-inhibitors_en_family_a4.pdf"),
    ],
)
def test_every_file_comes_as_what_it_is(home: Path, port: int, path: str, kind: str, file: str) -> None:
    content = (home / "dist" / file).read_bytes()
    status, headers, body = ask(port, path)
    assert (status, headers["Content-Type"], body) == (200, kind, content)
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, body = ask(port, path, "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(content)), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/en/..%2f..%2fsecret.txt",
        "/en/%2e%2e/%2e%2e/secret.txt",
        "/en/..\\..\\secret.txt",
        "/en/link.pdf",
        "/.bookletpress.json",
        "//etc/passwd",
        "/%00",
        "/C:/secret.txt",
        "/en/nothing.pdf",
        "/index.html/",
    ],
)
def test_nothing_else_comes(port: int, path: str) -> None:
    status, _, body = ask(port, path)
    assert (status, SECRET in body.decode()) == (404, False)


def test_a_folder_leads_to_its_page_and_never_to_another_host(port: int) -> None:
    status, headers, _ = ask(port, "/es")
    assert (status, headers["Location"]) == (301, "/es/")
    status, headers, _ = ask(port, "//es")
    assert status in (301, 404)
    assert not headers.get("Location", "/").startswith("//")


def test_another_name_for_this_computer_reaches_nothing(port: int) -> None:
    assert ask(port, "/", host="booklets.example.org")[0] == 403
    assert ask(port, "/", host=f"localhost:{port}")[0] == 200
    assert ask(port, "/", "POST")[0] == 501


def test_it_says_where_and_ends_with_ctrl_c(home: Path) -> None:
    words = [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(home), "serve"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as press:
        assert press.stdout
        said = press.stdout.readline()
        port = int(said.rpartition(":")[2].partition("/")[0])
        assert said == f"dist: http://127.0.0.1:{port}/  (Ctrl-C ends)\n"
        assert ask(port, "/")[0] == 200
        press.send_signal(signal.SIGINT)
        out, err = press.communicate(timeout=20)
    assert (press.returncode, out, err) == (0, "ended\n", "")


def test_what_keeps_it_from_serving_is_told(home: Path, tmp_path: Path, press: Run) -> None:
    (tmp_path / "booklets").mkdir()
    done = press("serve", at=tmp_path)
    assert (done.code, "[serve-empty]" in done.err) == (1, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = press("serve", "--port", str(taken.getsockname()[1]), at=home)
    assert (done.code, "[port-taken]" in done.err) == (3, True)


# ---------------------------------------------------------------- one file


def test_the_file_holds_what_has_a_sum_and_is_always_the_same(home: Path, tmp_path: Path, press: Run) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    done = press("bundle", "--to", str(one), at=home)
    assert done.code == 0, done.err
    for path in (home / "dist").rglob("*"):
        if not path.is_symlink():
            os.utime(path, (1, 1))
    assert press("bundle", "-q", "--to", str(two), at=home).out == ""
    assert one.read_bytes() == two.read_bytes()
    assert hashlib.sha256(one.read_bytes()).hexdigest() in done.out
    with zipfile.ZipFile(one) as held:
        assert held.testzip() is None
        assert held.namelist() == sorted(held.namelist())
        names = [name.removeprefix("booklets/") for name in held.namelist()]
        assert "en/link.pdf" not in names
        assert SECRET.encode() not in one.read_bytes()
        held.extractall(tmp_path / "out")
    sums = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "out/booklets",
        capture_output=True,
        check=False,
    )
    assert sums.returncode == 0, sums.stdout
    assert press("bundle", "-q", "--to", str(one), at=home).code == 0  # its own file it replaces


def test_what_is_not_whole_is_not_put_in(tmp_path: Path, press: Run) -> None:
    (tmp_path / "booklets").mkdir()
    done = press("bundle", at=tmp_path)
    assert (done.code, "[bundle-empty]" in done.err) == (1, True)
    dist = shelf.folder(tmp_path / "dist", shelf.rows())
    assert press("bundle", at=tmp_path).code == 0
    before = (tmp_path / "dist.zip").read_bytes()
    (dist / "en/alk-inhibitors_en_family_a4.pdf").write_bytes(b"%PDF other")
    (dist / "es/index.html").unlink()
    done = press("bundle", at=tmp_path)
    assert done.code == 1
    assert done.err.count("[bundle-differs]") == 2
    assert "dist/es/index.html:1:1: error: it is missing" in done.err
    assert (tmp_path / "dist.zip").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"booklets", "dist", "dist.zip"}


def test_the_file_of_somebody_else_stays(tmp_path: Path, press: Run) -> None:
    (tmp_path / "booklets").mkdir()
    shelf.folder(tmp_path / "dist", shelf.rows())
    (tmp_path / "dist.zip").write_bytes(b"my photographs")
    done = press("bundle", at=tmp_path)
    assert (done.code, "[output-foreign]" in done.err) == (1, True)
    assert (tmp_path / "dist.zip").read_bytes() == b"my photographs"
