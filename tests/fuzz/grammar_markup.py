"""Nasty but plausible drawings and style sheets; see grammar."""

from __future__ import annotations

from hypothesis import strategies as st

from .grammar import odd, pick, saved, some, usually
from .words import WORDS, dictionary

# drawings

_SVG_ATTRIBUTES = WORDS["svg-attributes"]
_SVG_WORDS = WORDS["svg-words"]
_svg_words = some(usually(pick(_SVG_WORDS), odd), 0, 2, " ")
_svg_attributes = some(pick(_SVG_ATTRIBUTES), 0, 2, " ").map(lambda words: f" {words}" if words else "")
_svg_leaf = st.one_of(
    st.tuples(pick(WORDS["svg-leaves"]), _svg_attributes).map(lambda pair: f"<{pair[0]}{pair[1]}/>"),
    st.tuples(_svg_attributes, _svg_words).map(lambda pair: f"<text{pair[0]}>{pair[1]}</text>"),
    pick(WORDS["svg-pieces"]),
)
_svg_tree = st.recursive(
    _svg_leaf,
    lambda below: st.tuples(pick(WORDS["svg-groups"]), _svg_attributes, st.lists(below, max_size=3).map("".join)).map(
        lambda part: f"<{part[0]}{part[1]}>{part[2]}</{part[0]}>"
    ),
    max_leaves=6,
)
_svg = st.tuples(
    usually(st.just(""), pick(WORDS["svg-heads"])),
    usually(st.just('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'), pick(WORDS["svg-roots"])),
    usually(_svg_words.map(lambda words: f"<title>A bed {words}</title>"), pick(("", "<title/>"))),
    st.lists(_svg_tree, max_size=4).map("\n".join),
    usually(st.just("</svg>\n"), pick(("", "</svg></svg>", "</svg>x", "</svg><!-- c -->"))),
).map("".join)
drawings = saved(_svg)
SVG_WORDS = dictionary((f" {one}" for one in _SVG_ATTRIBUTES), _SVG_WORDS, WORDS["svg-bits"])

# style sheets

_CSS_VALUES = WORDS["css-values"]
_css_property = usually(pick(WORDS["css-properties"]), pick(WORDS["css-other-properties"]))
_css_declaration = st.tuples(_css_property, some(pick(_CSS_VALUES), 1, 3, " ")).map(
    lambda pair: f"{pair[0]}: {pair[1]};"
)
_css_selector = pick(WORDS["css-selectors"])
_css_rule = st.tuples(_css_selector, some(_css_declaration, 0, 3, " ")).map(lambda pair: f"{pair[0]} {{ {pair[1]} }}")
_css_nested = st.tuples(pick(("@media print", "@supports (x: y)", "@page", "@media (min-width: 1px)")), _css_rule).map(
    lambda pair: f"{pair[0]} {{ {pair[1]} }}"
)
sheets = saved(some(st.one_of(_css_rule, _css_rule, _css_nested, pick(_CSS_VALUES)), 0, 4, "\n"))
CSS_WORDS = dictionary(_CSS_VALUES, WORDS["css-bits"])
