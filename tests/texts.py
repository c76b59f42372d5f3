"""Small booklets made of Markdown lines, for tests that need no files."""

from __future__ import annotations

from bookletpress import inlinetext
from bookletpress.model import Block, Booklet, Front, Paragraph, Section, Text
from bookletpress.problems import Location


def text(markdown: str, note: str = "", path: str = "booklets/tiny/01-rest.md", line: int = 3) -> Text:
    """One English message, canonical as `source` would make it."""
    inlines = inlinetext.parse(markdown)
    return Text(inlinetext.serialise(inlines), inlines, "en", Location(path, line, 1), note)


def booklet(*blocks: Block | str) -> Booklet:
    """A booklet with one section; a string stands for a paragraph."""
    place = "booklets/tiny/booklet.yaml"
    made = tuple(Paragraph(text(block)) if isinstance(block, str) else block for block in blocks)
    return Booklet(
        "tiny",
        "en",
        text("A tiny booklet", path=place),
        text("For tests", path=place),
        text("Sample", path=place),
        text("Nobody should hand it out.", path=place),
        ("family",),
        "2026-11-21",
        (Section("rest", text("Why rest helps"), ("family",), made, "booklets/tiny/01-rest.md"),),
        (),
        Location(place),
        place,
        (Front("family", text("For you", path=place), text("What you keep.", path=place)),),
    )


def messages_of(localised: Booklet) -> tuple[Text, ...]:
    """The texts of the paragraphs of the one section."""
    return tuple(block.text for block in localised.sections[0].blocks if isinstance(block, Paragraph))
