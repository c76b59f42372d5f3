"""Every edition in every format against its own numbers, and docs/formats.md: how long, how large, how fast.

    PYTHONPATH=. .venv/bin/python tests/audit.py

builds all of them, one after the other (a quarter of an hour), tells what breaks its promise, and writes the page anew.
With a folder and a trace (`make_pdf.py -f all -j 1 --force -o FOLDER --trace TRACE`), it reads those instead.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measures import FORMATS, ROOT, Measured, Numbers, faults, measured, promised, sheet_faults

PAGE = ROOT / "docs" / "formats.md"
COMMAND = "PYTHONPATH=. .venv/bin/python tests/audit.py"


@dataclass(frozen=True)
class Row:
    """A line of the catalogue with what was measured; sheets to fold have no numbers of their own."""

    slug: str
    locale: str
    audience: str
    format: str
    pages: int
    bytes: int
    seconds: float
    numbers: Numbers | None
    found: Measured | None
    faults: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.slug} · {self.locale} · {self.audience} · {self.format}"


def audited(folder: Path, trace: Path) -> Iterator[Row]:
    """Each edition of an output folder; one on sheets is compared with the pages beside it."""
    spent: dict[str, float] = defaultdict(float)
    for event in json.loads(trace.read_text("utf-8"))["traceEvents"]:
        spent[event.get("args", {}).get("edition", "")] += event.get("dur", 0) / 1e6
    catalogue = json.loads((folder / "catalogue.json").read_text("utf-8"))
    printed = (row for row in catalogue if not FORMATS[row["format"]].screen)
    files = {tuple(row[key] for key in ("slug", "locale", "audience", "format")): row for row in printed}
    for (slug, locale, audience, name), row in files.items():
        form, pdf = FORMATS[name], (folder / row["path"]).read_bytes()
        numbers, found = None, None
        if form.impose:
            beside = files[slug, locale, audience, form.impose.pages_of]
            wrong = tuple(sheet_faults((folder / beside["path"]).read_bytes(), pdf, form))
        else:
            numbers = promised(name, audience)
            found = measured(pdf, numbers)
            wrong = tuple(faults(found, numbers, form))
        identity = (slug, locale, audience, name)
        yield Row(*identity, row["pages"], row["bytes"], spent[" · ".join(identity)], numbers, found, wrong)


def written(rows: Sequence[Row]) -> str:
    """The page."""
    parts = [
        "# Formats: how long, how large, how fast",
        f"Written by `{COMMAND}`, which builds every edition of every booklet and measures it. "
        "[printing.md](printing.md) says which format is for whom.",
        "Each cell: pages (of sheets to fold: sheets of paper, the guide included), thousands of bytes, and the "
        "seconds that one worker took from the text to the inspected file. Small pages are laid out twice where pages "
        "to write on are put in, and again for the sheets.",
    ]
    for audience in dict.fromkeys(row.audience for row in rows):
        mine = [row for row in rows if row.audience == audience]
        parts += [f"## For {'families' if audience == 'family' else 'clinicians'}", "\n".join(_table(mine))]
    parts += [
        "## What was measured",
        "The worst of all booklets and languages, with what is promised in brackets. Type and margins in points; "
        "`line`: the longest line of running text, in characters; `contrast` by WCAG 2.2; `ink`: the mean share of a "
        "page that is covered, and beside it the share of the colour edition's ink; `PDF/UA-1`: violations.",
        "\n".join(_numbers(rows)),
    ]
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[Row]) -> Iterator[str]:
    works = list(dict.fromkeys((row.slug, row.locale) for row in sorted(rows, key=lambda row: (row.slug, row.locale))))
    cells: Mapping[tuple[str, str, str], Row] = {(row.format, row.slug, row.locale): row for row in rows}
    yield f"| format | {' | '.join(f'{slug}, {locale}' for slug, locale in works)} |"
    yield f"|{' --- |' * (1 + len(works))}"
    for name in (name for name in FORMATS if any(row.format == name for row in rows)):
        yield f"| `{name}` | {' | '.join(_cell(cells.get((name, *work))) for work in works)} |"


def _cell(row: Row | None) -> str:
    if row is None:  # no language stands beside itself
        return "–"
    pages = row.pages // 2 if FORMATS[row.format].impose else row.pages
    return f"{pages} · {round(row.bytes / 1000)} · {row.seconds:.1f}"


def _numbers(rows: Sequence[Row]) -> Iterator[str]:
    heads = (
        "format | for | least type | side margin | head and foot | line | contrast | coloured pages | ink | PDF/UA-1"
    )
    yield f"| {heads} |"
    yield f"|{' --- |' * len(heads.split('|'))}"
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.format, row.audience].append(row)
    for name in FORMATS:
        for audience in ("family", "clinician"):
            mine = [row for row in groups[name, audience] if row.found]
            if mine:
                yield _line(name, audience, mine, groups)


def _line(name: str, audience: str, mine: Sequence[Row], groups: Mapping[tuple[str, str], Sequence[Row]]) -> str:
    found = [row.found for row in mine if row.found]
    numbers = promised(name, audience)
    colour = name.removeprefix("low-ink-")
    usual = [row.found for row in groups[colour, audience] if row.found]
    beside = f" ({_mean(found) / _mean(usual):.0%})" if colour != name else ""
    cells = (
        f"`{name}`",
        audience,
        f"{min(one.smallest for one in found):g} ({numbers.smallest:g})",
        f"{min(one.side for one in found):g} ({numbers.margin:g})",
        f"{min(one.edge for one in found):g} (18)",
        f"{max(one.line for one in found)} ({numbers.line})",
        f"{min(one.contrast for one in found):.1f} ({numbers.contrast:g})",
        "none" if not any(one.coloured for one in found) else str(sum(one.coloured for one in found)),
        f"{_mean(found):.1%}{beside}",
        str(sum(one.violations for one in found)),
    )
    return f"| {' | '.join(cells)} |"


def _mean(found: Sequence[Measured]) -> float:
    return sum(one.ink * one.pages for one in found) / sum(one.pages for one in found)


def main() -> None:
    """Builds, measures, writes; ends with 1 if an edition breaks its promise."""
    with tempfile.TemporaryDirectory() as made:
        folder, trace = map(Path, sys.argv[1:] or (f"{made}/all", f"{made}/trace.json"))
        if not sys.argv[1:]:
            words = ["-q", "-f", "all", "-j", "1", "-o", str(folder), "--trace", str(trace)]
            subprocess.run([sys.executable, str(ROOT / "make_pdf.py"), "-C", str(ROOT), *words], check=True)
        rows = []
        for row in audited(folder, trace):
            rows.append(row)
            for fault in row.faults:
                sys.stdout.write(f"{row.name}: {fault}\n")
    PAGE.write_text(written(rows), "utf-8")
    wrong = sum(bool(row.faults) for row in rows)
    sys.stdout.write(f"{len(rows)} editions measured, {wrong or 'none'} with faults\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
