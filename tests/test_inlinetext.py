"""A line of text: what stands in it, its one canonical spelling, and what is refused in its place."""

from __future__ import annotations

import re
import time
from random import Random

import pytest
from faults import told
from hypothesis import example, given
from hypothesis import strategies as st

from bookletpress.guards.yaml import YMap, YText, read
from bookletpress.inline import Atom, Cite, Emphasis, Inline, Link, Strong, Words, plain, walk
from bookletpress.inlinetext import MAX_LENGTH, InlineFault, faults, parse, serialise
from bookletpress.messages import text_at, text_of
from bookletpress.problems import Location, Problem

NODES: dict[str, tuple[Inline, ...]] = {
    "plain words": (Words("plain words"),),
    "a **b** c": (Words("a "), Strong((Words("b"),)), Words(" c")),
    "a __b__ c": (Words("a "), Strong((Words("b"),)), Words(" c")),
    "*a* and _b_": (Emphasis((Words("a"),)), Words(" and "), Emphasis((Words("b"),))),
    "***a** b*": (Emphasis((Strong((Words("a"),)), Words(" b"))),),
    "snake_case_name": (Words("snake_case_name"),),
    "a.[@b-1]": (Words("a."), Cite(("b-1",))),
    "a. [@b;@c;\n @d]": (Words("a."), Cite(("b", "c", "d"))),
    "**a [@b]**": (Strong((Words("a"), Cite(("b",)))),),
    "Now![@a]": (Words("Now!"), Cite(("a",))),
    "[@a] [@b]": (Cite(("a",)), Cite(("b",))),
    "[See  the\npage][section:x-1].": (Link("See the page", "section:x-1"), Words(".")),
    "**see [w][k]**": (Strong((Words("see "), Link("w", "k"))),),
    "Call {phone:acs}.": (Words("Call "), Atom("phone", "acs"), Words(".")),
    "  a \n\n b  ": (Words("a b"),),
    "p < 0.05 > 1": (Words("p < 0.05 > 1"),),
    r"\[a\] \{b\} \*c\* \\ \<b> \` \_": (Words("[a] {b} *c* \\ <b> ` _"),),
    "R&D, Q & A; AT&T": (Words("R&D, Q & A; AT&T"),),
    r"\&nbsp;": (Words("&nbsp;"),),
    "e\u0301": (Words("é"),),
    "a\u00a0b": (Words("a\u00a0b"),),
    "": (),
}


@pytest.mark.parametrize("markdown", NODES)
def test_a_line_is_read(markdown: str) -> None:
    assert parse(markdown) == NODES[markdown]


CANONICAL = {
    "a __b__ _c_": "a **b** *c*",
    "a. [@b;@c]": "a.[@b; @c]",
    "[a  b][k]": "[a b][k]",
    r"5 \* 3 < 4 & 5 _": r"5 \* 3 \< 4 & 5 \_",
    "a_b": r"a\_b",
    r"\&amp; & \&#8211;": r"\&amp; & \&#8211;",
    r"\!\" \-": '!" -',
}


@pytest.mark.parametrize("markdown", CANONICAL)
def test_there_is_one_spelling(markdown: str) -> None:
    assert serialise(parse(markdown)) == CANONICAL[markdown]
    assert serialise(parse(CANONICAL[markdown])) == CANONICAL[markdown]


REFUSED: dict[str, list[tuple[int, str]]] = {
    "a <b>x</b> c": [(2, "html-refused")],
    "a </p> b": [(2, "html-refused")],
    "<!-- a -->": [(0, "html-refused")],
    "a&nbsp;b &#8211; c": [(1, "html-refused"), (9, "html-refused")],
    "![alt](x.png)": [(0, "image-refused")],
    "![alt][key]": [(0, "image-refused")],
    "see https://a.org/b c": [(4, "address-refused")],
    "see www.a.org": [(4, "address-refused")],
    r"see https\://a.org": [(0, "address-refused")],
    "[words](https://a.org)": [(0, "link-broken")],
    "[words][Key]": [(0, "link-broken")],
    "[words] [key]": [(0, "link-broken"), (8, "link-broken")],
    "[**words**][key]": [(0, "link-broken")],
    r"[a\]b][key]": [(0, "link-broken")],
    r"[a\*b][key]": [(0, "link-broken")],
    "[ ][key]": [(0, "link-broken")],
    "a ] b": [(2, "link-broken")],
    "x[@Claim]": [(1, "citation-broken")],
    "x[@a, @b]": [(1, "citation-broken")],
    "x[@a": [(1, "citation-broken")],
    "x[@a;]": [(1, "citation-broken")],
    "{phone}": [(0, "atom-broken")],
    "a {Phone:x} {phone:y z}": [(2, "atom-broken"), (12, "atom-broken")],
    "a { b": [(2, "atom-broken")],
    "{{0}}": [(0, "atom-broken")],
    "a `b` c": [(2, "code-refused")],
    r"C:\temp": [(2, "escape-broken")],
    "line\\\nbreak": [(4, "escape-broken")],
    "a **b": [(2, "emphasis-broken")],
    "a ** b **c**": [(2, "emphasis-broken")],
    r"\* a *b **c** d": [(5, "emphasis-broken")],
    "**a**__b__": [(0, "emphasis-broken")],
    "*_a_*": [(0, "emphasis-broken")],
    "Stop\\![a][b]": [(0, "emphasis-broken")],
    "a\x07b\u202ec": [(1, "character-refused"), (3, "character-refused")],
    "x" * (MAX_LENGTH + 1): [(0, "text-too-long")],
    "<b> and [x] and https://a.org": [(0, "html-refused"), (8, "link-broken"), (16, "address-refused")],
}


def found_in(markdown: str) -> list[tuple[int, str]]:
    found = [(fault.offset, fault.code) for fault in faults(markdown)]
    try:
        parse(markdown)
    except InlineFault as fault:
        return found or [(fault.offset, fault.code)]
    return found


@pytest.mark.parametrize("markdown", REFUSED, ids=lambda markdown: markdown[:30])
def test_what_would_print_wrongly_is_refused_in_its_place(markdown: str) -> None:
    assert found_in(markdown) == REFUSED[markdown]


NEAR_MISSES = [
    "a < b",
    "2 <3",
    "1 > 0",
    "Stop! [a][b]",
    "https and www alone",
    r"\[words\](x)",
    r"\{phone\}",
    r"\`b\`",
    "**Bold.** Then, *italic*: both.",
    "**a**, **b**",
    "a & b; c",
    "AT&T",
    "__init__",
    "a\u00adb",
    "x" * MAX_LENGTH,
    "می\u200cخواهم",
    "[National Cancer Institute (www)][nci]",
]


@pytest.mark.parametrize("markdown", NEAR_MISSES, ids=lambda markdown: markdown[:30])
def test_what_only_looks_like_it_is_read(markdown: str) -> None:
    assert found_in(markdown) == []


@pytest.mark.parametrize(
    "markdown",
    ["*a " * 2000 + "b*" * 2000, "*" * 9_999 + "a", "[" * 9_999, "{" * 9_999, "[@a;" * 2_000, "\\" * 9_999, "`" * 9_999,
     "<a" * 4_000, "*_a" * 3_000, "![" * 4_000, "**a** " * 1_600, "[a][" * 2_400],
    ids=lambda markdown: markdown[:8],
)  # fmt: skip
def test_attacks_end_soon(markdown: str) -> None:
    start = time.process_time()
    assert found_in(markdown) or markdown.startswith("**a**")
    assert time.process_time() - start < 2


# ------------------------------------------------------------------------------------------------------------- laws

SIGNS = st.text(st.sampled_from("ab1 *_[]{}()@;:\\<>&`!|é\n\u00a0/#"), max_size=24)
PIECES = st.lists(
    st.sampled_from(["a", " ", "**", "*", "_", "__", "[@a]", "[w][k]", "{p:k}", "\\", "b.", "\n", "!", "&amp;", "é"]),
    max_size=14,
).map("".join)


@given(SIGNS | PIECES)
@example("**a***b*")
@example("*a**b**c*")
@example("_a_[@b]__c__")
def test_what_is_written_is_read_back(markdown: str) -> None:
    try:
        nodes = parse(markdown)
    except InlineFault as fault:
        assert 0 <= fault.offset <= len(markdown)  # noqa: PT017 - a refusal is one of two right answers
        return
    written = serialise(nodes)
    assert parse(written) == nodes
    assert serialise(parse(written)) == written


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40))
def test_every_word_can_be_written(words: str) -> None:
    """Whatever a reader may see, an author can say, with backslashes."""
    try:
        nodes = parse(serialise((Words(words),)))
    except InlineFault as fault:
        assert fault.code in ("address-refused", "character-refused")  # noqa: PT017
    else:
        assert plain(nodes) == "".join(node.text for node in walk(nodes) if isinstance(node, Words))


@given(PIECES, st.randoms(use_true_random=False))
def test_rewrapping_changes_nothing(markdown: str, random: Random) -> None:
    wrapped = "".join(random.choice([" ", "\n", "  ", " \n "]) if sign in " \n" else sign for sign in markdown)
    assert _result(wrapped) == _result(markdown)


def _result(markdown: str) -> object:
    try:
        return parse(markdown)
    except InlineFault as fault:
        return fault.code


# --------------------------------------------------------------------------------------------------------- messages


def messages(content: str, key: str = "a") -> list[tuple[str, int, int]]:
    """What is wrong with one scalar of a YAML file."""
    problems: list[Problem] = []
    node = read(content.encode("utf-8"), "a.yaml")
    assert isinstance(node, YMap)
    value = node.entries[key]
    assert isinstance(value, YText)
    assert (text_at(value, "en", problems.append) is None) == bool(problems)
    return told(problems)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: Plain *and* **bold**\n", []),
        ("a: see [x] here\n", [("link-broken", 1, 8)]),
        ("a: 'see [x] here'\n", [("link-broken", 1, 9)]),
        ('a: "see [x]"\n', [("link-broken", 1, 9)]),
        ('a: "s\\x65e [x]"\n', [("link-broken", 1, 4)]),
        ("a: >-\n  see\n  [x]\n", [("link-broken", 1, 4)]),
        ("a: see\n  [x]\n", [("link-broken", 1, 4)]),
        ("a: words[@claim]\n", [("markup-misplaced", 1, 4)]),
        ("a: '[w][k]'\n", [("markup-misplaced", 1, 4)]),
        ("a: call {phone:x}\n", [("markup-misplaced", 1, 4)]),
        ("a: '<b> [x]'\n", [("html-refused", 1, 5), ("link-broken", 1, 9)]),
        ('a: "\\u00a0"\n', [("text-empty", 1, 4)]),
    ],
)
def test_faults_of_a_scalar_are_placed(content: str, expected: list[tuple[str, int, int]]) -> None:
    assert messages(content) == expected


def test_faults_of_a_paragraph_are_placed_in_its_lines() -> None:
    problems: list[Problem] = []
    lines = ["", "  - one [x]", "    two {y}"]
    assert text_of("one [x]\ntwo {y}", Location("a.md", 2, 5), "en", problems.append, "", lines) is None
    assert told(problems) == [("link-broken", 2, 9), ("atom-broken", 3, 9)]


def test_a_message_knows_its_words_place_and_note() -> None:
    text = text_of("__A__ b", Location("a.md", 2, 5), "en", lambda _: None, "a note")
    assert text
    assert (text.source, text.locale, text.location, text.note) == ("**A** b", "en", Location("a.md", 2, 5), "a note")


signs = st.sampled_from(
    ["a", "B c", " ", "\n", "*", "**", "_", "[@a]", "[w][k]", "{phone:a}", "\\", "\\*", "&", "&amp;", "<b>", "<", "!",
     "[", "]", "{", "}", "`", "https://a.org", "HTTP://b", "www.c.org", "WWW.", "e\u0301", "\u00a0", "\t", "://"]
)  # fmt: skip


def outcome(markdown: str) -> object:
    found = [(fault.offset, str(fault), fault.hint) for fault in faults(markdown)]
    try:
        return found, parse(markdown)
    except InlineFault as fault:
        return found, (fault.offset, str(fault), fault.hint)


@given(st.lists(signs, max_size=8).map("".join))
def test_words_without_markup_are_read_as_the_parser_would(markdown: str) -> None:
    quickly = outcome(markdown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bookletpress.inlinetext._MARKUP", re.compile(""))
        assert outcome(markdown) == quickly
