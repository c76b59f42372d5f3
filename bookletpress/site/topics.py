"""topics.json: from what a record system knows to the handout, without a server that answers.

Laid out after HL7's Infobutton: a system that has a code and a language, and knows who will read, finds the files. A
code stands here only if a person compared it with its system (`topics` in booklet.yaml). Systems that send words
instead of a code ("original text") find booklets by the words that they explain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bookletpress.model import TopicCode
from bookletpress.publish import Published, as_json
from bookletpress.site.shelves import grouped, worst
from bookletpress.site.values import Key, Reading, Site, key_of
from bookletpress.siteaddress import of_file
from bookletpress.templates import words

VERSION = 1
OIDS = {
    "ICD-10-CM": "2.16.840.1.113883.6.90",
    "MeSH": "2.16.840.1.113883.6.177",
    "SNOMED CT": "2.16.840.1.113883.6.96",
}
"""The object identifiers by which Infobutton requests name code systems."""
FHIR_SYSTEMS = {
    "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "MeSH": f"urn:oid:{OIDS['MeSH']}",
    "SNOMED CT": "http://snomed.info/sct",
}
RECIPIENTS = {"family": "PAT", "clinician": "PROV"}
"""Who will read, as Infobutton names it (informationRecipient): the patient's side, or the provider."""


def index(site: Site) -> bytes:
    """The index of all texts, by code and by word."""
    texts = sorted(grouped(site.rows, key_of))
    handouts = [_handout(key, mine, site.address) for key, mine in texts]
    numbers = {key: number for number, (key, _) in enumerate(texts)}
    return as_json(
        {
            "version": VERSION,
            "topics": list(_topics(site.readings, numbers)),
            "words": _words(site.readings, numbers),
            "handouts": handouts,
        }
    )


def _topics(readings: Mapping[Key, Reading], numbers: Mapping[Key, int]) -> Iterable[dict[str, object]]:
    """Every code with the handouts that are about it, by their place in the list."""
    found: dict[tuple[str, str], tuple[TopicCode, list[int]]] = {}
    for key in numbers:
        for topic in readings[key].topics if key in readings else ():
            found.setdefault((topic.system, topic.code), (topic, []))[1].append(numbers[key])
    for system, code in sorted(found):
        topic, mine = found[system, code]
        yield {
            "system": system,
            "oid": OIDS[system],
            "uri": FHIR_SYSTEMS[system],
            "code": code,
            "name": topic.name,
            "verified": topic.checked_on,
            "handouts": mine,
        }


def _words(readings: Mapping[Key, Reading], numbers: Mapping[Key, int]) -> dict[str, dict[str, list[int]]]:
    """By language, then by word: a word that is explained, or a medicine, with the handouts that speak of it."""
    found: dict[str, dict[str, list[int]]] = {}
    for key in numbers.keys() & readings.keys():
        reading, locale = readings[key], key[1]
        explained = [words(term.term) for term in reading.terms if term.term.locale == locale]
        medicines = [name for chapter in reading.chapters for name in chapter.medicines]
        for word in dict.fromkeys((*explained, *medicines)):
            found.setdefault(locale, {}).setdefault(word, []).append(numbers[key])
    return {locale: {word: sorted(mine) for word, mine in sorted(found[locale].items())} for locale in sorted(found)}


def _handout(key: Key, rows: Sequence[Published], address: str) -> dict[str, object]:
    slug, locale, audience = key
    return {
        "slug": slug,
        "locale": locale,
        "language": rows[0].locale.bcp47,
        "audience": audience,
        "recipient": RECIPIENTS.get(audience, ""),
        "title": words(rows[0].title),
        "state": worst(rows),
        "valid_until": min(row.until for row in rows) if all(row.final for row in rows) else "",
        "files": [
            {
                "path": row.artefact.path,
                "url": of_file(address, row.artefact.path),
                "media_type": row.media_type,
                "format": row.edition.format,
                "place": row.edition.place,
                "without_statistics": row.edition.without_statistics,
                "clinic": row.edition.clinic,
            }
            for row in rows
        ],
    }
