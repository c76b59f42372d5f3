"""The values that travel down the corridor. All are frozen; a stage makes new ones and never changes old ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bookletpress.inline import Inline
from bookletpress.problems import Location
from bookletpress.vocabulary import ApprovedTerm, ParityWords, Vocabulary

LAST = 100


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word, beside a text, that a warning of this code is seen there and right so; it names a reason."""

    code: str
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Text:
    """One message: what is said, in which locale, and where it was written.

    `source` is the canonical inline Markdown, the msgid of the catalogues. `locale` travels with the words, so text
    that was never translated cannot pass for text that was. `note` is the author's word to the translators. `waivers`
    are those written beside the words: a translation has its own.
    """

    source: str
    inline: tuple[Inline, ...]
    locale: str
    location: Location
    note: str = ""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A smaller heading inside a section."""

    text: Text


@dataclass(frozen=True, slots=True)
class Lede:
    """The opening sentences of a section."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    rows: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A list in order."""

    rows: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """The main points of a booklet: each row opens with a bold sentence."""

    rows: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with lines to write the answers on."""

    rows: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A set-off passage; `kind` is key, call, emergency, ask, know or unknown."""

    kind: str
    blocks: tuple[Paragraph | Bullets, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold as many cells as `head`; the first cell of a row is its header. A cell may be empty (None)."""

    caption: Text
    head: tuple[Text | None, ...]
    rows: tuple[tuple[Text | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One SVG file and the words in it. `svg` holds a placeholder for each word: see bookletpress.drawing."""

    name: str
    path: str
    svg: str
    width: float
    height: float
    alt: Text
    labels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One or two drawings, a caption, and a numbered key to what is drawn."""

    drawings: tuple[Drawing, ...]
    caption: Text
    key: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WordCards:
    """Glossary entries shown in the margin before the paragraph that uses them; ids, not texts."""

    terms: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Panel:
    """A part the press fills from its own words or data: one of `prose.PANELS`, diary-medicines, diary-appointments."""

    kind: str
    location: Location


@dataclass(frozen=True, slots=True)
class NoteLines:
    """Lines to write on."""

    count: int


Block = (
    Paragraph
    | Heading
    | Lede
    | Bullets
    | Steps
    | Points
    | Questions
    | Callout
    | Table
    | Figure
    | WordCards
    | Panel
    | NoteLines
)


@dataclass(frozen=True, slots=True)
class Section:
    """`name` is the file's name without number and ending; `audiences` says for whom it is printed.

    `statistics`: it holds survival numbers, which a family may skip or choose to be without.
    """

    name: str
    heading: Text
    audiences: tuple[str, ...]
    blocks: tuple[Block, ...]
    path: str
    statistics: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page and the file's description say to one audience."""

    audience: str
    subtitle: Text
    summary: Text


@dataclass(frozen=True, slots=True)
class TopicCode:
    """What a booklet is about, in a code system of `topiccodes`; somebody compared it with the system.

    `name` is the system's own, in English; `checked_on` is an ISO date.
    """

    system: str
    code: str
    name: str
    checked_on: str
    checked_against: str


@dataclass(frozen=True, slots=True)
class Booklet:
    """A work in one locale. `revised` is an ISO date; `glossary` names the entries printed under "Words".

    `fronts` holds other words for the first page, for audiences to whom `subtitle` and `summary` do not speak.
    `authors` are people who wrote it; none of them can approve it. `order`: its place, or LAST.
    """

    slug: str
    locale: str
    title: Text
    subtitle: Text
    series: Text
    summary: Text
    audiences: tuple[str, ...]
    revised: str
    sections: tuple[Section, ...]
    glossary: tuple[str, ...]
    glossary_location: Location
    path: str
    fronts: tuple[Front, ...] = ()
    authors: tuple[str, ...] = ()
    topics: tuple[TopicCode, ...] = ()
    order: int = LAST


@dataclass(frozen=True, slots=True)
class FontFace:
    """One font file of an edition's family; weight 300 to 700, style normal or italic. `path` is absolute."""

    path: str
    weight: int
    style: str


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The package that brings a locale's fonts, and its faces as (file name, weight, style)."""

    package: str
    faces: tuple[tuple[str, int, str], ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Credit:
    """A translator who agreed to be named; in these booklets, or in all of them where there are none."""

    name: str
    booklets: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class LocaleInfo:
    """What locale.yaml says: `name` is the folder's name, `bcp47` the language tag printed in files.

    `decimal` and `group` are the marks of a number such as 1,500.5. `leftovers` are words of the source language that
    must not be found in a translation. `months` replaces CLDR's names where they are wrong, `date` and `month_year` its
    order: "{day} {month} {year}". `vocabulary` holds the words that the safety checks look for, `parity` and `terms`
    those by which translations are compared. `credits` are the translators who agreed to be named.
    """

    name: str
    native_name: str
    english_name: str
    cldr: str
    bcp47: str
    direction: str
    fonts: FontChoice
    review_note: Text | None
    path: str
    months: tuple[str, ...] = ()
    decimal: str = "."
    group: str = ","
    leftovers: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(default=Vocabulary(), repr=False)
    parity: ParityWords = field(default=ParityWords(), repr=False)
    terms: tuple[ApprovedTerm, ...] = field(default=(), repr=False)
    date: str = ""
    month_year: str = ""
    credits: tuple[Credit, ...] = ()

    def translators(self, slug: str) -> tuple[str, ...]:
        """Who is named in a booklet."""
        return tuple(credit.name for credit in self.credits if not credit.booklets or slug in credit.booklets)


@dataclass(frozen=True, slots=True)
class Interface:
    """The press's own words in one locale: English sentence -> what is said in that locale."""

    locale: str
    words: Mapping[str, Text]
