"""booklets/shared/references.yaml -> Reference: CSL field names, and for each field whether somebody compared it.

`person-unnamed` (error): an author needs a family name, or one literal name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bookletpress.guards import address as guard
from bookletpress.guards.schema import Fields, did_you_mean, is_date, shown
from bookletpress.guards.yaml import YText
from bookletpress.knowledge import Person, Reference
from bookletpress.model import Text

TYPES = ("article-journal", "book", "chapter", "document", "entry", "entry-encyclopedia", "report", "webpage")
"""CSL's types. It has none for a drug label (`document`, with its `genre`) nor for a trial registration (`entry`)."""

PRINTED = (
    "title",
    "author",
    "editor",
    "container-title",
    "container-title-short",
    "issued",
    "volume",
    "issue",
    "page",
    "number",
    "chapter-number",
    "edition",
    "genre",
    "publisher",
    "DOI",
    "PMID",
    "URL",
)
"""The fields that a printed source may show, and that somebody therefore has to compare."""

_DOI = re.compile(r"10\.[0-9]{4,9}/[!-~]+")
_PMID = re.compile(r"[1-9][0-9]{0,8}")


def reference(fields: Fields, text: Callable[[YText | None], Text | None]) -> Reference:
    """One source. Its faults are reported to the fields; `text` makes a message of what may be translated."""
    fields.skip("in_acs_list", "note", "page-first", "publisher-place", "trial", "PMCID")
    fields.skip("unchecked_values")
    against, on, compared = _checked(fields)
    unchecked = _unchecked(fields)
    return Reference(
        id=fields.identifier("id"),
        type=fields.choice("type", TYPES),
        title=fields.text("title"),
        location=fields.where("id"),
        authors=tuple(_person(person) for person in fields.maps("author")),
        editors=tuple(_person(person) for person in fields.maps("editor", required=False)),
        et_al=fields.choice("et_al", ("true", "false"), "false") == "true",
        container=fields.optional("container-title"),
        container_short=fields.optional("container-title-short"),
        issued=_date_parts(fields, "issued"),
        accessed=_date_parts(fields, "accessed"),
        volume=fields.optional("volume"),
        issue=fields.optional("issue"),
        page=fields.optional("page"),
        number=fields.optional("number"),
        chapter_number=fields.optional("chapter-number"),
        edition=fields.optional("edition"),
        genre=fields.optional("genre"),
        publisher=fields.optional("publisher"),
        doi=fields.pattern("DOI", _DOI, "identifier", "a DOI such as 10.1000/182, without address"),
        pmid=fields.pattern("PMID", _PMID, "identifier", "a PubMed number"),
        url=address(fields, fields.optional_node("URL")),
        checked_against=against,
        checked_on=on,
        unchecked=unchecked,
        unaccounted=_unaccounted(fields, {*compared, *unchecked}),
        described=text(fields.optional_node("described")),
    )


def address(fields: Fields, node: YText | None, schemes: tuple[str, ...] = guard.WEB) -> str:
    """An address that means what it looks like, or "" where there is none; its fault is reported."""
    if node is None:
        return ""
    if fault := guard.fault(node.value, schemes):
        first = node.first
        place = replace(first, column=first.column + fault.offset) if first and fault.offset else node.location
        fields.fault("address", fault.message, place, fault.hint)
    return node.value


def _checked(fields: Fields) -> tuple[str, str, tuple[str, ...]]:
    """What the source was compared with, on which day, and which fields."""
    checked = fields.map("checked")
    if checked is None:
        return "", "", ()
    against, compared = checked.text("against"), checked.texts("fields", required=False)
    on = checked.optional_date("on")
    checked.skip("by", "method")
    checked.close()
    return against, on, compared


def _unchecked(fields: Fields) -> tuple[str, ...]:
    """The fields that nobody compared. A slip in a name would print what nobody compared, so it is looked for."""
    nodes = fields.nodes("unchecked")
    known = {name.casefold(): name for name in (*PRINTED, "accessed")}
    for node in nodes:
        if known.get(node.value.casefold(), node.value) != node.value:
            message = f"there is no field {shown(node.value)}"
            fields.fault("value-unknown", message, node.location, did_you_mean(node.value, known.values()))
    return tuple(node.value for node in nodes)


def _unaccounted(fields: Fields, told: set[str]) -> tuple[str, ...]:
    """The printed fields that stand neither under `checked` nor under `unchecked`."""
    if "container-title" in told:
        told = told | {"container-title-short"}
    return tuple(name for name in PRINTED if name in fields.keys() and name not in told)  # noqa: SIM118 - not a dict


def _person(fields: Fields) -> Person:
    person = Person(
        fields.optional("family"),
        fields.optional("given"),
        fields.optional("literal"),
        fields.optional("non-dropping-particle"),
        fields.optional("suffix"),
    )
    if bool(person.family) == bool(person.literal):
        hint = "write 'family' and 'given', or 'literal' for an organisation"
        fields.fault("person-unnamed", "a person needs a family name or one literal name", fields.location, hint)
    fields.close()
    return person


def _date_parts(fields: Fields, key: str) -> tuple[int, ...]:
    """CSL's date-parts: a list holding one list of year, month and day, as much as is known."""
    inner = fields.map(key, required=False)
    if inner is None:
        return ()
    parts = inner.numbers("date-parts")
    if parts and not (len(parts) <= 3 and 1000 <= parts[0] <= 2999 and is_date(*parts)):
        place, hint = inner.where("date-parts"), "write [[year]], [[year, month]] or [[year, month, day]]"
        fields.fault("date", f"'{key}' is not a date", place, hint)
    inner.close()
    return parts
