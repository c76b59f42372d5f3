"""Booklet x Catalogue -> Booklet. Everything after this stage is blind to language.

Only live, translated, settled messages are used. Where there is none the English stays, with its own locale, so that
it can be marked on the page and kept out of a final edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bookletpress import pairs, parity, walk
from bookletpress.catalogue import Catalogue, Key, Message, key_of, waivers_in
from bookletpress.extraction import is_message
from bookletpress.fidelity import registry
from bookletpress.fidelity.english import excerpt
from bookletpress.fidelity.marks import mismatch
from bookletpress.fidelity.pair import pair
from bookletpress.inline import Words
from bookletpress.inlinetext import InlineFault, faults, parse, serialise
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Interface, LocaleInfo, Text
from bookletpress.problems import Location, Problem, error, release_error
from bookletpress.vocabulary import ParityWords

NO_WORDS = ParityWords()


@dataclass(slots=True)
class _Work:
    """One catalogue being used for one locale, and the problems met."""

    catalogue: Catalogue
    locale: LocaleInfo
    english: ParityWords
    found: Mapping[Key, Message]
    problems: dict[Problem, None] = field(default_factory=dict)


def booklet(
    source: Booklet, catalogue: Catalogue, locale: LocaleInfo, english: ParityWords = NO_WORDS
) -> tuple[Booklet, tuple[Problem, ...]]:
    """The booklet in a locale, and what is wrong with its translation. `english`: the words of its source."""
    work = _start(catalogue, locale, english)
    localised = walk.map_booklet(source, lambda text, _: _markdown(work, text), locale.name)
    return localised, tuple(work.problems)


def shared(
    source: Shared, catalogue: Catalogue, locale: LocaleInfo, english: ParityWords = NO_WORDS
) -> tuple[Shared, tuple[Problem, ...]]:
    """The shared data in a locale, and what is wrong with its translation."""
    work = _start(catalogue, locale, english)
    localised = walk.map_shared(source, lambda text, _: _markdown(work, text), locale.name)
    return localised, tuple(work.problems)


def interface(
    words: Iterable[Text], catalogue: Catalogue, locale: LocaleInfo, english: ParityWords = NO_WORDS
) -> tuple[Interface, tuple[Problem, ...]]:
    """The press's own words in a locale. They are plain words with places such as `{count}`, no Markdown."""
    work = _start(catalogue, locale, english)
    localised = {text.source: _plain(work, text) for text in words}
    return Interface(locale.name, MappingProxyType(localised)), tuple(work.problems)


def _start(catalogue: Catalogue, locale: LocaleInfo, english: ParityWords) -> _Work:
    return _Work(catalogue, locale, english, {message.key: message for message in catalogue.live})


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
    for problem in registry.run(pair(text, inlines, message, work.locale, work.english)):
        _report(work, problem)
    waivers = waivers_in(message)
    return Text(serialise(inlines), inlines, work.locale.name, message.location, text.note, waivers)


def _plain(work: _Work, text: Text) -> Text:
    message = _usable(work, text)
    if message is None:
        return _untranslated(work, text)
    inlines = (Words(message.msgstr),)
    if difference := parity.placeholders(text.source, message.msgstr):
        _report(work, mismatch("atom", "the places to fill in", difference, message.location))
    for fault in _printed_as_it_is(text, message):
        _report(work, error(fault.code, f"in plain words: {fault.message}", message.location, fault.hint))
    for problem in registry.run(pair(text, inlines, message, work.locale, work.english)):
        _report(work, problem)
    return Text(message.msgstr, inlines, work.locale.name, message.location, text.note, waivers_in(message))


def _printed_as_it_is(text: Text, message: Message) -> Iterator[InlineFault]:
    """HTML, addresses and Markdown in plain words, which nothing reads; braces are places to fill in."""
    usual = {fault.code for fault in faults(text.source)} | {"atom-broken"}
    return (fault for fault in faults(message.msgstr) if fault.code not in usual)


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
        if not pairs.is_confirmed(message, work.catalogue):
            _report(work, _unconfirmed(message, work.locale.name))
        return message
    start = excerpt(text.source)
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


def _unconfirmed(message: Message, locale: str) -> Problem:
    """An editor other than ours wrote the translation, or a merge put new English beside an old one."""
    return release_error(
        "pair-unconfirmed",
        f"nobody confirmed that this translation was made for '{excerpt(message.msgid)}'",
        message.location,
        f"compare the two, then run 'make_pdf.py confirm -l {locale}'",
    )
