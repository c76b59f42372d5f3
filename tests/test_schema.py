"""Files and fields: what a project may be asked to read, and what its mappings may hold."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import Told, refused, told, write

from bookletpress.guards import files
from bookletpress.guards.schema import Fields, did_you_mean, is_identifier, read_map, read_maps, shown
from bookletpress.problems import Problem, ProblemsFound

# ------------------------------------------------------------------------------------------------------------ files


def read(root: Path, path: str, limit: int = 100) -> bytes:
    return files.read_bytes(root, path, "write it", limit)


def test_a_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.md": "words"})
    assert read(tmp_path, "a/b.md") == b"words"
    assert read(tmp_path, "a/../a/b.md") == b"words"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("a/none.md", "file-missing"),
        ("a/b.md/c.md", "file-missing"),
        ("a", "file-unreadable"),
        ("a/pipe", "file-unreadable"),
        ("a/loop", "file-unreadable"),
        ("a/\0.md", "file-unreadable"),
        ("a/" + "x" * 300, "file-unreadable"),
        ("a/long.md", "file-too-large"),
        ("../outside.md", "path-outside"),
        ("../project-two/b.md", "path-outside"),
        ("/etc/hostname", "path-outside"),
        ("a/link-out.md", "path-outside"),
        ("a/folder-out/outside.md", "path-outside"),
    ],
)
def test_what_is_no_file_of_the_project_is_refused(tmp_path: Path, path: str, code: str) -> None:
    root = write(tmp_path / "project", {"a/b.md": "words", "a/long.md": "x" * 101})
    write(tmp_path, {"outside.md": "secret", "project-two/b.md": "secret"})
    os.mkfifo(root / "a/pipe")
    (root / "a/loop").symlink_to("loop")
    (root / "a/link-out.md").symlink_to(tmp_path / "outside.md")
    (root / "a/folder-out").symlink_to(tmp_path)
    assert refused(read, root, path) == [(code, 0, 0)]


def test_links_that_stay_inside_and_a_linked_project_are_read(tmp_path: Path) -> None:
    root = write(tmp_path / "project", {"a/b.md": "words"})
    (root / "a/same.md").symlink_to("b.md")
    (tmp_path / "alias").symlink_to(root)
    assert read(root, "a/same.md") == read(tmp_path / "alias", "a/b.md") == b"words"


def test_a_file_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": ""})

    def deny(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(ProblemsFound, match=r"a\.md:1:1: error: cannot read the file: Permission denied"):
        read(tmp_path, "a.md")
    monkeypatch.setattr(os, "scandir", deny)
    assert refused(files.folders, tmp_path, "a") == [("file-unreadable", 0, 0)]


def test_folders_are_named_in_order_and_hidden_ones_left_to_others(tmp_path: Path) -> None:
    write(tmp_path, {"b/two/x": "", "b/one/x": "", "b/.cache/x": "", "b/file": ""})
    assert files.folders(tmp_path, "b") == ("one", "two")
    assert files.folders(tmp_path, "none") == files.folders(tmp_path, "b/file") == ()


def test_line_ends_and_byte_order_marks_make_no_difference() -> None:
    assert files.as_text(b"\xef\xbb\xbfa\r\nb\n", "a.md") == "a\nb\n"
    assert refused(files.as_text, b"a\r\nb \x07\n", "a.md") == [("character-refused", 2, 3)]


# ----------------------------------------------------------------------------------------------------------- fields


def run(content: str, use: Callable[[Fields], object]) -> tuple[object, list[Problem]]:
    problems: list[Problem] = []
    fields = read_map(content.encode("utf-8"), "a.yaml", problems)
    value = use(fields) if fields else None
    if fields:
        fields.close()
    return value, problems


GOOD: dict[str, tuple[str, Callable[[Fields], object], object]] = {
    "text": ("a: ' NO '", lambda f: f.text("a"), "NO"),
    "optional text": ("{}", lambda f: f.optional("a"), ""),
    "choice": ("a: x", lambda f: f.choice("a", ("x", "y")), "x"),
    "choice left out": ("{}", lambda f: f.choice("a", ("x", "y"), ""), ""),
    "identifier": ("a: 131i-mibg", lambda f: f.identifier("a"), "131i-mibg"),
    "identifier like a device": ("a: console", lambda f: f.identifier("a"), "console"),
    "longest identifier": (f"a: {'x' * 63}", lambda f: f.identifier("a"), "x" * 63),
    "date": ("a: 2028-02-29", lambda f: f.date("a"), "2028-02-29"),
    "year": ("a: 2026", lambda f: f.date("a", partial=True), "2026"),
    "year and month": ("a: 2026-12", lambda f: f.date("a", partial=True), "2026-12"),
    "texts": ("a: [x, ' y ']", lambda f: f.texts("a"), ("x", "y")),
    "no texts": ("a: []", lambda f: f.texts("a"), ()),
    "numbers": ("a: [[2026, 11, 7]]", lambda f: f.numbers("a"), (2026, 11, 7)),
    "no maps": ("a: []", lambda f: f.maps("a"), ()),
    "map": ("a: {b: c}", lambda f: [m.text("b") for m in [f.map("a")] if m], ["c"]),
    "no map": ("{}", lambda f: f.map("a", required=False), None),
    "skipped": ("a: {b: [c]}", lambda f: f.skip("a", "z"), None),
    "pattern": ("a: ab", lambda f: f.pattern("a", re.compile("[ab]+"), "odd", "letters"), "ab"),
    "pattern left out": ("{}", lambda f: f.pattern("a", re.compile("[ab]+"), "odd", "letters"), ""),
}


@pytest.mark.parametrize("name", GOOD)
def test_fields_hold_what_they_should(name: str) -> None:
    content, use, expected = GOOD[name]
    assert run(content, use) == (expected, [])


BAD: dict[str, tuple[str, Callable[[Fields], object], Told]] = {
    "missing": ("b: 1", lambda f: (f.text("a"), f.skip("b")), [("key-missing", 1, 1)]),
    "unknown": ("a: 1\nB: 2", lambda f: f.text("a"), [("key-unknown", 2, 1)]),
    "empty": ("a:", lambda f: f.text("a"), [("value-shape", 1, 3)]),
    "blank": ("a: '  '", lambda f: f.text("a"), [("value-shape", 1, 4)]),
    "empty though optional": ("a: ''", lambda f: f.optional("a"), [("value-shape", 1, 4)]),
    "list for a text": ("a: [b]", lambda f: f.text("a"), [("value-shape", 1, 4)]),
    "text for a list": ("a: b", lambda f: f.texts("a"), [("value-shape", 1, 4)]),
    "mapping for a list": ("a: {b: c}", lambda f: f.maps("a"), [("value-shape", 1, 4)]),
    "text in a list of maps": ("a: [{}, b]", lambda f: f.maps("a"), [("value-shape", 1, 9)]),
    "list in a list of texts": (
        "a: [b, [c], '']",
        lambda f: f.texts("a"),
        [("value-shape", 1, 8), ("value-shape", 1, 13)],
    ),
    "text for a map": ("a: b", lambda f: f.map("a"), [("value-shape", 1, 4)]),
    "choice": ("a: z", lambda f: f.choice("a", ("x", "y")), [("value-unknown", 1, 4)]),
    "choice, though it has a default": ("a: z", lambda f: f.choice("a", ("x",), "x"), [("value-unknown", 1, 4)]),
    "pattern with a line end": (
        'a: "ab\\n"',
        lambda f: f.pattern("a", re.compile("[ab]+"), "odd", "ab"),
        [("odd", 1, 4)],
    ),
    "pattern missing": ("{}", lambda f: f.pattern("a", re.compile("a"), "odd", "a", True), [("key-missing", 1, 1)]),
}
for word in ("Alk", "-a", "a_b", "ä", "a b", "x" * 64, "con", "nul", "com1", "a/b", "..", "a.md", '"a\\n"', "１"):
    BAD[f"identifier {word}"] = (f"a: {word}", lambda f: f.identifier("a"), [("identifier", 1, 4)])
for word in (
    "20261121",
    "2026-W47-6",
    "2026-11-31",
    "2026-1-1",
    "2026",
    "0000-01-01",
    "11/21/2026",
    "２０２６-11-21",
    "2026-11-21T00:00",
    '"2026-11-21\\n"',
):
    BAD[f"date {word}"] = (f"a: {word}", lambda f: f.date("a"), [("date", 1, 4)])
for word in ("2026-13", "26", "2026-W10", "202611", "2026-11-"):
    BAD[f"partial date {word}"] = (f"a: {word}", lambda f: f.date("a", partial=True), [("date", 1, 4)])
for word in (
    "[]",
    "[[]]",
    "[2026]",
    "[[2026], [2027]]",
    "[[x]]",
    "[['٢']]",
    "2026",
    f"[[{'1' * 5000}]]",
    "{a: b}",
    "[[-1]]",
):
    BAD[f"numbers {word[:20]}"] = (f"a: {word}", lambda f: f.numbers("a"), [("value-shape", 1, 4)])


@pytest.mark.parametrize("name", BAD)
def test_fields_tell_what_is_wrong(name: str) -> None:
    content, use, expected = BAD[name]
    _, problems = run(content, use)
    assert told(problems) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("- a: 1", [("value-shape", 1, 1)]),
        ("just words", [("value-shape", 1, 1)]),
        ("", [("yaml-empty", 1, 1)]),
        ("a: 1\na: 2", [("key-duplicate", 2, 1)]),
    ],
)
def test_a_file_that_holds_no_mapping(content: str, expected: Told) -> None:
    problems: list[Problem] = []
    assert read_map(content.encode(), "a.yaml", problems) is None
    assert told(problems) == expected


def test_a_file_that_holds_no_list() -> None:
    problems: list[Problem] = []
    assert read_maps(b"a: 1", "a.yaml", problems) == ()
    assert [fields.text("a") for fields in read_maps(b"[{a: 1}, {a: 2}]", "a.yaml", problems)] == ["1", "2"]
    assert told(problems) == [("value-shape", 1, 1)]


# ------------------------------------------------------------------------------------------------------------ words


def test_hints_name_the_nearest_word_or_a_few() -> None:
    assert did_you_mean("famly", ("family", "clinician")) == "did you mean 'family'?"
    assert did_you_mean("A4", ("letter", "a4")) == "did you mean 'a4'?"
    assert did_you_mean("zzz", ("b", "a")) == "known here: a, b"
    assert did_you_mean("zzz", ()) == "none is known yet"
    many = did_you_mean("zzz", [f"n{k:02}" for k in range(40)])
    assert many == f"known here: {', '.join(f'n{k:02}' for k in range(12))} and 28 more"
    assert did_you_mean("x" * 1_000_000, ("family",)).startswith("known here")


def test_words_in_messages_stay_on_one_line() -> None:
    assert shown("a\n::error::b") == "'a ::error::b'"
    assert shown("x" * 100) == f"'{'x' * 60}…'"
    assert shown("a\udcff") == "'a\\udcff'"


def test_identifiers_are_safe_names_of_files_everywhere() -> None:
    assert all(map(is_identifier, ["a", "0", "a-b", "com", "com10", "nul-set"]))
    assert not any(map(is_identifier, ["", "a\n", "A", ".", "a/b", "aux", "lpt9", "com0", "a" * 64]))
