"""What a PDF can do, asked of programs that had no part in making it: poppler, pikepdf, page-validation."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import page as validation
import pikepdf

from benchmarks.results import MeasurementFailed, Table

ALIKE = 0.95
"""A page breaks as ours does if so much of its words are those of our page of that number."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the HTML of an edition asks for: words in the margins of each page, page numbers in the text."""

    draft: str
    heads: tuple[str, ...]
    word: str
    references: int


@dataclass(frozen=True, slots=True)
class Features:
    """What was found in one file, or in several together (see `together`)."""

    pages: int
    bytes: int
    tagged: bool
    faults: int
    bookmarks: int
    marked: int
    references: int
    asked: int
    alike: int
    words: float


def wanted(html: str) -> Wanted:
    """Reads what the edition asks for off its HTML."""
    said = {name: unescape(value) for name, value in re.findall(r'data-say-(\w+)="([^"]*)"', html)}
    references = re.findall(r'\((\w+)\s+<span class="at"', html)
    return Wanted(
        said["draft"], (said["draft"], said["note"], said["booklet"]), (references or [""])[0], len(references)
    )


def look(file: Path, asks: Wanted, ours: Path) -> Features:
    """Looks into one file; `ours` is the same edition by the press."""
    said, ours_said = _pages(file), _pages(ours)
    with pikepdf.open(file) as pdf:
        count, bookmarks = len(pdf.pages), _bookmarks(pdf)
        tagged = bool(pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False))
    report = validation.validate_pdf_bytes(file.read_bytes(), profile=validation.ValidationProfile.PDF_UA_1)
    filled = re.findall(rf"\({asks.word}\s+\d+\)", " ".join(" ".join(said).split())) if asks.word else []
    return Features(
        count,
        file.stat().st_size,
        tagged,
        len(report.failures),
        bookmarks,
        sum(asks.draft in text for text in said),
        len(filled),
        asks.references,
        sum(alike(a, b, asks.heads) for a, b in zip(said, ours_said, strict=False)),
        kept(" ".join(said), " ".join(ours_said), asks.heads),
    )


def together(found: Sequence[Features]) -> Features:
    """Several files as one: sums, the mean share of words, and tagged only if all are."""
    return Features(
        sum(one.pages for one in found),
        sum(one.bytes for one in found),
        all(one.tagged for one in found),
        sum(one.faults for one in found),
        sum(one.bookmarks for one in found),
        sum(one.marked for one in found),
        sum(one.references for one in found),
        sum(one.asked for one in found),
        sum(one.alike for one in found),
        sum(one.words for one in found) / len(found),
    )


def compared(found: dict[str, Features]) -> Table:
    """What each contestant made of the catalogue; the first one is ours."""
    ours = next(iter(found.values()))
    rows = [
        (
            name,
            str(one.pages),
            f"{one.bytes / 1e6:.1f} MB",
            "yes" if one.tagged else "no",
            str(one.faults),
            str(one.bookmarks),
            f"{one.marked} of {one.pages}",
            f"{one.references} of {one.asked}",
            f"{one.words:.1%}",
            f"{one.alike} of {ours.pages}",
        )
        for name, one in found.items()
    ]
    head = (
        "tagged",
        "PDF/UA-1 faults",
        "bookmarks",
        "pages with DRAFT",
        "page references filled in",
        "of our words",
        "pages as ours",
    )
    return Table(("all editions by", "pages", "size", *head), tuple(rows))


def alike(text: str, ours: str, heads: Sequence[str]) -> bool:
    """Whether two pages hold the same words, those in the margins aside."""
    words, others = (_words(page, heads) for page in (text, ours))
    all_words = (words | others).total()
    return not all_words or (words & others).total() / all_words >= ALIKE


def kept(text: str, ours: str, heads: Sequence[str]) -> float:
    """How many of our words a text has, as a share; the margins aside."""
    words, others = (_words(whole, heads) for whole in (text, ours))
    return (words & others).total() / max(others.total(), 1)


def _words(text: str, heads: Sequence[str]) -> Counter[str]:
    single = " ".join(text.split())
    for head in heads:
        single = single.replace(" ".join(head.split()), " ")
    return Counter(re.findall(r"[^\W_]+", single))


def _bookmarks(pdf: pikepdf.Pdf) -> int:
    def count(entries: Sequence[pikepdf.OutlineItem]) -> int:
        return sum(1 + count(entry.children) for entry in entries)

    with pdf.open_outline() as outline:
        return count(outline.root)


def _pages(file: Path) -> list[str]:
    """The words of each page."""
    try:
        done = subprocess.run(("pdftotext", str(file), "-"), capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError) as fault:
        raise MeasurementFailed(f"pdftotext (package poppler-utils) cannot read {file.name}") from fault
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]
