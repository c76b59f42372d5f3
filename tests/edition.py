"""A small edition to change by hand: a project written as files, so that it is read as authors write it."""

from __future__ import annotations

import datetime
from pathlib import Path

from conftest import ROOT
from faults import write

from bookletpress.checks.context import Context
from bookletpress.knowledge import Shared
from bookletpress.locales import load_locales
from bookletpress.model import Booklet
from bookletpress.shareddata import load_shared
from bookletpress.source import load_booklet

TODAY = datetime.date(2026, 11, 28)
"""The day of every check in these tests."""

HEAD = """title: A title
subtitle: A subtitle
series: A series
summary: A summary.
audiences: [family, clinician]
revised: 2026-11-21
sections:
  - file: 01-one.md
  - file: 02-two.md
  - file: 03-three.md
    audiences: [clinician]
glossary: [alk]
"""
ONE = """# One

::: lede
First.[@c-two]
:::

::: words gene
:::

Then.[@c-one; @c-two] See [two][section:two] or [the page][nci].

::: table
Marks[@c-three]

| What | Where | Marks |
| --- | --- | --- |
| Alphamab | | {status:alphamab} |
:::

::: figure cell
A cell.

1. The wall
:::

::: key
Not all.[@c-four]
:::
"""
TWO = """# Two

Call {phone:line}.

::: helplines
:::

At the end.[@c-five]
"""
THREE = "# Three\n\nFor clinicians.[@c-six]\n"
SVG = '<svg viewBox="0 0 9 9"><title>A cell</title><path d="M0 0L9 9"/><text>wall</text><text>3</text></svg>'
CLAIM = """- id: {id}
  says: It says {id}.
  status: {status}
  place: {place}
  as_of: 2026-11-21
  audience: {audience}
  sources: [{sources}]
  confidence: {confidence}
  checked_twice: {twice}
"""
REFERENCE = """- id: {id}
  type: article-journal
  title: On {id}
  author: [{{literal: A Group}}]
  container-title: A Journal
  issued: {{date-parts: [[2020]]}}
  checked: {{against: the page, fields: [title, author, container-title, issued]}}
  unchecked: [{unchecked}]
"""
MEDICINES = """- id: alphamab
  name: alphamab
  marks: [{mark: approved, place: US, since: "2020"}]
  claims: [c-approved]
- id: betamab
  name: betamab
  marks: [{mark: studied}]
  claims: [c-one]
"""
GLOSSARY = """- {id: alk, term: ALK, say: A-L-K, means: A gene switch.}
- {id: gene, term: gene, means: A plan.}
- {id: unused, term: unused, means: Not shown.}
"""
HELPLINES = """- id: line
  name: A line
  phone: 1-800-555-0100
  country: US
  hours: Day and night
  helps-with: [questions]
  claims: [c-line]
  checked: 2026-11-21
"""


def claim(name: str, **changed: str) -> str:
    """One claim of claims.yaml."""
    said = {"status": "standard", "place": "US", "audience": "both", "confidence": "high", "twice": "true"}
    return CLAIM.format(**{"id": f"c-{name}", "sources": f"s-{name}", **said, **changed})


def reference(name: str, unchecked: str = "") -> str:
    """One source of references.yaml."""
    return REFERENCE.format(id=f"s-{name}", unchecked=unchecked)


CLAIMS = ("one", "two", "three", "four", "five", "six", "line")
FILES = {
    "booklets/b/booklet.yaml": HEAD,
    "booklets/b/01-one.md": ONE,
    "booklets/b/02-two.md": TWO,
    "booklets/b/03-three.md": THREE,
    "booklets/b/figures/cell.svg": SVG,
    "booklets/shared/claims.yaml": "".join(map(claim, CLAIMS)) + claim("approved", status="approved", sources="s-one"),
    "booklets/shared/references.yaml": "".join(map(reference, CLAIMS)),
    "booklets/shared/medicines.yaml": MEDICINES,
    "booklets/shared/glossary.yaml": GLOSSARY,
    "booklets/shared/helplines.yaml": HELPLINES,
    "booklets/shared/links.yaml": "nci: https://www.cancer.gov/\nother: https://a.org/\n",
    "locales/en/locale.yaml": "name: English\nnative-name: English\nlanguage: en-US\ncldr: en_US\ndirection: ltr\n",
    "locales/en/safety.yaml": (ROOT / "locales/en/safety.yaml").read_text("utf-8"),
}


def loaded(root: Path, *changes: tuple[str, str, str]) -> tuple[Booklet, Shared]:
    """The booklet and its shared data after some changes, each (end of a path, old words, new words)."""
    made = dict(FILES)
    for end, old, new in changes:
        (path,) = [path for path in made if path.endswith(end)]
        assert made[path].count(old) == 1, (end, old, made[path].count(old))
        made[path] = made[path].replace(old, new)
    write(root, made)  # type: ignore[arg-type]
    return load_booklet(root, "b"), load_shared(root)


def context(root: Path, *changes: tuple[str, str, str]) -> Context:
    """What the checks look at."""
    booklet, shared = loaded(root, *changes)
    return Context(booklet, booklet, shared, load_locales(root)[0], TODAY)
