"""The order of an edition's sections, their numbers, the notice before survival numbers, and the sheets they need."""

from __future__ import annotations

from dataclasses import replace

from texts import text

from bookletpress.model import Block, Heading, Lede, Panel, Paragraph, Points, Questions, Section
from bookletpress.parts import Part, extra_sheets, is_long, parts
from bookletpress.problems import Location

PLACE = Location("booklets/tiny/01.md", 3, 1)
WORDS = Paragraph(text("Words."))
ASKS = Questions((text("Who?"),))


def section(name: str, *blocks: Block, statistics: bool = False) -> Section:
    return Section(name, text(name), ("family",), blocks or (WORDS,), f"booklets/tiny/{name}.md", statistics)


def panel(kind: str) -> Panel:
    return Panel(kind, PLACE)


MAIN, ONE, TWO = section("main", Points((text("**A.** B."),))), section("one"), section("two")
NUMBERS, MORE = section("numbers", statistics=True), section("more", ASKS, statistics=True)
CARD, TEAM = section("card", panel("fever-card")), section("team", panel("team"))


def told(found: tuple[Part, ...]) -> list[str]:
    return [f"{part.section.name} {part.number}" for part in found]


def test_topics_are_numbered_tools_close_the_booklet() -> None:
    opening, topics, tools = parts((MAIN, ONE, TWO, CARD, TEAM))
    assert (told(opening), told(topics), told(tools)) == (["main 0"], ["one 1", "two 2"], ["card 0", "team 0"])


def test_a_tool_between_topics_takes_no_number() -> None:
    _, topics, tools = parts((ONE, CARD, TWO, TEAM))
    assert (told(topics), told(tools)) == (["one 1", "card 0", "two 2"], ["team 0"])
    assert parts((CARD, TEAM))[1:] == ((), parts((CARD, TEAM))[2])


def test_numbers_are_the_same_with_and_without_statistics() -> None:
    _, topics, _ = parts((ONE, NUMBERS, MORE, TWO, TEAM))
    assert told(topics) == ["one 1", "numbers 0", "more 0", "two 2"]
    without = parts((ONE, TWO, TEAM))[1]
    assert [told((part,)) for part in topics if not part.statistics] == [told((part,)) for part in without]


def test_one_notice_leads_past_all_that_follow_one_another() -> None:
    _, topics, _ = parts((ONE, NUMBERS, MORE, TWO, NUMBERS, TEAM))
    assert [part.section.name for part in topics if part.noticed] == ["numbers", "numbers"]
    assert [part.after and part.after.name for part in topics if part.noticed] == ["two", "team"]
    assert parts((ONE, NUMBERS))[1][1].after is None


def test_statistics_are_no_tool_and_do_not_open_a_booklet() -> None:
    opening, topics, tools = parts((replace(MAIN, statistics=True), MORE, ONE, TEAM))
    assert (opening, told(topics), told(tools)) == ((), ["main 0", "more 0", "one 1"], ["team 0"])
    assert not topics[1].asks


def test_a_diary_fills_its_page_only_at_the_end_of_its_section() -> None:
    diary = panel("diary-medicines")
    made = parts((section("a", Lede(text("L.")), diary), section("b", diary, WORDS), section("c", diary, diary)))[2]
    assert [part.fills for part in made] == [True, False, False]


def sheets(*sections: Section, marks: tuple[str, ...] = ()) -> tuple[str, ...]:
    opening, topics, tools = parts(sections)
    return extra_sheets((*opening, *topics, *tools), frozenset(marks))


def test_an_edition_has_only_the_sheets_that_it_needs() -> None:
    phases = section("ask", Heading(text("Before")), ASKS)
    assert sheets(MAIN, ONE, section("ask", ASKS), TEAM, marks=("standard", "approved", "studied", "past")) == ()
    assert sheets(ONE, marks=("unlisted",)) == ("places.css",)
    assert sheets(ONE, marks=("standard-elsewhere",)) == ("places.css",)
    assert sheets(ONE, NUMBERS) == ("statistics.css",)
    for tool in (CARD, phases, section("d", panel("diary-appointments"))):
        assert sheets(ONE, tool) == ("pages-to-use.css",)
    many = tuple(section(f"s{number}") for number in range(22))
    assert sheets(*many) == ("contents-long.css",)
    assert not is_long(parts(many[:21])[1])
