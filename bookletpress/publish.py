"""What a finished edition tells its readers, and catalogue.json, the list of all of them for programs.

The pages for people, and what else lies beside them, are made in `site`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bookletpress.edition import Artefact, Edition
from bookletpress.model import LocaleInfo, Text
from bookletpress.places import HOME
from bookletpress.signoff import FINAL
from bookletpress.templates import words

MEDIA_TYPES = {".pdf": "application/pdf", ".html": "text/html"}


@dataclass(frozen=True, slots=True)
class Published:
    """One finished edition, with what a reader has to know before opening it.

    `revised` is an ISO date, and so are `reviewed`, the day of the last approval of a final edition, and `until`, its
    last day; both "" for any other. A file that is `print_only` holds sheets to fold: its pages are not in the order
    of reading. `clinic` is the name of the clinic whose imprint it bears, `beside` the language that stands beside its
    own. `use` says what its format is for, in the words of readers.
    """

    edition: Edition
    artefact: Artefact
    title: Text
    summary: Text
    state: str
    locale: LocaleInfo
    format_label: Text
    revised: str
    until: str = ""
    print_only: bool = False
    clinic: str = ""
    beside: LocaleInfo | None = None
    use: Text | None = None
    reviewed: str = ""

    @property
    def media_type(self) -> str:
        """The kind of its file: a PDF, or a page for a browser."""
        return MEDIA_TYPES[PurePosixPath(self.artefact.path).suffix]

    @property
    def is_page(self) -> bool:
        """Whether it is read in the browser."""
        return self.media_type == MEDIA_TYPES[".html"]

    @property
    def final(self) -> bool:
        """Whether it may be handed out."""
        return self.state == FINAL


def catalogue(rows: Sequence[Published]) -> bytes:
    """The list of all files for other programs: JSON, in the order of slug, locale, audience, format and variant."""
    ordered = sorted(rows, key=lambda row: identity(row.edition))
    return as_json([_record(row) for row in ordered])


def as_json(value: object) -> bytes:
    """A value as a file that people can read too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def identity(edition: Edition) -> tuple[str, str, str, str, bool, str, bool, str]:
    """By what editions are sorted: the usual one before its variants."""
    variant = edition.place != HOME, edition.place, edition.without_statistics, edition.clinic
    return edition.slug, edition.locale, edition.audience, edition.format, *variant


def _record(row: Published) -> dict[str, str | int | bool | list[str]]:
    edition, artefact = row.edition, row.artefact
    return {
        "slug": edition.slug,
        "locale": edition.locale,
        "language": row.locale.bcp47,
        "languages": [*([row.beside.bcp47] if row.beside else []), row.locale.bcp47],
        "audience": edition.audience,
        "format": edition.format,
        "place": edition.place,
        "without_statistics": edition.without_statistics,
        "clinic": edition.clinic,
        "state": row.state,
        "title": words(row.title),
        "revised": row.revised,
        "print_only": row.print_only,
        "path": artefact.path,
        "media_type": row.media_type,
        "pages": artefact.pages,
        "bytes": artefact.bytes,
        "sha256": artefact.sha256,
        "content": artefact.content,
        "valid_until": row.until,
    }
