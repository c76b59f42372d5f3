"""The reader of section files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from bookletpress import inlinetext, prose
from bookletpress.guards import files
from bookletpress.model import Text
from bookletpress.problems import ProblemsFound

from . import grammar
from .law import READ, Page, clean, hold, letters, told
from .target import Target

PATH = "booklets/tiny/02-rest.md"
_NO_WORDS = re.compile(r":::.*|\[//\]: # \((?:translators:|allow [a-z-]+:).*\)[ \t]*")


def law(raw: bytes) -> frozenset[str]:
    """No letter of the file is lost or in another order, and each text stands where its place says."""
    page = Page.of(raw, PATH)
    try:
        content = files.as_text(raw, PATH)
    except ProblemsFound as refused:
        return told(refused.problems, page.has)
    found = prose.read(content, PATH, "en")
    if found.problems:
        return told(found.problems, page.has)
    if found.heading is None:
        hold(False, "no heading, and no problem")
    lines = content.split("\n")
    texts = tuple(texts_in((found.heading, found.blocks)))
    for text in texts:
        looked_at(text)
        hold(page.has(text.location), "a text in a place that the file does not have", text)
        rest = "".join(letters(lines[text.location.line - 1][text.location.column - 1 :]))
        words = "".join(letters(text.source.split(" ")[0]))
        hold(rest.startswith(words), "a text that does not stand in its place", (text, lines[text.location.line - 1]))
    said = "".join(line for line in lines if not _NO_WORDS.fullmatch(line))
    hold("".join(letters(said)) == "".join(letters("".join(text.source for text in texts))), "letters were lost", texts)
    return frozenset((READ,))


def texts_in(value: object) -> Iterator[Text]:
    """Every text of some blocks, in the order of the file."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def looked_at(text: Text) -> None:
    """Raises Broken for a text that is not what it would be if it were read again."""
    clean(text.source, "in a text")
    hold(text.inline and inlinetext.parse(text.source) == text.inline, "a text that reads otherwise", text)
    hold(inlinetext.serialise(text.inline) == text.source, "a text that is not canonical", text)


TARGET = Target(
    "prose",
    "what is read loses no letter of the file and changes no order; each text stands where its place says, holds no "
    "refused character, and is read from its message as the same",
    law,
    grammar.proses,
    grammar.PROSE_WORDS,
)
