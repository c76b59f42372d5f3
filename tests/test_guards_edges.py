"""What no fault file comes to: the last branches of the guards. With the other tests of guards they are all covered:

python -m coverage run --branch --include='bookletpress/guards/*' -m pytest -n 0 GUARDS; python -m coverage report

where GUARDS are tests/test_{fault_files,po_guard,text_guard,yaml_guard,schema,door,limits,spreadsheet,guards_edges}.py.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from faults import attempt, refused, told, write
from PIL import Image

from bookletpress.guards import (
    address,
    css,
    decoding,
    files,
    font,
    limitsfile,
    markdown,
    names,
    picture,
    po,
    svg,
    text,
    xlsx,
)
from bookletpress.guards.schema import read_map
from bookletpress.limits import USUAL
from bookletpress.problems import Problem

# ------------------------------------------------------------------------------------------------------ files and names


def test_what_stands_there_and_what_does_not(tmp_path: Path) -> None:
    write(tmp_path, {"a/b": ""})
    (tmp_path / "a/lost").symlink_to("nowhere")
    assert [files.is_there(tmp_path, path) for path in ("a", "a/b", "a/lost")] == [True] * 3
    assert [files.is_there(tmp_path, path) for path in ("b", "a/b/c")] == [False] * 2
    assert refused(files.is_there, tmp_path, "a" * 300) == [("file-unreadable", 0, 0)]
    assert refused(files.is_there, tmp_path, "a\0") == [("file-unreadable", 0, 0)]


def test_all_files_below_a_folder_in_order(tmp_path: Path) -> None:
    write(tmp_path, {"f/b/1": "", "f/b-c": "", "f/a": "", "f/.h/x": "", "else/where": ""})
    (tmp_path / "f/lost").symlink_to("nowhere")
    (tmp_path / "f/link").symlink_to(tmp_path / "f/a")
    (tmp_path / "f/folder").symlink_to(tmp_path / "else")
    os.mkfifo(tmp_path / "f/pipe")
    assert files.below(tmp_path, "f") == (".h/x", "a", "b/1", "b-c", "link")
    _, problems = attempt(files.below, tmp_path, "g")
    assert [(p.code, p.location.path) for p in problems] == [("file-unreadable", "g")]


def test_names_in_folders_that_cannot_be_read_are_for_their_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"booklets/a:b": "", "styles/a:b": ""})
    found = [problem.location.path for problem in names.faults_below(tmp_path)]
    assert found == ["styles/a:b", "booklets/a:b"]
    real = os.scandir

    def scan(place: Path) -> object:
        if place.name == "styles":
            raise PermissionError
        return real(place)

    monkeypatch.setattr(os, "scandir", scan)
    assert [problem.location.path for problem in names.faults_below(tmp_path)] == ["booklets/a:b"]


def test_names_are_looked_at_down_to_a_depth(tmp_path: Path) -> None:
    folder = "booklets" + "/d" * names.MAX_DEPTH
    write(tmp_path, {f"{folder}/a:b": "", f"{folder}/e/a:b": ""})
    assert [problem.location.path for problem in names.faults_below(tmp_path)] == [f"{folder}/a:b"]


# ---------------------------------------------------------------------------------------------------------------- texts


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("plain", ()),
        ("café", ()),
        ("\u0430bc d", ((0, "\u0430bc"),)),  # a Cyrillic а
        ("TNFα", ()),
        ("x Αlk", ((2, "Αlk"),)),  # a Greek Alpha
        ("東京abc", ()),
    ],
)
def test_words_of_letters_that_look_alike(words: str, found: tuple[tuple[int, str], ...]) -> None:
    assert text.lookalikes(words) == found


@pytest.mark.parametrize("bad", ["https:example.org", "https://example.org:99999999/a", "https://[::1/a"])
def test_addresses_that_are_none(bad: str) -> None:
    fault = address.fault(bad, address.EVERY)
    assert fault is not None
    assert fault.offset >= len("https:")


def test_tables_over_their_limits() -> None:
    assert markdown.table_fault(USUAL.table_columns, USUAL.table_rows, USUAL) is None
    wide, long = (markdown.table_fault(*size, USUAL) for size in ((13, 1), (1, 201)))
    assert wide is not None
    assert long is not None
    assert ("13 columns" in wide.message, "201 rows" in long.message) == (True, True)


def test_catalogues_of_too_many_messages() -> None:
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    raw = head + b'msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\n'
    assert po.read(raw, "a.po", "", None, replace(USUAL, messages=3))
    assert ("messages-too-many", 7, 1) in refused(po.read, raw, "a.po", "", None, replace(USUAL, messages=2))


def test_values_that_are_not_there() -> None:
    problems: list[Problem] = []
    fields = read_map(b"a: [[2026, 1]]\nb: x\nc: [[x]]\n", "a.yaml", problems)
    assert fields
    assert (fields.numbers("a"), fields.numbers("b"), fields.numbers("c"), fields.numbers("d")) == (
        (2026, 1),
        (),
        (),
        (),
    )
    assert (fields.date("e"), fields.tree("f", required=False)) == ("", None)
    assert fields.tree("b") is not None
    found = [(problem.code, problem.location.line) for problem in problems]
    assert found == [("value-shape", 2), ("value-shape", 3), ("key-missing", 1), ("key-missing", 1)]


# -------------------------------------------------------------------------------------------- drawings and style sheets

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ('<text x="1" y="2"> </text>', []),
        ("<text>a<rect/></text>", ["svg-refused"]),
        ("<rect><rect/></rect>", ["svg-refused"]),
        ("<rect wrong='1'/>" * (svg.MAX_FAULTS + 9), ["svg-refused"] * (svg.MAX_FAULTS + 1)),
    ],
)
def test_drawings(inside: str, codes: list[str]) -> None:
    _, problems = attempt(svg.read, SVG.format(inside).encode(), "a.svg")
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("@media print;", [("css-syntax", 1, 1)]),
        ("p { @media print { color: red } }", [("css-syntax", 1, 30)]),
        ("p { @import 'a'; }", [("css-address", 1, 5)]),
        ("p { font-size: 49% }", [("css-hidden", 1, 5)]),
        ("p { font-size: 50% }", []),
        ("p { --a: calc(var(--b)) (var(--c)) [1] var(1); --b: 1; --c: 2; color: var(--a) }", []),
        ("p { --a: calc(var(--a)) }", [("css-limit", 1, 5)]),
        ("p { --a: (var(--a)) }", [("css-limit", 1, 5)]),
    ],
)
def test_style_sheets(sheet: str, found: list[tuple[str, int, int]]) -> None:
    assert told(css.faults({"a.css": sheet.encode()})) == found


# --------------------------------------------------------------------------------------------------- pictures and fonts


@pytest.mark.parametrize("fault", [struct.error, zlib.error, IndexError, OverflowError], ids=["1", "2", "3", "4"])
def test_whatever_damage_makes_the_decoder_stumble_over(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(Image, "open", stumble)
    assert decoding.fault(b"", "image/png") == fault.__name__


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def exif(start: int) -> bytes:
    return b"II*\0" + struct.pack("<I", start)


HEAD = b"\x89PNG\r\n\x1a\n"
IHDR = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
COLOUR_1 = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 1, 0, 0, 0))
IDAT, IEND = chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND")


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (HEAD + IHDR + IDAT + IEND, []),
        (HEAD, ["picture-damaged"]),
        (HEAD + IDAT + IHDR + IEND, ["picture-damaged"]),
        (HEAD + chunk(b"IHDR", b"short") + IDAT + IEND, ["picture-damaged"]),
        (HEAD + COLOUR_1 + IDAT + IEND, ["picture-damaged"]),
        (HEAD + IHDR + IEND, ["picture-damaged"]),
        (HEAD + IHDR + chunk(b"ABCD") + IDAT + IEND, ["picture-kind"]),
        (HEAD + IHDR + chunk(b"eXIf", exif(400)) + IDAT + IEND, []),
        (HEAD + IHDR + chunk(b"eXIf", b"??") + IDAT + IEND, []),
    ],
)
def test_pieces_of_png(raw: bytes, codes: list[str]) -> None:
    _, problems = attempt(picture.read, raw, "a.png")
    assert [problem.code for problem in problems] == codes


def segment(kind: int, content: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(content) + 2) + content


START, END = b"\xff\xd8", b"\xff\xd9"
FRAME = struct.pack(">BHHB", 8, 1, 1, 1) + b"\1\x11\0"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (START + b"\xff\xe0", "cut off at byte"),
        (START + b"\xff\xe0\0", "cut off at byte"),
        (START + segment(0xE0, b"JFIF") + b"none", "cut off or damaged at byte"),
        (START + b"\xff\xe0\0\x40short", "cut off at byte"),
        (START + segment(0xE0, b"") + segment(0xC0, b"\x08\0"), "its header is cut off"),
        (START + segment(0xE0, b"") + segment(0xC3, FRAME) + END, "few programs read"),
        (START + segment(0xE0, b"") + segment(0xE2, b"MPF\0") + segment(0xC3, FRAME) + END, "several pictures"),
        (START + segment(0xE0, b"") + segment(0xDA, b"") + b"no end", "cut off at byte"),
        (START + segment(0xE0, b"") + END, "it holds no picture"),
    ],
)
def test_pieces_of_jpeg(raw: bytes, message: str) -> None:
    _, problems = attempt(picture.read, raw, "a.jpg")
    assert any(message in problem.message for problem in problems), problems


def face(tables: list[tuple[bytes, bytes]], count: int | None = None) -> bytes:
    """A font file of these tables."""
    start, rows, body = 12 + 16 * len(tables), b"", b""
    for tag, content in tables:
        rows += struct.pack(">4sIII", tag, 0, start + len(body), len(content))
        body += content
    return b"\0\1\0\0" + struct.pack(">HHHH", len(tables) if count is None else count, 0, 0, 0) + rows + body


NEEDED = [(tag, b"") for tag in sorted(font.NEEDED)]
GLYPHS = [(b"glyf", b"")]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (face([*NEEDED, *GLYPHS]), ""),
        (face([*NEEDED, *GLYPHS, (b"OS/2", b"\0" * 8 + b"\0\4")]), ""),
        (face([*NEEDED, *GLYPHS, (b"OS/2", b"\0" * 8 + b"\0\2")]), "its maker forbids to embed it"),
        (face([*NEEDED, *GLYPHS, (b"OS/2", b"\0" * 8 + b"\2\0")]), "its maker allows to embed pictures of it only"),
        (face(NEEDED), "it draws no letters"),
        (face([*NEEDED, *GLYPHS, *GLYPHS]), "its table of contents is damaged"),
        (face([(b"%04d" % number, b"") for number in range(font.MAX_TABLES + 1)]), "its table of contents is damaged"),
        (face(NEEDED, count=99), "it ends too early"),
    ],
)
def test_fonts(raw: bytes, fault: str) -> None:
    assert font.fault(raw) == fault


def test_fonts_over_the_limit() -> None:
    raw = face([*NEEDED, *GLYPHS])
    assert font.fault(raw, len(raw)) == ""
    assert font.fault(raw, len(raw) - 1) == f"{len(raw):,} bytes; the limit is {len(raw) - 1:,}"


# ------------------------------------------------------------------------------------------------------------ workbooks


def package(*parts: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts:
            made.writestr(name, content)
    return stream.getvalue()


TYPES = ("[Content_Types].xml", "<Types/>")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (lambda: package(TYPES), []),
        (lambda: package(TYPES, ("a", ""), ("a", "")), ["workbook-unreadable"]),
        (lambda: package(("a", "")), ["workbook-unreadable"]),
        (lambda: package((TYPES[0], "<Types><a b='macroEnabled'/></Types>")), ["workbook-macros"]),
    ],
)
def test_packages(make: Callable[[], bytes], codes: list[str]) -> None:
    _, problems = attempt(xlsx.refuse_dangerous, make(), "a.xlsx")
    assert [problem.code for problem in problems] == codes


def test_a_package_over_the_limit() -> None:
    raw = package(TYPES)
    xlsx.refuse_dangerous(raw, "a.xlsx", replace(USUAL, workbook_bytes=len(raw)))
    few = replace(USUAL, workbook_bytes=len(raw) - 1)
    assert refused(xlsx.refuse_dangerous, raw, "a.xlsx", few) == [("file-too-large", 0, 0)]


# ----------------------------------------------------------------------------------------- where limits begin and end


def test_the_longest_address_and_the_longest_host() -> None:
    start = "https://example.org/"
    assert address.fault(start + "a" * (address.MAX_LENGTH - len(start)), address.EVERY) is None
    assert address.fault(start + "a" * (address.MAX_LENGTH - len(start) + 1), address.EVERY)
    label = "a" * 61
    host = f"{label}.{label}.{label}.{label}.abcde"
    assert len(host) == 253
    assert address.fault(f"https://{host}/", address.EVERY) is None
    assert address.fault(f"https://a{host}/", address.EVERY)


def test_the_least_and_the_most_that_a_limit_may_be() -> None:
    assert limitsfile.parse(b"pages: 1\n").pages == 1
    assert limitsfile.parse(b"pages: 10000\n").pages == 10_000
    for wrong in (b"pages: 0\n", b"pages: 10001\n", b"pages: 1x\n"):
        assert refused(limitsfile.parse, wrong) == [("limit-value", 1, 8)]
