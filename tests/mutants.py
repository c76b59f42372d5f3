"""Faults made in the shipped Spanish catalogues, as a tired translator, an editor or a careless merge makes them.

`told` says what our own checks find on such a catalogue, looking only at the sections that print the message. The same
files are given to other tools by tools/mutations.py, which writes docs/mutations.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from conftest import ROOT
from edition import TODAY
from spoken import info, localised, real

from bookletpress import cldr, localise, waivers, walk
from bookletpress.catalogue import Catalogue, key_of, read
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.model import Booklet, Text
from bookletpress.problems import Problem, ProblemsFound

TREATMENTS, RESEARCH, ALK = "neuroblastoma-treatments", "neuroblastoma-research", "alk-inhibitors"
SHARED, INTERFACE = "shared", "interface"
DOMAINS = (ALK, RESEARCH, TREATMENTS, SHARED, INTERFACE)
LOCALE = "es"


@dataclass(frozen=True, slots=True)
class Mutation:
    """A fault: in which catalogue, what stands there, what is written instead, and the code that must be told."""

    kind: str
    domain: str
    old: str
    new: str
    code: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.old} -> {self.new}"


def made(kind: str, domain: str, *rows: tuple[str, str, str]) -> tuple[Mutation, ...]:
    return tuple(Mutation(kind, domain, *row) for row in rows)


MUTATIONS = (
    *made(
        "dose", ALK,
        ("115 mg/m² una vez", "1150 mg/m² una vez", "number-mismatch"),
        ("115 mg/m² una vez", "11.5 mg/m² una vez", "number-mismatch"),
        ("115 mg/m² una vez", "115 mg una vez", "number-mismatch"),
        ("adultos, 150 mg", "adultos, 150 g", "number-mismatch"),
        ("adultos, 150 mg", "adultos, 150 mcg", "number-mismatch"),
        ("adultos, 150 mg", "adultos, ciento cincuenta mg", "number-mismatch"),
        ("115 mg/m² de superficie corporal una vez al día en menores de 18 años; 150 mg",
         "150 mg de superficie corporal una vez al día en menores de 18 años; 115 mg/m²", "number-order"),
        ("13% en menores de 18 años, 47%", "47% en menores de 18 años, 13%", "number-order"),
        ("115 mg/m² una vez al día", "115 mg/m² once al día", "english-left-over"),
    ),
    *made(
        "number", RESEARCH,
        ("13% en menores de 18 años", "31% en menores de 18 años", "number-mismatch"),
        ("ensayo europeo con 422 pacientes", "ensayo europeo con pacientes", "number-mismatch"),
        ("dos rondas adicionales con topotecán", "tres rondas adicionales con topotecán", "number-words"),
        ("Cerca del 20–25%", "Cerca del 20–52%", "number-mismatch"),
        ("Cerca del 20–25%", "Cerca del 25–20%", "range-reversed"),
        ("EFS a 10 años 82.0%, OS 94.7%", "EFS a 10 años 82,0%, OS 94,7%", "decimal-mark"),
        ("EFS a 3 años 73.7%", "EFS a 3 años 737%", "number-mismatch"),
        ("lleva GD2 y GD3, dos marcas", "lleva GD2 y GD4, dos marcas", "number-mismatch"),
    ),
    *made(
        "number", TREATMENTS,
        ("INRG, n = 1,833", "INRG, n = 1.833", "decimal-mark"),
        ("22 de 53 (41.5%)", "22 de 53 (4.15%)", "number-mismatch"),
        ("Los cuatro estadios", "Los tres estadios", "number-words"),
    ),
    *made(
        "temperature and telephone", RESEARCH,
        ("¿Fiebre de 100.5 °F (38 °C)", "¿Fiebre de 105 °F (38 °C)", "number-mismatch"),
        ("¿Fiebre de 100.5 °F (38 °C)", "¿Fiebre de 100.5 °C (38 °C)", "number-mismatch"),
        ("¿Fiebre de 100.5 °F (38 °C)", "¿Fiebre de 100.5 °F (39 °C)", "number-mismatch"),
        ("¿Fiebre de 100.5 °F (38 °C)", "¿Fiebre de 100,5 °F (38 °C)", "decimal-mark"),
        ("o al número de emergencias del lugar donde vive", "o al 112", "phone-mismatch"),
        ("Llame de inmediato al equipo médico o al número", "Llame al 1-800-227-2354 o al número", "phone-mismatch"),
    ),
    *made(
        "negation", RESEARCH,
        ("Una línea de ayuda no es para emergencias", "Una línea de ayuda es para emergencias", "negation-differs"),
        ("Más no siempre es mejor.", "Más siempre es mejor.", "negation-differs"),
        ("Llame de inmediato al equipo médico, de día",
         "No llame de inmediato al equipo médico, de día", "negation-differs"),
    ),
    *made(
        "medicine", RESEARCH,
        ("el momento usual para dar el dinutuximab", "el momento usual para dar el naxitamab", "medicine-swapped"),
        ("busulfano y melfalán", "busulfano y topotecán", "medicine-swapped"),
        ("La isotretinoína puede causar un daño", "La tretinoína puede causar un daño", "medicine-swapped"),
        ("Con el lorlatinib, su hijo", "Con el lorlatinb, su hijo", "medicine-misspelt"),
        ("Con el lorlatinib, su hijo", "Con el lorl\u0430tinib, su hijo", "letters-mixed"),
        ("Dinutuximab (Unituxin)", "Dinutuximab (Danyelza)", "medicine-swapped"),
    ),
    *made(
        "term", SHARED,
        ("No es la médula espinal.", "No es la médula ósea.", "term-missing"),
    ),
    *made(
        "term", RESEARCH,
        ("en el hueso o la médula ósea que volvió", "en el hueso o la médula espinal que volvió", "term-missing"),
        ("junto con el **tratamiento con MIBG**", "junto con la **gammagrafía con MIBG**", "term-refused"),
        ("enfermedad de riesgo alto.** En los", "enfermedad de alto riesgo.** En los", "term-refused"),
    ),
    *made(
        "markup", RESEARCH,
        ("[@dinutuximab-us-approval; @dinutuximab-when-given]", "[@dinutuximab-us-approval]", "citation-mismatch"),
        ("[@chemo-fever-call-now]", "[@chemo-fever-call-later]", "citation-mismatch"),
        ("Dinutuximab (Unituxin) {status:dinutuximab}", "Dinutuximab (Unituxin)", "atom-mismatch"),
        ("Eflornitina (Iwilfin) {status:eflornithine}", "Eflornitina (Iwilfin) {status:ceritinib}", "atom-mismatch"),
        ("Eflornitina (Iwilfin) {status:eflornithine}", "Eflornitina (Iwilfin) {estado:eflornithine", "atom-broken"),
        ("[anticuerpos][section:antibodies]", "[anticuerpos][section:alk]", "link-mismatch"),
        ("**Los anticuerpos son parte", "**Los anticuerpos:**son parte", "emphasis-broken"),
        ("**Muchos medicamentos nuevos todavía están en estudio.**",
         "Muchos medicamentos nuevos todavía están en estudio.", "emphasis-mismatch"),
        ("¿Para quién?", "¿Para <b>quién</b>?", "html-refused"),
        ("¿Para quién?", "¿Para quién? {{ 7 * 7 }}", "atom-broken"),
        ("¿Para quién?", "¿Para quién? https://example.org", "address-refused"),
        ("¿Para quién?", "¿Para quién? ![x](y.png)", "image-refused"),
    ),
    *made(
        "placeholder", INTERFACE,
        ("BORRADOR: {title}", "BORRADOR", "atom-mismatch"),
        ("{count} de {total}", "{total} de {cuenta}", "atom-mismatch"),
        ("Válido hasta el {date}", "Válido hasta el {date.year}", "atom-mismatch"),
        ("Tarjeta de fiebre y", "<i>Tarjeta</i> de fiebre y", "html-refused"),
    ),
    *made(
        "sign nobody sees", RESEARCH,
        ("Con el lorlatinib, su hijo", "Con el lorla\u200btinib, su hijo", "character-refused"),
        ("Con el lorlatinib, su hijo", "Con el lorla\u00adtinib, su hijo", "character-hidden"),
        ("¿Fiebre de 100.5 °F", "¿Fiebre de \u202e5.001 °F", "character-refused"),
        ("¿Para quién?", "¿Para quién?\\r", "character-refused"),
    ),
    *made(
        "language", RESEARCH,
        ("¿Para quién?", "Para quién?", "mark-unpaired"),
        ("¿Para quién?", "Para las familias.", "question-lost"),
        ("La información es general, y lo que digan",
         "The information is general, and lo que digan", "translation-english"),
        ("Nuevo no es lo mismo que mejor.", "New is not the same as better.", "translation-english"),
        ("La primera parte se llama **inducción**. Los medicamentos usuales son cisplatino, etopósido, "
         "vincristina, ciclofosfamida, doxorrubicina y topotecán.", "**Inducción**.", "translation-length"),
        ("“No consta”", "“No consta", "mark-unpaired"),
    ),
    *made(
        "state", RESEARCH,
        ('msgid "Read the marks beside a medicine"',
         '#, fuzzy\nmsgid "Read the marks beside a medicine"', "translation-fuzzy"),
        ('msgstr "Cómo leer los símbolos que van junto a un medicamento"', 'msgstr ""', "translation-missing"),
        ('msgstr "Cómo leer los símbolos que van junto a un medicamento"', 'msgstr " "', "translation-missing"),
        ('msgstr "Cómo leer los símbolos que van junto a un medicamento"',
         'msgstr "Read the marks beside a medicine"', "translation-unchanged"),
    ),
    *made(
        "file", RESEARCH,
        ('msgstr "Cómo usar este folleto"',
         '<<<<<<< ours\nmsgstr "Cómo usar este folleto"\n=======\nmsgstr "Uso"\n>>>>>>> theirs', "conflict-marker"),
        ('msgstr "Cómo usar este folleto"', 'msgstr "Cómo usar este folleto', "po-string"),
        ('msgstr "Cómo usar este folleto"',
         'msgstr "Cómo usar este folleto"\n\nmsgid "How to use this booklet"\nmsgstr "Uso"', "message-duplicate"),
        ("charset=UTF-8", "charset=ISO-8859-1", "charset"),
        ('"Language: es\\n"', '"Language: es\\n"\n"Plural-Forms: nplurals=3; plural=n;\\n"', "plural-mismatch"),
    ),
)  # fmt: skip


@cache
def raw(domain: str) -> str:
    return (ROOT / "locales" / LOCALE / f"{domain}.po").read_text("utf-8")


def mutated(mutation: Mutation) -> str:
    """The whole catalogue with the fault in the first translation, or else the first line, that has the words."""
    lines = raw(mutation.domain).split("\n")
    found = [number for number, line in enumerate(lines) if mutation.old in line]
    assert found, f"no longer in {mutation.domain}.po: {mutation.old}"
    place = next((number for number in found if lines[number].startswith("msgstr")), found[0])
    lines[place] = lines[place].replace(mutation.old, mutation.new, 1)
    return "\n".join(lines)


def told(mutation: Mutation) -> frozenset[tuple[str, str]]:
    """Code and severity of what is told about the fault, and was not before."""
    try:
        catalogue = parsed(mutation.domain, mutated(mutation))
    except ProblemsFound as found:
        return frozenset((problem.code, str(problem.severity)) for problem in found.problems)
    before = parsed(mutation.domain, raw(mutation.domain))
    kept = {(message.key, message.msgstr, message.flags) for message in before.live}
    changed = {m.key for m in catalogue.live if (m.key, m.msgstr, m.flags) not in kept}
    said, known = problems(mutation.domain, catalogue, changed), problems(mutation.domain, before, changed)
    return frozenset(
        (problem.code, str(problem.severity))
        for problem in said
        if (problem.code, problem.message) not in known_of(known)
    )


def known_of(found: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.code, problem.message) for problem in found}


def parsed(domain: str, content: str) -> Catalogue:
    rule = cldr.plural_forms(LOCALE)
    return read(content.encode(), f"locales/{LOCALE}/{domain}.po", LOCALE, rule)


def problems(domain: str, catalogue: Catalogue, keys: set[tuple[str | None, str]]) -> tuple[Problem, ...]:
    """What the checks find in the texts with these keys, and in the sections of booklets that print them."""
    english, locale = info("en").parity, info(LOCALE)
    if domain == INTERFACE:
        words = [text for text in real().words if key_of(text) in keys]
        return localise.interface(words, catalogue, locale, english)[1]
    if domain == SHARED:
        found = localise.shared(real().shared, catalogue, locale, english)[1]
        return tuple(problem for problem in found if problem.code != "translation-missing")
    original = next(booklet for booklet in real().booklets if booklet.slug == domain)
    part = replace(
        original, sections=tuple(s for s in original.sections if mentions(replace(original, sections=(s,)), keys))
    )
    local, found = localise.booklet(part, catalogue, locale, english)
    context = Context(local, part, localised(LOCALE).shared, locale, TODAY, real().shared)
    return (*found, *(p for p in registry.run(context) if p.code not in ("section-unknown", "claim-unchecked")))


def mentions(booklet: Booklet, keys: set[tuple[str | None, str]]) -> bool:
    found: list[bool] = []

    def visit(text: Text, place: str) -> Text:
        if not place.startswith(("cover", "download page")):
            found.append(key_of(text) in keys)
        return text

    walk.map_booklet(booklet, visit, booklet.locale)
    return any(found)


def false_alarms() -> dict[str, tuple[Problem, ...]]:
    """What is told of each catalogue as it is shipped, waived warnings aside, and of the pairs in it nothing."""
    local = localised(LOCALE)
    own = waivers.waived(local.booklets.values(), local.shared, local.interface)
    left = [p for p in waivers.settle(local.problems, own, {}) if p.code != "waiver-unused"]
    return {
        domain: tuple(p for p in left if p.location.path.endswith(f"/{domain}.po") and p.code != "pair-unconfirmed")
        for domain in DOMAINS
    }
