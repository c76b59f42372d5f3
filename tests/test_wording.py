"""Words to leave out: each list finds its words in all their forms, and lets the right uses stand."""

from __future__ import annotations

import pytest
from faults import told
from spoken import codes, context, info, text

from bookletpress.checks import wording
from bookletpress.model import Paragraph
from bookletpress.problems import Severity

LEAVE_OUT = {
    ("en", "promise-word"): """a breakthrough|Breakthroughs|a miracle drug|it was miraculous|a game-changing test
        game changer
        promising results|an exciting step|a cutting-edge medicine|this cures cancer|Your child will be cured.|a cure
        It is well tolerated.|a safe medicine|the safest way|It is harmless.|without side effects|guaranteed
        the best treatment
        It is the best.|impressive activity|completely safe""",
    ("en", "blame-word"): """The patient failed induction.|after failed treatment|salvage chemotherapy
        a non-compliant family
        They refused the biopsy.|difficult families|the treatment failed|It is your fault.""",
    ("en", "war-word"): """the battle|battling cancer|keep fighting|She fought hard.|at war|a weapon|weapons|to win
        We can beat cancer.
        attacks the tumor|kill cancer cells|killed|killing|hunts down cells|destroys them|the enemy|heroes
        little warriors|defeat it
        lost her battle""",
    ("en", "loaded-word"): """an aggressive tumor|a dismal outlook|grim|terminal|hopeless|Unfortunately, no.|Sadly,
        victims
        suffers from cancer|normal children""",
    ("es", "promise-word"): """un milagro|milagrosa|prometedor|resultados prometedores|revolucionario
        un gran avance|garantiza
        cura el cáncer|Lo van a curar.|la curación|Fue curado.|es bien tolerado|es seguro|son seguras|inofensivo
        sin riesgos
        el mejor tratamiento|sin efectos secundarios|impresionante""",
    ("es", "blame-word"): """El paciente falló.|un tratamiento fallido|quimioterapia de rescate|La familia se negó.
        incumplimiento
        una familia difícil|Es su culpa.|fracasó""",
    ("es", "war-word"): """la batalla|batallas|luchar|la lucha|guerra|guerrera|guerreros|un arma|armas
        ganarle al cáncer|vencer el cáncer
        derrotar|ataca el tumor|ataques|mata las células|matar|cazar|destruye|enemigo|una heroína|héroes|campeona
        combate""",
    ("es", "loaded-word"): """agresivo|tumores agresivos|sombrío|sin esperanza|terminal|lamentablemente|víctimas
        la droga|drogas
        sufre de cáncer|niños normales""",
    ("es", "false-friend"): """dolor severo|severa|su condición|condición médica|remover el tumor|dramático
        eventualmente|los parientes
        constipado|constipada|no soporta|discutir con el médico|una injuria""",
}  # fmt: skip
LET_STAND = {
    "en": """A relapse is hard to cure.|No cure is known.|Nobody can promise a cure.|Can it be cured?|a toward step
        the ward
        handle the capsules safely|checks closely for safety|Is it safe?|We do not know which mix is best.
        Which mix is best?
        a heart attack|natural killer cells|pain medicine|a painkiller|heartbeat|loses its leaves|hair loss
        lost control of urine
        your child’s own defenses|Keep it in a safe place.|It is not your fault.|Nobody is to blame.|stop from growing
        New is not always better.|medicines that aim at a target|only in trials|winter|warm|a skill
        She lost her hair.""",
    "es": """una recaída es difícil de curar|No se conoce cura.|Nadie puede prometer una cura.|¿Se puede curar?
        rescate de células madre
        No se sabe qué combinación es la mejor.|¿Cuál es el mejor momento?|¿qué tan seguros están ustedes?|con certeza
        manejar las cápsulas sin peligro|palabras sencillas|un ataque epiléptico|alarma|armar|armario|subir de peso
        ganar peso
        Usted no causó esto.|No es su culpa.|más fácil|perder la memoria|la procura|segura de sí|asegura|materia
        maternidad""",
}
CLINICIANS = {"en": "a promising result|It was well tolerated.|cured", "es": "prometedor|fue bien tolerado"}


def rows(words: str) -> list[str]:
    return [row.strip() for row in words.replace("\n", "|").split("|") if row.strip()]


@pytest.mark.parametrize(
    ("locale", "code", "words"),
    [(locale, code, row) for (locale, code), some in LEAVE_OUT.items() for row in rows(some)],
)
def test_words_to_leave_out(locale: str, code: str, words: str) -> None:
    assert code in codes(wording.check, words, locale)


@pytest.mark.parametrize(
    ("locale", "words"), [(locale, row) for locale, some in LET_STAND.items() for row in rows(some)]
)
def test_words_that_may_stand(locale: str, words: str) -> None:
    assert codes(wording.check, words, locale) == []


@pytest.mark.parametrize(
    ("locale", "words"), [(locale, row) for locale, some in CLINICIANS.items() for row in rows(some)]
)
def test_nothing_is_promised_to_clinicians_either(locale: str, words: str) -> None:
    assert codes(wording.check, words, locale, "clinician") == ["promise-word"]


@pytest.mark.parametrize(
    "words", ["aggressive", "salvage therapy", "NK cells kill", "MIBG-positive", "best response 15%"]
)
def test_clinicians_have_words_of_their_own(words: str) -> None:
    assert codes(wording.check, words, "en", "clinician") == []


def test_a_problem_stands_at_its_text_and_names_the_word() -> None:
    blocks = tuple(
        Paragraph(text(words, line=line)) for line, words in ((3, "All is well."), (5, "A miracle, a battle."))
    )
    problems = list(wording.check(context(blocks)))
    assert told(problems) == [("promise-word", 5, 1), ("war-word", 5, 1)]
    assert [problem.message.split()[0] for problem in problems] == ["'miracle'", "'battle'"]
    assert {problem.blocks_draft for problem in problems} == {False}


@pytest.mark.parametrize(
    ("words", "locale"), [("a mild effect", "en"), ("a simple test", "en"), ("un efecto leve", "es")]
)
def test_doubtful_words_are_for_a_reader_to_decide(words: str, locale: str) -> None:
    (problem,) = wording.check(context((Paragraph(text(words, locale)),), locale))
    assert problem.severity is Severity.WARNING


def test_what_was_not_translated_is_not_looked_at() -> None:
    assert list(wording.check(context((Paragraph(text("el breakthrough", "en")),), "es"))) == []


def test_every_list_has_its_words_in_both_languages() -> None:
    english, spanish = ({watch.code for watch in info(name).vocabulary.watched} for name in ("en", "es"))
    assert english | {"false-friend"} == spanish
