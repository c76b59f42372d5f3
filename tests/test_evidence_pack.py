"""The evidence pack: nothing in it that no data say, in both languages, as a file that everybody can read."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfs
import pytest
from conftest import ROOT, Run
from samplepress import change, copied

from bookletpress.finish.measure import measure
from bookletpress.pack.contrast import ratio
from bookletpress.pack.declared import INSTRUMENTS, NONE, POLICY, load_declared
from bookletpress.pack.rules import RULES, Seen, answered
from bookletpress.pack.signs import Signs
from bookletpress.pack.values import NO, NOT_APPLICABLE, PARTLY, PERSON, YES
from bookletpress.problems import ProblemsFound
from bookletpress.readability.languages import Grade

GOLDEN = ROOT / "tests/golden/evidence/tiny_en_family.json"
DAY = ("--today", "2026-12-01")
NAME = "tiny_en_family_evidence"
NOTHING = Signs(*[0] * 5, False, *[0] * 18, None, "", False)


@pytest.fixture
def still(tiny: Path) -> Path:
    """The sample with claims of a fixed day."""
    claims = tiny / "booklets/shared/claims.yaml"
    claims.write_text(re.sub(r"as_of: \S+", "as_of: 2026-11-21", claims.read_text("utf-8")), "utf-8")
    return tiny


def record(folder: Path, name: str = NAME) -> dict[str, Any]:
    """The JSON of a pack."""
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return found


def test_the_json_of_the_sample(still: Path, press: Run) -> None:
    done = press("evidence", "tiny", "-l", "en", *DAY, at=still)
    assert done.code == 0, done.err
    made = record(still / "evidence")
    pdf = made.pop("pdf")
    made.pop("press")
    assert pdf["sha256"] == hashlib.sha256((still / "evidence" / f"{NAME}.pdf").read_bytes()).hexdigest()
    assert made == json.loads(GOLDEN.read_text("utf-8"))
    assert list(made) == [
        *("format", "made", "text", "sources", "claims", "history"),
        *("readability", "accessibility", "instruments", "policy"),
    ]


def test_the_same_bytes_for_the_same_day(still: Path, press: Run) -> None:
    zones = ("Pacific/Auckland", "America/Lima")
    for folder, zone in zip(("one", "two"), zones, strict=True):
        words = ("evidence", "tiny", "-l", "en", *DAY, "-o", str(still / folder))
        assert press(*words, at=still, environment={"TZ": zone}).code == 0
    for ending in ("pdf", "json"):
        one, two = (still / folder / f"{NAME}.{ending}" for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_the_pdf_is_whole_tagged_and_says_what_it_is_not(still: Path, press: Run) -> None:
    assert press("evidence", "tiny", "-l", "en", *DAY, "-f", "a4", at=still).code == 0
    file = still / "evidence" / f"{NAME}.pdf"
    pdf = file.read_bytes()
    assert not pdfs.violations(pdf)
    assert pdfs.syntax(pdf)
    said = pdfs.text(pdf)
    for words in (
        "It is no badge, no score, and no review.",
        "not built yet",
        "Funding not stated",
        "No total is made",
    ):
        assert words in said, words
    seen = measure(file)
    assert (seen.declares, seen.tagged, seen.language) == ("PDF/UA-1", True, "en-US")
    assert seen.headings_in_order
    assert seen.tables == seen.tables_with_heads > 0
    assert pdfs.info(pdf)["Page size"].endswith("(A4)")


def test_finished_files_are_measured_and_older_ones_named(still: Path, press: Run) -> None:
    assert press("tiny", "-l", "en", "-q", at=still).code == 0
    words = ("evidence", "tiny", "-l", "en", "-q", *DAY)
    assert press(*words, at=still).code == 0
    rows = record(still / "evidence")["accessibility"]["files"]
    built = [row for row in rows if row["format"] in ("letter", "a4")]
    assert {row["state"] for row in built} == {"of-this-text"}
    assert {row["state"] for row in rows if row not in built} == {"not-built"}
    assert {row["gate_faults"] for row in built} == {0}
    assert all(row["measured"]["pictures"] == row["measured"]["pictures_described"] for row in built)
    change(still / "booklets/tiny/booklet.yaml", "A sample booklet", "A changed booklet")
    assert press(*words, at=still).code == 0
    rows = record(still / "evidence")["accessibility"]["files"]
    assert {(row["state"], row["measured"]) for row in rows} == {("of-an-older-text", None), ("not-built", None)}


def test_overdue_and_unconfirmed_claims_come_first(still: Path, press: Run) -> None:
    assert press("evidence", "tiny", "-l", "en", "-q", "--today", "2031-01-01", at=still).code == 0
    claims = record(still / "evidence")["claims"]
    assert claims
    assert all(claim["overdue"] for claim in claims)
    order = [(claim["status"], not claim["overdue"], claim["checked_twice"]) for claim in claims]
    for status in {one for one, _, _ in order}:
        mine = [row[1:] for row in order if row[0] == status]
        assert mine == sorted(mine)


def test_what_is_stated_is_printed_and_translated(still: Path, press: Run) -> None:
    (still / POLICY).write_text("funding: A sample fund paid for it.\n", "utf-8")
    assert press("evidence", "tiny", "-l", "en", "-q", *DAY, at=still).code == 0
    made = record(still / "evidence")
    assert made["policy"]["funding"] == "A sample fund paid for it."
    ipdas = next(row for row in made["instruments"] if row["id"] == "ipdas")
    assert next(item for item in ipdas["items"] if item["number"] == "C6")["result"] == PARTLY


def test_the_pack_speaks_spanish(tmp_path: Path, press: Run) -> None:
    root = copied(tmp_path / "project")
    slug = next(path.parent.name for path in (root / "booklets").glob("*/booklet.yaml"))
    done = press("evidence", slug, "-l", "es", "-a", "family", *DAY, at=root)
    assert done.code == 0, done.err
    pdf = (root / "evidence" / f"{slug}_es_family_evidence.pdf").read_bytes()
    said = pdfs.text(pdf)
    assert "No es un sello, ni un puntaje, ni una revisión." in said
    assert "not stated" not in said
    assert pdfs.info(pdf)["Title"].startswith("Informe de evidencia")
    made = record(root / "evidence", f"{slug}_es_family_evidence")
    assert made["history"]["source_state"] == "draft"
    assert "linguistic" in made["history"]["missing"]
    assert "term-unexplained" not in made["readability"]["warnings"]


def test_a_locale_without_translation_says_so(still: Path, press: Run) -> None:
    done = press("evidence", "tiny", "-l", "es", *DAY, at=still)
    assert done.code == 0, done.err
    made = record(still / "evidence", "tiny_es_family_evidence")
    assert {row["code"] for row in made["text"]["obstacles"]} & {"catalogue-missing", "translation-missing"}
    assert made["readability"]["warnings"] == {}
    results = {item["number"]: item["result"] for item in made["instruments"][0]["items"]}
    assert {results[number] for number in "3456"} == {PERSON}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tini", "-l", "en"), "did you mean 'tiny'?"),
        (("tiny", "-l", "fr"), "there is no locale 'fr'"),
        (("tiny", "-l", "en", "-a", "famly"), "did you mean 'family'?"),
        (("tiny", "-l", "en", "-f", "lettre"), "did you mean 'letter'?"),
        (("tiny",), "-l"),
    ],
)
def test_names_that_lead_nowhere(still: Path, press: Run, words: tuple[str, ...], said: str) -> None:
    done = press("evidence", *words, at=still)
    assert done.code == 2
    assert said in done.err
    assert not (still / "evidence").exists()


def test_a_pack_with_notes_of_a_committee_is_not_overwritten(still: Path, press: Run) -> None:
    words = ("evidence", "tiny", "-l", "en", "-q", *DAY)
    assert press(*words, at=still).code == 0
    assert press(*words, at=still).code == 0
    pdf = still / "evidence" / f"{NAME}.pdf"
    noted = pdf.read_bytes() + b"\n% a note"
    pdf.write_bytes(noted)
    done = press(*words, at=still)
    assert done.code == 1
    assert "[output-foreign]" in done.err
    assert pdf.read_bytes() == noted
    assert press(*words, "-o", str(still / "booklets"), at=still).code == 1


def test_every_item_is_there_once_and_every_rule_is_used() -> None:
    instruments = {one.id: one for one in load_declared(ROOT).instruments}
    numbers = {name: [item.number for item in one.items] for name, one in instruments.items()}
    assert numbers == {
        "pemat-p": [*map(str, range(1, 13)), *map(str, range(15, 27))],
        "cdc-cci": [*map(str, range(1, 21))],
        "ipdas": [*(f"Q{number}" for number in range(1, 7)), *(f"C{number}" for number in range(1, 11))],
    }
    assert {item.rule for one in instruments.values() for item in one.items} - {""} == set(RULES)


@pytest.mark.parametrize("signs", [NOTHING, replace(NOTHING, **{"sections": 9, "headings": 9, "points": 5, "steps": 3,
    "figures": 2, "statistics": 1, "grade": Grade.GOOD, "judged": True, "points_first": True})])  # fmt: skip
def test_software_never_answers_what_only_people_can(signs: Signs) -> None:
    seen = Seen(signs, {}, True, "2026-11-21", True, True)
    for instrument in load_declared(ROOT).instruments:
        for answer in answered(instrument, seen).items:
            assert answer.result in (YES, NO, PARTLY, PERSON, NOT_APPLICABLE)
            if answer.software == NONE:
                assert answer.result in (PERSON, NOT_APPLICABLE), (instrument.id, answer)


def test_a_warning_makes_an_answer_partly() -> None:
    signs = replace(NOTHING, judged=True)
    clean, warned = (RULES["passive"](Seen(signs, found, True, "", False, False)) for found in ({}, {"passive": 2}))
    assert (clean[0], warned) == (YES, (PARTLY, {"passive": 2}))


def test_what_no_check_looks_at_is_left_to_a_person() -> None:
    seen = Seen(replace(NOTHING, judged=True), {}, True, "", False, False, frozenset(["term-unexplained", "rate-base"]))
    assert (RULES["terms"](seen)[0], RULES["numbers"](seen)[0], RULES["passive"](seen)[0]) == (PERSON, PERSON, YES)


def test_an_unknown_rule_and_a_missing_file_are_told(still: Path, press: Run) -> None:
    change(still / INSTRUMENTS, "software: part, rule: grade}", "software: part, rule: grde}")
    done = press("evidence", "tiny", "-l", "en", at=still)
    assert (done.code, "[rule-unknown]" in done.err) == (1, True)
    (still / INSTRUMENTS).unlink()
    with pytest.raises(ProblemsFound, match="instruments"):
        load_declared(still)


def test_contrast_by_the_formula_of_wcag() -> None:
    """Black on white is 21; #767676 on white is the well-known grey that just passes 4.5, #777777 does not."""
    white = (255, 255, 255)
    assert ratio((0, 0, 0), white) == pytest.approx(21)
    assert ratio((0x76,) * 3, white) == pytest.approx(4.54, abs=0.005)
    assert ratio(white, (0x77,) * 3) < 4.5
