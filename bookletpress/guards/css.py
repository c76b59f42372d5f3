"""Style sheets: an allow-list of what they may say, so that none can fetch, hang the layout engine or hide words.

`css-syntax` (error): the sheet does not parse there. Why: a browser and the layout engine pass over what they do not
understand, and what was meant is missing from every page without a word.
`css-refused` (error): an at-rule, a property or a function that is not on the list, or words in `content:`. Why: what
is not on the list has not been tried, filters and masks draw what nobody can search, and words in a style sheet can
be neither translated nor reviewed.
`css-address` (error): `@import`, or a `url()` that is not `asset:name`. Why: nothing is ever fetched from elsewhere.
`css-hidden` (error): text that nobody sees, or too small to read (below 6 points). Why: a page must show all it says.
`css-limit` (error): a length, a number, a gradient or a variable beyond reason. Why: about 1 KB of doubling `var()`,
of tiny repeating gradients or of huge spans keeps the layout engine busy for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import tinycss2

from bookletpress.guards import files
from bookletpress.limits import USUAL, Limits
from bookletpress.problems import Location, Problem, error, in_order

PROPERTIES = re.compile(
    r"--[a-z][a-z0-9-]*|align-(?:content|items|self)|background(?:-(?:clip|color|image|origin|position(?:-[xy])?|repeat|size))?|"
    r"bleed(?:-[a-z]+)?|bookmark-(?:label|level|state)|border(?:-[a-z-]+)?|bottom|box-(?:decoration-break|sizing)|"
    r"break-(?:after|before|inside)|caption-side|clear|color|columns?(?:-[a-z-]+)?|content|"
    r"counter-(?:increment|reset|set)|direction|display|empty-cells|flex(?:-[a-z]+)?|float|font(?:-[a-z-]+)?|"
    r"footnote-(?:display|policy)|gap|grid(?:-[a-z-]+)?|height|hyphens|hyphenate-[a-z-]+|image-(?:orientation|rendering)|"
    r"inset(?:-[a-z-]+)?|justify-(?:content|items|self)|left|letter-spacing|line-height|"
    r"list-style(?:-(?:image|position|type))?|margin(?:-[a-z-]+)?|marks|max-(?:height|width)|min-(?:height|width)|"
    r"object-(?:fit|position)|opacity|order|orphans|outline(?:-[a-z]+)?|overflow-wrap|padding(?:-[a-z-]+)?|page|"
    r"position|quotes|right|row-gap|size|string-set|tab-size|table-layout|text-(?:align(?:-all|-last)?|"
    r"decoration(?:-[a-z]+)?|indent|overflow|transform|underline-offset)|top|transform(?:-origin)?|unicode-bidi|"
    r"vertical-align|white-space|widows|width|word-(?:break|spacing)|writing-mode|z-index"
)
FUNCTIONS = frozenset(
    """attr calc clamp content counter counters element hsl hsla linear-gradient max min minmax not has is where
    nth-child nth-last-child nth-of-type lang dir repeat rgb rgba rotate running scale scalex scaley string
    target-counter translate translatex translatey var""".split()  # noqa: SIM905 - a list of names reads best as words
)
AT_RULES = frozenset(("page", "media", "supports"))

MAX_COUNT = 100
"""The most that a number of columns, rows or spans may be."""
MAX_STOPS = 20
SMALLEST = 6.0
"""Points below which nobody reads a letter."""
FAINTEST = 0.3

_ASSET = re.compile(r"asset:[a-z0-9][a-z0-9./-]*")
_MARGIN_BOX = re.compile(r"(?:top|bottom|left|right)-[a-z-]+|footnote")
_COUNTED = re.compile(r"columns?(?:-count)?|grid(?:-(?:row|column|area|template)[a-z-]*)?|orphans|widows|order")
_POINTS = {
    **{"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "q": 72 / 101.6},
    **dict.fromkeys(("em", "rem", "ch", "ex", "lh", "rlh", "cap", "ic"), 12.0),
}
_OWN = frozenset(("em", "rem"))
_LETTER = re.compile(r"[^\W\d_]")
_HIDING = {
    ("display", "none"): "what it names is not printed at all",
    ("content-visibility", "hidden"): "it hides words",
    ("color", "transparent"): "it hides words",
}


_Values = dict[str, list[list[Any]]]


@dataclass(slots=True)
class _Sheet:
    """A sheet being looked at. `loose` is one for a browser only: any property, but nothing that fetches.

    `assets`: pictures of the style sheets are put into it, so it may name them.
    """

    path: str
    limits: Limits
    loose: bool
    assets: bool
    problems: list[Problem] = field(default_factory=list)
    variables: dict[str, list[list[Any]]] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)

    def fault(self, code: str, message: str, node: Any, hint: str) -> None:
        """Reports an error where a node stands."""
        place = Location(self.path, node.source_line, node.source_column)
        self.problems.append(error(code, message, place, hint))


def faults(
    sheets: Mapping[str, bytes], limits: Limits = USUAL, loose: bool = False, assets: bool = True
) -> tuple[Problem, ...]:
    """Every fault of some sheets, path -> bytes, that one page may use together. Raises ProblemsFound for a file that
    is too large or no text.
    """
    read = []
    for path, raw in sheets.items():
        files.refuse_size(len(raw), limits.sheet_bytes, path)
        read.append(_read(path, raw, limits, loose, assets))
    return in_order([*(problem for sheet in read for problem in sheet.problems), *_growth(read, limits)])


@lru_cache(maxsize=256)
def _read(path: str, raw: bytes, limits: Limits, loose: bool, assets: bool) -> _Sheet:
    """One sheet, looked at; nobody changes it afterwards. `watch` and the tests read the same ones again and again."""
    content = files.as_text(raw.replace(b"\t", b" "), path)
    sheet = _Sheet(path, limits, loose, assets)
    _rules(sheet, tinycss2.parse_stylesheet(content, skip_comments=True, skip_whitespace=True))
    return sheet


def _rules(sheet: _Sheet, rules: Iterable[Any]) -> None:
    for rule in rules:
        if rule.type == "error":
            sheet.fault("css-syntax", f"this is no CSS: {rule.message}", rule, "look for a missing brace or semicolon")
        elif rule.type == "at-rule":
            _at_rule(sheet, rule)
        else:
            _values(sheet, "", rule.prelude)
            _declarations(sheet, rule.content)


def _at_rule(sheet: _Sheet, rule: Any) -> None:
    name = rule.lower_at_keyword
    if name != "import":
        _values(sheet, "", rule.prelude)
    if name == "import":
        hint = "let formats.yaml or the page template name the sheet"
        sheet.fault("css-address", "@import is not followed", rule, hint)
    elif name not in AT_RULES and not (sheet.loose and name != "font-face"):
        hint = f"use only {', '.join(f'@{known}' for known in sorted(AT_RULES))}; fonts are named in locale.yaml"
        sheet.fault("css-refused", f"@{name[:40]} is not allowed", rule, hint)
    elif rule.content is None:
        sheet.fault("css-syntax", f"@{name} has no {{...}}", rule, "write its declarations in braces")
    elif name == "page":
        _declarations(sheet, rule.content)
    else:
        _rules(sheet, tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _declarations(sheet: _Sheet, content: Any) -> None:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            hint = "look for a missing colon or semicolon"
            sheet.fault("css-syntax", f"this is no CSS: {node.message}", node, hint)
        elif node.type == "at-rule" and _MARGIN_BOX.fullmatch(node.lower_at_keyword) and node.content is not None:
            _values(sheet, "", node.prelude)
            _declarations(sheet, node.content)
        elif node.type == "at-rule":
            _at_rule(sheet, node)
        elif node.type == "qualified-rule":
            sheet.fault("css-refused", "a rule inside a rule", node, "write it below, with its whole selector")
        else:
            _declaration(sheet, node)


def _declaration(sheet: _Sheet, node: Any) -> None:
    name = node.name if node.name.startswith("--") else node.lower_name
    if not sheet.loose and not PROPERTIES.fullmatch(name):
        hint = "leave it out; what is allowed is listed in bookletpress/guards/css.py"
        sheet.fault("css-refused", f"the property {name[:40]} is not allowed", node, hint)
        return
    if name.startswith("--"):
        sheet.variables.setdefault(name, []).append(node.value)
        sheet.places.setdefault(name, Location(sheet.path, node.source_line, node.source_column))
    _values(sheet, name, node.value)
    if not sheet.loose:
        _hidden(sheet, name, node)


def _values(sheet: _Sheet, name: str, nodes: Iterable[Any]) -> None:
    """Looks at every value of a property, or at the parts of a selector if it has no name."""
    for node in nodes:
        kind = node.type
        if kind == "url":
            _address(sheet, node, node.value)
        elif kind == "function":
            _function(sheet, name, node)
        elif kind in ("() block", "[] block", "{} block"):
            _values(sheet, name, node.content)
        elif kind == "error":
            sheet.fault("css-syntax", f"this is no CSS: {node.message}", node, "look for an open quote or bracket")
        elif kind == "at-keyword":
            hint = "look for a missing semicolon or brace before it"
            sheet.fault("css-syntax", f"@{node.value[:40]} stands where no rule begins", node, hint)
        elif kind in ("dimension", "number", "percentage") and name and not sheet.loose:
            _number(sheet, name, node)
        elif kind == "string" and name == "content" and not sheet.loose and _LETTER.search(node.value):
            hint = "write them in the page template with say(), so that they can be translated"
            sheet.fault("css-refused", "words in a style sheet", node, hint)


def _address(sheet: _Sheet, node: Any, address: str) -> None:
    if not sheet.assets or not _ASSET.fullmatch(address) or ".." in address:
        hint = "use only files of styles/booklet, written as asset:name" if sheet.assets else "leave it out"
        sheet.fault("css-address", f"'{address[:60]}' is not fetched", node, hint)


def _function(sheet: _Sheet, name: str, node: Any) -> None:
    called = node.lower_name
    if called in ("url", "src", "image-set"):
        words = [part.value for part in node.arguments if part.type == "string"]
        _address(sheet, node, words[0] if words else "")
    elif not sheet.loose and called not in FUNCTIONS:
        hint = f"use only {', '.join(sorted(FUNCTIONS))}"
        sheet.fault("css-refused", f"the function {called[:40]}() is not allowed", node, hint)
    elif called == "attr" and any(part.type == "ident" and part.lower_value == "url" for part in node.arguments):
        sheet.fault("css-address", "attr() of an address is not fetched", node, "leave 'url' out")
    elif (
        "gradient" in called
        and sum(part.type == "literal" and part.value == "," for part in node.arguments) > MAX_STOPS
    ):
        sheet.fault("css-limit", f"a gradient of more than {MAX_STOPS} stops", node, "use fewer, or a drawing")
    _values(sheet, name, node.arguments)


def _number(sheet: _Sheet, name: str, node: Any) -> None:
    most = float(sheet.limits.sheet_length)
    if node.type == "dimension":
        size = abs(node.value) * _POINTS.get(node.lower_unit, 1.0)
    else:
        size = abs(node.value)
        if node.type == "number" and (_COUNTED.fullmatch(name)):
            most = float(MAX_COUNT)
    if not size <= most:
        shown = node.serialize()[:30]
        sheet.fault("css-limit", f"{shown} in {name} is beyond {most:,.0f}", node, "write what a page has room for")


def _hidden(sheet: _Sheet, name: str, node: Any) -> None:
    values = [value for value in node.value if value.type not in ("whitespace", "comment")]
    words = [value.lower_value for value in values if value.type == "ident"]
    first = values[0] if values else None
    why = next((why for (key, word), why in _HIDING.items() if key == name and words == [word]), "")
    if name == "opacity" and first is not None and first.type in ("number", "percentage"):
        why = "it is too faint to read" if first.value < FAINTEST * (100 if first.type == "percentage" else 1) else ""
    elif name == "text-indent" and first is not None and first.type == "dimension":
        why = "it moves words off the page" if first.value * _POINTS.get(first.lower_unit, 1.0) < -144 else ""
    elif name in ("font-size", "font"):
        sizes = [value for value in values if value.type in ("dimension", "percentage")][:1]
        sizes += [value for value in values if name == "font-size" and value.type == "number"]
        why = "nobody can read it" if any(_tiny(size) for size in sizes) else ""
    if why:
        sheet.fault("css-hidden", f"{name}: {why}", node, "let every word of the page be seen, in 6 points or more")


def _tiny(size: Any) -> bool:
    if size.type == "percentage":
        return bool(size.value < 100 * SMALLEST / 12)
    if size.type == "number":
        return bool(size.value == 0)
    return bool(size.value * _POINTS.get(size.lower_unit, 12.0) < SMALLEST)


def _growth(sheets: list[_Sheet], limits: Limits) -> Iterator[Problem]:
    """What variables grow to once they are filled in, whichever sheet defines them."""
    values: _Values = {}
    for sheet in sheets:
        for name, found in sheet.variables.items():
            values.setdefault(name, []).extend(found)
    known: dict[str, int] = {}
    for sheet in sheets:
        for name, place in sheet.places.items():
            size = _size(name, values, known, (), limits.sheet_pieces)
            if size > limits.sheet_pieces:
                message = f"the variable {name[:40]} fills itself in again and again"
                hint = "let a variable name few others, and never itself"
                yield error("css-limit", message, place, hint)


def _size(name: str, values: _Values, known: dict[str, int], way: tuple[str, ...], most: int) -> int:
    if name in way or len(way) > 50:
        return most + 1
    if name not in known:
        sizes = [
            sum(_size(part, values, known, (*way, name), most) if part else 1 for part in _pieces(value))
            for value in values.get(name, [[]])
        ]
        known[name] = min(max(sizes, default=1), most + 1)
    return known[name]


def _pieces(nodes: Iterable[Any]) -> Iterator[str]:
    """A name for each variable that is filled in, "" for everything else."""
    for node in nodes:
        if node.type == "function" and node.lower_name == "var":
            names = [part.value for part in node.arguments if part.type == "ident"]
            yield names[0] if names else ""
            yield from _pieces(node.arguments[1:])
        elif node.type == "function":
            yield from _pieces(node.arguments)
        elif node.type in ("() block", "[] block", "{} block"):
            yield from _pieces(node.content)
        else:
            yield ""
