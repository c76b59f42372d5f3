"""An edition as one HTML document, and the assets it asks for.

Texts are values handed to the templates, which escape them; none is ever part of a template. Nothing is read from disk:
`load_styles` has read it all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import get_args

from markupsafe import Markup

from bookletpress import ama, cldr, inline, view
from bookletpress.evidence import STATUS, Citations, cite, keys_of, sections_for
from bookletpress.guards.files import read_bytes
from bookletpress.inline import Inline
from bookletpress.knowledge import Reference, Shared, Term
from bookletpress.model import Asset, Block, Booklet, Composed, Edition, Format, Interface, LocaleInfo
from bookletpress.signoff import Review
from bookletpress.templates import Voice, environment

FOLDER = "styles/booklet"
HINT = "restore the file, or check its rights"
WORD_JOINER = "\N{WORD JOINER}"

_MEDIA = {".css": "text/css", ".svg": "image/svg+xml"}
_ASSET = re.compile(r"asset:([a-z0-9][a-z0-9./-]*)")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CHUNKS = frozenset(["title", "style", "h1", "h2", "h3", "p", "li", "td", "th", "dt", "dd", "caption", "text", "div"])


def _is_a(kind: type, value: object) -> bool:
    return isinstance(value, kind)


_KINDS: dict[str, Callable[[object], bool]] = {
    _CAPITAL.sub("_", kind.__name__).lower(): partial(_is_a, kind) for kind in (*get_args(Block), *get_args(Inline))
}
"""What a template asks about a value: `is paragraph`, `is word_cards`, `is cite`."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Everything below styles/booklet, read once: page templates by name, style sheets and art as assets."""

    templates: Mapping[str, str]
    assets: Mapping[str, Asset]


def load_styles(root: Path) -> Styles:
    """The templates, style sheets and drawings of the project at `root`. Raises ProblemsFound."""
    folder = root / FOLDER
    files = {
        path.relative_to(folder).as_posix(): read_bytes(root, path.relative_to(root).as_posix(), HINT)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return Styles(
        {name: raw.decode() for name, raw in files.items() if name.endswith(".html")},
        {name: Asset(name, _MEDIA[name[-4:]], raw) for name, raw in files.items() if name[-4:] in _MEDIA},
    )


def compose(
    edition: Edition,
    booklet: Booklet,
    shared: Shared,
    interface: Interface,
    locale: LocaleInfo,
    format: Format,  # noqa: A002 - what everyone in the house calls it
    review: Review,
    styles: Styles,
) -> Composed:
    """One edition, ready for the layout engine."""
    page = environment(styles.templates)
    page.tests |= _KINDS
    page.filters.update(spaced=view.spaced, tied=view.tied, carried=view.carried)
    page.filters.update(ended=view.ended, unbroken=view.unbroken)
    page.filters.update(grouped=view.grouped, plain=inline.plain)
    voice = Voice(interface, locale)
    citations = cite(booklet, edition.audience, shared)
    sections = sections_for(booklet, edition.audience)
    opening, topics, tools = view.parts(sections)
    page.globals.update(_helpers(shared, citations, locale, frozenset(section.name for section in sections)))
    page.globals.update(
        say=voice.say,
        lang=voice.lang,
        locale=locale,
        shared=shared,
        edition=edition,
        format=format,
        review=review,
        helplines={line.id: line for line in shared.helplines},
        marks=_marks(booklet, edition.audience, shared),
        format_label=interface.words.get(format.label.source, format.label),
    )
    html = page.get_template("booklet.html").render(
        booklet=booklet,
        opening=opening,
        topics=topics,
        tools=tools,
        references=citations.references,
        terms=view.alphabetical(_terms(booklet, shared)),
        cover=view.cover_art(booklet.slug, frozenset(styles.assets)),
    )
    reader = _Reader()
    reader.feed(html)
    reader.close()
    said = tuple(dict.fromkeys(reader.strings))
    return Composed(edition, html, _assets(html, styles), reader.title, locale.bcp47, said)


def _marks(booklet: Booklet, audience: str, shared: Shared) -> frozenset[str]:
    """The status marks that stand somewhere in the edition."""
    named = (shared.medicines[key] for key in keys_of(booklet, audience, STATUS) if key in shared.medicines)
    return frozenset(mark.mark for medicine in named for mark in medicine.marks)


def _helpers(
    shared: Shared, citations: Citations, locale: LocaleInfo, names: frozenset[str]
) -> dict[str, Callable[..., object] | Markup]:
    """The functions a template may call, besides `say` and `lang`."""

    def reference(source: Reference, *words: Mapping[str, Markup]) -> tuple[ama.Piece, ...]:
        style = ama.Words(**{name: said.striptags() for some in words for name, said in some.items()})
        language = ama.Language(style, partial(cldr.written_date, locale=locale), partial(cldr.ordinal, locale=locale))
        return ama.reference(source, language)

    turns = count(1)

    def place(kind: str, names: Iterable[str], claims: Iterable[str] = ()) -> str:
        """The name of a place in the file, for `finish.places`: its turn, and what stands there."""
        what = (*(f"{kind}.{name}" for name in names), *(f"claim.{claim}" for claim in claims))
        return f"at:{next(turns)}:{'+'.join(what)}"

    def source_anchor(number: int) -> str:
        return f"source-{citations.references[number - 1].id}"

    def target(key: str, words: str) -> view.Target | None:
        return view.target(key, shared, names, words)

    return {
        "in_english": Markup("") if locale.name == "en" else Markup(' lang="en"'),
        "cited": partial(view.numbers, citations),
        "place": place,
        "source_anchor": source_anchor,
        "target": target,
        "dial": view.dial,
        "drawn": view.drawn,
        "is_wide": view.is_wide,
        "groups": view.groups,
        "reference": reference,
        "long_date": partial(_written_iso, locale=locale),
        "month_year": partial(_month_year, locale=locale),
    }


def _written_iso(iso: str, locale: LocaleInfo) -> str:
    return cldr.long_date(iso, locale)


def _month_year(iso: str, locale: LocaleInfo) -> str:
    return cldr.month_year(iso, locale)


def _terms(booklet: Booklet, shared: Shared) -> tuple[Term, ...]:
    return tuple(shared.glossary[key] for key in booklet.glossary if key in shared.glossary)


def _assets(html: str, styles: Styles) -> tuple[Asset, ...]:
    """The assets that the document or one of its style sheets names, fonts aside, by name."""
    wanted = _named(html)
    for name in sorted(wanted):
        if name.endswith(".css"):
            wanted |= _named(styles.assets[name].data.decode())
    return tuple(styles.assets[name] for name in sorted(wanted))


def _named(source: str) -> set[str]:
    return {name for name in _ASSET.findall(source) if not name.startswith("fonts/")}


class _Reader(HTMLParser):
    """What a document says: its title, and every string that is seen or heard, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.strings: list[str] = []
        self._piece: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Ends what stood before the tag, and notes what its attributes say."""
        if tag in _CHUNKS:
            self._flush()
        self.strings.extend(
            value for name, value in attrs if value and (name == "title" or name.startswith("data-say-"))
        )

    def handle_endtag(self, tag: str) -> None:
        """Ends a block. The first title is that of the document, later ones tell what a drawing shows."""
        if tag == "style":
            self._piece.clear()
        said = self._flush() if tag in _CHUNKS else ""
        if tag == "title" and not self.title:
            self.title = said

    def handle_data(self, data: str) -> None:
        """Collects text."""
        self._piece.append(data)

    def close(self) -> None:
        """Keeps what stands after the last block."""
        super().close()
        self._flush()

    def _flush(self) -> str:
        words = " ".join("".join(self._piece).replace(WORD_JOINER, "").replace("\n", " ").split(" ")).strip()
        self._piece.clear()
        if words:
            self.strings.append(words)
        return words
