"""From approved to printed: names, states, the gate, and the day on which an approval ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pdfs
import pytest
import sample_project
import sheets
from conftest import Run
from edition import reference
from pretended import AtOnce
from sample_ledger import DAY, ONE, PATH, UNTIL, event

from bookletpress import cli, crew, signing
from bookletpress.crew import Crew
from bookletpress.events import WITHDRAWN
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits

FINAL = {
    f"{locale}/sample_{locale}_{audience}_{size}.pdf"
    for locale, audience in sample_project.EVERY
    for size in ("letter", "a4")
}


@dataclass
class House:
    """The command line on the sample project, with a calendar and a crew that only pretends."""

    root: Path
    said: pytest.CaptureFixture[str]
    today: date = DAY
    pressed: list[str] = field(default_factory=list)

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self.pressed.clear()
        code = cli.main(["-C", str(self.root), *words])
        told = self.said.readouterr()
        return code, told.out, told.err

    @property
    def now(self) -> int:
        noon = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)
        return int(noon.timestamp()) * 1_000_000_000

    def files(self) -> set[str]:
        out = self.root / "dist"
        return {path.relative_to(out).as_posix() for path in out.rglob("*.pdf")}

    def rows(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads((self.root / "dist/catalogue.json").read_text("utf-8"))
        return found

    def states(self) -> set[str]:
        return {row["state"] for row in self.rows()}

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), "utf-8")

    @contextmanager
    def hired(self, _workers: int, _limits: Limits, _scratch: Path) -> Iterator[Crew]:
        yield Crew(AtOnce(), self._press, 1)

    def _press(self, job: Job) -> Pressed:
        self.pressed.append(str(job.composed.edition))
        return Pressed(f"%PDF {job.composed.html}".encode(), 6, ())


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = sample_project.made(tmp_path_factory.mktemp("release"))
    sample_project.approve(root)
    return root


@pytest.fixture
def house(
    approved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM)]
    made = House(Path(shutil.copytree(approved, tmp_path / "project")), capsys)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(crew, "hired", made.hired)
    monkeypatch.setattr(cli.time, "time_ns", lambda: made.now)
    yield made
    for number, handler in before:
        signal.signal(number, handler)


def test_what_is_approved_is_printed_as_final(house: House) -> None:
    assert house("--release")[0] == 0
    assert house.files() == FINAL
    assert house.states() == {"approved"}
    assert {row["valid_until"] for row in house.rows()} == {UNTIL.isoformat()}
    assert {row["content"] for row in house.rows()} == {r.digest for r in sample_project.reviews(house.root).values()}
    for page in house.root.glob("dist/**/*.html"):
        assert "DRAFT" not in page.read_text("utf-8")
        assert "noindex" not in page.read_text("utf-8")
    start = (house.root / "dist/en/index.html").read_text("utf-8")
    assert start.count("Checked and approved. This holds until") == 2
    assert start.count('"lastReviewed"') == 2
    _, out, _ = house("list", "--json")
    assert {row["state"] for row in json.loads(out)} == {"approved"}


def test_a_bare_build_prints_final_and_draft_side_by_side(house: House) -> None:
    house.edit("locales/es/sample.po", "«Then.", "«Not then.")
    assert house()[0] == 0
    english = {name for name in FINAL if name.startswith("en/")}
    assert house.files() == english | {name.replace(".pdf", "_DRAFT.pdf") for name in FINAL - english}
    assert {row["state"] for row in house.rows() if row["locale"] == "es"} == {"draft"}


def test_a_change_takes_the_final_edition_away(house: House) -> None:
    assert house()[0] == 0
    house.edit("booklets/sample/03-three.md", "For clinicians.", "Not for clinicians.")
    assert house("-a", "family")[0] == 0
    families = {name for name in FINAL if "_family_" in name}
    assert house.files() == families
    assert house()[0] == 0
    assert house.files() == families | {name.replace(".pdf", "_DRAFT.pdf") for name in FINAL - families}


def test_a_final_edition_of_an_earlier_text_is_not_kept(house: House) -> None:
    """Another text is approved, and only the other audience is built: what is there shows the old one."""
    assert house()[0] == 0
    house.edit("booklets/sample/03-three.md", "For clinicians.", "Not for clinicians.")
    sample_project.approve(house.root)
    assert house("-a", "family")[0] == 0
    assert house.files() == {name for name in FINAL if "_family_" in name}


def test_on_the_day_after_its_last_an_approval_is_noticed_to_have_ended(house: House) -> None:
    assert house()[0] == 0
    house.edit("booklets/shared/claims.yaml", "as_of: 2026-11-21", "as_of: 2027-12-01")
    house.today = date(2027, 12, 2)
    assert house()[0] == 0
    assert not house.pressed
    house.today = UNTIL
    assert "nothing to do" in house()[1]
    house.today = UNTIL + timedelta(1)
    code, out, _ = house()
    assert (code, "nothing to do" in out) == (0, False)
    assert len(house.pressed) == len(FINAL)
    assert house.states() == {"expired"}
    assert house.files() == {name.replace(".pdf", "_DRAFT.pdf") for name in FINAL}
    assert "nothing to do" in house()[1]
    house.today = UNTIL
    assert "nothing to do" not in house()[1]
    assert house.files() == FINAL


def test_an_unfinished_review_that_lapses_changes_its_page(house: House) -> None:
    """The file keeps its name, and no file of the project changes; only the day does."""
    events = [one for one in sample_project.events(house.root) if one.role == "clinical" and one.locale == "en"]
    sample_project.put(house.root, events)
    assert house("-l", "en", "-a", "family", "-f", "a4")[0] == 0
    assert house.states() == {"under-review"}
    house.edit("booklets/shared/claims.yaml", "as_of: 2026-11-21", "as_of: 2027-12-01")
    house.today = UNTIL
    assert house("-l", "en", "-a", "family", "-f", "a4")[0] == 0
    assert not house.pressed
    house.today = UNTIL + timedelta(1)
    assert house("-l", "en", "-a", "family", "-f", "a4")[0] == 0
    assert house.pressed == ["sample · en · family · a4"]


def test_days_go_by_and_the_bytes_stay(house: House) -> None:
    assert house()[0] == 0
    before = {name: (house.root / "dist" / name).read_bytes() for name in FINAL}
    house.today += timedelta(30)
    assert house("--force")[0] == 0
    assert {name: (house.root / "dist" / name).read_bytes() for name in FINAL} == before


def test_withdrawn_is_said_in_every_language(house: House) -> None:
    raw = (house.root / PATH).read_bytes()
    digest = sample_project.reviews(house.root)["en", "family"].digest
    (house.root / PATH).write_bytes(signing.appended(raw, PATH, event(WITHDRAWN, by=ONE, digest=digest)))
    assert house()[0] == 0
    states = {(row["locale"], row["audience"]): row["state"] for row in house.rows()}
    assert states == {
        ("en", "family"): "withdrawn", ("es", "family"): "withdrawn",
        ("en", "clinician"): "approved", ("es", "clinician"): "approved",
    }  # fmt: skip
    pdf = (house.root / "dist/en/sample_en_family_a4_DRAFT.pdf").read_text("utf-8")
    assert "<title>WITHDRAWN: A title (families, English)</title>" in pdf
    assert 'data-say-draft="RETIRADO"' in (house.root / "dist/es/sample_es_family_a4_DRAFT.pdf").read_text("utf-8")


def test_an_edition_that_expired_says_so_on_every_page_and_a_final_one_has_no_mark(tmp_path: Path, press: Run) -> None:
    """Real PDFs, on the real day."""
    root = sample_project.made(tmp_path / "project")
    today = datetime.now(UTC).date()
    claims = root / "booklets/shared/claims.yaml"
    claims.write_text(claims.read_text("utf-8").replace("as_of: 2026-11-21", f"as_of: {today}"), "utf-8")
    late = sample_project.events(root, day=today - timedelta(9), valid_until=today - timedelta(1))
    spanish = [one for one in late if one.locale == "es"]
    valid = sample_project.events(root, day=today, valid_until=today + timedelta(2))
    sample_project.put(root, [*(one for one in valid if one.locale == "en"), *spanish])
    done = press("-a", "family", "-f", "letter", "-j", "1", at=root)
    assert done.code == 0, done.err
    expired = (root / "dist/es/sample_es_family_letter_DRAFT.pdf").read_bytes()
    final = (root / "dist/en/sample_en_family_letter.pdf").read_bytes()
    assert pdfs.info(expired)["Title"].startswith("VENCIDO: ")
    assert pdfs.violations(expired) == pdfs.violations(final) == []
    for page in sheets.pages(expired):
        assert "VENCIDO" in page
        assert "La última revisión ya venció. Por favor, no lo reparta." in " ".join(page.split())
    whole = " ".join(" ".join(sheets.pages(final)).split())
    assert not [mark for mark in ("DRAFT", "EXPIRED", "WITHDRAWN", "Please do not hand out") if mark in whole]
    assert "Sample Reviewer One" in whole
    assert "Approved. Check again by" in whole
    steps = " ".join(pdfs.told(final).split())
    assert "Approved Done on" in steps


# ---------------------------------------------------------------- the gate


def test_what_is_approved_is_held_back_by_anything_else(house: House) -> None:
    """Law 4: approved or not, what is untranslated or unchecked never prints as final."""
    checked, unchecked = reference("six"), reference("six", "title").replace("fields: [title, ", "fields: [")
    house.edit("booklets/shared/references.yaml", checked, unchecked)
    sample_project.approve(house.root)
    assert house()[0] == 0
    states = {(row["audience"], row["state"]) for row in house.rows()}
    assert states == {("family", "approved"), ("clinician", "under-review")}
    code, out, _ = house("signoffs", "-l", "en")
    assert "approved, but 1 problem must be mended first: make_pdf.py check --release lists them" in out
    code, _, err = house("--release")
    assert code == 1
    assert "1 x source-unchecked in booklets/shared/references.yaml" in err


def test_every_obstacle_is_told_by_edition_and_nothing_is_changed(house: House) -> None:
    house.edit("booklets/sample/03-three.md", "For clinicians.", "Not for clinicians.")
    before = house("list", "--json")
    code, _, err = house("--release")
    assert code == 1
    gate = err.split("\n\n")[1]
    assert gate.splitlines()[0] == "sample · en · family: nothing is in the way"
    parts = {part.split(":")[0]: part for part in gate.split("sample · ")[1:]}
    assert set(parts) == {f"{locale} · {audience}" for locale, audience in sample_project.EVERY}
    assert "no clinical approval of this text" in parts["en · clinician"]
    assert "no linguistic approval of this text" in parts["es · clinician"]
    assert "the source text is not approved (draft)" in parts["es · clinician"]
    assert "nothing is in the way" in parts["es · family"]
    assert not (house.root / "dist").exists()
    assert house("list", "--json") == before
    assert house("--release", "-a", "family")[0] == 0
    checked = house("check", "--release")
    assert (checked[0], gate in checked[1]) == (1, True)
    told = json.loads(house("check", "--release", "--output-format", "json")[1])
    assert {row["code"] for row in told if row["severity"] == "error"} >= {"signoff-missing", "signoff-source"}


def test_a_gate_with_many_obstacles_stays_readable(house: House) -> None:
    """A catalogue without translations is one line an edition, not hundreds."""
    po = house.root / "locales/es/interface.po"
    po.write_text(re.sub(r'^msgstr "[^\\\n]+"$', 'msgstr ""', po.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    code, _, err = house("--release", "-l", "es")
    assert code == 1
    assert len(err.splitlines()) < 60
    gate = err.split("\n\n")[1]
    assert gate.count("x translation-missing in locales/es/interface.po") == 2
