"""Terms of the glossary are explained in time.

`term-unexplained` (warning), in family text: a term of shared/glossary.yaml is used where no reader has been told what
it means. That is: the booklet's glossary leaves it out; or its first use in the booklet is neither in bold, nor behind
a word card, nor said on the spot ("a gene called ALK", "MIBG treatment, a radioactive medicine"); or a section explains
it only after using it. Opening sentences may name what the section is about, and the main points are a summary. Looked
at in the authors' booklet only: a translation explains the same words in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bookletpress.checks.context import FAMILY, Context
from bookletpress.evidence import sections_for, terms_used
from bookletpress.inline import Link, Strong, plain, walk
from bookletpress.locales import SOURCE
from bookletpress.model import Lede, Points, Section, Text, WordCards
from bookletpress.problems import Problem, warning
from bookletpress.readability.passages import in_block
from bookletpress.readability.sentences import words
from bookletpress.readability.terms import Unavoidable, find, fold, glossary_terms

_CALLED = re.compile(r"(?:called|named)\W+$", re.I)
_SAID_BEHIND = re.compile(r"\W*(?:[,(]\s*(?:an?|the|or|which|short for)|\s(?:is|are)\s(?:an?|the))\b", re.I)


@dataclass(slots=True)
class _Seen:
    """Ids of terms in one section, each with the block that first explains or uses it."""

    explained: dict[str, int] = field(default_factory=dict)
    used: dict[str, tuple[int, Text]] = field(default_factory=dict)


def check(context: Context) -> Iterator[Problem]:
    """Each section of the family edition, in reading order."""
    booklet, glossary = context.booklet, context.shared.glossary
    if FAMILY not in booklet.audiences or booklet.locale != SOURCE:
        return
    terms = {key: term for key in glossary for term in glossary_terms((key,), context.shared, SOURCE)}
    listed = {*booklet.glossary, *terms_used(booklet, FAMILY)}
    met: set[str] = set()
    for section in sections_for(booklet, FAMILY):
        seen = _read(section, terms)
        for key, (place, text) in seen.used.items():
            if key not in listed:
                hint = f"add '{key}' to 'glossary' in booklet.yaml, and explain it here"
                yield _problem(f"'{key}' is used here, and the booklet's glossary leaves it out", text, hint)
            elif place < seen.explained.get(key, place):
                hint = "put its word card or its bold explanation before this text"
                yield _problem(f"the section explains '{key}' only further down", text, hint)
            elif key not in met and key not in seen.explained:
                hint = f"add a word card before it, such as '::: words {key}', or say it in the sentence"
                yield _problem(f"'{key}' is used here first, and nothing says what it means", text, hint)
        met |= {*seen.used, *seen.explained}


def _problem(message: str, text: Text, hint: str) -> Problem:
    return warning("term-unexplained", message, text.location, hint)


def _read(section: Section, terms: Mapping[str, Unavoidable]) -> _Seen:
    seen = _Seen()
    for place, block in enumerate(section.blocks):
        if isinstance(block, WordCards):
            for key in block.terms:
                seen.explained.setdefault(key, place)
        elif not isinstance(block, Points):
            for passage in in_block(block):
                _text(passage.text, place, terms, seen, counts=not isinstance(block, Lede))
    return seen


def _text(text: Text, place: int, terms: Mapping[str, Unavoidable], seen: _Seen, counts: bool) -> None:
    """Notes what a text explains and uses. Bold explains a term; the words of a link name another place."""
    keys = {term.folded: key for key, term in terms.items()}
    for node in walk(text.inline):
        if isinstance(node, Strong):
            folded = tuple(fold(word, SOURCE) for word in words(plain(node.children)))
            if folded in keys:
                seen.explained.setdefault(keys[folded], place)
    said = plain(tuple(node for node in text.inline if not isinstance(node, Link)))
    row = words(said)
    for hit in find(row, sorted(terms.values(), key=lambda term: -len(term.folded)), SOURCE):
        key = keys[hit.term.folded]
        if _on_the_spot(said, [row[at] for at in hit.places]):
            seen.explained.setdefault(key, place)
        if counts:
            seen.used.setdefault(key, (place, text))


def _on_the_spot(said: str, term: list[str]) -> bool:
    found = re.search(r"\W+".join(map(re.escape, term)), said)
    return bool(found and (_CALLED.search(said, 0, found.start()) or _SAID_BEHIND.match(said, found.end())))
