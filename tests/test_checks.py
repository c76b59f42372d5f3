"""The checks: one fault, one problem in its place; the near miss passes; each runs in every locale."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from edition import TODAY, claim, context, loaded, reference
from faults import Told, told
from test_ama import ENGLISH
from texts import booklet

from bookletpress import inlinetext, project
from bookletpress.checks import family_text, registry
from bookletpress.checks.context import Context
from bookletpress.knowledge import Shared
from bookletpress.locales import load_locales
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, Severity

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


def test_text_for_clinicians_may_hold_doses_and_claims_for_them(tmp_path: Path) -> None:
    clinical = ("claims.yaml", claim("six"), claim("six", audience="clinician"))
    assert told(found(tmp_path, LISTED, clinical, ("03-three.md", "For clinicians.", "Give 5 mg, 20 %."))) == []


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


def said(markdown: str, locale: str = "en") -> list[str]:
    """The codes that family_text has for one text."""
    words = Text(markdown, inlinetext.parse(markdown), locale, Location("a.md", 1, 1))
    whole = replace(booklet(), title=words, sections=())
    return [problem.code for problem in family_text.check(Context(whole, whole, NOTHING, ENGLISH, TODAY))]


NOTHING = Shared("en", {}, {}, {}, {}, (), {})


DOSES = """5 mg|5mg|0.5 mL|115 mg/m2|115 mg/m²|2,5 ml|5-mg|10 mcg|10 µg|10 μg|5 IU|5 UI|3 g|20 milligrams
20 miligramos|1 microgram|3 international units|500 unidades internacionales|5\u00a0mg|5\u202fmg|**5** mg|a 20 mg/kg b
5 cc|2 mmol|12 MBq"""
NO_DOSES = """38 °C|100.5 °F|5 months|20 kg|3 meters|2 gene tests|5 million|1 in 10|hu14.18K322A|12 lines|GD2
2 L of water|anti-GD2 5|phase 3 groups|3 G|5 largo|2 unidos|10 mgs-like|6 gramophones|2 units of blood
7 litros|5 [@rest] grounds"""


@pytest.mark.parametrize("words", DOSES.replace("\n", "|").split("|"))
def test_doses(words: str) -> None:
    assert said(words) == ["dose-in-family-text"]


@pytest.mark.parametrize("words", NO_DOSES.replace("\n", "|").split("|"))
def test_other_numbers_are_no_doses(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(
    ("words", "locale", "code"),
    [
        ("50 %", "en", "percent-in-family-text"),
        ("50％", "en", "percent-in-family-text"),
        ("fifty percent", "en", "percent-in-family-text"),
        ("fifty per cent", "en", "percent-in-family-text"),
        ("el 50 por ciento", "es", "percent-in-family-text"),
        ("a breakthrough", "en", "promise-word"),
        ("a game-changing test", "en", "promise-word"),
        ("una guerrera", "es", "promise-word"),
        ("la guerra", "es-MX", "promise-word"),
    ],
)
def test_percents_and_promises(words: str, locale: str, code: str) -> None:
    assert said(words, locale) == [code]


@pytest.mark.parametrize(
    ("words", "locale"),
    [("per center", "en"), ("the ward", "en"), ("toward", "en"), ("once a war", "fr"), ("el breakthrough", "es")],
)
def test_words_that_only_look_like_it(words: str, locale: str) -> None:
    assert said(words, locale) == []


def test_the_shipped_booklets_have_no_errors() -> None:
    ready = project.load(ROOT)
    for locale in ready.locales:
        local = project.localised(ready, locale)
        problems = [problem for booklet in ready.booklets for problem in registry.run(
            Context(local.booklets[booklet.slug], booklet, local.shared, locale, TODAY))]  # fmt: skip
        assert Counter(p.code for p in problems if p.severity is Severity.ERROR) == Counter()


def test_a_booklet_for_clinicians_alone_may_say_what_it_must() -> None:
    words = Text("5 mg", inlinetext.parse("5 mg"), "en", Location("a.md", 1, 1))
    whole = replace(booklet(), title=words, sections=(), audiences=("clinician",))
    assert list(family_text.check(Context(whole, whole, NOTHING, ENGLISH, TODAY))) == []
