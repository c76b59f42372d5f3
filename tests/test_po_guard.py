"""The .po guard: one fault a file, asserted with code, line and column; a near miss of each must pass."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError, read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from bookletpress.guards import po
from bookletpress.guards.posyntax import PoEntry
from bookletpress.problems import Location, Problem, ProblemsFound

HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    '"Project-Id-Version: tiny\\n"\n'
    '"PO-Revision-Date: 2026-11-21 00:00+0000\\n"\n'
    '"Last-Translator: \\n"\n'
    '"Language-Team: \\n"\n'
    '"Language: es\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    "\n"
)
FIRST = HEADER.count("\n") + 1
"""The line of what follows the header."""

GOOD = 'msgid "Rest"\nmsgstr "Descanse"\n'
OTHER = 'msgid "Call"\nmsgstr "Llame"\n'


def read(content: str | bytes, plural: str | None = None) -> tuple[PoEntry, ...]:
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return po.read(raw, "locales/es/tiny.po", "es", plural)


def problems(content: str | bytes, plural: str | None = None) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        read(content, plural)
    return found.value.problems


def places(content: str | bytes, plural: str | None = None) -> list[tuple[str, int, int]]:
    return [(p.code, p.location.line, p.location.column) for p in problems(content, plural)]


# name: (what follows a good header, code, line counted from there, column, does `msgfmt --check` refuse it?,
#        does Babel with abort_invalid refuse it?). No single tool refuses all of them; that is why there is a guard.
BAD = {
    "conflict": (
        'msgid "a"\n<<<<<<< ours\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> theirs\n',
        ("conflict-marker", 1, 1), True, True,
    ),
    "conflict between messages": (
        '<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "c"\nmsgstr "d"\n>>>>>>> theirs\n',
        ("conflict-marker", 0, 1), True, True,
    ),
    "conflict of whole messages": (
        "<<<<<<< ours\n" + GOOD + OTHER + "=======\n" + GOOD + OTHER + ">>>>>>> theirs\n",
        ("conflict-marker", 0, 1), True, True,
    ),
    "settled in half": (GOOD + ">>>>>>> theirs\n", ("conflict-marker", 2, 1), True, True),
    "joined by msgcat": (
        'msgid "a"\nmsgstr "#-#-#-#-#  one.po  #-#-#-#-#"\n', ("conflict-marker", 1, 9), False, False,
    ),
    "unknown keyword": ('msgid "a"\nmsgtxt "b"\n', ("po-keyword", 1, 1), True, True),
    "domain": ('domain "other"\n' + GOOD, ("po-keyword", 0, 1), True, True),
    "unquoted": ('msgid "a"\nmsgstr b\n', ("po-string", 1, 8), True, False),
    "prose between messages": ("Spanish begins here\n" + GOOD, ("po-string", 0, 1), True, True),
    "unterminated": ('msgid "a"\nmsgstr "tome 5 mg\n', ("po-string", 1, 8), True, False),
    "ends in a backslash": ('msgid "a"\nmsgstr "b\\"\n', ("po-string", 1, 8), True, False),
    "text after the quotes": ('msgid "a"\nmsgstr "b" c\n', ("po-string", 1, 12), True, False),
    "quote inside": ('msgid "a"\nmsgstr "di "sí" ya"\n', ("po-string", 1, 13), True, False),
    "no string": ('msgid "a"\nmsgstr\n', ("po-string", 1, 7), True, False),
    "bad escape": ('msgid "a"\nmsgstr "b \\q"\n', ("po-escape", 1, 11), True, False),
    "octal escape": ('msgid "a"\nmsgstr "\\101"\n', ("po-escape", 1, 9), False, False),
    "msgstr twice": ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', ("po-order", 2, 1), True, False),
    "msgstr alone": ('msgstr "b"\n', ("po-order", 0, 1), True, False),
    "string alone": ('# b\n"b"\n' + GOOD, ("po-order", 1, 1), True, True),
    "obsolete string goes on live": ('#~ msgid "a"\n#~ msgstr "b"\n"c"\n', ("po-order", 2, 1), True, False),
    "file ends early": ('msgid "a"\n', ("po-incomplete", 0, 1), True, True),
    "file ends after a context": ('msgctxt "a"\n', ("po-incomplete", 0, 1), True, False),
    "msgid without msgstr": ('msgid "a"\n\n' + GOOD, ("po-incomplete", 0, 1), True, True),
    "comment inside": ('msgid "a"\n# hm\nmsgstr "b"\n', ("po-incomplete", 0, 1), True, True),
    "obsolete in half": ('#~ msgid "a"\nmsgstr "b"\n', ("po-incomplete", 0, 1), True, False),
    "empty msgid with a context": ('msgctxt "a"\nmsgid ""\nmsgstr "b"\n', ("po-incomplete", 1, 1), False, False),
    "duplicate": (GOOD + "\n" + GOOD, ("message-duplicate", 3, 1), True, False),
    "duplicate of an obsolete one": (
        GOOD + '\n#~ msgid "Rest"\n#~ msgstr "Reposo"\n', ("message-duplicate", 3, 1), True, False,
    ),
    "duplicate after normalisation": (
        'msgid "é"\nmsgstr "b"\n\nmsgid "e\u0301"\nmsgstr "c"\n', ("message-duplicate", 3, 1), False, False,
    ),
    "second header": ('msgid ""\nmsgstr "Language: fr\\n"\n', ("message-duplicate", 0, 1), True, False),
    "plural": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', ("plural-unsupported", 1, 1), True, False,
    ),
    "plural form missing": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', ("plural-unsupported", 1, 1), True, False,
    ),
    "NUL": ('msgid "a"\nmsgstr "b\x00c"\n', ("character-refused", 1, 10), False, False),
    "control": ('msgid "a"\nmsgstr "b\x1bc"\n', ("character-refused", 1, 10), False, False),
    "escaped carriage return": ('msgid "a"\nmsgstr "b\\rc"\n', ("character-refused", 1, 10), False, False),
    "tab after an escape": ('msgid "a"\nmsgstr "b\\n\\tc"\n', ("character-refused", 1, 12), False, False),
    "bidi override": ('msgid "a"\nmsgstr "b \u202e5 gm"\n', ("character-refused", 1, 11), False, False),
    "bidi override in a comment": ("#. \u202enote\n" + GOOD, ("character-refused", 0, 4), False, False),
    "zero width in a context": (
        'msgctxt "v\u200bs"\nmsgid "a"\nmsgstr "b"\n', ("character-refused", 0, 11), False, False,
    ),
    "zero width in a wrapped string": (
        'msgid "a"\nmsgstr ""\n"uno "\n"dos\u200b"\n', ("character-refused", 3, 5), False, False,
    ),
    "too long for its English": (
        f'msgid "a"\nmsgstr "{"b" * 211}"\n', ("message-too-long", 1, 9), False, False,
    ),
    "too long at all": (
        f'msgid "{"a" * 20_001}"\nmsgstr ""\n', ("message-too-long", 0, 8), False, False,
    ),
}  # fmt: skip


# Why another reader lets pass what we refuse, by our code: every difference has its reason.
MSGFMT_LETS_PASS = {
    "character-refused": "it checks bytes and escapes, not what a sign does to the words on a page",
    "conflict-marker": "for it the marks of msgcat are words like any other",
    "message-duplicate": "it compares bytes, so composed and decomposed letters differ",
    "message-too-long": "it has no limits",
    "po-escape": "octal escapes are C, and it reads all of C's",
    "po-incomplete": "an empty msgid is only a header for it if there is no context",
}
BABEL_LETS_PASS = MSGFMT_LETS_PASS | {
    "message-duplicate": "it keeps the first and says nothing",
    "plural-unsupported": "it reads plural forms; booklets have none",
    "po-escape": "it drops the backslash",
    "po-incomplete": "it keeps what it has of an entry",
    "po-order": "it joins a stray string to what stands before it",
    "po-string": "it cuts what is not in quotes, letters and all",
}


def test_every_difference_is_explained() -> None:
    for reasons, place in ((MSGFMT_LETS_PASS, 2), (BABEL_LETS_PASS, 3)):
        assert {bad[1][0] for bad in BAD.values() if not bad[place]} == set(reasons)


@pytest.mark.parametrize("name", BAD)
def test_refused_with_its_place(name: str) -> None:
    content, (code, line, column), _, _ = BAD[name]
    assert places(HEADER + content) == [(code, FIRST + line, column)]


@pytest.mark.parametrize("name", BAD)
def test_every_refusal_says_what_to_do(name: str) -> None:
    for problem in problems(HEADER + BAD[name][0]):
        assert problem.location.path == "locales/es/tiny.po"
        assert problem.hint
        assert problem.blocks_draft


NEAR_MISSES = {
    "crlf": GOOD.replace("\n", "\r\n"),
    "no newline at the end": GOOD.rstrip(),
    "indented": '  msgid "a"\n\tmsgstr "b"\n',
    "several strings on a line": 'msgid "a" "b"\nmsgstr "c"  "d" \n',
    "no space before the string": 'msgid"a"\nmsgstr"b"\n',
    "escapes": 'msgid "a"\nmsgstr "\\"b\\" \\\\ c\\nd"\n',
    "equals signs in a string": 'msgid "a"\nmsgstr ""\n"======= "\n"<<<<<<< b"\n',
    "conflict in a comment": "# <<<<<<< is what git writes\n" + GOOD,
    "previous": '#, fuzzy\n#| msgctxt "x"\n#| msgid "Old"\n#| "er"\nmsgid "a"\nmsgstr "b"\n',
    "previous of a plural": '#| msgid "a"\n#| msgid_plural "as"\nmsgid "x"\nmsgstr "y"\n',
    "obsolete with previous": GOOD + '\n#, fuzzy\n#~| msgid "Old"\n#~ msgid "a"\n#~ msgstr "b"\n',
    "obsolete blank": GOOD + "#~\n",
    "same words in a context": GOOD + '\nmsgctxt "verb"\n' + GOOD,
    "empty context": GOOD + '\nmsgctxt ""\n' + GOOD,
    "comment at the end": GOOD + "\n# Thank you\n",
    "tab in a comment": "#\tnote\n" + GOOD,
    "just not too long": f'msgid "a"\nmsgstr "{"b" * 210}"\n',
    "just not too long at all": f'msgid "{"a" * 20_000}"\nmsgstr ""\n',
    "Persian": 'msgid "a"\nmsgstr "می\u200cشود"\n',
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_misses_pass(name: str) -> None:
    assert len(read(HEADER + NEAR_MISSES[name])) >= 2


HEADERS = {
    "charset": (HEADER.replace("UTF-8", "ISO-8859-1"), ("charset", 9, 2)),
    "no charset": (HEADER.replace('"Content-Type: text/plain; charset=UTF-8\\n"\n', ""), ("charset", 3, 2)),
    "language": (HEADER.replace("Language: es", "Language: fr"), ("language-mismatch", 7, 2)),
    "no language": (HEADER.replace('"Language: es\\n"\n', ""), ("language-mismatch", 3, 2)),
    "line twice": (HEADER.replace('"Language: es', '"Language: es\\n"\n"Language: es'), ("header-duplicate", 8, 2)),
    "line without a name": (HEADER + '"b"\n', ("header-line", FIRST, 2)),
    "not first": (GOOD + "\n" + HEADER, ("header-misplaced", 4, 8)),
    "none": (GOOD, ("header-missing", 1, 1)),
    "obsolete": ("".join(f"#~ {line}\n" for line in HEADER.splitlines() if line), ("header-missing", 1, 1)),
    "empty file": ("", ("header-missing", 1, 1)),
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_refused(name: str) -> None:
    content, place = HEADERS[name]
    assert places(content) == [place]


PLURAL = "nplurals=2; plural=(n != 1);"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("nplurals=3; plural=n;", PLURAL),
        ("nplurals=2; plural=(n > 1);", PLURAL),
        ("nplurals=1000000000; plural=n;", None),
        ("nplurals=2; plural=__import__('os');", None),
        ("two", None),
    ],
)
def test_plural_rule_refused(written: str, expected: str | None) -> None:
    content = HEADER.rstrip("\n") + f'\n"Plural-Forms: {written}\\n"\n\n' + GOOD
    assert places(content, expected) == [("plural-mismatch", FIRST - 1, 2)]


@pytest.mark.parametrize(
    ("written", "expected"), [(PLURAL, PLURAL), ("nplurals=2; plural=n != 1", None), (PLURAL, None)]
)
def test_plural_rule_accepted(written: str, expected: str | None) -> None:
    content = HEADER.rstrip("\n") + f'\n"Plural-Forms: {written}\\n"\n\n' + GOOD
    assert len(read(content, expected)) == 2


def test_hyphen_and_underscore_name_the_same_language() -> None:
    raw = HEADER.replace("Language: es", "Language: pt_BR").encode()
    assert len(po.read(raw, "x.po", "pt-BR", None)) == 1


def test_a_template_names_no_language() -> None:
    assert len(po.read(HEADER.replace("Language: es", "Language: ").encode(), "x.pot", "", None)) == 1
    with pytest.raises(ProblemsFound) as found:
        po.read(HEADER.encode(), "x.pot", "", None)
    assert [p.code for p in found.value.problems] == ["language-mismatch"]


def test_duplicates_name_both_lines() -> None:
    (problem,) = problems(HEADER + GOOD + "\n" + GOOD)
    assert problem.location.line == FIRST + 3
    assert f"line {FIRST}" in problem.message


def test_bytes_that_are_not_utf8() -> None:
    raw = (HEADER + 'msgid "a"\nmsgstr "niñX y Y"\n').encode().replace(b"X", b"\xe9").replace(b"Y", b"\xff")
    assert places(raw + b"# \xfe\n") == [("not-utf8", FIRST + 1, 12), ("not-utf8", FIRST + 2, 3)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16(encoding: str) -> None:
    raw = ("\ufeff" * (encoding != "utf-16") + HEADER).encode(encoding)
    assert places(raw) == [("not-utf8", 1, 1)]


def test_file_over_the_limit_is_not_read() -> None:
    raw = (HEADER + "# " + "x" * po.MAX_BYTES).encode()
    assert places(raw) == [("file-too-large", 0, 0)]
    assert len(read(raw[: po.MAX_BYTES])) == 1


def test_a_byte_order_mark_is_dropped() -> None:
    assert read("\ufeff" + HEADER + GOOD) == read(HEADER + GOOD)


def test_line_ends_do_not_matter() -> None:
    content = HEADER + "#, fuzzy\n" + GOOD
    assert read(content.replace("\n", "\r\n")) == read(content)


def test_all_faults_in_one_run() -> None:
    content = (
        HEADER.replace("es\\n", "fr\\n").replace("UTF-8", "latin-1")
        + 'msgid "a"\nmsgstr "b\n\n'
        + 'msgidd "c"\nmsgstr "d"\n\n'
        + 'msgid "e"\nmsgstr "\u202ef"\n\n'
        + 'msgid "g"\n\n'
        + GOOD + "\n" + GOOD + 'msgid "end"\n'
    )  # fmt: skip
    assert sorted(places(content), key=lambda place: place[1:]) == [
        ("language-mismatch", 7, 2),
        ("charset", 9, 2),
        ("po-string", FIRST + 1, 8),
        ("po-keyword", FIRST + 3, 1),
        ("character-refused", FIRST + 7, 9),
        ("po-incomplete", FIRST + 9, 1),
        ("message-duplicate", FIRST + 14, 1),
        ("po-incomplete", FIRST + 16, 1),
    ]


def test_an_entry_holds_everything_that_was_written() -> None:
    header, entry = read(
        HEADER
        + "# mine\n#. Where › bullet\n#: a.md:12 b.md\n#: c.md\n#, fuzzy, no-wrap\n"
        + '#| msgctxt "noun"\n#| msgid "Old"\nmsgctxt "verb"\nmsgid "Re" "st"\nmsgstr ""\n"Des"\n"canse"\n'
    )
    assert po.header_lines(header)[0] == ("Project-Id-Version", "tiny")
    assert (entry.msgid.text, entry.msgstr.text, entry.obsolete) == ("Rest", "Descanse", False)
    said = (entry.context, entry.previous, entry.previous_context)
    assert [string and string.text for string in said] == ["verb", "Old", "noun"]
    assert (entry.comments, entry.notes) == (("mine",), ("Where › bullet",))
    assert (entry.files, entry.flags) == (("a.md", "b.md", "c.md"), ("fuzzy", "no-wrap"))
    assert entry.msgid.place("x", 2) == Location("x", FIRST + 8, 13)
    assert entry.msgstr.place("x", 3) == Location("x", FIRST + 11, 2)


def test_previous_lines_of_obsolete_messages_harm_nobody() -> None:
    """Babel 2.18 makes the live message before `#~|` obsolete, so its translation vanishes from print."""
    content = HEADER + GOOD + '\n#~| msgid "Older"\n#~ msgid "Old"\n#~ msgstr "Viejo"\n'
    assert [(e.msgid.text, e.obsolete) for e in read(content)[1:]] == [("Rest", False), ("Old", True)]
    assert [message.id for message in read_po(io.BytesIO(content.encode()), locale="es")][1:] == []


def msgfmt_accepts(content: bytes, folder: Path) -> bool:
    (folder / "tried.po").write_bytes(content)
    command = ["msgfmt", "--check", "-o", "/dev/null", str(folder / "tried.po")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def babel_accepts(content: bytes) -> bool:
    try:
        read_po(io.BytesIO(content), locale="es", abort_invalid=True)
    except (PoFileError, ValueError):
        return False
    return True


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("name", BAD)
def test_what_msgfmt_misses(name: str, tmp_path: Path) -> None:
    content, _, refused, _ = BAD[name]
    assert msgfmt_accepts((HEADER + content).encode(), tmp_path) != refused


@pytest.mark.parametrize("name", BAD)
def test_what_babel_misses(name: str) -> None:
    content, _, _, refused = BAD[name]
    assert babel_accepts((HEADER + content).encode()) != refused


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("name", sorted(NEAR_MISSES.keys() - {"no newline at the end"}))
def test_msgfmt_accepts_what_we_accept(name: str, tmp_path: Path) -> None:
    assert msgfmt_accepts((HEADER + NEAR_MISSES[name]).encode(), tmp_path)


def outcome(content: str | bytes) -> tuple[tuple[PoEntry, ...], tuple[Problem, ...]]:
    """What was read, or why nothing was; anything else is a crash."""
    try:
        return read(content), ()
    except ProblemsFound as found:
        return (), found.problems


LINES = [*HEADER.splitlines(), *(line for bad in BAD.values() for line in bad[0].split("\n"))]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(LINES)))
def test_any_heap_of_lines_is_read_or_refused(lines: list[str]) -> None:
    entries, found = outcome("\n".join(lines))
    assert bool(entries) != bool(found)
    assert all(1 <= problem.location.line <= len(lines) + 1 for problem in found)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(raw: bytes) -> None:
    entries, found = outcome(raw)
    assert not entries
    assert found


@given(st.binary(max_size=60))
def test_any_bytes_after_a_header_are_read_or_refused(raw: bytes) -> None:
    entries, found = outcome(HEADER.encode() + raw)
    assert bool(entries) != bool(found)
    assert all(problem.location.line >= FIRST - 1 for problem in found)
