"""For hospitals' record systems: a FHIR R4 Bundle with one DocumentReference a text.

A text that waits for its reviewers is `preliminary`; one that was taken back is `entered-in-error`, which systems hide.
Every file says in its own title, in its language, that it is a draft and which variant it is: lists of attachments show
nothing else. FHIR has no SHA-256 for an attachment: the sums are in SHA256SUMS and in the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bookletpress.places import HOME
from bookletpress.publish import Published, as_json
from bookletpress.site.feed import name
from bookletpress.site.shelves import grouped, worst
from bookletpress.site.topics import FHIR_SYSTEMS, RECIPIENTS, ROLES
from bookletpress.site.values import Key, Site, key_of
from bookletpress.siteaddress import of_file
from bookletpress.standing import State
from bookletpress.templates import Voice, environment, words

TYPES = {"family": "Patient education", "clinician": "Information for clinicians"}
MARKS: dict[str, str] = {State.WITHDRAWN: "WITHDRAWN", State.EXPIRED: "EXPIRED"}
FOR = {"family": "For families", "clinician": "For clinicians"}
PHRASES = "parts.html"
"""The template in which the site's pages say the same."""


def bundle(site: Site) -> bytes:
    """The bundle of all texts. A file without an address on the web is named by its place below the output folder."""
    texts = [(key, mine) for key, mine in sorted(grouped(site.rows, key_of))]
    phrases = environment(site.files.templates).get_template(PHRASES).module
    return as_json(
        {
            "resourceType": "Bundle",
            "id": name("bundle"),
            "type": "collection",
            "timestamp": f"{max(row.revised for row in site.rows)}T00:00:00Z",
            "entry": [
                {"fullUrl": f"urn:uuid:{name('text', *key)}", "resource": _reference(site, key, mine, phrases)}
                for key, mine in texts
            ],
        }
    )


def _reference(site: Site, key: Key, rows: Sequence[Published], phrases: Any) -> dict[str, object]:
    first, (_, locale, audience) = rows[0], key
    voice = Voice(site.interfaces[locale], first.locale)
    withdrawn = any(row.state == State.WITHDRAWN for row in rows)
    final = all(row.final for row in rows)
    identity = name("text", *key)
    reference: dict[str, object] = {
        "resourceType": "DocumentReference",
        "id": identity,
        "meta": {"tag": [{"system": ROLES, "code": RECIPIENTS[audience]}]},
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{identity}"}],
        "status": "entered-in-error" if withdrawn else "current",
        "docStatus": "entered-in-error" if withdrawn else "final" if final else "preliminary",
        "type": {"text": TYPES[audience]},
        "category": [{"text": FOR[audience]}],
        "date": f"{first.revised}T00:00:00Z",
        "description": f"{_standing(rows)}{words(first.title)}: {words(first.summary)}",
        "content": [{"attachment": _attachment(row, site.address, phrases, voice)} for row in rows],
    }
    reading = site.readings.get(key)
    if reading and reading.topics:
        codes = [
            {
                "coding": [{"system": FHIR_SYSTEMS[topic.system], "code": topic.code, "display": topic.name}],
                "text": topic.name,
            }
            for topic in reading.topics
        ]
        reference["context"] = {"event": codes}
    return reference


def _standing(rows: Sequence[Published]) -> str:
    """For systems that show nothing else. In English, like the type."""
    state = worst(rows)
    return "" if all(row.final for row in rows) else f"{MARKS.get(state, 'DRAFT')} - "


def _attachment(row: Published, address: str, phrases: Any, voice: Voice) -> dict[str, object]:
    mark = "" if row.final else f"{phrases.mark(row.state, voice.say).striptags()}: "
    variant = ", ".join((words(row.format_label), *_variant(row, phrases, voice)))
    return {
        "contentType": row.media_type,
        "language": row.locale.bcp47,
        "url": of_file(address, row.artefact.path) or row.artefact.path,
        "size": row.artefact.bytes,
        "title": f"{mark}{words(row.title)} ({variant})",
        "creation": row.revised,
    }


def _variant(row: Published, phrases: Any, voice: Voice) -> Iterator[str]:
    """How a file differs from the usual one: another hospital's numbers must not be handed out by mistake."""
    edition = row.edition
    if edition.clinic:
        yield row.clinic or edition.clinic
    if edition.place != HOME:
        yield phrases.place_name(edition.place, voice.say).striptags() or edition.place
    if edition.without_statistics:
        yield voice.say("without survival numbers").striptags()
