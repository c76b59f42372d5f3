"""The checks: one fault, one problem in its place; the near miss passes; each runs in every locale."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from edition import TODAY, claim, context, loaded, reference
from faults import Told, told

from bookletpress import project
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.locales import load_locales
from bookletpress.problems import Problem, Severity

Change = tuple[str, str, str]


def found(root: Path, *changes: Change, release: bool = False) -> list[Problem]:
    """What all checks say, each fault once."""
    return list(dict.fromkeys(registry.run(context(root, *changes), release)))


def test_a_sound_booklet_has_no_problems(tmp_path: Path) -> None:
    assert found(tmp_path, release=True) == [
        problem for problem in found(tmp_path, release=True) if problem.code == "term-not-listed"
    ]
    assert told(found(tmp_path, ("booklet.yaml", "[alk]", "[alk, gene]"), release=True)) == []


LISTED = ("booklet.yaml", "[alk]", "[alk, gene]")
FEVER = ("02-two.md", "At the end", "::: fever-card\n:::\n\nAt the end")
COUNTED = ("booklet.yaml", "02-two.md\n", "02-two.md\n    statistics: true\n")
# name: (change, faults, do they block a draft)
FAULTS: dict[str, tuple[Change, Told, bool]] = {
    "unknown claim": (("01-one.md", "@c-three", "@c-thre"), [("claim-unknown", 13, 1)], True),
    "unknown claim of a help line": (("helplines.yaml", "[c-line]", "[c-lines]"), [("claim-unknown", 1, 7)], True),
    "unknown claim of a medicine": (("medicines.yaml", "[c-one]", "[c-noe]"), [("claim-unknown", 5, 7)], True),
    "unknown section": (("01-one.md", "section:two", "section:tow"), [("section-unknown", 10, 1)], True),
    "section for other readers": (("01-one.md", "section:two", "section:three"), [("section-unknown", 10, 1)], True),
    "unknown address": (("01-one.md", "][nci]", "][ncl]"), [("link-unknown", 10, 1)], True),
    "unknown medicine": (("01-one.md", "{status:alphamab}", "{status:alphamap}"), [("atom-unknown", 17, 16)], True),
    "unknown help line": (("02-two.md", "{phone:line}", "{phone:lime}"), [("atom-unknown", 3, 1)], True),
    "unknown kind of atom": (("02-two.md", "{phone:line}", "{fax:line}"), [("atom-unknown", 3, 1)], True),
    "unknown term": (("booklet.yaml", "[alk]", "[alk, gene, alkk]"), [("term-unknown", 12, 11)], True),
    "unknown word card": (("01-one.md", "::: words gene", "::: words genes"), [("term-unknown", 7, 1)], True),
    "word card not listed": (("booklet.yaml", "[alk]", "[alk]\n"), [("term-not-listed", 12, 11)], False),
    "claim for clinicians": (("claims.yaml", claim("three"), claim("three", audience="clinician")),
                             [("claim-audience", 13, 1)], True),
    "claim nobody confirmed": (("claims.yaml", claim("three"), claim("three", twice="false")),
                               [("claim-unchecked", 13, 1)], False),
    "claim of low confidence": (("claims.yaml", claim("three"), claim("three", confidence="low")),
                                [("claim-unchecked", 13, 1)], False),
    "help line nobody confirmed": (("claims.yaml", claim("line"), claim("line", twice="false")),
                                   [("claim-unchecked", 1, 7)], False),
    "mark nobody confirmed": (("claims.yaml", claim("approved", status="approved", sources="s-one"),
                               claim("approved", status="approved", sources="s-one", twice="false")),
                              [("claim-unchecked", 17, 16)], False),
    "mark without support": (("claims.yaml", claim("approved", status="approved", sources="s-one"),
                              claim("approved", status="studied", sources="s-one")),
                             [("mark-unsupported", 1, 7)], False),
    "mark supported elsewhere": (("medicines.yaml", "place: US", "place: EU"), [("mark-unsupported", 1, 7)], False),
    "unknown claims of the fever card": (FEVER,
                                         [("claim-unknown", 8, 1)] * 6, True),
    "link to survival numbers": (COUNTED, [("statistics-linked", 10, 1)], True),
    "section without citations": (("02-two.md", "At the end.[@c-five]", "At the end.\n\nOne more.\n\nAnd more."),
                                  [("citation-missing", 1, 1)], False),
    "dose": (("01-one.md", "Then.", "Then 5 mg."), [("dose-in-family-text", 10, 1)], True),
    "dose in a table": (("01-one.md", "| Alphamab |", "| 2.5 mL |"), [("dose-in-family-text", 17, 3)], True),
    "dose in the title": (("booklet.yaml", "A title", "A title of 5 mg"), [("dose-in-family-text", 1, 8)], True),
    "dose in the glossary": (("glossary.yaml", "switch", "bit of 5 mg"), [("dose-in-family-text", 1, 43)], True),
    "dose on a word card": (("glossary.yaml", "A plan.", "A plan of 5 mg."), [("dose-in-family-text", 2, 33)], True),
    "dose in a drawing": (("cell.svg", ">3<", ">3 mg<"), [("dose-in-family-text", 1, 88)], True),
    "dose at a help line": (("helplines.yaml", "Day and night", "After 5 mg"), [("dose-in-family-text", 5, 10)], True),
    "percent": (("01-one.md", "Then.", "Then 5 %."), [("percent-in-family-text", 10, 1)], True),
    "percent in a drawing": (("cell.svg", ">3<", ">3%<"), [("percent-in-family-text", 1, 88)], True),
    "promise": (("01-one.md", "Then.", "A promising step."), [("promise-word", 10, 1)], False),
    "promise to clinicians": (("03-three.md", "For cl", "A promising step for cl"), [("promise-word", 3, 1)], False),
    "blame": (("01-one.md", "Then.", "Then the patient failed."), [("blame-word", 10, 1)], False),
    "war": (("01-one.md", "Then.", "Then the battle."), [("war-word", 10, 1)], False),
    "hopelessness": (("02-two.md", "At the end.", "It is hopeless."), [("loaded-word", 8, 1)], False),
    "dose to clinicians": (("03-three.md", "For clinicians.", "Give 5 mg."), [("dose-unmarked", 3, 1)], False),
    "two tablets": (("01-one.md", "Then.", "Then two tablets."), [("dose-in-family-text", 10, 1)], True),
    "survival": (("01-one.md", "Then.", "After 5 years, 62 of every 100 children were alive, and 38 had died."),
                 [("survival-number", 10, 1)], False),
    "odds": (("01-one.md", "Then.", "It helps 1 in 7."), [("rate-base", 10, 1)], False),
    "result of nothing": (("03-three.md", "For clinicians.", "Phase 2: 15%."), [("outcome-endpoint", 3, 1)], False),
    "result of no time": (("03-three.md", "For clinicians.", "Phase 2: OS 15%."), [("outcome-horizon", 3, 1)], False),
    "result in nobody": (("03-three.md", "For clinicians.", "Responses: 15%."), [("outcome-population", 3, 1)], False),
    "misspelt medicine": (("01-one.md", "Then.", "Then alphanab."), [("medicine-misspelt", 10, 1)], False),
    "another medicine": (("01-one.md", "Then.", "Then alphamab."), [("medicine-unsupported", 10, 1)], False),
    "less than the claim": (("02-two.md", "At the end.", "It is being studied."), [("status-understated", 8, 1)],
                            False),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_in_its_place(name: str, tmp_path: Path) -> None:
    change, expected, blocks = FAULTS[name]
    changes = (change,) if change[1] == "[alk]" else (LISTED, change)
    problems = found(tmp_path, *changes)
    assert told(problems) == expected
    assert [problem.blocks_draft for problem in problems] == [blocks] * len(problems)


@pytest.mark.parametrize("name", FAULTS)
def test_a_run_for_another_language_alone_tells_the_same(name: str, tmp_path: Path) -> None:
    """`build -l es` must not print what `build` refuses."""
    change, expected, _ = FAULTS[name]
    ready = context(tmp_path, *((change,) if change[1] == "[alk]" else (LISTED, change)))
    abroad = replace(ready, booklet=replace(ready.booklet, locale="es"))
    assert told(dict.fromkeys(registry.run(abroad))) == expected


def test_text_for_clinicians_may_hold_percentages_and_claims_for_them(tmp_path: Path) -> None:
    clinical = ("claims.yaml", claim("six"), claim("six", audience="clinician"))
    said = ("03-three.md", "For clinicians.", "Phase 2, n=20: best response 15%.")
    assert told(found(tmp_path, LISTED, clinical, said)) == []


@pytest.mark.parametrize("change", [{"twice": "false"}, {"confidence": "low"}])
def test_what_nobody_confirmed_may_be_told_to_clinicians_as_such(change: dict[str, str], tmp_path: Path) -> None:
    unsure = ("claims.yaml", claim("six"), claim("six", **change))
    admitted = ("03-three.md", "For clinicians.", "Not confirmed: for clinicians.")
    assert told(found(tmp_path, LISTED, unsure)) == [("claim-unchecked", 3, 1)]
    assert told(found(tmp_path, LISTED, unsure, admitted)) == []


def test_what_nobody_confirmed_is_never_told_to_families(tmp_path: Path) -> None:
    unsure = ("claims.yaml", claim("five"), claim("five", twice="false"))
    admitted = ("02-two.md", "At the end.", "Not confirmed: at the end.")
    assert told(found(tmp_path, LISTED, unsure, admitted)) == [("claim-unchecked", 8, 1)]


CARD = (
    "helpline-not-emergency",
    "disease-leg-weakness-is-emergency",
    "chemo-fever-call-now",
    "chemo-no-fever-medicine-first",
    "chemo-infection-signs",
    "chemo-bleeding-signs",
)


@pytest.mark.parametrize(
    ("changed", "code"),
    [({}, None), ({"twice": "false"}, "claim-unchecked"), ({"confidence": "low"}, "claim-unchecked"),
     ({"audience": "clinician"}, "claim-audience")],
)  # fmt: skip
def test_the_fever_card_stands_on_claims_as_a_sentence_does(
    changed: dict[str, str], code: str | None, tmp_path: Path
) -> None:
    cited = [claim(name, sources="s-one", **changed).replace("- id: c-", "- id: ") for name in CARD]
    problems = found(tmp_path, LISTED, FEVER, ("claims.yaml", claim("line"), claim("line") + "".join(cited)))
    assert told(problems) == ([(code, 8, 1)] * len(CARD) if code else [])


def test_survival_numbers_may_be_named_where_nobody_leaves_them_out(tmp_path: Path) -> None:
    """In a booklet for clinicians alone; for families, from one section of numbers to another (see the sample)."""
    alone = ("booklet.yaml", "audiences: [family, clinician]", "audiences: [clinician]")
    assert told(found(tmp_path, LISTED, COUNTED)) == [("statistics-linked", 10, 1)]
    assert told(found(tmp_path, LISTED, COUNTED, alone)) == []


def test_what_was_not_compared_keeps_a_final_edition_back(tmp_path: Path) -> None:
    unseen = ("references.yaml", reference("two"), reference("two", unchecked="title"))
    assert told(found(tmp_path, LISTED, unseen)) == []
    assert told(found(tmp_path, LISTED, unseen, release=True)) == [("source-unchecked", 9, 7)]
    untold = ("references.yaml", "title: On s-two", "title: On s-two\n  volume: '1'")
    assert told(found(tmp_path, LISTED, untold, release=True)) == [("source-unaccounted", 9, 7)]
    other = ("references.yaml", reference("six"), reference("six", unchecked="title"))
    booklet, shared = loaded(tmp_path, LISTED, other)
    family = replace(booklet, audiences=("family",))
    assert registry.run(Context(family, family, shared, load_locales(tmp_path)[0], TODAY), True) == ()


def test_a_claim_of_what_is_no_longer_so_is_read_again_before_a_release(tmp_path: Path) -> None:
    old = ("claims.yaml", claim("three"), claim("three", status="outdated"))
    assert told(found(tmp_path, LISTED, old)) == []
    (problem,) = found(tmp_path, LISTED, old, release=True)
    assert (told([problem]), problem.severity) == ([("claim-outdated", 13, 1)], Severity.WARNING)


def test_the_shipped_booklets_have_no_errors() -> None:
    ready = project.load(ROOT)
    for locale in ready.locales:
        local = project.localised(ready, locale)
        problems = [problem for booklet in ready.booklets for problem in registry.run(
            Context(local.booklets[booklet.slug], booklet, local.shared, locale, TODAY, ready.shared))]  # fmt: skip
        assert Counter(p.code for p in problems if p.severity is Severity.ERROR) == Counter()
