"""Update: nothing a translator wrote is lost, nothing old passes for new, twice is the same as once."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from bookletpress.catalogue import Catalogue, Message, read, write
from bookletpress.merge import update

HEADER = (("POT-Creation-Date", "2026-01-01 00:00+0000"), ("Language", "es"),
          ("Content-Type", "text/plain; charset=UTF-8"), ("X-Segmenter", "bookletpress-1"))  # fmt: skip
NEW_HEADER = (("POT-Creation-Date", "2026-11-21 00:00+0000"), ("Language", ""),
              ("Content-Type", "text/plain; charset=UTF-8"), ("X-Segmenter", "bookletpress-2"))  # fmt: skip


def old(*messages: Message) -> Catalogue:
    return Catalogue("locales/es/tiny.po", HEADER, messages)


def template(*messages: Message | str) -> Catalogue:
    made = tuple(Message(message) if isinstance(message, str) else message for message in messages)
    return Catalogue("locales/pot/tiny.pot", NEW_HEADER, made)


def merged(before: Catalogue, *messages: Message | str) -> tuple[Message, ...]:
    return update(before, template(*messages)).messages


def gone(msgid: str, msgstr: str) -> Message:
    return Message(msgid, msgstr, obsolete=True)


def test_the_same_message_keeps_what_is_the_translators_and_takes_what_is_the_authors() -> None:
    kept = Message("Rest", "Descanse", None, ("mine",), ("old place",), ("old.md",), ("no-wrap",))
    new = Message("Rest", notes=("new place",), files=("new.md",))
    expected = Message("Rest", "Descanse", None, ("mine",), ("new place",), ("new.md",), ("no-wrap",))
    assert merged(old(kept), new) == (expected,)


def test_order_is_that_of_the_template() -> None:
    assert merged(old(Message("a", "1"), Message("b", "2")), "b", "c", "a") == (
        Message("b", "2"),
        Message("c"),
        Message("a", "1"),
    )


def test_what_vanished_stays_obsolete_in_its_order() -> None:
    before = old(
        Message("a", "1", notes=("x",), files=("a.md",)), Message("Rest", "2"), Message("c", "3"), gone("z", "9")
    )
    assert merged(before, "Rest") == (Message("Rest", "2"), gone("a", "1"), gone("c", "3"), gone("z", "9"))


def test_what_was_never_translated_vanishes() -> None:
    assert merged(old(Message("a")), "Rest") == (Message("Rest"),)


def test_an_obsolete_message_comes_back_unchanged() -> None:
    assert merged(old(gone("Rest", "Descanse")), "Rest") == (Message("Rest", "Descanse"),)


def test_a_fuzzy_message_that_vanished_comes_back_fuzzy() -> None:
    before = old(Message("Rest now", "Descanse", flags=("fuzzy",), previous="Rest"), Message("b", "2"))
    away = update(before, template("b"))
    assert away.obsolete == (Message("Rest now", "Descanse", flags=("fuzzy",), previous="Rest", obsolete=True),)
    assert update(away, template("Rest now", "b")).messages == before.messages


def test_a_changed_message_takes_the_old_translation_as_fuzzy() -> None:
    before = old(Message("Take it every day.", "Tómelo cada día.", comments=("mine",)), Message("b", "2"))
    assert merged(before, "Take it every night.", "b") == (
        Message(
            "Take it every night.",
            "Tómelo cada día.",
            comments=("mine",),
            flags=("fuzzy",),
            previous="Take it every day.",
        ),
        Message("b", "2"),
        Message("Take it every day.", "Tómelo cada día.", comments=("mine",), obsolete=True),
    )


def test_when_the_english_returns_so_does_its_settled_translation() -> None:
    before = old(Message("Take it every day.", "Tómelo cada día."))
    changed = update(before, template("Take it every night."))
    assert update(changed, template("Take it every day.")).messages == before.messages


def test_a_suggestion_that_somebody_mended_is_not_thrown_away() -> None:
    mended = Message("Take it every night.", "Tómelo cada noche.", flags=("fuzzy",), previous="Take it every day.")
    before = old(mended, gone("Take it every day.", "Tómelo cada día."))
    assert [m.msgstr for m in merged(before, "Take it every day.")] == ["Tómelo cada día.", "Tómelo cada noche."]


def test_two_suggestions_that_lean_on_each_other_are_not_both_thrown_away() -> None:
    one = Message("Take one.", "Tome.", flags=("fuzzy",), previous="Take two.")
    two = Message("Take two.", "Tome.", flags=("fuzzy",), previous="Take one.")
    assert "Tome." in [message.msgstr for message in merged(old(one, two), "Rest")]


def test_the_first_previous_is_kept() -> None:
    before = old(Message("Take it every day.", "Tómelo cada día."))
    once = update(before, template("Take it every night."))
    twice = update(once, template("Take it every single night."))
    assert twice.messages[0].previous == "Take it every day."
    assert twice.messages[0].msgstr == "Tómelo cada día."


def test_previous_goes_when_a_person_clears_the_flag() -> None:
    settled = Message("Take it every night.", "Tómelo cada noche.", previous="Take it every day.")
    assert merged(old(settled), "Take it every night.") == (Message("Take it every night.", "Tómelo cada noche."),)


def test_a_live_neighbour_never_seeds() -> None:
    """Babel and msgmerge both offer the dose of "1 tablet" for "2 tablets"."""
    before = old(Message("Take 1 tablet.", "Tome 1 tableta."), Message("b", "2"))
    assert merged(before, "Take 1 tablet.", "Take 2 tablets.", "b")[1] == Message("Take 2 tablets.")


def test_a_vanished_message_elsewhere_never_seeds() -> None:
    before = old(Message("Take 1 tablet.", "Tome 1 tableta."), Message("b", "2"), Message("c", "3"))
    assert merged(before, "b", "Take 2 tablets.", "c")[1] == Message("Take 2 tablets.")


def test_a_live_message_that_moved_never_seeds() -> None:
    before = old(Message("Take 1 tablet.", "Tome 1 tableta."), Message("b", "2"), Message("c", "3"))
    assert merged(before, "Take 2 tablets.", "b", "c", "Take 1 tablet.")[0] == Message("Take 2 tablets.")


def test_a_message_that_comes_back_needs_no_predecessor() -> None:
    before = old(Message("Take it every day.", "Cada día."), gone("Take it every da.", "Cada d."))
    first, second, *_ = merged(before, "Take it every da.", "Take it every week.")
    assert (first.msgstr, first.fuzzy) == ("Cada d.", False)
    assert (second.msgstr, second.fuzzy) == ("Cada día.", True)


def test_an_obsolete_message_never_seeds() -> None:
    before = old(Message("b", "2"), gone("Take 1 tablet.", "Tome 1 tableta."))
    assert merged(before, "b", "Take 2 tablets.")[1] == Message("Take 2 tablets.")


def test_unlike_messages_are_not_matched() -> None:
    assert merged(old(Message("Call us.", "Llámenos.")), "What is a gene?") == (
        Message("What is a gene?"),
        gone("Call us.", "Llámenos."),
    )


def test_an_inserted_message_does_not_steal_a_better_match() -> None:
    before = old(Message("Call us if your child has a fever.", "Llámenos si tiene fiebre."))
    first, second, *_ = merged(before, "Call us if your child has a cough.", "Call us now if your child has a fever.")
    assert (first.msgstr, second.msgstr) == ("", "Llámenos si tiene fiebre.")


def test_a_new_context_is_a_doubt_and_not_a_loss() -> None:
    before = old(Message("a", "1"), Message("Rest", "Descanse"), Message("b", "2"))
    found = merged(before, "a", "b", Message("Rest", context="noun"))
    assert found[2] == Message("Rest", "Descanse", "noun", flags=("fuzzy",), previous="Rest")


def test_header_lines_follow_the_template_where_they_must() -> None:
    header = dict(update(old(), template()).header)
    assert header["POT-Creation-Date"] == "2026-11-21 00:00+0000"
    assert header["X-Segmenter"] == "bookletpress-2"
    assert header["Language"] == "es"


def test_a_thousand_paragraphs_with_a_hundred_edits() -> None:
    chance = random.Random(1)
    words = ["take", "your", "medicine", "every", "day", "with", "food", "and", "water", "until", "it", "helps"]
    texts = [" ".join(chance.choice(words) for _ in range(25)) for _ in range(1000)]
    edited = [text + " now" if place % 10 == 0 else text for place, text in enumerate(texts)]
    before = old(*(Message(text, f"traducción {place}") for place, text in enumerate(texts)))
    start = time.perf_counter()
    found = merged(before, *edited)
    assert time.perf_counter() - start < 3  # Babel 2.18: 71 s
    assert [m.previous for m in found[:1000] if m.fuzzy] == texts[::10]


def test_a_rewritten_booklet_does_not_take_forever() -> None:
    chance = random.Random(2)
    letters = "abcdefghijklmnopqrstuvwxyz"

    def made() -> str:
        return " ".join("".join(chance.choice(letters) for _ in range(6)) for _ in range(25))

    start = time.perf_counter()
    found = merged(old(*(Message(made(), "x") for _ in range(300))), *(made() for _ in range(300)))
    assert time.perf_counter() - start < 5
    assert len(found) == 600


sentences = st.builds(
    "{} {} {}".format, st.sampled_from(["Take", "Give", "Call"]), st.sampled_from(["1", "2", "it"]),
    st.sampled_from(["now.", "every day.", "every night.", "with a lot of water."]),
)  # fmt: skip
contexts = st.sampled_from([None, None, "noun"])
new_messages = st.lists(st.builds(Message, sentences, context=contexts), max_size=6, unique_by=lambda m: m.key)
old_messages = st.lists(
    st.builds(
        Message,
        sentences,
        st.sampled_from(["", "Uno.", "Dos.", "Tres."]),
        contexts,
        flags=st.sampled_from([(), ("fuzzy",)]),
        previous=st.one_of(st.none(), sentences),
        obsolete=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda m: m.key,
)


@given(old_messages, new_messages)
def test_twice_is_the_same_as_once_to_the_byte(before: list[Message], new: list[Message]) -> None:
    once = update(old(*before), template(*new))
    assert write(update(once, template(*new))) == write(once)
    assert write(update(read(write(once), "locales/es/tiny.po", "es"), template(*new))) == write(once)


@given(old_messages, new_messages)
def test_the_live_messages_are_those_of_the_template(before: list[Message], new: list[Message]) -> None:
    assert [m.key for m in update(old(*before), template(*new)).live] == [m.key for m in new]


@given(old_messages, new_messages)
def test_no_translation_is_lost(before: list[Message], new: list[Message]) -> None:
    found = {message.msgstr for message in update(old(*before), template(*new)).messages}
    assert {message.msgstr for message in before if message.msgstr} <= found


@given(old_messages, new_messages)
def test_nothing_is_settled_that_was_not_settled_before(before: list[Message], new: list[Message]) -> None:
    settled = {(m.key, m.msgstr) for m in before if m.msgstr and not m.fuzzy}
    usable = {(m.key, m.msgstr) for m in update(old(*before), template(*new)).live if m.usable}
    assert usable <= settled


@given(old_messages, new_messages)
def test_a_pair_that_was_settled_stays_whole(before: list[Message], new: list[Message]) -> None:
    """Each settled pair of English and translation survives, live or obsolete, so that it can come back."""
    found = {(m.key, m.msgstr) for m in update(old(*before), template(*new)).messages if not m.fuzzy}
    assert {(m.key, m.msgstr) for m in before if m.msgstr and not m.fuzzy} <= found
