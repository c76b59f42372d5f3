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

from . import bundle, signs

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


def seldom(often: Strings, other: Strings) -> Strings:
    """One in thirty-six is the other one."""
    return usually(often, usually(often, other))


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

# section files

_PROSE_LINES = (
    *("- a **row**", "* row", "+ row", "1. step", "2. step", "3) step", "  - inner", "## Smaller", "### Too small", "# Again"),
    *("#broken", "-----", "===", "> quote", "```", "    code", "<div>", "<!-- x", "[a]: http://x.org", "[//]: # (x)"),
    *("[//]: # (translators: a note)", "[//]: # (allow sentence-long: because)", "[//]: # (allow x:)", "::", " :::"),
    *("| a | b |", "| - | - |", "|---|", "a | b", "--- | ---", "| a \\| b | c |", "| a | b | c |", "| | |", "|", "::: nobody"),
    *(":::", "::: lede", "::: points", "::: table", "::: figure bed", "::: words rest", "::: notes 5", "::: diary medicines"),
    *("::: key", "::: emergency", "::: team", "::: questions", "::::: know", ":::ask", "::: figure Bed -x", "::: notes 99"),
    *("", "", "  ", "\\", "a  ", "a\\", "1. ", "-", "- ", "#", "# ", "1) a", "10. a", "-\ta", "* * *", "__a__", "- [ ] x"),
)
_container = st.tuples(
    pick(("lede", "points", "questions", "key", "emergency", "figure bed", "know", "call", "ask", "unknown")),
    some(usually(rich, pick(("- **a** b", "- c", "1. x"))), 1, 3, "\n"),
).map(lambda pair: f"::: {pair[0]}\n{pair[1]}\n:::\n")
_table = st.lists(st.lists(rich, min_size=1, max_size=3), min_size=1, max_size=4).map(
    lambda rows: "::: table\nA caption.\n\n"
    + "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
    + "\n:::\n"
)
_prose_block = usually(st.one_of(rich, rich, some(pick(("- ", "1. ")), 1, 1).flatmap(lambda mark: some(rich.map(lambda words: mark + words), 1, 3, "\n"))), st.one_of(_container, _table, some(pick(_PROSE_LINES), 1, 3, "\n")))
proses = _saved(st.tuples(usually(st.just("# Why rest helps\n\n"), pick(("", "# ", "## x\n", "\n\n# Rest *is*\n"))), some(_prose_block, 0, 5, "\n\n")).map("".join))
PROSE_WORDS = (
    tuple(word.encode("utf-8") for word in (*_PROSE_LINES, *(f"\n{line}\n" for line in _PROSE_LINES), *INLINE, *PLAIN, "\n", "\n\n", "|", "\\|", "# a\n"))
    + signs.WORDS
)

# lines of text

lines = some(usually(pick((*PLAIN, *INLINE)), odd), 0, 8).map(lambda line: line.encode("utf-8", "surrogatepass"))
INLINE_WORDS = tuple(word.encode("utf-8") for word in (*INLINE, *PLAIN, "\n", "[@a", ";@b]", "][", "{a:", "\\_", "_", "__", " ", "!", "&#", ";", "(", ")", "\\\\", "H", "http:", "//", "www", ".")) + signs.WORDS

# addresses and names

_HOSTS = ("www.cancer.gov", "a.b", "localhost", "127.0.0.1", "0x7f.1", "[::1]", "xn--a.org", "a", "A.ORG", "a..b", "-a.b", "a.b.", "2130706433", "a.1", "a_b.org", "%61.org")
_address = st.tuples(
    usually(st.just("https://"), pick(("http://", "https:", "https:/", "HTTPS://", "javascript:", "mailto:", "tel:", "data:", "file:///", "//", "", "java\nscript:", "tel:+", " https://"))),
    usually(st.just(""), pick(("user@", "user:pw@", "cancer.gov@", "+1-800-", "a.b%40", "\\"))),
    pick(_HOSTS),
    usually(pick(("", "/", "/path", "/a?b=c#d")), pick((":443", ":80", ":", ":99999", ":x", "/%2e%2e/", "/%00", "/%", "?", "#", "\\@b.c", "/ x", "/а", "?to=x&bcc=y", ";p", "/\u202e"))),
).map("".join)
addresses = usually(_address, st.tuples(_address, odd).map("".join)).map(lambda words: words.encode("utf-8", "surrogatepass"))
ADDRESS_WORDS = tuple(word.encode() for word in (*_HOSTS, "https://", "mailto:", "tel:", "@", ":", "/", "//", "?", "#", "\\", "%", "%2f", "%00", "[", "]", ".", "..", "-", "+", "&", "javascript:", ":443", "\n", "\t", "。", "．", "／", "＠", "ⓐ")) + signs.WORDS

_file_name = st.tuples(pick(("rest", "Rest", "REST", "con", "NUL", "com1", "COM¹", "aux.x", "é", "e\u0301", "ß", "SS", "ſ", "İ", "ﬁ", "fi", "a" * 250, ".", "..", "~$a", "-")), usually(pick((".md", ".po", "", ".yaml")), pick((" ", ".", ":x", "?", "\\", '"', "|", " .md", ".MD", "\u202egpj.exe")))).map("".join)
file_names = some(usually(_file_name, st.tuples(_file_name, odd).map("".join)), 1, 4, "\n").map(lambda words: words.encode("utf-8", "surrogatepass"))
NAME_WORDS = tuple(word.encode("utf-8") for word in ("\n", "con", "nul", "PRN", "com1", "lpt9", "COM²", "CONIN$", "CONOUT$", "clock$", ".", " ", ":", "é", "e\u0301", "ß", "ss", "ﬁ", "ſ", "s", "İ", "i\u0307", "K", "ͅ", "ι", "ᾳ", "\\", "/", "*", "?")) + signs.WORDS

# drawings

_SVG_ATTRIBUTES = (
    *('fill="#123"', 'x="1"', 'd="M0 0L1 1"', 'points="1,2 3,4"', 'transform="rotate(45)"', "x='1e3'", 'x="1e999"', 'x="-.5"'),
    *('id="a"', 'clip-path="url(#a)"', 'onload="x()"', 'href="#a"', 'style="fill:red"', 'class="a"', 'fill="url(#x)"', 'x="١"'),
    *('xml:lang="en"', 'xmlns="http://www.w3.org/2000/svg"', 'xmlns:x="y"', 'x:y="1"', 'fill="&#x61;"', 'fill="a&#10;b"', 'fill=""'),
    *('preserveAspectRatio="none"', 'x=1', "x", 'width="100001"', 'stroke-dasharray="1 2"', 'opacity="0"', 'viewBox="0 0 9 9"'),
)
_SVG_WORDS = ("Bed", "5 mg", "12", "→", "&amp;", "&lt;b&gt;", "&#x202e;", "&#0;", "&#x41;", "<![CDATA[a]]>", "<!-- c -->", "<?x y?>", "&x;", "]]>", "a\nb", "**x**", "{a:b}", "{{0}}", "{{title}}")
_svg_words = some(usually(pick(_SVG_WORDS), odd), 0, 2, " ")
_svg_attributes = some(pick(_SVG_ATTRIBUTES), 0, 2, " ").map(lambda words: f" {words}" if words else "")
_svg_leaf = st.one_of(
    st.tuples(pick(("rect", "path", "circle", "line", "use", "image", "animate", "x:rect")), _svg_attributes).map(lambda pair: f"<{pair[0]}{pair[1]}/>"),
    st.tuples(_svg_attributes, _svg_words).map(lambda pair: f"<text{pair[0]}>{pair[1]}</text>"),
    pick(("<title>B</title>", "<defs><clipPath id='a'><rect/></clipPath></defs>", "<script/>", "<style>x</style>", "<tspan>x</tspan>", "words", "<a>", "</g>")),
)
_svg_tree = st.recursive(_svg_leaf, lambda below: st.tuples(pick(("g", "g", "g", "text", "svg", "defs", "foreignObject", "clipPath")), _svg_attributes, st.lists(below, max_size=3).map("".join)).map(lambda part: f"<{part[0]}{part[1]}>{part[2]}</{part[0]}>"), max_leaves=6)
_svg = st.tuples(
    usually(st.just(""), pick(('<?xml version="1.0"?>', '<?xml version="1.0" encoding="latin-1"?>', "<!DOCTYPE svg>", '<!DOCTYPE svg [<!ENTITY x "y">]>', "<!-- c -->\n", " "))),
    usually(st.just('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'), pick(("<svg>", "<svg viewBox='1 2'>", "<g>", "<SVG>", "<svg xmlns='x'>"))),
    usually(_svg_words.map(lambda words: f"<title>A bed {words}</title>"), pick(("", "<title/>"))),
    st.lists(_svg_tree, max_size=4).map("\n".join),
    usually(st.just("</svg>\n"), pick(("", "</svg></svg>", "</svg>x", "</svg><!-- c -->"))),
).map("".join)
drawings = _saved(_svg)
SVG_WORDS = tuple(word.encode("utf-8") for word in (*(f" {one}" for one in _SVG_ATTRIBUTES), *_SVG_WORDS, "<g>", "</g>", "<text>", "</text>", "<title>", "</title>", "<rect/>", "<svg", "/>", ">", "<", "<!--", "-->", "<![CDATA[", "]]>", "&#x", ";", "<?", "<!DOCTYPE a>", "xmlns:svg=", "svg:", "1" * 40, "e309", "#")) + signs.WORDS

# style sheets

_CSS_VALUES = ("1em", "12pt", "2000pt", "2001pt", "1e30px", "-1px", "0", "red", "transparent", "#123", "url(asset:a.svg)", "url(http://a.b)", "url('x", "var(--a)", "var(--a, var(--b))", "calc(1px + var(--a))", "'x'", '"\\41"', "'•'", "linear-gradient(red, blue)", "repeating-linear-gradient(red 0 1px)", "attr(x url)", "image-set('a')", "src('x')", "expression(x)", "none", "5pt", "!important", "1 / 3", "101", "(", ")", "[a]", "{b}", "\\75 rl(x)", "u\\72l(x)", "counter(page)", "element(x)", "<!--", "-->", "@x", "/* c */", "/*", ";", "u+0-7f", "nan", "infinity")
_css_declaration = st.tuples(usually(pick(("color", "margin", "--a", "--b", "content", "font-size", "font", "opacity", "display", "columns", "width", "background", "text-indent", "background-image")), pick(("filter", "mask", "-x-y", "COLOR", "c\\6flor", "behavior", "src", "é", "--", "*zoom"))), some(pick(_CSS_VALUES), 1, 3, " ")).map(lambda pair: f"{pair[0]}: {pair[1]};")
_css_selector = pick(("p", ".a", "#b", "p > a", ":is(p, a)", ":nth-child(2n)", "::before", "@page", "@page :first", "@media print", "@supports (color: red)", "@font-face", "@import 'x'", "@import url(x);", "@layer a", "@page { @top-left", "*", "[a=url(x)]", "p:x(url(http://a.b))", "@charset 'x';", "", "}", "p{"))
_css_rule = st.tuples(_css_selector, some(_css_declaration, 0, 3, " ")).map(lambda pair: f"{pair[0]} {{ {pair[1]} }}")
_css_nested = st.tuples(pick(("@media print", "@supports (x: y)", "@page", "@media (min-width: 1px)")), _css_rule).map(lambda pair: f"{pair[0]} {{ {pair[1]} }}")
sheets = _saved(some(st.one_of(_css_rule, _css_rule, _css_nested, pick(_CSS_VALUES)), 0, 4, "\n"))
CSS_WORDS = tuple(word.encode("utf-8") for word in (*_CSS_VALUES, "{", "}", ":", ";", "@media x {", "@page {", "@import ", "@top-left {", "--a:", "--b:", "content:", "font-size:", "color:", "p {", "url(", "URL(", "\\", "\\\n", "\n", "\"", "'", "<!--", "|", "||", "&", "@x;")) + signs.WORDS

# pictures


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@st.composite
def _png(draw: st.DrawFn) -> bytes:
    width, height = draw(st.sampled_from(((1, 1), (3, 2), (9, 9), (200, 200), (0, 1), (1, 2**31), (201, 201))))
    depth = draw(st.sampled_from((8, 8, 8, 1, 2, 4, 16, 3)))
    colour = draw(st.sampled_from((0, 2, 3, 4, 6, 6, 1, 7)))
    more = draw(st.sampled_from((b"\0\0\0", b"\0\0\0", b"\0\0\1", b"\1\0\0", b"\0\1\2")))
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    rows = (b"\0" + bytes((width * depth * channels + 7) // 8)) * height if max(width, height) < 300 else b""
    pixels = zlib.compress(rows)
    chunks = [(b"IHDR", struct.pack(">IIBB", width, height, depth, colour) + more)]
    chunks += draw(
        st.lists(
            st.tuples(
                st.sampled_from((b"PLTE", b"tRNS", b"tEXt", b"eXIf", b"acTL", b"gAMA", b"iCCP", b"IDAT", b"ABCD", b"zTXt", b"fdAT", b"sRGB")),
                st.sampled_from((b"", b"\0\0\0", b"a\0b", b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0", b"\xff" * 12, b"a\0\0" + zlib.compress(b"x" * 99))),
            ),
            max_size=3,
        )
    )
    cut = draw(st.integers(0, len(pixels)))
    chunks += draw(st.sampled_from(([(b"IDAT", pixels)], [(b"IDAT", pixels)], [(b"IDAT", pixels[:cut]), (b"IDAT", pixels[cut:])], [(b"IDAT", pixels[:cut])], [])))
    end = draw(st.sampled_from((_chunk(b"IEND", b""), _chunk(b"IEND", b""), b"", _chunk(b"IEND", b"") + b"PK")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks) + end


_JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb00430050373c463c32504641465a55505f78c882786e6e78f5afb991c8ffffff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0000b080001000101011100ffc400140001"
    "00000000000000000000000000000004ffc40014100100000000000000000000000000000000ffda0008010100003f0013ffd9"
)


@st.composite
def _jpeg(draw: st.DrawFn) -> bytes:
    """A JPEG of one pixel, with more segments behind its start."""
    more = draw(
        st.lists(
            st.tuples(st.sampled_from((0xE1, 0xE2, 0xFE, 0xED, 0xEE, 0xE0, 0xC0, 0xC4, 0xDB, 0xDD)), st.sampled_from((b"", b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0", b"MPF\0", b"x" * 20, b"\x08\0\1\0\1\1"))),
            max_size=3,
        )
    )
    segments = b"".join(bytes((0xFF, kind)) + struct.pack(">H", len(content) + 2) + content for kind, content in more)
    return _JPEG[:2] + segments + _JPEG[2:] + draw(st.sampled_from((b"", b"", b"\xff\xd9", b"\0", b"PK\3\4")))


pictures = st.one_of(_png(), _jpeg())
PICTURE_WORDS = (
    *(b"\xff\xd8", b"\xff\xd9", b"\xff\xda", b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0", b"\xff\xc2", b"\xff\xe1\0\x0a", b"Exif\0\0", b"MPF\0", b"\xff\xff", b"\xff\0"),
    *(b"\xff\xdd\0\4\0\1", b"IHDR", b"IDAT", b"IEND", b"PLTE", b"tRNS", b"acTL", b"eXIf", b"\0\0\0\0", b"\0\0\0\1", b"\0\0\0\x0d", b"\xff\xff\xff\xff", b"MM\0*", b"II*\0"),
    *(b"GIF89a", b"<svg>", b"%PDF", b"\x89PNG\r\n\x1a\n", _chunk(b"IEND", b""), _chunk(b"tEXt", b"a\0b"), _chunk(b"PLTE", b"\0\0\0"), b"JFIF\0", b"Adobe\0d\0\0\0\0\1"),
)

# workbooks: the parts of a package, see bundle

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
    '"/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>\n'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>\n'
)
_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>\n'
)
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>\n{}\n</sheetData></worksheet>\n'
_COLUMNS = ("English", "Translation", "State", "Your notes", "Row ID")
_IDS = ("es/other/0000000000000000/000000000000/00000000", "es/tiny/x", "xx/tiny/0000000000000000/000000000000/00000000")
_CELLS = (
    '<c t="inlineStr"><is><t>{}</t></is></c>', '<c t="inlineStr"><is><t>{}</t></is></c>', "<c><v>{}</v></c>", '<c t="s"><v>{}</v></c>',
    '<c t="str"><f>A1</f><v>{}</v></c>', '<c t="b"><v>1</v></c>', '<c t="e"><v>#REF!</v></c>', '<c t="d"><v>2026-01-01</v></c>', "<c/>",
    '<c r="ZZ9" t="inlineStr"><is><r><t>{}</t></r><r><t>b</t></r></is></c>', '<c s="7"><v>{}</v></c>', '<c r="A0"><v>1</v></c>', '<c t="n"><v>{}</v></c>',
)
_CELL_WORDS = ("Rest", "Descanse", "Take 5 mg.", "Tome 5 mg.", "done", "check again", "to do", "Call", "=1+1", "'=x", "_x0000_", "_x202E_", "_x005F_", "&#x202e;", "&lt;b>", "12", "1e999", "x" * 300, "", "a\nb", "<", "-", "@x")


@st.composite
def workbooks(draw: st.DrawFn, ids: Sequence[str]) -> bytes:
    """Workbooks with rows of these IDs, and of a few others."""
    rows = ["<row>" + "".join(_CELLS[0].format(draw(seldom(st.just(name), pick(_CELL_WORDS)))) for name in _COLUMNS) + "</row>"]
    for number in range(draw(st.integers(0, 4))):
        cells = [draw(usually(st.just(_CELLS[0]), pick(_CELLS))).replace("{}", draw(seldom(pick(_CELL_WORDS), odd))) for _ in _COLUMNS[1:]]
        rows.append(draw(pick(("<row>", "<row>", f'<row r="{number + 2}">', '<row r="x">', '<row r="99999999">'))) + "".join(cells) + _CELLS[0].format(draw(usually(pick(tuple(ids)), pick(_IDS)))) + "</row>")
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK.format(draw(usually(st.just("tiny"), pick(("", "a" * 40, "&#27;", "›", "Read me first"))))),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format("worksheet", draw(usually(st.just("worksheets/sheet1.xml"), pick(("/xl/worksheets/sheet1.xml", "../../x", "http://a.b", ""))))),
        "xl/worksheets/sheet1.xml": _SHEET.format("\n".join(rows)),
    }
    if draw(st.integers(0, 4)) == 0:
        files[draw(pick(("xl/vbaProject.bin", "xl/sharedStrings.xml", "xl/styles.xml", "xl/externalLinks/a.xml", "../../evil", "docProps/core.xml")))] = draw(pick(("<x/>\n", "", "<!DOCTYPE x>\n", "<sst><si><t>Rest</t></si></sst>\n", "\n")))
    if draw(st.integers(0, 9)) == 0:
        del files[draw(pick(tuple(files)))]
    return bundle.bundled((name, content.encode("utf-8", "surrogatepass")) for name, content in files.items())


WORKBOOK_WORDS = tuple(word.encode("utf-8") for word in (*_CELLS, *_CELL_WORDS, *_IDS, *_COLUMNS, "<row>", "</row>", "<c>", "</c>", ' r="B2"', ' t="s"', ' t="inlineStr"', "<v>", "</v>", "<f>", "</f>", "<is><t>", "</t></is>", "\n=== xl/sharedStrings.xml\n", "\n=== xl/styles.xml\n<styleSheet/>", "<mergeCells/>", "<dimension ref='A1:ZZ99999999'/>", "&#", "_x000D_", "rId2", "date1904='1'")) + signs.WORDS
