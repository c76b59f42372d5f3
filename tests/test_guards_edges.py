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


def test_no_file_from_outside(tmp_path: Path) -> None:
    for path in ("secret", "house/a"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("a")
    house = tmp_path / "house"
    (house / "out").symlink_to(tmp_path / "secret")
    (house / "in").symlink_to(house / "a")
    assert [files.read_bytes(house, path, "hint") for path in ("a", "in")] == [b"a", b"a"]
    for path in ("../secret", "out", str(tmp_path / "secret")):
        assert refused(files.read_bytes, house, path, "hint") == [("path-outside", 0, 0)]


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


def test_whole_words_in_one_alphabet_look_like_no_other() -> None:
    assert not text.lookalikes("нейробластома νευροβλάστωμα neuroblastome")


@pytest.mark.parametrize("written", ["PDF\u200c و\u200cبا", "می\u200c\u200d\u0651شود", "a\u200c ب"])
def test_joiners_that_their_writers_need(written: str) -> None:
    assert not text.faults(written)


@pytest.mark.parametrize("written", ["\u200c", "a\u200c", "a\u200c b", "a" + "\u200c" * 9 + "b", "\u200ca ب"])
def test_joiners_that_join_nothing(written: str) -> None:
    assert len(text.faults(written)) == written.count("\u200c")


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


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ('msgid "a"\nmsgstr "b\n', (5, 8), "this string has no closing quote"),
        ('msgid "a"\nmsgstr "b" "c\n', (5, 12), "this string has no closing quote"),
        ('msgid "a"\nmsgstr "b" c\n', (5, 12), "text after the closing quote"),
        ('msgid "a"\nmsgstr\n', (5, 7), "a string in quotes is missing here"),
        ('msgid "a"\n', (4, 1), "no msgstr: the file ends here"),
        ('#| msgid "a"\nmsgstr "b"\n', (5, 1), "a msgstr without msgid"),
        ('msgctxt "a"\n', (4, 1), "no msgid: the file ends here"),
        ('# ab\u202ec\nmsgid "a"\nmsgstr "b"\n', (4, 5), "U+202E"),
    ],
)
def test_what_a_catalogue_is_told(lines: str, place: tuple[int, int], words: str) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    _, problems = attempt(po.read, (head + lines).encode(), "a.po", "", None)
    first = problems[0]
    assert (first.location.line, first.location.column) == place
    assert words in first.message


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
        ("<use><rect/></use><rect wrong='1'/>", ["svg-refused", "svg-refused"]),
        (f"<rect x='-{svg.MAX_NUMBER:.0f}'/>", []),
        (f"<rect x='-{svg.MAX_NUMBER + 1:.0f}'/>", ["svg-limit"]),
    ],
)
def test_drawings(inside: str, codes: list[str]) -> None:
    _, problems = attempt(svg.read, SVG.format(inside).encode(), "a.svg")
    assert [problem.code for problem in problems] == codes


AREA = '<clipPath id="a"><rect/><rect/></clipPath>'
DRAWN = '<g clip-path="url(#a)"/>'


@pytest.mark.parametrize(
    ("inside", "elements"),
    [
        (AREA, 4),
        (AREA + DRAWN, 7),
        (AREA + DRAWN * 3, 13),
        (AREA + '<clipPath id="b"><rect/></clipPath>' + DRAWN + '<g clip-path="url(#b)"/>', 11),
    ],
)
def test_what_is_drawn_through_an_area_counts_again(inside: str, elements: int) -> None:
    """An area of many shapes, used many times, is as much work as all of them."""
    raw = SVG.format(inside).encode()
    assert svg.read(raw, "a.svg", replace(USUAL, drawing_elements=elements), art=True)
    _, problems = attempt(svg.read, raw, "a.svg", replace(USUAL, drawing_elements=elements - 1), True)
    assert [problem.code for problem in problems] == ["svg-limit"]


def test_only_the_whole_drawing_keeps_its_shape_otherwise() -> None:
    inside = '<rect preserveAspectRatio="none"/>'
    assert told(attempt(svg.read, SVG.format(inside).encode(), "a.svg", USUAL, True)[1]) == [("svg-refused", 1, 65)]


def test_the_place_of_an_attribute_below_the_first_line() -> None:
    inside = '\n<rect x="1"/>\n  <rect x="1" y="2"\n wrong="3"/><rect wrong="4"/>'
    found = attempt(svg.read, SVG.format(inside).encode(), "a.svg")[1]
    assert told(found) == [("svg-refused", 4, 2), ("svg-refused", 4, 19)]


def test_no_fonts_in_sheets_for_a_browser() -> None:
    """They come from the press, which knows that they are ours."""
    sheet = "@font-face { src: local(a) } @keyframes a { from { top: 0 } }"
    assert told(css.faults({"a.css": sheet.encode()}, loose=True)) == [("css-refused", 1, 1)]


@pytest.mark.parametrize(
    ("property_", "seen", "unseen"),
    [
        ("opacity", "0.3", "0.29"),
        ("opacity", "30%", "29%"),
        ("text-indent", "-144pt", "-145pt"),
        ("text-indent", "-2in", "-2.1in"),
        ("font-size", "6pt", "5.9pt"),
        ("font-size", "0.5em", "0.49em"),
        ("font-size", "8px", "7px"),
        ("font", "italic 6pt serif", "italic 5pt serif"),
        ("font", "9pt/0.5em serif", "0.4em/9pt serif"),
        ("font", "0 9pt serif", "0 1pt serif"),
        ("orphans", "100", "101"),
        ("orphans", "100.0%", "999999999%"),
        ("width", "10000pt", "10001pt"),
        ("width", "10000%", "10001%"),
        ("width", "10000", "10001"),
    ],
)
def test_the_last_value_that_passes(property_: str, seen: str, unseen: str) -> None:
    limits = replace(USUAL, sheet_length=10_000)

    def faults(value: str) -> int:
        return len(css.faults({"a.css": f"p {{ {property_}: {value} }}".encode()}, limits))

    assert (faults(seen), faults(unseen)) == (0, 1)


def test_stops_of_a_gradient() -> None:
    def faults(stops: int) -> list[str]:
        colours = ", ".join(["red"] * stops)
        sheet = f"p {{ background: linear-gradient({colours}) }}"
        return [problem.code for problem in css.faults({"a.css": sheet.encode()})]

    assert (faults(css.MAX_STOPS + 1), faults(css.MAX_STOPS + 2)) == ([], ["css-limit"])


def test_what_variables_grow_to() -> None:
    sheet = b":root{--a:1 2 3;--b:var(--a)var(--a)}"  # twice three numbers and the two spaces between them
    assert not css.faults({"a.css": sheet}, replace(USUAL, sheet_pieces=10))
    assert told(css.faults({"a.css": sheet}, replace(USUAL, sheet_pieces=9))) == [("css-limit", 1, 17)]


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("/* a */ p { /* b */ top: /* c */ 0 } @media print { /* d */ p { top: 0 } }", []),
        ("p { font-size: /* a */ 6pt; opacity: /* a */ 0.3 }", []),
        ("p { /* a */ display: /* a */ none }", [("css-hidden", 1, 13)]),
        ("@page { @top-left { content: '1' } @footnote { top: 0 } }", []),
        ("@page { @top-left { filter: none } }", [("css-refused", 1, 21)]),
        ("@page { @top-left; }", [("css-refused", 1, 9)]),
        ("@page { @top-left ) { top: 0 } }", [("css-syntax", 1, 19)]),
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


def test_a_png_keeps_its_pixels_and_colours_only() -> None:
    """The place where a clinic's photograph was taken is in eXIf or in words."""
    colours = chunk(b"gAMA", struct.pack(">I", 45455))
    notes = chunk(b"tEXt", b"Author\0a") + chunk(b"eXIf", exif(400)) + chunk(b"aBCD") + chunk(b"tIME", bytes(7))
    found = picture.read(HEAD + IHDR + notes + colours + notes + IDAT + notes + IEND, "a.png")
    assert found == picture.Picture("image/png", 1, 1, HEAD + IHDR + colours + IDAT + IEND)


def test_the_largest_picture() -> None:
    wide = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
    raw = HEAD + wide + chunk(b"IDAT", zlib.compress(bytes(8))) + IEND
    limits = replace(USUAL, picture_side=3, picture_pixels=6)
    assert picture.read(raw, "a.png", limits).width == 3
    for less in (replace(limits, picture_side=2), replace(limits, picture_pixels=5)):
        assert refused(picture.read, raw, "a.png", less) == [("picture-too-large", 1, 1)]


@pytest.mark.parametrize(
    ("name", "hint"), [("a.jpg", "call it .png"), ("a.gif", "call it .png"), ("b", "call it .png")]
)
def test_a_picture_under_another_name(name: str, hint: str) -> None:
    _, problems = attempt(picture.read, HEAD + IHDR + IDAT + IEND, name)
    assert [(problem.code, problem.hint) for problem in problems] == [("picture-kind", hint)]


def segment(kind: int, content: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(content) + 2) + content


def turned(value: int, tag: int = 0x0112, rows: int = 1) -> bytes:
    """EXIF whose last field is this."""
    fields = struct.pack("<HHIHH", 0x0100, 3, 1, 6, 0) * (rows - 1) + struct.pack("<HHIHH", tag, 3, 1, value, 0)
    return exif(8) + struct.pack("<H", rows) + fields + bytes(4)


def jpeg(*notes: bytes) -> bytes:
    """A photograph with these segments behind its first."""
    file = io.BytesIO()
    Image.new("RGB", (5, 4), "teal").save(file, "JPEG")
    raw = file.getvalue()
    end = 4 + struct.unpack(">H", raw[4:6])[0]
    return raw[:end] + b"".join(notes) + raw[end:]


def test_a_jpeg_keeps_its_pixels_and_colours_only() -> None:
    kept = segment(0xE2, b"ICC_PROFILE\0\1\1ours") + segment(0xEE, b"Adobe\0\x64" + bytes(4) + b"\1")
    notes = [segment(kind, b"somewhere") for kind in (0xE1, 0xE3, 0xED, 0xEF, 0xFE)]
    notes += [
        segment(0xE1, b"Exif\0\0" + turned(1)),
        segment(0xE2 + 1, b"MPF\0"),
        segment(0xE4, b"Exif\0\0" + turned(6)),
    ]
    assert picture.read(jpeg(kept, *notes), "a.jpg").data == jpeg(kept)


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        (turned(0), []),
        (turned(1), []),
        (turned(2), ["picture-turned"]),
        (turned(6), ["picture-turned"]),
        (turned(6, tag=0x0111), []),
        (turned(6, rows=200), ["picture-turned"]),
        (turned(6, rows=201), []),
        (turned(6)[:-7], []),
    ],
)
def test_which_way_up(note: bytes, codes: list[str]) -> None:
    _, problems = attempt(picture.read, jpeg(segment(0xE1, b"Exif\0\0" + note)), "a.jpg")
    assert [problem.code for problem in problems] == codes


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
        (lambda: package(TYPES, ("a.xml", "no XML")), ["workbook-unreadable"]),
        (lambda: package(TYPES, ("a.xml", "<a>" + " " * (3 << 20) + "</a>")), []),
        (lambda: package(TYPES, ("a.xml", "<a>" + " " * (1 << 20) + "<!DOCTYPE a></a>")), ["workbook-unreadable"]),
        (lambda: package(TYPES, ("a.xml", " " * ((1 << 20) - 5) + "<!DOCTYPE a>")), ["workbook-unreadable"]),
        (lambda: package(TYPES, *((str(n), "") for n in range(xlsx.MAX_PARTS - 1))), []),
        (lambda: package(TYPES, *((str(n), "") for n in range(xlsx.MAX_PARTS))), ["file-too-large"]),
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
