"""What there is to translate: booklets, shared data, page templates and labels -> the messages of each domain.

`page-template` (error): a page template that does not parse. Why: its words could not be translated.

Domains: one a booklet, named by its slug; `shared` for the data all booklets draw on; `interface` for the press's own
words. Page templates mark their words with `say("...")`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from bookletpress import inline, messagerefs, walk
from bookletpress.catalogue import SEGMENTER, Catalogue, Key, Message, key_of, with_values
from bookletpress.inline import Words
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Text
from bookletpress.problems import Location, ProblemsFound, error

SHARED = "shared"
INTERFACE = "interface"
KEYWORD = "say"
NOTE = "translators:"


@dataclass(frozen=True, slots=True)
class Template:
    """The messages of one domain in reading order, without translations."""

    domain: str
    messages: tuple[Message, ...]


def booklet(source: Booklet) -> Template:
    """All texts of a booklet; its domain is its slug."""
    return _collect(source.slug, lambda visit: walk.map_booklet(source, visit, source.locale))


def shared(source: Shared) -> Template:
    """All texts of the shared data."""
    return _collect(SHARED, lambda visit: walk.map_shared(source, visit, source.locale))


def interface(words: Iterable[Text]) -> Template:
    """The press's own words; see `page_words`."""

    def visit_all(visit: walk.Visit) -> None:
        for text in words:
            visit(text, "")

    return _collect(INTERFACE, visit_all)


def page_words(pages: Mapping[str, str], locale: str = "en") -> tuple[Text, ...]:
    """What page templates (path -> content) say with `say("...")`, in order of path and line; plain words, no Markdown.

    Raises ProblemsFound where a template does not parse: its words must not seem to have vanished.
    """
    found: list[Text] = []
    problems = []
    for path, content in sorted(pages.items()):
        try:
            found.extend(_said(path, content, locale))
        except TemplateSyntaxError as fault:
            problems.append(
                error(
                    "page-template",
                    f"not a page template: {fault.message}",
                    Location(path, fault.lineno, 1),
                    "mend the Jinja tag on this line",
                )
            )
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


@lru_cache(maxsize=256)
def _said(path: str, content: str, locale: str) -> tuple[Text, ...]:
    """What one template says. `watch` and the tests read the same ones again and again."""
    return tuple(_calls(path, content, locale))


def _calls(path: str, content: str, locale: str) -> Iterator[Text]:
    calls = babel_extract(BytesIO(content.encode("utf-8")), (KEYWORD,), (NOTE,), {"silent": "false"})
    for line, _, arguments, comments in calls:
        words = arguments if isinstance(arguments, str) else (arguments or (None,))[0]
        if words:
            note = " ".join(comment.removeprefix(NOTE).strip() for comment in comments)
            yield Text(words, (Words(words),), locale, Location(path, line, 1), note)


def is_message(text: Text) -> bool:
    """Is there a word to translate? A bare number, fact or address says the same everywhere."""
    return any(sign.isalpha() for sign in inline.plain(text.inline))


def template_catalogue(template: Template, before: Catalogue | None, path: str, date: datetime.date) -> Catalogue:
    """The .pot of a domain. Its date stays that of the template before it as long as the messages are the same."""
    same = before is not None and {m.key for m in before.messages} == {m.key for m in template.messages}
    made = before.value("POT-Creation-Date") if before and same else f"{date.isoformat()} 00:00+0000"
    values = {
        "Project-Id-Version": template.domain,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": made,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Segmenter": SEGMENTER,
    }
    return Catalogue(path, with_values((), values), template.messages)


@dataclass(slots=True)
class _Found:
    """Where a message was met so far; lists without repetition."""

    breadcrumbs: dict[str, None]
    notes: dict[str, None]
    files: dict[str, None]


def _collect(domain: str, visit_all: Callable[[walk.Visit], object]) -> Template:
    """The same English with the same context is one message, wherever it stands."""
    found: dict[Key, _Found] = {}

    def visit(text: Text, breadcrumb: str) -> Text:
        if is_message(text):
            met = found.setdefault(key_of(text), _Found({}, {}, {}))
            if breadcrumb:
                met.breadcrumbs[breadcrumb] = None
            for line in text.note.splitlines():
                met.notes[line.strip()] = None
            met.files[text.location.path] = None
        return text

    visit_all(visit)
    names = messagerefs.references(found)
    return Template(domain, tuple(_message(key, met, names[key]) for key, met in found.items()))


def _message(key: Key, met: _Found, reference: str) -> Message:
    context, msgid = key
    notes = (*met.breadcrumbs, *met.notes, messagerefs.comment(reference))
    return Message(msgid, context=context, notes=notes, files=tuple(met.files))
