"""A clinic's own file -> Clinic, with all faults of it and of its pictures in one run. docs/clinics.md says its fields.

`clinic-phone` (error): letters, or too few or too many digits. Why: somebody dials it at night.
`clinic-temperature` (error): no temperature with its unit, one that no team would name, or two that are not the same.
Why: a slip of the pen would keep a feverish child at home.
`clinic-language` (error): a language that CLDR does not know, or words without those in the clinic's own language.
`clinic-too-long` (error): more than finds room where it is printed.
`clinic-logo` (error): words in the drawing of a logo. Why: they would come out in another typeface.
`clinic-id` (error): a name that file names use for something else.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from bookletpress import cldr
from bookletpress.clinic import Clinic, Fever, Lead, Picture, Words
from bookletpress.edition import Asset
from bookletpress.guards import address as addresses
from bookletpress.guards import picture, svg
from bookletpress.guards.files import read_bytes
from bookletpress.guards.schema import Fields, did_you_mean, read_map, shown
from bookletpress.guards.text import folded
from bookletpress.guards.yaml import YList, YMap, YNode, YText
from bookletpress.inline import Words as Letters
from bookletpress.inlinetext import serialise
from bookletpress.limits import USUAL, Limits
from bookletpress.model import Text
from bookletpress.places import PLACES
from bookletpress.problems import Location, Problem, ProblemsFound, error, in_order

OWN = "en"
"""The language of a clinic's words where its file names no other."""

NAME, LINE = 80, 120
"""Characters that find room in the name, and in any other line."""

LINES = 8
TAKEN = frozenset((*(place.lower() for place in PLACES), "draft", "print-only", "without-statistics"))
COLDEST, HOTTEST = 37.5, 39.0
"""°C. A file that names another temperature has a slip of the pen in it."""

SVG = ".svg"
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]*[0-9]( x[0-9]{1,6})?")
_DEGREES = re.compile(r"([0-9]{2,3}(?:\.[0-9])?) ?°?([FC])(?: ?[(/] ?([0-9]{2,3}(?:\.[0-9])?) ?°?([FC])\)?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8}){0,2}")


@dataclass(slots=True)
class _Reading:
    """The file being read. `shown_as` is the folder as messages name it."""

    folder: Path
    shown_as: str
    problems: list[Problem]
    limits: Limits
    files: dict[str, str] = field(default_factory=dict)
    own: str = OWN

    def bytes(self, name: str, hint: str, limit: int) -> bytes:
        """A file beside the clinic's, or below; what leads out of its folder is refused."""
        raw = read_bytes(self.folder, name, hint, limit)
        self.files[str(self.folder / name)] = hashlib.sha256(raw).hexdigest()
        return raw

    def path(self, name: str) -> str:
        return f"{self.shown_as}{name}"


def read_clinic(file: Path, limits: Limits = USUAL) -> Clinic:
    """The clinic of a file, within the limits of the project. Raises ProblemsFound."""
    reading = _Reading(file.parent, f"{file.parent.as_posix()}/" if file.parent != Path() else "", [], limits)
    found = None
    try:
        raw = reading.bytes(file.name, "name the clinic's file behind --clinic", limits.yaml_bytes)
        fields = read_map(raw, reading.path(file.name), reading.problems, limits)
        found = _clinic(fields, reading) if fields else None
    except ProblemsFound as faults:
        reading.problems.extend(_placed(faults, reading))
    if reading.problems or found is None:
        raise ProblemsFound(in_order(reading.problems))
    return found


def _placed(faults: ProblemsFound, reading: _Reading) -> list[Problem]:
    """Faults in files of the folder, named as the user names the folder."""
    return [
        replace(one, location=replace(one.location, path=reading.path(one.location.path))) for one in faults.problems
    ]


def _clinic(fields: Fields, reading: _Reading) -> Clinic | None:
    reading.own = fields.pattern("language", _LANGUAGE, "clinic-language", "a language code such as en") or OWN
    fields.skip("name", "address", "hospital", "hours")
    identity = fields.identifier("id")
    if identity in TAKEN:
        message = f"'{identity}' means something else in the names of files"
        fields.fault("clinic-id", message, fields.where("id"), "choose another, such as the name of the hospital")
    name = _words(fields, "name", reading, required=True, lines=1, most=NAME)
    address = _words(fields, "address", reading, required=True)
    hospital, hours = (_words(fields, key, reading, lines=lines) for key, lines in (("hospital", 1), ("hours", LINES)))
    phones = fields.map("phones")
    day, night = (_phone(phones, key) if phones else "" for key in ("day", "night"))
    if phones:
        phones.close()
    found = Clinic(
        identity,
        name or _nothing(),
        address or _nothing(),
        day,
        night,
        _logo(fields, reading),
        hospital,
        hours,
        _languages(fields),
        _fever(fields, reading),
        _map(fields, reading),
        _lead(fields, reading),
        fields.location.path,
        reading.files,
    )
    fields.close()
    return None if reading.problems else found


def _nothing() -> Words:
    """What stands in for missing words until the faults are told."""
    return Words(((),))


def _words(
    fields: Fields, key: str, reading: _Reading, required: bool = False, lines: int = LINES, most: int = LINE
) -> Words | None:
    """A text, a list of lines, or either for each language."""
    node = fields.tree(key, required)
    if node is None:
        return None
    if not isinstance(node, YMap):
        own = _lines(fields, key, node, reading.own, lines, most)
        return Words((own,)) if own else None
    versions = []
    for language, inner in node.entries.items():
        if not _LANGUAGE.fullmatch(language):
            message = f"{shown(language)} is no language code"
            fields.fault("clinic-language", message, node.keys[language], "write one such as en or es")
        elif said := _lines(fields, key, inner, language, lines, most):
            versions.append(said)
    versions.sort(key=lambda said: said[0].locale != reading.own)
    if versions and versions[0][0].locale != reading.own:
        message = f"'{key}' is not said in '{reading.own}', the clinic's own language"
        hint = f"add '{reading.own}: ...', or name another language with 'language: ...'"
        fields.fault("clinic-language", message, node.location, hint)
    return Words(tuple(versions)) if versions else None


def _lines(fields: Fields, key: str, node: YNode, language: str, lines: int, most: int) -> tuple[Text, ...]:
    rows = node.rows if isinstance(node, YList) else (node,)
    if len(rows) > lines:
        message = f"'{key}' has {len(rows)} lines; there is room for {lines}"
        fields.fault("clinic-too-long", message, node.location, "say it in fewer lines")
    found = []
    for row in rows:
        if not isinstance(row, YText) or not row.value.strip():
            wanted = (
                "a text, or one for each language" if lines == 1 else "a text, a list of lines, or these by language"
            )
            fields.fault("value-shape", f"'{key}' must be {wanted}", row.location, f"write {wanted}")
            continue
        said = folded(row.value)
        if len(said) > most:
            message = f"{len(said)} characters; there is room for {most}"
            fields.fault("clinic-too-long", message, row.location, "shorten it, or write it on several lines")
        letters = (Letters(said),)
        found.append(Text(serialise(letters), letters, language, row.location))
    return tuple(found)


def _phone(fields: Fields, key: str) -> str:
    node = fields.node(key)
    number = node.value.strip() if node else ""
    digits = sum(letter.isdecimal() for letter in number.partition(" x")[0])
    if node and not (_PHONE.fullmatch(number) and 7 <= digits <= 15):
        hint = "write digits as people dial them, such as 212-555-0100 or +1 212 555 0100 x12"
        fields.fault("clinic-phone", f"{shown(number)} is no telephone number", node.location, hint)
    return number


def _languages(fields: Fields) -> tuple[str, ...]:
    found = []
    for node in fields.nodes("languages", required=False):
        code = node.value.strip().replace("-", "_")
        if cldr.language_names(code, "en"):
            found.append(code)
        else:
            message = f"CLDR knows no language {shown(node.value)}"
            hint = did_you_mean(code, cldr.known_languages()) + "; write codes, such as [en, es, vi, zh-Hans]"
            fields.fault("clinic-language", message, node.location, hint)
    return tuple(dict.fromkeys(found))


def _fever(fields: Fields, reading: _Reading) -> Fever | None:
    fever = fields.map("fever", required=False)
    if fever is None:
        return None
    node = fever.node("temperature")
    said = _DEGREES.fullmatch(" ".join(node.value.split())) if node else None
    degrees = tuple((said[at], said[at + 1]) for at in (1, 3) if said[at]) if said else ()
    celsius = [float(number) if unit == "C" else (float(number) - 32) / 1.8 for number, unit in degrees]
    if node and not said:
        hint = "write it with its unit: 100.4 °F, 38 °C, or 100.4 °F (38 °C)"
        fever.fault("clinic-temperature", f"{shown(node.value)} is no temperature with a unit", node.location, hint)
    elif node and not all(COLDEST <= one <= HOTTEST for one in celsius):
        message = f"{shown(node.value)} is not between 37.5 °C and 39 °C (99.5 °F and 102.2 °F)"
        fever.fault("clinic-temperature", message, node.location, "compare it with the clinic's own instructions")
    elif node and max(celsius) - min(celsius) > 0.1:
        message = f"{shown(node.value)} names two different temperatures"
        hint = f"{celsius[0]:.1f} °C is {celsius[0] * 1.8 + 32:.1f} °F, and {celsius[1]:.1f} °C is another"
        fever.fault("clinic-temperature", message, node.location, hint)
    measured = _words(fever, "measured", reading, lines=1)
    fever.close()
    return Fever(degrees, measured)


def _lead(fields: Fields, reading: _Reading) -> Lead | None:
    lead = fields.map("qr", required=False)
    if lead is None:
        return None
    node = lead.node("address")
    if node and (fault := addresses.fault(node.value.strip())):
        lead.fault("address", fault.message, node.location, fault.hint)
    says = _words(lead, "says", reading, required=True, lines=1)
    lead.close()
    return Lead(node.value.strip(), says) if node and says else None


def _map(fields: Fields, reading: _Reading) -> Picture | None:
    chosen = fields.map("map", required=False)
    if chosen is None:
        return None
    asset = _picture(chosen, "picture", reading)
    alt = _words(chosen, "alt", reading, required=True, lines=1, most=2 * LINE)
    chosen.close()
    return Picture(asset, alt) if asset and alt else None


def _logo(fields: Fields, reading: _Reading) -> Asset | None:
    return _picture(fields, "logo", reading, required=False)


def _picture(fields: Fields, key: str, reading: _Reading, required: bool = True) -> Asset | None:
    """A PNG, a JPEG, or a drawing of the safe subset, by the name of its file."""
    node = fields.node(key) if required else fields.optional_node(key)
    if node is None:
        return None
    name = node.value.strip()
    suffix = Path(name).suffix.lower()
    if suffix not in (SVG, *picture.SUFFIXES):
        hint = "save it as .png, .jpg or .svg"
        fields.fault("picture-kind", f"{shown(name)} is neither PNG, JPEG nor SVG", node.location, hint)
        return None
    try:
        if suffix == SVG:
            return _drawing(reading, key, name)
        hint = f"put the file beside the clinic's; line {node.location.line} names it"
        seen = picture.read(reading.bytes(name, hint, reading.limits.picture_bytes), name, reading.limits)
        return Asset(f"clinic/{key}{suffix}", seen.media_type, seen.data)
    except ProblemsFound as faults:
        for one in faults.problems:
            outside = one.location.line == 0 and one.location.path == name
            place = node.location if outside else replace(one.location, path=reading.path(one.location.path))
            message = f"{shown(name)}: {one.message}" if outside else one.message
            hint = "put the file into the folder of the clinic's own file" if one.code == "path-outside" else one.hint
            reading.problems.append(replace(one, location=place, message=message, hint=hint))
        return None


def _drawing(reading: _Reading, key: str, name: str) -> Asset:
    raw = reading.bytes(name, "put the file beside the clinic's", reading.limits.drawing_bytes)
    drawn = svg.read(raw, name, reading.limits)
    words = [place for element, place in drawn.words.items() if element.tag == "text"]
    if words:
        hint = "turn its words into paths in the drawing program"
        raise ProblemsFound([error("clinic-logo", "words in a picture of the clinic", words[0], hint)])
    return Asset(f"clinic/{key}{SVG}", "image/svg+xml", raw)


def glyph(character: str, clinic: Clinic) -> Location | None:
    """Where a clinic's words hold a character."""
    for words in clinic.every_word():
        for text in (text for lines in words.versions for text in lines):
            if character in text.source:
                return text.location
    return None
