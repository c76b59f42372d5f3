"""Words of a translation that are in no dictionary, asked of hunspell where it is installed with the language's own.

`spelling` (warning): a word that the dictionary named in parity.yaml does not know, once a text. Names of medicines,
approved terms, words of the glossary, what the English says too, codes and single letters are not asked about.
Only `check --spelling` looks: dictionaries differ from one computer to the next, and a build may not depend on them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator

from bookletpress import walk
from bookletpress.inline import plain
from bookletpress.model import Booklet, Text
from bookletpress.problems import EnvironmentFault, Problem, in_order, warning
from bookletpress.project import Localised, Project

SPELLING = "spelling"
TIMEOUT = 60
HINT = "mend it, add it to known-words in parity.yaml if it is right, or waive this"

_WORD = re.compile(r"(?<![\w{.-])[^\W\d_]{2,}(?![\w}-])")
_NAME = re.compile(r"[A-ZÀ-Þ]{2,}|.[A-ZÀ-Þ]")
"""Codes such as ALK, and names such as McNemar."""


def check(project: Project, local: Localised) -> tuple[Problem, ...]:
    """The problems of one locale. Raises EnvironmentFault where hunspell or the dictionary is missing."""
    dictionary = local.locale.parity.spelling
    if not dictionary:
        return ()
    texts = [text for text in _texts(local, local.booklets.values()) if text.locale == local.locale.name]
    allowed = set(_allowed(project, local))
    asked = {text: [word for word in _words(text) if word.casefold() not in allowed] for text in texts}
    unknown = misspelt({word for words in asked.values() for word in words}, dictionary)
    return in_order(
        warning(SPELLING, f"'{word}' is in no dictionary", text.location, HINT)
        for text, words in asked.items()
        if SPELLING not in {waiver.code for waiver in text.waivers}
        for word in words
        if word in unknown
    )


def misspelt(words: Iterable[str], dictionary: str) -> frozenset[str]:
    """Those of the words that hunspell does not know. Raises EnvironmentFault."""
    program = shutil.which("hunspell")
    language = dictionary.split("_", maxsplit=1)[0]
    hint = f"install hunspell and its dictionary '{dictionary}', such as the package hunspell-{language}"
    if program is None:
        raise EnvironmentFault("hunspell is not installed", hint)
    command = [program, "-i", "UTF-8", "-d", dictionary, "-l"]
    said = "\n".join(sorted(words)) + "\n"
    done = subprocess.run(  # noqa: S603 - a program of this computer, and a name that the guard has read
        command, input=said.encode(), capture_output=True, timeout=TIMEOUT, check=False
    )
    if done.returncode or b"Can't open affix" in done.stderr:
        raise EnvironmentFault(f"hunspell has no dictionary '{dictionary}'", hint)
    return frozenset(done.stdout.decode("utf-8", "replace").split())


def _texts(local: Localised, booklets: Iterable[Booklet]) -> Iterator[Text]:
    found: list[Text] = []

    def keep(text: Text, place: str) -> Text:
        if not place.endswith("how to say it"):
            found.append(text)
        return text

    for booklet in booklets:
        walk.map_booklet(booklet, keep, booklet.locale)
    walk.map_shared(local.shared, keep, local.shared.locale)
    return iter(dict.fromkeys((*found, *local.interface.words.values())))


def _allowed(project: Project, local: Localised) -> Iterator[str]:
    """What need not be in a dictionary, folded."""
    for shared in (local.shared, project.shared):
        for medicine in shared.medicines.values():
            for text in (medicine.name, *medicine.other_names, *medicine.look_alikes):
                yield from _folded(plain(text.inline))
            yield from _folded(medicine.brand)
        for term in shared.glossary.values():
            yield from _folded(plain(term.term.inline))
        for reference in shared.references.values():
            yield from _folded(reference.title)
        for line in shared.helplines:
            yield from _folded(line.name)
    for known in local.locale.parity.known_words:
        yield from _folded(known)
    for approved in local.locale.terms:
        for phrase in approved.approved:
            yield from _folded(phrase)
    for booklet in project.booklets:
        for text in _of(booklet):
            yield from _folded(plain(text.inline))


def _of(booklet: Booklet) -> list[Text]:
    found: list[Text] = []

    def keep(text: Text, _place: str) -> Text:
        found.append(text)
        return text

    walk.map_booklet(booklet, keep, booklet.locale)
    return found


def _folded(words: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(words))


def _words(text: Text) -> list[str]:
    found = dict.fromkeys(_WORD.findall(plain(text.inline)))
    return [word for word in found if not _NAME.search(word)]
