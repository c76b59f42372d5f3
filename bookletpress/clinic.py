"""A clinic as its own file tells it: what an imprint adds to a booklet, and nothing that the booklet says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookletpress.edition import Asset
from bookletpress.inline import plain
from bookletpress.model import Text


@dataclass(frozen=True, slots=True)
class Words:
    """A clinic's own words, line by line: in its own language first, then in each other one that it gave."""

    versions: tuple[tuple[Text, ...], ...]

    def within(self, locale: str) -> tuple[Text, ...]:
        """The lines in a language; in the clinic's own where it gave no others."""
        return next((lines for lines in self.versions if lines[0].locale == locale), self.versions[0])

    def plain(self, locale: str) -> str:
        """The same as one line of plain letters."""
        return ", ".join(plain(text.inline) for text in self.within(locale))


@dataclass(frozen=True, slots=True)
class Fever:
    """At which temperature families call: (number, unit) once or in both units, and how it is measured."""

    degrees: tuple[tuple[str, str], ...]
    measured: Words | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the clinic's, and what it shows, for those who do not see it."""

    asset: Asset
    alt: Words


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to be read by a telephone's camera, and what it leads to."""

    address: str
    says: Words


@dataclass(frozen=True, slots=True)
class Clinic:
    """What an imprint prints. `languages` are CLDR codes. `files` are all that it was read from: path -> sha256."""

    id: str
    name: Words
    address: Words
    day: str
    night: str
    logo: Asset | None
    hospital: Words | None
    hours: Words | None
    languages: tuple[str, ...]
    fever: Fever | None
    map: Picture | None
    lead: Lead | None
    path: str
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """One word for all its files; their places do not count."""
        return " ".join(self.files.values())

    def every_word(self) -> Iterator[Words]:
        """All that it says."""
        parts = (self.name, self.address, self.hospital, self.hours)
        more = (
            self.fever and self.fever.measured,
            self.map and self.map.alt,
            self.lead and self.lead.says,
        )
        yield from (words for words in (*parts, *more) if words)

    def sentences(self) -> Iterator[Words]:
        """What a reader has to understand: names and addresses are no language's."""
        more = (self.hours, self.fever and self.fever.measured, self.map and self.map.alt, self.lead and self.lead.says)
        yield from (words for words in more if words)
