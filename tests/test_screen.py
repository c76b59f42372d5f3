"""Web pages: what is added to a composed page, and what the gate refuses. Pages are small, and made here."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import Element

import pytest

from bookletpress.edition import Asset, Composed, Edition
from bookletpress.inline import Atom, Link, Words
from bookletpress.model import Text
from bookletpress.problems import Location, ProblemsFound
from bookletpress.screen import gate
from bookletpress.screen.drawings import WIDE, fit
from bookletpress.screen.heard import end_marks, name_boxes, part_choices, put_sentences_first, say_where_to_write
from bookletpress.screen.nearby import address
from bookletpress.screen.said import lost, pieces
from bookletpress.screen.sheet import as_data, sheet
from bookletpress.screen.sources import lead_back
from bookletpress.screen.tables import head_cells
from bookletpress.screen.terms import open_words
from bookletpress.screen.tree import of_class, read, words, written
from bookletpress.webpage import as_script, medical_web_page, policy_of

GLOSSARY = (
    '<section><h2 id="words">Words to know</h2><ul class="glossary">'
    '<li id="g1"><div class="term"><p><strong>gene</strong> <span class="say">say: jeen</span></p></div>'
    '<p>A plan in a cell.<sup class="cite"><a href="#s1">1</a></sup> Small.</p></li>'
    '<li id="g2"><div class="term"><p><strong>gene test</strong></p></div><p>A look at a plan.</p></li>'
    "</ul></section>"
)


def opened(body: str, language: str = "en") -> Element:
    root = read(f"<html><body><section><h2>One</h2>{body}</section>{GLOSSARY}</body></html>")
    open_words(root, language, "Close")
    return root


def marked(body: str, language: str = "en") -> list[tuple[str, str]]:
    """The words that open, each with the id of what it opens."""
    buttons = opened(body, language).iter("button")
    return [(one.text or "", one.get("popovertarget", "")) for one in buttons if "hidden" in one.attrib]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>A gene is here, and a gene there.</p><p>Gene.</p>", [("gene", "g1p")]),
        ("<p>Two Genes, one gene test.</p>", [("Genes", "g1p"), ("gene test", "g2p")]),
        ("<ul><li>The gene-tests</li></ul>", [("gene-tests", "g2p")]),
        ("<p>An <strong>older</strong> gene</p>", [("gene", "g1p")]),
        ("<p>A <strong>gene</strong> is a plan. A gene!</p><p>This gene.</p>", []),
        ('<p>See <a href="#x">the gene</a>, engender, genes’ and g-ene.</p>', [("genes", "g1p")]),
        ('<div class="word"><p><strong>gene</strong></p></div><p>A gene.</p>', []),
        ('<h3>A gene</h3><p class="label">A gene</p><table><caption>A gene</caption></table>', []),
    ],
)
def test_the_first_place_of_a_word_in_a_section_opens(body: str, expected: list[tuple[str, str]]) -> None:
    assert marked(body) == expected


def test_a_language_without_rules_for_plurals_finds_the_word_itself() -> None:
    assert marked("<p>Genes, gene</p>", "tlh") == [("gene", "g1p")]


def test_a_marked_sentence_says_the_same_with_either_of_the_two() -> None:
    """Browsers without pop-ups, and readers that leave buttons out, keep the link; all others the button."""
    paragraph = next(opened("<p>Ask for a <i>new</i> gene test, now.</p>").iter("p"))
    for tag in ("a", "button"):
        copy = read(re.sub(rf"<{tag}\b.*?</{tag}>", "", written(paragraph).partition("\n")[2]))
        assert words(copy) == "Ask for a new gene test, now."
    link = next(paragraph.iter("a"))
    assert (link.get("href"), link.text) == ("#g2", "gene test")


def test_what_opens_says_what_the_list_says_without_its_sources() -> None:
    pop = next(one for one in opened("<p>A gene.</p>").iter("div") if "popover" in one.attrib)
    assert [words(row) for row in pop.iter("p")] == ["gene say: jeen", "A plan in a cell. Small."]
    assert (pop.get("id"), pop.get("role"), pop.get("aria-labelledby")) == ("g1p", "dialog", pop[0][0].get("id"))
    assert pop.get("aria-describedby") == pop[1].get("id")
    assert [(one.text, one.get("popovertarget")) for one in pop.iter("button")] == [("Close", "g1p")]
    assert [(one.text, one.get("href")) for one in pop.iter("a")] == [("Words to know", "#g1")]


def test_a_box_has_a_name_and_one_that_cannot_wait_a_heading() -> None:
    body = (
        '<div class="callout callout-call"><p class="label">Now</p></div>'
        '<div class="callout"><p class="label">Soon</p></div><div class="callout"><p>x</p></div>'
    )
    root = read(f"<html><body>{body}</body></html>")
    name_boxes(root)
    urgent, other, bare = root.iter("div")
    assert (urgent.get("role"), urgent.get("aria-labelledby")) == ("group", urgent[0].get("id"))
    assert (urgent[0].get("role"), urgent[0].get("aria-level")) == ("heading", "3")
    assert other.get("aria-labelledby") == other[0].get("id") != urgent[0].get("id")
    assert "role" not in other[0].attrib
    assert "role" not in bare.attrib


def test_choices_are_parted_by_commas() -> None:
    root = read(
        '<html><body><p>Line:<br/><b class="box">a</b> <b class="box">b</b> or <b class="box">c</b>.</p></body></html>'
    )
    part_choices(root)
    assert words(root) == "Line:a, b or c."
    assert [one.text for one in of_class(root, "heard")] == [","]


def test_marks_are_parted_by_full_stops_that_are_only_heard() -> None:
    root = read(
        '<html><body><p><b class="mark">None listed</b> <b class="mark">Approved</b>, <b class="mark">Studied</b></p>'
        "</body></html>"
    )
    end_marks(root)
    assert words(root) == "None listed. Approved, Studied."
    assert [one.text for one in of_class(root, "heard")] == [".", "."]


def test_a_drawing_that_is_moved_is_called_by_its_caption() -> None:
    picture = f'<figure><svg viewBox="0 0 {WIDE + 1} 9"><title>A bed</title></svg></figure>'
    cite = '\u2060<sup class="cite">1</sup>'
    root = read(
        f'<html><body><div class="figure"><p class="caption">The bed.{cite} And more.</p>'
        f'<div class="drawings">{picture}</div></div><div class="drawings">{picture}</div></body></html>'
    )
    fit(root, (), "Move it.")
    first, second = root.iter("figure")
    assert (first.get("role"), first.get("aria-label")) == ("group", "The bed. And more.")
    assert second.get("aria-labelledby") == next(second.iter("title")).get("id")
    assert [(hint.text, hint.get("aria-hidden")) for hint in of_class(root, "sideways")] == [("Move it.", "true")] * 2


@pytest.mark.parametrize(
    ("body", "order"),
    [
        ('<p class="word">1</p><p class="word">2</p><p>3</p><p>4</p>', "3124"),
        ('<p>1</p><p class="word">2</p><ul/>', "12"),
        ('<p class="word">1</p>', "1"),
        ('<p class="word">1</p><p class="lede">2</p><p>3</p><p>4</p>', "2314"),
        ('<p class="word">1</p><p class="lede">2</p><ul/>', "21"),
    ],
)
def test_a_word_is_explained_behind_its_sentence(body: str, order: str) -> None:
    root = read(f"<html><body><div>{body}</div></body></html>")
    put_sentences_first(root)
    assert words(root) == order


def test_lines_to_write_on_say_that_they_are_on_paper() -> None:
    root = read(
        '<html><body><section><div class="lines"/><ol><li><div class="lines"/></li></ol></section>'
        '<section class="tool"><div class="lines"/></section></body></html>'
    )
    say_where_to_write(root, "Print it.")
    assert words(root) == "Print it."


CITED = """<html><body><h1>T</h1><section><h2>One</h2>
<p>a<sup class="cite"><a href="#s1">1</a>,<a href="#s3">3</a></sup> b<sup class="cite"><a href="#s1">1</a></sup></p>
</section><section><p class="number">7</p><h2>Two</h2>
<p>c<sup class="cite"><a href="#s1">1</a>–<a href="#s3">3</a></sup></p></section>
<ol class="references"><li id="s1">A</li><li id="s2">B</li><li id="s3">C</li><li id="s4">D</li></ol></body></html>"""


def test_sources_lead_back_to_every_section_that_cites_them() -> None:
    root = read(CITED)
    lead_back(root, "Back:")
    told = {row.get("id"): [(a.get("href"), a.text) for a in row.iter("a")] for row in root.iter("li")}
    assert told == {
        "s1": [("#c1", "One"), ("#c3", "7")],
        "s2": [("#c3", "7")],
        "s3": [("#c1", "One"), ("#c3", "7")],
        "s4": [],
    }
    assert [sup.get("id") for sup in root.iter("sup")] == ["c1", None, "c3"]
    assert words(next(root.iter("li"))) == "ABack: One · 7"


def test_a_cell_says_whose_column_it_stands_in() -> None:
    root = read(
        '<table><caption>T</caption><thead><tr><th scope="col">When</th><th scope="col" lang="en">How'
        '<sup class="cite">1</sup></th></tr></thead><tbody><tr><th scope="row">Noon</th><td>2 <b>h</b></td></tr>'
        '<tr><th scope="row">X</th><td></td></tr></tbody></table>'
    )
    head_cells(root)
    first, empty = root.iter("td")
    assert (
        written(first).split("\n")[1]
        == '<td role="cell"><span class="of" aria-hidden="true" lang="en">How </span>2 <b>h</b></td>'
    )
    assert len(empty) == 0
    assert [part.get("role") for part in root.iter() if part.tag in {"table", "tr", "th"}] == [
        *("table", "row", "columnheader", "columnheader", "row", "rowheader", "row", "rowheader")
    ]


def text(*inlines: Words | Link | Atom) -> Text:
    return Text("", inlines, "en", Location("x", 1, 1))


def missing(source: Text, body: str) -> list[str]:
    return list(lost([pieces(source)], read(f"<html><body>{body}</body></html>")))


NEVER = text(Words("Do not call "), Atom("phone", "x"), Words(" at night, see "), Link("this", "k"), Words("."))


def test_a_sentence_is_found_whatever_the_page_puts_in() -> None:
    body = (
        '<p>Do not call <a href="tel:1">1-800</a> at night,<button hidden="">night</button> see'
        ' <a href="https://x.org">this</a> <span>(x.org)</span>.<sup>1</sup></p>'
    )
    assert missing(NEVER, body) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>Do call 1-800 at night, see this.</p>",
        "<p>Do not call 1-800 at night, see.</p>",
        '<p aria-hidden="true">Do not call 1-800 at night, see this.</p>',
        "<p>Do not call</p><p>" + "x" * 200 + "</p><p> at night, see this.</p>",
        "<style>Do not call 1-800 at night, see this.</style>",
    ],
)
def test_a_sentence_that_is_not_there_is_missed(body: str) -> None:
    assert missing(NEVER, body) == ["Do not call at night, see this ."]


# The gate.

STYLE = "p{color:red}"
GOOD = f"""<!DOCTYPE html>
<html lang="en-US" dir="ltr"><head><meta charset="utf-8"><title>T</title>
<meta http-equiv="Content-Security-Policy" content="{policy_of(STYLE, pictures=True)}">
<style>{STYLE}</style><script type="application/ld+json">{{}}</script></head>
<body><h1 id="top">T</h1><p>Rest helps.</p><h2>U</h2><p><a href="#top">up</a> <a href="tel:+18005550100">1</a>
<a href="../es/x_es_family_web_DRAFT.html">es</a> <a href="x_en_family_letter_DRAFT.pdf">pdf</a>
<a href="https://example.org/">out</a></p><svg viewBox="0 0 1 1"><title>D</title><path d="M0 0"></path></svg>
<img src="data:image/png;base64,aaaa" alt="A logo"></body></html>
"""
COMPOSED = Composed(Edition("s", "en", "family", "web"), GOOD, (), "T", "en-US", ("Rest helps.",))


def codes(page: str, composed: Composed = COMPOSED) -> list[str]:
    return [problem.code for problem in gate.inspect(page.encode(), composed)]


def test_a_good_page_passes() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("<p>Rest helps.</p>", "<p>Rest helps.<div>x</div></p>", "screen-malformed"),
        ("<p>Rest helps.</p>", "<p>Rest helps.", "screen-malformed"),
        ("<h2>U</h2>", "<script>alert(1)</script><h2>U</h2>", "screen-active"),
        ("<h2>U</h2>", '<h2>U</h2><iframe src="data:image/x"></iframe>', "screen-active"),
        ("<h2>U</h2>", '<h2 onclick="x()">U</h2>', "screen-active"),
        ("<h2>U</h2>", '<h2 style="color:red">U</h2>', "screen-active"),
        ("data:image/png;base64,aaaa", "https://example.org/a.png", "screen-active"),
        ("<style>", '<link rel="stylesheet" href="https://example.org/a.css"><style>', "screen-active"),
        (STYLE + "</style>", STYLE + "@import 'x';</style>", "screen-active"),
        ("default-src 'none'", "default-src *", "screen-active"),
        ("https://example.org/", "javascript:alert(1)", "screen-link"),
        ("https://example.org/", "http://example.org/", "screen-link"),
        ("https://example.org/", "file:///etc/passwd", "screen-link"),
        ("../es/x_es_family_web_DRAFT.html", "../../x.html", "screen-link"),
        ("#top", "#nowhere", "link-broken"),
        ("<h2>U</h2>", '<h2 id="top">U</h2>', "screen-name"),
        ("<h2>U</h2>", '<h2 aria-labelledby="gone">U</h2>', "screen-name"),
        ("<title>T</title>\n", "<title>Other</title>\n", "screen-voice"),
        ('lang="en-US"', 'lang="es"', "screen-voice"),
        ("<h2>U</h2>", "<h3>U</h3>", "screen-voice"),
        ("<h2>U</h2>", "<table><tbody><tr><td>x</td></tr></tbody></table>", "screen-voice"),
        ("<title>D</title>", "", "alt-missing"),
        ('alt="A logo"', 'alt=""', "alt-missing"),
        ("Rest helps.", "Rest harms.", "text-lost"),
        ("<h2>U</h2>", "<h2>file:///home/x</h2>", "screen-private"),
        ("<h2>U</h2>", f"<p>{'x' * 200_000}</p><h2>U</h2>", "screen-heavy"),
    ],
)
def test_a_bad_page_does_not(good: str, bad: str, code: str) -> None:
    assert GOOD.count(good) == 1
    assert code in codes(GOOD.replace(good, bad))


def test_pictures_do_not_count_as_weight() -> None:
    drawn = GOOD.replace('d="M0 0"', f'd="{"M0 0" * 50_000}"').replace("aaaa", "a" * 200_000)
    assert len(drawn) > 400_000
    assert codes(drawn) == []


# What the page is given.


@pytest.mark.parametrize(
    ("page", "other", "expected"),
    [
        ("es/a.html", "es/b.pdf", "b.pdf"),
        ("es/a.html", "en/a b.html", "../en/a%20b.html"),
        ("es/a.html", "index.html", "../index.html"),
    ],
)
def test_files_are_named_from_where_the_page_lies(page: str, other: str, expected: str) -> None:
    assert address(page, other) == expected


ASSETS = {
    "screen/a.css": Asset(
        "screen/a.css", "text/css", b"/* why */\np {\n  color: red;\n  background: url(asset:art/a.svg) }\n"
    ),
    "bad.css": Asset("bad.css", "text/css", b"@media (width<3px) { p { color: red } }"),
    "art/a.svg": Asset(
        "art/a.svg", "image/svg+xml", b'<svg viewBox="0 0 1 1">\n<!-- x --><path fill="#fff" d="M0 0"/></svg>'
    ),
}


def test_the_style_sheet_holds_its_pictures() -> None:
    css = sheet(["screen/a.css"], ASSETS, "styles/booklet", "art/a.svg")
    assert "asset:" not in css
    assert "why" not in css
    assert css.count('url("data:image/svg+xml,') == 2
    assert not set("<&") & set(css)
    assert "%23fff" in as_data(ASSETS["art/a.svg"])


@pytest.mark.parametrize(("name", "code"), [("gone.css", "screen-sheet"), ("bad.css", "page-malformed")])
def test_a_sheet_that_cannot_be_used_is_named(name: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        sheet([name], ASSETS, "styles/booklet", "art/a.svg")
    assert [(problem.code, problem.location.path) for problem in caught.value.problems] == [
        (code, f"styles/booklet/{name}")
    ]


def test_no_review_is_claimed_for_a_draft() -> None:
    draft = json.loads(as_script(medical_web_page("A </script>", "d", "es-US", "family", "2026-11-21")))
    assert "lastReviewed" not in draft
    assert (draft["name"], draft["inLanguage"], draft["creativeWorkStatus"]) == ("A </script>", "es-US", "Draft")
    final = as_script(
        medical_web_page(
            "A </script>", "d", "en-US", "clinician", "2026-11-21", "2026-11-25", address="https://x.org/a.html"
        )
    )
    assert "<" not in final
    assert json.loads(final) | {"lastReviewed": "2026-11-25", "url": "https://x.org/a.html"} == json.loads(final)
