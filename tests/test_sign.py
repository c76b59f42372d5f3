"""`sign` in a real terminal (a pty): what it asks, what it writes, what it refuses; and `signoffs`."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import sample_project
from conftest import ROOT, Run
from sample_ledger import ONE, PATH, TWO

from bookletpress import reviewed
from bookletpress.ledger import read_ledger

PDF = b"%PDF-1.7\n% a sample\n"


@dataclass
class Talk:
    """What a terminal showed, and how the command ended."""

    code: int
    shown: str


def talk(project: Path, words: list[str], answers: list[str], end: str = "") -> Talk:
    """Runs the press on a pty and types an answer whenever it waits for one; `end` is typed after the last one."""
    command = [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(project), *words]
    ours, theirs = pty.openpty()
    child = subprocess.Popen(  # the terminal is its own, so that Ctrl-C reaches it
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - the tests run no threads
    )
    os.close(theirs)
    shown, waiting, last = "", [*answers], time.monotonic()
    while time.monotonic() < last + 30:
        ready, _, _ = select.select([ours], [], [], 0.1)
        if ready:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece.decode("utf-8", "replace")
            continue
        if child.poll() is not None:
            break
        if shown.rstrip(" ").endswith((":", "?", "(yes/no)")) and shown.endswith(" "):
            if waiting:
                os.write(ours, f"{waiting.pop(0)}\n".encode())
            elif end:
                os.write(ours, end.encode())
                end = ""
            last = time.monotonic()
            time.sleep(0.05)
    try:
        code = child.wait(10)
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    return Talk(code, shown.replace("\r\n", "\n"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample project with a catalogue that says which PDF shows its English text for families."""
    root = sample_project.made(tmp_path / "project")
    (root / "dist/en").mkdir(parents=True)
    proof(root)
    return root


def proof(root: Path, content: str = "") -> None:
    """A PDF that shows the text of today, or another one."""
    name = "en/sample_en_family_letter_DRAFT.pdf"
    (root / "dist" / name).write_bytes(PDF)
    row = {
        "slug": "sample", "locale": "en", "audience": "family", "format": "letter", "place": "US",
        "without_statistics": False, "path": name, "pages": 6,
        "bytes": len(PDF), "sha256": sample_sha(), "content": content or digest(root),
    }  # fmt: skip
    (root / "dist/catalogue.json").write_text(json.dumps([row]), "utf-8")


def sample_sha() -> str:
    return hashlib.sha256(PDF).hexdigest()


def digest(root: Path, locale: str = "en") -> str:
    return sample_project.reviews(root)[locale, "family"].digest


def eight(root: Path) -> str:
    """What the last page of the PDF shows first: two groups of four."""
    hexadecimal = digest(root).removeprefix("text-2:")
    return f"{hexadecimal[:4]} {hexadecimal[4:8].upper()}"


CLINICAL = ["sign", "sample", "-l", "en", "-a", "family", "--role", "clinical"]


def test_a_person_signs(project: Path, press: Run) -> None:
    before = (project / "booklets/sample").joinpath("signoffs.yaml")
    before.write_text("# A sample.\nevents: []   # nobody yet\n", "utf-8")
    done = talk(project, CLINICAL, [ONE, "no", "yes", "sample me\u0301dico", "", eight(project)])
    assert done.code == 0, done.shown
    (event,) = read_ledger(project, "sample")
    assert (event.event, event.role, event.by, event.named) == ("approved", "clinical", ONE, True)
    assert (event.profession, event.digest, event.proofs) == ("sample m\u00e9dico", digest(project), (sample_sha(),))
    assert 364 < (event.valid_until - event.day).days < 367
    assert (project / PATH).read_text("utf-8").startswith("# A sample.\nevents:   # nobody yet\n  - event: approved\n")
    place = reviewed.place("sample", "en", "family", digest(project))
    assert reviewed.read(project, "sample", "en", "family", digest(project)) is not None
    assert not list((project / "booklets/sample").rglob(".*"))
    for words in (
        digest(project),
        f"{project}/dist/en/sample_en_family_letter_DRAFT.pdf  6 pages, sha256 {sample_sha()}",
        "Nobody has approved it as clinical reviewer so far",
        f"git add {place} {PATH}",
        'git commit -S -m "sign-off: sample, en, family: clinical approved"',
    ):
        assert words in done.shown, done.shown
    told = json.loads(press("signoffs", "sample", "-l", "en", "--json", at=project).out)
    family = next(row for row in told if row["audience"] == "family")
    assert (family["state"], family["approved_roles"]) == ("under-review", ["clinical"])
    assert [row["event"] for row in family["events"]] == ["approved"]


def test_the_next_person_sees_what_changed(project: Path) -> None:
    assert talk(project, CLINICAL, [ONE, "no", "yes", "", "", eight(project)]).code == 0
    text = (project / "booklets/sample/01-one.md").read_text("utf-8")
    (project / "booklets/sample/01-one.md").write_text(text.replace("Then.", "Then not."), "utf-8")
    proof(project)
    raw = (project / PATH).read_bytes()
    done = talk(project, CLINICAL, [TWO, "yes", "Recorder of the ledger", "a sample folder", "no", "", eight(project)])
    assert done.code == 0, done.shown
    assert "paragraphs changed since the clinical approval of" in done.shown
    assert "    was: Then.[@c-one; @c-two] See [two][section:two]" in done.shown
    assert "    now: Then not.[@c-one; @c-two] See [two][section:two]" in done.shown
    assert (project / PATH).read_bytes().startswith(raw)
    first, second = read_ledger(project, "sample")
    assert (second.named, second.recorded_by, second.paper) == (False, "Recorder of the ledger", "a sample folder")
    assert first.digest != second.digest
    again = talk(project, CLINICAL, ["Sample Person Five", "no", "no", "", "12345678"])
    assert "Nothing has changed since the clinical approval of" in again.shown


REFUSALS: dict[str, tuple[list[str], str, int]] = {
    "another text is confirmed": ([ONE, "no", "yes", "", "", "00000000"], "that is not this text", 2),
    "nobody is named": (["", "", ""], "this needs an answer", 2),
    "neither yes nor no": ([ONE, "perhaps", "maybe", "well"], "type yes or no", 2),
    "valid for too long": ([ONE, "no", "no", "2099-01-01", "2099-01-01", "20990101"], "name a day from", 2),
    "an author": (["Sample Writer Six"] * 3, "wrote or translated this text, and cannot approve it", 2),
    "entered by the same person": ([ONE, "yes", ONE, ONE, ONE], "that is the person who signed", 2),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_nothing_is_written_where_an_answer_is_not_good(name: str, project: Path) -> None:
    text = (project / "booklets/sample/booklet.yaml").read_text("utf-8")
    (project / "booklets/sample/booklet.yaml").write_text(text + "authors: [Sample Writer Six]\n", "utf-8")
    answers, told, code = REFUSALS[name]
    done = talk(project, CLINICAL, answers)
    assert done.code == code, done.shown
    assert told in done.shown
    assert "nothing was written" in done.shown
    assert not (project / PATH).exists()
    assert not (project / "booklets/sample/reviewed").exists()


@pytest.mark.parametrize(("end", "code"), [("\x04", 2), ("\x03", 130)])
def test_who_leaves_has_signed_nothing(end: str, code: int, project: Path) -> None:
    done = talk(project, CLINICAL, [ONE, "no"], end)
    assert done.code in (code, -signal.SIGINT), done.shown
    assert not (project / PATH).exists()


def test_a_text_that_changes_meanwhile_is_not_signed(project: Path) -> None:
    answer = eight(project)
    path = project / "booklets/sample/01-one.md"

    class Typed(str):
        """Typed by somebody who edits the text just before."""

        def __format__(self, spec: str) -> str:
            path.write_text(path.read_text("utf-8").replace("Then.", "Then not."), "utf-8")
            return str.__format__(self, spec)

    done = talk(project, CLINICAL, [ONE, "no", "no", "", Typed(answer)])
    assert done.code == 3, done.shown
    assert "changed while you were signing; nothing was written" in done.shown
    assert not (project / PATH).exists()


@pytest.mark.parametrize("harm", ["no catalogue", "another text", "another file"])
def test_nobody_approves_without_a_pdf_of_exactly_this_text(harm: str, project: Path) -> None:
    if harm == "no catalogue":
        (project / "dist/catalogue.json").unlink()
    elif harm == "another text":
        proof(project, "text-2:" + "0" * 64)
    else:
        (project / "dist/en/sample_en_family_letter_DRAFT.pdf").write_bytes(PDF + b"%")
    done = talk(project, CLINICAL, [])
    assert done.code == 2
    assert "there is no PDF of exactly this text" in done.shown
    assert "make_pdf.py sample -l en -a family prints it" in done.shown


def test_other_events_need_no_pdf(project: Path, press: Run) -> None:
    (project / "dist/catalogue.json").unlink()
    base = ["sign", "sample", "-l", "es", "-a", "clinician"]

    def typed() -> str:
        return sample_project.reviews(project)["es", "clinician"].digest[7:15]

    writer = talk(project, [*base, "--event", "submitted"], ["Sample Translator", "no", typed()])
    assert writer.code == 0, writer.shown
    assert talk(project, [*base, "--event", "review-started", "--role", "linguistic"], [ONE, "no", typed()]).code == 0
    asked = [*base, "--event", "changes-requested", "--role", "linguistic"]
    assert talk(project, asked, [ONE, "no", "A sample wish.", typed()]).code == 0
    assert talk(project, [*base, "--event", "withdrawn"], [ONE, "no", "A sample reason.", typed()]).code == 0
    events = read_ledger(project, "sample")
    assert [event.event for event in events] == ["submitted", "review-started", "changes-requested", "withdrawn"]
    english = sample_project.reviews(project)["en", "clinician"].digest
    assert {event.source for event in events} == {english}
    assert [event.why for event in events] == ["", "", "A sample wish.", "A sample reason."]
    late = talk(project, asked, [])
    assert (late.code, "so no review of it counts" in late.shown) == (2, True)
    table = press("signoffs", at=project).out
    assert "sample · es · clinician  withdrawn  withdrawn on " in table


WRONG: dict[str, tuple[list[str], str]] = {
    "no role": (CLINICAL[:-2], "'approved' is done in a role"),
    "a role too many": ([*CLINICAL, "--event", "submitted"], "'submitted' is done in no role"),
    "no such booklet": (["sign", "sampel", *CLINICAL[2:]], "did you mean 'sample'?"),
    "no such locale": ([*CLINICAL[:3], "fr", *CLINICAL[4:]], "there is no locale 'fr'"),
    "no such audience": ([*CLINICAL[:5], "families", *CLINICAL[6:]], "there is no audience 'families'"),
    "no such event": ([*CLINICAL, "--event", "aproved"], "--help"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_word_is_told_before_anything_is_asked(name: str, project: Path) -> None:
    words, told = WRONG[name]
    done = talk(project, words, [])
    assert (done.code, told in done.shown) == (2, True), done.shown


@pytest.mark.parametrize("closed", ["stdin", "stdout"])
def test_no_program_signs(closed: str, project: Path) -> None:
    ours, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": theirs} | {closed: subprocess.PIPE}
    done = subprocess.run(
        [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(project), *CLINICAL],
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
        **streams,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert b"'sign' asks a person, so it runs only in a terminal" in done.stderr
    assert not (project / PATH).exists()


def test_a_ledger_that_cannot_be_written_stays_whole(project: Path) -> None:
    (project / PATH).write_text("events: []\n", "utf-8")
    (project / "booklets/sample/reviewed").write_text("in the way", "utf-8")
    done = talk(project, CLINICAL, [ONE, "no", "no", "", eight(project)])
    assert done.code == 3, done.shown
    assert "cannot write" in done.shown
    assert (project / PATH).read_text("utf-8") == "events: []\n"
