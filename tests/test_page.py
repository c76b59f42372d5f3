"""A page is HTML and XML at once: both kinds of parser must read the same from it."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_compose import composed
from tinyhtml5 import parse  # type: ignore[import-untyped]  # comes with WeasyPrint

from bookletpress import page
from bookletpress.page import Malformed

HEAD = "<!DOCTYPE html>\n<html><head><title>A &amp; B</title><style>p { color: red }</style></head><body>"


def rows(root: Element) -> list[tuple[str, dict[str, str], str, str]]:
    """Tags, attributes and words. HTML moves the white space around head and body, so line ends alone are nothing."""

    def words(element: Element, said: str | None) -> str:
        return (said or "").strip("\n") if (said or "").isspace() or element.tag in ("html", "head") else said or ""

    return [
        (
            element.tag,
            {name: value for name, value in element.items() if not name.endswith("xmlns")},
            words(element, element.text),
            words(element, element.tail),
        )
        for element in root.iter()
    ]


def test_an_html_parser_reads_the_same_as_we() -> None:
    html = composed().html
    assert rows(page.tree(html)) == rows(parse(html, namespace_html_elements=False))


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@given(WORDS)
def test_escaped_words_come_back_as_they_were(words: str) -> None:
    root = page.tree(f"{HEAD}<p title='{escape(words)}'>{escape(words)}</p></body></html>")
    paragraph = next(root.iter("p"))
    assert (paragraph.text or "", paragraph.get("title")) == (words, words)


def test_strings_are_gathered_block_by_block() -> None:
    body = (
        "<div data-say-note='Heard'>One <b>two</b>\nthree<p>fo\u2060ur</p>five<p>four</p></div>"
        '<svg xmlns="http://www.w3.org/2000/svg"><title>Seen</title><text>six</text></svg>seven</body></html>'
    )
    root = page.tree(HEAD + body)
    assert page.title(root) == "A & B"
    assert page.strings(root) == ("A & B", "Heard", "One two three", "four", "five", "Seen", "six", "seven")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>one<br>two</p>", "mismatched tag"),
        ("<p class=wide>one</p>", "not well-formed"),
        ("<p>a&nbsp;b</p>", "undefined entity"),
        ("<p>one</p>", "no element found"),
    ],
)
def test_what_only_html_allows_is_refused_with_its_line(body: str, told: str) -> None:
    with pytest.raises(Malformed, match=told):
        page.tree(HEAD + "\n" + body)
