"""A shelf of made-up editions for the tests of the site: two booklets, in English, in Spanish, and in no language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bookletpress import catalogue as catalogues
from bookletpress import plan
from bookletpress.edition import Artefact, Edition
from bookletpress.extraction import page_words
from bookletpress.inline import Words
from bookletpress.knowledge import Helpline, Shared, Term
from bookletpress.locales import HOUSE_FACES, HOUSE_FONT
from bookletpress.model import FontChoice, Interface, LocaleInfo, Text, TopicCode
from bookletpress.parts import anchor
from bookletpress.problems import Location
from bookletpress.publish import Published
from bookletpress.searchwords import Sought
from bookletpress.site import files, history
from bookletpress.site.history import Part, Snapshot, Told
from bookletpress.site.values import Chapter, Reading, Site, key_of
from bookletpress.sitefiles import load_site
from bookletpress.templates import words
from bookletpress.workbench.pseudo import RIGHT_TO_LEFT

ROOT = Path(__file__).parent.parent
FILES = load_site(ROOT)
COVER = (ROOT / "styles/booklet/art/cover-window.svg").read_bytes()
TODAY = "2026-11-28"

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
PSEUDO = LocaleInfo("ar-XB", "TEST ar-XB", "None", "ar", "ar-XB", "rtl", FONTS, None, "locales/ar-XB/locale.yaml")
ARABIC = LocaleInfo("ar", "العربية", "Arabic", "ar", "ar", "rtl", FONTS, None, "locales/ar/locale.yaml")

# What the made-up booklets say; the press's own words come from locales/es.
IN_SPANISH = {
    "Letter": "Carta",
    "A4": "A4",
    "Large print, Letter": "Letra grande, tamaño carta",
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
    "relapse": "recaída",
    "The cancer has come back.": "El cáncer volvió.",
    "biopsy": "biopsia",
    "A small piece of the tumor is taken out to look at it.": "Se saca un pedacito del tumor para mirarlo.",
    "How to use this booklet": "Cómo usar este folleto",
    "When do we call?": "¿Cuándo llamamos?",
    "Two medicines, similar names": "Dos medicamentos con nombres parecidos",
}

LABELS = ("Letter", "A4", "Large print, Letter", "To fold and staple")
USES = ("To read on a screen or print", "To read on a screen or print", "Large print", "To fold and staple")
PAGES = {name: template for name, template in FILES.templates.items() if name != "status.html"}
INTERFACE = tuple(dict.fromkeys((*(said.source for said in page_words(PAGES)), *USES)))


def _translated() -> dict[str, str]:
    path = "locales/es/interface.po"
    catalogue = catalogues.read((ROOT / path).read_bytes(), path, "es")
    return {message.msgid: message.msgstr for message in catalogue.messages if message.msgstr}


IN_SPANISH |= {words: said for words, said in _translated().items() if words not in IN_SPANISH}


def in_locale(words: str, locale: LocaleInfo) -> Text:
    """The message in a language of the shelf; Arabic was never translated, so it falls back to English."""
    if locale.bcp47 == PSEUDO.bcp47:
        pieces = re.split(r"(\{\w+\}|\b(?:ALK|PDF|FHIR|Atom)\b)", words)
        return text("".join(one if place % 2 else _pseudo(one) for place, one in enumerate(pieces)), locale.name)
    return text(IN_SPANISH[words], "es") if locale.name == "es" else text(words)


def _pseudo(words: str) -> str:
    return words.translate(str.maketrans(dict(RIGHT_TO_LEFT.signs)))


def interface(locale: LocaleInfo) -> Interface:
    """The words of the pages in one language."""
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
    return Shared(locale.name, {}, {}, {}, {term.id: term for term in terms(locale)}, (acs, nci), {})


def terms(locale: LocaleInfo) -> tuple[Term, ...]:
    """Two words that are explained."""
    return tuple(
        Term(name, in_locale(said, locale), None, in_locale(means, locale), PLACE)
        for name, said, means in (
            ("relapse", "relapse", "The cancer has come back."),
            ("biopsy", "biopsy", "A small piece of the tumor is taken out to look at it."),
        )
    )


CHAPTERS = {
    "start": ("How to use this booklet", ()),
    "when-to-call": ("When do we call?", ()),
    "names": ("Two medicines, similar names", ("lorlatinib", "crizotinib")),
}

CALLS = "when-to-call"


def sought(name: str, locale: LocaleInfo) -> Sought:
    """More words by which a section is found; nobody sees them."""
    return Sought(frozenset({"convulsion" if locale.name == "es" else "seizure"} if name == CALLS else ()))


def reading(slug: str, locale: LocaleInfo, audience: str) -> Reading:
    """What can be looked up in a made-up text."""
    title = RESEARCH[0] if slug == "neuroblastoma-research" else ALK[0]
    chapters = tuple(
        Chapter(anchor(name), in_locale(heading, locale), medicines, sought(name, locale), name == CALLS)
        for name, (heading, medicines) in CHAPTERS.items()
    )
    topics = (TopicCode("SNOMED CT", "138875005", "SNOMED CT Concept", "2026-11-21", "a test"),)
    return Reading(in_locale(title, locale), chapters, terms(locale) if audience == "family" else (), topics)


def told(locale: LocaleInfo) -> Told:
    """A text that changed."""
    names = {name: in_locale(heading, locale) for name, (heading, _) in CHAPTERS.items()}
    before = Snapshot("text-2:1", "draft", "2026-11-21", {n: Part(words(t), "1") for n, t in names.items()}, "1")
    now = replace(before, content="text-2:2", parts=before.parts | {"start": Part(words(names["start"]), "2")})
    return history.after(history.after(None, before, TODAY), now, TODAY)


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
        use=in_locale(dict(zip(LABELS, USES, strict=True))[label], locale),
        reviewed="2026-11-21" if state == "approved" else "",
    )


def web(row: Published) -> Published:
    """The same text, to be read in the browser."""
    edition = replace(row.edition, format="web")
    path = row.artefact.path.replace(f"_{row.edition.format}", "").replace(".pdf", ".html")
    content = readable(row)
    sum_of = hashlib.sha256(content).hexdigest()
    artefact = replace(row.artefact, edition=edition, path=path, bytes=len(content), sha256=sum_of, pages=0)
    return replace(row, edition=edition, artefact=artefact, use=None)


FORMATS = dict(zip(("letter", "a4", "large-print", "fold"), LABELS, strict=True))


RESEARCH = (
    "New research in neuroblastoma",
    "For families of a child with neuroblastoma. Plain words on clinical trials, gene tests, and new treatments.",
)
ALK = (
    "When the tumor has an ALK change",
    "What ALK is, which medicines act on it, and what to ask your child’s team.",
)


def rows(locales: Sequence[LocaleInfo] = (SPANISH, ENGLISH)) -> tuple[Published, ...]:
    """Two booklets in each language; the second also for clinicians, and approved for families in English."""
    made = []
    for locale in locales:
        for form, label in FORMATS.items():
            edition = Edition("neuroblastoma-research", locale.name, "family", form)
            made.append(published(edition, locale, *RESEARCH, label))
        for audience in ("family", "clinician"):
            for form in ("letter", "a4"):
                state = "approved" if (audience, locale.name) == ("family", "en") else "draft"
                edition = Edition("alk-inhibitors", locale.name, audience, form)
                made.append(published(edition, locale, *ALK, FORMATS[form], state))
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


def site(shelf: Sequence[Published], css: str = "", address: str = "", changed: bool = False) -> Site:
    """All that is published with a shelf; `css` stands behind the style sheet."""
    locales = {row.locale.name: row.locale for row in shelf}
    keys = dict.fromkeys(map(key_of, shelf))
    return Site(
        tuple(shelf),
        {name: interface(locale) for name, locale in locales.items()},
        {name: shared(locale) for name, locale in locales.items()},
        {key: reading(key[0], locales[key[1]], key[2]) for key in keys},
        replace(FILES, css=FILES.css + css),
        {row.edition.slug: COVER for row in shelf},
        {key: told(locales[key[1]]) for key in list(keys)[:1]} if changed else {},
        address,
    )


def pages(shelf: Sequence[Published], **more: Any) -> dict[str, str]:
    """All that lies beside the editions of a shelf, as text."""
    return {path: made.decode() for path, made in files(site(shelf, **more)).items()}


def with_size(row: Published, count: int) -> Published:
    """The row with another size of its file."""
    return replace(row, artefact=replace(row.artefact, bytes=count))


def folder(at: Path, shelf: Sequence[Published], **more: Any) -> Path:
    """An output folder as a build leaves it, with made-up editions."""
    for row in shelf:
        file = at / row.artefact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(readable(row) if row.is_page else content(row.artefact.path))
    # The sizes are those of real booklets: dummies are too small to be shown in megabytes.
    for path, made in files(site([with_size(row, 380_000) for row in shelf], **more)).items():
        (at / path).write_bytes(made)
    return at


def readable(row: Published) -> bytes:
    """A page with the places to which others lead."""
    ids = [*map(anchor, CHAPTERS), "words", *(f"g-{term.id}" for term in terms(row.locale))]
    places = "".join(f'<h2 id="{name}">{name}</h2>' for name in ids)
    return f'<!DOCTYPE html><html lang="{row.locale.bcp47}"><title>x</title><h1>x</h1>{places}</html>'.encode()
