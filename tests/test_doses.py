"""Doses: none in text for families, in any spelling; in text for clinicians only as a trial reported them."""

from __future__ import annotations

import pytest
from faults import told
from spoken import codes, context, text

from bookletpress.checks import doses, family_text
from bookletpress.model import Paragraph, Table

DOSES = """5 mg|5mg|0.5 mL|115 mg/m2|115 mg/m²|2,5 ml|5-mg|10 mcg|10 µg|10 μg|5 IU|5 UI|3 g|20 milligrams|1 microgram
3 international units|5\u00a0mg|5\u202fmg|5\u2009mg|**5** mg|a 20 mg/kg b|5 cc|2 mmol|12 MBq|５ mg|5 ㎎|5 ㎖
five milligrams|half a milligram|twice 5 mL|115 mg per square meter|10 per kilo|10 per kg|10/kg|5 mgs|21.6 Gy
20 grays|1.5 cGy|7.4 GBq|18 mCi|two tablets|2 tablets|½ tablet|half a tablet|three drops|3 drops|2 teaspoons
a teaspoon
1/2 capsule|1–2 tablets|ten puffs|500 units|2 vials|Dose (mg)|in mg/m²|an mL or so|one capsule a day
Give the medicine twice a day.|Take the capsules every 8 hours.|Isotretinoin is given 2 times a day.
Take lorlatinib once daily with food."""
DOSES_ES = """5 mg|115 mg/m²|20 miligramos|cinco miligramos|500 unidades internacionales|medio mililitro|10 por kilo
115 mg por metro cuadrado|dos pastillas|2 tabletas|media pastilla|tres gotas|3 gotas|una cucharadita|½ comprimido
dos cápsulas|una cápsula al día|500 unidades|5 UI|20 grays|Dosis (mg)|5 mg por kilo de peso
Dé el medicamento dos veces al día.|Tome la isotretinoína cada 8 horas.|El lorlatinib se toma una vez al día."""
NO_DOSES = """38 °C|100.5 °F (38 °C)|5 months|20 kg|3 meters|5 cm|3 mm|2 gene tests|5 million|1 in 10|hu14.18K322A
12 lines
GD2|2 L of water|anti-GD2 5|phase 3 groups|3 G|5 largo|2 unidos|6 gramophones|2 units of blood|7 litros
5 [@rest] grounds|Isotretinoin is a capsule.|It drips into a vein.|126 mg/dL|MG|Mg|120 mmHg|from age 1|8 of every 100
Call twice a day.|Every 3 months, the team checks.|Which amount can people tolerate?|They decide on every dose.
The medicine is for up to 2 years.|5 U.S. states|more than 10 copies|17q and 11q|5 gifts|Week 1|3 in the morning
dial 1-800-227-2345|MIBG|1 to 3 days|14 to 6"""
NO_DOSES_ES = """38 °C|100.5 °F (38 °C)|5 meses|20 kg|2 unidades de sangre|una cápsula que actúa un poco|gota a gota
Deciden cada dosis.|más de 10 copias|2 años como máximo|Llame dos veces al día.|a las 3 de la mañana
14 votaron a favor
126 mg/dL|Cada 3 meses hay una revisión.|unos 62 de cada 100|sobre dos cosas|puede tener llagas"""


def rows(words: str) -> list[str]:
    return words.replace("\n", "|").split("|")


@pytest.mark.parametrize(("locale", "words"), [*(("en", w) for w in rows(DOSES)), *(("es", w) for w in rows(DOSES_ES))])
def test_doses_are_kept_out_of_text_for_families(locale: str, words: str) -> None:
    assert codes(doses.check, words, locale) == ["dose-in-family-text"]


@pytest.mark.parametrize(
    ("locale", "words"), [*(("en", w) for w in rows(NO_DOSES)), *(("es", w) for w in rows(NO_DOSES_ES))]
)
def test_other_numbers_are_no_doses(locale: str, words: str) -> None:
    assert codes(doses.check, words, locale) == []


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("Recommended phase 2 dose 115 mg/m² under 18 years (phase 1); not a recommendation.", "en"),
        ("The trial gave 150 mg to adults. Trial dose, not advice.", "en"),
        ("Dosis recomendada de fase 2: 115 mg/m² (ensayo de fase 1); no es una recomendación.", "es"),
        ("Triglycerides above 500 mg/dL.", "en"),
        ("Radiation to the primary site.", "en"),
    ],
)
def test_text_for_clinicians_may_report_the_dose_of_a_trial(words: str, locale: str) -> None:
    assert codes(doses.check, words, locale, "clinician") == []


@pytest.mark.parametrize(
    ("words", "locale", "lacks"),
    [
        ("Recommended phase 2 dose 115 mg/m².", "en", "that it is no advice"),
        ("115 mg/m²; not a recommendation.", "en", "from which trial"),
        ("Give 150 mg once daily.", "en", "from which trial and that it is no advice"),
        ("Dosis de fase 2: 115 mg/m².", "es", "that it is no advice"),
        ("Two tablets in the phase 1 trial.", "en", "that it is no advice"),
    ],
)
def test_any_other_dose_for_clinicians_is_told(words: str, locale: str, lacks: str) -> None:
    (problem,) = doses.check(context((Paragraph(text(words, locale)),), locale, "clinician"))
    assert (problem.code, problem.blocks_draft) == ("dose-unmarked", False)
    assert problem.message.endswith(f"does not say {lacks}")


def test_a_row_and_its_caption_are_read_together() -> None:
    caption, head = text("Doses of one phase 1 trial; not a recommendation", line=1), (text("Age"), text("Dose"))
    table = Table(caption, head, ((text("Under 18 years", line=3), text("115 mg/m²", line=4)),))
    assert told(doses.check(context((table,), audience="clinician"))) == []
    bare = Table(text("Doses", line=1), head, table.rows)
    assert told(doses.check(context((bare,), audience="clinician"))) == [("dose-unmarked", 4, 1)]
    assert told(doses.check(context((table,)))) == [("dose-in-family-text", 4, 1)]


PERCENTS = [
    ("50 %", "en"),
    ("50％", "en"),
    ("fifty percent", "en"),
    ("5 per cent", "en"),
    ("el 50 por ciento", "es"),
    ("50﹪", "es"),
    ("5‰", "en"),
]


@pytest.mark.parametrize(("words", "locale"), PERCENTS)
def test_percents(words: str, locale: str) -> None:
    assert codes(family_text.check, words, locale) == ["percent-in-family-text"]
    assert codes(family_text.check, words, locale, "clinician") == []


@pytest.mark.parametrize("words", ["per center", "percentile"])
def test_words_like_percents(words: str) -> None:
    assert codes(family_text.check, words) == []
