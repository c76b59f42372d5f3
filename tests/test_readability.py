"""From blocks to scores: what counts as running text, sentences and words, masking, and the published formulas."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from edition import loaded
from hypothesis import given
from hypothesis import strategies as st
from texts import booklet, text

from bookletpress.knowledge import Shared
from bookletpress.model import (
    Block,
    Booklet,
    Bullets,
    Callout,
    Heading,
    Lede,
    NoteLines,
    Paragraph,
    Points,
    Questions,
    Steps,
    Table,
)
from bookletpress.readability import formulas
from bookletpress.readability.formulas import Counts
from bookletpress.readability.languages import FKGL, INFLESZ, LANGUAGES, SMOG, Formula, Grade, language_of
from bookletpress.readability.passages import passages
from bookletpress.readability.scores import Reading, readings
from bookletpress.readability.sentences import is_whole, sentences, words
from bookletpress.readability.terms import find, fold, unavoidable

NOTHING = Shared("en", {}, {}, {}, {}, (), {})


def whole(*blocks: Block | str, shared: Shared = NOTHING) -> Reading:
    """The reading of a booklet of these blocks."""
    return readings(booklet(*blocks), "family", shared)[-1]


def in_spanish(*said: str) -> Booklet:
    texts = [replace(text(words), locale="es") for words in said]
    made = booklet(*map(Paragraph, texts))
    return replace(made, locale="es")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Give 2.5 cups. Then rest.", ["Give 2.5 cups.", "Then rest."]),
        ("Call Dr. Soto at 4 p.m., e.g. by phone. Wait.", ["Call Dr. Soto at 4 p.m., e.g. by phone.", "Wait."]),
        ("Visit ClinicalTrials.gov in the US. Ask.", ["Visit ClinicalTrials.gov in the US.", "Ask."]),
        ("Ask: “Does it hurt?” Then wait.", ["Ask: “Does it hurt?”", "Then wait."]),
        ("¿Duele? ¡Avise! “Sí.” Ángela llama.", ["¿Duele?", "¡Avise!", "“Sí.”", "Ángela llama."]),
        ("One ... and so on. 5 people came.", ["One ... and so on.", "5 people came."]),
        ("A list; with parts: one, two.", ["A list; with parts: one, two."]),
        ("1,500.", []),
    ],
)  # fmt: skip
def test_sentences(said: str, found: list[str]) -> None:
    assert list(sentences(said)) == found


@given(st.text(alphabet="aA b.?!5¿“”()\n", max_size=60))
def test_no_sentence_loses_a_word(said: str) -> None:
    kept = [word for sentence in sentences(said) for word in words(sentence)]
    assert kept == list(words(" ".join(said.split())))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Your child’s high-risk disease.", ["Your", "child’s", "high-risk", "disease"]),
        ("Fever of 100.5 °F (38 °C) or 1,500 in 2026.", ["Fever", "of", "or", "in"]),
        ("The Food Administration (FDA) and GD2.", ["The", "Food", "Administration", "and", "GD2"]),
        ("See ClinicalTrials.gov, 1-800-555-0100.", ["See"]),
        ("hu14.18K322A for 1p.", ["hu14.18K322A", "for", "1p"]),
        ("Él también, ¿no?", ["Él", "también", "no"]),
    ],
)  # fmt: skip
def test_words(said: str, found: list[str]) -> None:
    assert list(words(said)) == found


def test_whole_sentences_end_with_their_mark() -> None:
    assert [is_whole(said) for said in ("Ask.", "Ask?”", "Ask.) ", "Ask", "Ask:", "")] == [True] * 3 + [False] * 3


def test_what_is_running_text() -> None:
    blocks: tuple[Block, ...] = (
        Lede(text("The lede.")),
        Heading(text("A heading is left out.")),
        Paragraph(text("A [link][nci] and {phone:line} stay words.[@claim]")),
        Bullets((text("A whole row."), text("no sentence"), text("**A name.** The rest."), text("**All bold.**"))),
        Steps((text("**Collect.** A machine takes cells.[@c]"), text("**Bold** goes on."))),
        Points((text("**You did not cause this.** Nothing did."),)),
        Questions((text("What now?"),)),
        Callout(
            "ask",
            (
                Bullets(
                    (text("How?"), text("words")),
                ),
                Paragraph(text("Call.")),
            ),
        ),
        Table(text("Caption."), (text("Head."),), ((text("Cell."),),)),
        NoteLines(3),
    )
    section = booklet(*blocks).sections[0]
    assert [" ".join(passage.said.split()) for passage in passages(section)] == [
        "The lede.",
        "A link and stay words.",
        "A whole row.",
        "The rest.",
        "All bold.",
        "A machine takes cells.",
        "Bold goes on.",
        "You did not cause this. Nothing did.",
        "What now?",
        "How?",
        "Call.",
    ]


# Published worked examples. English: the sentences of the article on the Flesch-Kincaid tests in Wikipedia.
# SMOG: McLaughlin's own two forms must agree; his table gives grade 8 for 21 to 30 polysyllabic words in 30 sentences.
def test_the_cat_sat_on_the_mat() -> None:
    counts = whole("The cat sat on the mat.").printed
    assert counts == Counts(words=6, sentences=1, syllables=6, polysyllables=0)
    assert formulas.flesch_kincaid_grade(counts) == pytest.approx(-1.45)
    assert 206.835 - 1.015 * counts.words_a_sentence - 84.6 * counts.syllables_a_word == pytest.approx(116.145)


def test_the_australian_platypus() -> None:
    counts = whole("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.").printed
    assert (counts.words, counts.syllables) == (13, 24)
    assert round(formulas.flesch_kincaid_grade(counts), 1) == 11.3


@pytest.mark.parametrize(("polysyllables", "grade"), [(0, 3), (1, 4), (9, 6), (25, 8), (49, 10), (100, 14), (211, 18)])
def test_smog_beside_its_table(polysyllables: int, grade: int) -> None:
    """The precise formula and the quick one (3 + the root) never differ by more than a grade."""
    score = formulas.smog(Counts(300, 30, 450, polysyllables))
    assert abs(score - grade) < 1
    assert score == pytest.approx(1.043 * math.sqrt(polysyllables) + 3.1291)


def test_spanish_formulas_by_hand() -> None:
    """100 words, 5 sentences, 200 syllables: 206.835 - 124.6 - 20, and 206.84 - 120 - 20.4."""
    counts = Counts(words=100, sentences=5, syllables=200)
    assert formulas.inflesz(counts) == pytest.approx(62.235)
    assert formulas.fernandez_huerta(counts) == pytest.approx(66.44)


def test_spanish_from_the_words_on() -> None:
    """En un lu-gar de la Man-cha, de cu-yo nom-bre no quie-ro a-cor-dar-me: 12 words, 20 syllables."""
    (*_, reading) = readings(
        in_spanish("En un lugar de la Mancha, de cuyo nombre no quiero acordarme."), "family", NOTHING
    )
    assert reading.printed == Counts(words=12, sentences=1, syllables=20, polysyllables=1)
    assert formulas.inflesz(reading.printed) == pytest.approx(206.835 - 62.3 * 20 / 12 - 12)


@pytest.mark.parametrize(
    ("formula", "score", "grade"),
    [
        (FKGL, 6.0, Grade.GOOD),
        (FKGL, 6.01, Grade.HARD),
        (FKGL, 8.0, Grade.HARD),
        (FKGL, 8.01, Grade.TOO_HARD),
        (SMOG, 8.0, Grade.GOOD),
        (SMOG, 10.5, Grade.TOO_HARD),
        (INFLESZ, 65.0, Grade.GOOD),
        (INFLESZ, 64.9, Grade.HARD),
        (INFLESZ, 55.0, Grade.HARD),
        (INFLESZ, 54.9, Grade.TOO_HARD),
        (LANGUAGES["es"].others[0], 10.0, Grade.GOOD),
    ],
)
def test_the_limits_of_the_house(formula: Formula, score: float, grade: Grade) -> None:
    assert formula.grade(score) is grade


def test_a_language_without_a_formula_gets_none() -> None:
    assert language_of("vi") is None
    assert language_of("es-MX") is LANGUAGES["es"]
    assert readings(replace(booklet("A text."), locale="vi"), "family", NOTHING) == ()


def test_english_that_stayed_is_not_scored_as_spanish() -> None:
    spanish = in_spanish("Beba agua.")
    mixed = replace(spanish.sections[0], blocks=(*spanish.sections[0].blocks, Paragraph(text("Drink water."))))
    assert readings(replace(spanish, sections=(mixed,)), "family", NOTHING)[-1].printed.words == 2


def test_short_text_is_not_scored() -> None:
    sentence = "Your child can rest at home."
    assert whole(*[sentence] * 16).in_words == "too short to score"  # 96 words
    assert whole(*[sentence] * 17).in_words == "about grade 1-2"
    assert whole(" ".join(["rest"] * 200) + ".").in_words == "too short to score"  # one sentence
    assert readings(booklet(NoteLines(1)), "family", NOTHING)[0].in_words == "too short to score"


def test_smog_needs_thirty_sentences() -> None:
    assert set(whole(*["Your child can rest at home."] * 29).scores(Counts(174, 29, 180, 5))) == {"FKGL"}
    assert set(whole(*["Your child can rest at home."] * 30).scores(Counts(180, 30, 180, 5))) == {"FKGL", "SMOG"}


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"FKGL": 6.4}, "about grade 6-7"),
        ({"FKGL": 5.2, "SMOG": 7.6}, "about grade 5-8"),
        ({"FKGL": 6.0}, "about grade 6-7"),
        ({"FKGL": -2.0}, "about grade 1-2"),
    ],
)
def test_a_grade_is_told_as_a_range(scores: dict[str, float], said: str) -> None:
    assert LANGUAGES["en"].in_words(scores) == said


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (85, "very easy"),
        (80.9, "fairly easy to very easy"),
        (72, "fairly easy"),
        (65.4, "normal to fairly easy"),
        (64.5, "normal to fairly easy"),
        (60, "normal"),
        (45, "rather hard"),
        (20, "very hard"),
    ],
)
def test_the_bands_of_inflesz(score: float, said: str) -> None:
    assert LANGUAGES["es"].in_words({"INFLESZ": score, "Fernández Huerta": 1}) == said


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("antibodies", "antibody", "en"),
        ("Genes", "gene", "en"),
        ("ALK", "ALK", "en"),
        ("child’s", "child", "en"),
        ("inhibidores", "inhibidor", "es"),
        ("amplificaciones", "amplificación", "es"),
        ("células", "Célula", "es"),
        ("veces", "vez", "es"),
    ],
)
def test_one_and_many_are_the_same_term(one: str, other: str, language: str) -> None:
    assert fold(one, language) == fold(other, language)


@pytest.mark.parametrize(("one", "other"), [("gas", "ga"), ("US", "u"), ("is", "i"), ("dose", "do")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert fold(one, "en") != fold(other, "en")


def test_the_longest_term_wins_and_the_data_knows_its_syllables(tmp_path: Path) -> None:
    longer = "- {id: alk-medicine, term: ALK medicine, means: A pill., syllables: 9}\n"
    made, shared = loaded(
        tmp_path,
        ("glossary.yaml", "- {id: unused", longer + "- {id: unused"),
        ("booklet.yaml", "[alk]", "[alk, alk-medicine]"),
        ("02-two.md", "At the end.", "ALK medicines, ALK and alphamab."),
    )
    terms = unavoidable(made, "family", shared, "en")
    found = find(words("ALK medicines, ALK and alphamab."), terms, "en")
    assert [(hit.term.shown, hit.start) for hit in found] == [("ALK medicine", 0), ("ALK", 2), ("alphamab", 4)]
    (sentence,) = [s for s in readings(made, "family", shared)[1].sentences if "medicines" in s.said]
    assert sentence.printed == Counts(5, 1, 9 + 3 + 1 + 3, 4)
    assert sentence.masked == Counts(5, 1, 2 + 2 + 2 + 1 + 2, 0)
    assert sentence.terms == ("ALK medicine", "ALK", "alphamab")


def test_what_an_edition_does_not_explain_is_not_masked(tmp_path: Path) -> None:
    made, shared = loaded(tmp_path)
    shown = {term.shown for term in unavoidable(made, "family", shared, "en")}
    assert shown == {"ALK", "gene", "alphamab", "betamab", "A line"}


def test_codes_that_a_claim_holds_are_masked(tmp_path: Path) -> None:
    made, shared = loaded(tmp_path, ("claims.yaml", "It says c-two.", "It says ABCD1234."))
    assert "ABCD1234" in {term.shown for term in unavoidable(made, "family", shared, "en")}


def test_the_hardest_come_first_and_the_longest_is_named() -> None:
    hard = "Pharmacological considerations necessitate individualization."
    reading = whole("Rest at home now, and call us when you want.", hard, "Call.", "Rest.", "Ask.", "Eat.")
    assert reading.hardest[0].said == hard
    assert len(reading.hardest) == 5
    assert reading.longest is not None
    assert reading.longest.printed.words == 10
