"""Workbooks from anyone: looked at as the package of files that they are, before a library unpacks them.

What would fill the memory (a zip bomb, thousands of parts) is a `file-too-large`.

`workbook-unreadable` (error): no .xlsx, or XML in it with a document type. Why: that can name other files.
`workbook-macros` (error): programs (macros, ActiveX). Why: a workbook for translators has none, and they run.
`workbook-links` (error): links to other workbooks and to databases. Why: its words would come from elsewhere.
`workbook-objects` (error): embedded objects. Why: they may be programs, and nobody sees what is in them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from bookletpress.limits import USUAL, Limits
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_PARTS = 500

_CHUNK = 1 << 20
_SAVE_AS = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_REFUSED = (
    (
        re.compile(r"vbaproject|macrosheets|activex|\.bin$", re.I),
        "workbook-macros",
        "it holds programs (macros)",
        _SAVE_AS,
    ),
    (
        re.compile(r"externallinks?/|connections\.xml|querytables?/", re.I),
        "workbook-links",
        "it draws on other files",
        "break the links (Data, Edit Links) and save it again",
    ),
    (
        re.compile(r"embeddings/|\.ole", re.I),
        "workbook-objects",
        "it holds other files inside",
        "delete the objects in it and save it again",
    ),
)
_HARMLESS_BINARY = re.compile(r"printersettings", re.I)
_DOCUMENT_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_ASCII_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_MACRO_TYPE = re.compile(rb"macroEnabled", re.I)


def refuse_dangerous(raw: bytes, path: str, limits: Limits = USUAL) -> None:
    """Raises ProblemsFound with all that keeps a workbook from being read."""
    found = tuple(_faults(raw, path, limits))
    if found:
        raise ProblemsFound(dict.fromkeys(found))


def _faults(raw: bytes, path: str, limits: Limits) -> Iterator[Problem]:
    place = Location(path)
    if len(raw) > limits.workbook_bytes:
        message = f"{len(raw):,} bytes; the limit is {limits.workbook_bytes:,}"
        yield error("file-too-large", message, place, "check that it is the right file")
        return
    if raw.startswith(_OLD_EXCEL):
        yield error("workbook-unreadable", "this is an old or an encrypted Excel file", place, _SAVE_AS)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            yield from _package(package, place, limits.workbook_unpacked)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        yield error("workbook-unreadable", f"this is no workbook that can be read: {fault}", place, _SAVE_AS)


def _package(package: zipfile.ZipFile, place: Location, most: int) -> Iterator[Problem]:
    parts = package.infolist()
    size = sum(part.file_size for part in parts)
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or size > most:
        message = f"it would unpack to {len(parts):,} parts with {size:,} bytes; the limits are {MAX_PARTS} and "
        hint = "check that it is the right file"
        yield error("file-too-large", f"{message}{most:,}", place, hint)
        return
    if len(set(names)) < len(names):
        yield error("workbook-unreadable", "a part of it is there twice", place, _SAVE_AS)
        return
    if "[Content_Types].xml" not in names:
        yield error("workbook-unreadable", "this is no Excel workbook", place, _SAVE_AS)
        return
    for pattern, code, message, hint in _REFUSED:
        if any(pattern.search(name) and not _HARMLESS_BINARY.search(name) for name in names):
            yield error(code, message, place, hint)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            yield from _xml(package, part, place)


def _xml(package: zipfile.ZipFile, part: zipfile.ZipInfo, place: Location) -> Iterator[Problem]:
    """Reads a part in pieces; the library reads no more of it than it declares, and its check sum must hold."""
    before, first = b"", True
    with package.open(part) as file:
        while piece := file.read(_CHUNK):
            if first and not _ASCII_XML.match(piece):
                yield error("workbook-unreadable", f"'{part.filename[:60]}' is no XML in UTF-8", place, _SAVE_AS)
                return
            first = False
            if _DOCUMENT_TYPE.search(before + piece):
                message = f"'{part.filename[:60]}' has a document type, as no spreadsheet program writes it"
                yield error("workbook-unreadable", message, place, _SAVE_AS)
                return
            if part.filename == "[Content_Types].xml" and _MACRO_TYPE.search(before + piece):
                yield error("workbook-macros", "it may hold programs (macros)", place, _SAVE_AS)
            before = piece[-64:]
