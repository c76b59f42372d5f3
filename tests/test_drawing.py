"""Drawings: what may stand in one, how its words become messages, and what is refused in its place."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from faults import Told, attempt, refused, told, write
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.drawing import read_drawing
from bookletpress.guards import svg
from bookletpress.model import Drawing

PATH = "booklets/b/figures/cell.svg"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">\n<title>A cell</title>\n'


def drawing(tmp_path: Path, content: str | bytes) -> Drawing:
    return read_drawing(write(tmp_path, {PATH: content}), PATH, "en")


def test_words_become_messages_and_leave_their_places(tmp_path: Path) -> None:
    drawn = drawing(
        tmp_path,
        HEAD + '<text x="5">The  wall\n  of the cell</text><g><text x="6">A &amp; B</text></g><text>12</text>\n'
        "<text>?</text><text>5 %</text><text/></svg>",
    )
    assert drawn.alt.source == "A cell"
    assert [label.source for label in drawn.labels] == ["The wall of the cell", "A & B", "5 %"]
    assert [(label.location.line, label.location.column) for label in drawn.labels] == [(3, 13), (4, 36), (5, 21)]
    assert (drawn.alt.location.line, drawn.alt.location.column) == (2, 8)
    assert (drawn.name, drawn.path, drawn.width, drawn.height) == ("cell", PATH, 200, 100)
    assert re.findall(r"\{\{\w+\}\}", drawn.svg) == ["{{title}}", "{{0}}", "{{1}}", "{{2}}"]
    assert [element.text for element in fromstring(drawn.svg).iter("text")] == [
        "{{0}}",
        "{{1}}",
        "12",
        "?",
        "{{2}}",
        None,
    ]


ACCEPTED = {
    "a declaration": '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n' + HEAD + "</svg>",
    "a byte order mark": "\ufeff" + HEAD + "</svg>",
    "tabs": HEAD + "\t<g/>\n</svg>",
    "comments": "<!-- <script> -->" + HEAD + "<!-- &x; -->  </svg>",
    "commas and decimals": '<svg viewBox="0,-1.5, 10.5 ,20"><title>A cell</title></svg>',
    "a word named like an element": HEAD + "<text>script href= url(x) DOCTYPE</text></svg>",
    "escaped signs": HEAD + "<text>p &lt; 5 &#233;</text></svg>",
    "shapes": HEAD
    + '<path d="M1e1-2.5.5L3,4z" fill="#1e9999"/><g transform="rotate(-45 10 10)"><circle r="4"/></g></svg>',
    "character data": HEAD + "<text><![CDATA[a cell]]></text></svg>",
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_plain_drawings_are_read(name: str, tmp_path: Path) -> None:
    assert drawing(tmp_path, ACCEPTED[name]).alt.source == "A cell"


REFUSED: dict[str, tuple[str | bytes, Told]] = {
    "script": (HEAD + "<script>alert(1)</script></svg>", [("svg-refused", 3, 1)]),
    "style": (HEAD + "<g/><style>*{}</style></svg>", [("svg-refused", 3, 5)]),
    "use": (HEAD + '<use href="#a"/></svg>', [("svg-refused", 3, 1)]),
    "picture": (HEAD + '<image href="file:///etc/passwd"/></svg>', [("svg-refused", 3, 1)]),
    "foreign content": (HEAD + "<foreignObject><p>x</p></foreignObject></svg>", [("svg-refused", 3, 1)]),
    "link": (HEAD + '<a href="https://a.org"><text>x</text></a></svg>', [("svg-refused", 3, 1)]),
    "animation": (HEAD + '<set attributeName="x"/></svg>', [("svg-refused", 3, 1)]),
    "filter": (HEAD + "<filter/></svg>", [("svg-refused", 3, 1)]),
    "tspan": (HEAD + "<text>a <tspan>b</tspan></text></svg>", [("svg-refused", 3, 9)]),
    "shape in words": (HEAD + "<text>a <g/></text></svg>", [("svg-refused", 3, 9)]),
    "words in a shape": (HEAD + "<rect><title>x</title></rect></svg>", [("svg-refused", 3, 7)]),
    "drawing in a drawing": (HEAD + "<svg/></svg>", [("svg-refused", 3, 1)]),
    "another root": ("<g><title>x</title></g>", [("svg-refused", 1, 1)]),
    "another language": ('<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 1 1"/>', [("svg-refused", 1, 6)]),
    "prefixes": (HEAD + '<x:script xmlns:x="http://www.w3.org/2000/svg"/></svg>', [("svg-refused", 3, 1)]),
    "event": (HEAD + '<g fill="#fff" onload="x()"/></svg>', [("svg-refused", 3, 16)]),
    "class": (HEAD + '<g\n  class="x"/></svg>', [("svg-refused", 4, 3)]),
    "style attribute": (HEAD + '<g style="fill:red"/></svg>', [("svg-refused", 3, 4)]),
    "id": (HEAD + '<g id="a"/></svg>', [("svg-refused", 3, 4)]),
    "href": (HEAD + '<g href="#a"/></svg>', [("svg-refused", 3, 4)]),
    "xlink": (HEAD + '<g xmlns:l="http://www.w3.org/1999/xlink" l:href="#a"/></svg>',
              [("svg-refused", 3, 4), ("svg-refused", 3, 43)]),
    "language": (HEAD + '<text xml:lang="es">x</text></svg>', [("svg-refused", 3, 7)]),
    "address in a value": (HEAD + '<g rx="1" fill="url(https://a.org)"/></svg>', [("svg-refused", 3, 11)]),
    "address behind a tab": (HEAD + '<g fill="java&#9;script:x"/></svg>', [("svg-refused", 3, 4)]),
    "placeholder in a value": (HEAD + '<g fill="{{0}}"/></svg>', [("svg-refused", 3, 4)]),
    "placeholder as a number": (HEAD + "<text>{{0}}</text></svg>", [("atom-broken", 3, 7)]),
    "words outside": (HEAD + "<g>\n  lost</g></svg>", [("svg-refused", 4, 3)]),
    "words behind": (HEAD + "<text>a</text> b</svg>", [("svg-refused", 3, 16)]),
    "style sheet": (HEAD + '<?xml-stylesheet href="x.css"?></svg>', [("svg-refused", 3, 1)]),
    "document type": ("<?xml version='1.0'?>\n<!DOCTYPE svg>\n" + HEAD + "</svg>", [("svg-refused", 2, 1)]),
    "entity": ('<!DOCTYPE svg [<!ENTITY x "y">]>' + HEAD + "<text>&x;</text></svg>", [("svg-refused", 1, 1)]),
    "outside entity": ('<!DOCTYPE s SYSTEM "file:///etc/passwd">' + HEAD + "</svg>", [("svg-refused", 1, 1)]),
    "unknown entity": (HEAD + "<text>a&nbsp;b</text></svg>", [("svg-syntax", 3, 8)]),
    "not closed": (HEAD + "<g></svg>", [("svg-syntax", 3, 6)]),
    "no XML": ("GIF89a", [("svg-syntax", 1, 1)]),
    "empty": ("", [("svg-syntax", 1, 1)]),
    "attribute twice": (HEAD + '<g x="1" x="2"/></svg>', [("svg-syntax", 3, 10)]),
    "Latin letters": ('<?xml version="1.0" encoding="iso-8859-1"?>' + HEAD + "</svg>", [("not-utf8", 1, 1)]),
    "bytes that are not UTF-8": (HEAD.encode() + b"<text>\xe9</text></svg>", [("not-utf8", 3, 7)]),
    "UTF-16": ((HEAD + "</svg>").encode("utf-16"), [("not-utf8", 1, 1)]),
    "override": (HEAD + "<text>a\u202eb</text></svg>", [("character-refused", 3, 8)]),
    "override by number": (HEAD + "<text>a&#x202e;b</text></svg>", [("character-refused", 3, 8)]),
    "huge number": (HEAD + '<rect x="1" width="1e9"/></svg>', [("svg-limit", 3, 13)]),
    "huge number in a path": (HEAD + '<path d="M0 0L99999999 1"/></svg>', [("svg-limit", 3, 7)]),
    "no size": ("<svg><title>x</title></svg>", [("svg-size", 1, 1)]),
    "odd size": ('<svg viewBox="0 0 --5 5"><title>x</title></svg>', [("svg-size", 1, 1)]),
    "no width": ('<svg viewBox="0 0 0 5"><title>x</title></svg>', [("svg-size", 1, 1)]),
    "a size too large": ('<svg viewBox="0 0 10001 5"><title>x</title></svg>', [("svg-size", 1, 1)]),
    "three numbers": ('<svg viewBox="0 0 5"><title>x</title></svg>', [("svg-size", 1, 1)]),
    "no alt": ('<svg viewBox="0 0 5 5"><text>x</text></svg>', [("alt-missing", 1, 1)]),
    "empty alt": ('<svg viewBox="0 0 5 5"><title> </title></svg>', [("alt-missing", 1, 24)]),
    "two alts": (HEAD + "<title>x</title></svg>", [("alt-place", 3, 1)]),
    "alt of a part": ('<svg viewBox="0 0 5 5"><g><title>x</title></g></svg>',
                      [("alt-missing", 1, 1), ("alt-place", 1, 27)]),
    "citation in a label": (HEAD + "<text>a[@b]</text></svg>", [("markup-misplaced", 3, 7)]),
    "bold label": (HEAD + "<text>**a**</text></svg>", [("markup-misplaced", 3, 7)]),
    "address in a label": (HEAD + "<text>see www.a.org</text></svg>", [("address-refused", 3, 11)]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused_in_its_place(name: str, tmp_path: Path) -> None:
    content, expected = REFUSED[name]
    assert refused(drawing, tmp_path, content) == expected


def test_all_faults_are_told_in_one_run(tmp_path: Path) -> None:
    content = '<svg viewBox="0 0 5"><g onclick="x">a</g>\n<use/><text>[x]</text></svg>'
    assert refused(drawing, tmp_path, content) == [
        ("svg-refused", 1, 25),
        ("svg-refused", 1, 37),
        ("svg-refused", 2, 1),
    ]
    content = '<svg viewBox="0 0 5">\n<text>[x]</text></svg>'
    assert refused(drawing, tmp_path, content) == [("alt-missing", 1, 1), ("svg-size", 1, 1), ("link-broken", 2, 7)]


LIMITS = {
    "elements": HEAD + "<g/>" * 5_001 + "</svg>",
    "levels": HEAD + "<g>" * 40_000,
    "bytes": HEAD + " " * 200_000 + "</svg>",
    "faults": HEAD + "<g " + " ".join(f'a{k}=""' for k in range(15_000)) + "/>" + '<g b=""/>' * 1_000 + "</svg>",
    "lines": HEAD + "\n" * 190_000 + "</svg",
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_drawing_over_a_limit_is_refused_soon(name: str, tmp_path: Path) -> None:
    start = time.process_time()
    codes = {code for code, _, _ in refused(drawing, tmp_path, LIMITS[name])}
    assert codes <= {"svg-limit", "file-too-large", "svg-refused", "svg-syntax"}
    assert time.process_time() - start < 3


def test_the_shipped_drawings_are_read() -> None:
    root = Path(__file__).parent.parent
    paths = sorted(path.relative_to(root).as_posix() for path in (root / "booklets").rglob("*.svg"))
    assert paths
    assert all(read_drawing(root, path, "en").alt.source for path in paths)


PIECES = ["<g>", "</g>", "<text>", "</text>", "a", "&", "{{0}}", "<title>", "</title>", "é", ' fill="#fff"', "<svg>"]
PIECES += ["</svg>", "<!--", "-->", "\n", "<path/>", HEAD, "]]>", "<?x?>"]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_drawing_ends_in_a_traceback(pieces: list[str]) -> None:
    content = HEAD + "".join(pieces) + "</svg>"
    value, problems = attempt(svg.read, content.encode("utf-8"), PATH)
    assert (value is None) == bool(told(problems))
