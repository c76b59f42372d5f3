"""A change of meaning lapses the approvals of exactly the texts that it touches; any other change lapses none."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_project
from edition import claim, reference
from sample_project import EVERY

from bookletpress import gate, reviewed
from bookletpress.comparison import compare, paragraphs
from bookletpress.reviews import content_of

Change = tuple[str, str, str]
"""A file, old words, new words."""

BOOKLET, SPANISH = "booklets/sample/", "locales/es/"
ONE, TWO, THREE = (f"{BOOKLET}{name}.md" for name in ("01-one", "02-two", "03-three"))
SHARED = "booklets/shared/"
CELL = f"{BOOKLET}figures/cell.svg"
ALL = frozenset(EVERY)
CLINICIANS = frozenset(edition for edition in EVERY if edition[1] == "clinician")
FAMILIES = ALL - CLINICIANS
TRANSLATIONS = frozenset(edition for edition in EVERY if edition[0] == "es")
LAST = frozenset([("es", "clinician")])

EVENT = "- event: approved\n    locale: es"

MEANING: dict[str, tuple[frozenset[tuple[str, str]], tuple[Change, ...]]] = {
    "one digit": (ALL, ((TWO, "At the end.", "At the end, 1."),)),
    "one digit of a telephone number": (ALL, ((f"{SHARED}helplines.yaml", "555-0100", "555-0101"),)),
    "the word not": (ALL, ((ONE, "Then.", "Then not."),)),
    "the word not, for clinicians": (CLINICIANS, ((THREE, "For clinicians.", "Not for clinicians."),)),
    "the word not, in Spanish": (TRANSLATIONS, ((f"{SPANISH}sample.po", "«Then.", "«Not then."),)),
    "a word for clinicians, in Spanish": (LAST, ((f"{SPANISH}sample.po", "«For clinicians.", "«For children."),)),
    "a translation in doubt": (TRANSLATIONS, ((f"{SPANISH}sample.po", 'msgid "One"', '#, fuzzy\nmsgid "One"'),)),
    "a translation taken out": (TRANSLATIONS, ((f"{SPANISH}sample.po", 'msgstr "«One»"', 'msgstr ""'),)),
    "a definition": (FAMILIES, ((f"{SHARED}glossary.yaml", "A gene switch.", "A switch."),)),
    "a definition, in Spanish": (TRANSLATIONS & FAMILIES, ((f"{SPANISH}shared.po", "«A gene switch.", "«A gene."),)),
    "how a term is said": (FAMILIES, ((f"{SHARED}glossary.yaml", "say: A-L-K, ", ""),)),
    "the entry of a word card": (ALL, ((f"{SHARED}glossary.yaml", "A plan.", "A map."),)),
    "an alt text": (ALL, ((CELL, "<title>A cell", "<title>The cell"),)),
    "a label in a drawing": (ALL, ((CELL, "wall", "skin"),)),
    "a number in a drawing": (ALL, ((CELL, ">3<", ">4<"),)),
    "a shape": (ALL, ((CELL, "M0 0L9 9", "M0 0L9 8"),)),
    "the key of a drawing": (ALL, ((ONE, "1. The wall", "1. The skin"),)),
    "a title of a source": (ALL, ((f"{SHARED}references.yaml", "On s-two", "On two"),)),
    "a title of a source, for clinicians": (CLINICIANS, ((f"{SHARED}references.yaml", "On s-six", "On six"),)),
    "what a claim says": (ALL, ((f"{SHARED}claims.yaml", "It says c-four", "It said c-four"),)),
    "what a claim says, for clinicians": (CLINICIANS, ((f"{SHARED}claims.yaml", "It says c-six", "It said c-six"),)),
    "the status of a claim": (ALL, ((f"{SHARED}claims.yaml", claim("one"), claim("one", status="outdated")),)),
    "the source of a claim": (
        CLINICIANS, ((f"{SHARED}claims.yaml", claim("six"), claim("six", sources="s-one")),)),
    "which claim is cited": (ALL, ((ONE, "@c-four", "@c-five"),)),
    "where a medicine stands": (ALL, ((f"{SHARED}medicines.yaml", '"2020"', '"2021"'),)),
    "an address": (ALL, ((f"{SHARED}links.yaml", "https://www.cancer.gov/", "https://www.cancer.org/"),)),
    "which address is named": (ALL, ((ONE, "[the page][nci]", "[the page][other]"),)),
    "hours": (ALL, ((f"{SHARED}helplines.yaml", "Day and night", "Mornings"),)),
    "a callout of another kind": (ALL, ((ONE, "::: key", "::: unknown"),)),
    "the words of callouts": (ALL, (("styles/booklet/blocks.html", "Call your team now", "Call your team later"),)),
    "the words of callouts, in Spanish": (
        TRANSLATIONS, ((f"{SPANISH}interface.po", "Llame ya al equipo", "Llame luego al equipo"),)),
    "a cell in another column": (ALL, ((ONE, "| | {status:alphamab} |", "| {status:alphamab} | |"),)),
    "bold": (ALL, ((ONE, "Then.", "**Then.**"),)),
    "capitals": (ALL, ((ONE, "Then.", "then."),)),
    "punctuation": (ALL, ((ONE, "Then.", "Then?"),)),
    "a heading made a paragraph": (ALL, ((TWO, "At the end", "## At the end"),)),
    "two paragraphs made one": (ALL, ((TWO, "Call {phone:line}.", "Call {phone:line}.\n\nCall."),)),
    "a term that is no longer explained": (FAMILIES, ((f"{BOOKLET}booklet.yaml", "glossary: [alk]", "glossary: []"),)),
    "the title": (ALL, ((f"{BOOKLET}booklet.yaml", "A title", "The title"),)),
    "the day of the text": (ALL, ((f"{BOOKLET}booklet.yaml", "2026-11-21", "2026-11-22"),)),
    "the order of sections": (ALL, (
        (f"{BOOKLET}booklet.yaml", "  - file: 01-one.md\n", ""),
        (f"{BOOKLET}booklet.yaml", "  - file: 02-two.md\n", "  - file: 02-two.md\n  - file: 01-one.md\n"))),
    "a section for others too": (
        FAMILIES, ((f"{BOOKLET}booklet.yaml", "03-three.md\n    audiences: [clinician]", "03-three.md"),)),
}  # fmt: skip

WORDING: dict[str, tuple[Change, ...]] = {
    "wrapped otherwise": ((ONE, "Then.[@c-one; @c-two] See", "Then.[@c-one;\n  @c-two]\nSee"),),
    "spaces and empty lines": ((TWO, "Call {phone:line}.", "\n\nCall  {phone:line}.  \n"),),
    "a space before a citation": ((ONE, "First.[@c-two]", "First. [@c-two]"),),
    "a note for the translators": ((ONE, "Then.", "[//]: # (translators: order)\n\nThen."),),
    "comments in YAML": (
        (f"{SHARED}claims.yaml", "- id: c-one", "# a comment\n- id: c-one"),
        (f"{BOOKLET}booklet.yaml", "title: A title", "# a comment\ntitle: A title"),
        (f"{BOOKLET}signoffs.yaml", f"  {EVENT}", f"  # a comment\n  {EVENT}")),
    "a comment in a drawing": ((CELL, "<path", "<!-- a comment --><path"),),
    "quotes": ((f"{BOOKLET}booklet.yaml", "title: A title", "title: 'A title'"),),
    "the order of keys of a term": (
        (f"{SHARED}glossary.yaml", "term: ALK, say: A-L-K, means: A gene switch.",
         "means: A gene switch., say: A-L-K, term: ALK"),),
    "the order of keys of a claim": (
        (f"{SHARED}claims.yaml", "  says: It says c-one.\n  status: standard\n",
         "  status: standard\n  says: It says c-one.\n"),),
    "the order of keys of a booklet": (
        (f"{BOOKLET}booklet.yaml", "title: A title\nsubtitle: A subtitle\n",
         "subtitle: A subtitle\ntitle: A title\n"),),
    "the order of claims": (
        (f"{SHARED}claims.yaml", claim("one"), ""),
        (f"{SHARED}claims.yaml", claim("line"), claim("line") + claim("one"))),
    "the order of sources": (
        (f"{SHARED}references.yaml", reference("one"), ""),
        (f"{SHARED}references.yaml", reference("line"), reference("line") + reference("one"))),
    "the order of addresses": (
        (f"{SHARED}links.yaml", "nci: https://www.cancer.gov/\nother: https://a.org/\n",
         "other: https://a.org/\nnci: https://www.cancer.gov/\n"),),
    "a term that is not shown": ((f"{SHARED}glossary.yaml", "Not shown.", "Still not shown."),),
    "a medicine that is not shown": ((f"{SHARED}medicines.yaml", "mark: studied", "mark: standard"),),
    "an address that is not named": ((f"{SHARED}links.yaml", "https://a.org/", "https://b.org/"),),
    "a claim that is not cited": ((f"{SHARED}claims.yaml", "It says c-approved", "It said c-approved"),),
    "where a mark rests": ((f"{SHARED}medicines.yaml", "[c-approved]", "[c-approved, c-one]"),),
    "with what a source was compared": (
        (f"{SHARED}references.yaml", reference("two"), reference("two").replace("the page", "a copy")),),
    "on which day a source was opened": (
        (f"{SHARED}references.yaml", "- id: s-two\n  type: article-journal\n",
         "- id: s-two\n  type: article-journal\n  accessed: {date-parts: [[2026, 12, 1]]}\n"),),
    "on which day a claim was looked at": (
        (f"{SHARED}claims.yaml", claim("two"), claim("two").replace("2026-11-21", "2026-12-24")),),
    "on which day a help line was tried": ((f"{SHARED}helplines.yaml", "checked: 2026-11-21", "checked: 2026-12-21"),),
    "an author": ((f"{BOOKLET}booklet.yaml", "title: A title", "title: A title\nauthors: [Sample Writer Five]"),),
    "a remark of a translator": ((f"{SPANISH}sample.po", 'msgid "One"', '# so it is\nmsgid "One"'),),
    "the words on the last page": ((f"{SPANISH}interface.po", "Quién lo ha revisado", "Quién lo revisó"),),
    "the note on a translation": ((f"{SPANISH}locale.yaml", "Todavía no la ha revisado", "Aún no la ha revisado"),),
    "the design": (("styles/booklet/booklet.css", "#1f5263", "#204080"),),
    "a comment in a page template": (("styles/booklet/blocks.html", "{% macro one", "{# a comment #}\n{% macro one"),),
    "the download page": (("styles/site/site.css", ".draft {", ".draft  {"),),
}  # fmt: skip

FILES: dict[str, Callable[[bytes], bytes]] = {
    "line ends of another system": lambda raw: raw.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "no line end at the end": lambda raw: raw.rstrip(b"\n"),
    "empty lines at the end": lambda raw: raw + b"\n\n",
}
"""Done to every file of text at once."""


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, all of it approved."""
    root = sample_project.made(tmp_path_factory.mktemp("approved"))
    sample_project.approve(root)
    assert lapsed(root) == set()
    return root


@pytest.fixture
def project(approved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(approved, tmp_path / "project"))


def lapsed(root: Path) -> set[tuple[str, str]]:
    return {edition for edition, review in sample_project.reviews(root).items() if not review.final}


def edit(root: Path, changes: tuple[Change, ...]) -> None:
    for path, old, new in changes:
        text = (root / path).read_text("utf-8")
        assert text.count(old) == 1 or path.endswith((".po", ".css", ".html", "signoffs.yaml")), (path, old)
        assert old in text, (path, old)
        (root / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("name", MEANING)
def test_a_change_of_meaning_lapses_exactly_what_it_touches(name: str, project: Path) -> None:
    touched, changes = MEANING[name]
    edit(project, changes)
    found = sample_project.reviews(project)
    assert {edition for edition, review in found.items() if not review.final} == touched
    for edition in touched:
        assert found[edition].state in ("draft", "under-review")


@pytest.mark.parametrize("name", WORDING)
def test_what_no_reader_meets_lapses_nothing(name: str, project: Path) -> None:
    edit(project, WORDING[name])
    assert lapsed(project) == set()


@pytest.mark.parametrize("name", FILES)
def test_how_a_file_is_saved_lapses_nothing(name: str, project: Path) -> None:
    count = 0
    for path in (*(project / "booklets").rglob("*"), *(project / "locales").rglob("*")):
        if path.suffix in (".md", ".yaml", ".po", ".svg") and (path.suffix, name) != (".svg", "a byte order mark"):
            path.write_bytes(FILES[name](path.read_bytes()))
            count += 1
    assert count > 12
    assert lapsed(project) == set()


def test_a_file_may_get_another_number(project: Path) -> None:
    (project / ONE).rename(project / BOOKLET / "09-one.md")
    edit(project, ((f"{BOOKLET}booklet.yaml", "01-one.md", "09-one.md"),))
    assert lapsed(project) == set()


def test_what_is_changed_back_is_approved_again(project: Path) -> None:
    edit(project, ((ONE, "Then.", "Then not."),))
    assert lapsed(project) == ALL
    edit(project, ((ONE, "Then not.", "Then."),))
    assert lapsed(project) == set()


# ---------------------------------------------------------------- what has changed

TOLD: dict[str, tuple[tuple[Change, ...], int, int]] = {
    "a sentence": (((TWO, "At the end.", "At the very end."),), 1, 0),
    "a sentence more": (((TWO, "At the end.", "Again.\n\nAt the end."),), 1, 0),
    "a sentence less": (((TWO, "Call {phone:line}.\n\n", ""),), 0, 2),
    "a definition and a sentence": (
        ((f"{SHARED}glossary.yaml", "A gene switch.", "A switch."), (ONE, "Then.", "Then not.")), 2, 0),
    "a callout of another kind": (((ONE, "::: key", "::: unknown"),), 1, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_it_is_told_how_many_paragraphs_wait(name: str, project: Path) -> None:
    changes, waiting, gone = TOLD[name]
    edit(project, changes)
    found = sample_project.reviews(project)["en", "family"]
    assert (found.state, found.lapsed, found.waiting) == ("draft", "2027-01-04", waiting)
    assert found.total > 30
    need = "needs" if waiting == 1 else "need"
    told = f"changed since the approval of 2027-01-04: {waiting} of {found.total} paragraphs {need} re-review"
    assert found.reason.startswith(told + (f", {gone} are gone; " if gone else "; "))


def test_a_list_made_of_two_is_another_arrangement(project: Path) -> None:
    edit(project, ((TWO, "At the end.", "- Red\n- Green\n\nBetween.\n\n- Blue\n\nAt the end."),))
    sample_project.approve(project)
    edit(project, ((TWO, "- Green\n\nBetween.\n\n- Blue", "- Green\n- Blue\n\nBetween."),))
    assert sample_project.reviews(project)["en", "family"].waiting == 1


@pytest.mark.parametrize("harm", ["gone", "altered", "not text"])
def test_without_its_record_a_lapse_is_told_all_the_same(harm: str, project: Path) -> None:
    for path in (project / BOOKLET / "reviewed").iterdir():
        if harm == "gone":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes().replace(b"Then.", b"Else.") if harm == "altered" else b"\xff\xfe")
    assert lapsed(project) == set()
    edit(project, ((ONE, "Then.", "Then not."),))
    found = sample_project.reviews(project)["en", "family"]
    assert (found.state, found.waiting, found.total) == ("draft", 0, 0)
    assert "its record is not in the folder 'reviewed'" in found.reason


def test_a_record_proves_itself_with_a_standard_tool(project: Path) -> None:
    """The digest is the sha256 of the file that a person can read."""
    for review in sample_project.reviews(project).values():
        files = [path for path in (project / BOOKLET / "reviewed").iterdir() if review.digest[7:23] in path.name]
        assert [f"text-2:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files] == [review.digest]


def test_the_outline_says_all_that_the_edition_says(project: Path) -> None:
    read = sample_project.faults(project)
    content = content_of(read.project, read.locales, gate.Text("sample", "en", "clinician"))
    said = "\n".join(content.lines)
    for words in (
        "title: A title", "text: Then.[@c-one; @c-two] See", 'row: ["Alphamab", null, "{status:alphamab}"]',
        "alt: A cell", "label: wall", "key: The wall", "callout key", "text: For clinicians.[@c-six]",
        'claim c-six: ["It says c-six.", "standard", "US", "s-six"]', "source s-six:",
        '"since": "2020"', "1-800-555-0100", "address nci:", "the press says: Call your team now",
        "the press says: The drawing is simplified.",
    ):  # fmt: skip
        assert words in said, words
    assert "Fever and emergency card" in said
    assert "the press says: Get care now" in said
    assert "hand it out" not in said
    assert "Where this text stands" not in said
    assert len(list(paragraphs(content.lines))) == compare((), content.lines).total
    family = content_of(read.project, read.locales, gate.Text("sample", "en", "family"))
    assert '"means": "A gene switch."' in "\n".join(family.lines)
    assert "For clinicians." not in "\n".join(family.lines)


def test_a_record_of_another_text_is_none(project: Path) -> None:
    found = sample_project.reviews(project)["en", "family"].digest
    assert reviewed.read(project, "sample", "en", "family", found) is not None
    assert reviewed.read(project, "sample", "es", "family", found) is None
    assert reviewed.read(project, "sample", "en", "family", found.replace("text-2", "text-1")) is None
    assert re.fullmatch(
        r"booklets/sample/reviewed/en-family-[0-9a-f]{16}\.txt", reviewed.place("sample", "en", "family", found)
    )
