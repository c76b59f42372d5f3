"""styles/formats.yaml -> the formats an edition can be printed in. styles/README.md tells what each field means.

`formats-missing`, `format-duplicate`, `format-reserved` (errors): no format, two of one name, or one called `all`.
`length` (error): a size that is no number with in, mm, cm or pt.
`count` (error): a number of pages or sheets that is no whole number from 1 to 999.
`sheet-name` (error): a style sheet that is no file of styles/booklet.
`impose-unknown`, `impose-pages` (errors): sheets to fold of a format that there is not, or whose pages do not come in
fours. Why: pages would be missing from the sheets.
`beside-pages` (error): a format in two languages that is also imposed or filled up. Why: nobody knows yet how.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bookletpress.excerpt import NAMES
from bookletpress.guards import projectyaml
from bookletpress.guards.schema import Fields, did_you_mean, shown
from bookletpress.guards.yaml import YText
from bookletpress.imposition import LONG, SHORT
from bookletpress.inline import Words
from bookletpress.model import Text
from bookletpress.problems import Location, Problem, ProblemsFound, error
from bookletpress.prose import CALLOUTS, DIARIES, PANELS
from bookletpress.source import AUDIENCES

PATH = "styles/formats.yaml"
KINDS = (*NAMES.values(), *CALLOUTS, *PANELS, *(f"diary-{diary}" for diary in DIARIES))
"""The kinds of blocks that a format may take, by the names that authors write behind `:::`."""

ALL = "all"
"""What a user names who wants every format; no format is called so."""

_POINTS = {"in": 72.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "pt": 1.0}
_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)(in|mm|cm|pt)")
_SHEET = re.compile(r"[a-z0-9][a-z0-9-]*\.css")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,6}){0,2}")
_COUNT = re.compile(r"[1-9][0-9]{0,2}")
_SWITCH = ("yes", "no")
PAPER, SCREEN = "paper", "screen"


@dataclass(frozen=True, slots=True)
class Impose:
    """How pages of another format are laid on sheets to fold: `bundle` is the most sheets of one fold, 0 for any
    number, `turn` the edge over which the printer turns a sheet (short or long).
    """

    pages_of: str
    bundle: int
    turn: str


@dataclass(frozen=True, slots=True)
class Format:
    """A trim size with its style sheets, from styles/formats.yaml. Sizes are CSS lengths.

    `use` says to readers what it is for; formats for the same use stand together. `everyday` ones are built unasked.
    `audiences` says for whom it is, none of them for all; `takes` which kinds of blocks it prints, none for all.
    `smallest` is the least size of words in drawings, `drawings` how wide narrow and wide ones are printed. Pages come
    in multiples of `multiple`. `beside` is a locale whose words stand beside those of every other one, "" for an
    edition in one language. A format with `impose` is for printing only: width and height are those of the sheet.
    `marks` are no property of a format; a print shop asks for them. One for a `screen` is a web page, which no layout
    engine sees: it has no width, no height, and nothing that has to do with paper.
    """

    name: str
    label: Text
    width: str
    height: str
    sheets: tuple[str, ...]
    everyday: bool = True
    audiences: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    smallest: str = ""
    drawings: tuple[str, str] | None = None
    cards: bool = False
    capitals: bool = True
    grey: bool = False
    multiple: int = 1
    beside: str = ""
    impose: Impose | None = None
    marks: bool = False
    use: Text | None = None
    screen: bool = False

    @property
    def template(self) -> str:
        """The page template, a file of styles/booklet."""
        return "screen.html" if self.screen else "booklet.html"

    @property
    def ending(self) -> str:
        """What the names of its files end with."""
        return "html" if self.screen else "pdf"


def points(length: str) -> float:
    """A length of a format in points. Raises ValueError for what is none."""
    found = _LENGTH.fullmatch(length)
    if not found:
        raise ValueError(f"'{length}' is no length")
    return float(found[1]) * _POINTS[found[2]]


def load_formats(root: Path) -> tuple[Format, ...]:
    """All formats, in the order of the file. Raises ProblemsFound with every fault of it.

    Where none says that it is for every day, all are.
    """
    problems: list[Problem] = []
    hint = "restore the file; it says what sizes the booklets are printed in"
    rows = projectyaml.rows(root, PATH, hint, problems)
    formats = tuple(_format(fields) for fields in rows)
    if not formats and not problems:
        hint = "name at least one, such as letter"
        problems.append(error("formats-missing", "the file names no format", Location(PATH, 1, 1), hint))
    _names(formats, problems)
    for form, fields in zip(formats, rows, strict=True):
        _impose_what_is_there(form, fields, formats, problems)
        _beside_alone(form, fields, problems)
    if problems:
        raise ProblemsFound(problems)
    if not any(form.everyday for form in formats):
        return tuple(replace(form, everyday=True) for form in formats)
    return formats


def _names(formats: Sequence[Format], problems: list[Problem]) -> None:
    seen: set[str] = set()
    for form in formats:
        if form.name in seen:
            message, code = f"two formats are called '{form.name}'", "format-duplicate"
            problems.append(error(code, message, form.label.location, "rename one of them"))
        if form.name == ALL:
            message, hint = f"'{ALL}' stands for every format", "rename this one"
            problems.append(error("format-reserved", message, form.label.location, hint))
        seen.add(form.name)


def _format(fields: Fields) -> Format:
    name, label = fields.identifier("name"), fields.text("label")
    screen = fields.choice("kind", (PAPER, SCREEN), PAPER) == SCREEN
    form = Format(
        name,
        Text(label, (Words(label),), "en", fields.where("label")),
        "",
        "",
        (),
        everyday=_switch(fields, "everyday", "no"),
        audiences=_known(fields, "audiences", AUDIENCES),
        takes=_known(fields, "takes", KINDS),
        use=_use(fields),
    )
    form = replace(form, screen=True, sheets=_sheets(fields, required=True)) if screen else _on_paper(form, fields)
    fields.close()
    return form


def _on_paper(form: Format, fields: Fields) -> Format:
    width, height = _length(fields, "width"), _length(fields, "height")
    impose = _impose(fields)
    return replace(
        form,
        width=width,
        height=height,
        sheets=_sheets(fields, required=impose is None),
        smallest=_length(fields, "smallest", required=False),
        drawings=_drawings(fields),
        cards=fields.choice("tables", ("whole", "cards"), "whole") == "cards",
        capitals=_switch(fields, "capitals", "yes"),
        grey=fields.choice("ink", ("colour", "grey"), "colour") == "grey",
        multiple=_count(fields, "pages-in", 1),
        beside=fields.pattern("beside", _LOCALE, "locale-name", "the name of a locale, such as en"),
        impose=impose,
    )


def _use(fields: Fields) -> Text | None:
    words = fields.optional("use")
    return Text(words, (Words(words),), "en", fields.where("use")) if words else None


def _length(fields: Fields, key: str, required: bool = True) -> str:
    return fields.pattern(key, _LENGTH, "length", "a number and in, mm, cm or pt, such as 8.5in", required)


def _count(fields: Fields, key: str, default: int) -> int:
    count = fields.pattern(key, _COUNT, "count", "a whole number from 1 to 999")
    return int(count) if _COUNT.fullmatch(count) else default


def _switch(fields: Fields, key: str, default: str) -> bool:
    return fields.choice(key, _SWITCH, default) == "yes"


def _sheets(fields: Fields, required: bool) -> tuple[str, ...]:
    nodes = fields.nodes("sheets", required)
    for node in nodes:
        if not _SHEET.fullmatch(node.value):
            hint = "name a file of styles/booklet/, such as a4.css"
            fields.fault("sheet-name", f"{shown(node.value)} is no name for a style sheet", node.location, hint)
    return tuple(node.value for node in nodes)


def _known(fields: Fields, key: str, known: Sequence[str]) -> tuple[str, ...]:
    nodes: tuple[YText, ...] = fields.nodes(key, required=False)
    for node in nodes:
        if node.value not in known:
            hint = did_you_mean(node.value, known)
            fields.fault("value-unknown", f"{shown(node.value)} is none of the '{key}'", node.location, hint)
    return tuple(node.value for node in nodes)


def _drawings(fields: Fields) -> tuple[str, str] | None:
    inner = fields.map("drawings", required=False)
    if inner is None:
        return None
    widths = _length(inner, "narrow"), _length(inner, "wide")
    inner.close()
    return widths


def _impose(fields: Fields) -> Impose | None:
    inner = fields.map("impose", required=False)
    if inner is None:
        return None
    impose = Impose(
        inner.identifier("pages-of"), _count(inner, "bundle", 0), inner.choice("turn", (SHORT, LONG), SHORT)
    )
    inner.close()
    return impose


def _impose_what_is_there(form: Format, fields: Fields, formats: Sequence[Format], problems: list[Problem]) -> None:
    """The pages must be there, be no sheets themselves, be readable by the same people, and come in fours."""
    if form.impose is None:
        return
    place = fields.where("impose")
    base = next((other for other in formats if other.name == form.impose.pages_of), None)
    if base is None or base.impose or base.screen:
        names = [other.name for other in formats if not other.impose and not other.screen]
        message = f"there is no format '{form.impose.pages_of}' whose pages could be imposed"
        problems.append(error("impose-unknown", message, place, did_you_mean(form.impose.pages_of, names)))
    elif base.multiple % 4 or base.audiences != form.audiences:
        message = f"the pages of '{base.name}' do not come in fours, or are for others than these sheets"
        hint = f"write 'pages-in: 4' and the same 'audiences' at '{base.name}'"
        problems.append(error("impose-pages", message, place, hint))


def _beside_alone(form: Format, fields: Fields, problems: list[Problem]) -> None:
    """Nobody knows yet how to fill up pages in two languages, and sheets take those of their pages."""
    if form.beside and (form.multiple > 1 or form.impose):
        message = "a format with 'beside' is neither imposed nor filled up"
        place = fields.where("beside")
        problems.append(error("beside-pages", message, place, "leave 'pages-in' and 'impose' out, or 'beside'"))
