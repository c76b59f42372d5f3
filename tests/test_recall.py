"""Recall lists: what rests on a claim, a source, a medicine or a help line, in which section and on which page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ran, Run, run_press
from edition import loaded

from bookletpress.finish.places import Place, places
from bookletpress.workbench.recall import CURRENT, MISSING, OLDER, File, Found, Recall, Wanted, as_text, recall

LETTER, A4 = "dist/en/b_letter_DRAFT.pdf", "dist/en/b_a4_DRAFT.pdf"


def at(turn: int, page: int, *names: str) -> Place:
    return Place(turn, frozenset(names), page)


HELD = (
    at(1, 1, "claim.c-one"),
    at(2, 4, "section.one"),
    at(3, 4, "claim.c-two"),
    at(4, 5, "claim.c-one", "claim.c-two"),
    at(5, 5, "claim.c-two"),
    at(6, 6, "section.gone"),
    at(7, 6, "claim.c-two"),
    at(8, 7, "section.two"),
    at(9, 8, "helpline.line", "claim.c-line"),
    at(10, 9, "medicine.alphamab", "claim.c-approved"),
)
FILES = (
    File(LETTER, "b", "en", "family", "letter", CURRENT, "", HELD),
    File(A4, "b", "en", "family", "a4", MISSING),
    File("dist/en/b_clinician.pdf", "b", "en", "clinician", "letter", OLDER, "its pages changed", ()),
)


def asked(root: Path, wanted: Wanted, sources: tuple[str, ...] = ()) -> Recall:
    booklet, shared = loaded(root)
    return recall(wanted, (booklet,), shared, ("en",), FILES, sources)


def family(answer: Recall) -> list[tuple[str, tuple[int, ...], tuple[str, ...], dict[str, tuple[int, ...]]]]:
    rows = [row for row in answer.found if row.audience == "family"]
    return [(row.section, row.lines, row.through, dict(row.pages)) for row in rows]


def test_a_claim_is_found_by_section_with_its_pages_in_each_file(tmp_path: Path) -> None:
    answer = asked(tmp_path, Wanted(frozenset(["c-two"])))
    assert family(answer) == [
        ("one", (4, 10), ("sentence",), {LETTER: (4, 5)}),
        ("gone", (), (), {LETTER: (6,)}),
    ]
    assert [(row.audience, row.section, dict(row.pages)) for row in answer.found][2:] == [("clinician", "one", {})]
    assert [file.path for file in answer.files] == [file.path for file in FILES]


def test_several_claims_are_told_apart(tmp_path: Path) -> None:
    answer = asked(tmp_path, Wanted(frozenset(["c-one", "c-five"])))
    assert [(row.section, row.claims) for row in answer.found if row.audience == "family"] == [
        ("one", ("c-one",)),
        ("two", ("c-five",)),
        ("", ()),
    ]


def test_a_medicine_is_found_by_its_marks_and_a_help_line_by_its_number(tmp_path: Path) -> None:
    by_mark = asked(tmp_path, Wanted(frozenset(), medicines=frozenset(["alphamab"])))
    assert family(by_mark)[0] == ("one", (17,), ("medicine alphamab",), {})
    by_claim = asked(tmp_path, Wanted(frozenset(["c-approved"])))
    assert family(by_claim) == family(by_mark)
    line = asked(tmp_path, Wanted(frozenset(), helplines=frozenset(["line"])))
    assert family(line) == [("two", (3, 5), ("help line line",), {LETTER: (8,)})]
    assert family(asked(tmp_path, Wanted(frozenset(["c-line"])))) == family(line)


def test_the_answer_for_people(tmp_path: Path) -> None:
    said = as_text(asked(tmp_path, Wanted(frozenset(["c-two"])), ("s-two",)))
    assert (
        said
        == f"""source s-two: On s-two
  compared with: the page

claim c-two (standard, US; as of 2026-11-21, to be looked at again by 2027-11-21)
  It says c-two.

b · en · family
  section  lines                  through   letter: page
  one      01-one.md:4,10         sentence  4, 5
  gone     no longer in the text            6
  {LETTER}: as the text is now
  {A4}: not built yet

b · en · clinician
  section  lines           through   letter: page
  one      01-one.md:4,10  sentence  -
  dist/en/b_clinician.pdf: older than the text: its pages changed"""
    )


def test_a_draft_and_a_final_file_of_one_format_are_told_apart(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    final = File("dist/en/b_letter.pdf", "b", "en", "family", "letter", OLDER, "it was final", HELD[:3])
    both = (*FILES[:1], final)
    said = as_text(recall(Wanted(frozenset(["c-two"])), (booklet,), shared, ("en",), both, ()))
    assert "letter draft: page  letter final: page" in said
    assert "4, 5                4" in said


def test_what_nothing_rests_on(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    nothing = recall(Wanted(frozenset(["c-six"])), (booklet,), shared, (), FILES, ())
    assert nothing.found == nothing.files == ()
    assert as_text(nothing).endswith("\n\nNothing that can be printed rests on it.")


def test_of_several_claims_those_that_are_not_printed_say_so(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    said = as_text(recall(Wanted(frozenset(["c-two", "c-line"])), (booklet,), shared, ("en",), (), ()))
    assert "No text that can be printed" not in said
    other = ("02-two.md", "At the end.[@c-five]", "At the end.")
    booklet, shared = loaded(tmp_path, other)
    said = as_text(recall(Wanted(frozenset(["c-two", "c-five"])), (booklet,), shared, ("en",), (), ()))
    assert "  It says c-five.\n  No text that can be printed cites it now.\n" in said
    assert "  It says c-two.\n\n" in said


# ------------------------------------------------------------------------------------------- with real files


@pytest.fixture
def built(tiny: Path) -> Path:
    done = run_press("-l", "en", "-f", "letter", "-j", "1", "-q", at=tiny)
    assert done.code == 0, done.err
    return tiny


def where(root: Path, *words: str) -> Any:
    done = run_press("where", "-o", str(root / "dist"), "--json", *words, at=root)
    assert done.code == 0, done.err
    return json.loads(done.out)


def page_text(file: Path, page: int) -> str:
    done = subprocess.run(
        ["pdftotext", "-f", str(page), "-l", str(page), str(file), "-"], capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def states(answer: Any) -> dict[tuple[str, str], tuple[str, str]]:
    return {(file["locale"], file["format"]): (file["state"], file["why"]) for file in answer["files"]}


def test_from_the_first_build_to_the_recall(built: Path) -> None:
    answer = where(built, "rest-helps")
    (draft,) = (built / "dist" / "en").glob("*.pdf")
    english = {row["section"]: row for row in answer["found"] if row["locale"] == "en"}
    assert {name: row["through"] for name, row in english.items()} == {
        "main-points": ["sentence"],
        "rest": ["sentence"],
        "help": ["help line sample-line"],
    }
    words = {"main-points": "Sleep when you can.", "rest": "Many people feel better", "help": "1-800-555-0100"}
    for name, row in english.items():
        (pages,) = row["pages"].values()
        assert all(words[name] in page_text(draft, page) for page in pages)
        assert pages
    assert states(answer) == {
        ("en", "letter"): ("as the text is now", ""),
        **dict.fromkeys((("en", "a4"), ("en", "web")), ("not built yet", "")),
        **dict.fromkeys((("es", "letter"), ("es", "a4"), ("es", "web")), ("not built yet", "")),
    }
    for same in (("--source", "sample-source"), ("--helpline", "sample-line", "rest-helps")):
        assert where(built, *same)["found"] == answer["found"]

    text = built / "booklets" / "tiny" / "02-rest.md"
    text.write_text(text.read_text("utf-8").replace("**rest**.[@rest-helps]", "**rest**."), "utf-8")
    later = where(built, "rest-helps")
    row = next(row for row in later["found"] if (row["locale"], row["section"]) == ("en", "rest"))
    assert (row["lines"], row["pages"]) == ([], english["rest"]["pages"])
    state, why = states(later)["en", "letter"]
    assert state == "older than the text"
    assert "Why rest helps" in why

    (built / "dist" / ".bookletpress-log.json").unlink()
    assert states(where(built, "rest-helps"))["en", "letter"] == ("older than the text", "no build has a record of it")
    kept = draft.read_bytes()
    draft.with_name(draft.name.replace("_DRAFT", "")).write_bytes(kept)
    draft.write_bytes(kept[:999])
    found = {(file["path"].endswith("_DRAFT.pdf"), file["state"]) for file in where(built, "rest-helps")["files"]
             if (file["locale"], file["format"]) == ("en", "letter")}  # fmt: skip
    assert found == {(True, "cannot be read"), (False, "older than the text")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rest-help",), "did you mean 'rest-helps'?"),
        (("--source", "sample-sauce"), "did you mean 'sample-source'?"),
        (("--helpline", "simple-line"), "did you mean 'sample-line'?"),
        (("--medicine", "alphamab"), "none is known yet"),
        ((), "name a claim"),
    ],
)
def test_names_that_lead_nowhere(words: tuple[str, ...], said: str, tiny: Path, press: Run) -> None:
    done: Ran = press("where", *words, at=tiny)
    assert done.code == 2
    assert said in done.err


def test_a_file_that_is_no_pdf_of_ours(tmp_path: Path) -> None:
    torn = tmp_path / "a.pdf"
    torn.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ValueError, match="no whole PDF"):
        places(torn)
    with pytest.raises(OSError, match="gone"):
        places(tmp_path / "gone.pdf")


def test_every_claim_of_the_real_booklets_is_in_their_files(real: Path, press: Run) -> None:
    """The law: what the text rests on, section by section, is what the files say that they hold."""
    claims = json.loads(press("where", "--json", "-o", str(real), *_claims(), at=ROOT).out)
    rows = [Found(**{**row, "lines": tuple(row["lines"])}) for row in claims["found"]]
    assert len(rows) > 20
    for row in rows:
        assert row.lines, row
        assert len(row.pages) == 2, row
        assert all(row.pages.values()), row


def _claims() -> list[str]:
    lines = (ROOT / "booklets" / "shared" / "claims.yaml").read_text("utf-8").splitlines()
    return [line.removeprefix("- id: ") for line in lines if line.startswith("- id: ")]
