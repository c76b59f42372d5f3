"""The YAML guard: what is ambiguous or dangerous is refused in its place, and the near miss is read as it looks."""

from __future__ import annotations

import string
import time
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from faults import Told, attempt, refused, told
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.guards import text
from bookletpress.guards.yaml import YList, YMap, YNode, YText, read
from bookletpress.limits import USUAL, Limits


def plain(node: YNode) -> object:
    """The value without places."""
    if isinstance(node, YText):
        return node.value
    if isinstance(node, YList):
        return [plain(row) for row in node.rows]
    return {key: plain(value) for key, value in node.entries.items()}


def value(content: str) -> object:
    return plain(read(content.encode("utf-8"), "a.yaml"))


def composed(tree: object) -> object:
    """The same tree with text in NFC, as the house keeps it."""
    if isinstance(tree, dict):
        return {composed(key): composed(value) for key, value in tree.items()}
    return [composed(row) for row in tree] if isinstance(tree, list) else normalize("NFC", str(tree))


REFUSED: dict[str, tuple[str, Told]] = {
    "a key twice": ("a: 1\nb: 2\n'a': 3\n", [("key-duplicate", 3, 1)]),
    "a key twice below": ("- a: {b: 1, b: 2}\n", [("key-duplicate", 1, 13)]),
    "keys that only look different": ("é: 1\ne\u0301: 2\n", [("key-duplicate", 2, 1)]),
    "anchor": ("a: &x 1\n", [("yaml-anchor", 1, 4)]),
    "alias": ("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-anchor", 2, 4)]),
    "anchor on a list": ("a: &x\n  - 1\n", [("yaml-anchor", 1, 4)]),
    "merge key": ("a: 1\n<<: {b: 2}\n", [("yaml-key", 2, 1)]),
    "merge key in quotes": ("'<<': {b: 2}\n", [("yaml-key", 1, 1)]),
    "list as a key": ("? [a, b]\n: 1\n", [("yaml-key", 1, 3)]),
    "mapping as a key": ("{? {a: 1} : 2}\n", [("yaml-key", 1, 4)]),
    "key of two lines": ('"a\\nb": 1\n', [("yaml-key", 1, 1)]),
    "tag of Python": ("a: !!python/object/apply:os.system ['true']\n", [("yaml-tag", 1, 4)]),
    "tag of YAML": ("a: !!str 1\n", [("yaml-tag", 1, 4)]),
    "tag of one's own": ("a: !mine {b: 1}\n", [("yaml-tag", 1, 4)]),
    "two documents": ("a: 1\n---\nb: 2\n", [("yaml-structure", 2, 1)]),
    "empty": ("", [("yaml-empty", 1, 1)]),
    "only comments": ("# nothing\n\n", [("yaml-empty", 1, 1)]),
    "a quote that never ends": ("a: 1\nb: 'x\n", [("yaml-syntax", 3, 1)]),
    "mapping in a plain text": ("a: b: c\n", [("yaml-syntax", 1, 5)]),
    "bad indent": ("a:\n    b: 1\n  c: 2\n", [("yaml-syntax", 3, 3)]),
    "unknown escape": ('a: "\\q"\n', [("yaml-syntax", 1, 6)]),
    "escape beyond Unicode": ('a: "\\UFFFFFFFF"\n', [("yaml-syntax", 1, 7)]),
    "version of five thousand digits": (f"%YAML {'1' * 5000}.1\n--- a\n", [("yaml-syntax", 1, 7)]),
    "version that is not ours": ("%YAML 2.0\n--- a\n", [("yaml-syntax", 1, 1)]),
    "too deep": ("[" * 21 + "]" * 21, [("yaml-structure", 1, 21)]),
    "tab": ("a:\n\tb: 1\n", [("character-refused", 2, 1)]),
    "NUL": ("a: b\0c\n", [("character-refused", 1, 5)]),
    "bidi override": ("a: 5 \u202egm\u202c\n", [("character-refused", 1, 6), ("character-refused", 1, 9)]),
    "lone carriage return": ("a: 1\rb: 2\n", [("character-refused", 1, 5)]),
    "escaped NUL": ('a: 1\nb: "x\\0"\n', [("character-refused", 2, 4)]),
    "escaped bidi override": ('a: "\\u202E"\n', [("character-refused", 1, 4)]),
    "escaped surrogate": ('a: "\\uD800"\n', [("character-refused", 1, 4)]),
    "escaped next line": ('a: "\\N"\n', [("character-refused", 1, 4)]),
    "two faults": ("a: &x 1\nb: 2\nb: 3\n", [("yaml-anchor", 1, 4), ("key-duplicate", 3, 1)]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_ambiguous_is_refused(name: str) -> None:
    content, faults = REFUSED[name]
    assert refused(read, content.encode("utf-8"), "a.yaml") == faults


NEAR_MISSES: dict[str, tuple[str, object]] = {
    "words that YAML 1.1 takes for something else": (
        "- NO\n- on\n- 12:30\n- 0777\n- 1.10\n- 2026-13-45\n- ~\n- 1e3\n",
        ["NO", "on", "12:30", "0777", "1.10", "2026-13-45", "~", "1e3"],
    ),
    "number as a key": ("1: a\n1.0: b\n", {"1": "a", "1.0": "b"}),
    "the same key in two mappings": ("- a: 1\n- a: 2\n", [{"a": "1"}, {"a": "2"}]),
    "ampersand and asterisk inside": ("a: R&D *\n", {"a": "R&D *"}),
    "exclamation mark inside": ("a: Stop!\n", {"a": "Stop!"}),
    "twenty levels": ("[" * 20 + "]" * 20, eval("[" * 20 + "]" * 20)),
    "one document with its mark": ("---\na: 1\n...\n", {"a": "1"}),
    "byte order mark": ("\ufeffa: 1\n", {"a": "1"}),
    "CRLF": ("a: |\r\n  b\r\n  c\r\n", {"a": "b\nc\n"}),
    "empty value": ("a:\n", {"a": ""}),
    "composed": ("a: e\u0301\n", {"a": "é"}),
    "Persian with its joiner": ("a: می\u200cخواهم\n", {"a": "می\u200cخواهم"}),
    "balanced isolates": ("a: x \u2068y\u2069 z\n", {"a": "x \u2068y\u2069 z"}),
    "a word behind a colon": ("a: b:c\n", {"a": "b:c"}),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_what_only_looks_like_it_is_read(name: str) -> None:
    content, expected = NEAR_MISSES[name]
    assert value(content) == expected


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"a: 1\nb: \xff\n", ("not-utf8", 2, 4)),
        ("ä: \u00e4".encode() + b"\n\xc3\xa4: \xe4\n", ("not-utf8", 2, 4)),
        ("a: 1\n".encode("utf-16"), ("not-utf8", 1, 1)),
        ("a: 1\n".encode("utf-16-be"), ("character-refused", 1, 1)),
        (b"\xed\xa0\x80", ("not-utf8", 1, 1)),
    ],
)
def test_only_utf8_is_read(raw: bytes, fault: tuple[str, int, int]) -> None:
    assert refused(read, raw, "a.yaml")[0] == fault


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert refused(read, b"&" * (USUAL.yaml_bytes + 1), "a.yaml") == [("file-too-large", 0, 0)]


def test_thousands_of_bad_characters_are_told_in_a_few_lines() -> None:
    found = refused(read, b"a: " + b"\x07" * 30_000, "a.yaml")
    assert len(found) == 21
    assert found[1:3] == [("character-refused", 1, 4), ("character-refused", 1, 5)]


ATTACKS = {
    "deep lists": b"[" * 900_000,
    "deep mappings": b"{" * 900_000,
    "deep block lists": b"- " * 450_000,
    "deep keys": b"? " * 450_000,
    "laughs": b"a: &a [x,x]\n"
    + b"".join(b"%c: &%c [*%c,*%c]\n" % (c + 1, c + 1, c, c) for c in range(ord("a"), ord("z"))),
    "long text": b'a: "' + b"word " * 190_000 + b'"\n',
}


@pytest.mark.parametrize("name", ATTACKS)
def test_bombs_end_soon(name: str) -> None:
    start = time.process_time()
    _, problems = attempt(read, ATTACKS[name], "a.yaml")
    assert {code for code, _, _ in told(problems)} <= {"yaml-structure", "yaml-anchor"}
    assert time.process_time() - start < 5


def test_a_file_of_too_many_parts_is_refused() -> None:
    assert refused(read, b"[a,b,c]", "a.yaml", Limits(yaml_nodes=3)) == [("yaml-structure", 1, 6)]
    assert USUAL.yaml_nodes >= 50_000


def test_places_are_those_of_the_file() -> None:
    node = read("# note\nä: \"x y\"\nlist:\n  - b\n  - {c: 'd\n      e'}\n".encode(), "a.yaml")
    assert isinstance(node, YMap)
    assert {key: (place.line, place.column) for key, place in node.keys.items()} == {"ä": (2, 1), "list": (3, 1)}
    quoted = node.entries["ä"]
    assert isinstance(quoted, YText)
    assert (quoted.location.column, quoted.first and quoted.first.column) == (4, 5)
    rows = node.entries["list"]
    assert isinstance(rows, YList)
    assert [(row.location.line, row.location.column) for row in rows.rows] == [(4, 5), (5, 5)]
    inner = rows.rows[1]
    assert isinstance(inner, YMap)
    folded = inner.entries["c"]
    assert isinstance(folded, YText)
    assert (folded.value, folded.first) == ("d e", None)


scalars = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" \n:#-'\"{}[],&*!|>%@`?"),
    max_size=12,
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(string.ascii_letters + "é日 ", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(trees, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), st.integers(20, 100))
def test_what_is_accepted_is_what_the_base_loader_reads(
    tree: object, style: str | None, flow: bool, width: int
) -> None:
    content = yaml.dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True, width=width)
    node, problems = attempt(read, content.encode("utf-8"), "a.yaml")
    assert {problem.code for problem in problems} <= {"yaml-tag", "character-refused", "yaml-key"}
    if node is not None:
        assert plain(node) == composed(yaml.load(content, Loader=yaml.BaseLoader))


@given(st.binary(max_size=60) | st.text("ab:-{}[]&*!'\"|>%?,#\n \\xuU0<", max_size=60).map(str.encode))
def test_no_bytes_end_in_a_traceback(raw: bytes) -> None:
    node, problems = attempt(read, raw, "a.yaml")
    assert (node is None) == bool(told(problems))
    if node is not None:
        assert plain(node) == composed(yaml.load(raw.decode("utf-8-sig"), Loader=yaml.BaseLoader))


# The two parsers of PyYAML.


def outcome(raw: bytes) -> object:
    return attempt(read, raw, "a.yaml")


def read_slowly(raw: bytes) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yaml.__with_libyaml__", False)
        return outcome(raw)


READ_IN_TWO_WAYS = [
    "a: [b?c]\n", "[a ?b]\n", "{a?}\n", "{a: }\n", "[a: ]\n", "{? }\n", "[? ]\n", "{a: #c\n}\n", "[a: \n, b]\n",
    "|#x\n", ">#x\n", "a: |-#x\n  b\n", ">1#\n", "?", "? ", "a:", "- ? ", "? #x", "!,b", "a: !x [b?]\n", "a: *b\n",
]  # fmt: skip


@pytest.mark.parametrize("content", READ_IN_TWO_WAYS)
def test_the_parser_in_python_decides(content: str) -> None:
    assert outcome(content.encode()) == read_slowly(content.encode())


@pytest.mark.parametrize("name", [*REFUSED, *NEAR_MISSES])
def test_libyaml_changes_no_word_and_no_place(name: str) -> None:
    content = REFUSED[name][0] if name in REFUSED else NEAR_MISSES[name][0]
    assert outcome(content.encode()) == read_slowly(content.encode())


pieces = st.sampled_from(
    ["a", "b: ", "- ", "\n", "\n  ", " ", "[", "]", "{", "}", ", ", ":", "? ", "?", "#c", " #c", "|", ">", "|-\n",
     "'", '"', "'x'", '"\\x41"', "&a ", "*a", "!t ", "---\n", "...\n", "é", "e\u0301", "\u2068", "-", "1", "<<: ",
     "x" * 1030]
)  # fmt: skip


@given(st.lists(pieces, max_size=14), st.sampled_from(["", "\n"]))
def test_both_parsers_say_the_same(content: list[str], end: str) -> None:
    raw = ("".join(content) + end).encode()
    assert outcome(raw) == read_slowly(raw)


@given(trees, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), st.integers(20, 100))
def test_both_parsers_read_the_same(tree: object, style: str | None, flow: bool, width: int) -> None:
    raw = yaml.dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True, width=width).encode()
    assert outcome(raw) == read_slowly(raw)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this PyYAML was built without libyaml")
def test_the_files_of_the_house_are_read_by_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "BaseLoader", None)
    paths = sorted((Path(__file__).parent.parent / "booklets" / "shared").glob("*.yaml"))
    assert len(paths) > 3
    for path in paths:
        assert read(path.read_bytes(), path.name)


def test_no_printable_letter_of_ascii_is_refused() -> None:
    printable = "".join(sign for sign in map(chr, range(128)) if sign.isprintable())
    assert len(printable) == 95
    assert text.faults(printable) == ()
