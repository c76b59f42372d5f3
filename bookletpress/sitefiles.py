"""styles/site -> what the pages for a website are made with: templates, style sheets and scripts, each by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bookletpress.guards import css, limitsfile
from bookletpress.guards.files import as_text, read_bytes
from bookletpress.problems import Problem, ProblemsFound

FOLDER = "styles/site"
NAMES = (
    *("languages.html", "start.html", "files.html", "search.html", "feed.html", "parts.html", "status.html"),
    *("site.css", "status.css", "suggest.js", "ask.js", "search.js"),
)


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """Templates and scripts by name, the style sheet of all pages, and what the page of states has beside it."""

    templates: Mapping[str, str]
    css: str
    scripts: Mapping[str, str]
    status_css: str = ""


def load_site(root: Path) -> SiteFiles:
    """The files of the project at `root`. Raises ProblemsFound with all their faults."""
    limits = limitsfile.of(root)
    raw, problems = dict[str, bytes](), list[Problem]()
    for name in NAMES:
        try:
            raw[name] = read_bytes(root, f"{FOLDER}/{name}", f"restore the folder {FOLDER}", limits.sheet_bytes)
        except ProblemsFound as unread:
            problems.extend(unread.problems)
    if problems:
        raise ProblemsFound(problems)
    sheets = {f"{FOLDER}/{name}": content for name, content in raw.items() if name.endswith(".css")}
    if found := css.faults(sheets, limits, loose=True, assets=False):
        raise ProblemsFound(found)
    said = {name: as_text(content, f"{FOLDER}/{name}") for name, content in raw.items()}
    templates, scripts = (
        {name: text for name, text in said.items() if name.endswith(suffix)} for suffix in (".html", ".js")
    )
    return SiteFiles(templates, said["site.css"], scripts, said["status.css"])
