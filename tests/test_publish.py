"""What readers find in the output folder: the catalogue, and the pages as text (see test_page_in_browser)."""

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
from shelf import ARABIC, ENGLISH, PSEUDO, SPANISH, rows, text

from bookletpress import publish, site
from bookletpress.publish import Published
from bookletpress.webpage import policy_of, style_of

WORDS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1).filter(str.strip)


def parsed(html: str) -> Element:
    """The page as a browser reads it."""
    tree: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return tree


def page(name: str, *shelf_rows: Published) -> Element:
    """A parsed page of some rows, or of the whole shelf."""
    return parsed(shelf.pages(shelf_rows or rows())[name])


def said(element: Element) -> str:
    """The words of an element, as a reader sees them."""
    return " ".join("".join(element.itertext()).split())


def of_class(tree: Element, name: str) -> list[Element]:
    """The elements of a class."""
    return [element for element in tree.iter() if name in (element.get("class") or "").split()]


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
            "media_type": "application/pdf",
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


# ---------------------------------------------------------------- languages


def test_english_comes_first_and_each_language_has_its_name_and_direction() -> None:
    tree = page("files.html", *rows((ARABIC, SPANISH, ENGLISH)))
    assert (tree.get("lang"), tree.get("dir")) == ("en-US", "ltr")
    parts = list(tree.iter("section"))
    assert [(part.get("id"), part.get("lang"), part.get("dir")) for part in parts] == [
        ("en", "en-US", "ltr"),
        ("ar", "ar", "rtl"),
        ("es", "es-US", "ltr"),
    ]
    assert [said(heading) for heading in tree.iter("h2")] == ["English", "العربية", "Español"]


def test_the_first_page_offers_each_language_in_its_own_words() -> None:
    links = [link for item in of_class(page("index.html"), "choose") for link in item.iter("a")]
    assert [(link.get("href"), link.get("lang"), link.get("hreflang")) for link in links] == [
        ("en/index.html", "en-US", "en-US"),
        ("es/index.html", "es-US", "es-US"),
    ]
    assert said(links[1]).startswith("Español Lea un folleto en la pantalla")


def test_a_page_leads_to_itself_in_every_language() -> None:
    for name in ("index.html", "search.html"):
        (nav,) = [nav for nav in page(f"es/{name}").iter("nav") if "tongues" in (nav.get("class") or "")]
        assert nav.get("aria-label") == "Idiomas"
        assert [(link.get("href"), link.get("aria-current")) for link in nav.iter("a")] == [
            (f"../en/{name}", None),
            (f"../es/{name}", "page"),
        ]


def test_a_single_language_needs_no_list() -> None:
    made = shelf.pages(rows((SPANISH,)))
    assert parsed(made["index.html"]).get("lang") == "es-US"
    assert "tongues" not in made["es/index.html"].partition("</style>")[2]
    assert "en/index.html" not in made


def test_the_title_speaks_every_language_once() -> None:
    tree = page("index.html", *rows((ENGLISH, SPANISH, ARABIC)))  # Arabic has no words of its own yet
    (heading,) = tree.iter("h1")
    assert [(part.get("lang"), said(part)) for part in heading] == [
        ("en-US", "Booklets for families"),
        ("es-US", "Folletos para familias"),
    ]
    (title,) = tree.iter("title")
    assert said(title) == "Booklets for families · Folletos para familias"


def test_a_text_in_another_language_is_marked() -> None:
    tree = page("es/index.html", replace(rows((SPANISH,))[0], title=text("Not translated yet")))
    (heading,) = [h for h in tree.iter("h3") if said(h) == "Not translated yet"]
    assert heading.get("lang") == "en"
    assert [e.get("lang") for e in tree.iter() if "Not translated yet" in said(e) and e.tag == "span"][-1] == "en"


@pytest.mark.parametrize("name", ["es/index.html", "es/search.html"])
def test_spanish_is_spanish_throughout(name: str) -> None:
    tree = page(name)
    foreign = [element for element in tree.iter() if element.get("lang") == "en"]
    assert {said(element) for element in foreign} <= {"American Cancer Society", "NCI Cancer Information Service"}


@pytest.mark.parametrize(
    "sentence", ["Look up", "For whom", "Web page, {size}", "Found: {count}", "Or dial", "Switzerland"]
)
def test_a_missing_word_is_loud(sentence: str) -> None:
    spanish = rows((SPANISH,))
    made = shelf.site((*spanish, *shelf.variants(SPANISH), shelf.web(spanish[0])), changed=True)
    words = {key: value for key, value in shelf.interface(SPANISH).words.items() if key != sentence}
    with pytest.raises(KeyError, match=re.escape(sentence)):
        site.files(replace(made, interfaces={"es": replace(shelf.interface(SPANISH), words=words)}))


# ---------------------------------------------------------------- booklets


def test_families_come_first_and_files_stand_by_use() -> None:
    tree = page("en/index.html")
    told = {element.get("id"): said(element) for element in tree.iter() if element.get("id")}
    names = [card.get("aria-labelledby", "").split() for card in tree.iter("article")]
    assert [" / ".join(told[name] for name in of_one) for of_one in names] == [
        "New research in neuroblastoma / For families",
        "When the tumor has an ALK change / For families",
        "When the tumor has an ALK change / For clinicians",
    ]
    first = next(tree.iter("article"))
    assert [said(h) for h in first.iter("h4")] == ["To read on a screen or print", "Large print"]
    assert [said(strong) for link in first.iter("a") for strong in link.iter("strong")] == [*shelf.LABELS]


@pytest.mark.parametrize(
    ("name", "strips"),
    [
        ("es/search.html", ["BORRADOR Aún sin revisar por profesionales de la salud. Por favor, no lo reparta."]),
        ("en/search.html", []),
        ("index.html", []),
    ],
)
def test_a_page_of_drafts_says_so_at_its_top(name: str, strips: list[str]) -> None:
    """One text for families is approved in English."""
    assert [said(strip) for strip in of_class(page(name), "draft")] == strips


def test_the_first_page_says_in_every_language_that_all_are_drafts() -> None:
    (strip,) = of_class(page("index.html", *(replace(row, state="draft") for row in rows())), "draft")
    assert said(strip).startswith("DRAFT · BORRADOR Not yet checked by doctors or nurses.")
    assert [one.get("lang") for one in strip.iter() if one.get("lang")] == ["en-US", "es-US"] * 2


def test_the_warning_beside_the_help_lines_is_about_the_help_lines() -> None:
    (box,) = of_class(page("es/index.html"), "call")
    names = [said(element) for element in box.iter() if element.get("id") == box.get("aria-labelledby")]
    assert (box.get("role"), names) == ("group", ["Estas líneas de ayuda no son para emergencias"])


def test_names_in_other_languages_are_seen_and_not_heard() -> None:
    others = of_class(page("es/search.html"), "other")
    assert len(others) > 5
    assert {one.get("aria-hidden") for one in others} == {"true"}


def test_what_is_read_in_the_browser_comes_first() -> None:
    row = one()
    (card,) = page("en/index.html", row, shelf.web(row)).iter("article")
    assert [said(strong) for strong in card.findall(".//a//strong")] == ["Read here, in the browser", "Letter"]


def test_a_file_says_what_it_is_and_where() -> None:
    (link,) = page("en/index.html", shelf.with_size(one(), 1_400_000)).findall(".//ul[@class='downloads']//a")
    assert link.get("href") == "neuroblastoma-research_en_family_letter_DRAFT.pdf"
    assert (link.get("type"), link.get("hreflang")) == ("application/pdf", "en-US")
    assert said(link) == "Letter PDF, 1.4 MB, pages: 24 . New research in neuroblastoma. For families. English"


def test_a_file_for_printing_only_says_so_and_counts_paper() -> None:
    fold = next(row for row in rows((ENGLISH,)) if row.print_only)
    (link,) = page("en/index.html", shelf.with_size(fold, 1_400_000)).findall(".//ul[@class='downloads']//a")
    assert said(link).startswith("To fold and staple PDF for printing only, 1.4 MB, sheets of paper: 12")


def test_a_link_says_for_which_place_it_is_and_what_is_left_out() -> None:
    (article,) = page("es/index.html", *shelf.variants(SPANISH)).iter("article")
    links = [said(link) for link in article.iter("a")]
    assert [words.partition(" PDF")[0] for words in links] == [
        "Carta sin números de supervivencia",
        "Carta Unión Europea",
        "Carta Reino Unido, sin números de supervivencia",
        "Carta Suiza",
    ]


def test_days_are_written_out() -> None:
    assert {said(day) for day in page("files.html").iter("time")} == {"November 21, 2026", "21 de noviembre de 2026"}
    assert {day.get("datetime") for day in page("files.html").iter("time")} == {"2026-11-21"}


@pytest.mark.parametrize("name", ["año nuevo", "100%", "a#b?c", "a&b;c\"d'", "a:b"])
def test_addresses_are_encoded(name: str) -> None:
    row = one()
    made = replace(row, artefact=replace(row.artefact, path=f"en/{name}.pdf"))
    for place in ("files.html", "en/index.html", "en/search.html"):
        links = [link.get("href") or "" for link in page(place, made).iter("a") if ".pdf" in (link.get("href") or "")]
        assert links
        for link in links:
            assert re.fullmatch(r"[A-Za-z0-9._/%~-]+(#nameddest=[a-z-]+)?", link)
            assert unquote(link.partition("#")[0]).removeprefix("en/") == f"{name}.pdf"


# ---------------------------------------------------------------- drafts


def test_a_draft_says_so_and_a_final_does_not() -> None:
    notice = "DRAFT Not yet checked by doctors or nurses. Please do not hand out."
    _, families, clinicians = page("en/index.html").iter("article")
    assert notice not in said(families)
    assert "Checked and approved. This holds until November 21, 2027." in said(families)
    assert notice in said(clinicians)
    spanish = "BORRADOR Aún sin revisar por profesionales de la salud. Por favor, no lo reparta."
    assert said(page("es/index.html")).count(spanish) == 3


def test_one_draft_among_the_files_makes_all_of_them_drafts() -> None:
    letter, a4, _ = (
        replace(row, state="approved", until="2027-01-01", reviewed="2026-01-01") for row in rows((ENGLISH,))[:3]
    )
    assert "DRAFT" not in said(page("en/index.html", letter, a4))
    assert said(page("en/index.html", letter, replace(a4, state="draft"))).count("DRAFT") == 1


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        ("submitted", "DRAFT Not yet checked by doctors or nurses. Please do not hand out."),
        ("under-review", "DRAFT Not yet checked in full. Please do not hand out."),
        ("expired", "EXPIRED The last check was too long ago. Please do not hand out."),
        ("withdrawn", "WITHDRAWN Taken back. Please do not use it or hand it out."),
        ("approved?", "DRAFT Not yet checked by doctors or nurses. Please do not hand out."),
    ],
)
def test_every_state_has_its_own_words_and_the_worst_file_decides(state: str, notice: str) -> None:
    letter, a4, _ = (replace(row, state="approved", until="2027-01-01") for row in rows((ENGLISH,))[:3])
    for name in ("en/index.html", "files.html"):
        assert said(page(name, letter, replace(a4, state=state))).count(notice) == 1


def test_a_page_with_drafts_is_kept_out_of_search_engines() -> None:
    final = one(state="approved", until="2027-01-01", reviewed="2026-01-01")
    for name in ("index.html", "files.html", "en/index.html", "en/search.html"):
        assert '<meta name="robots" content="noindex">' in shelf.pages([one()])[name]
        assert "noindex" not in shelf.pages([final])[name]


def test_the_note_on_the_translation_stays_until_it_is_reviewed() -> None:
    note = "Esta traducción es un borrador hecho con ayuda de una máquina."
    spanish = rows((SPANISH,))
    assert note in said(page("es/index.html", *spanish))
    final = [replace(row, state="approved", until="2027-01-01", reviewed="2026-01-01") for row in spanish]
    assert note not in said(page("es/index.html", *final))


# ---------------------------------------------------------------- people who answer, what changed


def test_help_lines_can_be_dialed_and_speak_the_language() -> None:
    tree = page("es/index.html")
    assert [a.get("href") for a in tree.iter("a") if (a.get("href") or "").startswith("tel:")] == [
        "tel:+18002272345",
        "tel:+18004226237",
    ]
    first, second = tree.iter("dl")
    assert [said(row) for row in first][:4] == [
        "Horario",
        "De día y de noche, todos los días",
        "También",
        "Chat en vivo en el sitio web, de lunes a viernes.",
    ]
    assert [said(row) for row in second][:4] == ["O marque", "1-800-4-CANCER", "Idiomas", "Inglés y español"]


def test_without_help_lines_there_is_no_heading_for_them() -> None:
    made = shelf.site([one()])
    nobody = replace(made, shared={"en": replace(made.shared["en"], helplines=())})
    assert b"People who answer" not in site.files(nobody)["en/index.html"]


def test_what_changed_is_told_and_otherwise_nothing() -> None:
    told = said(parsed(shelf.pages(rows(), changed=True)["es/index.html"]))
    assert "Qué cambió" in told
    assert "28 de noviembre de 2026 Cambiaron estas partes: Cómo usar este folleto." in told
    assert "Qué cambió New" not in said(page("es/index.html"))
    assert not of_class(page("es/index.html"), "news")


# ---------------------------------------------------------------- safety


@given(WORDS, WORDS)
def test_texts_are_shown_as_they_are_written(title: str, summary: str) -> None:
    tree = page("en/index.html", one(title=text(title), summary=text(summary)))
    shown = next(tree.iter("h3")), of_class(tree, "summary")[0]
    assert ["".join(e.itertext()).replace("\N{NO-BREAK SPACE}", " ") for e in shown] == [title, summary]


@pytest.mark.parametrize(
    "words", ['<script>alert("x")</script>', "{{ 7 * 7 }}", "{% raw %}", "{size} {0} %s %(x)s", "</style><b>", "&lt;"]
)
@pytest.mark.parametrize("name", ["en/index.html", "files.html", "en/search.html"])
def test_no_text_is_markup_template_or_format(words: str, name: str) -> None:
    row = one(title=text(words), format_label=text(words), summary=text(words), use=text(words), clinic=words)
    usual = len(list(page(name, one()).iter("script")))
    tree = page(name, row)
    assert words in said(tree)
    assert len(list(tree.iter("script"))) == usual
    assert not list(tree.iter("b"))


def digest(element: Element) -> str:
    """The source that a policy names for what stands in an element."""
    return f"'sha256-{base64.b64encode(hashlib.sha256((element.text or '').encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", ["index.html", "files.html", "es/index.html", "es/search.html"])
def test_the_policy_lets_in_one_style_sheet_and_the_scripts_of_the_page(name: str) -> None:
    tree = page(name)
    (found,) = [m.get("content") or "" for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    policy = dict(rule.strip().split(" ", 1) for rule in found.split(";"))
    (style,) = tree.iter("style")
    run = [script for script in tree.iter("script") if script.get("type") is None]
    assert policy.pop("style-src") == digest(style)
    assert policy.pop("script-src", "") == " ".join(map(digest, run))
    assert policy.pop("img-src", "data:") == "data:"
    assert policy == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


@pytest.mark.parametrize("css", ["", "a{}\r\nb{}\r\n", "p::after{content:'</style><script>x</script>'}", "/* ñ */"])
def test_no_sheet_ends_the_element_that_holds_it(css: str) -> None:
    (style,) = parsed(f"<style>{style_of(css)}</style>").iter("style")
    assert (style.text or "") == style_of(css)
    assert policy_of(style_of(css)).count(digest(style)) == 1


def test_nothing_is_loaded_from_elsewhere() -> None:
    for name, html in shelf.pages(rows(), changed=True).items():
        if name.endswith(".html"):
            tree = parsed(html)
            assert not {element.tag for element in tree.iter()} & {"img", "iframe", "object", "base", "video", "source"}
            attributes = {key for element in tree.iter() for key in element.attrib}
            assert not {key for key in attributes if key.startswith("on")} | attributes & {
                "style",
                "src",
                "srcset",
                "ping",
            }
            assert not re.findall(r"url\((?!data:image/svg\+xml;base64,)", html)
            assert "@import" not in html
            assert not re.search(
                r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|localStorage|cookie)\b", html.replace("no cookies", "")
            )


@pytest.mark.parametrize("name", ["index.html", "files.html", "en/index.html", "ar-XB/index.html", "ar-XB/search.html"])
def test_every_page_is_one_heading_tree_with_unique_ids(name: str) -> None:
    tree = parsed(shelf.pages(rows((ENGLISH, SPANISH, PSEUDO)), changed=True)[name])
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_addresses_of_the_web_stand_there_only_if_one_is_known() -> None:
    usual, known = shelf.pages(rows()), shelf.pages(rows(), address="https://booklets.example.org/nb")
    tree = parsed(known["es/index.html"])
    links = {(link.get("rel"), link.get("hreflang")): link.get("href") for link in tree.iter("link")}
    assert links == {
        ("canonical", None): "https://booklets.example.org/nb/es/index.html",
        ("alternate", "en-US"): "https://booklets.example.org/nb/en/index.html",
        ("alternate", "es-US"): "https://booklets.example.org/nb/es/index.html",
        ("alternate", "x-default"): "https://booklets.example.org/nb/index.html",
        ("alternate", None): "feed.atom",
    }
    assert 'rel="canonical" href="https://booklets.example.org/nb/index.html"' in known["index.html"]
    assert not re.search("canonical|x-default", "".join(usual[name] for name in usual if name.endswith(".html")))


def test_the_same_values_give_the_same_bytes() -> None:
    assert shelf.pages(rows()) == shelf.pages(rows())
    one_way, other = shelf.pages(rows((ENGLISH, SPANISH))), shelf.pages(rows((SPANISH, ENGLISH)))
    assert one_way == other


def test_a_template_that_asks_for_more_than_there_is_fails() -> None:
    made = shelf.site(rows())
    broken = replace(made.files, templates={**made.files.templates, "files.html": "{{ nobody }}"})
    with pytest.raises(UndefinedError):
        site.files(replace(made, files=broken))
