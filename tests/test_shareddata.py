"""Claims, sources, medicines, words, help lines, addresses: what an entry must say, and what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, TINY
from edition import loaded
from faults import Told, attempt, refused, told, write
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.shareddata import load_shared

CLAIM = """- id: rest-helps
  says: Rest helps.
  topic: sample
  status: approved
  place: US
  as_of: 2026-11
  audience: both
  sources: [smith-2020]
  confidence: high
  checked_twice: true
"""
REFERENCE = """- id: smith-2020
  type: article-journal
  title: A title
  author:
    - {family: Smith, given: Ann}
    - {literal: A Group}
  container-title: A Journal
  issued: {date-parts: [[2020, 2, 29]]}
  accessed: {date-parts: [[2026, 11]]}
  DOI: 10.1000/x(1)
  PMID: "123"
  URL: https://a.org/b?c=d
  checked: {against: the page, fields: [title, author], on: 2026-11-21}
  unchecked: [volume, full text]
"""
MEDICINE = """- id: alphamab
  name: alphamab
  brand: Alphaq
  marks:
    - {mark: approved, place: US, since: "2020"}
    - {mark: past}
  claims: [rest-helps]
  other-names: [alpha, 13-cis-alpha]
  look-alikes: [betamab]
"""
TERM = """- id: alk
  term: "*ALK*"
  say: A-L-K
  means: A **gene**.
"""
LINE = """- id: line
  name: A line
  phone: 1-800-555-0100
  spelled: 1-800-CALL
  country: US
  hours: Day and night
  languages: English
  also: Chat too
  helps-with: [questions, costs]
  claims: [rest-helps]
  checked: 2026-11-21
  check-note: dialled
"""
NAMES = {"claims": CLAIM, "references": REFERENCE, "medicines": MEDICINE, "glossary": TERM, "helplines": LINE,
         "links": "nci: https://www.cancer.gov/\n"}  # fmt: skip


def project(root: Path, **changed: str) -> Path:
    return write(root, {f"booklets/shared/{name}.yaml": content for name, content in (NAMES | changed).items()})


def test_everything_is_read(tmp_path: Path) -> None:
    shared = load_shared(project(tmp_path))
    claim, source = shared.claims["rest-helps"], shared.references["smith-2020"]
    assert (claim.status, claim.place, claim.as_of, claim.checked_twice) == ("approved", "US", "2026-11", True)
    assert claim.sources == ("smith-2020",)
    assert [(person.family, person.given, person.literal) for person in source.authors] == [
        ("Smith", "Ann", ""),
        ("", "", "A Group"),
    ]
    assert (source.issued, source.accessed, source.doi, source.pmid) == (
        (2020, 2, 29),
        (2026, 11),
        "10.1000/x(1)",
        "123",
    )
    assert (source.unchecked, source.checked_against) == (("volume", "full text"), "the page")
    assert source.unaccounted == ("container-title", "issued", "DOI", "PMID", "URL")
    medicine = shared.medicines["alphamab"]
    assert [(mark.mark, mark.place, mark.since) for mark in medicine.marks] == [
        ("approved", "US", "2020"),
        ("past", "", ""),
    ]
    assert [name.source for name in medicine.other_names] == ["alpha", "13-cis-alpha"]
    assert [name.source for name in medicine.look_alikes] == ["betamab"]
    term = shared.glossary["alk"]
    assert (term.term.source, term.say and term.say.source, term.means.source) == ("*ALK*", "A-L-K", "A **gene**.")
    (line,) = shared.helplines
    assert (line.phone, line.country, [row.source for row in line.helps_with]) == (
        "1-800-555-0100",
        "US",
        ["questions", "costs"],
    )
    assert dict(shared.links) == {"nci": "https://www.cancer.gov/"}


def test_lists_may_be_empty(tmp_path: Path) -> None:
    shared = load_shared(project(tmp_path, **{name: "[]" for name in NAMES if name != "links"}, links="{}"))
    held = (shared.claims, shared.references, shared.medicines, shared.glossary, shared.helplines, shared.links)
    assert [len(rows) for rows in held] == [0] * 6


def test_the_shipped_data_is_read() -> None:
    assert load_shared(ROOT).claims
    assert load_shared(TINY).claims


# (file, old, new, faults)
BROKEN: dict[str, tuple[str, str, str, Told]] = {
    "id twice": ("claims", CLAIM, CLAIM + CLAIM, [("id-duplicate", 11, 7)]),
    "no id": ("claims", "- id: rest-helps\n  says", "- says", [("key-missing", 1, 3)]),
    "id with capitals": ("glossary", "id: alk", "id: ALK", [("identifier", 1, 7)]),
    "unknown key": ("claims", "topic:", "Topic:", [("key-unknown", 3, 3)]),
    "unknown status": ("claims", "status: approved", "status: aproved", [("value-unknown", 4, 11)]),
    "unknown place": ("claims", "place: US", "place: USA", [("value-unknown", 5, 10)]),
    "unknown audience": ("claims", "audience: both", "audience: all", [("value-unknown", 7, 13)]),
    "yes for true": ("claims", "checked_twice: true", "checked_twice: yes", [("value-unknown", 10, 18)]),
    "month 13": ("claims", "as_of: 2026-11", "as_of: 2026-13", [("date", 6, 10)]),
    "review by a month": ("claims", "as_of: 2026-11", "as_of: 2026-11\n  review_by: 2027-11", [("date", 7, 14)]),
    "compared on no day": ("references", "on: 2026-11-21", "on: yesterday", [("date", 13, 61)]),
    "claim without a source": ("claims", "[smith-2020]", "[]", [("value-shape", 8, 12)]),
    "unknown source": ("claims", "[smith-2020]", "[smith-2021]", [("reference-unknown", 1, 7)]),
    "type that is none": ("references", "article-journal", "article", [("value-unknown", 2, 9)]),
    "author as a text": ("references", "- {family: Smith, given: Ann}", "- Ann Smith", [("value-shape", 5, 7)]),
    "author without a name": ("references", "{family: Smith, given: Ann}", "{given: Ann}", [("person-unnamed", 5, 7)]),
    "author with two kinds of name": ("references", "{literal: A Group}", "{literal: A, family: B}",
                                      [("person-unnamed", 6, 7)]),
    "author with an unknown part": ("references", "given: Ann}", "first: Ann}", [("key-unknown", 5, 23)]),
    "empty date-parts": ("references", "[[2020, 2, 29]]", "[]", [("value-shape", 8, 24)]),
    "empty date": ("references", "[[2020, 2, 29]]", "[[]]", [("value-shape", 8, 24)]),
    "date as a text": ("references", "{date-parts: [[2020, 2, 29]]}", "2020-02-29", [("value-shape", 8, 11)]),
    "day that does not exist": ("references", "[[2020, 2, 29]]", "[[2021, 2, 29]]", [("date", 8, 24)]),
    "year of two digits": ("references", "[[2020, 2, 29]]", "[[20]]", [("date", 8, 24)]),
    "four parts": ("references", "[[2020, 2, 29]]", "[[2020, 2, 28, 1]]", [("date", 8, 24)]),
    "two dates": ("references", "[[2020, 2, 29]]", "[[2020], [2021]]", [("value-shape", 8, 24)]),
    "a huge year": ("references", "[[2020, 2, 29]]", f"[[{'9' * 5000}]]", [("value-shape", 8, 24)]),
    "DOI as an address": ("references", "10.1000/x(1)", "https://doi.org/10.1000/x", [("identifier", 10, 8)]),
    "DOI with a space": ("references", "10.1000/x(1)", "10.1000/x 1", [("identifier", 10, 8)]),
    "PMID with letters": ("references", '"123"', "PMID123", [("identifier", 11, 9)]),
    "a slip in unchecked": ("references", "[volume, full text]", "[Volume]", [("value-unknown", 14, 15)]),
    "no unchecked": ("references", "  unchecked: [volume, full text]\n", "", [("key-missing", 1, 3)]),
    "checked against nothing": ("references", "against: the page, ", "", [("key-missing", 13, 12)]),
    "checked as a list": ("references", "{against: the page, fields: [title, author], on: 2026-11-21}", "[a]",
                          [("value-shape", 13, 12)]),
    "empty title": ("references", "title: A title", "title:", [("value-shape", 3, 9)]),
    "unknown mark": ("medicines", "mark: past", "mark: banned", [("value-unknown", 6, 14)]),
    "approved nowhere": ("medicines", "place: US, ", "", [("key-missing", 5, 7)]),
    "approved everywhere": ("medicines", "place: US", "place: all", [("value-unknown", 5, 31)]),
    "approved in a year that is none": ("medicines", '"2020"', "MMXX", [("date", 5, 42)]),
    "no claims": ("medicines", "  claims: [rest-helps]\n", "", [("key-missing", 1, 3)]),
    "HTML in a word": ("glossary", "A **gene**.", "A <b>gene</b>.", [("html-refused", 4, 12)]),
    "citation in a word": ("glossary", "A **gene**.", "A gene.[@rest-helps]", [("markup-misplaced", 4, 10)]),
    "empty say": ("glossary", "say: A-L-K", "say:", [("value-shape", 3, 7)]),
    "phone without digits": ("helplines", "1-800-555-0100", "call us", [("phone", 3, 10)]),
    "phone with letters": ("helplines", "1-800-555-0100", "1-800-CALL", [("phone", 3, 10)]),
    "no phone": ("helplines", "  phone: 1-800-555-0100\n", "", [("key-missing", 1, 3)]),
    "country by name": ("helplines", "country: US", "country: Spain", [("value-unknown", 5, 12)]),
    "no check": ("helplines", "  checked: 2026-11-21\n", "", [("key-missing", 1, 3)]),
    "link in a row": ("helplines", "[questions, costs]", "['[a][nci]', b]", [("markup-misplaced", 9, 16)]),
    "mapping for a list": ("glossary", TERM, "{a: b}", [("value-shape", 1, 1)]),
    "list for a mapping": ("links", "nci: https", "- https", [("value-shape", 1, 1)]),
    "empty file": ("medicines", MEDICINE, "", [("yaml-empty", 1, 1)]),
    "entry as a text": ("glossary", TERM, "- alk", [("value-shape", 1, 3)]),
    "key that is no identifier": ("links", "nci:", "NCI page:", [("identifier", 1, 1)]),
    "address as a list": ("links", "https://www.cancer.gov/", "[a]", [("value-shape", 1, 6)]),
    "empty address": ("links", "https://www.cancer.gov/", "", [("value-shape", 1, 5)]),
}  # fmt: skip
for address, column in (
    ("http://a.org", 6),
    ("javascript:alert(1)", 6),
    ("file:///etc/passwd", 6),
    ("//a.org", 6),
    ("www.a.org", 6),
    ("https:///path", 14),
    ("https://localhost", 14),
    ("https://a.org@b.org/", 14),
    ("https://[::1", 14),
    ("https://a.org:99999/", 14),
    ("https://a.org:8080/", 19),
    ("https://a.org/b c", 21),
    ('"https://a.org/\\nb"', 6),
    ("https://a.org/<b>", 20),
    ("https://bücher.org/", 15),
    ("https://a.org\\@b.org", 19),
    ("data:text/html,x", 6),
):
    BROKEN[f"address {address}"] = ("links", "https://www.cancer.gov/", address, [("address", 1, column)])


@pytest.mark.parametrize("name", BROKEN)
def test_faults_are_told_in_their_places(name: str, tmp_path: Path) -> None:
    file, old, new, expected = BROKEN[name]
    assert NAMES[file].count(old) == 1
    assert refused(load_shared, project(tmp_path, **{file: NAMES[file].replace(old, new)})) == expected


def test_a_missing_file_and_the_faults_of_others_are_told_at_once(tmp_path: Path) -> None:
    root = project(tmp_path, medicines=MEDICINE.replace("past", "banned"), claims=CLAIM.replace("both", "all"))
    (root / "booklets/shared/links.yaml").unlink()
    (root / "booklets/shared/glossary.yaml").unlink()
    (root / "booklets/shared/glossary.yaml").mkdir()
    _, problems = attempt(load_shared, root)
    assert sorted((p.code, Path(p.location.path).name) for p in problems) == [
        ("file-missing", "links.yaml"),
        ("file-unreadable", "glossary.yaml"),
        ("value-unknown", "claims.yaml"),
        ("value-unknown", "medicines.yaml"),
    ]


def test_no_data_at_all(tmp_path: Path) -> None:
    assert [code for code, _, _ in refused(load_shared, tmp_path)] == ["file-missing"] * 6


@given(words=st.text("abid:-[]{}'\"# \n&*1", max_size=60), name=st.sampled_from(sorted(NAMES)))
def test_no_data_ends_in_a_traceback(words: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = project(tmp_path_factory.getbasetemp() / "fuzz-shared", **{name: words})
    value, problems = attempt(load_shared, root)
    assert (value is None) == bool(told(problems))


LINES = [line for content in NAMES.values() for line in content.splitlines(keepends=True)]


@given(lines=st.lists(st.sampled_from(LINES), max_size=8), name=st.sampled_from(sorted(NAMES)))
def test_no_mixture_of_entries_ends_in_a_traceback(
    lines: list[str], name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = project(tmp_path_factory.getbasetemp() / "fuzz-shared", **{name: "".join(lines)})
    value, problems = attempt(load_shared, root)
    assert (value is None) == bool(told(problems))


def test_syllables_are_a_small_number(tmp_path: Path) -> None:
    _, shared = loaded(tmp_path, ("glossary.yaml", "means: A plan.", "means: A plan., syllables: 1"))
    assert (shared.glossary["gene"].syllables, shared.glossary["alk"].syllables) == (1, None)
    _, shared = loaded(tmp_path, ("medicines.yaml", "name: alphamab", "name: alphamab\n  syllables: 12"))
    assert shared.medicines["alphamab"].syllables == 12


@pytest.mark.parametrize("count", ["0", "31", "five", "-1", "1.5"])
def test_syllables_that_are_none(count: str, tmp_path: Path) -> None:
    change = ("medicines.yaml", "name: alphamab", f"name: alphamab\n  syllables: {count}")
    assert refused(loaded, tmp_path, change) == [("value-shape", 3, 14)]
