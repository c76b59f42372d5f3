"""Pseudo-translations: words that are no language, to find what was never translated, clipped text, unmirrored pages.

`en-XA` has accents on every letter and grows as real translations do; `ar-XB` is written in Arabic letters, so from
right to left, without controls that force a direction. What must stay stays: numbers with units, codes, names of
medicines, sources cited, facts, links, bold. Every message stands in «...»: a page that shows one sign without the
other has lost words. Pseudo-translations pass every check that a translation has to pass, and are never final.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bookletpress import parity
from bookletpress.catalogue import Catalogue, Message, with_values
from bookletpress.checks.lexicon import lexicon
from bookletpress.extraction import INTERFACE, Template
from bookletpress.fidelity.english import has_few_words
from bookletpress.inline import Emphasis, Inline, Link, Strong, Words, plain
from bookletpress.inlinetext import parse, serialise
from bookletpress.knowledge import Shared

OPENING, CLOSING = "«", "»"
"""Every face of the house has these signs; the English texts have none of them."""

GROWTH = ((20, 2.0), (50, 1.5), (300, 1.45), (10_000, 1.4))
"""(length below which, by how much): the 90th percentile of Spanish against English, and more for the shortest."""

_PLACE = re.compile(r"\{[\w:]*\}|\[@\w+\]|(?<=\])\[\w+\]")
"""What is filled in, and the marks of sources and links where the press explains them."""
_FILLING = ("ţéñ", "ñíñé", "éíġħţ", "šévéñ", "šíx", "fívé", "föúŕ", "ţħŕéé", "ţŵö", "öñé")
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTED = "áƀçđéfġħíĵķłmñöþqŕšţúvŵxýž"
"""The house's italic has no more."""
_ARABIC = "ابچدهفگحيجكلمنوپقرستعڤثخىز"
_ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}


def _both_cases(letters: str) -> Mapping[str, str]:
    pairs = {**dict(zip(_PLAIN, letters, strict=True)), **dict(zip(_PLAIN.upper(), letters.upper(), strict=True))}
    return MappingProxyType(pairs)


@dataclass(frozen=True, slots=True)
class Pseudo:
    """A pseudo-locale. `signs` takes the place of letters and signs; `grows`: its words are longer than the English."""

    name: str
    settings: str
    grows: bool
    signs: Mapping[str, str] = field(repr=False)


ACCENTED = Pseudo(
    "en-XA",
    "name: Pseudo-translation, accented and longer\n"
    "native-name: TEST en-XA\n"
    "language: en-XA\n"
    "cldr: en_US\n"
    "direction: ltr\n",
    True,
    _both_cases(_ACCENTED),
)
RIGHT_TO_LEFT = Pseudo(
    "ar-XB",
    "name: Pseudo-translation, right to left\n"
    "native-name: TEST ar-XB\n"
    "language: ar-XB\n"
    "cldr: ar\n"
    "direction: rtl\n"
    'decimal-mark: "."\n'
    'group-mark: ","\n'
    "fonts:\n"
    "  package: fonts-dejavu-core\n"
    "  faces:\n"
    "    - {file: DejaVuSans.ttf, weight: 400}\n"
    "    - {file: DejaVuSans-Bold.ttf, weight: 700}\n",
    False,
    MappingProxyType({**_both_cases(_ARABIC), **_ARABIC_SIGNS}),
)
EVERY = (ACCENTED, RIGHT_TO_LEFT)


def settings(pseudo: Pseudo) -> bytes:
    """Its locale.yaml."""
    return f"# Made by make_pdf.py pseudo: no language, and nothing to hand out.\n{pseudo.settings}".encode()


def catalogue(template: Template, blank: Catalogue, pseudo: Pseudo, names: re.Pattern[str]) -> Catalogue:
    """The catalogue of a domain, all of it pseudo-translated. `blank` is its template; `names` stay: see `kept`."""
    say = _sentence if template.domain == INTERFACE else _markdown
    header = with_values(
        blank.header,
        {"PO-Revision-Date": blank.value("POT-Creation-Date"), "Language": pseudo.name.replace("-", "_")},
    )
    messages = tuple(_translated(message, say(message.msgid, pseudo, names)) for message in template.messages)
    return Catalogue(f"locales/{pseudo.name}/{template.domain}.po", header, messages)


def kept(shared: Shared) -> re.Pattern[str]:
    """Names that are the same in every language: those of medicines, and of what is mistaken for them."""
    return lexicon(shared).pattern


def _translated(message: Message, words: str) -> Message:
    unchanged = words == message.msgid and not has_few_words(words)
    comments = ("allow translation-unchanged: a medicine has one name everywhere",) if unchanged else ()
    return Message(message.msgid, words, message.context, comments, notes=message.notes, files=message.files)


def _sentence(words: str, pseudo: Pseudo, names: re.Pattern[str]) -> str:
    """A sentence of the press itself, with its places to fill in."""
    said = _swapped(words, pseudo, names, _PLACE)
    return f"{OPENING}{said}{_filling(words, said, pseudo)}{CLOSING}"


def _markdown(markdown: str, pseudo: Pseudo, names: re.Pattern[str]) -> str:
    nodes = parse(markdown)
    if names.fullmatch(plain(nodes)):
        return markdown
    said = _each(nodes, lambda words: _swapped(words, pseudo, names))
    opened = _at_end(said, lambda words: f"{OPENING}{words}", first=True)
    filling = _filling(plain(nodes), plain(said), pseudo)
    return serialise(_at_end(opened, lambda words: f"{words}{filling}{CLOSING}", first=False))


def _each(nodes: tuple[Inline, ...], change: Callable[[str], str]) -> tuple[Inline, ...]:
    changed: list[Inline] = []
    for node in nodes:
        match node:
            case Words(text):
                changed.append(Words(change(text)))
            case Link(text, key):
                changed.append(Link(change(text), key))
            case Strong(children) | Emphasis(children):
                changed.append(type(node)(_each(children, change)))
            case _:
                changed.append(node)
    return tuple(changed)


def _at_end(nodes: tuple[Inline, ...], change: Callable[[str], str], first: bool) -> tuple[Inline, ...]:
    """The same nodes, their first or last words changed; spaces beside them stay where they are."""
    places = range(len(nodes)) if first else range(len(nodes) - 1, -1, -1)
    for place in places:
        node = nodes[place]
        match node:
            case Words(text) if text.strip():
                inner = text.strip()
                lead, tail = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
                new: Inline = Words(f"{lead}{change(inner)}{tail}")
            case Link(text, key):
                new = Link(change(text), key)
            case Strong(children) | Emphasis(children):
                new = type(node)(_at_end(children, change, first))
            case _:
                continue
        return (*nodes[:place], new, *nodes[place + 1 :])
    return nodes


def _swapped(words: str, pseudo: Pseudo, *patterns: re.Pattern[str]) -> str:
    """The words in other letters, but for numbers with their units, codes, addresses, and what the patterns find."""
    out, end = [], 0
    for start, stop in _spans(words, patterns):
        if start >= end:
            out += [_letters(words[end:start], pseudo), words[start:stop]]
        else:  # it begins in what was kept already
            out.append(words[end : max(stop, end)])
        end = max(stop, end)
    return "".join([*out, _letters(words[end:], pseudo)])


def _spans(words: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[int, int]]:
    plainer = "".join(map(_plainer, words))
    found = [*parity.places(words), *(match.span() for pattern in patterns for match in pattern.finditer(plainer))]
    yield from sorted(found)


def _plainer(sign: str) -> str:
    """The sign by which names are found: 1 for the ¹ of ¹³¹I-MIBG, one hyphen for all; one for one, so places stay."""
    plain_one = unicodedata.normalize("NFKC", sign)
    return "-" if plain_one in "‐‑–" else plain_one if len(plain_one) == 1 else sign


def _letters(words: str, pseudo: Pseudo) -> str:
    out = []
    for sign in words:
        base = unicodedata.normalize("NFD", sign)[0] if sign.isalpha() else sign
        changed = pseudo.signs.get(base, sign)
        out.append(changed + changed.lower() if pseudo.grows and base in "aeiou" else changed)
    return "".join(out)


def _filling(source: str, said: str, pseudo: Pseudo) -> str:
    """More words, until the text is as long as a translation may be."""
    if not pseudo.grows:
        return ""
    wanted = len(source) * next(growth for below, growth in GROWTH if len(source) < below)
    added, place = "", len(source)
    while len(said) + len(added) + 2 < wanted:
        added += f" {_FILLING[place % len(_FILLING)]}"
        place += 1
    return added
