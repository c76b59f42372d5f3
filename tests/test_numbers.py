"""Numbers: results for clinicians say what, over how long and in whom; families get whole people, and both sides."""

from __future__ import annotations

import pytest
from faults import told
from spoken import codes, context, text

from bookletpress.checks import family_numbers, outcome_numbers
from bookletpress.checks.passages import Passage
from bookletpress.model import Callout, Paragraph, Table

WHOLE = {
    "en": """Phase 1, relapsed, ALK-altered: best response 13% under 18 years, 47% at 18 or older (30% and 67%).
ANBL0532, high-risk: 3-year EFS from randomization 62% tandem, 48% single (P=.006); 3-year OS 74% and 69% (P=.25).
Matched to ANBL0032 patients: 4-year EFS 84% v. 73%, OS 96% v. 84%.
Phase 2, ALK-altered, n=20: best response 3 (15%), all R1275Q.
By risk group (ANBL00B1), 5-year OS was 98% in low, about 95% in intermediate, and 62% in high risk.
MYCN amplification: 16–25% of all tumors and 40–50% of high-risk tumors at diagnosis.
ANBL0531: response after treatment: alone 14%; with irinotecan and vincristine 14%; with vorinostat 32%.
In MATCH, 27 of 60 relapsed neuroblastomas (45%) had a change that matched a study drug when tested.
A3973 (220 patients): local relapse, cumulative incidence 8.5% v. 20%, time point not stated; OS did not differ.
Adrenal masses at least 25% cystic were watched. Resection of 90% or more.
Phase 2: 3-year OS 74% (95% CI, 60%-85%).
GD2-CART01, phase 1/2: 66% (21 of 32) responded; 5-year OS 42.7% (35 treated).
Phase 1: triglycerides rose in 90% of treated patients at any time.""",
    "es": """Fase 2, recaída, con alteración de ALK, n=20, crizotinib: mejor respuesta en 3 (15%), todas R1275Q.
ANBL0032, riesgo alto: SLE a 5 años 56.6% frente a 46.1% (P=.042); SG a 5 años 73.2% frente a 56.6%.
Por grupo de riesgo, la OS a 5 años fue del 98% en riesgo bajo y del 62% en riesgo alto.
El 81% no necesitó cirugía durante el seguimiento (83 bebés).
Supervivencia sin complicaciones a 3 años del 73.7% (fase 2).
MYCN amplificado: 16–25% de todos los tumores al diagnóstico.""",
}
LACKING = [
    ("ANBL0532: 62% tandem, 48% single.", "en", ["endpoint", "endpoint"]),
    ("ANBL0532: 3-year EFS 62%; 3-year 74%.", "en", ["endpoint"]),
    ("ANBL0532: EFS 62% v. 48%.", "en", ["horizon", "horizon"]),
    ("ANBL0532: EFS 62%, 5-year OS 74%.", "en", ["horizon"]),
    ("3-year EFS 62%.", "en", ["population"]),
    ("It was 62%.", "en", ["endpoint", "population"]),
    ("Phase 2. Response 32%. Then 14%.", "en", ["endpoint"]),
    ("MYCN: 16–25% of all tumors.", "en", ["horizon"]),
    ("Phase 2: OS in 21 of 32.", "en", ["horizon"]),
    ("ANBL0032: 56.6% frente a 46.1% a 5 años.", "es", ["endpoint", "endpoint"]),
    ("ANBL0032: SG del 73.2%.", "es", ["horizon"]),
    ("SG a 5 años del 73.2%.", "es", ["population"]),
]


@pytest.mark.parametrize(("locale", "words"), [(locale, row) for locale in WHOLE for row in WHOLE[locale].split("\n")])
def test_results_that_say_all(locale: str, words: str) -> None:
    assert codes(outcome_numbers.check, words, locale, "clinician") == []


@pytest.mark.parametrize(("words", "locale", "lacks"), LACKING)
def test_results_that_lack_something(words: str, locale: str, lacks: list[str]) -> None:
    assert codes(outcome_numbers.check, words, locale, "clinician") == [f"outcome-{lack}" for lack in lacks]


def table(caption: str, head: tuple[str, str], row: tuple[str, str]) -> Table:
    cells = (text(row[0], line=3), text(row[1], line=4))
    return Table(text(caption, line=1), (text(head[0]), text(head[1])), (cells,))


@pytest.mark.parametrize(
    ("caption", "head", "row", "faults"),
    [
        ("High risk", ("Trial", "3-year EFS"), ("ANBL0532", "62% v. 48%"), []),
        ("High risk, 3-year EFS", ("Trial", "Result"), ("ANBL0532", "62% v. 48%"), []),
        ("Share of tumors at diagnosis", ("In whom", "How often"), ("All tumors", "16–25%"), []),
        ("High risk", ("Trial", "EFS"), ("ANBL0532", "62%"), [("outcome-horizon", 4, 1)]),
        ("High risk", ("Trial", "Result"), ("ANBL0532", "62%"), [("outcome-endpoint", 4, 1)]),
        ("Results", ("Treatment", "3-year EFS"), ("Tandem", "62%"), [("outcome-population", 4, 1)]),
    ],
)
def test_a_cell_is_read_with_its_heads_and_caption(
    caption: str, head: tuple[str, str], row: tuple[str, str], faults: list[tuple[str, int, int]]
) -> None:
    assert told(outcome_numbers.check(context((table(caption, head, row),), audience="clinician"))) == faults


def test_families_and_languages_without_words_are_left_alone() -> None:
    assert codes(outcome_numbers.check, "It was 62%.") == []
    assert codes(family_numbers.check, "It helps 1 in 7.", "en", "clinician") == []


RATES = [
    ("It helps 1 in 7 children.", "en", ["rate-base"]),
    ("One in seven children has it.", "en", ["rate-base"]),
    ("About 9 of 10 children are under 5.", "en", ["rate-base"]),
    ("About 62.5 of every 100 children have it.", "en", ["rate-base"]),
    ("In a study, 27 of 60 tumors had it.", "en", ["rate-base"]),
    ("7 de cada 10 niños", "es", ["rate-base"]),
    ("1 en 7 niños", "es", ["rate-base"]),
    ("Uno de cada siete niños", "es", ["rate-base"]),
    ("After 5 years, the cancer came back in 40 of every 100 children.", "en", ["rate-one-sided"]),
    ("The cancer came back in 40 of every 100 children, and not in 60.", "en", ["rate-horizon"]),
    ("After 5 years it came back in 40 of every 100, and not in about 60.", "en", ["rate-population"]),
    ("After 5 years, about 62 of every 100 children were alive, and about 38 had died.", "en", ["survival-number"]),
    ("Después de 5 años, unos 62 de cada 100 niños estaban vivos y unos 38 de cada 100 habían muerto.", "es",
     ["survival-number"]),
    ("About 62 of every 100 lived.", "en", ["survival-number", "rate-one-sided", "rate-horizon", "rate-population"]),
    ("Unos 62 de cada 100 sobrevivieron.", "es",
     ["survival-number", "rate-one-sided", "rate-horizon", "rate-population"]),
]  # fmt: skip
NO_FAULTS = [
    ("About 90 of every 100 are under 5 years old then.", "en"),
    ("Of every 100 children who have it, only 1 or 2 have a relative who had it too.", "en"),
    ("Of 5 people, 4 of 5 people were alive about 3 to 5 years later.", "en"),
    ("Experts voted 14 to 6 for it.", "en"),
    ("In 2023, 15 children took part in it.", "en"),
    ("In 2 of the 5 people it came back after 10 months.", "en"),
    ("After 5 years it came back in about 40 of every 100 children. In about 60 it did not.", "en"),
    ("De cada 100 niños que lo tienen, solo 1 o 2 tienen un familiar que también lo tuvo.", "es"),
    ("El 20 de noviembre de 2026.", "es"),
    ("De los expertos, 14 votaron a favor y 6 en contra.", "es"),
]


@pytest.mark.parametrize(("words", "locale", "expected"), RATES)
def test_rates_for_families(words: str, locale: str, expected: list[str]) -> None:
    assert codes(family_numbers.check, words, locale) == expected


@pytest.mark.parametrize(("words", "locale"), NO_FAULTS)
def test_numbers_that_families_may_read(words: str, locale: str) -> None:
    assert codes(family_numbers.check, words, locale) == []


ALIVE = "After 5 years, about 62 of every 100 children were alive, and about 38 had died."


def test_survival_numbers_stand_in_a_section_that_can_be_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph, cells = (
        Paragraph(text(ALIVE)),
        table("Of every 100 children", ("Risk", "Were alive"), ("High", "About 62")),
    )
    callout = Callout("key", (paragraph,))
    for blocks in ((paragraph,), (cells,), (callout,)):
        assert [p.code for p in family_numbers.check(context(blocks))] == ["survival-number"]
    monkeypatch.setattr(family_numbers, "meant_for_numbers", lambda _: True)
    assert [p.code for p in family_numbers.check(context((paragraph, cells)))] == []
    assert [p.code for p in family_numbers.check(context((callout,)))] == ["survival-number"]


def test_a_passage_knows_what_is_read_with_it() -> None:
    cells = table("Caption", ("One", "Two"), ("row", "cell"))
    made = context((cells,), heading="Heading")
    passages: list[Passage] = list(family_numbers.passages(made.booklet, "family"))
    last = passages[-1]
    assert (last.text.source, last.kind) == ("cell", "cell")
    assert [said.source for said in last.named_by] == ["Two", "row"]
    assert [said.source for said in last.all_around] == ["Two", "row", "Caption", "Heading"]
