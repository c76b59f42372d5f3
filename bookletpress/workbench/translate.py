"""The commands `extract` and `update`: which catalogue files to write, and what into them. Writes nothing itself.

`locale-source` (error): the language that booklets are written in needs no catalogue.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from bookletpress import cldr, merge, pairs
from bookletpress.catalogue import Catalogue, read, with_values, write
from bookletpress.extraction import Template, template_catalogue
from bookletpress.guards import limitsfile
from bookletpress.guards.files import is_there, read_bytes
from bookletpress.locales import FOLDER, NAME, SOURCE
from bookletpress.problems import Location, Problem, ProblemsFound, error

TEMPLATES = "pot"

File = tuple[Path, bytes]


def extract(templates: Iterable[Template], root: Path, date: datetime.date) -> tuple[File, ...]:
    """The templates (.pot) that are new or say something else than the files do."""
    return tuple(_changed(root, (template_for(template, root, date) for template in templates)))


def update(templates: Iterable[Template], root: Path, locales: Iterable[str], date: datetime.date) -> tuple[File, ...]:
    """The templates and the catalogues of these locales that change; a new locale also gets its locale.yaml.

    Raises ProblemsFound with the faults of every catalogue that cannot be read: none of them is overwritten.
    """
    current = tuple(template_for(template, root, date) for template in templates)
    files = list(_changed(root, current))
    problems: list[Problem] = []
    for locale in locales:
        try:
            files.extend(_new_locale(root, locale))
        except ProblemsFound as found:
            problems.extend(found.problems)
            continue
        for template in current:
            try:
                made = updated(template, root, locale, date)
                files.extend(_changed(root, [made]))
                files.extend(_pairs(root, made))
            except ProblemsFound as found:
                problems.extend(found.problems)
    if problems:
        raise ProblemsFound(problems)
    return tuple(files)


def template_for(template: Template, root: Path, date: datetime.date) -> Catalogue:
    """The template as it is to be. A file that cannot be read is written anew: nobody works in it."""
    path = f"{FOLDER}/{TEMPLATES}/{template.domain}.pot"
    try:
        before = _read(root, path, "", None)
    except ProblemsFound:
        before = None
    return template_catalogue(template, before, path, date)


def _read(root: Path, path: str, locale: str, plural: str | None) -> Catalogue | None:
    """A catalogue as it is, None if there is none. Raises ProblemsFound."""
    if not is_there(root, path):
        return None
    limits = limitsfile.of(root)
    raw = read_bytes(root, path, "check the rights of the file", limits.catalogue_bytes)
    return read(raw, path, locale, plural, limits)


def updated(template: Catalogue, root: Path, locale: str, date: datetime.date) -> Catalogue:
    """The catalogue of a template's domain as `update` would write it. Raises ProblemsFound if it cannot be read."""
    path = f"{FOLDER}/{locale}/{Path(template.path).stem}.po"
    if before := _read(root, path, locale, cldr.plural_forms(locale)):
        return merge.update(before, template)
    header = with_values(
        template.header,
        {
            "PO-Revision-Date": f"{date.isoformat()} 00:00+0000",
            "Language": locale.replace("-", "_"),
            "Plural-Forms": cldr.plural_forms(locale) or "",
        },
    )
    header = tuple((name, value) for name, value in header if value or name != "Plural-Forms")
    return Catalogue(path, header, template.messages)


def _changed(root: Path, catalogues: Iterable[Catalogue]) -> Iterator[File]:
    for catalogue in catalogues:
        path, content = root / catalogue.path, write(catalogue)
        if not path.is_file() or path.read_bytes() != content:
            yield path, content


def _pairs(root: Path, catalogue: Catalogue) -> Iterator[File]:
    """The confirmed pairs that are left, in the new order. None is added: nobody has compared anything here."""
    path = pairs.path_of(catalogue.path)
    if is_there(root, path):
        before = read_bytes(root, path, "restore it", limitsfile.of(root).file_bytes)
        content = pairs.write(catalogue, pairs.read(before, path))
        if content != before:
            yield root / path, content


def _new_locale(root: Path, locale: str) -> Iterator[File]:
    """A first locale.yaml with what CLDR knows, if there is none."""
    path = f"{FOLDER}/{locale}/locale.yaml"
    if not NAME.fullmatch(locale):
        hint = "name a language code, such as es, pt-BR or zh-Hans"
        raise ProblemsFound([error("locale-name", f"'{locale}' is no name of a locale", Location(FOLDER), hint)])
    if locale == SOURCE:
        raise ProblemsFound(
            [
                error(
                    "locale-source",
                    f"'{SOURCE}' is the language the booklets are written in",
                    Location(path),
                    "name the language to translate into, such as es",
                )
            ]
        )
    if is_there(root, path):
        return
    code = locale.replace("-", "_")
    if not cldr.is_known(code):
        raise ProblemsFound(
            [
                error(
                    "locale-unknown",
                    f"CLDR knows no language '{locale}'",
                    Location(path),
                    "check the name, or write this file first: it names a locale to format as",
                )
            ]
        )
    yield (
        root / path,
        (
            f"# {cldr.english_name(code)}. See locales/README.md for the fields.\n"
            f"name: {cldr.english_name(code)}\n"
            f"native-name: {cldr.own_name(code)}\n"
            f"language: {locale}\n"
            f"# How dates and numbers are written; name the country too if it matters, such as es_US.\n"
            f"cldr: {code}\n"
            f"direction: {cldr.direction(code)}\n"
        ).encode(),
    )
