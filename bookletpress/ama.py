"""One source in AMA style (AMA Manual of Style, 11th edition), from CSL field names.

Six authors are all named; from seven on, or where more are known to exist, three and "et al". A DOI stands instead of
an address and needs no access date. Fields that nobody compared with the source are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bookletpress.model import Person, Reference


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


def reference(source: Reference, words: Words, date: Callable[[tuple[int, ...]], str]) -> tuple[Piece, ...]:
    """The pieces of one entry, in order. `date` writes (year, month, day), or what is known of it, out in full."""
    known = _Known(source)
    sentences = [sentence for sentence in _sentences(known, words, date) if sentence]
    pieces: list[Piece] = []
    for sentence in sentences:
        if pieces:
            pieces.append(Piece(" "))
        pieces.extend(sentence)
        if not pieces[-1].text.endswith((".", "?", "!")) and not pieces[-1].url:
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


def _sentences(known: _Known, words: Words, date: Callable[[tuple[int, ...]], str]) -> Iterator[list[Piece]]:
    source = known.source
    authors = _names(known.people("authors", "author"), source.et_al)
    title = known("title", "title")
    container = known("container_short", "container-title") or known("container", "container-title")
    year = str(known.date("issued")[0]) if known.date("issued") else ""
    yield [Piece(authors, foreign=True)] if authors else []
    match source.type:
        case "article-journal":
            yield [Piece(title, foreign=True)] if title else []
            yield [Piece(container, italic=True, foreign=True)] if container else []
            yield _volume(known, year, words, date)
        case "chapter" | "entry-encyclopedia":
            yield [Piece(title, foreign=True)] if title else []
            yield _book(known, container, words)
            yield _publisher(known, year)
        case "book" | "report":
            yield [Piece(title, italic=True, foreign=True)] if title else []
            yield _publisher(known, year)
        case _:
            yield [Piece(title, foreign=True)] if title else []
            yield [Piece(container, foreign=True)] if container and container != authors else []
            yield [Piece(date(known.date("issued")))] if known.date("issued") else []
    yield from _address(known, words, date)


def _names(people: tuple[Person, ...], more: bool) -> str:
    written = [_name(person) for person in people]
    shown = written[:3] if more or len(written) >= 7 else written
    return ", ".join(shown) + (", et al" if more or len(written) > len(shown) else "")


def _name(person: Person) -> str:
    if person.literal:
        return person.literal
    initials = "".join(
        part[0].upper() for word in person.given.replace(".", " ").split() for part in word.split("-") if part
    )
    return " ".join(filter(None, [person.particle, person.family, initials, person.suffix]))


def _volume(known: _Known, year: str, words: Words, date: Callable[[tuple[int, ...]], str]) -> list[Piece]:
    volume, issue, page = known("volume", "volume"), known("issue", "issue"), known("page", "page")
    if volume:
        return [Piece(f"{year};{volume}{f'({issue})' if issue else ''}{f':{page}' if page else ''}")]
    if known.date("issued"):
        return [Piece(words.published.replace("{date}", date(known.date("issued"))))]
    return []


def _book(known: _Known, container: str, words: Words) -> list[Piece]:
    editors = known.people("editors", "editor")
    role = words.editors if len(editors) > 1 else words.editor
    pieces = [Piece(f"{words.inside}: ")]
    if editors:
        pieces.append(Piece(f"{_names(editors, False)}, {role}. ", foreign=True))
    pieces.append(Piece(container, italic=True, foreign=True))
    edition = known("edition", "edition")
    volume = known("volume", "volume")
    extra = [words.volume.replace("{number}", volume)] * bool(volume) + [
        words.edition.replace("{number}", edition)
    ] * bool(edition)
    if extra:
        pieces.append(Piece(". " + ". ".join(extra)))
    return pieces if container else []


def _publisher(known: _Known, year: str) -> list[Piece]:
    publisher, page = known("publisher", "publisher"), known("page", "page")
    written = "; ".join(filter(None, [publisher, year])) + (f":{page}" if page else "")
    return [Piece(written, foreign=bool(publisher))] if written else []


def _address(known: _Known, words: Words, date: Callable[[tuple[int, ...]], str]) -> Iterator[list[Piece]]:
    doi, url, pmid = known("doi", "DOI"), known("url", "URL"), known("pmid", "PMID")
    if not doi and known.source.type != "article-journal" and known.date("accessed"):
        yield [Piece(words.accessed.replace("{date}", date(known.date("accessed"))))]
    if doi:
        yield [Piece(f"doi:{doi}", url=f"https://doi.org/{doi}")]
    elif url:
        yield [Piece(url, url=url)]
    elif pmid:
        yield [Piece(f"PMID {pmid}", url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/")]


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
