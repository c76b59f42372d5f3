"""What lies beside a web page in the output folder, as far as it is there: no link of a page leads to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from bookletpress.edition import Edition
from bookletpress.formats import Format
from bookletpress.model import LocaleInfo, Text

START = "index.html"
"""The start page of a language, in the language's folder."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The same booklet as a file to print."""

    label: Text
    address: str


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in another language."""

    locale: LocaleInfo
    address: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """Addresses as they stand in the page, percent-encoded; `start` is that of the page of all booklets."""

    start: str
    papers: tuple[Paper, ...] = ()
    languages: tuple[Language, ...] = ()


def nearby(
    edition: Edition,
    formats: Sequence[Format],
    locales: Mapping[str, LocaleInfo],
    words: Mapping[str, Text],
    path: Callable[[Edition], str],
) -> Nearby:
    """What lies beside the page of an edition. `path` gives the path of one that is there, "" for any other.

    Papers are those to read, one page after the other, in one language, in the order of `formats`.
    """
    page = path(edition)
    forms = [form for form in formats if not (form.screen or form.impose or form.beside)]
    papers = ((form.label, path(replace(edition, format=form.name))) for form in forms)
    others = ((locale, path(replace(edition, locale=name))) for name, locale in locales.items())
    return Nearby(
        START,
        tuple(Paper(words.get(label.source, label), address(page, file)) for label, file in papers if file),
        tuple(Language(locale, address(page, file)) for locale, file in others if file and file != page),
    )


def address(page: str, other: str) -> str:
    """How a page names another file of the output folder: by the way from the one to the other."""
    folder, target = PurePosixPath(page).parent, PurePosixPath(other)
    up = "" if target.parent == folder else "../" * len(folder.parts)
    return up + quote(target.name if target.parent == folder else other)
