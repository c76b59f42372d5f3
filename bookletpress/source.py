"""booklets/<slug>/ -> Booklet. All faults of a booklet are reported in one run."""

from __future__ import annotations

import re
from pathlib import Path

from bookletpress.drawing import read_drawing
from bookletpress.guards import text as characters
from bookletpress.guards.schema import IDENTIFIER, Fields, read_bytes, read_map
from bookletpress.guards.yaml import YText
from bookletpress.messages import text_of
from bookletpress.model import Block, Booklet, Figure, Section, Text
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.prose import FigureName, read

AUDIENCES = ("family", "clinician")
MAX_PROSE_BYTES = 200_000
_SECTION_FILE = re.compile(r"[0-9]{2}-([a-z0-9][a-z0-9-]*)\.md")


def slugs(root: Path) -> tuple[str, ...]:
    """The names of all booklets, sorted. Raises ProblemsFound for a folder whose name is no identifier."""
    folder = root / "booklets"
    if not folder.is_dir():
        raise ProblemsFound(
            [
                error(
                    "booklets-missing",
                    "there is no folder 'booklets' here",
                    Location("booklets"),
                    "run in a project folder, or name one with -C",
                )
            ]
        )
    names = sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != "shared")
    wrong = [name for name in names if not IDENTIFIER.fullmatch(name)]
    if wrong:
        raise ProblemsFound(
            [
                error(
                    "identifier",
                    f"'{name}' is no name for a booklet",
                    Location(f"booklets/{name}"),
                    "use only a-z, 0-9 and -",
                )
                for name in wrong
            ]
        )
    return tuple(names)


def load_booklet(root: Path, slug: str, locale: str = "en") -> Booklet:
    """The booklet as its authors wrote it. Raises ProblemsFound with every fault of its files."""
    problems: list[Problem] = []
    path = f"booklets/{slug}/booklet.yaml"
    fields = read_map(read_bytes(root, path, "write it; see booklets/README.md"), path, problems)
    if fields is None:
        raise ProblemsFound(problems)

    def text(key: str) -> Text | None:
        node = fields.node(key)
        return text_of(node.value, node.location, locale, problems.append) if node else None

    title, subtitle, series, summary = text("title"), text("subtitle"), text("series"), text("summary")
    audiences = _audiences(fields.nodes("audiences"), problems)
    revised = fields.date("revised")
    sections = []
    for entry in fields.maps("sections"):
        section = _section(root, slug, entry, audiences, locale, problems)
        if section:
            sections.append(section)
    glossary = fields.texts("glossary", required=False)
    place = fields.where("glossary")
    fields.close()
    _names_differ(sections, problems)
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
        tuple(sections),
        glossary,
        place,
        path,
    )


def _audiences(nodes: tuple[YText, ...], problems: list[Problem]) -> tuple[str, ...]:
    for node in nodes:
        if node.value not in AUDIENCES:
            problems.append(
                error(
                    "value-unknown",
                    f"there is no audience '{node.value}'",
                    node.location,
                    f"known here: {', '.join(AUDIENCES)}",
                )
            )
    return tuple(node.value for node in nodes)


def _names_differ(sections: list[Section], problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for section in sections:
        if section.name in seen:
            problems.append(
                error(
                    "section-duplicate",
                    f"two sections are called '{section.name}'",
                    Location(section.path),
                    f"rename this one or {seen[section.name]}",
                )
            )
        seen[section.name] = section.path


def _section(
    root: Path, slug: str, entry: Fields, audiences: tuple[str, ...], locale: str, problems: list[Problem]
) -> Section | None:
    node = entry.node("file")
    chosen = _audiences(entry.nodes("audiences", required=False), problems) or audiences
    entry.close()
    if node is None:
        return None
    named = _SECTION_FILE.fullmatch(node.value)
    if not named:
        problems.append(
            error(
                "section-name",
                f"'{node.value}' is no name for a section",
                node.location,
                "write two digits, a name and .md, such as 03-gene-tests.md",
            )
        )
        return None
    path = f"booklets/{slug}/{node.value}"
    try:
        content = _prose(read_bytes(root, path, f"write it, or mend the name in {node.location}"), path)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return None
    prose = read(content, path, locale)
    problems.extend(prose.problems)
    blocks: list[Block] = []
    for block in prose.blocks:
        if isinstance(block, FigureName):
            figure = _figure(root, slug, block, locale, problems)
            if figure:
                blocks.append(figure)
        else:
            blocks.append(block)
    if prose.heading is None:
        return None
    return Section(named[1], prose.heading, chosen, tuple(blocks), path)


def _prose(raw: bytes, path: str) -> str:
    if len(raw) > MAX_PROSE_BYTES:
        raise ProblemsFound(
            [
                error(
                    "file-too-large",
                    f"{len(raw):,} bytes; the limit is {MAX_PROSE_BYTES:,}",
                    Location(path),
                    "split the section",
                )
            ]
        )
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise ProblemsFound(
            [
                error(
                    "not-utf8",
                    f"byte 0x{raw[fault.start]:02X} is not UTF-8",
                    Location(path, line, 1),
                    "save the file as UTF-8",
                )
            ]
        ) from None
    found = []
    for flaw in characters.faults(content.replace("\r\n", "\n")):
        before = content.replace("\r\n", "\n")[: flaw.offset]
        found.append(
            error(
                "character-refused",
                flaw.message,
                Location(path, before.count("\n") + 1, flaw.offset - (before.rfind("\n") + 1) + 1),
                flaw.hint,
            )
        )
    if found:
        raise ProblemsFound(found)
    return content


def _figure(root: Path, slug: str, figure: FigureName, locale: str, problems: list[Problem]) -> Figure | None:
    drawings = []
    for name in figure.names:
        path = f"booklets/{slug}/figures/{name}.svg"
        if not (root / path).is_file():
            problems.append(
                error(
                    "figure-missing",
                    f"there is no drawing '{name}'",
                    figure.location,
                    f"put it at {path}, or mend the name",
                )
            )
            continue
        try:
            drawings.append(read_drawing(root, path, locale))
        except ProblemsFound as found:
            problems.extend(found.problems)
    if len(drawings) != len(figure.names):
        return None
    return Figure(tuple(drawings), figure.caption, figure.key)
