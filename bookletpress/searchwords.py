"""By which words a section is found, besides its heading: what stands out in it, and what only few sections speak of.

Nobody sees or hears these words: they lie beside an entry of the page on which things are looked up, and that page has
to stay small. So a word that another one holds is left out, and so is one that many sections have in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bookletpress import inline
from bookletpress.evidence import PANEL_CLAIMS, texts_in
from bookletpress.inline import Cite, Strong, walk
from bookletpress.model import Block, Bullets, Callout, Heading, Panel, Section, Text

DANGER = ("call", "emergency")
"""The kinds of boxes that cannot wait."""
CARD = "fever-card"
"""The panel that names every sign for which a family calls."""
SHORTEST, SHORTEST_SAID = 3, 4
"""Letters of a word that stands out, and of any other."""
MANY = 20
"""Sections of a shelf that is large enough to tell which words are common."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of one section, folded: `marked` stand out in it, `said` are all that it says."""

    marked: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()


def sought(section: Section, more: Iterable[str] = ()) -> Sought:
    """The words of a section; `more` stands out too, such as brand names or what a panel says."""
    texts = [text for block in section.blocks for text in texts_in(block)]
    bold = [node.children for text in texts for node in walk(text.inline) if isinstance(node, Strong)]
    marked = [*more, *map(_plain, _marked(section)), *map(inline.plain, bold)]
    return Sought(_words(marked), _words([*marked, *map(_plain, texts)]))


def says_when_to_call(section: Section) -> bool:
    """Whether it tells of every sign on the fever card: it stands on all the claims of that card."""
    texts = [section.heading, *(text for block in section.blocks for text in texts_in(block))]
    cited = {claim for text in texts for node in walk(text.inline) if isinstance(node, Cite) for claim in node.claims}
    return cited >= set(PANEL_CLAIMS[CARD])


def holds_card(section: Section) -> bool:
    """Whether the fever card is in it."""
    return any(isinstance(block, Panel) and block.kind == CARD for block in section.blocks)


def hidden(sections: Sequence[Sought], shown: Sequence[str], places: int) -> tuple[str, ...]:
    """What lies beside each entry of a list, beginning with the words that it shows: the words that stand out, and any
    other for the first `places` sections that say it.

    Words are in the order of the alphabet; none is within another or within what is shown. Words that more than half of
    many sections say tell nothing and are left out.
    """
    count = Counter(word for section in sections for word in section.said)
    common = {word for word, found in count.items() if found > max(MANY, len(sections)) / 2}
    met: Counter[str] = Counter()
    made = []
    for section, own in zip(sections, map(fold, shown), strict=True):
        met.update(section.marked)
        first = {word for word in section.said if len(word) >= SHORTEST_SAID and met[word] < places}
        met.update(first - section.marked)
        made.append(_without_parts((section.marked | first) - common, own))
    return tuple(made)


def _without_parts(words: Iterable[str], shown: str) -> str:
    known = [shown]
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if not any(word in other for other in known):
            known.append(word)
    return " ".join(sorted(known[1:]))


def fold(words: str) -> str:
    """Words as they are compared, by the same rule as in styles/site/search.js: no accents, small letters."""
    signs = unicodedata.normalize("NFD", words)
    return " ".join("".join(sign for sign in signs if unicodedata.category(sign)[0] != "M").lower().split())


def _words(texts: Iterable[str]) -> frozenset[str]:
    every = (word for text in texts for word in _WORD.findall(fold(text)))
    return frozenset(word for word in every if len(word) >= SHORTEST and word.isalpha())


def _marked(section: Section) -> Iterator[Text]:
    """Subheadings and boxes of danger; where a section tells when to call, its lists too."""
    kinds = (Heading, Bullets) if says_when_to_call(section) else (Heading,)
    for block in section.blocks:
        if isinstance(block, kinds) or _is_danger(block):
            yield from texts_in(block)


def _is_danger(block: Block) -> bool:
    return isinstance(block, Callout) and block.kind in DANGER


def _plain(text: Text) -> str:
    return inline.plain(text.inline)
