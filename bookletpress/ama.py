"""One source in AMA style (AMA Manual of Style, 11th edition), from CSL field names.

Six authors are all named; from seven on, or where more are known to exist, three and "et al". A DOI stands instead of
an address and needs no access date; a PubMed number is the last choice. Fields that nobody compared with the source
are left out. Case is never changed: titles are stored as they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bookletpress.inline import plain
from bookletpress.knowledge import Person, Reference

Dates = Callable[[tuple[int, ...]], str]
"""Writes (year, month, day), or what is known of it, out in full."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reference as printed. `foreign`: a title or name that stays in English in every locale."""

    text: str
    italic: bool = False
    url: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of the style, in the edition's language; `{date}` and `{number}` are filled in."""

    inside: str
    editor: str
    editors: str
    edition: str
    volume: str
    published: str
    accessed: str


def reference(source: Reference, words: Words, date: Dates) -> tuple[Piece, ...]:
    """The pieces of one entry, in order."""
    pieces: list[Piece] = []
    for sentence in filter(None, _sentences(_Known(source), words, date)):
        if pieces:
            pieces.append(Piece(" "))
        pieces.extend(sentence)
        if not pieces[-1].url and not pieces[-1].text.rstrip("\"'’”»").endswith((".", "?", "!", "…")):
            pieces.append(Piece("."))
    return tuple(_joined(pieces))


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


def _sentences(known: _Known, words: Words, date: Dates) -> Iterator[list[Piece]]:
    authors = _names(known.people("authors", "author"), known.source.et_al)
    title = known("title", "title")
    is_book = known.source.type in ("book", "report")
    if authors:
        yield [Piece(authors, foreign=True)]
    elif is_book:
        yield _editors(known, words)
    if title:
        yield [Piece(title, italic=is_book, foreign=True)]
    elif described := known.source.described:
        yield [Piece(f"[{plain(described.inline)}]", foreign=described.locale == "en")]
    match known.source.type:
        case "article-journal":
            yield [Piece(known.container, italic=True, foreign=True)] if known.container else []
            yield _volume(known, words, date)
        case "chapter" | "entry-encyclopedia":
            yield from _book(known, words)
            yield _publisher(known)
        case "book" | "report":
            yield from _numbers(known, words)
            yield _publisher(known)
        case _:
            repeats = bool(authors) and known.container.startswith(authors)
            yield [Piece(known.container, foreign=True)] if known.container and not repeats else []
            yield [Piece(date(known.date("issued")))] if known.date("issued") else []
    yield from _address(known, words, date)


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


def _volume(known: _Known, words: Words, date: Dates) -> list[Piece]:
    """Year;Volume(Issue):Pages, as much as is known; an article that has none of them yet is ahead of print."""
    volume, issue, page = known("volume", "volume"), known("issue", "issue"), known("page", "page")
    source = known.source
    numbered = source.volume or source.issue or source.page or {"volume", "issue", "page"} & set(source.unchecked)
    if not numbered and known.date("issued"):
        return [Piece(words.published.replace("{date}", date(known.date("issued"))))]
    written = ";".join(filter(None, [known.year, volume + (f"({issue})" if issue else "")]))
    return [Piece(written + (f":{page}" if page else ""))] if written else []


def _book(known: _Known, words: Words) -> Iterator[list[Piece]]:
    """In: Editors, eds. Book. Vol 2. 8th ed."""
    if known.container:
        editors = _editors(known, words)
        inside = [Piece(f"{words.inside}: "), *editors, *([Piece(". ")] if editors else [])]
        yield [*inside, Piece(known.container, italic=True, foreign=True)]
        yield from _numbers(known, words)


def _editors(known: _Known, words: Words) -> list[Piece]:
    editors = known.people("editors", "editor")
    role = words.editors if len(editors) > 1 else words.editor
    return [Piece(_names(editors, False), foreign=True), Piece(f", {role}")] if editors else []


def _numbers(known: _Known, words: Words) -> Iterator[list[Piece]]:
    volume, edition = known("volume", "volume"), known("edition", "edition")
    yield [Piece(words.volume.replace("{number}", volume))] if volume else []
    yield [Piece(words.edition.replace("{number}", edition))] if edition else []


def _publisher(known: _Known) -> list[Piece]:
    publisher, page = known("publisher", "publisher"), known("page", "page")
    written = "; ".join(filter(None, [publisher, known.year]))
    return [Piece(written + (f":{page}" if page else ""), foreign=bool(publisher))] if written else []


def _address(known: _Known, words: Words, date: Dates) -> Iterator[list[Piece]]:
    doi, url, pmid = known("doi", "DOI"), known("url", "URL"), known("pmid", "PMID")
    if not doi and known.date("accessed") and (url or known.source.type != "article-journal"):
        yield [Piece(words.accessed.replace("{date}", date(known.date("accessed"))))]
    if doi:
        yield [Piece(f"doi:{doi}", url=f"https://doi.org/{quote(doi, safe='/:;().,_-')}")]
    elif url:
        yield [Piece(url, url=url)]
    elif pmid:
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
