"""What all booklets draw on: claims, their sources, medicines, the glossary, help lines. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookletpress.model import Text
from bookletpress.problems import Location


@dataclass(frozen=True, slots=True)
class Claim:
    """An atomic fact and the ids of the sources that it stands on.

    `as_of` is the day of the sources, or as much of it as is known. `review_by` is "" unless the claim names its own.
    """

    id: str
    says: str
    status: str
    place: str
    as_of: str
    audience: str
    confidence: str
    checked_twice: bool
    sources: tuple[str, ...]
    location: Location
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An author or editor: family and given names, or one literal name (an organisation)."""

    family: str = ""
    given: str = ""
    literal: str = ""
    particle: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, with CSL's field names. `unchecked` lists the fields nobody compared: they are never printed.

    `unaccounted` lists fields of which nobody said whether they were compared. Dates are tuples (year), (year, month)
    or (year, month, day); () where unknown. `checked_on` is an ISO date, the day that somebody last opened the source.
    `et_al`: more authors exist. `described` says in our own words what was looked at; it is printed in brackets where
    nobody compared the title.
    """

    id: str
    type: str
    title: str
    location: Location
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    et_al: bool = False
    container: str = ""
    container_short: str = ""
    issued: tuple[int, ...] = ()
    accessed: tuple[int, ...] = ()
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    chapter_number: str = ""
    edition: str = ""
    genre: str = ""
    publisher: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    checked_against: str = ""
    checked_on: str = ""
    unchecked: tuple[str, ...] = ()
    unaccounted: tuple[str, ...] = ()
    described: Text | None = None


@dataclass(frozen=True, slots=True)
class StatusMark:
    """Where a medicine stands: standard, approved (with place and year), studied or past."""

    mark: str
    place: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine: its names, where it stands, and the claims that say so. `syllables` are those of the English name.

    `other_names` are the same medicine; `look_alikes` are other things that its name is mistaken for.
    """

    id: str
    name: Text
    brand: str
    marks: tuple[StatusMark, ...]
    claims: tuple[str, ...]
    location: Location
    other_names: tuple[Text, ...] = ()
    look_alikes: tuple[Text, ...] = ()
    syllables: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: the term, how to say it, and what it means. `syllables` are those of the English term."""

    id: str
    term: Text
    say: Text | None
    means: Text
    location: Location
    syllables: int | None = None


@dataclass(frozen=True, slots=True)
class Helpline:
    """`name`, `phone` and `spelled` are never translated; a field that was not recorded is None or empty."""

    id: str
    name: str
    phone: str
    spelled: str
    country: str
    hours: Text | None
    languages: Text | None
    also: Text | None
    helps_with: tuple[Text, ...]
    claims: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Shared:
    """What all booklets draw on, in one locale. Claims and references are the same in every locale."""

    locale: str
    claims: Mapping[str, Claim]
    references: Mapping[str, Reference]
    medicines: Mapping[str, Medicine]
    glossary: Mapping[str, Term]
    helplines: tuple[Helpline, ...]
    links: Mapping[str, str]
