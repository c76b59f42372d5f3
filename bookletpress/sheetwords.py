"""What a translator's workbook says: its headings, its states, and its first sheet. Translated with the interface."""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.inline import Words
from bookletpress.model import Interface, Text
from bookletpress.problems import Location

NUMBER = "No."
WHERE = "Where it stands"
ENGLISH = "English"
TRANSLATION = "Translation"
STATE = "State"
NOTES = "Your notes"
LOOK = "Please look at"
ID = "Row ID"
HEADINGS = (NUMBER, WHERE, ENGLISH, TRANSLATION, STATE, NOTES, LOOK, ID)

TODO, AGAIN, DONE = "to do", "check again", "done"
STATES = (TODO, AGAIN, DONE)

FIRST_SHEET = "Read me first"
NAME = "Your name (optional; it becomes part of the public record of this translation)"
SHEETS = "Sheets of this workbook"
STEPS = (
    "Each sheet holds one booklet, or words that all booklets share. Choose a sheet at the foot of the window.",
    "Write in the column “Translation”. Other columns are locked, so that nothing moves by accident.",
    "In the column “State”, choose “done” when the sentence says what the English says, and “check again” if you are"
    " not sure. The arrow in the first row shows you only what is still to do.",
    "Copy marks exactly: [@name] is a source, {kind:name} is filled in when the booklet is printed, **words** are bold."
    " In [words][name], translate the words and keep the name.",
    "Numbers and units stay as they are: a wrong number can hurt a child. Write decimals as your language does.",
    "Where the column “Please look at” says something, read it first: the English has changed, or a check found"
    " something.",
    "The column “Your notes” is for your questions and reasons. Everybody can read them. Write nothing about patients.",
    "You may filter rows and leave sentences for later. Please delete no rows or columns, and paste no formulas.",
    "Save the file as an Excel workbook (.xlsx) and send it back. Every row that is right is taken over; the others are"
    " named, with the reason. Nothing is printed as final before people have reviewed it.",
)

_SEPARATOR = " · "
_PATH = "bookletpress/sheetwords.py"


def texts() -> tuple[Text, ...]:
    """All of it, for the translators of the interface."""
    words = (*HEADINGS, *STATES, FIRST_SHEET, NAME, SHEETS, *STEPS)
    return tuple(Text(each, (Words(each),), "en", Location(_PATH)) for each in words)


def translated(words: str, interface: Interface) -> str:
    """The words in the language of the translators; "" while nobody has translated them."""
    text = interface.words.get(words)
    return text.source if text and text.locale == interface.locale else ""


def both(words: str, interface: Interface) -> str:
    """English and the translators' language: "done · listo". The English comes first: by it a program knows them."""
    own = translated(words, interface)
    return f"{words}{_SEPARATOR}{own}" if own and own != words else words


def heading(cell: str) -> str:
    """The English part of a heading."""
    return cell.partition(_SEPARATOR)[0].strip()


def state(cell: str, interface: Interface) -> str | None:
    """The state that a cell names, in either language or in both; None if it names none."""
    said = cell.strip().casefold()
    return next((each for each in STATES if said in _spellings(each, interface)), None)


def _spellings(word: str, interface: Interface) -> Iterator[str]:
    for said in (word, translated(word, interface), both(word, interface)):
        if said:
            yield said.casefold()
