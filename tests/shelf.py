"""A shelf of made-up editions for the tests of the download page: three booklets, two languages, all their words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bookletpress import plan, publish
from bookletpress.edition import Artefact, Edition
from bookletpress.extraction import page_words
from bookletpress.inline import Words
from bookletpress.knowledge import Helpline, Shared
from bookletpress.locales import HOUSE_FACES, HOUSE_FONT
from bookletpress.model import FontChoice, Interface, LocaleInfo, Text
from bookletpress.problems import Location
from bookletpress.publish import Published

SITE = Path(__file__).parent.parent / "styles" / "site"
TEMPLATES = {"index.html": (SITE / "index.html").read_text("utf-8")}
CSS = (SITE / "site.css").read_text("utf-8")

PLACE = Location("booklets/demo/booklet.yaml", 1, 1)
FONTS = FontChoice(HOUSE_FONT, HOUSE_FACES, PLACE)


def text(words: str, locale: str = "en") -> Text:
    """One plain message."""
    return Text(words, (Words(words),), locale, PLACE)


ENGLISH = LocaleInfo("en", "English", "English", "en_US", "en-US", "ltr", FONTS, None, "locales/en/locale.yaml")
SPANISH = LocaleInfo(
    "es",
    "Español",
    "Spanish",
    "es_US",
    "es-US",
    "ltr",
    FONTS,
    text(
        "Esta traducción es un borrador hecho con ayuda de una máquina."
        " Todavía no la ha revisado una persona calificada.",
        "es",
    ),
    "locales/es/locale.yaml",
)
ARABIC = LocaleInfo("ar", "العربية", "Arabic", "ar", "ar", "rtl", FONTS, None, "locales/ar/locale.yaml")

# Stands in for locales/es, so that these tests need no translator.
IN_SPANISH = {
    "Booklets for families": "Folletos para familias",
    "Languages": "Idiomas",
    "Skip to the booklets": "Ir a los folletos",
    "Read a booklet on a screen, or print it.": "Lea un folleto en la pantalla o imprímalo.",
    "For families": "Para familias",
    "For clinicians": "Para profesionales de la salud",
    "Text of {date}": "Texto del {date}",
    "DRAFT": "BORRADOR",
    "Not yet checked by doctors or nurses. Please do not hand out.": (
        "Aún sin revisar por profesionales de la salud. Por favor, no lo reparta."
    ),
    "Not yet checked in full. Please do not hand out.": "Aún sin revisar por completo. Por favor, no lo reparta.",
    "EXPIRED": "VENCIDO",
    "The last check was too long ago. Please do not hand out.": (
        "La última revisión ya venció. Por favor, no lo reparta."
    ),
    "WITHDRAWN": "RETIRADO",
    "Taken back. Please do not use it or hand it out.": "Retirado. Por favor, no lo use ni lo reparta.",
    "To read at once, {size}": "Para leer ahora mismo, {size}",
    "PDF, {size}, pages: {count}": "PDF, {size}, páginas: {count}",
    "PDF for printing only, {size}, sheets of paper: {count}": (
        "PDF solo para imprimir, {size}, hojas de papel: {count}"
    ),
    "People who answer": "Personas que responden",
    "Not for emergencies": "No es para emergencias",
    "If your child has a fever, trouble breathing, or new weakness, call the care team. You can also call the emergency"
    " number where you live.": (
        "Si su hijo o hija tiene fiebre, le cuesta respirar o tiene una debilidad nueva, llame al equipo médico."
        " También puede llamar al número de emergencias de donde vive."
    ),
    "Or dial": "O marque",
    "Open": "Horario",
    "Also": "También",
    "What they do": "Qué hacen",
    "The booklets give general information. They cannot replace your child’s own doctors, who know your child and"
    " decide about tests, medicines, and doses.": (
        "Los folletos dan información general. No pueden reemplazar a los médicos que conocen a su hijo o hija y"
        " deciden sobre las pruebas, los medicamentos y las dosis."
    ),
    "European Union": "Unión Europea",
    "United Kingdom": "Reino Unido",
    "Switzerland": "Suiza",
    "without survival numbers": "sin números de supervivencia",
    "Letter": "Carta",
    "A4": "A4",
    "Large print": "Letra grande",
    "To fold and staple": "Para doblar y engrapar",
    "New research in neuroblastoma": "Nuevas investigaciones sobre el neuroblastoma",
    "When the tumor has an ALK change": "Cuando el tumor tiene un cambio en el gen ALK",
    "For families of a child with neuroblastoma. Plain words on clinical trials, gene tests, and new treatments.": (
        "Para familias de un niño o una niña con neuroblastoma. Palabras claras sobre los ensayos clínicos, las pruebas"
        " de genes y los tratamientos nuevos."
    ),
    "What ALK is, which medicines act on it, and what to ask your child’s team.": (
        "Qué es ALK, qué medicamentos actúan sobre él y qué preguntar al equipo médico."
    ),
    "Day and night, every day": "De día y de noche, todos los días",
    "Live chat on the website on weekdays.": "Chat en vivo en el sitio web, de lunes a viernes.",
    "English and Spanish": "Inglés y español",
    "Chat and e-mail too, in both languages.": "También por chat y correo electrónico, en los dos idiomas.",
    "what a diagnosis means": "lo que significa un diagnóstico",
    "someone to listen": "alguien que escucha",
    "finding a specialist, also for a second opinion": "encontrar un especialista, también para una segunda opinión",
    "open trials": "ensayos clínicos abiertos",
}

LABELS = ("Letter", "A4", "Large print", "To fold and staple")
INTERFACE = (*(said.source for said in page_words(TEMPLATES)), *LABELS)


def in_locale(words: str, locale: LocaleInfo) -> Text:
    """The message in a language of the shelf; Arabic was never translated, so it falls back to English."""
    return text(IN_SPANISH[words], "es") if locale.name == "es" else text(words)


def interface(locale: LocaleInfo) -> Interface:
    """The words of the page in one language."""
    return Interface(locale.name, {words: in_locale(words, locale) for words in INTERFACE})


def shared(locale: LocaleInfo) -> Shared:
    """Two help lines, one with hours and one with letters to dial."""

    def say(words: str) -> Text:
        return in_locale(words, locale)

    acs = Helpline(
        "acs",
        "American Cancer Society",
        "1-800-227-2345",
        "",
        "US",
        say("Day and night, every day"),
        None,
        say("Live chat on the website on weekdays."),
        (say("what a diagnosis means"), say("someone to listen")),
        (),
        PLACE,
    )
    nci = Helpline(
        "nci",
        "NCI Cancer Information Service",
        "1-800-422-6237",
        "1-800-4-CANCER",
        "US",
        None,
        say("English and Spanish"),
        say("Chat and e-mail too, in both languages."),
        (say("finding a specialist, also for a second opinion"), say("open trials")),
        (),
        PLACE,
    )
    return Shared(locale.name, {}, {}, {}, {}, (acs, nci), {})


def content(path: str) -> bytes:
    """The bytes of a made-up PDF."""
    return b"%PDF-1.7\n% " + path.encode() + b"\n%%EOF\n"


def published(
    edition: Edition, locale: LocaleInfo, title: str, summary: str, label: str, state: str = "draft"
) -> Published:
    """One row; its digest and size are those of `content`, so that a folder can be made of it."""
    path = plan.file_name(edition, state == "approved")
    return Published(
        edition,
        Artefact(
            edition, path, 24, len(content(path)), hashlib.sha256(content(path)).hexdigest(), f"text-2:{'0' * 64}"
        ),
        in_locale(title, locale),
        in_locale(summary, locale),
        state,
        locale,
        in_locale(label, locale),
        "2026-11-21",
        "2027-11-21" if state == "approved" else "",
        edition.format == "fold",
    )


FORMATS = dict(zip(("letter", "a4", "large-print", "fold"), LABELS, strict=True))


def rows(locales: Sequence[LocaleInfo] = (SPANISH, ENGLISH)) -> tuple[Published, ...]:
    """Two booklets in each language; the second also for clinicians, and approved for families in English."""
    research = (
        "New research in neuroblastoma",
        "For families of a child with neuroblastoma. Plain words on clinical trials, gene tests, and new treatments.",
    )
    alk = (
        "When the tumor has an ALK change",
        "What ALK is, which medicines act on it, and what to ask your child’s team.",
    )
    made = []
    for locale in locales:
        for form, label in FORMATS.items():
            edition = Edition("neuroblastoma-research", locale.name, "family", form)
            made.append(published(edition, locale, *research, label))
        for audience in ("family", "clinician"):
            for form in ("letter", "a4"):
                state = "approved" if (audience, locale.name) == ("family", "en") else "draft"
                edition = Edition("alk-inhibitors", locale.name, audience, form)
                made.append(published(edition, locale, *alk, FORMATS[form], state))
    return tuple(made)


def variants(locale: LocaleInfo) -> tuple[Published, ...]:
    """The first booklet again, for each other place and without survival numbers."""
    usual = rows((locale,))[0].edition
    chosen = (("US", True), ("EU", False), ("UK", True), ("CH", False))
    editions = [replace(usual, place=place, without_statistics=without) for place, without in chosen]
    said = (
        "New research in neuroblastoma",
        "For families of a child with neuroblastoma. Plain words on clinical trials, gene tests, and new treatments.",
        "Letter",
    )
    return tuple(published(edition, locale, *said) for edition in editions)


def page(shelf: Sequence[Published], css: str = CSS, templates: Mapping[str, str] | None = None) -> str:
    """The page of a shelf."""
    locales = {row.locale.name: row.locale for row in shelf}
    return publish.page(
        shelf,
        {name: interface(locale) for name, locale in locales.items()},
        {name: shared(locale) for name, locale in locales.items()},
        css,
        TEMPLATES if templates is None else templates,
    ).decode()


def with_size(row: Published, count: int) -> Published:
    """The row with another size of its file."""
    return replace(row, artefact=replace(row.artefact, bytes=count))


def folder(at: Path, shelf: Sequence[Published]) -> Path:
    """An output folder as a build leaves it, with made-up PDFs."""
    for row in shelf:
        file = at / row.artefact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content(row.artefact.path))
    (at / "catalogue.json").write_bytes(publish.catalogue(shelf))
    # On the page the sizes are those of real booklets: dummies are too small to be shown in megabytes.
    shown = [with_size(row, 380_000) for row in shelf]
    (at / "index.html").write_text(page(shown), "utf-8")
    return at
