"""booklets/shared/*.yaml -> Shared: claims, sources, medicines, glossary, help lines, addresses.

`id-duplicate` (error): two entries of a file have one id. Why: a citation would lead to one of them, by chance.
`reference-unknown` (error): a claim names a source that is not in references.yaml.
`phone` (error): something that is no telephone number, for a help line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from bookletpress.guards import projectyaml
from bookletpress.guards.address import EVERY
from bookletpress.guards.schema import Fields, did_you_mean, is_identifier, shown
from bookletpress.guards.yaml import YText
from bookletpress.knowledge import Claim, Helpline, Medicine, Reference, Shared, StatusMark, Term
from bookletpress.messages import text_at
from bookletpress.model import Text
from bookletpress.places import EVERYWHERE, PLACES
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.references import address, reference

FOLDER = "booklets/shared"
STATUSES = ("standard", "approved", "studied", "outdated", "background")
AUDIENCES = ("family", "clinician", "both")
CONFIDENCES = ("high", "medium", "low")
MARKS = ("standard", "approved", "studied", "past")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{1,30}[0-9]")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SYLLABLES = re.compile(r"[1-9]|[12][0-9]|30")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

AsText = Callable[[YText | None], Text | None]

MISSING = "every project has this file; an empty list is written []"


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def location(self) -> Location: ...


N = TypeVar("N", bound=_Named)


def load_shared(root: Path, locale: str = "en") -> Shared:
    """What all booklets draw on. Raises ProblemsFound with the faults of all six files."""
    problems: list[Problem] = []

    def rows(name: str, build: Callable[[Fields], N]) -> dict[str, N]:
        path = f"{FOLDER}/{name}.yaml"
        try:
            listed = projectyaml.rows(root, path, MISSING, problems)
        except ProblemsFound as found:
            problems.extend(found.problems)
            return {}
        built = []
        for fields in listed:
            built.append(build(fields))
            fields.close()
        return _by_id(built, problems)

    def text(node: YText | None) -> Text | None:
        return text_at(node, locale, problems.append) if node else None

    claims = rows("claims", _claim)
    references = rows("references", lambda fields: reference(fields, text))
    medicines = rows("medicines", lambda fields: _medicine(fields, text))
    glossary = rows("glossary", lambda fields: _term(fields, text))
    helplines = rows("helplines", lambda fields: _helpline(fields, text))
    links = _links(root, problems)
    problems.extend(_unknown_sources(claims.values(), references))
    if problems:
        raise ProblemsFound(problems)
    frozen = MappingProxyType
    return Shared(
        locale,
        frozen(claims),
        frozen(references),
        frozen(medicines),
        frozen(glossary),
        tuple(helplines.values()),
        frozen(links),
    )


def _by_id(built: Iterable[N], problems: list[Problem]) -> dict[str, N]:
    found: dict[str, N] = {}
    for value in built:
        if value.id in found:
            problems.append(
                error(
                    "id-duplicate",
                    f"'{value.id}' stands twice; first on line {found[value.id].location.line}",
                    value.location,
                    "give each entry its own id",
                )
            )
        elif value.id:
            found[value.id] = value
    return found


def _unknown_sources(claims: Iterable[Claim], references: dict[str, Reference]) -> Iterable[Problem]:
    for claim in claims:
        for source in claim.sources:
            if source not in references:
                yield error(
                    "reference-unknown",
                    f"claim '{claim.id}' names the source '{source}'",
                    claim.location,
                    did_you_mean(source, references),
                )


def _claim(fields: Fields) -> Claim:
    fields.skip("topic", "checked_in", "note", "seed")
    return Claim(
        id=fields.identifier("id"),
        says=fields.text("says"),
        status=fields.choice("status", STATUSES),
        place=fields.choice("place", (EVERYWHERE, *PLACES)),
        as_of=fields.date("as_of", partial=True),
        audience=fields.choice("audience", AUDIENCES),
        confidence=fields.choice("confidence", CONFIDENCES),
        checked_twice=fields.choice("checked_twice", ("true", "false"), "false") == "true",
        sources=_sources(fields),
        location=fields.where("id"),
        review_by=fields.optional_date("review_by"),
    )


def _sources(fields: Fields) -> tuple[str, ...]:
    sources = fields.texts("sources")
    if not sources and "sources" in fields.keys():  # noqa: SIM118 - not a dict
        fields.fault("value-shape", "the claim stands on no source", fields.where("sources"), "name at least one")
    return sources


def _medicine(fields: Fields, text: AsText) -> Medicine:
    marks = []
    for mark in fields.maps("marks"):
        kind, place = mark.choice("mark", MARKS), mark.choice("place", PLACES, "")
        if kind == "approved" and not place:
            mark.fault("key-missing", "approved where?", mark.location, f"add a line 'place: {PLACES[0]}'")
        marks.append(StatusMark(kind, place, mark.pattern("since", _YEAR, "date", "a year in quotes")))
        mark.close()
    return Medicine(
        fields.identifier("id"),
        text(fields.node("name")) or _nothing(fields),
        fields.optional("brand"),
        tuple(marks),
        fields.texts("claims"),
        fields.where("id"),
        tuple(filter(None, map(text, fields.nodes("other-names", required=False)))),
        tuple(filter(None, map(text, fields.nodes("look-alikes", required=False)))),
        _syllables(fields),
    )


def _term(fields: Fields, text: AsText) -> Term:
    return Term(
        fields.identifier("id"),
        text(fields.node("term")) or _nothing(fields),
        text(fields.optional_node("say")),
        text(fields.node("means")) or _nothing(fields),
        fields.where("id"),
        _syllables(fields),
    )


def _syllables(fields: Fields) -> int | None:
    counted = fields.pattern("syllables", _SYLLABLES, "value-shape", "a number of syllables from 1 to 30")
    return int(counted) if _SYLLABLES.fullmatch(counted) else None


def _helpline(fields: Fields, text: AsText) -> Helpline:
    fields.skip("check-note")
    fields.date("checked")
    return Helpline(
        id=fields.identifier("id"),
        name=fields.text("name"),
        phone=fields.pattern("phone", _PHONE, "phone", "a telephone number, such as 1-800-555-0100", True),
        spelled=fields.optional("spelled"),
        country=fields.pattern("country", _COUNTRY, "value-unknown", "a country of two letters, such as US", True),
        hours=text(fields.optional_node("hours")),
        languages=text(fields.optional_node("languages")),
        also=text(fields.optional_node("also")),
        helps_with=tuple(filter(None, map(text, fields.nodes("helps-with")))),
        claims=fields.texts("claims"),
        location=fields.where("id"),
    )


def _nothing(fields: Fields) -> Text:
    """Stands in for a text whose fault was reported; a Shared that holds it is never returned."""
    return Text("", (), "", fields.location)


def _links(root: Path, problems: list[Problem]) -> dict[str, str]:
    path = f"{FOLDER}/links.yaml"
    try:
        fields = projectyaml.mapping(root, path, "write {} if there are no addresses", problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return {}
    if fields is None:
        return {}
    for key, place in fields.keys().items():
        if not is_identifier(key):
            fields.fault("identifier", f"{shown(key)} is not an identifier", place, "use only a-z, 0-9 and -")
    return {key: address(fields, fields.node(key), EVERY) for key in fields.keys()}  # noqa: SIM118 - not a dict
