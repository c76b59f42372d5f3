"""What readers find in the output folder: the catalogue, and the download page as text (see test_page_in_browser)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
import shelf
import tinyhtml5  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from shelf import ARABIC, CSS, ENGLISH, SPANISH, TEMPLATES, rows, text

from bookletpress import publish
from bookletpress.publish import Published

WORDS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1).filter(str.strip)


def parsed(html: str) -> Element:
    """The page as a browser reads it."""
    tree: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return tree


def page(*shelf_rows: Published) -> Element:
    """The parsed page of some rows, or of the whole shelf."""
    return parsed(shelf.page(shelf_rows or rows()))


def said(element: Element) -> str:
    """The words of an element, as a reader sees them."""
    return " ".join("".join(element.itertext()).split())


def languages(tree: Element) -> dict[str, Element]:
    """The parts of the page by their ids."""
    return {part.get("id", ""): part for part in tree.iter("section")}


def one(**changes: object) -> Published:
    """One English row, changed."""
    return replace(rows((ENGLISH,))[0], **changes)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the catalogue


def test_the_catalogue_says_what_the_design_says() -> None:
    row = one()
    assert json.loads(publish.catalogue([row])) == [
        {
            "slug": "neuroblastoma-research",
            "locale": "en",
            "language": "en-US",
            "languages": ["en-US"],
            "audience": "family",
            "format": "letter",
            "place": "US",
            "without_statistics": False,
            "clinic": "",
            "state": "draft",
            "title": "New research in neuroblastoma",
            "revised": "2026-11-21",
            "print_only": False,
            "path": "en/neuroblastoma-research_en_family_letter_DRAFT.pdf",
            "pages": 24,
            "bytes": row.artefact.bytes,
            "sha256": row.artefact.sha256,
            "content": f"text-2:{'0' * 64}",
            "valid_until": "",
        }
    ]
    approved = one(state="approved", until="2027-11-21")
    assert json.loads(publish.catalogue([approved]))[0]["valid_until"] == "2027-11-21"


@given(st.permutations(rows()))
def test_the_catalogue_has_one_order(shuffled: list[Published]) -> None:
    assert publish.catalogue(shuffled) == publish.catalogue(rows())


def test_the_catalogue_is_pleasant_to_read() -> None:
    written = publish.catalogue(rows()).decode()
    assert "Nuevas investigaciones sobre el neuroblastoma" in written
    assert written.endswith("]\n")
    assert publish.catalogue([]) == b"[]\n"


def test_variants_come_after_the_usual_edition() -> None:
    written = json.loads(publish.catalogue([*reversed(shelf.variants(ENGLISH)), *rows((ENGLISH,))]))
    same = [row for row in written if row["slug"] == "neuroblastoma-research" and row["format"] == "letter"]
    assert [(row["place"], row["without_statistics"]) for row in same] == [
        ("US", False),
        ("US", True),
        ("CH", False),
        ("EU", False),
        ("UK", True),
    ]
    assert same[4]["path"] == "en/neuroblastoma-research_en_family_letter_UK_without-statistics_DRAFT.pdf"


def test_a_link_says_for_which_place_it_is_and_what_is_left_out() -> None:
    (article,) = languages(page(*shelf.variants(SPANISH)))["es"].iter("article")
    links = [said(link) for link in article.iter("a")]
    assert [words.partition(" PDF")[0] for words in links] == [
        "Carta sin números de supervivencia",
        "Carta Unión Europea",
        "Carta Reino Unido, sin números de supervivencia",
        "Carta Suiza",
    ]
    assert 'class="variant"' not in shelf.page(rows())


# ---------------------------------------------------------------- languages


def test_english_comes_first_and_each_language_has_its_part() -> None:
    tree = page(*rows((ARABIC, SPANISH, ENGLISH)))
    assert (tree.get("lang"), tree.get("dir")) == ("en-US", "ltr")
    parts = languages(tree)
    assert list(parts) == ["en", "ar", "es"]
    assert [(part.get("lang"), part.get("dir")) for part in parts.values()] == [
        ("en-US", "ltr"),
        ("ar", "rtl"),
        ("es-US", "ltr"),
    ]
    assert [said(heading) for heading in tree.iter("h2")] == ["English", "العربية", "Español"]


def test_the_list_of_languages_names_each_in_its_own() -> None:
    (nav,) = page().iter("nav")
    assert nav.get("aria-label") == "Languages"
    assert [(link.get("href"), link.get("lang"), said(link)) for link in nav.iter("a")] == [
        ("#en", "en-US", "English"),
        ("#es", "es-US", "Español"),
    ]


def test_a_single_language_needs_no_list() -> None:
    tree = page(*rows((SPANISH,)))
    assert tree.get("lang") == "es-US"
    assert not list(tree.iter("nav"))
    assert [said(heading) for heading in tree.iter("h1")] == ["Folletos para familias"]


def test_the_title_speaks_every_language_once() -> None:
    tree = page(*rows((ENGLISH, SPANISH, ARABIC)))  # Arabic has no words of its own yet
    (heading,) = tree.iter("h1")
    assert [(part.get("lang"), said(part)) for part in heading] == [
        ("en-US", "Booklets for families"),
        ("es-US", "Folletos para familias"),
    ]
    (title,) = tree.iter("title")
    assert said(title) == "Booklets for families · Folletos para familias"


def test_the_title_stands_even_where_nothing_is_translated() -> None:
    (heading,) = page(*rows((ARABIC,))).iter("h1")
    assert said(heading).strip("\u2066\u2069") == "Booklets for families"  # isolated: the page goes from right to left


def test_a_text_in_another_language_is_marked() -> None:
    spanish = rows((SPANISH,))[0]
    tree = page(replace(spanish, title=text("Not translated yet")))
    (heading,) = [h for h in tree.iter("h3") if said(h) == "Not translated yet"]
    assert heading.get("lang") == "en"
    assert [e.get("lang") for e in tree.iter() if "Not translated yet" in said(e)][-1] == "en"


def test_spanish_is_spanish_throughout() -> None:
    part = languages(page())["es"]
    foreign = [said(element) for element in part.iter() if element.get("lang") == "en"]
    assert set(foreign) == {"American Cancer Society", "NCI Cancer Information Service"}


@pytest.mark.parametrize("sentence", sorted({*shelf.INTERFACE} - {*shelf.LABELS}))
def test_a_missing_word_is_loud(sentence: str) -> None:
    words = shelf.interface(SPANISH)
    lacking = replace(words, words={key: value for key, value in words.words.items() if key != sentence})
    states = ("withdrawn", "expired", "under-review")
    other = tuple(
        replace(one(state=state), edition=replace(one().edition, slug=state, locale="es"), locale=SPANISH)
        for state in states
    )
    web = replace(other[0], artefact=replace(other[0].artefact, path="es/x_es_family_web_DRAFT.html"))
    shown = (*rows((SPANISH,)), *shelf.variants(SPANISH), *other, web)
    with pytest.raises(KeyError, match=re.escape(sentence[:20])):
        publish.page(shown, {"es": lacking}, {"es": shelf.shared(SPANISH)}, CSS, TEMPLATES)


# ---------------------------------------------------------------- booklets


def test_booklets_readers_and_files_stand_in_the_order_given() -> None:
    part = languages(page())["en"]
    assert [said(next(article.iter("h3"))) for article in part.iter("article")] == [
        "New research in neuroblastoma",
        "When the tumor has an ALK change",
    ]
    first, second = part.iter("article")
    assert [said(strong) for strong in first.findall(".//p[@class='whom']/strong")] == ["For families"]
    assert [said(strong) for strong in second.findall(".//p[@class='whom']/strong")] == [
        "For families",
        "For clinicians",
    ]
    assert [said(strong) for strong in first.findall(".//a//strong")] == [*shelf.LABELS]


def test_a_file_says_what_it_is_and_where() -> None:
    row = shelf.with_size(one(), 1_400_000)
    (link,) = page(row).findall(".//ul[@class='downloads']//a")
    assert link.get("href") == "en/neuroblastoma-research_en_family_letter_DRAFT.pdf"
    assert (link.get("type"), link.get("hreflang")) == ("application/pdf", "en-US")
    assert said(link) == (
        "Letter PDF, 1.4\N{NO-BREAK SPACE}MB, pages: 24 . New research in neuroblastoma. For families. English"
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_a_file_for_printing_only_says_so_and_counts_paper() -> None:
    fold = next(row for row in rows((ENGLISH,)) if row.print_only)
    (link,) = page(shelf.with_size(fold, 1_400_000)).findall(".//ul[@class='downloads']//a")
    assert said(link).startswith("To fold and staple PDF for printing only, 1.4 MB, sheets of paper: 12")


def test_days_are_written_out() -> None:
    parts = languages(page())
    assert {said(day) for day in parts["en"].iter("time")} == {"November 21, 2026"}
    assert {said(day) for day in parts["es"].iter("time")} == {"21 de noviembre de 2026"}
    assert {day.get("datetime") for day in page().iter("time")} == {"2026-11-21"}


@pytest.mark.parametrize(
    "path",
    ["es/año nuevo.pdf", "es/100%.pdf", "es/a#b?c.pdf", "es/a&b;c\"d'.pdf", "javascript:alert(1)", "es/a:b.pdf"],
)
def test_addresses_are_encoded(path: str) -> None:
    row = one()
    tree = page(replace(row, artefact=replace(row.artefact, path=path)))
    (link,) = tree.findall(".//ul[@class='downloads']//a")
    address = link.get("href") or ""
    assert re.fullmatch(r"[A-Za-z0-9._/%~-]+", address)
    assert unquote(address) == path


# ---------------------------------------------------------------- drafts


def test_a_draft_says_so_and_a_final_does_not() -> None:
    notice = "DRAFT Not yet checked by doctors or nurses. Please do not hand out."
    families, clinicians = list(languages(page())["en"].iter("article"))[1].findall("div[@class='readers']")
    assert notice not in said(families)
    assert notice in said(clinicians)
    spanish = "BORRADOR Aún sin revisar por profesionales de la salud. Por favor, no lo reparta."
    assert said(languages(page())["es"]).count(spanish) == 3


def test_one_draft_among_the_files_makes_all_of_them_drafts() -> None:
    letter, a4, _ = (replace(row, state="approved") for row in rows((ENGLISH,))[:3])
    assert "DRAFT" not in said(page(letter, a4))
    assert said(page(letter, replace(a4, state="draft"))).count("DRAFT") == 1


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        ("submitted", "DRAFT Not yet checked by doctors or nurses. Please do not hand out."),
        ("under-review", "DRAFT Not yet checked in full. Please do not hand out."),
        ("expired", "EXPIRED The last check was too long ago. Please do not hand out."),
        ("withdrawn", "WITHDRAWN Taken back. Please do not use it or hand it out."),
    ],
)
def test_every_state_has_its_own_words_and_the_worst_file_decides(state: str, notice: str) -> None:
    letter, a4, _ = (replace(row, state="approved") for row in rows((ENGLISH,))[:3])
    assert said(page(letter, replace(a4, state=state))).count(notice) == 1
    assert "Please do not" not in said(page(letter, a4))


def test_a_state_nobody_knows_counts_as_a_draft() -> None:
    assert "DRAFT" in said(page(one(state="approved?")))


def test_a_page_with_drafts_is_kept_out_of_search_engines() -> None:
    def robots(*shelf_rows: Published) -> list[str | None]:
        return [meta.get("content") for meta in page(*shelf_rows).iter("meta") if meta.get("name") == "robots"]

    assert robots(one()) == ["noindex"]
    assert robots(one(state="approved")) == []


def test_the_note_on_the_translation_stays_until_it_is_reviewed() -> None:
    note = "Esta traducción es un borrador hecho con ayuda de una máquina."
    spanish = rows((SPANISH,))
    assert note in said(page(*spanish))
    assert note not in said(page(*(replace(row, state="approved") for row in spanish)))


# ---------------------------------------------------------------- people who answer


def test_help_lines_close_each_language() -> None:
    for part in languages(page()).values():
        assert [said(heading) for heading in part.iter("h4")] == [
            "American Cancer Society",
            "NCI Cancer Information Service",
        ]
        assert [a.get("href") for a in part.iter("a") if (a.get("href") or "").startswith("tel:")] == [
            "tel:+18002272345",
            "tel:+18004226237",
        ]
    first, second = languages(page())["es"].iter("dl")
    assert [said(row) for row in first] == [
        "Horario",
        "De día y de noche, todos los días",
        "También",
        "Chat en vivo en el sitio web, de lunes a viernes.",
        "Qué hacen",
        "lo que significa un diagnóstico",
        "alguien que escucha",
    ]
    assert [said(row) for row in second][:4] == ["O marque", "1-800-4-CANCER", "Idiomas", "Inglés y español"]


def test_without_help_lines_there_is_no_heading_for_them() -> None:
    nobody = replace(shelf.shared(ENGLISH), helplines=())
    html = publish.page([one()], {"en": shelf.interface(ENGLISH)}, {"en": nobody}, CSS, TEMPLATES).decode()
    assert "People who answer" not in html


# ---------------------------------------------------------------- safety


@given(WORDS, WORDS)
def test_texts_are_shown_as_they_are_written(title: str, summary: str) -> None:
    tree = page(one(title=text(title), summary=text(summary)))
    shown = next(tree.iter("h3")), next(e for e in tree.iter("p") if e.get("class") == "summary")
    assert ["".join(e.itertext()).replace("\N{NO-BREAK SPACE}", " ") for e in shown] == [title, summary]


@pytest.mark.parametrize(
    "words", ['<script>alert("x")</script>', "{{ 7 * 7 }}", "{% raw %}", "{size} {0} %s %(x)s", "</style><b>", "&lt;"]
)
def test_no_text_is_markup_template_or_format(words: str) -> None:
    tree = page(one(title=text(words), format_label=text(words), summary=text(words)))
    assert said(next(tree.iter("h3"))) == words
    assert not list(tree.iter("script"))
    assert not list(tree.iter("b"))


def policy(tree: Element) -> str:
    """The content policy of a page."""
    (found,) = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    return found or ""


@pytest.mark.parametrize(
    "css", [CSS, "", "a{}\r\nb{}\r\n", "p::after{content:'</style><script>x</script>'}", "/* ñ */"]
)
def test_the_policy_lets_in_one_style_sheet(css: str) -> None:
    tree = parsed(shelf.page(rows(), css))
    (style,) = tree.iter("style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert policy(tree) == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not list(tree.iter("script"))


def test_nothing_is_loaded_and_nothing_runs() -> None:
    tree = page()
    assert not {element.tag for element in tree.iter()} & {"script", "link", "img", "iframe", "object", "form", "base"}
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"style", "src", "srcset", "ping"}
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_the_page_is_one_heading_tree_with_unique_ids() -> None:
    tree = page()
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_the_same_values_give_the_same_bytes() -> None:
    assert shelf.page(rows()) == shelf.page(rows())
    assert shelf.page(rows((ENGLISH, SPANISH))) == shelf.page(rows((SPANISH, ENGLISH)))


def test_a_template_that_asks_for_more_than_there_is_fails() -> None:
    with pytest.raises(UndefinedError):
        shelf.page(rows(), templates={"index.html": "{{ nobody }}"})
