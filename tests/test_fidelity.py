"""One check of a pair after the other: what it tells, what it lets pass, and what the files of a language may say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from faults import told
from hypothesis import given
from hypothesis import strategies as st
from test_localise import PLACE, SPANISH, one

from bookletpress.catalogue import Catalogue, Message
from bookletpress.fidelity import consistency, registry
from bookletpress.fidelity.pair import pair
from bookletpress.inlinetext import parse, serialise
from bookletpress.model import LocaleInfo, Text
from bookletpress.paritywords import load_parity_words
from bookletpress.problems import Location, Problem
from bookletpress.termlist import HEAD, load_terms
from bookletpress.vocabulary import ApprovedTerm, ParityWords

_FAULTS: list[Problem] = []
ENGLISH = load_parity_words(ROOT, "en", _FAULTS)
TERMS = (
    ApprovedTerm("bone marrow", ("médula ósea",), ("médula espinal",), True, ""),
    ApprovedTerm("spinal cord", ("médula espinal",), ("médula ósea",), True, ""),
    ApprovedTerm("biops*", ("biopsia*",), (), False, "una palabra"),
    ApprovedTerm("severe", (), ("severo*",), False, ""),
)
SHIPPED = replace(SPANISH, parity=load_parity_words(ROOT, "es", _FAULTS), terms=TERMS)
COMMA = replace(SHIPPED, decimal=",", group=".")


def test_the_shipped_words_read_without_faults() -> None:
    assert _FAULTS == []
    assert all(words.numbers and words.negations for words in (ENGLISH, SHIPPED.parity))


def codes(source: str, target: str, locale: LocaleInfo = SHIPPED) -> list[str]:
    inlines = parse(source)
    text = Text(serialise(inlines), inlines, "en", Location("a.md", 1, 1))
    message = Message(source, target, location=PLACE)
    found = list(registry.run(pair(text, parse(target), message, locale, ENGLISH)))
    assert all(problem.location == PLACE and problem.hint for problem in found)
    return [problem.code for problem in found]


# What the English says, what the translation says, what is told.
TOLD = [
    ("Two years.", "Tres años.", "number-words"),
    ("Rest for two days.", "Descanse unos días.", "number-words"),
    ("Rest.", "Descanse tres días.", "number-words"),
    ("Take two.", "Tome 2.", "number-in-words"),
    ("Take 2.", "Tome dos.", "number-in-words"),
    ("Take 2 mg.", "Tome dos mg.", "number-mismatch"),
    ("5 mg or 10 mg", "10 mg o 5 mg", "number-order"),
    ("6–8 weeks", "8–6 semanas", "range-reversed"),
    ("Give 5 mg.", "Dé 5.0 mg.", "number-form"),
    ("Give 0.5 mg.", "Dé .5 mg.", "number-form"),
    ("Call 911.", "Llame al 112.", "phone-mismatch"),
    ("Call 1-800-227-2345.", "Llame al 1-800-227-2354.", "phone-mismatch"),
    ("Take 2.5 mL.", "Tome 2,5 mL.", "decimal-mark"),
    ("1,500 cells", "1.500 células", "decimal-mark"),
    ("Do not stop.", "Deje de hacerlo.", None),
    ("Do not stop it.", "Pare.", "negation-differs"),
    ("Stop it now.", "No pare ahora.", "negation-differs"),
    ("It isn’t safe. Call us.", "Es seguro. No llame.", "negation-differs"),
    ("What is it?", "Qué es?", "mark-unpaired"),
    ("What is it?", "¿Qué es", "mark-unpaired"),
    ("A cell (small).", "Una célula (pequeña.", "mark-unpaired"),
    ("What is it?", "Es una prueba.", "question-lost"),
    ("It is a test.", "¿Es una prueba?", "question-lost"),
    ("Bone marrow test", "Prueba de la médula espinal", "term-missing"),
    ("Bone marrow test", "Prueba de la médula ósea y de la médula espinal", "term-refused"),
    ("Biopsies", "Pruebas", "term-missing"),
    ("A severe pain", "Un dolor severo", "term-refused"),
    ("Lorlatinib", "Lorl\u0430tinib", "letters-mixed"),
    ("Lorlatinib", "Lorla\u00adtinib", "character-hidden"),
    ("Ask the team how long the treatment will take and what comes then.", "Pregunte.", "translation-length"),
    ("Rest.", "Descanse hoy, y mañana, y luego otra vez hasta que se sienta bien.", "translation-length"),
    ("The team looks at each scan with you.", "El equipo looks at each scan with you.", "translation-english"),
    ("One time a day.", "Once al día.", "english-left-over"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "code"), TOLD)
def test_told(source: str, target: str, code: str | None) -> None:
    found = codes(source, target)
    assert (code in found) if code else (found == [])


PASSES = [
    ("At eleven.", "A las once."),
    ("Both labels", "Las dos etiquetas"),
    ("Two labels", "Ambas etiquetas"),
    ("PAL-ee-uh-tiv", "cui-DA-dos pa-lia-TI-vos"),
    ("Do not give anything.", "No dé nada."),
    ("The gene stays on.", "El gen no se apaga."),
    ("Neither helped.", "Ninguno ayudó."),
    ("It is unknown.", "No se sabe."),
    ("P=.006", "P=0.006"),
    ("TGFβ and 5 µg", "TGFβ y 5 µg"),
    ("6–8 weeks", "de 6 a 8 semanas"),
    ("From 1999-2003, 4-7 children", "De 1999-2003, 4-7 niños"),
    ("When was it, and who knew?", "¿Cuándo fue? ¿Quién lo sabía?"),
    ("The spinal cord and the bone marrow", "La médula espinal y la médula ósea"),
    ("Results (see below", "Resultados (vea abajo"),
    ("scan", "prueba con imágenes"),
]


@pytest.mark.parametrize(("source", "target"), PASSES)
def test_passes(source: str, target: str) -> None:
    assert codes(source, target) == []


def test_a_locale_with_commas() -> None:
    assert codes("Give 2.5 mg of 1,500.", "Dé 2,5 mg de 1.500.", COMMA) == []
    assert codes("Give 2.5 mg.", "Dé 2.5 mg.", COMMA) == ["decimal-mark"]


def test_without_its_files_a_language_is_not_compared_by_words() -> None:
    assert codes("Do not take two.", "Tome tres.", SPANISH) == []


def test_plain_words_hold_no_markup() -> None:
    assert [p.code for p in one("Rest.", Message("Rest.", "<b>Descanse.</b>", location=PLACE))[1]] == ["html-refused"]


def test_the_same_english_with_two_translations() -> None:
    def catalogue(domain: str, *said: str, context: str | None = None) -> Catalogue:
        path = f"locales/es/{domain}.po"
        rows = (Message("Result", words, context, location=Location(path, n, 9)) for n, words in enumerate(said, 1))
        return Catalogue(path, (), tuple(rows))

    usual, other = catalogue("a", "Resultado"), catalogue("c", "Respuesta")
    assert list(consistency.check([usual, catalogue("b", "Resultado")])) == []
    (problem,) = consistency.check([other, usual, catalogue("b", "Resultado")])
    assert (problem.code, problem.location) == ("translation-inconsistent", Location("locales/es/c.po", 1, 9))
    assert "locales/es/a.po" in problem.message
    assert list(consistency.check([usual, catalogue("c", "Respuesta", context="noun")])) == []
    assert list(consistency.check([usual, catalogue("c", " ")])) == []


signs = ("no", "dos", "5", "mg", "¿", "?", "(", ")", "once", "nunca", "the", "with", "a", "2.5", "1,500", "6–8", "«")
words = st.lists(st.sampled_from(signs), max_size=8)


@given(words, words)
def test_any_words_are_judged(source: list[str], target: list[str]) -> None:
    text = Text(" ".join(source), parse(" ".join(source)), "en", Location("a.md"))
    made = pair(text, parse(" ".join(target)), Message("a", " ".join(target), location=PLACE), SHIPPED, ENGLISH)
    assert all(problem.location == PLACE for problem in registry.run(made))


@given(words)
def test_nothing_but_english_is_told_of_what_is_the_same(said: list[str]) -> None:
    """What parity compares is the same in a text and itself; word lists of two languages aside."""
    bare = replace(SPANISH, parity=ParityWords())
    assert set(codes(" ".join(said), " ".join(said), bare)) <= {
        "translation-unchanged", "english-left-over", "number-form", "question-lost",
    }  # fmt: skip


def loaded(tmp_path: Path, name: str, content: str) -> tuple[object, list[tuple[str, int, int]]]:
    (tmp_path / "locales/es").mkdir(parents=True)
    (tmp_path / "locales/es" / name).write_text(content, "utf-8")
    problems: list[Problem] = []
    load = load_terms if name == "terms.csv" else load_parity_words
    return load(tmp_path, "es", problems), told(problems)


def test_words_of_a_language(tmp_path: Path) -> None:
    content = 'numbers:\n  3: [Tres]\nnegations: ["no", "*n’t"]\nmarks: ["¿?"]\nspelling: es_US\n'
    found, faults = loaded(tmp_path, "parity.yaml", content)
    assert faults == []
    assert found == ParityWords(((3, ("tres",)),), (), ("no", "*n’t"), (), ("¿?",), "es_US")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("numbers:\n  tres: [tres]\n", ("value-shape", 2, 3)),
        ("numbers: [tres]\n", ("value-shape", 1, 10)),
        ("negations: ['3']\n", ("phrase", 1, 13)),
        ("marks: [¿]\n", ("phrase", 1, 9)),
        ("spelling: es/US\n", ("value-shape", 1, 11)),
        ("negation: ['no']\n", ("key-unknown", 1, 1)),
    ],
)
def test_words_refused(tmp_path: Path, content: str, fault: tuple[str, int, int]) -> None:
    assert loaded(tmp_path, "parity.yaml", content)[1] == [fault]


HEADING = ",".join(HEAD)


def test_terms_of_a_language(tmp_path: Path) -> None:
    found, faults = loaded(tmp_path, "terms.csv", f'{HEADING}\nbone marrow,médula ósea; tuétano,,error,"a, b"\n\n')
    assert faults == []
    assert found == (ApprovedTerm("bone marrow", ("médula ósea", "tuétano"), (), True, "a, b"),)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("en,es\n", ("terms-head", 1, 1)),
        (f"{HEADING}\na,b,c\n", ("terms-line", 2, 1)),
        (f"{HEADING}\na,,,error,\n", ("terms-line", 2, 1)),
        (f"{HEADING}\na,b,,grave,\n", ("terms-line", 2, 1)),
        (f"{HEADING}\n#,b,,error,\n", ("terms-line", 2, 1)),
        (f'{HEADING}\na,"b,,error,\n', ("terms-line", 2, 1)),
        (f"{HEADING}\na,b,,error,\nA,c,,error,\n", ("terms-duplicate", 0, 0)),
    ],
)
def test_terms_refused(tmp_path: Path, lines: str, fault: tuple[str, int, int]) -> None:
    assert loaded(tmp_path, "terms.csv", lines)[1] == [fault]
