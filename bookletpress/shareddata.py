"""booklets/shared/*.yaml -> Shared: claims, sources, medicines, glossary, help lines, addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from bookletpress.guards.schema import Fields, did_you_mean, read_bytes, read_maps, read_table
from bookletpress.guards.yaml import YText
from bookletpress.messages import text_of
from bookletpress.model import Claim, Helpline, Medicine, Person, Reference, Shared, StatusMark, Term, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error

FOLDER = "booklets/shared"
STATUSES = ("standard", "approved", "studied", "outdated", "background")
PLACES = ("all", "US", "EU", "UK", "CH")
AUDIENCES = ("family", "clinician", "both")
CONFIDENCES = ("high", "medium", "low")
MARKS = ("standard", "approved", "studied", "past")
REFERENCE_TYPES = (
    "article-journal",
    "chapter",
    "entry-encyclopedia",
    "webpage",
    "document",
    "book",
    "report",
)

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
            raw = read_bytes(root, path, MISSING)
        except ProblemsFound as found:
            problems.extend(found.problems)
            return {}
        built = []
        for fields in read_maps(raw, path, problems):
            built.append(build(fields))
            fields.close()
        return _by_id(built, problems)

    def text(node: YText | None) -> Text | None:
        return text_of(node.value, node.location, locale, problems.append) if node else None

    claims = rows("claims", _claim)
    references = rows("references", lambda fields: _reference(fields, problems))
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
        place=fields.choice("place", PLACES),
        as_of=fields.date("as_of", partial=True),
        audience=fields.choice("audience", AUDIENCES),
        confidence=fields.choice("confidence", CONFIDENCES),
        checked_twice=fields.choice("checked_twice", ("true", "false"), "false") == "true",
        sources=fields.texts("sources"),
        location=fields.where("id"),
    )


def _reference(fields: Fields, problems: list[Problem]) -> Reference:
    fields.skip(
        "chapter-number",
        "in_acs_list",
        "note",
        "page-first",
        "publisher-place",
        "trial",
        "unchecked_values",
        "PMCID",
    )
    checked = fields.map("checked")
    against = ""
    if checked:
        against = checked.text("against")
        checked.texts("fields", required=False)
        checked.skip("on", "by", "method")
        checked.close()
    return Reference(
        id=fields.identifier("id"),
        type=fields.choice("type", REFERENCE_TYPES),
        title=fields.text("title"),
        location=fields.where("id"),
        authors=tuple(_person(person) for person in fields.maps("author")),
        editors=tuple(_person(person) for person in fields.maps("editor", required=False)),
        et_al=fields.choice("et_al", ("true", "false"), "false") == "true",
        container=fields.optional("container-title"),
        container_short=fields.optional("container-title-short"),
        issued=_date_parts(fields, "issued", problems),
        accessed=_date_parts(fields, "accessed", problems),
        volume=fields.optional("volume"),
        issue=fields.optional("issue"),
        page=fields.optional("page"),
        edition=fields.optional("edition"),
        publisher=fields.optional("publisher"),
        doi=fields.optional("DOI"),
        pmid=fields.optional("PMID"),
        url=_https(fields.optional("URL"), fields.where("URL"), problems),
        checked_against=against,
        unchecked=fields.texts("unchecked"),
    )


def _person(fields: Fields) -> Person:
    person = Person(
        fields.optional("family"),
        fields.optional("given"),
        fields.optional("literal"),
        fields.optional("non-dropping-particle"),
        fields.optional("suffix"),
    )
    fields.close()
    return person


def _date_parts(fields: Fields, key: str, problems: list[Problem]) -> tuple[int, ...]:
    """CSL's date-parts, a list holding one list of up to three numbers."""
    inner = fields.map(key, required=False)
    if inner is None:
        return ()
    parts = inner.numbers("date-parts")
    inner.close()
    return parts


def _https(address: str, place: Location, problems: list[Problem]) -> str:
    if address and (urlsplit(address).scheme != "https" or not urlsplit(address).netloc):
        problems.append(error("address", f"'{address}' is not an https address", place, "write https://..."))
    return address


def _medicine(fields: Fields, text: Callable[[YText | None], Text | None]) -> Medicine:
    marks = []
    for mark in fields.maps("marks"):
        marks.append(StatusMark(mark.choice("mark", MARKS), mark.optional("place"), mark.optional("since")))
        mark.close()
    name = text(fields.node("name"))
    return Medicine(
        fields.identifier("id"),
        name or _nothing(fields),
        fields.optional("brand"),
        tuple(marks),
        fields.texts("claims", required=False),
        fields.where("id"),
    )


def _term(fields: Fields, text: Callable[[YText | None], Text | None]) -> Term:
    return Term(
        fields.identifier("id"),
        text(fields.node("term")) or _nothing(fields),
        text(fields.optional_node("say")),
        text(fields.node("means")) or _nothing(fields),
        fields.where("id"),
    )


def _helpline(fields: Fields, text: Callable[[YText | None], Text | None]) -> Helpline:
    fields.skip("check-note")
    fields.date("checked")
    return Helpline(
        id=fields.identifier("id"),
        name=fields.text("name"),
        phone=fields.text("phone"),
        spelled=fields.optional("spelled"),
        country=fields.text("country"),
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
        rows = read_table(read_bytes(root, path, "write {} if there are no addresses"), path, problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return {}
    return {key: _https(node.value, node.location, problems) for key, node in rows.items()}
