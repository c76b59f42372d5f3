"""Both sides of what the guards draw a line at, and what their messages say, where no fault file comes to it."""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path

import pytest
from faults import attempt, refused, told
from PIL import Image, ImageFile
from test_guards_edges import HEAD, IDAT, IEND, chunk, face, jpeg, segment

from bookletpress.guards import address, decoding, files, font, limitsfile, names, picture, po, text
from bookletpress.guards.schema import read_map
from bookletpress.limits import USUAL
from bookletpress.problems import Problem


def test_the_largest_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert files.read_bytes(tmp_path, "a", "hint", 3) == b"abc"
    found = attempt(files.read_bytes, tmp_path, "a", "hint", 2)[1]
    assert [(problem.code, problem.message) for problem in found] == [("file-too-large", "3 bytes; the limit is 2")]


def test_a_folder_is_no_file_and_a_missing_one_is_empty(tmp_path: Path) -> None:
    for name in ("b", "a", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text("")
    assert files.folders(tmp_path, ".") == ("a", "b")
    assert files.folders(tmp_path, "c") == ()
    found = attempt(files.read_bytes, tmp_path, "a", "hint")[1]
    assert [problem.message for problem in found] == ["this is a folder, not a file"]


def test_why_a_file_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_text("")
    monkeypatch.setattr(os, "open", fail)
    monkeypatch.setattr(os, "scandir", fail)
    monkeypatch.setattr(os, "lstat", fail)
    for look in (lambda: files.read_bytes(tmp_path, "a", "hint"), lambda: files.below(tmp_path, "a")):
        assert [problem.message.partition(": ")[2] for problem in attempt(look)[1]] == ["Permission denied"]
    assert "Permission denied" in attempt(files.is_there, tmp_path, "a")[1][0].message


@pytest.mark.parametrize(
    ("signs", "last"),
    [
        (files.MAX_FAULTS, "U+202E"),
        (files.MAX_FAULTS + 1, "and 1 more such characters"),
        (text.MOST - 1, f"and {text.MOST - 1 - files.MAX_FAULTS:,} more such characters"),
        (text.MOST + 9, "and many more such characters"),
    ],
)
def test_how_many_characters_are_told(signs: int, last: str) -> None:
    found = files.refused_characters("\u202e" * signs, "a.md")
    assert len(found) == min(signs, files.MAX_FAULTS + 1)
    assert last in found[-1].message


def test_limits_of_a_project(tmp_path: Path) -> None:
    assert limitsfile.of(tmp_path) == USUAL
    (tmp_path / limitsfile.PATH).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / limitsfile.PATH).write_text("pages: 7\n")
    assert limitsfile.of(tmp_path).pages == 7


@pytest.mark.parametrize(
    ("bad", "offset", "words"),
    [
        ("https://a.org/a b", 15, "'U+0020' is a sign that no address holds"),
        ("https://a.org/\u202e", 14, "'U+202E' is a sign"),
        ("https://\u0430.org", 8, "'\u0430' is a letter that may look like another one"),
        ("ftp://a.org", 0, "'ftp://a.org' is not an https address"),
        ("ftp://" + "a" * 60, 0, f"'ftp://{'a' * 54}\u2026' is not"),
        ("ftp://" + "a" * 54, 0, f"'ftp://{'a' * 54}' is not"),
        ("https://a.org/%4", 14, "'%4' stands for no letter"),
        ("https://a.org/%4xyz", 14, "'%4x' stands for no letter"),
        ("https://a.org:8080/", 13, "the port 8080"),
        ("https://b@a.org/", 8, "it leads to 'a.org'"),
        ("https://[::1]/", 8, "'[::1]' is a number"),
        ("https://127.1/", 8, "is a number, not a name"),
        ("https://xn--a.org/", 8, "punycode"),
        ("https://localhost/", 8, "no name that the world knows"),
        ("https://a.local/", 8, "no name that the world knows"),
        ("https://-a.org/", 8, "no name of a site"),
        ("https://a.org.12/", 8, "no name of a site"),
    ],
)
def test_where_an_address_is_wrong(bad: str, offset: int, words: str) -> None:
    fault = address.fault(bad)
    assert fault is not None
    assert (fault.offset, words in fault.message) == (offset, True), fault


def test_where_a_mail_address_is_wrong() -> None:
    fault = address.fault("mailto:ab@localhost", address.EVERY)
    assert fault is not None
    assert fault.offset == len("mailto:ab@")
    assert address.fault("mailto:ab@a.org") is not None
    assert address.fault("mailto:ab@a.org", address.EVERY) is None
    assert "https://... or mailto:... or tel:..." in str(address.fault("ftp:a", address.EVERY))


def test_half_a_picture_is_none() -> None:
    """The layout engine sets the picture library to printing what there is; that is put back as it was."""
    file = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(file, "PNG")
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        for setting in (True, False):
            ImageFile.LOAD_TRUNCATED_IMAGES = setting
            assert "truncated" in decoding.fault(file.getvalue()[:2_000], "image/png")
            assert setting is ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_a_picture_without_width_or_height() -> None:
    for size in ((0, 1), (1, 0)):
        raw = HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)) + IDAT + IEND
        assert refused(picture.read, raw, "a.png") == [("picture-too-large", 1, 1)]


@pytest.mark.parametrize("kind", [*range(0xE0, 0xF0), 0xFE])
def test_which_segments_of_a_jpeg_are_kept(kind: int) -> None:
    note = segment(kind, b"ICC_PROFILE\0\1\1ours" if kind == 0xE2 else b"Adobe\0\x64" + bytes(5))
    kept = picture.read(jpeg(note), "a.jpg").data
    assert kept == (jpeg(note) if kind in (0xE0, 0xE2, 0xEE) else jpeg())


def test_as_many_tables_as_a_font_may_have() -> None:
    def tables(count: int) -> list[tuple[bytes, bytes]]:
        return [(b"%04d" % number, b"") for number in range(count)]

    assert font.fault(face(tables(font.MAX_TABLES))).startswith("it lacks the table")
    assert font.fault(face(tables(font.MAX_TABLES + 1))) == "its table of contents is damaged"
    assert font.fault(face([(b"a", b"")], 2)) == "it ends too early"


def test_the_first_font_of_a_collection_is_looked_at() -> None:
    def collection(first: bytes) -> bytes:
        return b"ttcf" + struct.pack(">III", 0x00010000, 1, 16) + first

    tables = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sIII", b"aaaa", 0, 44, 0)
    assert font.fault(collection(tables)).startswith("it lacks the table")
    assert font.fault(collection(collection(tables))) == "its collection is damaged"


def test_a_table_beyond_the_end_of_its_font() -> None:
    whole = face([(b"aaaa", b"12345678")])
    assert font.fault(whole).startswith("it lacks the table")
    assert font.fault(whole[:-1]) == "it ends too early"


def test_bytes_of_a_catalogue_that_are_no_letters_are_told_once() -> None:
    raw = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a\xff"\nmsgstr "b \xe2\x80\xae"\n'
    assert refused(po.read, raw, "a.po", "", None) == [("not-utf8", 4, 9), ("character-refused", 5, 11)]
    marked = b"\xef\xbb\xbf" + raw.replace(b"\xff", b"").replace(b" \xe2\x80\xae", b"")
    assert po.read(marked, "a.po", "", None)
    assert refused(po.read, marked.replace(b'"b"', b'"\xef\xbb\xbfb"'), "a.po", "", None) == [
        ("character-refused", 5, 9)
    ]


def test_a_catalogue_without_header_after_a_line_that_nobody_reads() -> None:
    """The header may be what could not be read: then only that is told."""
    assert refused(po.read, b'msgid "\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n', "a.po", "", None)[0][0] == "po-string"
    later = b'msgid "a"\nmsgstr ""\n\nmsgid "b\nmsgstr ""\n'
    assert ("header-missing", 1, 1) in refused(po.read, later, "a.po", "", None)


def test_a_date_that_may_be_left_out() -> None:
    problems: list[Problem] = []
    fields = read_map(b"a: 2026-11-21\nb: 2026-13-01\n", "a.yaml", problems)
    assert fields
    assert (fields.optional_date("a"), fields.optional_date("c"), problems) == ("2026-11-21", "", [])
    assert fields.optional_date("b")
    assert told(problems) == [("date", 2, 4)]


def test_names_below_a_folder(tmp_path: Path) -> None:
    for folder in ("a/__pycache__", "a/.git", "a/b"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x:y").write_text("")
    assert told(names.faults_below(tmp_path, ["a"])) == [("name-unportable", 1, 1)]
