"""Nasty but plausible input, made from grammar: whole text files as people, and their programs, write them.

Each grammar makes whole inputs as bytes: mostly right, with things in them that are refused, delicate or unusual.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from . import signs
from .words import WORDS, dictionary

Strings = SearchStrategy[str]

PLAIN = WORDS["plain"]
INLINE = WORDS["inline"]


def some(of: Strings, least: int = 0, most: int = 6, between: str = "") -> Strings:
    """Several of them in a row."""
    return st.lists(of, min_size=least, max_size=most).map(between.join)


def usually(often: Strings, seldom: Strings) -> Strings:
    """One in six is the seldom one."""
    return st.integers(0, 5).flatmap(lambda number: seldom if number == 0 else often)


def seldom(often: Strings, other: Strings) -> Strings:
    """One in thirty-six is the other one."""
    return usually(often, usually(often, other))


def pick(words: Sequence[str]) -> Strings:
    """One of some words."""
    return st.sampled_from(tuple(words))


odd = pick((*signs.REFUSED, *signs.DELICATE))
words = some(usually(pick(PLAIN), odd), 0, 4, " ")
rich = some(usually(pick((*PLAIN, *INLINE)), odd), 0, 6, " ")
names = usually(pick(WORDS["ids"]), pick(WORDS["other-ids"]))


def encoded(content: str) -> bytes:
    """As UTF-8, with lone surrogates where there are any."""
    return content.encode("utf-8", "surrogatepass")


@st.composite
def saved(draw: st.DrawFn, content: Strings) -> bytes:
    """Text as a program saves it: mostly UTF-8; now and then with other line ends, in another encoding, cut off."""
    raw = encoded(draw(content))
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
_HEADER_LINES = WORDS["header-lines"]
_ESCAPES = WORDS["escapes"]
_COMMENTS = WORDS["comments"]
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
    lines.append(
        f"{before}{draw(usually(st.just('msgid'), pick(('msgstr', 'msgids', 'MSGID', 'msgctxt'))))} {draw(_string)}"
    )
    if draw(st.integers(0, 11)):
        lines.append(f"{before}msgstr {draw(_string)}")
    return "\n".join(line for line in lines if line) + "\n" + draw(pick(("\n", "\n", "", "\n\n")))


@st.composite
def _catalogue(draw: st.DrawFn) -> str:
    header = draw(usually(st.just(_HEADER), pick(("", _HEADER.replace("es", "fr"), _HEADER[:30]))))
    lines = draw(some(pick(_HEADER_LINES), 0, 3))
    return draw(some(pick(_COMMENTS[:6]), 0, 1)) + header + lines + "\n" + draw(some(_entry(), 0, 6))


catalogues = saved(_catalogue())
CATALOGUE_WORDS = dictionary(WORDS["catalogue-words"], _ESCAPES, _COMMENTS, _HEADER_LINES)

# YAML

_YAML_SCALARS = WORDS["yaml-scalars"]
_yaml_value = usually(
    usually(pick((*PLAIN, *_YAML_SCALARS)), some(usually(pick((*PLAIN, *INLINE)), odd), 1, 3, " ")), odd
)
_yaml_key = usually(pick(WORDS["yaml-keys"]), _yaml_value)


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
    usually(st.just(""), pick(WORDS["yaml-heads"])),
    _yaml_body,
    usually(st.just("\n"), pick(WORDS["yaml-ends"])),
).map("".join)

yamls = saved(_yaml)
YAML_WORDS = dictionary(_YAML_SCALARS, WORDS["yaml-words"])

# section files

_PROSE_LINES = WORDS["prose-lines"]
_container = st.tuples(
    pick(WORDS["containers"]),
    some(usually(rich, pick(("- **a** b", "- c", "1. x"))), 1, 3, "\n"),
).map(lambda pair: f"::: {pair[0]}\n{pair[1]}\n:::\n")
_table = st.lists(st.lists(rich, min_size=1, max_size=3), min_size=1, max_size=4).map(
    lambda rows: (
        "::: table\nA caption.\n\n"
        + "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
        + "\n:::\n"
    )
)
_list = pick(("- ", "1. ")).flatmap(lambda mark: some(rich.map(lambda words: mark + words), 1, 3, "\n"))
_prose_block = usually(
    st.one_of(rich, rich, _list), st.one_of(_container, _table, some(pick(_PROSE_LINES), 1, 3, "\n"))
)
_prose_head = usually(st.just("# Why rest helps\n\n"), pick(("", "# ", "## x\n", "\n\n# Rest *is*\n")))
proses = saved(st.tuples(_prose_head, some(_prose_block, 0, 5, "\n\n")).map("".join))
PROSE_WORDS = dictionary(_PROSE_LINES, (f"\n{line}\n" for line in _PROSE_LINES), INLINE, PLAIN, WORDS["prose-words"])

# lines of text

lines = some(usually(pick((*PLAIN, *INLINE)), odd), 0, 8).map(encoded)
INLINE_WORDS = dictionary(INLINE, PLAIN, WORDS["inline-words"])

# addresses and names

_HOSTS = WORDS["hosts"]
_address = st.tuples(
    usually(st.just("https://"), pick(WORDS["schemes"])),
    usually(st.just(""), pick(WORDS["users"])),
    pick(_HOSTS),
    usually(pick(("", "/", "/path", "/a?b=c#d")), pick(WORDS["paths"])),
).map("".join)
addresses = usually(_address, st.tuples(_address, odd).map("".join)).map(encoded)
ADDRESS_WORDS = dictionary(_HOSTS, WORDS["address-words"])

_file_name = st.tuples(
    pick(WORDS["file-stems"]), usually(pick((".md", ".po", "", ".yaml")), pick(WORDS["file-suffixes"]))
).map("".join)
file_names = some(usually(_file_name, st.tuples(_file_name, odd).map("".join)), 1, 4, "\n").map(encoded)
NAME_WORDS = dictionary(WORDS["name-words"])
