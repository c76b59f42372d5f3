"""One source in AMA style (AMA Manual of Style, 11th edition), from CSL field names.

Six authors are all named; from seven on, or where more are known to exist, three and "et al". A DOI stands instead of
an address and needs no access date. A PubMed number follows it, as a link: AMA does not ask for one, but its page is
free to read where the article is not. Fields that nobody compared with the source are left out. Case is never changed:
titles are stored as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bookletpress.inline import plain
from bookletpress.knowledge import Person, Reference

Dates = Callable[[tuple[int, ...]], str]
"""Writes (year, month, day), or what is known of it, out in full."""

Ordinals = Callable[[int], str]
"""Which form of an ordinal a number takes in the edition's language: one (1st), two (2nd), few (3rd), other (8th)."""

REGISTRIES = (
    (re.compile(r"NCT[0-9]{8}"), "https://clinicaltrials.gov/study/{}"),
    (re.compile(r"ISRCTN[0-9]+"), "https://www.isrctn.com/{}"),
)
"""Registers of trials whose pages are found by the number of the trial alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reference as printed. `foreign`: a title or name that stays in English in every locale."""

    text: str
    italic: bool = False
    url: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of the style, in the edition's language; `{date}`, `{number}` and `{register}` are filled in.

    `edition_one`, `edition_two` and `edition_few` are the forms for numbers that have one of their own: 1st, 2nd, 3rd.
    Those that end in `_in` stand before a month or a year: many languages say "on" a day, but "in" a month.
    """

    inside: str
    editor: str
    editors: str
    edition_one: str
    edition_two: str
    edition_few: str
    edition: str
    volume: str
    chapter: str
    published: str
    published_in: str
    updated: str
    updated_in: str
    accessed: str
    accessed_in: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Language:
    """How the edition's language says the words of the style, writes dates and counts editions."""

    words: Words
    date: Dates
    ordinal: Ordinals

    def dated(self, on: str, inside: str, parts: tuple[int, ...]) -> list[Piece]:
        """The phrase for a day, or that for a month or a year, with its date; nothing where there is none."""
        return [Piece((on if len(parts) == 3 else inside).replace("{date}", self.date(parts)))] if parts else []

    def edition(self, number: str) -> str:
        """Such as "8th ed"; what is no number, such as "Rev ed", is printed as it stands."""
        words = self.words
        forms = {"one": words.edition_one, "two": words.edition_two, "few": words.edition_few}
        if not number.isdecimal():
            return number
        return forms.get(self.ordinal(int(number)), words.edition).replace("{number}", number)


def reference(source: Reference, language: Language) -> tuple[Piece, ...]:
    """The pieces of one entry, in order."""
    pieces: list[Piece] = []
    for sentence in filter(None, _sentences(_Known(source), language)):
        if pieces:
            pieces.append(Piece(" "))
        pieces.extend(sentence)
        if not _is_closed(pieces[-1]):
            pieces.append(Piece("."))
    return tuple(_joined(pieces))


def _is_closed(piece: Piece) -> bool:
    """Whether no full stop follows: an address would swallow it, the number of a trial does not."""
    if piece.url:
        return piece.text.startswith(("doi:", "PMID", "https:"))
    return piece.text.rstrip("\"'’”»").endswith((".", "?", "!", "…"))


@dataclass(frozen=True, slots=True)
class _Known:
    """The fields of a source that may be printed."""

    source: Reference

    def __call__(self, field: str, csl: str) -> str:
        return "" if csl in self.source.unchecked else str(getattr(self.source, field))

    def people(self, field: str, csl: str) -> tuple[Person, ...]:
        return () if csl in self.source.unchecked else tuple(getattr(self.source, field))

    def date(self, field: str) -> tuple[int, ...]:
        return () if field in self.source.unchecked else tuple(getattr(self.source, field))

    @property
    def year(self) -> str:
        return str(self.date("issued")[0]) if self.date("issued") else ""

    @property
    def container(self) -> str:
        if "container-title" in self.source.unchecked:
            return ""
        return self("container_short", "container-title-short") or self("container", "container-title")


def _sentences(known: _Known, language: Language) -> Iterator[list[Piece]]:
    authors = _names(known.people("authors", "author"), known.source.et_al)
    title = known("title", "title")
    is_book = known.source.type in ("book", "report")
    if authors:
        yield [Piece(authors, foreign=True)]
    elif is_book:
        yield _editors(known, language)
    if title:
        yield [Piece(title, italic=is_book, foreign=True)]
    elif described := known.source.described:
        yield [Piece(f"[{plain(described.inline)}]", foreign=described.locale == "en")]
    match known.source.type:
        case "article-journal":
            yield [Piece(known.container, italic=True, foreign=True)] if known.container else []
            yield _volume(known, language)
        case "chapter" | "entry-encyclopedia":
            yield from _book(known, language)
        case "book":
            yield from _numbers(known, language)
            yield _publisher(known)
        case "report":
            yield from _numbers(known, language)
            yield _publisher(known)
            yield _plain(known("number", "number"))
        case "entry":
            yield _registered(known, language)
            yield language.dated(language.words.updated, language.words.updated_in, known.date("issued"))
        case _:
            yield _plain(known("genre", "genre"))
            repeats = bool(authors) and known.container.startswith(authors)
            yield _plain("" if repeats else known.container)
            if known("publisher", "publisher"):
                yield _publisher(known)
            else:
                yield [Piece(_opened(language.date(known.date("issued"))))] if known.date("issued") else []
    yield from _address(known, language)


def _plain(words: str) -> list[Piece]:
    return [Piece(words, foreign=True)] if words else []


def _opened(date: str) -> str:
    """A date that opens a sentence begins like one: "Abril de 2025"."""
    return date[:1].upper() + date[1:]


def _names(people: tuple[Person, ...], more: bool) -> str:
    if not people:
        return ""
    written = [_name(person) for person in people]
    shown = written[:3] if more or len(written) >= 7 else written
    return ", ".join([*shown, "et al"] if more or len(written) > len(shown) else shown)


def _name(person: Person) -> str:
    if person.literal:
        return person.literal
    parts = (part for word in person.given.replace(".", " ").split() for part in word.split("-") if part)
    initials = "".join(part if part.isupper() and len(part) <= 3 else part[0].upper() for part in parts)
    return " ".join(filter(None, [person.particle, person.family, initials, person.suffix]))


def _volume(known: _Known, language: Language) -> list[Piece]:
    """Year;Volume(Issue):Pages, as much as is known; an article that has none of them yet is ahead of print.

    The number of an article stands in for its pages.
    """
    volume, issue = known("volume", "volume"), known("issue", "issue")
    page = known("number", "number") or known("page", "page")
    source = known.source
    places = (source.volume, source.issue, source.page, source.number)
    numbered = any(places) or {"volume", "issue", "page", "number"} & set(source.unchecked)
    if not numbered and known.date("issued"):
        return language.dated(language.words.published, language.words.published_in, known.date("issued"))
    written = ";".join(filter(None, [known.year, volume + (f"({issue})" if issue else "")]))
    return [Piece(written + (f":{page}" if page else ""))] if written else []


def _book(known: _Known, language: Language) -> Iterator[list[Piece]]:
    """In: Editors, eds. Book. Vol 2. 8th ed. Publisher; 2021:647-671."""
    if known.container:
        editors = _editors(known, language)
        inside = [Piece(f"{language.words.inside}: "), *editors, *([Piece(". ")] if editors else [])]
        yield [*inside, Piece(known.container, italic=True, foreign=True)]
        yield from _numbers(known, language)
    chapter = known("chapter_number", "chapter-number")
    yield _publisher(known, language.words.chapter.replace("{number}", chapter) if chapter else "")


def _editors(known: _Known, language: Language) -> list[Piece]:
    editors = known.people("editors", "editor")
    role = language.words.editors if len(editors) > 1 else language.words.editor
    return [Piece(_names(editors, False), foreign=True), Piece(f", {role}")] if editors else []


def _numbers(known: _Known, language: Language) -> Iterator[list[Piece]]:
    volume, edition = known("volume", "volume"), known("edition", "edition")
    labelled = language.words.volume.replace("{number}", volume) if volume.isdecimal() else volume
    yield [Piece(labelled)] if volume else []
    yield [Piece(language.edition(edition))] if edition else []


def _publisher(known: _Known, chapter: str = "") -> list[Piece]:
    """Publisher; Year:Pages, or the chapter's number where its pages are not known."""
    publisher, page = known("publisher", "publisher"), known("page", "page")
    written = "; ".join(filter(None, [publisher, known.year]))
    if not written:
        return []
    first = Piece(written + (f":{page}" if page else ""), foreign=bool(publisher))
    return [first] if page or not chapter else [first, Piece(f":{chapter}")]


def _registered(known: _Known, language: Language) -> list[Piece]:
    """ClinicalTrials.gov identifier: NCT01234567. A number that somebody compared leads to the trial's own page."""
    number, register = known("number", "number"), known.container
    if not number:
        return _plain(register)
    address = next((form.format(number) for known_as, form in REGISTRIES if known_as.fullmatch(number)), "")
    linked = Piece(number, url=address)
    if not register:
        return [linked]
    pieces: list[Piece] = []
    for part in re.split(r"(\{[a-z]+\})", language.words.identifier):
        filled = {"{register}": Piece(register, foreign=True), "{number}": linked}
        pieces += [filled.get(part, Piece(part))] if part else []
    return pieces


def _address(known: _Known, language: Language) -> Iterator[list[Piece]]:
    doi, url, pmid = known("doi", "DOI"), known("url", "URL"), known("pmid", "PMID")
    if not doi and (url or known.source.type != "article-journal"):
        yield language.dated(language.words.accessed, language.words.accessed_in, known.date("accessed"))
    if doi:
        yield [Piece(f"doi:{doi}", url=f"https://doi.org/{quote(doi, safe='/:;().,_-')}")]
    elif url:
        yield [Piece(url, url=url)]
    if pmid:
        yield [Piece(f"PMID\N{NO-BREAK SPACE}{pmid}", url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/")]


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of the same kind become one piece, so that a screen reader does not stumble."""
    last: Piece | None = None
    for piece in pieces:
        if last and not last.url and not piece.url and (last.italic, last.foreign) == (piece.italic, piece.foreign):
            last = Piece(last.text + piece.text, last.italic, "", last.foreign)
        else:
            if last:
                yield last
            last = piece
    if last:
        yield last
