"""The checks of plain language: what they find, in its place, and above all what they leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from edition import TODAY, context, loaded
from faults import told
from test_ama import ENGLISH
from texts import booklet, text

from bookletpress.checks import abbreviations, passive_voice, reading_grade, sentence_length, unexplained_terms
from bookletpress.checks.context import Context
from bookletpress.knowledge import Medicine, Shared, Term
from bookletpress.locales import load_locales
from bookletpress.model import Booklet, Lede, Paragraph, Points, WordCards
from bookletpress.problems import Location, Problem, Severity

Check = Callable[[Context], Iterator[Problem]]
PLACE = Location("booklets/shared/glossary.yaml", 1, 1)
NOTHING = Shared("en", {}, {}, {}, {}, (), {})


def run(check: Check, made: Booklet, shared: Shared = NOTHING) -> list[Problem]:
    """What a check says of a booklet."""
    return list(check(Context(made, made, shared, ENGLISH, TODAY)))


def spanish(*said: str) -> Booklet:
    """A Spanish booklet of these paragraphs."""
    made = booklet(*(Paragraph(replace(text(words), locale="es")) for words in said))
    return replace(made, locale="es")


def for_clinicians(made: Booklet) -> Booklet:
    """The same words for other readers."""
    sections = tuple(replace(section, audiences=("clinician",)) for section in made.sections)
    return replace(made, audiences=("clinician",), sections=sections)


EASY = "Your child can rest at home. "
HARD = "Your physician recommends chemotherapy infusions during hospitalization. "
MIDDLE = "Your doctor may order a medicine after you and the team agree on the plan. "


@pytest.mark.parametrize(
    ("said", "severity"),
    [(EASY * 20, None), (MIDDLE * 10, Severity.WARNING), (HARD * 20, Severity.ERROR), (HARD * 12, None)],
)
def test_the_grade_of_a_section(said: str, severity: Severity | None) -> None:
    """The last one has less than 100 words."""
    found = [problem for problem in run(reading_grade.check, booklet(said)) if "section" in problem.message]
    assert [problem.severity for problem in found] == ([severity] if severity else [])
    assert all(not problem.blocks_draft for problem in found)
    assert run(reading_grade.check, for_clinicians(booklet(said))) == []


def test_the_grade_of_the_whole_has_smog_too() -> None:
    found = run(reading_grade.check, booklet(HARD * 30))
    assert [problem.message.split(":")[0] for problem in found] == [
        "this section reads hard",
        "the booklet reads hard",
        "the booklet reads hard",
    ]
    assert "SMOG" in found[2].message
    assert "Your physician recommends" in found[0].hint
    assert found[0].location == booklet().sections[0].heading.location


def test_masked_terms_are_not_held_against_the_author() -> None:
    said = "Your child gets chemotherapy and isotretinoin here. " * 20
    names = [Term(name, text(name), None, text("A medicine."), PLACE) for name in ("chemotherapy", "isotretinoin")]
    shared = replace(NOTHING, glossary={term.id: term for term in names})
    explained = replace(booklet(said), glossary=tuple(shared.glossary))
    assert {problem.severity for problem in run(reading_grade.check, booklet(said), shared)} == {Severity.ERROR}
    assert run(reading_grade.check, explained, shared) == []


def test_spanish_has_its_own_limits() -> None:
    easy = "Su hijo o hija puede comer y beber en casa. "
    hard = "Administrar quimioterapia intravenosa requiere hospitalización. "
    assert run(reading_grade.check, spanish(easy * 20)) == []
    found = run(reading_grade.check, spanish(hard * 20))
    assert {(problem.code, problem.severity) for problem in found} == {("reading-grade", Severity.ERROR)}
    assert "INFLESZ" in found[0].message
    assert "at least 55" in found[0].message


def test_another_language_is_not_judged() -> None:
    for check in (reading_grade.check, sentence_length.check, passive_voice.check, abbreviations.check):
        assert run(check, replace(booklet(HARD * 30 + "COG was given by ABC."), locale="vi")) == []


def test_long_sentences() -> None:
    twenty = "Word " + " ".join(["word"] * 18) + " of 5 (FDA)."
    found = run(sentence_length.check, booklet(f"Short. {twenty}", f"Short. A{twenty[1:]} More {twenty}"))
    assert [problem.message for problem in found] == [
        "the sentence “More Word word word word …” has 21 words; more than 20 are hard to follow",
    ]
    palabras = " ".join(["palabra"] * 25)
    assert run(sentence_length.check, spanish(f"{palabras}.")) == []
    assert len(run(sentence_length.check, spanish(f"{palabras} más."))) == 1
    assert run(sentence_length.check, for_clinicians(booklet(f"More {twenty}"))) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The drip is given by the nurse.", "is given by the nurse"),
        ("Some pages are written by a machine.", "are written by a machine"),
        ("Blood was also carefully checked by doctors.", "was also carefully checked by doctors"),
        ("The capsule must be taken with food.", "must be taken"),
        ("The team should always be called first.", "should always be called"),
        ("It has to be kept cold.", "has to be kept"),
        ("It is approved in the United States.", ""),
        ("Many are being studied now.", ""),
        ("The group is picked by chance.", ""),
        ("It is taken by mouth.", ""),
        ("It is given by drip.", ""),
        ("It is given by slowly raising the amount.", ""),
        ("Do it as agreed by the team.", ""),
        ("You must be tired by now.", ""),
        ("It should be approved by 2030.", "should be approved"),
        ("It is not needed by then.", ""),
        ("It may need to be there.", ""),
    ],
)
def test_english_passives(said: str, found: str) -> None:
    assert passive_voice.passive(said, "en") == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("El gotero es puesto por enfermería.", "es puesto"),
        ("Las pruebas fueron hechas ayer.", "fueron hechas"),
        ("Ha sido aprobado allí.", "sido aprobado"),
        ("Es muy cansado esperar.", ""),
        ("Si el ensayo es adecuado, pregunte.", ""),
        ("Está aprobado en los Estados Unidos.", ""),
        ("Se estudia en un ensayo.", ""),
        ("Es cada vez más lento.", ""),
        ("La fiebre es una señal de cuidado.", ""),
    ],
)
def test_spanish_passives(said: str, found: str) -> None:
    assert passive_voice.passive(said, "es") == found


def test_a_passive_is_told_where_it_stands() -> None:
    (problem,) = run(passive_voice.check, booklet("It is given by the nurse."))
    assert (problem.code, problem.severity) == ("passive", Severity.WARNING)
    assert problem.location == text("x").location
    assert run(passive_voice.check, for_clinicians(booklet("It is given by the nurse."))) == []


@pytest.mark.parametrize(
    ("said", "told_of"),
    [
        ("Ask COG about it.", ["COG"]),
        ("Ask COG, then ask COG again, and ANBL2131.", ["COG", "ANBL2131"]),
        ("A trial group called COG asks. COG found it.", []),
        ("COG found it. The Children’s Oncology Group (COG) asks.", []),
        ("Eflornithine is also known as DFMO.", []),
        ("Its DNA, in the US and the EU.", []),
        ("The NCI Cancer Information Service answers.", []),
        ("Vitamin A and Aurora A help.", []),
        ("The gene ALK and betamab.", []),
    ],
)
def test_abbreviations(said: str, told_of: list[str]) -> None:
    term = Term("alk", text("ALK"), None, text("A gene."), PLACE)
    shared = replace(NOTHING, glossary={"alk": term}, medicines={"betamab": medicine("betamab")})
    found = run(abbreviations.check, replace(booklet(said), glossary=("alk",)), shared)
    assert [problem.message.split()[-2] for problem in found] == told_of


def medicine(name: str) -> Medicine:
    return Medicine(name, text(name), "", (), (), PLACE)


def test_each_section_introduces_its_own_abbreviations() -> None:
    one = booklet("A group called COG asks.").sections[0]
    two = replace(booklet("COG asks.").sections[0], name="two")
    (problem,) = run(abbreviations.check, replace(booklet(), sections=(one, two)))
    assert "COG" in problem.message


def test_spanish_abbreviations() -> None:
    assert run(abbreviations.check, spanish("Un grupo llamado COG. Se llama DFMO. El ADN.")) == []
    assert len(run(abbreviations.check, spanish("El COG pregunta."))) == 1


def terms(*blocks: object, glossary: tuple[str, ...] = ("alk", "bone-marrow")) -> list[str]:
    """What the check of terms says, with a glossary of three entries of which the booklet prints two."""
    entries = {"alk": "ALK", "bone-marrow": "bone marrow", "biopsy": "biopsy"}
    shared = replace(
        NOTHING, glossary={key: Term(key, text(name), None, text("It."), PLACE) for key, name in entries.items()}
    )
    made = replace(booklet(*blocks), glossary=glossary)  # type: ignore[arg-type]
    return [f"{p.code}: {p.message}" for p in run(unexplained_terms.check, made, shared)]


CARDS = WordCards(("alk",), PLACE)


@pytest.mark.parametrize(
    "blocks",
    [
        ("The gene **ALK** is a switch.", "ALK again."),
        (CARDS, "ALK is changed."),
        (Lede(text("ALK first.")), CARDS, "ALK again."),
        ("A gene called ALK is changed.", "ALK again."),
        ("It hurts the bone marrow, the soft part inside bones.",),
        ("A biopsied dog and an alkaline pond.",),
        (Points((text("**ALK.** It is a gene."),)),),
        ("See [what ALK does][section:alk].",),
    ],
)
def test_terms_explained_in_time(blocks: tuple[object, ...]) -> None:
    assert terms(*blocks) == []


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        (("ALK is changed.",), "'alk' is used here first, and nothing says what it means"),
        (("ALK is changed.", CARDS, "**ALK** again."), "the section explains 'alk' only further down"),
        (("A biopsy helps.",), "'biopsy' is used here, and the booklet's glossary leaves it out"),
        (("**Biopsies** help.",), "'biopsy' is used here, and the booklet's glossary leaves it out"),
    ],
)
def test_terms_that_nobody_explains(blocks: tuple[object, ...], message: str) -> None:
    assert terms(*blocks) == [f"term-unexplained: {message}"]


def test_a_term_is_explained_once_for_the_sections_behind() -> None:
    first = booklet("The gene **ALK**.").sections[0]
    second = replace(booklet("ALK again.").sections[0], name="two")
    shared = replace(NOTHING, glossary={"alk": Term("alk", text("ALK"), None, text("It."), PLACE)})
    made = replace(booklet(), sections=(first, second), glossary=("alk",))
    assert run(unexplained_terms.check, made, shared) == []
    assert len(run(unexplained_terms.check, replace(made, sections=(second, first)), shared)) == 1
    assert run(unexplained_terms.check, for_clinicians(replace(made, sections=(second,))), shared) == []


def test_a_term_in_a_file_is_told_in_its_place(tmp_path: Path) -> None:
    made, shared = loaded(tmp_path, ("01-one.md", "Then.", "Unused things."), ("booklet.yaml", "[alk]", "[alk, gene]"))
    found = list(unexplained_terms.check(Context(made, made, shared, load_locales(tmp_path)[0], TODAY)))
    assert told(found) == [("term-unexplained", 10, 1)]
    abroad = replace(context(tmp_path), booklet=replace(made, locale="es"))
    assert list(unexplained_terms.check(abroad)) == []
