"""Two languages beside each other: all of both, pairs with one number on one page, each told in its own language."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pdfs
import pytest
import sheets
from conftest import run_press
from edition import TODAY
from faults import write
from glyphs import shown
from sample_project import SLUG, confirm_all, made
from samplepress import change

from bookletpress import plan, preparation
from bookletpress.cards import carded, is_filled
from bookletpress.edition import Composed, Edition
from bookletpress.evidence import texts_printed
from bookletpress.facing import Side, facing
from bookletpress.formats import load_formats
from bookletpress.inline import Words, walk
from bookletpress.model import Table
from bookletpress.page import tree
from bookletpress.preparation import Prepared, prepare
from bookletpress.problems import ProblemsFound
from bookletpress.project import load
from bookletpress.reviews import tailored
from bookletpress.signoff import Review, joint
from bookletpress.standing import State

FORM = "bilingual-letter"
NAME = f"es/{SLUG}_es_family_{FORM}_DRAFT.pdf"
EDITION = Edition(SLUG, "es", "family", FORM)
NUMBER = re.compile(r"(?<!OFL )\b(?:[A-Z]|[0-9]+)\.[0-9]+")
LEFT_OUT = "At the end."
"""What nobody has translated in this sample."""


@dataclass(frozen=True)
class Made:
    """The sample with one sentence that is not translated, and its bilingual edition."""

    root: Path
    ready: Prepared
    page: Composed
    pdf: bytes
    row: dict[str, object]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = made(tmp_path_factory.mktemp("bilingual") / "project")
    change(root / "locales/es/sample.po", f'msgstr "«{LEFT_OUT}[@c-five]»"', 'msgstr ""')
    confirm_all(root)
    ran = run_press("build", SLUG, "-f", FORM, at=root)
    assert ran.code == 0, ran.err
    (row,) = json.loads((root / "dist/catalogue.json").read_text("utf-8"))
    ready = prepare(root, plan.Selection((SLUG,), ("es",), ("family",), (FORM,)), TODAY)
    return Made(root, ready, ready.compose(EDITION), (root / "dist" / NAME).read_bytes(), row)


def pairs(page: Composed) -> Iterator[tuple[Element, Element]]:
    """The columns of every pair, in reading order."""
    for element in tree(page.html).iter("div"):
        if "pair" in element.get("class", "").split():
            first, second = element
            yield first, second


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def numbers(element: Element) -> list[str]:
    return [words(one) for one in element.iter("p") if one.get("class") == "nr"]


def test_the_file_is_whole_and_says_both_languages(sample: Made) -> None:
    assert not pdfs.violations(sample.pdf)
    assert pdfs.syntax(sample.pdf)
    assert pdfs.info(sample.pdf)["Title"] == (
        "BORRADOR: «A title» (familias, Español) · DRAFT: A title (families, English)"
    )
    assert (sample.row["path"], sample.row["languages"], sample.row["language"]) == (NAME, ["en-US", "es-US"], "es-US")


def test_no_language_stands_beside_itself(sample: Made) -> None:
    every = sample.ready.every()
    assert EDITION in every
    assert replace(EDITION, locale="en") not in every
    assert replace(EDITION, audience="clinician") not in every


def test_every_sentence_of_both_languages_is_on_the_page_in_its_language(sample: Made) -> None:
    told: dict[str, str] = {}
    for said in pdfs.spoken(sample.pdf):
        told[said.language] = told.get(said.language, "") + said.text + said.alt
    folded = {language: re.sub(r"[\s\u2060]+", "", said) for language, said in told.items()}
    for locale, language in (("en", "en-US"), ("es", "es-US")):
        local = sample.ready.locales[locale]
        booklet, shared = tailored(local, replace(preparation.text_of(EDITION), locale=locale))
        texts = list(texts_printed(booklet, "family", shared))
        assert len(texts) > 20
        tables = [one for part in booklet.sections for one in part.blocks if isinstance(one, Table) and is_filled(one)]
        asked = [text for table in tables for card in carded(table) for text, _ in card.rows]
        heads = [text for table in tables for text in table.head if text not in asked]  # no card has an answer to them
        unsaid = [booklet.summary, *heads]  # the summary is the file's description
        for text in texts:
            if text in unsaid:
                continue
            wanted = language if text.locale == locale else "en"
            for node in walk(text.inline):
                if isinstance(node, Words):
                    assert re.sub(r"\s+", "", node.text) in folded[wanted], (wanted, node.text)


def test_what_the_press_says_is_said_in_both(sample: Made) -> None:
    said = {(words(first), words(second)) for first, second in pairs(sample.page)}
    for pair in (("Main point", "Lo principal"), ("What is inside", "Qué contiene"), ("My notes", "Mis notas"),
                 ("Words in the drawing", "Palabras del dibujo")):  # fmt: skip
        assert pair in said, pair
    assert any(one.startswith("Draft. Nobody") and two.startswith("Borrador. ") for one, two in said)
    first = sheets.pages(sample.pdf)[0]
    for word in ("DRAFT", "BORRADOR", "Please do not hand out.", "Por favor, no lo reparta."):
        assert word in first, word


def test_partners_have_one_number_and_no_number_comes_twice(sample: Made) -> None:
    found = [(numbers(first), numbers(second)) for first, second in pairs(sample.page)]
    assert all(first == second and len(first) < 2 for first, second in found)
    every = [first[0] for first, _ in found if first]
    assert len(every) == len(set(every)) > 20
    for label in ("1", "A", "B"):
        mine = [number for number in every if number.partition(".")[0] == label]
        assert mine == [label, *(f"{label}.{place}" for place in range(1, len(mine)))]


def test_partners_stand_on_one_page_and_are_read_one_after_the_other(sample: Made) -> None:
    on_page = [Counter(NUMBER.findall(text)) for text in sheets.pages(sample.pdf)]
    every = [number for first, _ in pairs(sample.page) for number in numbers(first) if "." in number]
    for number in every:
        assert [page[number] for page in on_page if number in page] == [2], number
    told = [(said.text, said.language) for said in pdfs.spoken(sample.pdf) if said.text in every]
    assert told == [pair for number in every for pair in ((number, "en-US"), (number, "es-US"))]


def test_what_nobody_translated_says_so(sample: Made) -> None:
    lost = [second for _, second in pairs(sample.page) if "Todavía sin traducir" in words(second)]
    assert [(LEFT_OUT in words(one), one.get("lang")) for one in lost] == [(True, "en")]
    same = {words(first) for first, second in pairs(sample.page) if words(first) == words(second)}
    assert not {one for one in same if any(map(str.isalpha, NUMBER.sub("", one)))}


def test_drawings_sources_and_lines_to_write_on_are_there_once(sample: Made) -> None:
    root = tree(sample.page.html)
    classes = Counter(name for element in root.iter() for name in element.get("class", "").split())
    assert (classes["drawings"], classes["references"]) == (1, 1)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    said = [(words(first), words(second)) for first, second in pairs(sample.page)]
    assert any(one.endswith("wall") and two.endswith("«wall»") for one, two in said)


def test_nothing_is_smaller_than_the_numbers_of_sources(sample: Made) -> None:
    sizes = Counter(run.size for run in shown(sample.pdf))
    assert min(sizes) >= 8.7
    assert sizes[11.5] >= 0.15 * sum(sizes.values())


def test_a_new_english_word_makes_the_edition_anew(sample: Made) -> None:
    english = sample.root / "locales/en/locale.yaml"
    before = english.read_text("utf-8")
    asked = ("build", SLUG, "-f", FORM, "-n", "--explain")
    assert FORM not in run_press(*asked, at=sample.root).out
    english.write_text(before.replace("native-name: English", "native-name: English (US)"), "utf-8")
    try:
        assert FORM in run_press(*asked, at=sample.root).out
    finally:
        english.write_text(before, "utf-8")


# Where both texts stand

STATES = (State.WITHDRAWN, State.EXPIRED, State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.APPROVED)


@pytest.mark.parametrize("own", STATES)
@pytest.mark.parametrize("other", STATES)
def test_two_texts_are_final_only_together(own: State, other: State) -> None:
    found = joint(Review(own, "s:1", until="2027-03-01"), Review(other, "s:2", until="2027-01-01"))
    assert found.final == (own == other == State.APPROVED)
    assert found.state in (own, other)
    if found.final:
        assert found.until == "2027-01-01"


def test_the_digest_is_that_of_both() -> None:
    one, two, three = (Review(State.APPROVED, f"s:{name}", until="2027-01-01") for name in "abc")
    assert len({joint(one, two).digest, joint(one, three).digest, joint(three, two).digest, one.digest}) == 4


# What a format may say

LETTER = "- name: letter\n  label: Letter\n  width: 8.5in\n  height: 11in\n  sheets: [letter.css]\n"


@pytest.mark.parametrize("more", ["  pages-in: 4\n", ""])
def test_pages_in_two_languages_are_not_filled_up(tmp_path: Path, more: str) -> None:
    write(tmp_path, {"styles/formats.yaml": f"{LETTER}  beside: en\n{more}"})
    if not more:
        assert load_formats(tmp_path)[0].beside == "en"
        return
    with pytest.raises(ProblemsFound) as found:
        load_formats(tmp_path)
    assert [problem.code for problem in found.value.problems] == ["beside-pages"]


def test_a_language_that_is_not_there_cannot_stand_beside(tiny: Path) -> None:
    change(tiny / "styles/formats.yaml", "beside: en", "beside: eng")
    with pytest.raises(ProblemsFound) as found:
        load(tiny)
    assert [problem.code for problem in found.value.problems] == ["beside-unknown"]


# The merging of two pages

SIDES = Side("en-US", "ltr", "en"), Side("ar", "rtl", "ar")
PAGE = (
    '<!DOCTYPE html>\n<html lang="{}"><head><title>{}</title></head>\n<body data-untranslated="FLAG">{}</body></html>'
)


def merged(first: str, second: str) -> str:
    html = facing(PAGE.format("en", "One", first), PAGE.format("ar", "Two", second), SIDES, frozenset())
    return html[html.index("<body") :]


def test_each_column_has_its_own_direction() -> None:
    (pair,) = tree(merged("<p>one</p>", "<p>two</p>").removesuffix("</html>").strip())
    assert [column.get("dir") for column in pair] == ["ltr", None]  # the page itself is from right to left


def test_rows_with_a_key_meet_in_the_order_of_the_second_page() -> None:
    said = merged(
        '<ul class="glossary"><li data-key="a">ant</li><li data-key="b">bee</li></ul>',
        '<ul class="glossary"><li data-key="b">avispa</li><li data-key="a">hormiga</li></ul>',
    )
    assert re.findall(r">(\w+)<", said) == ["bee", "avispa", "ant", "hormiga"]


def test_what_only_one_page_has_is_not_lost() -> None:
    said = merged("<div><p>one</p><h3>more</h3></div>", "<div><p>uno</p><ul><li>solo</li></ul></div>")
    assert re.findall(r">(\w+)<", said) == ["one", "uno", "more", "solo"]
    assert '<h3 lang="en-US" dir="ltr">more</h3>' in said


def test_names_are_not_told_as_untranslated() -> None:
    name = merged("<h3>A line</h3>", '<h3 lang="en" translate="no">A line</h3>')
    assert "FLAG" not in name.partition(">")[2]
    assert name.count("A line") == 1
    assert "FLAG" in merged("<p>A word</p>", '<p lang="en">A word</p>').partition(">")[2]


def test_numbers_begin_anew_in_every_section_and_letters_name_those_without() -> None:
    page = (
        '<section class="cover"><h1>T</h1></section><section><h2>S</h2><p>x</p></section>'
        '<section class="topic"><div class="opener"><p class="number">7</p><h2>S</h2></div><p>x</p><p>y</p></section>'
        "<section><h2>S</h2><p>555-0100</p></section>"
    )
    assert re.findall(r'class="nr" dir="ltr">([^<]+)<', merged(page, page))[::2] == ["A", "A.1", "7", "7.1", "7.2", "B"]
