"""Nasty but plausible input, made from grammar: whole files as people, and programs of people, write them.

Each grammar makes whole inputs as bytes: mostly right, with things in them that are refused, delicate or unusual.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from . import signs

Strings = SearchStrategy[str]

PLAIN = ("Rest", "2 hours", "5 mg", "No dé nada", "niño", "Call 1-800-555-0100", "a", "", " ", "x" * 60, "fiebre", "#")
INLINE = (
    *("**bold**", "*em*", "__b__", "_x_", "[@rest-helps]", "[@a; @b]", "[@", "[words][key]", "[Part][section:rest]"),
    *("{phone:acs}", "{x:y}", "{", "}", "{{0}}", "{0}", "\\*", "\\[", "\\", "*", "**", "***", "`", "``x``", "![a](b)"),
    *("<b>x</b>", "<!--", "&amp;", "&#x202e;", "&", "http://a.b", "www.x.org", "]", "[", "[]", "[ ][k]", "[a](b)"),
    *("~~x~~", "$x$", "{% x %}", "{{ x }}", "%s", "%(a)s", "100 %", "ἀ", "5 mg.[@rest-helps]"),
)


def some(of: Strings, least: int = 0, most: int = 6, between: str = "") -> Strings:
    """Several of them in a row."""
    return st.lists(of, min_size=least, max_size=most).map(between.join)


def usually(often: Strings, seldom: Strings) -> Strings:
    """One in six is the seldom one."""
    return st.integers(0, 5).flatmap(lambda number: seldom if number == 0 else often)


def pick(words: Sequence[str]) -> Strings:
    """One of some words."""
    return st.sampled_from(tuple(words))


odd = pick((*signs.REFUSED, *signs.DELICATE))
words = some(usually(pick(PLAIN), odd), 0, 4, " ")
rich = some(usually(pick((*PLAIN, *INLINE)), odd), 0, 6, " ")
names = usually(pick(("rest", "a", "rest-helps", "acs", "a-1", "key")), pick(("Rest", "-a", "con", "é", "a" * 64, "")))


@st.composite
def _saved(draw: st.DrawFn, content: Strings) -> bytes:
    """Text as a program saves it: mostly UTF-8, now and then with a mark, other line ends, another encoding, cut off."""
    raw = draw(content).encode("utf-8", "surrogatepass")
    match draw(st.integers(0, 19)):
        case 0:
            return b"\xef\xbb\xbf" + raw
        case 1:
            return raw.replace(b"\n", b"\r\n")
        case 2:
            return raw.decode("utf-8", "replace").encode(draw(st.sampled_from(("latin-1", "utf-16"))), "replace")
        case 3:
            return raw[: draw(st.integers(0, len(raw)))]
        case 4:
            place = draw(st.integers(0, len(raw)))
            return raw[:place] + draw(st.sampled_from(signs.BYTES)) + raw[place:]
        case 5:
            return raw.rstrip(b"\n")
    return raw


# catalogues

_HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
_HEADER_LINES = (
    '"Project-Id-Version: tiny\\n"\n',
    '"PO-Revision-Date: 2026-11-21 00:00+0000\\n"\n',
    '"Last-Translator: Ana <ana@example.org>\\n"\n',
    '"MIME-Version: 1.0\\n"\n',
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n',
    '"Plural-Forms: nplurals=1; plural=__import__(\'os\');\\n"\n',
    '"X-Generator: Poedit 3.4\\n"\n',
    '"Language: es\\n"\n',
    '"no header line\\n"\n',
    '"X: a: b\\n" "Y:\\n"\n',
    '"Content-Type: text/plain; charset=latin-1\\n"\n',
    '"\\n"\n',
)
_ESCAPES = ("\\n", "\\t", "\\r", '\\"', "\\\\", "\\x41", "\\033", "\\u202e", "\\q", "\\", '"', "\\\n")
_COMMENTS = (
    *("# a person's", "#. Booklet > rest", "#: booklets/tiny/02-rest.md:12", "#, fuzzy", "#, python-format", "#"),
    *("#, fuzzy, no-wrap", "#~ obsolete", "#| msgid \"was\"", "#~| msgid \"was\"", "#|", "#~", "# allow x: why", "#,"),
    *("#  two", "#.", "#:", "#\ttab", " # indented", "#= odd", "#-#-#-#-#  a.po  #-#-#-#-#", "<<<<<<< ours", "======="),
    *(">>>>>>> theirs", "domain other", "msgid_plural \"x\"", "msgstr[0] \"x\"", "#~ msgid \"gone\"", "#~ msgstr \"\""),
)
_quoted = some(usually(pick((*PLAIN, *INLINE)), usually(pick(_ESCAPES), odd)), 0, 4, " ").map(
    lambda words: '"' + words + '"'
)
_string = usually(_quoted, some(_quoted, 1, 3, "\n"))


@st.composite
def _entry(draw: st.DrawFn) -> str:
    lines = [draw(some(pick(_COMMENTS), 0, 2, "\n"))]
    before = draw(usually(st.just(""), pick(("#~ ", " ", "\t", "#~"))))
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"{before}msgctxt {draw(_string)}")
    lines.append(f"{before}{draw(usually(st.just('msgid'), pick(('msgstr', 'msgids', 'MSGID', 'msgctxt'))))} {draw(_string)}")
    if draw(st.integers(0, 11)):
        lines.append(f"{before}msgstr {draw(_string)}")
    return "\n".join(line for line in lines if line) + "\n" + draw(pick(("\n", "\n", "", "\n\n")))


@st.composite
def _catalogue(draw: st.DrawFn) -> str:
    header = draw(usually(st.just(_HEADER), pick(("", _HEADER.replace("es", "fr"), _HEADER[:30]))))
    lines = draw(some(pick(_HEADER_LINES), 0, 3))
    return draw(some(pick(_COMMENTS[:6]), 0, 1)) + header + lines + "\n" + draw(some(_entry(), 0, 6))


catalogues = _saved(_catalogue())
CATALOGUE_WORDS = tuple(
    word.encode("utf-8")
    for word in (
        *("msgid ", "msgstr ", "msgctxt ", 'msgid "a"\n', 'msgstr "b"\n', 'msgctxt "c"\n', '"', "\n", "\n\n", '""\n'),
        *_ESCAPES, *_COMMENTS, *_HEADER_LINES, "#~ ", "#| ", "#~| ", "#, ", "msgstr[0]", "charset=", "\u2003", "\u0085",
    )
) + signs.WORDS

# YAML

_YAML_SCALARS = (
    *("no", "on", "12:30", "0123", "1.10", "2026-11-21", "~", "null", "''", '""', "'it''s'", '"a\\tb"', '"\\u202e"'),
    *('"\\x41"', '"\\', "'open", "a b", "a: b", "a #b", "a#b", "- a", "? a", "&x a", "*x", "!!int 1", "!x y", "<<", "%a"),
    *("@a", "`a", "[a, b]", "[a, [b, {c: d}]]", "{a: 1, b: 2}", "{a, b}", "{a: 1, a: 2}", "[a", "{", "]", ",", "[]", "{}"),
    *("|\n    block\n    two", ">-\n    folded\n    two", "|2\n    x", "|#", "|+\n\n", ">9\n", "a\n    b", "- - a", "? [a]\n: b"),
    *("=", "[?a]", "[a?]", "{?a: b}", "{a: , b}", "[a:b]", "[:a]", '"a": b', "'a' : b", "[\"a\":b]", "\"\\UFFFFFFFF\"", "\"\\N\""),
)
_yaml_value = usually(usually(pick((*PLAIN, *_YAML_SCALARS)), some(usually(pick((*PLAIN, *INLINE)), odd), 1, 3, " ")), odd)
_yaml_key = usually(pick(("a", "b", "title", "summary", "id", "'a'", '"b"', "? a\n", "<<", "a b", "é", "e\u0301")), _yaml_value)


def _indented(body: str) -> str:
    return "\n" + "\n".join("  " + line for line in body.split("\n"))


_yaml_line = st.tuples(_yaml_key, _yaml_value).map(lambda pair: f"{pair[0]}: {pair[1]}")
_yaml_body = st.recursive(
    _yaml_line,
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3).map("\n".join),
        st.tuples(_yaml_key, below).map(lambda pair: f"{pair[0]}:{_indented(pair[1])}"),
        below.map(lambda body: "- " + body.replace("\n", "\n  ")),
        _yaml_value.map(lambda value: f"- {value}"),
    ),
    max_leaves=8,
)
_yaml = st.tuples(
    usually(st.just(""), pick(("---\n", "%YAML 1.1\n---\n", "# note\n", "...\n", "%TAG ! x:\n--- ", "--- |\n"))),
    _yaml_body,
    usually(st.just("\n"), pick(("", "\n...\n", "\n---\nb: 2\n", "\n\n# end", "  ", "\n\t"))),
).map("".join)

yamls = _saved(_yaml)
YAML_WORDS = tuple(
    word.encode("utf-8")
    for word in (
        *_YAML_SCALARS, "a: ", "- ", "? ", ": ", "\n  ", "\n", "---\n", "...\n", "%YAML 1.1\n", "&a ", "*a", "!!str ", "#", " #",
        "[", "]", "{", "}", ",", "|\n", ">\n", "|-\n", "|+\n", "|1\n", "'", '"', "\\", "\\x00", "\\u2028", "\\L", "\\ ", "<<: ",
    )
) + signs.WORDS
