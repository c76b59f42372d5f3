"""Which section of which booklet covers which topic, and on which page: docs/coverage.md, and what is still a hole.

    PYTHONPATH=. .venv/bin/python tests/covered.py

builds every edition in the size of the United States and writes the page anew. Nothing here names a booklet, a language
or a section: they are found by the claims that their sentences cite. A sentence that was never translated covers
nothing in that language.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sheets
from topics import TOPICS, Topic

from bookletpress import project
from bookletpress.evidence import sections_for, texts_in
from bookletpress.inline import Cite, plain, walk
from bookletpress.model import Booklet, Section
from bookletpress.project import Localised, Project
from bookletpress.view import anchor

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "coverage.md"
COMMAND = "PYTHONPATH=. .venv/bin/python tests/covered.py"
PARTS = {"sources": "Where the facts come from", "about": "About this booklet"}
"""What every edition has, by its anchor: the press's own words for its heading."""

Pages = Mapping[tuple[str, str, str], Mapping[str, int]]
"""Anchor -> page, for the edition of a booklet, a language and an audience."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a topic is covered. `heading` is in the language of the edition."""

    line: str
    slug: str
    audience: str
    locale: str
    heading: str
    page: int


def pages_of(folder: Path) -> Pages:
    """The anchors of all editions in an output folder, in the size of the United States."""
    found: dict[tuple[str, str, str], Mapping[str, int]] = {}
    for path in sorted(folder.glob("*/*_letter*.pdf")):
        slug, locale, audience = path.name.split("_")[:3]
        found[slug, locale, audience] = sheets.destinations(path.read_bytes())
    return found


def localised(loaded: Project) -> tuple[Localised, ...]:
    """The project in each of its languages."""
    return tuple(project.localised(loaded, locale) for locale in loaded.locales)


def places(locals_: Iterable[Localised], pages: Pages) -> tuple[Place, ...]:
    """Every place of every topic, in the order of topics, booklets, languages and sections."""
    return tuple(
        place
        for topic in TOPICS
        for local in locals_
        for booklet in local.booklets.values()
        for audience in booklet.audiences
        for place in _places(topic, local, booklet, audience, pages[booklet.slug, local.locale.name, audience])
    )


def _places(
    topic: Topic, local: Localised, booklet: Booklet, audience: str, pages: Mapping[str, int]
) -> Iterable[Place]:
    edition = (topic.line, booklet.slug, audience, local.locale.name)
    if topic.part:
        if topic.part in pages:
            heading = local.interface.words[PARTS[topic.part]]
            yield Place(*edition, plain(heading.inline), pages[topic.part])
        return
    for section in sections_for(booklet, audience):
        if set(topic.claims) & cited(section, local.locale.name):
            yield Place(*edition, plain(section.heading.inline), pages[anchor(section.name)])


def cited(section: Section, locale: str) -> set[str]:
    """The claims behind the sentences of a section that are in this language."""
    texts = (text for block in section.blocks for text in texts_in(block) if text.locale == locale)
    nodes = (node for text in texts for node in walk(text.inline))
    return {claim for node in nodes if isinstance(node, Cite) for claim in node.claims}


def holes(found: Sequence[Place], pages: Pages) -> tuple[str, ...]:
    """What is not covered: "A07 in es". A topic whose booklet is not in the folder waits and is no hole."""
    slugs = {slug for slug, _, _ in pages}
    missing: list[str] = []
    for topic in TOPICS:
        mine = [place for place in found if place.line == topic.line]
        if topic.part:
            there = {(place.slug, place.locale, place.audience) for place in mine}
            missing += [f"{topic.line} in {' '.join(edition)}" for edition in pages if edition not in there]
        elif topic.home in slugs:
            readers = (topic.reader,) if topic.reader else ("family", "clinician")
            there_in = {p.locale for p in mine if p.slug == topic.home and p.audience in readers}
            locales = dict.fromkeys(locale for _, locale, _ in pages)
            missing += [f"{topic.line} in {locale}" for locale in locales if locale not in there_in]
    return tuple(missing)


def written(locals_: Sequence[Localised], pages: Pages) -> str:
    """The page docs/coverage.md."""
    found = places(locals_, pages)
    slugs = {slug for slug, _, _ in pages}
    names = {local.locale.name: local.locale.native_name for local in locals_}
    uncovered = [topic for topic in TOPICS if not any(place.line == topic.line for place in found)]
    waiting = [topic for topic in TOPICS if topic.home and topic.home not in slugs]
    named = {claim for topic in TOPICS for claim in topic.claims}
    idle = named - {claim for local in locals_ for claim in _all_cited(local)}
    lines = [
        "# Where each topic is covered",
        "",
        "A section covers a topic if a sentence of it, in the language of the edition, cites one of the claims of",
        "the topic (`tests/topics.py`). The number is the page on which the section begins, in drafts of Letter size.",
        "A test fails when a topic is covered nowhere, or when this page is out of date. Do not write here: run",
        "",
        f"    {COMMAND}",
        "",
        f"{len(TOPICS)} topics: {len(TOPICS) - len(uncovered)} are covered now; {len(waiting)} belong to booklets that",
        "are not here yet, and are asked for as soon as these are.",
        "",
        f"| Line | Topic | Booklet, readers | {' | '.join(names.values())} |",
        f"| --- | --- | --- |{' --- |' * len(names)}",
    ]
    for topic in TOPICS:
        lines += _rows(topic, [place for place in found if place.line == topic.line], tuple(names))
    lines += ["", "Claims of these topics that no edition cites:", ""]
    lines += [f"- `{claim}`" for claim in sorted(idle)] or ["- none"]
    return "\n".join(lines) + "\n"


def _rows(topic: Topic, mine: Sequence[Place], locales: Sequence[str]) -> Iterable[str]:
    if not mine:
        yield f"| {topic.line} | {topic.about} | waits for {topic.home} |{' |' * len(locales)}"
    before = f"{topic.line} | {topic.about}"
    for slug, audience in dict.fromkeys((place.slug, place.audience) for place in mine):
        cells = [
            "; ".join(
                f"{place.heading}, {place.page}"
                for place in mine
                if (place.slug, place.audience, place.locale) == (slug, audience, locale)
            )
            for locale in locales
        ]
        yield f"| {before} | {slug}, {audience} | {' | '.join(cells)} |"
        before = " | "


def _all_cited(local: Localised) -> set[str]:
    sections = (section for booklet in local.booklets.values() for section in booklet.sections)
    return {claim for section in sections for claim in cited(section, local.locale.name)}


def main() -> None:
    """Builds the editions in a folder of their own and writes the page."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, str(ROOT / "make_pdf.py"), "-C", str(ROOT), "-q", "-f", "letter", "-o", folder]
        subprocess.run(words, check=True)
        PAGE.write_text(written(localised(project.load(ROOT)), pages_of(Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
