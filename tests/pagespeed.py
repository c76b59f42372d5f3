"""How heavy the pages of the site are, and how soon there is something to see: a table of docs/publishing.md.

    ./make_pdf.py -o FOLDER
    PYTHONPATH=.:tests .venv/bin/python tests/pagespeed.py FOLDER

Chromium opens each page from the disk, 390 pixels wide, with a processor that is slowed down to a quarter, as on a
telephone; the medians of five visits count. A site of 1,000 made-up editions is opened and searched besides.
"""

# ruff: noqa: T201 - a command says what it saw

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import shelf
from browser import Visit, chromium
from selenium.webdriver import Chrome
from shelf import ENGLISH, ROOT, SPANISH

PAGE = ROOT / "docs" / "publishing.md"
MARKS = ("<!-- pages: begin -->", "<!-- pages: end -->")
VISITS, SLOWER, BOOKLETS = 5, 4, 125
PICTURES = re.compile(rb"<svg\b.*?</svg>|(?<=[\"(])data:image/[^\")]*", re.DOTALL)
PAINTED = "return performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0] ?? -1"
LOOKED_UP = """
const field = document.getElementById('q'), begun = performance.now();
field.value = arguments[0]; field.dispatchEvent(new Event('input'));
document.body.offsetHeight;
return performance.now() - begun
"""


@dataclass(frozen=True)
class Row:
    """What a page weighs, in bytes, and the milliseconds until it shows its first words."""

    name: str
    whole: int
    bare: int
    packed: int
    painted: float
    shift: float


def measured(driver: Chrome, page: Path, name: str) -> Row:
    """One page, opened five times."""
    content = page.read_bytes()
    painted, moved = [], []
    for _ in range(VISITS):
        visit = Visit(driver, page, 390)
        moved.append(visit.shift())
        painted.append(float(visit.run(PAINTED)))
    bare = len(PICTURES.sub(b"", content))
    return Row(name, len(content), bare, len(gzip.compress(content, 6, mtime=0)), median(painted), max(moved))


def pages(folder: Path) -> Iterator[Path]:
    """Start pages, what can be looked up, and every booklet that is read in the browser."""
    yield from (folder / name for name in ("index.html", "files.html"))
    for language in sorted(path for path in folder.iterdir() if (path / "index.html").is_file()):
        yield from (language / name for name in ("index.html", "search.html"))
        yield from sorted(path for path in language.glob("*.html") if "_web_" in path.name)


def thousand(at: Path) -> Path:
    """A site of 1,000 editions: 125 booklets in two languages and four formats."""
    usual = [row for row in shelf.rows((ENGLISH, SPANISH)) if row.edition.slug == "neuroblastoma-research"]
    rows = []
    for number in range(BOOKLETS):
        slug = f"booklet-{number:03}"
        for row in usual:
            path = row.artefact.path.replace(row.edition.slug, slug)
            edition = replace(row.edition, slug=slug)
            rows.append(replace(row, edition=edition, artefact=replace(row.artefact, edition=edition, path=path)))
    return shelf.folder(at, rows)


def search(driver: Chrome, page: Path) -> float:
    """Milliseconds from a letter that is typed to the list that is shown, over five words letter by letter."""
    visit = Visit(driver, page, 390)
    spent = []
    for word in ("relapse", "llamamos", "lorlatinib", "biopsy", "xyzzy"):
        for end in range(1, len(word) + 1):
            spent.append(float(visit._driver.execute_script(LOOKED_UP, word[:end])))
    return max(spent)


def table(rows: list[Row], looked_up: float) -> str:
    """Both as Markdown."""
    lines = [
        "| page | bytes | without pictures | packed by a host (gzip) | first words after | moved |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    lines += [
        f"| {row.name} | {row.whole:,} | {row.bare:,} | {row.packed:,} | {row.painted:.0f} ms | {row.shift:g} |"
        for row in rows
    ]
    told = f"Looking up a word among 1,000 editions took at most {looked_up:.0f} ms from a letter to the list."
    return "\n".join((*lines, "", told))


def main(folder: Path) -> None:
    """Measures, prints, and writes the table into the page."""
    with tempfile.TemporaryDirectory() as place:
        many = thousand(Path(place) / "many")
        with chromium(Path(place) / "profile") as driver:
            driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            rows = [measured(driver, page, page.relative_to(folder).as_posix()) for page in pages(folder)]
            names = {"en/index.html": "start page", "en/search.html": "to look up"}
            rows += [measured(driver, many / path, f"1,000 editions, {name}") for path, name in names.items()]
            made = table(rows, search(driver, many / "en" / "search.html"))
    print(made)
    before, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
    PAGE.write_text(f"{before}{MARKS[0]}\n{made}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
