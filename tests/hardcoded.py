"""Finds words that were never translated, in the PDFs and on the page of a pseudo-translation."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pdfs

_WORD = re.compile(r"[^\W\d_]{2,}")
_PLAIN = re.compile(r"[A-Za-z]{2,}")
_ADDRESS = re.compile(r"https?:\S*(?: [\w./?=&-]*/[\w./?=&-]*)*")
_HIDDEN = re.compile(r"<(style|script|svg)\b.*?</\1>|<meta[^>]*>", re.S)
_FILE = re.compile(r"\b\w+(?:\.schema)?\.(?:json|html|atom|pdf)\b|\bSHA256SUMS\b")
_CODE = re.compile(r"\w*\d\w*(?: ?(?:mg|mL|kg|mm|Gy)\b)?")
_OWN = {"TEST", "en", "XA", "ar", "XB", "PDF", "MB", "doi", "PMID", "https", "www", "et", "al", "Atom"}
"""Names of the pseudo-locales, units and formats, and what a list of sources says in every language."""
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def in_pdf(pdf: bytes, project: Path) -> set[str]:
    """Plain English words of a PDF: in its pages, its title, and what a screen reader hears."""
    info = pdfs.info(pdf)
    return _left(" ".join((pdfs.text(pdf), pdfs.told(pdf), info["Title"], info.get("Subject", ""))), project)


def in_page(html: str, project: Path) -> set[str]:
    """Plain English words of the download page, seen or heard."""
    shown = _HIDDEN.sub(" ", html)
    heard = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', shown))
    return _left(_FILE.sub(" ", unescape(f"{re.sub(r'<[^>]*>', ' ', shown)} {heard}")), project)


def _left(words: str, project: Path) -> set[str]:
    plain = {word for word in _WORD.findall(_CODE.sub(" ", _ADDRESS.sub(" ", words))) if _PLAIN.fullmatch(word)}
    return plain - _names(project) - _OWN - set(_MONTHS)


def _names(project: Path) -> set[str]:
    """Words of names that are the same in every language: sources with initials of authors, medicines, help lines."""
    shared = project / "booklets" / "shared"
    files = ("references.yaml", "medicines.yaml", "helplines.yaml", "links.yaml")
    said = " ".join((shared / file).read_text("utf-8") for file in files)
    initials = {"".join(re.findall(r"\b\w", given)) for given in re.findall(r"given: ([^,}\n]+)", said)}
    at_line_ends = re.findall(r"\w+-\w+", said)  # a hyphen that ends a line is taken for one of the line's
    joined = {word.replace("-", "") for word in at_line_ends}
    return {*_WORD.findall(said), *initials, *(short[:2] for short in initials), *joined}
