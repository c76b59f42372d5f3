"""By which words sections are found: what stands out, what nobody else says, and nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.evidence import PANEL_CLAIMS
from bookletpress.inline import Cite, Inline, Strong, Words
from bookletpress.model import Block, Bullets, Callout, Heading, Panel, Paragraph, Section, Text
from bookletpress.problems import Location
from bookletpress.searchwords import CARD, Sought, fold, hidden, holds_card, says_when_to_call, sought

PLACE = Location("booklets/demo/01-a.md", 1, 1)
WORD = st.text("abé", min_size=4, max_size=6).map(fold)
SECTION = st.builds(lambda marked, said: Sought(marked, marked | said), st.frozensets(WORD), st.frozensets(WORD))


def text(*inlines: Inline | str) -> Text:
    """One message."""
    return Text("", tuple(Words(one) if isinstance(one, str) else one for one in inlines), "en", PLACE)


def section(*blocks: Block) -> Section:
    """A section for families."""
    return Section("a", text("A heading"), ("family",), blocks, "booklets/demo/01-a.md")


BLOCKS = (
    Heading(text("Before it starts")),
    Paragraph(text("Some lose ", Strong((Words("hair"),)), " in June.")),
    Bullets((text("Wash hands"),)),
    Callout("emergency", (Paragraph(text("Trouble breathing?")),)),
    Callout("ask", (Bullets((text("Which rooms?"),)),)),
)


def test_headings_boxes_of_danger_and_bold_words_stand_out() -> None:
    found = sought(section(*BLOCKS), ["Unituxin"])
    assert found.marked == {"before", "starts", "hair", "trouble", "breathing", "unituxin"}
    assert found.said - found.marked == {"some", "lose", "june", "wash", "hands", "which", "rooms"}


def test_where_a_section_tells_when_to_call_its_lists_stand_out_too() -> None:
    cited = Paragraph(text("Call.", Cite(PANEL_CLAIMS[CARD])))
    assert says_when_to_call(section(*BLOCKS, cited))
    assert {"wash", "hands"} <= sought(section(*BLOCKS, cited)).marked
    assert not says_when_to_call(section(*BLOCKS, Paragraph(text("Call.", Cite(PANEL_CLAIMS[CARD][1:])))))


def test_the_card_is_found_by_its_panel() -> None:
    assert holds_card(section(Panel(CARD, PLACE)))
    assert not holds_card(section(Panel("team", PLACE)))


@pytest.mark.parametrize(("shown", "folded"), [("Convulsión", "convulsion"), ("ÑU  ñu", "nu nu"), ("가", "가")])
def test_words_are_compared_without_accents(shown: str, folded: str) -> None:
    assert fold(shown) == fold(folded)


def test_a_word_that_others_share_stays_with_the_first_and_one_that_stands_out_everywhere() -> None:
    one, two = Sought(frozenset({"fever"}), frozenset({"fever", "school"})), Sought(said=frozenset({"school", "fever"}))
    three = Sought(frozenset({"fever"}), frozenset({"fever", "schools"}))
    assert hidden([one, two, three], ["One", "Two", "Three"], 1) == ("fever school", "", "fever schools")
    assert hidden([one, two, three], ["One", "Two", "Three"], 2) == ("fever school", "fever school", "fever schools")
    assert hidden([one, two, three], ["High fever", "Two", "Three"], 0) == ("", "", "fever")


@given(st.lists(SECTION, min_size=1, max_size=6), st.integers(1, 3))
def test_every_word_leads_somewhere_and_none_is_there_twice(sections: list[Sought], places: int) -> None:
    shown = [f"Heading {'abab' if turn == 0 else ''}" for turn in range(len(sections))]
    made = hidden(sections, shown, places)
    entries = [f"{fold(own)} {more}" for own, more in zip(shown, made, strict=True)]
    for found, entry in zip(sections, entries, strict=True):
        assert all(word in entry for word in found.marked)
        assert all(any(word in other for other in entries) for word in found.said)
    for more in made:
        kept = more.split()
        assert kept == sorted(kept)
        assert not any(one in other for one in kept for other in kept if one is not other)
