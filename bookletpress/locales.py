"""locales/<name>/locale.yaml -> LocaleInfo. A language is a folder of files; no code knows its name.

`locale-missing`, `locale-name`, `locale-tag`, `locale-unknown` (errors): no folder of the source language; a folder
with another name than a language code; a language tag of another language; a locale that CLDR does not know. Why: the
code becomes part of paths, and decides how numbers are written and words are read out.
`font-faces`, `font-file`, `font-package` (errors): fonts without a regular face, or named by more than the name of a
file or package. Why: fonts come from packages, never from a path.
`credit-consent` (error): a translator to be named, without the day on which they agreed. Why: nobody is named unasked.
"""

from __future__ import annotations

import re
from pathlib import Path

from bookletpress import cldr
from bookletpress.guards import files, projectyaml
from bookletpress.guards.schema import Fields, did_you_mean, shown
from bookletpress.messages import text_at
from bookletpress.model import Credit, FontChoice, LocaleInfo
from bookletpress.paritywords import load_parity_words
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.safetywords import load_vocabulary
from bookletpress.termlist import load_terms

FOLDER = "locales"
SOURCE = "en"
NAME = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|qps-[a-z]{4,6}")
_PSEUDO = re.compile(r".+-X[AB]")
"""No people speaks these. CLDR names its pseudo-locales by regions that are no country: en-XA, ar-XB."""

_CLDR = re.compile(r"[a-z]{2,3}(?:_[A-Za-z0-9]{2,8}){0,3}")
_ORDER = re.compile(r"(?:[^{}\n]|\{(?:day|month|year)\}){1,60}")
_MARK = re.compile(r"[^\w\s]")
_PACKAGE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,99}")
_FONT_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:ttf|otf|ttc)")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

WEIGHTS = ("300", "400", "600", "700")
HOUSE_FONT = "font-source-sans-pro"
HOUSE_FACES = (
    ("SourceSansPro-Light.ttf", 300, "normal"),
    ("SourceSansPro-Regular.ttf", 400, "normal"),
    ("SourceSansPro-It.ttf", 400, "italic"),
    ("SourceSansPro-Semibold.ttf", 600, "normal"),
    ("SourceSansPro-Bold.ttf", 700, "normal"),
)


def is_private(name: str) -> bool:
    """Whether a locale is for tests only: a pseudo-translation, or a name that nobody else uses."""
    return name.startswith("qps-") or is_pseudo(name)


def is_pseudo(name: str) -> bool:
    """Whether a locale is a pseudo-translation, which is no language: see `workbench.pseudo`."""
    return _PSEUDO.fullmatch(name) is not None


def load_locales(root: Path) -> tuple[LocaleInfo, ...]:
    """All locales, the source language first, then by name. Raises ProblemsFound."""
    names = [name for name in files.folders(root, FOLDER) if name != "pot"]
    problems: list[Problem] = []
    if SOURCE not in names:
        message = f"there is no folder '{FOLDER}/{SOURCE}'"
        hint = "restore it; the booklets are written in this language"
        problems.append(error("locale-missing", message, Location(f"{FOLDER}/{SOURCE}"), hint))
    found = [info for name in names if (info := _load(root, name, problems))]
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(found, key=lambda info: (info.name != SOURCE, info.name)))


def _load(root: Path, name: str, problems: list[Problem]) -> LocaleInfo | None:
    path = f"{FOLDER}/{name}/locale.yaml"
    if not NAME.fullmatch(name):
        hint = "name the folder by its language code, such as es, pt-BR or zh-Hans"
        place = Location(f"{FOLDER}/{shown(name)[1:-1]}/locale.yaml")
        problems.append(error("locale-name", f"{shown(name)} is no name of a locale", place, hint))
        return None
    beside = len(problems)
    vocabulary = load_vocabulary(root, name, problems)
    words, terms = load_parity_words(root, name, problems), load_terms(root, name, problems)
    try:
        fields = projectyaml.mapping(root, path, "write it; see locales/README.md", problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None
    if fields is None:
        return None
    native, english = fields.text("native-name"), fields.text("name")
    code = _cldr(fields)
    tag = _tag(fields, name)
    direction = fields.choice("direction", ("ltr", "rtl"))
    months = fields.texts("months", required=False)
    if months and len(months) != 12:
        fields.fault("value-shape", "'months' must name twelve months", fields.where("months"), "name all twelve")
    date = _order(fields, "date", ("day", "month", "year"))
    month_year = _order(fields, "month-and-year", ("month", "year"))
    note = fields.optional_node("review-note")
    leftovers = fields.texts("leftovers", required=False)
    fonts = _fonts(fields)
    decimal, group = _marks(fields, code)
    credited = tuple(filter(None, map(_credit, fields.maps("credits", required=False))))
    fields.close()
    review_note = text_at(note, name, problems.append) if note else None
    if len(problems) > beside:
        return None
    return LocaleInfo(
        name,
        native,
        english,
        code,
        tag,
        direction,
        fonts,
        review_note,
        path,
        months,
        decimal,
        group,
        leftovers,
        vocabulary,
        words,
        terms,
        date,
        month_year,
        credited,
    )


def _order(fields: Fields, key: str, parts: tuple[str, ...]) -> str:
    """How a date is put together, with each part of it once; "" where CLDR knows."""
    node = fields.optional_node(key)
    if node is None:
        return ""
    if not _ORDER.fullmatch(node.value) or sorted(re.findall(r"\{(\w+)\}", node.value)) != sorted(parts):
        shape = " ".join(f"{{{part}}}" for part in parts)
        fields.fault("value-shape", f"{shown(node.value)} is no order of a date", node.location, f"such as '{shape}'")
    return node.value


def _cldr(fields: Fields) -> str:
    node = fields.node("cldr")
    if node is None:
        return ""
    if not _CLDR.fullmatch(node.value) or not cldr.is_known(node.value):
        message = f"CLDR knows no locale {shown(node.value)}"
        fields.fault("locale-unknown", message, node.location, did_you_mean(node.value, cldr.known_locales()))
        return ""
    return node.value


def _tag(fields: Fields, name: str) -> str:
    node = fields.node("language")
    if node is None:
        return ""
    language = name.split("-", maxsplit=1)[0]
    if not _TAG.fullmatch(node.value) or node.value.split("-")[0] != language:
        message = f"{shown(node.value)} is no language tag for the folder '{name}'"
        hint = f"write a BCP 47 tag that starts with '{language}', such as es-US"
        fields.fault("locale-tag", message, node.location, hint)
    return node.value


def _credit(fields: Fields) -> Credit | None:
    """A translator to be named. Nobody is named who has not agreed: that day is needed."""
    name, booklets, place = fields.text("name"), fields.texts("booklets", required=False), fields.where("name")
    agreed = fields.optional_date("consent")
    fields.close()
    if name and not agreed and "consent" not in fields.keys():  # noqa: SIM118 - not a dict
        message = f"{shown(name)} is to be named, and nothing says that they agreed"
        hint = "ask, and write the day of their yes: consent: 2026-11-21; or take the name out"
        fields.fault("credit-consent", message, place, hint)
    return Credit(name, booklets, place) if name and agreed else None


def _marks(fields: Fields, code: str) -> tuple[str, str]:
    """The decimal mark and the grouping mark: what the locale says, else what CLDR says."""
    decimal, group = cldr.number_marks(code) if code else (".", ",")
    decimal = fields.pattern("decimal-mark", _MARK, "value-shape", "one sign that is no letter or digit") or decimal
    group = fields.pattern("group-mark", _MARK, "value-shape", "one sign that is no letter or digit") or group
    if decimal == group:
        place = fields.where("group-mark")
        fields.fault("value-shape", "one sign cannot be decimal mark and grouping mark", place, "name another sign")
    return decimal, group


def _fonts(fields: Fields) -> FontChoice:
    """The house font, or the faces that the locale names."""
    chosen = fields.map("fonts", required=False)
    if chosen is None:
        return FontChoice(HOUSE_FONT, HOUSE_FACES, fields.location)
    package = chosen.pattern("package", _PACKAGE, "font-package", "a package name, such as fonts-noto-core", True)
    faces = []
    for face in chosen.maps("faces"):
        file = face.pattern("file", _FONT_FILE, "font-file", "the name of a .ttf or .otf file, without folders", True)
        weight, style = face.choice("weight", WEIGHTS), face.choice("style", ("normal", "italic"), "normal")
        faces.append((file, int(weight) if weight in WEIGHTS else 400, style))
        face.close()
    if "faces" in chosen.keys() and (400, "normal") not in [face[1:] for face in faces]:  # noqa: SIM118 - not a dict
        place, hint = chosen.where("faces"), "add the regular face of the font"
        chosen.fault("font-faces", "no face has the weight 400 and the style normal", place, hint)
    chosen.close()
    return FontChoice(package, tuple(faces), fields.where("fonts"))
