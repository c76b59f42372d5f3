"""Booklet x Catalogue -> Booklet. Everything after this stage is blind to language.

`translation-missing`, `translation-fuzzy` (release errors): a message that is not translated, or doubtful. The English
stands in its place, marked as English.
`translation-english` (release error): English words in a translation.
`english-left-over` (error): an English word that means something else in the language.
`translation-unchanged` (warning): a translation that is the English word for word.
`number-mismatch`, `atom-mismatch`, `citation-mismatch`, `link-mismatch` (errors): numbers, facts, sources or links that
the English has and the translation has not, or the other way round. Why: 5 mg must not become 50 mg.
`emphasis-mismatch` (warning): the same of bold words.

Only live, translated, settled messages are used. Where there is none the English stays, with its own locale, so that
it can be marked on the page and kept out of a final edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bookletpress import parity, walk
from bookletpress.catalogue import Catalogue, Key, Message, key_of, waivers_in
from bookletpress.extraction import is_message
from bookletpress.inline import Inline, Words, plain
from bookletpress.inlinetext import InlineFault, parse, serialise
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Interface, LocaleInfo, Text
from bookletpress.parity import ENGLISH, Difference, NumberStyle
from bookletpress.problems import Location, Problem, error, release_error, warning

FEW_WORDS = 3
_FUNCTION_WORDS = re.compile(r"\b(?:the|and|with|which|that|this|your|from|are|what|when|they|have)\b")


@dataclass(slots=True)
class _Work:
    """One catalogue being used for one locale, and the problems met."""

    catalogue: Catalogue
    locale: LocaleInfo
    found: Mapping[Key, Message]
    problems: dict[Problem, None] = field(default_factory=dict)


def booklet(source: Booklet, catalogue: Catalogue, locale: LocaleInfo) -> tuple[Booklet, tuple[Problem, ...]]:
    """The booklet in a locale, and what is wrong with its translation."""
    work = _start(catalogue, locale)
    localised = walk.map_booklet(source, lambda text, _: _markdown(work, text), locale.name)
    return localised, tuple(work.problems)


def shared(source: Shared, catalogue: Catalogue, locale: LocaleInfo) -> tuple[Shared, tuple[Problem, ...]]:
    """The shared data in a locale, and what is wrong with its translation."""
    work = _start(catalogue, locale)
    localised = walk.map_shared(source, lambda text, _: _markdown(work, text), locale.name)
    return localised, tuple(work.problems)


def interface(words: Iterable[Text], catalogue: Catalogue, locale: LocaleInfo) -> tuple[Interface, tuple[Problem, ...]]:
    """The press's own words in a locale. They are plain words with places such as `{count}`, no Markdown."""
    work = _start(catalogue, locale)
    localised = {text.source: _plain(work, text) for text in words}
    return Interface(locale.name, MappingProxyType(localised)), tuple(work.problems)


def _start(catalogue: Catalogue, locale: LocaleInfo) -> _Work:
    return _Work(catalogue, locale, {message.key: message for message in catalogue.live})


def _markdown(work: _Work, text: Text) -> Text:
    message = _usable(work, text)
    if message is None:
        return _untranslated(work, text)
    try:
        inlines = parse(message.msgstr)
    except InlineFault as fault:
        near = message.msgstr[fault.offset : fault.offset + 30]
        _report(
            work,
            error(
                fault.code,
                f"the translation does not parse near '{near}': {fault.message}",
                message.location,
                fault.hint,
            ),
        )
        return text
    for problem in (*_tokens(text.inline, inlines, message.location), *_words(work, text, inlines, message)):
        _report(work, problem)
    waivers = waivers_in(message)
    return Text(serialise(inlines), inlines, work.locale.name, message.location, text.note, waivers)


def _plain(work: _Work, text: Text) -> Text:
    message = _usable(work, text)
    if message is None:
        return _untranslated(work, text)
    inlines = (Words(message.msgstr),)
    if difference := parity.placeholders(text.source, message.msgstr):
        _report(work, _mismatch("atom", "the places to fill in", difference, message.location))
    for problem in _words(work, text, inlines, message):
        _report(work, problem)
    return Text(message.msgstr, inlines, work.locale.name, message.location, text.note, waivers_in(message))


def _untranslated(work: _Work, text: Text) -> Text:
    """What needs no translation belongs to the locale; what lacks one keeps its own."""
    return text if is_message(text) else replace(text, locale=work.locale.name)


def _report(work: _Work, problem: Problem) -> None:
    work.problems[problem] = None


def _usable(work: _Work, text: Text) -> Message | None:
    """The message that may be printed for a text; if there is none, a problem says why."""
    if not is_message(text):
        return None
    message = work.found.get(key_of(text))
    if message is not None and message.usable:
        return message
    start = _excerpt(text.source)
    if message is None:
        _report(
            work,
            release_error(
                "translation-missing",
                f"'{start}' is not in the catalogue",
                Location(work.catalogue.path),
                f"run 'update -l {work.locale.name}', then translate it",
            ),
        )
    elif not message.msgstr.strip():
        _report(
            work,
            release_error(
                "translation-missing",
                f"'{start}' is not translated",
                message.location,
                "write the translation into msgstr",
            ),
        )
    else:
        _report(
            work,
            release_error(
                "translation-fuzzy",
                f"the translation of '{start}' is marked fuzzy",
                message.location,
                "compare it with the English, then delete 'fuzzy' and the lines that start with #|",
            ),
        )
    return None


def _tokens(source: tuple[Inline, ...], target: tuple[Inline, ...], place: Location) -> Iterator[Problem]:
    """Citations, facts, links and emphasis, as parsed."""
    if difference := parity.citations(source, target):
        yield _mismatch("citation", "the sources cited", difference, place)
    if difference := parity.atoms(source, target):
        yield _mismatch("atom", "the facts", difference, place)
    if difference := parity.links(source, target):
        yield _mismatch("link", "the links", difference, place)
    if difference := parity.emphasis(source, target):
        yield warning(
            "emphasis-mismatch",
            f"bold and italic differ from the English: {difference}",
            place,
            "mark the same words as in the English",
        )


def _words(work: _Work, text: Text, target: tuple[Inline, ...], message: Message) -> Iterator[Problem]:
    """Numbers, and English that stayed."""
    place = message.location
    style = NumberStyle(work.locale.decimal, work.locale.group)
    if difference := parity.numbers(text.inline, target, ENGLISH, style):
        yield _mismatch("number", "the numbers", difference, place)
    if message.msgstr == text.source and len(re.findall(r"[^\W\d_]{2,}", plain(text.inline))) > FEW_WORDS:
        yield warning(
            "translation-unchanged",
            f"'{_excerpt(text.source)}' is the same as the English",
            place,
            "translate it, or leave it if it is right so",
        )
    english = _english(plain(target)) if not work.locale.cldr.startswith("en") else ()
    if len(english) > 1 and message.msgstr != text.source:
        yield release_error(
            "translation-english",
            f"this looks like English: {', '.join(english)}",
            place,
            "translate it; a name stays as it is",
        )
    for word in work.locale.leftovers:
        if re.search(rf"\b{re.escape(word)}\b", message.msgstr, re.I):
            yield error(
                "english-left-over",
                f"'{word}' is an English word that means something else here",
                place,
                "write the word that is meant, and numbers in digits",
            )


def _english(words: str) -> tuple[str, ...]:
    """English words that no sentence does without and that hardly any other language has, each once."""
    return tuple(dict.fromkeys(_FUNCTION_WORDS.findall(words.lower())))


def _mismatch(kind: str, what: str, difference: Difference, place: Location) -> Problem:
    return error(
        f"{kind}-mismatch",
        f"{what} differ from the English: {difference}",
        place,
        "carry over exactly what the English has, in any order",
    )


def _excerpt(words: str) -> str:
    return words if len(words) <= 50 else words[:49] + "…"
