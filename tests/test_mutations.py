"""Dangerous changes to real sentences: each is caught by the check that is there for it, in its language.

A mutation is made in the shipped booklet (or in what clinicians are given, below), as a hurried author or translator
would make it. The text as it stands raises nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from edition import TODAY
from spoken import info, localised, real, text

from bookletpress import inlinetext
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.evidence import texts_printed
from bookletpress.inline import Cite, walk
from bookletpress.model import Booklet, Paragraph, Section, Text
from bookletpress.problems import Problem
from bookletpress.walk import map_booklet

SLUG = "neuroblastoma-research"
FOR_CLINICIANS = {
    "en": (
        "Phase 1, relapsed or refractory, ALK-altered; lorlatinib alone; best response 13% under 18 years, 47% at 18 or"
        " older. Not approved for neuroblastoma (US).[@lorlatinib-trial-response]",
        "ANBL0532, randomized, high-risk: 3-year EFS from randomization 62% tandem, 48% single (P=.006); 3-year OS 74%"
        " and 69% (P=.25): did not differ.[@transplant-tandem-result]",
        "Reported phase 2 dose of lorlatinib: 115 mg/m² once daily under 18 years (body surface), 150 mg in adults."
        " Trial dose, not advice.[@lorlatinib-dose-correction]",
    ),
    "es": (
        "Fase 2, recaída o resistente al tratamiento (refractario), con alteración de ALK, n=20, crizotinib: mejor"
        " respuesta en 3 (15%), todas R1275Q. Uso no aprobado para el neuroblastoma.[@crizotinib-result]",
        "ANBL0532, aleatorizado, riesgo alto: SLE a 3 años desde la aleatorización 62% con dos, 48% con uno (P=.006);"
        " SG a 3 años 74% y 69% (P=.25), sin diferencia.[@transplant-tandem-result]",
        "Dosis de fase 2 del lorlatinib, según el ensayo: 115 mg/m² en menores de 18 años, 150 mg en adultos; no es una"
        " recomendación.[@lorlatinib-dose-correction]",
    ),
}  # fmt: skip

# (locale, what stands there, what is written instead, code)
FAMILY: list[tuple[str, str, str, str]] = [
    ("en", "Naxitamab (Danyelza)", "Naxitamab (Unituxin)", "medicine-brand"),
    ("es", "Dinutuximab (Unituxin)", "Dinutuximab (Danyelza)", "medicine-brand"),
    ("en", "use that one.", "use that one, and 5 mg of it.", "dose-in-family-text"),
    (
        "en",
        "Isotretinoin is a **retinoid**, a capsule",
        "Isotretinoin is a **retinoid**, two capsules",
        "dose-in-family-text",
    ),
    ("en", "People take it for up to 2 years.", "People take the medicine twice a day.", "dose-in-family-text"),
    ("en", "(strong rays) to the place", "(strong rays), 21.6 Gy, to the place", "dose-in-family-text"),
    ("en", "They also decide on every dose.", "The dose is ten milligrams per kilo.", "dose-in-family-text"),
    (
        "en",
        "Lorlatinib made tumors smaller in some people,",
        "Crizotinib made tumors smaller in some people,",
        "medicine-unsupported",
    ),
    ("en", "Naxitamab was approved early;", "Dinutuximab was approved early;", "medicine-unsupported"),
    (
        "en",
        "It comes in the third part of treatment, together with the antibody dinutuximab and GM-CSF.",
        "It comes in the third part of treatment, together with naxitamab and G-CSF.",
        "medicine-unsupported",
    ),
    ("en", "cisplatin, etoposide, vincristine,", "cisplatin, etoposide, vinblastine,", "medicine-unsupported"),
    ("en", "Isotretinoin can badly harm", "Tretinoin can badly harm", "medicine-unsupported"),
    ("en", "With lorlatinib, your child", "With lorlatanib, your child", "medicine-misspelt"),
    (
        "en",
        "some children in the United States go on with eflornithine.",
        "some children in the United States go on with eflornitine.",
        "medicine-misspelt",
    ),
    (
        "en",
        "In the United States, none of them is approved for it.",
        "In the United States, all of them are approved for it.",
        "status-overstated",
    ),
    (
        "en",
        "In the United States, lorlatinib is not the usual first treatment.",
        "In the United States, lorlatinib is the usual treatment.",
        "status-overstated",
    ),
    (
        "en",
        "Eflornithine is approved in the United States for some people",
        "Eflornithine is being studied for some people",
        "status-understated",
    ),
    ("en", "Antibodies are part of care", "Antibodies fight the cancer as part of care", "war-word"),
    ("en", "It aims to clear the cancer cells that are left.", "It kills the cancer cells that are left.", "war-word"),
    ("en", "New is not the same as better.", "New means a breakthrough.", "promise-word"),
    ("en", "It is meant to lower the chance that the cancer comes back.", "It cures the cancer.", "promise-word"),
    ("en", "and showed that a vaccine could be tolerated.", "and showed that a vaccine is safe.", "promise-word"),
    ("en", "disease that had come back or had not shrunk enough.", "children who failed treatment.", "blame-word"),
    ("en", "it points to a tumor that grows and spreads faster.", "it points to an aggressive tumor.", "loaded-word"),
    (
        "en",
        "Results for high-risk disease have improved,",
        "After 5 years, about 62 of every 100 children were alive,",
        "survival-number",
    ),
    ("en", "More people responded than with MIBG treatment alone.", "It worked for 1 in 3.", "rate-base"),
    (
        "en",
        "In many people the tumor did not shrink,",
        "In 13 of every 100 children the tumor shrank,",
        "rate-one-sided",
    ),
    (
        "en",
        "Few gene changes in tumors are inherited,",
        "1% of gene changes in tumors are inherited,",
        "percent-in-family-text",
    ),
    ("es", "use esa.", "use esa y dé 5 mg.", "dose-in-family-text"),
    ("es", "Se toma durante 2 años como máximo.", "Se toman dos pastillas.", "dose-in-family-text"),
    (
        "es",
        "Su hijo o hija toma el medicamento por la boca.",
        "Su hijo o hija toma el medicamento dos veces al día.",
        "dose-in-family-text",
    ),
    ("es", "Ellos también deciden cada dosis.", "La dosis es de diez miligramos por kilo.", "dose-in-family-text"),
    ("es", "El lorlatinib redujo el tumor", "El crizotinib redujo el tumor", "medicine-swapped"),
    (
        "es",
        "El naxitamab se aprobó de forma anticipada;",
        "El dinutuximab se aprobó de forma anticipada;",
        "medicine-swapped",
    ),
    ("es", "cisplatino, etopósido, vincristina,", "cisplatino, etopósido, vinblastina,", "medicine-swapped"),
    ("es", "cisplatino, etopósido, vincristina,", "carboplatino, etopósido, vincristina,", "medicine-swapped"),
    ("es", "ciclofosfamida, doxorrubicina y topotecán", "doxorrubicina y topotecán", "medicine-swapped"),
    ("es", "La isotretinoína puede causar un daño", "La tretinoína puede causar un daño", "medicine-swapped"),
    ("es", "Dinutuximab beta (Qarziba)", "Dinutuximab (Unituxin)", "medicine-swapped"),
    (
        "es",
        "El **tratamiento con MIBG** es un medicamento",
        "La **gammagrafía con MIBG** es un medicamento",
        "medicine-swapped",
    ),
    ("es", "La crema para la piel Vaniqa contiene", "La crema para la piel Iwilfin contiene", "medicine-swapped"),
    (
        "es",
        "ANBL1531, el lorlatinib reemplazó al crizotinib en 2023.",
        "ANBL1531, el ceritinib reemplazó al crizotinib en 2023.",
        "medicine-swapped",
    ),
    ("es", "Con el lorlatinib, su hijo o hija", "Con el lorlatinb, su hijo o hija", "medicine-misspelt"),
    ("es", "llamada isotretinoína.", "llamada isotretinoin.", "medicine-misspelt"),
    (
        "es",
        "ninguno está aprobado para esta enfermedad.",
        "todos están aprobados para esta enfermedad.",
        "status-overstated",
    ),
    (
        "es",
        "La eflornitina está aprobada en los Estados Unidos",
        "La eflornitina está en estudio en los Estados Unidos",
        "status-understated",
    ),
    (
        "es",
        "Los anticuerpos son parte de la atención",
        "Los anticuerpos luchan contra el cáncer y son parte de la atención",
        "war-word",
    ),
    ("es", "Busca eliminar las células de cáncer que quedan.", "Mata las células de cáncer que quedan.", "war-word"),
    ("es", "La meta es que sea menos probable que el cáncer vuelva.", "Cura el cáncer.", "promise-word"),
    ("es", "mostraron que una vacuna se podía tolerar.", "mostraron que la vacuna es segura.", "promise-word"),
    (
        "es",
        "y a veces aparece una reacción alérgica grave.",
        "y a veces aparece una reacción alérgica severa.",
        "false-friend",
    ),
    ("es", "una reacción alérgica grave", "un tumor agresivo", "loaded-word"),
    (
        "es",
        "Los resultados en la enfermedad de riesgo alto han mejorado,",
        "Después de 5 años, unos 62 de cada 100 niños estaban vivos,",
        "survival-number",
    ),
    ("es", "En muchas personas el tumor no se redujo,", "En 1 de cada 3 personas el tumor no se redujo,", "rate-base"),
]
CLINICIAN: list[tuple[str, str, str, str]] = [
    ("en", "best response 13%", "13%", "outcome-endpoint"),
    ("en", "3-year EFS from randomization 62%", "3-year 62%", "outcome-endpoint"),
    ("en", "3-year OS 74%", "3-year 74%", "outcome-endpoint"),
    ("en", "3-year EFS from randomization", "EFS from randomization", "outcome-horizon"),
    ("en", "ANBL0532, randomized, high-risk: ", "", "outcome-population"),
    ("en", " Trial dose, not advice.", "", "dose-unmarked"),
    ("en", "best response", "impressive response", "promise-word"),
    ("en", "lorlatinib alone", "crizotinib alone", "medicine-unsupported"),
    ("es", "mejor respuesta en 3 (15%)", "en 3 (15%)", "outcome-endpoint"),
    ("es", "SG a 3 años 74%", "A 3 años 74%", "outcome-endpoint"),
    ("es", "SLE a 3 años desde", "SLE desde", "outcome-horizon"),
    ("es", "ANBL0532, aleatorizado, riesgo alto: ", "", "outcome-population"),
    ("es", "; no es una recomendación", "", "dose-unmarked"),
    ("es", "crizotinib: mejor", "lorlatinib: mejor", "medicine-swapped"),
]


def changed(booklet: Booklet, old: str, new: str) -> Booklet:
    """The booklet with the words changed in the one text that has them; only the sections that hold it are kept."""
    touched: list[str] = []

    def visit(said: Text, _: str) -> Text:
        if old not in said.source:
            return said
        touched.append(said.source)
        inlines = inlinetext.parse(said.source.replace(old, new))
        return replace(said, source=inlinetext.serialise(inlines), inline=inlines)

    made = map_booklet(booklet, visit, booklet.locale)
    assert touched, old
    return made


def only(booklet: Booklet, like: Booklet, names: tuple[str, ...]) -> Booklet:
    kept = tuple(section for section, model in zip(booklet.sections, like.sections, strict=True) if model.name in names)
    return replace(booklet, sections=kept)


def family(locale: str, old: str, new: str) -> Context:
    """The sections of the shipped booklet that the change touches."""
    original = next(booklet for booklet in real().booklets if booklet.slug == SLUG)
    local = localised(locale)
    mutated = changed(local.booklets[SLUG], old, new)
    before = local.booklets[SLUG].sections
    names = tuple(one.name for one, other in zip(before, mutated.sections, strict=True) if one != other)
    ours = original if locale != "en" else mutated
    return Context(
        replace(only(mutated, original, names), audiences=("family",)), only(ours, original, names), local.shared,
        info(locale), TODAY, real().shared,
    )  # fmt: skip


@cache
def clinicians(locale: str) -> Booklet:
    base = localised(locale).booklets[SLUG]
    blocks = tuple(Paragraph(text(words, locale)) for words in FOR_CLINICIANS[locale])
    section = Section(
        "results", text("Results" if locale == "en" else "Resultados", locale), ("clinician",), blocks, "a.md"
    )
    return replace(base, sections=(section,), audiences=("clinician",), glossary=())


def for_clinicians(locale: str, old: str = "", new: str = "") -> Context:
    """Results as clinicians are given them; each language's own, so that only a changed name differs from the other."""
    booklet = clinicians(locale)
    mutated = changed(booklet, old, new) if old else booklet
    original = mutated if locale == "en" else replace(
        booklet, locale="en", sections=tuple(_english(section) for section in booklet.sections)
    )  # fmt: skip
    return Context(mutated, original, localised(locale).shared, info(locale), TODAY, real().shared)


def _english(section: Section) -> Section:
    """The section as if translated from English that cites the same and names the same medicines."""
    blocks = []
    for block in section.blocks:
        assert isinstance(block, Paragraph)
        cited = " ".join(
            f"[@{key}]" for node in walk(block.text.inline) if isinstance(node, Cite) for key in node.claims
        )
        names = [name for name in ("lorlatinib", "crizotinib") if name in block.text.source]
        blocks.append(Paragraph(text(f"{' '.join(names) or 'Results'}{cited}")))
    return replace(section, heading=text("Results"), blocks=tuple(blocks))


def told(context: Context) -> set[Problem]:
    return {problem for problem in registry.run(context) if problem.code not in ("claim-unchecked", "section-unknown")}


@pytest.mark.parametrize(("locale", "old", "new", "code"), FAMILY)
def test_each_change_is_caught_in_text_for_families(locale: str, old: str, new: str, code: str) -> None:
    assert code in {problem.code for problem in told(family(locale, old, new))}


@pytest.mark.parametrize(("locale", "old", "new", "code"), CLINICIAN)
def test_each_change_is_caught_in_text_for_clinicians(locale: str, old: str, new: str, code: str) -> None:
    assert code in {problem.code for problem in told(for_clinicians(locale, old, new))}


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("slug", [SLUG, "alk-inhibitors", "neuroblastoma-treatments"])
def test_the_text_as_it_stands_raises_nothing(slug: str, locale: str) -> None:
    local = localised(locale)
    original = next(booklet for booklet in real().booklets if booklet.slug == slug)
    as_shipped = Context(local.booklets[slug], original, local.shared, info(locale), TODAY, real().shared)
    waived = {code for text in texts_printed(as_shipped.booklet, "family", local.shared) for code in codes_waived(text)}
    assert {problem for problem in told(as_shipped) if problem.code not in waived} == set()
    assert told(for_clinicians(locale)) == set()


def codes_waived(text: Text) -> set[str]:
    return {waiver.code for waiver in text.waivers}


def test_there_are_enough_of_them() -> None:
    assert len(FAMILY) + len(CLINICIAN) >= 60
    assert {locale for locale, *_ in FAMILY} == {locale for locale, *_ in CLINICIAN} == {"en", "es"}
    assert all(any(code == row[3] for row in (*FAMILY, *CLINICIAN)) for code in CODES)


CODES = (
    "dose-in-family-text", "dose-unmarked", "percent-in-family-text", "rate-base", "rate-one-sided", "survival-number",
    "outcome-endpoint", "outcome-horizon", "outcome-population", "medicine-swapped", "medicine-unsupported",
    "medicine-misspelt", "medicine-brand",
    "status-overstated", "status-understated", "promise-word", "blame-word", "war-word",
    "loaded-word", "false-friend",
)  # fmt: skip
