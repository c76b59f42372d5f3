"""Our AMA style beside that of citeproc-js: every difference is listed with a reason, and every reason is used.

tests/golden/ama/README.md says how citeproc.json was made.
"""

from __future__ import annotations

import difflib
import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import edition
import pytest
import yaml
from conftest import ROOT
from faults import write

from bookletpress import project
from bookletpress.compose import compose
from bookletpress.edition import Edition
from bookletpress.shareddata import load_shared
from bookletpress.signoff import DRAFT, Review
from bookletpress.source import load_booklet

HERE = Path(__file__).parent / "golden" / "ama"
LOCALES = {"en": "en-US", "es": "es-ES"}
"""Ours, and the nearest that CSL has: it knows no Spanish of the United States."""

SOURCES: list[dict[str, Any]] = json.loads((HERE / "sources.json").read_text("utf-8"))
NAMES = [source["id"] for source in SOURCES]

_HEAD = "title: A\nsubtitle: B\nseries: C\nsummary: D.\naudiences: [family]\nrevised: 2026-11-21\n"
_ENTRY = re.compile(r'<li id="source-([a-z0-9-]+)">(.*?)</li>', re.DOTALL)
_NOT_ITALIC = re.compile(r"<(?!/?i>)[^>]*>")


def golden(name: str) -> dict[str, dict[str, str]]:
    """A file of lines by locale and source."""
    lines: dict[str, dict[str, str]] = json.loads((HERE / name).read_text("utf-8"))
    return lines


def entry(source: dict[str, Any]) -> dict[str, Any]:
    """A source of CSL as an entry of references.yaml, every field of it compared."""
    fields = [name for name in source if name not in ("id", "type")]
    return {"author": [], **source, "checked": {"against": "the page", "fields": fields}, "unchecked": []}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What a page of ours prints in its list of sources, by locale and source, with its italics."""
    root = tmp_path_factory.mktemp("golden")
    cited = "\n\n".join(f"Said.[@c-{name}]" for name in NAMES)
    changed = {
        "booklets/b/booklet.yaml": f"{_HEAD}sections:\n  - file: 01-one.md\nglossary: []\n",
        "booklets/b/01-one.md": f"# One\n\n{cited}\n",
        "booklets/shared/references.yaml": yaml.safe_dump([entry(source) for source in SOURCES], allow_unicode=True),
        "booklets/shared/claims.yaml": "".join(edition.claim(name, sources=name) for name in NAMES),
        "booklets/shared/medicines.yaml": "[]\n",
        "booklets/shared/helplines.yaml": "[]\n",
    }
    write(root, {**edition.FILES, **changed})  # type: ignore[arg-type]
    booklet, shared = load_booklet(root, "b"), load_shared(root)
    found = {}
    for locale, real in ((name, shipped().locale(name)) for name in LOCALES):
        words = project.localised(shipped(), real).interface
        form, state = shipped().formats[0], Review(DRAFT, "0123456789abcdef" * 4)
        identity = Edition("b", locale, "family", form.name)
        page = compose(identity, booklet, shared, words, real, form, state, shipped().styles).html
        found[locale] = {
            name: html.unescape(_NOT_ITALIC.sub("", line.replace('<i lang="en">', "<i>")))
            for name, line in _ENTRY.findall(page)
        }
        assert list(found[locale]) == NAMES
    return found


@cache
def shipped() -> project.Project:
    return project.load(ROOT)


def differences(theirs: str, ours: str) -> list[tuple[str, str]]:
    """What stands in theirs only, and in ours instead of it, word by word."""
    left, right = theirs.split(" "), ours.split(" ")
    changes = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(" ".join(left[a:b]), " ".join(right[c:d])) for kind, a, b, c, d in changes if kind != "equal"]


def test_sixteen_shapes_and_more_stand_side_by_side() -> None:
    theirs, ours = golden("citeproc.json"), golden("ours.json")
    assert len(NAMES) >= 16
    assert all(list(theirs[csl]) == NAMES == list(ours[locale]) for locale, csl in LOCALES.items())


def test_ours_is_what_the_page_prints(printed: dict[str, dict[str, str]]) -> None:
    assert printed == golden("ours.json")


def test_every_difference_is_explained_and_every_explanation_is_used(printed: dict[str, dict[str, str]]) -> None:
    rows = yaml.safe_load((HERE / "differences.yaml").read_text("utf-8"))
    assert all(row["why"].strip() for row in rows)
    explained = [
        (locale, name, *(str(part or "") for part in (row["citeproc"], row["ours"])))
        for row in rows
        for locale in row["locales"]
        for name in row["sources"]
    ]
    found = [
        (locale, name, *change)
        for locale, csl in LOCALES.items()
        for name in NAMES
        for change in differences(golden("citeproc.json")[csl][name], printed[locale][name])
    ]
    assert sorted(explained) == sorted(found)
