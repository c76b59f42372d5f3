"""locales/<name>/locale.yaml -> LocaleInfo. A language is a folder of files; no code knows its name."""

from __future__ import annotations

import re
from pathlib import Path

from bookletpress import cldr
from bookletpress.guards.schema import Fields, did_you_mean, read_bytes, read_map
from bookletpress.messages import text_of
from bookletpress.model import FontChoice, LocaleInfo
from bookletpress.problems import Location, Problem, ProblemsFound, error

FOLDER = "locales"
SOURCE = "en"
NAME = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|qps-[a-z]{4,6}")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

HOUSE_FONT = "font-source-sans-pro"
HOUSE_FACES = (
    ("SourceSansPro-Light.ttf", 300, "normal"),
    ("SourceSansPro-Regular.ttf", 400, "normal"),
    ("SourceSansPro-It.ttf", 400, "italic"),
    ("SourceSansPro-Semibold.ttf", 600, "normal"),
    ("SourceSansPro-Bold.ttf", 700, "normal"),
)


def load_locales(root: Path) -> tuple[LocaleInfo, ...]:
    """All locales, the source language first, then by name. Raises ProblemsFound."""
    folder = root / FOLDER
    names = (
        sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "pot")
        if folder.is_dir()
        else []
    )
    problems: list[Problem] = []
    if SOURCE not in names:
        problems.append(
            error(
                "locale-missing",
                f"there is no folder '{FOLDER}/{SOURCE}'",
                Location(f"{FOLDER}/{SOURCE}"),
                "restore it; the booklets are written in this language",
            )
        )
    found = [info for name in names if (info := _load(root, name, problems))]
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(found, key=lambda info: (info.name != SOURCE, info.name)))


def _load(root: Path, name: str, problems: list[Problem]) -> LocaleInfo | None:
    path = f"{FOLDER}/{name}/locale.yaml"
    if not NAME.fullmatch(name):
        problems.append(
            error(
                "locale-name",
                f"'{name}' is no name of a locale",
                Location(path),
                "name the folder by its language code, such as es, pt-BR or zh-Hans",
            )
        )
        return None
    try:
        fields = read_map(read_bytes(root, path, "write it; see locales/README.md"), path, problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None
    if fields is None:
        return None
    before = len(problems)
    native, english = fields.text("native-name"), fields.text("name")
    code = _cldr(fields, problems)
    tag = _tag(fields, name, problems)
    direction = fields.choice("direction", ("ltr", "rtl"))
    months = fields.texts("months", required=False)
    if months and len(months) != 12:
        problems.append(
            error("value-shape", "'months' must name twelve months", fields.where("months"), "name all twelve")
        )
    note = fields.optional_node("review-note")
    leftovers = fields.texts("leftovers", required=False)
    fonts = _fonts(fields, problems)
    decimal, group = cldr.number_marks(code) if code else (".", ",")
    decimal, group = fields.optional("decimal-mark") or decimal, fields.optional("group-mark") or group
    fields.close()
    review_note = text_of(note.value, note.location, name, problems.append) if note else None
    if len(problems) > before:
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
    )


def _cldr(fields: Fields, problems: list[Problem]) -> str:
    node = fields.node("cldr")
    if node is None:
        return ""
    if not cldr.is_known(node.value):
        problems.append(
            error(
                "locale-unknown",
                f"CLDR knows no locale '{node.value}'",
                node.location,
                did_you_mean(node.value, cldr.known_locales()),
            )
        )
        return ""
    return node.value


def _tag(fields: Fields, name: str, problems: list[Problem]) -> str:
    node = fields.node("language")
    if node is None:
        return ""
    if not _TAG.fullmatch(node.value) or node.value.split("-")[0] != name.split("-", maxsplit=1)[0]:
        problems.append(
            error(
                "locale-tag",
                f"'{node.value}' is no language tag for the folder '{name}'",
                node.location,
                f"write a BCP 47 tag that starts with '{name.split('-', maxsplit=1)[0]}', such as es-US",
            )
        )
    return node.value


def _fonts(fields: Fields, problems: list[Problem]) -> FontChoice:
    """The house font, or the faces that the locale names."""
    chosen = fields.map("fonts", required=False)
    if chosen is None:
        return FontChoice(HOUSE_FONT, HOUSE_FACES, fields.location)
    package = chosen.text("package")
    faces = []
    for face in chosen.maps("faces"):
        weight = face.choice("weight", ("300", "400", "600", "700"))
        faces.append(
            (
                face.text("file"),
                int(weight) if weight.isdecimal() else 400,
                face.choice("style", ("normal", "italic"), "normal"),
            )
        )
        face.close()
    chosen.close()
    return FontChoice(package, tuple(faces), fields.where("fonts"))
