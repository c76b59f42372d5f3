"""The one walk: nothing is lost, nothing is met twice, and every text has its breadcrumb."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import get_args

from conftest import ROOT
from edition import loaded
from hypothesis import given
from hypothesis import strategies as st
from texts import booklet, text

from bookletpress.knowledge import Shared
from bookletpress.model import (
    Block,
    Booklet,
    Bullets,
    Callout,
    Drawing,
    Figure,
    Heading,
    Lede,
    NoteLines,
    Panel,
    Paragraph,
    Points,
    Questions,
    Steps,
    Table,
    Text,
    WordCards,
)
from bookletpress.problems import Location
from bookletpress.shareddata import load_shared
from bookletpress.source import load_booklet, slugs
from bookletpress.walk import map_block, map_booklet, map_shared

PLACE = Location("a.md", 1, 1)


def keep(message: Text, _place: str) -> Text:
    return message


def texts_in(value: object) -> list[Text]:
    """Every text in a value, found without the walk."""
    if isinstance(value, Text):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [found for field in fields(value) for found in texts_in(getattr(value, field.name))]
    if isinstance(value, tuple | list):
        return [found for each in value for found in texts_in(each)]
    return [found for each in value.values() for found in texts_in(each)] if hasattr(value, "values") else []


def visited(value: Booklet | Shared) -> list[tuple[Text, str]]:
    met: list[tuple[Text, str]] = []

    def meet(message: Text, place: str) -> Text:
        met.append((message, place))
        return message

    if isinstance(value, Booklet):
        map_booklet(value, meet, value.locale)
    else:
        map_shared(value, meet, value.locale)
    return met


def same(value: Booklet | Shared) -> bool:
    mapped = (
        map_booklet(value, keep, value.locale) if isinstance(value, Booklet) else map_shared(value, keep, value.locale)
    )
    return mapped == value


count = iter(range(10**9))
message = st.builds(lambda: text(f"Message {next(count)}."))
rows = st.lists(message, min_size=1, max_size=3).map(tuple)
cells = st.lists(message | st.none(), min_size=2, max_size=2).map(tuple)
drawing = st.builds(
    Drawing, st.just("d"), st.just("d.svg"), st.just("<svg/>"), st.just(1.0), st.just(1.0), message, rows
)
inner = st.builds(Paragraph, message) | st.builds(Bullets, rows)
block: st.SearchStrategy[Block] = (
    st.builds(Paragraph, message)
    | st.builds(Heading, message)
    | st.builds(Lede, message)
    | st.builds(Bullets, rows)
    | st.builds(Steps, rows)
    | st.builds(Points, rows)
    | st.builds(Questions, rows)
    | st.builds(Callout, st.just("key"), st.lists(inner, min_size=1, max_size=2).map(tuple))
    | st.builds(Table, message, cells, st.lists(cells, max_size=2).map(tuple))
    | st.builds(Figure, st.lists(drawing, min_size=1, max_size=2).map(tuple), message, rows)
    | st.just(WordCards(("a",), PLACE))
    | st.just(Panel("team", PLACE))
    | st.just(NoteLines(3))
)


KINDS = {
    Paragraph,
    Heading,
    Lede,
    Bullets,
    Steps,
    Points,
    Questions,
    Callout,
    Table,
    Figure,
    WordCards,
    Panel,
    NoteLines,
}


@given(st.lists(block, max_size=6))
def test_the_walk_keeps_everything_and_meets_each_text_once(made: list[Block]) -> None:
    whole = booklet(*made)
    assert same(whole)
    assert Counter(map(id, texts_in(whole))) == Counter(id(found) for found, _ in visited(whole))


@given(st.lists(block, min_size=1, max_size=4))
def test_every_text_is_replaced(made: list[Block]) -> None:
    whole = map_booklet(booklet(*made), lambda found, _: replace(found, locale="es"), "es")
    assert whole.locale == "es"
    assert {found.locale for found in texts_in(whole)} == {"es"}


def test_every_kind_of_block_is_drawn_here() -> None:
    assert set(get_args(Block)) == KINDS


def test_shared_data_is_walked_alike(tmp_path: Path) -> None:
    _, shared = loaded(tmp_path)
    assert same(shared)
    assert Counter(map(id, texts_in(shared))) == Counter(id(found) for found, _ in visited(shared))
    assert map_shared(shared, keep, "es").locale == "es"


def test_the_shipped_booklets_are_walked() -> None:
    shared = load_shared(ROOT)
    assert same(shared)
    for slug in slugs(ROOT):
        whole = load_booklet(ROOT, slug)
        assert same(whole)
        assert len(visited(whole)) == len(texts_in(whole)) > 100


def test_breadcrumbs_say_where_a_text_stands() -> None:
    made = booklet(Callout("key", (Paragraph(text("One.")), Bullets((text("two"),)))), Lede(text("Three.")))
    assert [place for _, place in visited(made)] == [
        "cover › series",
        "cover › title",
        "cover › subtitle",
        "download page › summary",
        "cover › subtitle (family)",
        "download page › summary (family)",
        "heading of a section",
        "Why rest helps › callout (key)",
        "Why rest helps › callout (key) › bullet",
        "Why rest helps › opening sentences",
    ]
    assert map_block(NoteLines(2), keep, "") == NoteLines(2)
