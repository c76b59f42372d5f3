"""The preview: follows real saves in a real browser, keeps its place, survives half a file, answers nobody else."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import axe_source, chromium
from conftest import ROOT
from sample_project import SLUG, made
from samplepress import change
from selenium.webdriver import Chrome

from bookletpress.watch import changes

BODY = "document.body.dataset."
FRONT = "[...document.querySelectorAll('iframe.text')].find(f => !f.hidden)"


@dataclass
class Watched:
    """The sample, the press that watches it, and a browser on its page."""

    root: Path
    child: subprocess.Popen[str]
    port: int
    driver: Chrome

    def run(self, script: str) -> Any:
        return self.driver.execute_script(f"return {script}")

    def until(self, script: str, seconds: float = 30) -> Any:
        end = time.monotonic() + seconds
        while not (value := self.run(script)):
            assert time.monotonic() < end, f"{script}: {self.run('document.body.innerText')}"
            time.sleep(0.02)
        return value

    def told(self) -> str:
        return str(self.run("document.getElementById('problems').innerText"))

    def text(self) -> str:
        return str(self.run(f"{FRONT}.contentDocument.body.innerText"))

    def saved(self, save: Any) -> None:
        """Saves, and waits until the page has heard of it."""
        before = int(self.run(f"{BODY}version"))
        save()
        self.until(f"+{BODY}version > {before}")


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watch")
    root = made(folder / "project")
    words = [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(root), "watch", SLUG, "-l", "es", "-a", "family"]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert child.stdout
    line = child.stdout.readline()
    port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert port, line + child.stdout.read()
    try:
        with chromium(folder / "profile") as driver:
            driver.get(f"http://127.0.0.1:{port[1]}/")
            found = Watched(root, child, int(port[1]), driver)
            found.until(f"{BODY}shown")
            yield found
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        child.stdout.close()


def renamed(path: Path, content: str) -> None:
    """Saves as most editors do: a new file takes the old one's name."""
    new = path.with_name(f"{path.name}.new~")
    new.write_text(content, "utf-8")
    os.replace(new, path)


def test_a_save_by_renaming_is_shown_and_the_place_is_kept(watched: Watched) -> None:
    po = watched.root / "locales/es/sample.po"
    watched.run(f"{FRONT}.contentWindow.scrollTo(0, 700)")
    place = watched.run(f"{FRONT}.contentWindow.scrollY")
    assert place > 300
    content = po.read_text("utf-8")
    began = time.time()
    watched.saved(lambda: renamed(po, content.replace("«Not all.", "«No todos.")))
    watched.until(f"{BODY}shown === {BODY}version")
    assert "«No todos." in watched.text()
    assert float(watched.run(f"{BODY}at")) - began * 1000 < 5000
    assert watched.run(f"{FRONT}.contentWindow.scrollY") == place
    fresh = watched.run(f"[...{FRONT}.contentDocument.querySelectorAll('.fresh')].map(e => e.textContent.trim())")
    paragraph, content_id = fresh
    assert paragraph.startswith("«No todos.")
    assert re.fullmatch(r"[0-9a-f]{4}(\s[0-9a-f]{4}){3}", content_id)


def test_a_save_in_several_writes_is_shown_when_it_is_whole(watched: Watched) -> None:
    po = watched.root / "locales/es/sample.po"
    content = po.read_text("utf-8").replace("«First.", "«Primero.")
    half = content.index("«Primero.")

    def slowly() -> None:
        with po.open("w", encoding="utf-8") as file:
            file.write(content[:half])
            file.flush()
            time.sleep(0.01)
            file.write(content[half:])

    watched.saved(slowly)
    watched.until(f"{FRONT}.contentDocument.body.innerText.includes('«Primero.')")


def test_half_a_catalogue_is_a_problem_and_the_page_stays(watched: Watched) -> None:
    po = watched.root / "locales/es/sample.po"
    content = po.read_text("utf-8")
    watched.saved(lambda: po.write_text(content + '\nmsgid "Ha', "utf-8"))
    assert "[po-" in watched.told()
    assert "cannot be shown" in watched.run("document.getElementById('state').innerText")
    assert "«Primero." in watched.text()
    watched.saved(lambda: po.write_text(content, "utf-8"))
    assert "[po-" not in watched.told()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("«Call {phone:line}.»", "«Call {phone:nobody}.»", "atom-mismatch"),
        ("«The wall»", "«The [wall](x)»", "link-broken"),
    ],
)
def test_a_broken_translation_is_a_problem_and_the_page_stays(watched: Watched, old: str, new: str, code: str) -> None:
    po = watched.root / "locales/es/sample.po"
    watched.saved(lambda: change(po, old, new))
    assert f"[{code}]" in watched.told()
    assert "«Primero." in watched.text()
    watched.saved(lambda: change(po, new, old))
    assert f"[{code}]" not in watched.told()


def test_sources_and_styles_are_followed_too(watched: Watched) -> None:
    watched.saved(lambda: change(watched.root / "booklets/sample/01-one.md", "# One", "# One more"))
    assert "'One more' is not in the catalogue" in watched.told()
    watched.until(f"{FRONT}.contentDocument.body.innerText.includes('One more')")
    watched.saved(lambda: change(watched.root / "styles/booklet/booklet.css", "--petrol: #1f5263", "--petrol: #ff0000"))
    watched.until(f"{BODY}shown === {BODY}version")
    colour = f"{FRONT}.contentWindow.getComputedStyle({FRONT}.contentDocument.querySelector('h2')).color"
    assert watched.until(f"{colour} === 'rgb(255, 0, 0)'")


def test_the_checks_answer_and_the_pages_follow(watched: Watched) -> None:
    watched.until(f"{BODY}checked && {BODY}pdf === {BODY}version", 60)
    answer, body = ask(watched.port, "/pages.pdf")
    assert (answer.status, body[:5]) == (200, b"%PDF-")
    watched.run("document.getElementById('as-pages').click()")
    assert watched.run("document.getElementById('pages').src").split("/")[-1].startswith("pages.pdf?v=")
    watched.run("document.getElementById('as-text').click()")


def test_the_page_is_accessible_and_asks_nobody_else(watched: Watched) -> None:
    watched.driver.execute_script(axe_source())
    found = watched.driver.execute_async_script(
        "axe.run(document, {iframes: false}).then(arguments[0], fault => arguments[0]({fault: String(fault)}))"
    )
    assert [(rule["id"], node["target"]) for rule in found["violations"] for node in rule["nodes"]] == []
    asked = watched.run("performance.getEntriesByType('resource').map(entry => new URL(entry.name).host)")
    assert set(asked) == {f"127.0.0.1:{watched.port}"}
    assert watched.driver.get_log("browser") == []


def ask(port: int, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """One request, with other headers than a browser would send."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.putrequest("GET", path, skip_host=True)
    for name, value in {"Host": f"127.0.0.1:{port}", **headers}.items():
        line.putheader(name.replace("_", "-"), value)
    line.endheaders()
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_requests_of_other_sites_are_refused(watched: Watched, headers: dict[str, str]) -> None:
    said = {name: value.format(port=watched.port) for name, value in headers.items()}
    for path in ("/", "/preview", "/events", "/pages.pdf"):
        assert ask(watched.port, path, **said)[0].status == 403


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/asset/../booklet.yaml", "/asset/%2e%2e/x", "/font/99", "/font/-1", "/locales/es"]
)
def test_nothing_but_the_edition_is_served(watched: Watched, path: str) -> None:
    assert ask(watched.port, path)[0].status == 404


def test_pages_may_ask_for_nothing_outside(watched: Watched) -> None:
    for path, scripts in (("/", "script-src 'self'"), ("/preview", "default-src 'none'")):
        policy = ask(watched.port, path)[0].headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert scripts in policy
        assert "http" not in policy
    assert ask(watched.port, "/preview")[0].headers["X-Frame-Options"] == "SAMEORIGIN"


def test_ctrl_c_ends_it_cleanly(watched: Watched) -> None:
    """The last test: nothing is left running, and the page says so."""
    watched.child.send_signal(signal.SIGINT)
    assert watched.child.wait(10) == 0
    assert watched.child.stdout
    assert watched.child.stdout.read() == "ended\n"
    watched.until("document.getElementById('state').innerText.includes('has stopped')")


def test_files_of_editors_are_no_files_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "booklets"
    folder.mkdir()
    for name in (".a.md.swp", "a.md~", "#a.md#", "a.md"):
        (folder / name).write_text("x", "utf-8")
    assert list(changes.look(str(tmp_path))) == ["booklets/a.md"]
    assert changes.settled(str(tmp_path), changes.look(str(tmp_path)), 0.1) is None
