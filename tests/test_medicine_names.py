"""Names of medicines: swapped in a translation, against their claims, misspelt; and what only looks so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from faults import told
from hypothesis import given
from hypothesis import strategies as st
from spoken import codes, context, real, text, whole

from bookletpress.checks import medicine_names, status_wording
from bookletpress.checks.medicine_names import parts
from bookletpress.model import Paragraph, Table


def translated(english: str, spanish: str) -> list[str]:
    """The codes for a paragraph and its translation."""
    original = whole((Paragraph(text(english, "en")),), "en", "family")
    spanish_context = context((Paragraph(text(spanish, "es")),), "es")
    made = replace(spanish_context, original=original, authored=real().shared)
    return [problem.code for problem in medicine_names.check(made)]


SAME = [
    ("Lorlatinib and crizotinib", "El crizotinib y el lorlatinib"),
    ("isotretinoin, cisplatin", "isotretinoína, cisplatino"),
    ("dinutuximab beta (Qarziba)", "dinutuximab beta (Qarziba)"),
    ("An MIBG scan is no MIBG treatment.", "La gammagrafía con MIBG no es el tratamiento con MIBG."),
    ("two MIBG scans", "dos gammagrafías con MIBG"),
    ("eflornithine (DFMO) is not Vaniqa", "la eflornitina (DFMO) no es Vaniqa"),
    ("Eflornithine and Iwilfin", "La eflornitina e Iwilfin"),
    ("eflornithine[@a] and lorlatinib[@b]", "la eflornitina[@a] y el lorlatinib[@b]"),
    ("eflornithine[@a] and lorlatinib[@b]", "el lorlatinib[@b] y la eflornitina[@a]"),
    ("Same words", "Las mismas palabras"),
]
SWAPPED = [
    ("lorlatinib", "crizotinib"), ("crizotinib", "ceritinib"), ("dinutuximab", "dinutuximab beta"),
    ("dinutuximab beta", "dinutuximab"), ("naxitamab", "dinutuximab"), ("isotretinoin", "tretinoína"),
    ("vincristine", "vinblastina"), ("cisplatin", "carboplatino"), ("MIBG scan", "tratamiento con MIBG"),
    ("MIBG treatment", "gammagrafía con MIBG"), ("doxorubicin", "daunorrubicina"), ("GM-CSF", "G-CSF"),
    ("cyclophosphamide", "ifosfamida"), ("eflornithine", "Vaniqa"), ("topotecan", "irinotecán"),
    ("cisplatin, etoposide, vincristine", "cisplatino, etopósido"), ("ibuprofen", "acetaminofén"),
    ("eflornithine[@a] and lorlatinib[@b]", "el lorlatinib[@a] y la eflornitina[@b]"),
    ("Xalkori", "Lorbrena"), ("Unituxin", "Qarziba"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish"), SAME)
def test_the_same_medicines_in_two_languages(english: str, spanish: str) -> None:
    assert translated(english, spanish) == []


@pytest.mark.parametrize(("english", "spanish"), SWAPPED)
def test_another_medicine_in_the_translation(english: str, spanish: str) -> None:
    assert set(translated(english, spanish)) == {"medicine-swapped"}


@pytest.mark.parametrize(
    ("words", "locale", "expected"),
    [
        ("Lorlatinib (Xalkori)", "en", ["medicine-brand"]),
        ("El lorlatinib (crizotinib)", "es", ["medicine-brand"]),
        ("Dinutuximab (Qarziba)", "en", ["medicine-brand"]),
        ("Lorlatinib (Lorbrena), crizotinib (Xalkori)", "en", []),
        ("La eflornitina (DFMO)", "es", []),
        ("A page said “Lorlatinib (Crizotinib)”.", "en", []),
        ("Dinutuximab (not naxitamab)", "en", []),
        ("dinutuximab beta (Qarziba)", "en", []),
    ],
)
def test_a_name_in_brackets_is_of_the_same_medicine(words: str, locale: str, expected: list[str]) -> None:
    assert codes(medicine_names.check, words, locale) == expected


def test_a_swap_is_told_in_words() -> None:
    made = replace(context((Paragraph(text("el crizotinib", "es", 7)),), "es"), authored=real().shared,
                   original=whole((Paragraph(text("lorlatinib")),), "en", "family"))  # fmt: skip
    (problem,) = medicine_names.check(made)
    assert (told([problem]), problem.blocks_draft) == ([("medicine-swapped", 7, 1)], True)
    assert problem.message == "unlike the English, this names 'crizotinib' and does not name 'lorlatinib'"


CLAIMED = [
    ("Lorlatinib made tumors smaller in some.[@lorlatinib-plain-benefit]", "en"),
    ("It made tumors smaller in some.[@lorlatinib-plain-benefit]", "en"),
    ("Lorlatinib and crizotinib are two medicines.[@lorlatinib-is-not-crizotinib]", "en"),
    ("You may read about ceritinib. No ALK inhibitor is approved.[@lorlatinib-not-approved-for-neuroblastoma]", "en"),
    ("The cream Vaniqa is not eflornithine.[@eflornithine-cream-mix-up]", "en"),
    ("Crizotinib, uncited. Ask your team.", "en"),
    ("Crizotinib is here.[@support-not-medical-advice]", "en"),
]
AGAINST = [
    "Crizotinib made tumors smaller in some.[@lorlatinib-plain-benefit]",
    "Dinutuximab was approved early.[@naxitamab-us-approval]",
    "Dinutuximab beta comes after the rescue.[@dinutuximab-when-given]",
    "Cisplatin, etoposide, and vinblastine are usual.[@chemo-induction-drugs-us]",
    "Tretinoin can harm an unborn baby.[@retinoid-pregnancy-danger]",
    "Carboplatin, etoposide, vincristine, doxorubicin, and topotecan are usual.[@chemo-induction-drugs-us]",
]


@pytest.mark.parametrize(("words", "locale"), CLAIMED)
def test_words_that_their_claims_support(words: str, locale: str) -> None:
    assert codes(medicine_names.check, words, locale) == []


@pytest.mark.parametrize("words", AGAINST)
def test_words_that_name_another_medicine_than_their_claims(words: str) -> None:
    assert codes(medicine_names.check, words) == ["medicine-unsupported"]


@pytest.mark.parametrize(
    ("head", "faults"), [("Naxitamab (Danyelza)", [("medicine-unsupported", 4, 1)]), ("Dinutuximab (Unituxin)", [])]
)
def test_a_cell_without_a_name_is_read_with_its_column(head: str, faults: list[tuple[str, int, int]]) -> None:
    cell = text("After stem cell rescue[@dinutuximab-when-given]", line=4)
    table = Table(text("Antibodies"), (None, text(head)), ((text("When?"), cell),))
    assert told(medicine_names.check(context((table,)))) == faults


@given(st.lists(st.sampled_from(("lorlatinib ", "crizotinib ", "and ", "[@a] ", "[@b] ")), max_size=8))
def test_parts_hold_all_words_and_all_claims(pieces: list[str]) -> None:
    said = text("x " + "".join(pieces))
    found = parts(said)
    assert sum(len(claims) for _, claims in found) == sum(piece.startswith("[") for piece in pieces)
    kept = "".join(words for words, _ in found).split()
    assert kept == [word for word in ("x " + "".join(pieces)).split() if not word.startswith("[")]


STATUS = [
    ("Lorlatinib is approved for neuroblastoma.[@lorlatinib-not-first-line]", "en", ["status-overstated"]),
    ("ALK inhibitors are approved for it.[@lorlatinib-not-approved-for-neuroblastoma]", "en", ["status-overstated"]),
    ("It is the usual treatment.[@lorlatinib-not-first-line]", "en", ["status-overstated"]),
    ("Es el tratamiento usual.[@lorlatinib-not-first-line]", "es", ["status-overstated"]),
    ("La eflornitina está en estudio.[@eflornithine-us-approval]", "es", ["status-understated"]),
    ("Eflornithine is being studied.[@eflornithine-us-approval]", "en", ["status-understated"]),
    ("None of them is approved for it.[@lorlatinib-not-approved-for-neuroblastoma]", "en", []),
    ("Lorlatinib is approved for lung cancer.[@lorlatinib-not-approved-for-neuroblastoma]", "en", []),
    ("Is it the usual treatment?[@lorlatinib-not-first-line]", "en", []),
    ("Eflornithine is approved.[@eflornithine-us-approval]", "en", []),
    ("Older pages say that it is being studied.[@chemo-induction-drugs-us]", "en", []),
    ("Ninguno está aprobado.[@lorlatinib-not-approved-for-neuroblastoma]", "es", []),
    ("It is approved.", "en", []),
]


@pytest.mark.parametrize(("words", "locale", "expected"), STATUS)
def test_where_a_treatment_stands_is_what_its_claims_say(words: str, locale: str, expected: list[str]) -> None:
    assert codes(status_wording.check, words, locale) == expected
