"""booklets/<slug>/ -> Booklet. All faults of a booklet are reported in one run.

`booklets-missing` (error): no folder `booklets`: the press was started elsewhere.
`section-name`, `section-duplicate`, `sections-missing` (errors): a section file that is not called as in
`03-gene-tests.md`, two of one name, or a kind of reader without any section.
`figure-missing` (error): a section names a drawing that is not there.
`value-duplicate` (error): something is named twice in a list.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from bookletpress import topiccodes
from bookletpress.drawing import read_drawing
from bookletpress.guards import files, limitsfile, projectyaml
from bookletpress.guards.schema import Fields, is_identifier, shown
from bookletpress.guards.yaml import YText
from bookletpress.messages import text_at
from bookletpress.model import LAST, Block, Booklet, Figure, Front, Section, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.prose import FigureName, read

FOLDER = "booklets"
SHARED = "shared"
AUDIENCES = ("family", "clinician")
_ORDER = re.compile(r"[1-9][0-9]?")
_SECTION_FILE = re.compile(r"[0-9]{2}-([a-z0-9][a-z0-9-]{0,62})\.md")


def slugs(root: Path) -> tuple[str, ...]:
    """The names of all booklets, sorted. Raises ProblemsFound for a folder whose name is no identifier."""
    if not files.is_there(root, FOLDER) or not os.path.isdir(root / FOLDER):
        message, hint = "there is no folder 'booklets' here", "run in a project folder, or name one with -C"
        raise ProblemsFound([error("booklets-missing", message, Location(FOLDER), hint)])
    names = [name for name in files.folders(root, FOLDER) if name != SHARED]
    wrong = [shown(name) for name in names if not is_identifier(name)]
    if wrong:
        hint = "use only a-z, 0-9 and -"
        raise ProblemsFound(
            [
                error("identifier", f"{name} is no name for a booklet", Location(f"{FOLDER}/{name[1:-1]}"), hint)
                for name in wrong
            ]
        )
    return tuple(names)


def load_booklet(root: Path, slug: str, locale: str = "en") -> Booklet:
    """The booklet as its authors wrote it. Raises ProblemsFound with every fault of its files."""
    problems: list[Problem] = []
    path = f"{FOLDER}/{slug}/booklet.yaml"
    fields = projectyaml.mapping(root, path, "write it; see booklets/README.md", problems)
    if fields is None:
        raise ProblemsFound(problems)

    def text(key: str) -> Text | None:
        node = fields.node(key)
        return text_at(node, locale, problems.append) if node else None

    title, subtitle, series, summary = text("title"), text("subtitle"), text("series"), text("summary")
    before = len(problems)
    audiences = _audiences(fields, AUDIENCES, "there is no audience")
    audiences = AUDIENCES if len(problems) > before else audiences
    fronts = _fronts(fields, audiences, locale, problems)
    revised = fields.date("revised")
    sections = _sections(root, slug, fields, audiences, locale, problems)
    glossary = fields.nodes("glossary", required=False)
    _refuse_twins(glossary, "glossary entry", problems)
    authors = fields.texts("authors", required=False)
    topics = topiccodes.topics(fields)
    order = fields.pattern("order", _ORDER, "count", "a whole number from 1 to 99")
    fields.close()
    if problems or not (title and subtitle and series and summary):
        raise ProblemsFound(problems)
    return Booklet(
        slug,
        locale,
        title,
        subtitle,
        series,
        summary,
        audiences,
        revised,
        sections,
        tuple(node.value for node in glossary),
        fields.where("glossary"),
        path,
        fronts,
        authors,
        topics,
        int(order) if _ORDER.fullmatch(order) else LAST,
    )


def _audiences(fields: Fields, known: tuple[str, ...], wrong: str, required: bool = True) -> tuple[str, ...]:
    nodes = fields.nodes("audiences", required)
    for node in nodes:
        if node.value not in known:
            hint = f"known here: {', '.join(known)}"
            fields.fault("value-unknown", f"{wrong} {shown(node.value)}", node.location, hint)
    if not nodes and "audiences" in fields.keys():  # noqa: SIM118 - not a dict
        fields.fault("value-shape", "'audiences' names nobody", fields.where("audiences"), "name at least one")
    return tuple(dict.fromkeys(node.value for node in nodes))


def _fronts(fields: Fields, audiences: tuple[str, ...], locale: str, problems: list[Problem]) -> tuple[Front, ...]:
    fronts: dict[str, Front] = {}
    for entry in fields.maps("fronts", required=False):
        audience = entry.choice("audience", audiences)
        subtitle, summary = entry.node("subtitle"), entry.node("summary")
        entry.close()
        if audience in fronts:
            message = f"two fronts are for {shown(audience)}"
            entry.fault("value-duplicate", message, entry.where("audience"), "keep one of the two")
        texts = [text_at(node, locale, problems.append) for node in (subtitle, summary) if node]
        if len(texts) == 2 and texts[0] and texts[1]:
            fronts[audience] = Front(audience, texts[0], texts[1])
    return tuple(fronts.values())


def _refuse_twins(nodes: tuple[YText, ...], what: str, problems: list[Problem]) -> None:
    seen: dict[str, int] = {}
    for node in nodes:
        if node.value in seen:
            message = f"the {what} {shown(node.value)} stands twice; first on line {seen[node.value]}"
            problems.append(error("value-duplicate", message, node.location, "keep one of the two"))
        seen.setdefault(node.value, node.location.line)


def _sections(
    root: Path, slug: str, fields: Fields, audiences: tuple[str, ...], locale: str, problems: list[Problem]
) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    before = len(problems)
    for entry in fields.maps("sections"):
        place = entry.where("file")
        section = _section(root, slug, entry, audiences, locale, problems)
        if section and section.name in sections:
            message = f"two sections are called '{section.name}'"
            hint = f"rename this one or {sections[section.name].path}"
            problems.append(error("section-duplicate", message, place, hint))
        elif section:
            sections[section.name] = section
    for audience in audiences if len(problems) == before else ():
        own = [section for section in sections.values() if audience in section.audiences]
        if not own:
            message = f"no section is for '{audience}'"
            fields.fault("sections-missing", message, fields.where("sections"), "name the files that hold the text")
        elif audience == AUDIENCES[0] and all(section.statistics for section in own):
            message = f"every section for '{audience}' holds statistics, so nothing is left without them"
            hint = "mark only the sections of survival numbers with 'statistics: true'"
            fields.fault("sections-missing", message, fields.where("sections"), hint)
    return tuple(sections.values())


def _section(
    root: Path, slug: str, entry: Fields, audiences: tuple[str, ...], locale: str, problems: list[Problem]
) -> Section | None:
    node = entry.node("file")
    chosen = _audiences(entry, audiences, "the booklet is not printed for", required=False) or audiences
    statistics = entry.choice("statistics", ("true", "false"), "false") == "true"
    entry.close()
    if node is None:
        return None
    named = _SECTION_FILE.fullmatch(node.value)
    if not named:
        message = f"{shown(node.value)} is no name for a section"
        hint = "write two digits, a name and .md, such as 03-gene-tests.md"
        problems.append(error("section-name", message, node.location, hint))
        return None
    path = f"{FOLDER}/{slug}/{node.value}"
    try:
        hint = f"write it, or mend the name in {node.location}"
        limits = limitsfile.of(root)
        content = files.as_text(files.read_bytes(root, path, hint, limits.prose_bytes), path)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None
    prose = read(content, path, locale, limits)
    problems.extend(prose.problems)
    blocks: list[Block] = []
    for block in prose.blocks:
        if not isinstance(block, FigureName):
            blocks.append(block)
        elif figure := _figure(root, slug, block, locale, problems):
            blocks.append(figure)
    return Section(named[1], prose.heading, chosen, tuple(blocks), path, statistics) if prose.heading else None


def _figure(root: Path, slug: str, figure: FigureName, locale: str, problems: list[Problem]) -> Figure | None:
    drawings = []
    for name in figure.names:
        path = f"{FOLDER}/{slug}/figures/{name}.svg"
        try:
            drawings.append(read_drawing(root, path, locale))
        except ProblemsFound as found:
            if [problem.code for problem in found.problems] == ["file-missing"]:
                message, hint = f"there is no drawing '{name}'", f"put it at {path}, or mend the name"
                problems.append(error("figure-missing", message, figure.location, hint))
            else:
                problems.extend(found.problems)
    if len(drawings) != len(figure.names):
        return None
    return Figure(tuple(drawings), figure.caption, figure.key)
