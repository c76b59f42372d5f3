"""What the layout engine only mentions in its log, as problems.

`resource-refused` (error): a page asks for a file that is no part of its edition. Why: nothing comes from the network
or from elsewhere on this computer.
`resource-unusable`, `font-unusable`, `address-invalid` (errors): a picture, a font or an address that the layout engine
cannot use. Why: it would print on without it.
`anchor-duplicate`, `language-missing` (errors): two places of one name, or a page that does not say its language.
`layout-failed`, `layout-error` (errors): the layout engine gives up, or says that something is wrong.
`layout-warning` (warning): what it says otherwise.
`layout-refused` (error, exit 3): the disk of the layout engine is full, or may not be written.
`pages-too-many` (error): an edition with more pages than its limit. Why: a style that runs away never ends.

WeasyPrint logs a missing picture, a broken link or a letter without a glyph, makes the PDF and reports success. Here
its records are caught, and none reaches the screen.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from logging import LogRecord

from bookletpress.fonts import described
from bookletpress.problems import Location, Problem, Severity, error, warning

LOGGERS = ("weasyprint", "fontTools")

Locate = Callable[[str], Location | None]
"""Where in the source a piece of text stands, or None if nobody knows."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A message of the engine and what it means to us."""

    pattern: re.Pattern[str]
    code: str
    severity: Severity
    hint: str


def _error(pattern: str, code: str, hint: str) -> Saying:
    return Saying(re.compile(pattern), code, Severity.ERROR, hint)


_SAYINGS = (
    _error(
        r"Failed to load (image|stylesheet|inline SVG|attachment)|Failed to render SVG|Unsupported stylesheet type",
        "resource-unusable",
        "mend the file: it cannot be drawn as it is",
    ),
    _error(r"No anchor #|undefined anchor", "link-broken", "let the link lead to a section that this edition prints"),
    _error(r"Anchor defined twice", "anchor-duplicate", "give each section and each reference a name of its own"),
    _error(r"has no required alt description", "alt-missing", "tell in words what the picture shows"),
    _error(r"Missing required \"lang\"", "language-missing", "the page template must say the language on <html>"),
    _error(
        r"Font-face|Unable to subset|missing from", "font-unusable", "mend the font, or name another in locale.yaml"
    ),
    _error(r"Relative URI|Malformed", "address-invalid", "write the address in full, as asset:name"),
)
_OTHER_ERROR = _error("", "layout-error", "see what the page template or the style sheet asks for there")
_OTHER = Saying(re.compile(""), "layout-warning", Severity.WARNING, "see what the style sheet asks for there")


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[LogRecord] = []

    def emit(self, record: LogRecord) -> None:
        self.heard.append(record)


@contextmanager
def listening(loggers: Sequence[str] = LOGGERS) -> Iterator[list[LogRecord]]:
    """Gathers warnings and errors of these loggers until the block ends; afterwards all is as it was."""
    listener = _Listener()
    before = [(logger, logger.propagate, logger.level) for logger in map(logging.getLogger, loggers)]
    for logger, _, _ in before:
        logger.addHandler(listener)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield listener.heard
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(listener)
            logger.propagate = propagate
            logger.setLevel(level)


def as_problems(
    records: Sequence[LogRecord], text: Sequence[str], place: Location, locate: Locate
) -> tuple[Problem, ...]:
    """Each record as a problem, each once. `text` is what the edition says, to find where a letter stands."""
    found = [_problem(record, text, place, locate) for record in records]
    return tuple(dict.fromkeys(found))


def _problem(record: LogRecord, text: Sequence[str], place: Location, locate: Locate) -> Problem:
    message = record.getMessage()
    if message.startswith(".notdef glyph"):
        return _missing_glyph(message, text, place, locate)
    usual = _OTHER_ERROR if record.levelno >= logging.ERROR else _OTHER
    saying = next((saying for saying in _SAYINGS if saying.pattern.search(message)), usual)
    make = error if saying.severity is Severity.ERROR else warning
    return make(saying.code, f"the layout engine says: {' '.join(message.split())[:300]}", place, saying.hint)


def _missing_glyph(message: str, text: Sequence[str], place: Location, locate: Locate) -> Problem:
    code_point = re.search(r"\(U\+([0-9A-F]{4,6})\)", message)
    character = chr(int(code_point[1], 16)) if code_point else "?"
    trouble = f"no font of this language can draw {described(character)}"
    for sentence in text:
        before, found, after = sentence.partition(character)
        if found:
            around = " ".join(f"{before[-30:]}{found}{after[:30]}".split())
            hint = "write it in another way, or name a font that has it in locale.yaml"
            return error("glyph-missing", f"{trouble}; it stands in “{around}”", locate(sentence) or place, hint)
    return error(
        "glyph-missing", trouble, place, "it is in no text: look for list-style and content in the style sheets"
    )
