"""What nobody compared is never printed, and keeps a final edition back: every field of every type of source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from edition import TODAY, claim, context
from hypothesis import given
from hypothesis import strategies as st
from test_ama import speaking

from bookletpress.ama import reference as printed
from bookletpress.checks import registry
from bookletpress.checks.context import Context
from bookletpress.guards.schema import read_maps
from bookletpress.knowledge import Reference
from bookletpress.problems import Problem
from bookletpress.references import PRINTED, TYPES, reference

WHOLE: dict[str, Any] = {
    "title": "Titled",
    "author": [{"family": "Authored", "given": "A."}],
    "editor": [{"family": "Edited", "given": "E."}],
    "container-title": "Contained",
    "container-title-short": "Short",
    "issued": {"date-parts": [[1987]]},
    "volume": "641",
    "issue": "642",
    "page": "643",
    "number": "NCT00000644",
    "chapter-number": "645",
    "edition": "646",
    "genre": "Generic",
    "publisher": "Published",
    "DOI": "10.1000/x647",
    "PMID": "648",
    "URL": "https://a649.org/",
}
SEEN = {"title": "Titled", "author": "Authored", "editor": "Edited", "container-title": "Contained",
        "container-title-short": "Short", "issued": "1987", "volume": "641", "issue": "642", "page": "643",
        "number": "644", "chapter-number": "645", "edition": "646", "genre": "Generic", "publisher": "Published",
        "DOI": "x647", "PMID": "648", "URL": "a649"}  # fmt: skip
"""What of each field would be seen, in the line or in its addresses."""


def entry(type_: str, checked: list[str], unchecked: list[str], **more: Any) -> dict[str, Any]:
    return {"id": "s-two", "type": type_, **WHOLE, **more,
            "checked": {"against": "the page", "fields": checked}, "unchecked": unchecked}  # fmt: skip


def read(row: dict[str, Any]) -> Reference:
    problems: list[Problem] = []
    (fields,) = read_maps(yaml.safe_dump([row]).encode(), "references.yaml", problems)
    source = reference(fields, lambda _node: None)
    fields.close()
    assert problems == []
    return source


def shown(source: Reference) -> str:
    return " ".join(piece.text + piece.url for piece in printed(source, speaking()))


def test_every_printed_field_is_tried_here() -> None:
    assert set(WHOLE) == set(SEEN) == set(PRINTED)
    everything = " ".join(shown(read(entry(type_, list(PRINTED), []))) for type_ in TYPES)
    alone = read(entry("article-journal", list(PRINTED), ["DOI", "number", "container-title-short"]))
    chapter = read(entry("chapter", list(PRINTED), ["page"]))
    everything += shown(alone) + shown(chapter)
    assert [name for name, words in SEEN.items() if words not in everything] == []


@given(st.sampled_from(TYPES), st.sets(st.sampled_from(PRINTED)))
def test_what_nobody_compared_stands_in_no_line_and_no_address(type_: str, unchecked: set[str]) -> None:
    line = shown(read(entry(type_, [name for name in PRINTED if name not in unchecked], sorted(unchecked))))
    assert [name for name in unchecked if SEEN[name] in line] == []


def release(root: Path, row: dict[str, Any]) -> list[Problem]:
    """What keeps an edition back that cites this source."""
    before = context(root)
    cited = {**before.shared.references, "s-two": read(row)}
    shared = type(before.shared)(**{**_fields(before.shared), "references": cited})
    ready = Context(before.booklet, before.original, shared, before.locale, TODAY)
    return [p for p in dict.fromkeys(registry.run(ready, True)) if p.code.startswith("source-")]


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


@pytest.mark.parametrize("field", PRINTED)
def test_a_field_of_which_nobody_said_anything_keeps_a_release_back(field: str, tmp_path: Path) -> None:
    silent = [name for name in PRINTED if name != field]
    found = release(tmp_path, entry("book", silent, []))
    if field == "container-title-short":  # it is an abbreviation of the full one
        assert found == []
    else:
        assert [(p.code, p.blocks_draft) for p in found] == [("source-unaccounted", False)]
        assert field in found[0].message
    assert release(tmp_path, entry("book", list(PRINTED), [])) == []


@pytest.mark.parametrize("field", ["title", "author", "container-title"])
def test_a_source_that_nobody_opened_keeps_a_release_back(field: str, tmp_path: Path) -> None:
    (problem,) = release(tmp_path, entry("webpage", [name for name in PRINTED if name != field], [field]))
    assert (problem.code, problem.blocks_draft) == ("source-unchecked", False)
    nothing = release(tmp_path, entry("webpage", [], list(PRINTED)))
    assert [p.code for p in nothing] == ["source-unchecked"]


def test_a_source_that_nothing_cites_keeps_nothing_back(tmp_path: Path) -> None:
    unused = claim("old", sources="s-old")
    old = yaml.safe_dump([entry("webpage", [], []) | {"id": "s-old"}])
    changes = [("claims.yaml", claim("six"), claim("six") + unused),
               ("references.yaml", "- id: s-line", old + "- id: s-line")]  # fmt: skip
    found = registry.run(context(tmp_path, *changes), True)
    assert [p for p in found if p.code.startswith("source-")] == []
