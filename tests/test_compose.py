"""The printed page as HTML: every kind of block, nothing unescaped, nothing that breaks the PDF's structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from markupsafe import escape
from shelf import ARABIC, ENGLISH, SPANISH
from tinyhtml5 import parse  # type: ignore[import-untyped]  # comes with WeasyPrint

from bookletpress import inlinetext, signoff, view
from bookletpress.compose import Styles, compose, load_styles
from bookletpress.edition import Composed, Edition
from bookletpress.extraction import page_words
from bookletpress.formats import load_formats
from bookletpress.inline import Cite, Emphasis, Strong, Words
from bookletpress.knowledge import Claim, Helpline, Medicine, Person, Reference, Shared, StatusMark, Term
from bookletpress.model import (
    Block,
    Booklet,
    Bullets,
    Callout,
    Drawing,
    Figure,
    Front,
    Heading,
    Interface,
    Lede,
    LocaleInfo,
    NoteLines,
    Panel,
    Paragraph,
    Points,
    Questions,
    Section,
    Steps,
    Table,
    Text,
    WordCards,
)
from bookletpress.problems import Location, ProblemsFound

ROOT = Path(__file__).parent.parent
STYLES = load_styles(ROOT)
LETTER, A4 = load_formats(ROOT)[:2]
PLACE = Location("booklets/tiny/01.md", 3, 1)
HOSTILE = 'Tom & "Ann" <b> {{ 7 * 7 }} {% x %} <!--end-->'


def text(markdown: str, locale: str = "en") -> Text:
    return Text(markdown, inlinetext.parse(markdown), locale, PLACE)


def plain(words: str, locale: str = "en") -> Text:
    return Text(words, (Words(words),), locale, PLACE)


def drawing(name: str, width: float = 234) -> Drawing:
    svg = '<svg viewBox="0 0 9 9"><title>{{title}}</title><text x="1">{{0}}</text><text x="2">1</text></svg>'
    return Drawing(
        name, f"figures/{name}.svg", svg, width, 200, plain("A switch is shown."), (plain("Outside the cell"),)
    )


EVERY: tuple[Block, ...] = (
    Lede(text("Opening words.[@one]")),
    WordCards(("gene",), PLACE),
    Paragraph(text("A **gene** matters.[@one; @two; @three] See [the questions][section:ask] or [the list][trials].")),
    Heading(text("A smaller heading of it")),
    Bullets((text("First at 38 °C"), text("Second"))),
    Steps((text("Do this"), text("Then that"))),
    Callout("key", (Paragraph(text("The one thing.")),)),
    Callout("call", (Paragraph(text("Fever?")), Paragraph(text("Call {phone:acs}.")))),
    Callout("emergency", (Paragraph(text("Weak legs?")),)),
    Callout("ask", (Bullets((text("What now?"),)),)),
    Callout("know", (Paragraph(text("Useful.")),)),
    Callout("unknown", (Paragraph(text("Open.")),)),
    Table(
        text("A caption"),
        (None, text("Medicine")),
        ((text("Status"), text("{status:dinutuximab}")), (text("Dose"), None)),
    ),
    Figure((drawing("one"),), text("What it shows"), (text("**The switch** is on."),)),
    Figure((drawing("one"), drawing("two")), text("Both show"), ()),
    Panel("legend", PLACE),
    NoteLines(3),
    WordCards(("gene",), PLACE),
)


def section(name: str, *blocks: Block, heading: str = "") -> Section:
    return Section(name, text(heading or f"How {name} helps a child"), ("family",), blocks, f"booklets/tiny/{name}.md")


def booklet(*sections: Section) -> Booklet:
    chosen = sections or (
        section("main-points", Points((text("**Bold first.** Then plain.[@two]"),))),
        section("rest", *EVERY),
        section("ask", Lede(text("Take it along.")), Questions((text("Who calls?"), text("What else?")))),
        section("team", Panel("team", PLACE)),
        section("lines", Panel("helplines", PLACE)),
    )
    return Booklet(
        "tiny",
        "en",
        text("A tiny booklet"),
        text("For tests"),
        text("Sample"),
        text("In short."),
        ("family",),
        "2026-11-21",
        chosen,
        ("gene", "bone-marrow"),
        PLACE,
        "booklets/tiny/booklet.yaml",
    )


def claim(name: str, *sources: str) -> Claim:
    return Claim(name, "It is so.", "standard", "US", "2026", "both", "high", True, sources, PLACE)


SHARED = Shared(
    "en",
    {"one": claim("one", "a"), "two": claim("two", "b"), "three": claim("three", "c"), "four": claim("four", "d")},
    {
        "a": Reference(
            "a",
            "article-journal",
            "On genes",
            PLACE,
            (Person("Doe", "Jane"),),
            container="Nat Med",
            issued=(2023,),
            volume="29",
            page="1-2",
            doi="10.1/x",
        ),
        "b": Reference("b", "webpage", "On trials", PLACE, (Person(literal="An Institute"),), accessed=(2026, 11, 20)),
        "c": Reference("c", "webpage", "On cells", PLACE),
        "d": Reference("d", "webpage", "On help", PLACE),
    },
    {
        "dinutuximab": Medicine(
            "dinutuximab",
            plain("dinutuximab"),
            "Unituxin",
            (StatusMark("standard"), StatusMark("approved", "US", "2015"), StatusMark("approved", "NZ")),
            (),
            PLACE,
        )
    },
    {
        "gene": Term("gene", plain("gene"), plain("jeen"), plain("A stretch of DNA."), PLACE),
        "bone-marrow": Term("bone-marrow", plain("bone marrow"), None, plain("Where blood is made."), PLACE),
    },
    (
        Helpline(
            "acs",
            "American Cancer Society",
            "1-800-227-2345",
            "1-800-A-CANCER",
            "US",
            plain("Day and night"),
            None,
            None,
            (plain("listening"), plain("finding services")),
            ("four",),
            PLACE,
        ),
    ),
    {"trials": "https://www.clinicaltrials.gov/search?a=1&b=2"},
)


DIGEST = f"text-2:{'0123456789abcdef' * 4}"


def interface(locale: str = "en", change: str = "{}") -> Interface:
    """All words of the templates, each said in a way that can be recognised."""
    sentences = [words.source for words in page_words(STYLES.templates)]
    return Interface(locale, {sentence: plain(change.replace("{}", sentence), locale) for sentence in sentences})


def composed(
    book: Booklet | None = None,
    locale: LocaleInfo = ENGLISH,
    words: Interface | None = None,
    shared: Shared = SHARED,
    review: signoff.Review | None = None,
    styles: Styles = STYLES,
    audience: str = "family",
) -> Composed:
    chosen = book or booklet()
    return compose(
        Edition(chosen.slug, locale.name, audience, "letter"),
        chosen,
        shared,
        words or interface(locale.name),
        locale,
        LETTER,
        review or signoff.Review(signoff.DRAFT, DIGEST),
        styles,
    )


@pytest.fixture(scope="module")
def page() -> Composed:
    return composed()


def tree(page: Composed) -> Element:
    """The document as a browser reads it, without namespaces."""
    root: Element = parse(page.html, namespace_html_elements=False)
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def words_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def walk(element: Element, above: tuple[str, ...] = ()) -> Iterator[tuple[Element, tuple[str, ...]]]:
    yield element, above
    for child in element:
        yield from walk(child, (*above, str(element.tag)))


def found(page: Composed, tag: str, name: str = "") -> list[Element]:
    return [e for e in tree(page).iter(tag) if not name or name in e.get("class", "").split()]


# Every kind of block


@pytest.mark.parametrize(
    ("tag", "name", "words"),
    [
        ("p", "lede", "Opening words.2"),
        ("aside", "word", "gene say: jeen A stretch of DNA."),
        ("h3", "", "A smaller heading of it"),
        ("ul", "bullets", "First at 38 °C Second"),
        ("ol", "steps", "Do this Then that"),
        ("ol", "points", "Bold first. Then plain.1"),
        ("aside", "callout-key", "Main point The one thing."),
        ("aside", "callout-call", "Call your team now Fever? Call 1-800-227-2345."),
        ("aside", "callout-ask", "Ask your team What now?"),
        ("aside", "callout-know", "Good to know Useful."),
        ("aside", "callout-unknown", "Not known yet Open."),
        ("table", "", "A caption Medicine Status Usual treatment Approved in the US since 2015 Approved NZ Dose"),
        ("ol", "key", "The switch is on."),
        ("ol", "questions", "Who calls? What else?"),
        ("aside", "callout-call", "Get care now Weak legs?"),
        ("p", "dial", "1-800-227-2345"),
        ("ul", "glossary", "bone marrow Where blood is made. gene say: jeen A stretch of DNA."),
        (
            "ol",
            "references",
            "An Institute. On trials. Accessed November 20, 2026. Doe J. On genes. Nat Med. 2023;29:1-2. doi:10.1/x",
        ),
    ],
)
def test_every_block_is_printed(page: Composed, tag: str, name: str, words: str) -> None:
    said = [words_of(element).replace("\u2060", "") for element in found(page, tag, name)]
    assert any(s.startswith(words) or s == words for s in said), said


def test_figures_carry_their_words(page: Composed) -> None:
    drawings = found(page, "svg")
    assert [words_of(title) for d in drawings for title in d.iter("title")] == ["A switch is shown."] * 3
    assert all("Outside the cell" in words_of(d) for d in drawings)
    assert [e.get("class") for e in found(page, "div", "figure")] == ["figure figure-beside", "figure figure-wide"]
    assert page.html.count("The drawing is simplified.") == 2


def test_the_last_question_has_more_lines(page: Composed) -> None:
    assert [e.get("class") for e in found(page, "div", "lines")][-2:] == ["lines lines-2", "lines lines-4"]
    assert 'class="lines" style="height: 81pt"' in page.html


def test_numbers_that_follow_one_another_are_drawn_together(page: Composed) -> None:
    cites = ["".join(e.itertext()) for e in found(page, "sup", "cite")]
    assert "1–3" in cites
    assert "2" in cites
    assert found(page, "sup", "cite")[0][0].get("title") is None  # it is announced by what it shows


def test_a_claim_that_nobody_wrote_prints_no_number() -> None:
    page = composed(booklet(section("rest", Paragraph(text("So it is.[@nobody]")))))
    assert not found(page, "sup")


def test_links_lead_where_they_say(page: Composed) -> None:
    assert (
        '<a href="#section-ask">the questions</a> (page\N{NO-BREAK SPACE}<span class="at" data-of="#section-ask">'
        in page.html
    )
    assert "(clinicaltrials.gov)" in page.html
    gone = composed(booklet(section("rest", Paragraph(text("See [the end][section:gone].")))))
    assert "See the end." in gone.html


def test_telephones_dial(page: Composed) -> None:
    addresses = {a.get("href") for a in found(page, "a", "phone")}
    assert addresses == {"tel:+18002272345"}


# Order and numbers


def test_topics_are_numbered_and_tools_are_not(page: Composed) -> None:
    rows = [words_of(row) for row in found(page, "ol", "contents")[0]]
    assert rows == [
        "How main-points helps a child",
        "1 How rest helps a child",
        "How ask helps a child",
        "How team helps a child",
        "How lines helps a child",
        "Words to know",
        "Where the facts come from",
        "About this booklet",
    ]


def test_headings_never_skip_a_level(page: Composed) -> None:
    levels = [int(e.tag[1]) for e in tree(page).iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_inside_has_its_place(page: Composed) -> None:
    ids = [e.get("id") for e in tree(page).iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    places = {a.get("href") for a in tree(page).iter("a")} | {
        e.get("data-of") for e in tree(page).iter() if e.get("data-of")
    }
    assert {place[1:] for place in places if place and place.startswith("#")} <= set(ids)


# What the PDF's structure cannot bear


def test_a_link_holds_plain_text_and_nothing_else(page: Composed) -> None:
    for link in tree(page).iter("a"):
        assert len(link) == 0, link.get("href")
        assert (link.text or "").strip()


def test_lists_and_tables_are_whole(page: Composed) -> None:
    for element, above in walk(tree(page)):
        match element.tag:
            case "li":
                assert above[-1] in ("ul", "ol")
            case "dt" | "dd":
                assert above[-1] == "dl"
            case "th":
                assert element.get("scope") in ("col", "row")
            case "img":
                pytest.fail("decoration is a background")
            case "table":
                assert element[0].tag == "caption"


# Untrusted text


def test_hostile_text_is_only_text() -> None:
    evil = plain(HOSTILE)
    book = booklet(
        section(
            "rest",
            Paragraph(evil),
            Heading(evil),
            Table(evil, (evil,), ((evil,),)),
            Figure((replace(drawing("one"), alt=evil, labels=(evil,)),), evil, (evil,)),
            WordCards(("gene",), PLACE),
        )
    )
    shared = replace(SHARED, glossary={"gene": Term("gene", evil, evil, evil, PLACE)})
    page = composed(replace(book, title=evil, subtitle=evil, series=evil, summary=evil), shared=shared)
    assert "<b>" not in page.html
    assert "<!--end-->" not in page.html
    assert str(escape("{{ 7 * 7 }}")) in page.html
    assert page.title == f"DRAFT: {HOSTILE} (families, English)"
    body = tree(page).find("body")
    assert body is not None
    assert body.get("data-say-booklet") == HOSTILE
    assert {"svg", "title", "text"} <= {e.tag for e in tree(page).iter()}


# Languages


def test_only_the_words_of_the_texts_are_printed() -> None:
    """Every string that is not a text of the booklet comes from `say`: nothing is written into a template."""
    page = composed(
        words=interface("en", "⟦{}⟧"),
        book=booklet(
            section("main-points", Points((text("⟦b⟧"),)), heading="⟦b⟧"),
            section("rest", heading="⟦b⟧"),
            section("ask", Questions((text("⟦b⟧"),)), heading="⟦b⟧"),
            section("team", Panel("team", PLACE), Panel("legend", PLACE), heading="⟦b⟧"),
        ),
        shared=replace(SHARED, glossary={}),
    )
    own = {"A tiny booklet", "For tests", "Sample"}
    for said in page.text:
        rest = re.sub(r"⟦.*?⟧", "", said)
        for words in (
            *own,
            "English",
            "Letter (US\N{NO-BREAK SPACE}paper)",
            "November 21, 2026",
            "November 2026",
            "0123 4567 89ab cdef".replace(" ", "\N{NO-BREAK SPACE}"),
        ):
            rest = rest.replace(words, "")
        assert not re.search(r"[^\W\d_]", rest), said


def test_untranslated_text_is_marked() -> None:
    page = composed(replace(booklet(), locale="es"), SPANISH, interface("es", "es {}"))
    assert '<p lang="en">The one\N{NO-BREAK SPACE}thing.</p>' in page.html.replace("\u2060", "")
    assert '<html lang="es-US" dir="ltr">' in page.html
    assert SPANISH.review_note is not None
    assert words_of(found(page, "section", "about")[0]).count("con ayuda de una máquina") == 1


def test_words_nobody_translated_are_marked_and_attributes_stay_plain() -> None:
    page = composed(locale=SPANISH, words=interface("en"))
    assert '<span lang="en">About this booklet</span>' in page.html
    assert 'data-say-draft="DRAFT"' in page.html


def test_titles_of_works_stay_english() -> None:
    page = composed(locale=SPANISH)
    assert '<i lang="en">Nat Med</i>' in page.html
    assert '<h3 lang="en">American Cancer Society</h3>' in page.html
    assert "<i>Nat Med</i>" in composed().html


def test_right_to_left_says_so_and_keeps_numbers_in_order() -> None:
    page = composed(locale=ARABIC)
    assert '<html lang="ar" dir="rtl">' in page.html
    assert all(a.get("dir") == "ltr" for a in found(page, "a", "phone"))


# Drafts


def test_a_draft_says_so_everywhere(page: Composed) -> None:
    assert page.title == "DRAFT: A tiny booklet (families, English)"
    assert '<body class="draft"' in page.html
    assert "Nobody has checked this text yet." in page.html


def test_a_final_edition_is_no_draft() -> None:
    by = (
        signoff.Signature("clinical", "Sample Reviewer One", "a <b>sample</b>", "2026-12-01"),
        signoff.Signature("plain-language", "", "", "2026-12-03"),
    )
    roles = ("clinical", "plain-language")
    page = composed(review=signoff.Review(signoff.FINAL, DIGEST, roles, by, "2026-11-25", until="2027-12-01"))
    assert page.title == "A tiny booklet (families, English)"
    assert 'class="draft"' not in page.html
    assert "Nobody has checked" not in page.html
    assert "nobody yet" not in page.html
    (steps,) = found(page, "ol", "review")
    assert [step.get("class") for step in steps] == ["done"] * 3
    assert [words_of(step) for step in steps] == [
        "Submitted Done on November 25, 2026",
        "Under review Done",
        "Approved Done on December 3, 2026",
    ]
    told = words_of(found(page, "section", "about")[0])
    assert "Medical facts Sample Reviewer One, a <b>sample</b> December 1, 2026" in told
    assert "Plain words somebody who asked not to be named December 3, 2026" in told
    assert "Check again byDecember 1, 2027" in told
    assert "Approved. Check again by December 1, 2027" in words_of(found(page, "section", "cover")[0])


STANDINGS: dict[str, tuple[signoff.Review, str, str, str, list[str]]] = {
    "submitted": (
        signoff.Review("submitted", DIGEST, submitted="2026-11-25"),
        "DRAFT", "Not yet checked by doctors or nurses. Please do not hand out.",
        "Draft. This text waits to be checked.",
        ["Submitted Done on November 25, 2026", "Under review Not yet", "Approved Not yet"],
    ),
    "under review": (
        signoff.Review("under-review", DIGEST),
        "DRAFT", "Not yet checked in full. Please do not hand out.",
        "Draft. This text is still being checked.",
        ["Submitted Done", "Under review Going on now", "Approved Not yet"],
    ),
    "changed": (
        signoff.Review("draft", DIGEST, lapsed="2026-12-03", waiting=3, total=61),
        "DRAFT", "Not yet checked by doctors or nurses. Please do not hand out.",
        "Draft. This text changed after it was approved, and waits to be checked again.",
        ["Submitted Not yet", "Under review Not yet", "Approved Not yet"],
    ),
    "expired": (
        signoff.Review("expired", DIGEST, until="2027-12-01"),
        "EXPIRED", "The last check was too long ago. Please do not hand out.",
        "Expired. This text was approved until December 1, 2027 and has to be checked again.",
        ["Submitted Done", "Under review Done", "Approved No longer: ended on December 1, 2027"],
    ),
    "withdrawn": (
        signoff.Review("withdrawn", DIGEST, ended="2027-01-05"),
        "WITHDRAWN", "Taken back. Please do not use it or hand it out.",
        "Withdrawn. Please do not use this text.",
        ["Submitted Not yet", "Under review Not yet", "Approved No longer: taken back on January 5, 2027"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STANDINGS)
def test_every_state_that_is_not_final_says_so_on_every_page(name: str) -> None:
    review, label, note, told, steps = STANDINGS[name]
    page = composed(review=review)
    (body,) = tree(page).iter("body")
    assert (body.get("class"), body.get("data-say-draft"), body.get("data-say-note")) == ("draft", label, note)
    assert page.title.startswith(f"{label}: ")
    assert told in words_of(found(page, "section", "cover")[0])
    assert told in words_of(found(page, "section", "about")[0])
    assert [words_of(step) for step in found(page, "ol", "review")[0]] == steps
    if name == "changed":
        assert "It was approved on December 3, 2026. Paragraphs that changed since: 3 of 61." in words_of(tree(page))


# A companion for clinicians


def for_clinicians() -> Booklet:
    sections = tuple(replace(section, audiences=("family", "clinician")) for section in booklet().sections)
    front = Front("clinician", text("For experts"), text("In numbers."))
    return replace(booklet(), audiences=("family", "clinician"), sections=sections, fronts=(front,))


def test_a_companion_has_a_masthead_and_its_own_words_on_it() -> None:
    brief, whole = composed(for_clinicians(), audience="clinician"), composed(for_clinicians())
    assert [words_of(p) for p in found(brief, "p", "subtitle")] == ["For experts"]
    assert [words_of(p) for p in found(whole, "p", "subtitle")] == ["For tests"]
    assert '<meta name="description" content="In numbers."/>' in brief.html
    assert '<meta name="description" content="In short."/>' in whole.html
    assert [words_of(p) for p in found(brief, "p", "series")] == ["Sample · Booklets for clinicians"]
    assert "Nobody has checked this text yet." in brief.html
    assert brief.title == "DRAFT: A tiny booklet (clinicians, English)"


def test_a_companion_leaves_out_what_is_made_to_keep_and_to_write_on() -> None:
    brief, whole = composed(for_clinicians(), audience="clinician"), composed(for_clinicians())
    for tag, name in (("section", "cover"), ("section", "contents-page"), ("div", "notes"), ("ul", "glossary")):
        assert len(found(whole, tag, name)) > 0
        assert len(found(brief, tag, name)) == 0
    for name in ("references", "review"):
        assert len(found(brief, "ol", name)) == len(found(whole, "ol", name)) == 1


def test_a_companion_brings_its_sheet_before_that_of_the_format() -> None:
    brief, whole = composed(for_clinicians(), audience="clinician"), composed(for_clinicians())
    sheets = ["asset:booklet.css", "asset:clinician.css", "asset:letter.css"]
    assert [link.get("href") for link in found(brief, "link")] == sheets
    assert "clinician.css" in {asset.name for asset in brief.assets}
    assert "clinician.css" not in {asset.name for asset in whole.assets}
    assert not any(asset.name.startswith("art/cover") for asset in brief.assets)


# Assets and style sheets


def test_an_edition_brings_what_it_asks_for(page: Composed) -> None:
    names = {asset.name for asset in page.assets}
    assert {"booklet.css", "letter.css", "art/horizon.svg", "art/cover-window.svg"} <= names
    assert "a4.css" not in names


def test_a_booklet_has_the_cover_drawn_for_it() -> None:
    names = {asset.name for asset in composed(replace(booklet(), slug="tiny-research")).assets}
    assert "art/cover-research.svg" in names


@pytest.mark.parametrize("name", sorted(name for name in STYLES.assets if name.endswith(".css")))
def test_style_sheets_ask_for_nothing_else_and_say_nothing(name: str) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", STYLES.assets[name].data.decode(), flags=re.DOTALL)
    assert all(address.startswith("asset:") for address in re.findall(r"url\(\s*[\"']?([^)\"']*)", sheet))
    assert "@import" not in sheet
    assert "hyphens: auto" not in sheet
    part = r"(\"([\[\].]|\\A)?\"|(string|counter)\([a-z-]+\)|target-counter\(attr\(data-of\), page\))"
    assert all(
        re.fullmatch(rf"none|{part}( {part})*", value) for value in re.findall(r"content:\s*([^;}]*?)\s*[;}]", sheet)
    )


def test_composing_touches_no_disk_and_is_repeatable(page: Composed) -> None:
    assert composed() == page
    with pytest.raises(KeyError):
        composed(words=Interface("en", {}))


def test_all_that_is_said_is_told(page: Composed) -> None:
    assert "The one\N{NO-BREAK SPACE}thing." in page.text
    assert "Outside the cell" in page.text
    assert "Not yet checked by doctors or nurses. Please do not hand out." in page.text
    assert not any("\u2060" in said or "{" in said or "@page" in said for said in page.text)


def test_a_template_that_leaves_a_tag_open_is_refused_with_the_line() -> None:
    broken = STYLES.templates | {"front.html": STYLES.templates["front.html"].replace("</p>", "", 1)}
    with pytest.raises(ProblemsFound) as found:
        composed(styles=replace(STYLES, templates=broken))
    (problem,) = found.value.problems
    assert problem.code == "page-malformed"
    assert problem.location.path == "styles/booklet/booklet.html"
    assert "mismatched tag" in problem.message
    assert "close every tag" in problem.hint


def test_a_space_before_bold_is_carried_into_it() -> None:
    """WeasyPrint 70 breaks such a line after its first word."""
    nodes = (Words("After "), Strong((Words("rest"),)), Words(", call "), Emphasis((Words("us"),)))
    assert view.carried(nodes) == (
        Words("After"),
        Strong((Words(" rest"),)),
        Words(", call"),
        Emphasis((Words(" us"),)),
    )
    untouched = (Words("("), Strong((Words("rest"),)), Words(" "), Emphasis((Words("us"),)))
    assert view.carried(untouched) == untouched


def test_no_paragraph_ends_with_one_short_word() -> None:
    tie = "\N{NO-BREAK SPACE}"
    assert view.ended((Words("Call at once"),)) == (Words(f"Call at{tie}once"),)
    assert view.ended((Words("Ask how"), Cite(("rest",)))) == (Words(f"Ask{tie}how"), Cite(("rest",)))
    assert view.ended((Words("This is extraordinary"),)) == (Words("This is extraordinary"),)
    assert view.ended((Words("A bed"),)) == (Words("A bed"),)
    assert view.ended(()) == ()


def test_no_heading_breaks_behind_a_hyphen() -> None:
    assert view.unbroken((Words("high-risk - now"), Strong(()))) == (
        Words("high-\N{WORD JOINER}risk - now"),
        Strong(()),
    )
