"""What there is to translate, in reading order, each English message once."""

import datetime
from dataclasses import replace

import pytest
from conftest import TINY
from texts import booklet, text

from bookletpress import extraction, messagerefs, walk
from bookletpress.catalogue import Message, read, write
from bookletpress.extraction import Template, page_words, template_catalogue
from bookletpress.model import Bullets, Heading, Paragraph, Table
from bookletpress.problems import Location, ProblemsFound
from bookletpress.shareddata import load_shared
from bookletpress.source import load_booklet

TODAY = datetime.date(2026, 11, 21)


def msgids(template: Template) -> list[str]:
    return [message.msgid for message in template.messages]


def test_the_sample_booklet_in_reading_order() -> None:
    template = extraction.booklet(load_booklet(TINY, "tiny"))
    assert template.domain == "tiny"
    assert msgids(template) == [
        "Sample",
        "A sample booklet",
        "Made for the tests of the press",
        "A sample that nobody should hand out.",
        "The main points",
        "**Rest helps.** Sleep when you can.[@rest-helps]",
        "**Ask early.** Nobody minds a question.",
        "Why rest helps",
        "A tired body heals slowly. This is a sample.",
        "Many people feel better after **rest**.[@rest-helps] Keep the room at 20 °C if you can. "
        "See [whom to call][section:help].",
        "A bed stands under a window. The moon is up.",
        "The bed",
        "A bed by a window.",
        "**The bed** is where you rest.",
        "Rest, by time of day",
        "When",
        "How long",
        "Noon",
        "2 hours",
        "Night",
        "8 hours",
        "How much rest is best? We do not know yet.",
        "Whom to call",
        "Call {phone:sample-line} with a question about this sample.",
    ]


def test_the_shared_data() -> None:
    template = extraction.shared(load_shared(TINY))
    assert template.domain == "shared"
    assert msgids(template) == [
        "rest",
        "Lying down or sitting still until you feel better.",
        "Day and night, every day",
        "a question about the sample",
    ]
    assert template.messages[0].notes[:-1] == ("glossary › rest › term", "glossary › rest › how to say it")


def test_places_and_notes() -> None:
    template = extraction.booklet(load_booklet(TINY, "tiny"))
    bed = next(message for message in template.messages if message.msgid == "The bed")
    assert bed.notes[:-1] == ("Why rest helps › drawing bed › label",)
    assert bed.files == ("booklets/tiny/figures/bed.svg",)


def test_the_same_english_is_one_message_with_all_its_places() -> None:
    source = booklet(
        Heading(text("Rest", path="a.md")), Bullets((text("Rest", "not sleep", path="b.md"), text("Rest", path="a.md")))
    )
    (message,) = [message for message in extraction.booklet(source).messages if message.msgid == "Rest"]
    assert message.files == ("a.md", "b.md")
    assert message.notes[:-1] == ("Why rest helps › heading", "Why rest helps › bullet", "not sleep")


def test_a_context_keeps_equal_words_apart() -> None:
    source = booklet(Paragraph(text("Rest", "context: verb")), Paragraph(text("Rest", "context: noun")), "Rest")
    found = [message.key for message in extraction.booklet(source).messages if message.msgid == "Rest"]
    assert found == [("verb", "Rest"), ("noun", "Rest"), (None, "Rest")]


def test_rewrapped_english_is_the_same_message() -> None:
    wrapped = booklet("Take your\nmedicine __every__ day.")
    assert msgids(extraction.booklet(wrapped)) == msgids(
        extraction.booklet(booklet("Take your medicine **every** day."))
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("{status:lorlatinib}", False),
        ("{phone:acs}", False),
        ("2015", False),
        ("120/80", False),
        ("–", False),
        ("[@rest-helps]", False),
        ("ALK", True),
        ("2 hours", True),
        ("是", True),
    ],
)
def test_what_says_the_same_everywhere_is_no_message(markdown: str, expected: bool) -> None:
    assert extraction.is_message(text(markdown)) is expected
    cell = text(markdown)
    source = booklet(Table(text("A table"), (text("Head"), None), ((cell, None),)))
    assert (cell.source in msgids(extraction.booklet(source))) is expected


def test_extraction_and_localisation_share_one_walk() -> None:
    source = load_booklet(TINY, "tiny")
    assert walk.map_booklet(source, lambda met, _: met, "en") == source
    shared = load_shared(TINY)
    assert walk.map_shared(shared, lambda met, _: met, "en") == shared


PAGES = {
    "styles/b.html": '<p>{{ say("Contents") }}</p>\n{# translators: a number #}\n{{ say("Page {page}", page=3) }}\n',
    "styles/a.html": "{% set x = say('Draft') if draft else say(\"Final\") %}{{ say(words) }}{{ other('No') }}",
}


def test_words_of_page_templates() -> None:
    found = page_words(PAGES)
    assert [(word.source, word.location, word.note) for word in found] == [
        ("Draft", Location("styles/a.html", 1, 1), ""),
        ("Final", Location("styles/a.html", 1, 1), ""),
        ("Contents", Location("styles/b.html", 1, 1), ""),
        ("Page {page}", Location("styles/b.html", 3, 1), "a number"),
    ]
    assert {word.locale for word in found} == {"en"}


def test_words_become_the_interface_domain() -> None:
    template = extraction.interface((*page_words(PAGES), text("Letter", path="styles/formats.yaml")))
    assert template.domain == "interface"
    names = messagerefs.references(message.key for message in template.messages)
    page, letter = (messagerefs.comment(names[None, words]) for words in ("Page {page}", "Letter"))
    assert template.messages[-2:] == (
        Message("Page {page}", notes=("a number", page), files=("styles/b.html",)),
        Message("Letter", notes=(letter,), files=("styles/formats.yaml",)),
    )


def test_a_broken_page_template_is_a_problem_and_not_a_lost_message() -> None:
    with pytest.raises(ProblemsFound) as found:
        page_words({"styles/a.html": "\n{{ say('Draft' }}", "styles/b.html": "{% if %}"})
    assert [(p.code, str(p.location)) for p in found.value.problems] == [
        ("page-template", "styles/a.html:2:1"),
        ("page-template", "styles/b.html:1:1"),
    ]


def test_the_date_stays_while_the_messages_stay() -> None:
    template = extraction.booklet(booklet("One.", "Two."))
    first = template_catalogue(template, None, "locales/pot/tiny.pot", TODAY)
    assert first.value("POT-Creation-Date") == "2026-11-21 00:00+0000"
    later = TODAY + datetime.timedelta(days=9)
    same = template_catalogue(template, first, "locales/pot/tiny.pot", later)
    assert same == first
    moved = replace(template, messages=tuple(reversed([replace(m, notes=("x",)) for m in template.messages])))
    assert template_catalogue(moved, first, "x", later).value("POT-Creation-Date") == "2026-11-21 00:00+0000"
    for changed in (template.messages[1:], (*template.messages, Message("New"))):
        other = template_catalogue(replace(template, messages=changed), first, "x", later)
        assert other.value("POT-Creation-Date") == "2026-11-30 00:00+0000"


def test_a_template_is_a_catalogue_without_language() -> None:
    made = template_catalogue(extraction.booklet(booklet("One.")), None, "locales/pot/tiny.pot", TODAY)
    assert read(write(made), "locales/pot/tiny.pot", "", None) == made
    assert (made.value("Project-Id-Version"), made.value("X-Segmenter")) == ("tiny", "bookletpress-1")
