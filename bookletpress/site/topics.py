"""topics.json: from what a record system knows to the handout, without a server that answers.

Laid out after HL7's Infobutton: a system that has a code and a language, and knows who will read, finds the files. A
code stands here only if a person compared it with its system (`topics` in booklet.yaml). Systems that send words
instead of a code ("original text") find booklets by what these are about (`subjects`). What they only speak of stands
apart (`mentioned`): a booklet that explains the word "biopsy" is no booklet about biopsies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleClass"
"""The system of these codes, HL7's RoleClass, as FHIR names it."""


_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_SHORT = 2
"""Words of a title that are no longer than this ("in", "de") begin and end nothing that anybody looks up."""


def index(site: Site) -> bytes:
    """The index of all texts, by code and by word."""
    texts = sorted(grouped(site.rows, key_of))
    handouts = [_handout(key, mine, site.address) for key, mine in texts]
    numbers = {key: number for number, (key, _) in enumerate(texts)}
    subjects = {key: tuple(_subjects(mine[0], site.readings.get(key))) for key, mine in texts}
    mentioned = {
        key: tuple(_mentioned(key, site.readings[key], subjects[key])) for key in numbers.keys() & site.readings
    }
    return as_json(
        {
            "version": VERSION,
            "topics": list(_topics(site.readings, numbers)),
            "subjects": _by_word(subjects, numbers),
            "mentioned": _by_word(mentioned, numbers),
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


def _subjects(row: Published, reading: Reading | None) -> Iterator[str]:
    """What a text is about: its title, every run of words of it, and the medicines that its summary names."""
    title = _plain(words(row.title))
    run = _WORD.findall(title)
    ends = [place for place, word in enumerate(run) if len(word) > _SHORT]
    yield title
    for first in ends:
        yield from (" ".join(run[first : last + 1]) for last in ends if last >= first)
    if reading:
        said = _plain(words(row.summary)).casefold()
        yield from (name for name in _medicines(reading) if _stands_in(name.casefold(), said))


def _mentioned(key: Key, reading: Reading, subjects: Iterable[str]) -> Iterator[str]:
    """What a text explains or names and is not about."""
    known = {word.casefold() for word in subjects}
    yield from (word for word in _spoken_of(key[1], reading) if word.casefold() not in known)


def _spoken_of(locale: str, reading: Reading) -> Iterator[str]:
    """The words of this language that a text explains, and the medicines that it names."""
    yield from (_plain(words(term.term)) for term in reading.terms if term.term.locale == locale)
    yield from _medicines(reading)


def _medicines(reading: Reading) -> Iterator[str]:
    yield from (_plain(name) for chapter in reading.chapters for name in chapter.medicines)


def _plain(said: str) -> str:
    """With ordinary spaces and hyphens: nobody types those that keep a line together."""
    return " ".join(said.replace("\N{NON-BREAKING HYPHEN}", "-").split())


def _stands_in(word: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


def _by_word(found: Mapping[Key, Iterable[str]], numbers: Mapping[Key, int]) -> dict[str, dict[str, list[int]]]:
    """By language, then by word, however it is capitalised: the handouts. It is spelled as in the first of them."""
    kept: dict[str, dict[str, tuple[str, set[int]]]] = {}
    for key in sorted(found, key=numbers.__getitem__):
        for word in found[key]:
            kept.setdefault(key[1], {}).setdefault(word.casefold(), (word, set()))[1].add(numbers[key])
    return {locale: {word: sorted(mine) for word, mine in sorted(kept[locale].values())} for locale in sorted(kept)}


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
                "print_only": row.print_only,
            }
            for row in rows
        ],
    }
