"""Which characters a text may hold. Refuses what hides or reorders words; allows what honest writing needs.

Joiners, direction marks and isolates are ordinary spelling in Persian, Hindi, Burmese or Hebrew, so they are judged by
the script around them. Scripts are told apart by the first word of a character's Unicode name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u0344\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 15))
    + "]"
)
_HEAP = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9}")
"""More signs above and below one letter than any writing has: they cover the lines around it."""

_ALPHABETS = frozenset(("LATIN", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "GREEK"))
_GREEK_TWINS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορυϲϳ")
_WORD = re.compile(r"[^\W\d_]+")
MOST = 1_000
"""Nobody reads about more; a file in another encoding holds millions."""

_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")

_WITHOUT_JOINERS = frozenset(("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "COMBINING"))
_WITHOUT_SPACES = frozenset(("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "BALINESE", "JAVANESE", "TAI", "NEW"))

_ISOLATES = "\u2066\u2067\u2068"
_ISOLATE_END = "\u2069"
_EMBEDDINGS = "\u202a\u202b"
_EMBEDDING_END = "\u202c"

_RANGES = (
    (0x0000, 0x001F, "a control character", "delete it"),
    (0x007F, 0x009F, "a control character", "delete it; the file may have been saved in another encoding"),
    (0x0344, 0x0344, "one mark for two, which Unicode discourages", "type the two marks, U+0308 and U+0301"),
    (0x115F, 0x1160, "an invisible filler", "delete it"),
    (0x200B, 0x200B, "a zero-width space", "delete it; it is only for scripts written without spaces"),
    (0x200C, 0x200D, "a joiner that this script does not use", "delete it"),
    (0x200E, 0x200F, "a direction mark in text without right-to-left letters", "delete it"),
    (0x061C, 0x061C, "a direction mark in text without right-to-left letters", "delete it"),
    (0x2028, 0x2029, "a line or paragraph separator", "use a new line"),
    (0x202D, 0x202E, "a direction override", "delete it; isolate foreign words with U+2068 and U+2069"),
    (0x202A, 0x202C, "a direction embedding without its partner", "isolate foreign words with U+2068 and U+2069"),
    (0x2066, 0x2069, "a direction isolate without its partner", "close every U+2066, U+2067, U+2068 with U+2069"),
    (0x2060, 0x206F, "an invisible format character", "delete it"),
    (0x3164, 0x3164, "an invisible filler", "delete it"),
    (0xD800, 0xDFFF, "half of a surrogate pair", "delete it and type the character again"),
    (0xE000, 0xF8FF, "a private-use character", "use the character's own code; its font may have hidden the mistake"),
    (0xFDD0, 0xFDEF, "a code that is no character", "delete it"),
    (0xFEFF, 0xFEFF, "a byte order mark inside the text", "delete it"),
    (0xFFA0, 0xFFA0, "an invisible filler", "delete it"),
    (0xFFF9, 0xFFFC, "an invisible format character", "delete it"),
    (0xFFFD, 0xFFFD, "a replacement character: something was lost here", "type the lost character again"),
    (0xFFFE, 0xFFFF, "a code that is no character", "delete it"),
    (0xE0000, 0xE007F, "a tag character", "delete it"),
    (0xF0000, 0x10FFFF, "a private-use character", "use the character's own code"),
)


@dataclass(frozen=True, slots=True)
class CharacterFault:
    """One refused character; `offset` counts characters from the start of the text given."""

    offset: int
    character: str
    message: str
    hint: str


def faults(text: str) -> tuple[CharacterFault, ...]:
    """Every character that may not stand in a text, in order, or the first thousand. New lines may, tabs may not."""
    suspects = [found.start() for found in _SUSPECT.finditer(text)]
    heaps = () if text.isascii() else tuple(_HEAP.finditer(text))
    if not suspects and not heaps:
        return ()
    unpaired = frozenset(_unpaired(text, suspects))
    right_to_left = any(unicodedata.bidirectional(sign) in ("R", "AL") and sign.isalpha() for sign in text)
    refused = (offset for offset in suspects if not _allowed(text, offset, unpaired, right_to_left))
    found = [_fault(text, offset) for offset in islice(refused, MOST)]
    found += [
        CharacterFault(heap.start(), heap[0][0], "a heap of marks on one letter", "delete them") for heap in heaps
    ]
    return tuple(sorted(found, key=lambda fault: fault.offset))


def lookalikes(text: str) -> tuple[tuple[int, str], ...]:
    """Words that mix alphabets whose letters look alike, with their offsets: a Cyrillic а in a Latin word, say.

    Greek letters that look like no Latin one are scientific writing (TNFα); other scripts mix as a matter of course.
    """
    if text.isascii():
        return ()
    return tuple((found.start(), found[0]) for found in _WORD.finditer(text) if _is_mixed(found[0]))


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    found = {_script(letter) for letter in word} & _ALPHABETS
    return len(found) > 1 and (bool(found - {"LATIN", "GREEK"}) or not _GREEK_TWINS.isdisjoint(word))


def normalise(text: str) -> str:
    """The same text in Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """The same words in composed form, with every run of white space as one space and none at the ends."""
    return " ".join(normalise(text).split())


def _allowed(text: str, offset: int, unpaired: frozenset[int], right_to_left: bool) -> bool:
    sign = text[offset]
    if sign == "\r":
        return text[offset + 1 : offset + 2] == "\n"
    if sign in _ISOLATES or sign == _ISOLATE_END:
        return offset not in unpaired
    if sign in _EMBEDDINGS or sign == _EMBEDDING_END:
        return right_to_left and offset not in unpaired
    if sign in "\u200e\u200f\u061c":
        return right_to_left
    if sign == "\u200b":
        return any(ord(letter) > 0xE00 and _script(letter) in _WITHOUT_SPACES for letter in text)
    if sign == "\u200c":
        return _joins(text, offset) or _ends_a_foreign_word(text, offset)
    if sign == "\u200d":
        return _joins(text, offset) or _joins_pictures(text, offset)
    return False


def _joins(text: str, offset: int) -> bool:
    scripts = tuple(_scripts_beside(text, offset))
    return any(scripts) and not all(script in _WITHOUT_JOINERS for script in scripts if script)


def _ends_a_foreign_word(text: str, offset: int) -> bool:
    """Whether a joiner stands behind a foreign word, as Persian writers leave it, and their own script goes on."""
    after = text[offset + 1 : offset + 3]
    return after[:1] == " " and after[1:].isalpha() and _script(after[1]) not in _WITHOUT_JOINERS


def _scripts_beside(text: str, offset: int) -> Iterator[str]:
    """The scripts of the letters or vowel signs next to a place; a few joiners and accents are looked through."""
    for step in (-1, 1):
        place = offset + step
        while abs(place - offset) <= 8 and 0 <= place < len(text) and _is_looked_through(text[place]):
            place += step
        if 0 <= place < len(text) and unicodedata.category(text[place])[0] in "LMN":
            yield _script(text[place])


def _is_looked_through(sign: str) -> bool:
    return sign in "\u200b\u200c\u200d" or _script(sign) == "COMBINING"


def _script(letter: str) -> str:
    """The first word of its name, as it will be in composed form: a sign for ångström is a letter Å then."""
    return unicodedata.name(normalise(letter)[0], "").split(" ")[0].split("-")[0]


def _joins_pictures(text: str, offset: int) -> bool:
    before = text[:offset].rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")[-1:]
    after = text[offset + 1 : offset + 2]
    return all(sign and unicodedata.category(sign) == "So" for sign in (before, after))


def _unpaired(text: str, suspects: list[int]) -> Iterator[int]:
    """Isolates and embeddings that do not close before their paragraph ends, or close nothing."""
    ends = [found.start() for found in _PARAGRAPH_END.finditer(text)] + [len(text)]
    open_places: list[int] = []
    for offset in suspects:
        while ends[0] < offset:
            ends.pop(0)
            yield from open_places
            open_places = []
        sign = text[offset]
        if sign in _ISOLATES or sign in _EMBEDDINGS:
            open_places.append(offset)
        elif sign in (_ISOLATE_END, _EMBEDDING_END):
            openers = _ISOLATES if sign == _ISOLATE_END else _EMBEDDINGS
            if open_places and text[open_places[-1]] in openers:
                open_places.pop()
            else:
                yield offset
    yield from open_places


def _fault(text: str, offset: int) -> CharacterFault:
    sign = text[offset]
    if sign == "\t":
        return CharacterFault(offset, sign, "a tab", "use spaces")
    if sign == "\r":
        return CharacterFault(offset, sign, "a carriage return", "save the file with ordinary line ends")
    code = ord(sign)
    for first, last, what, hint in _RANGES:
        if first <= code <= last:
            return CharacterFault(offset, sign, f"{what} (U+{code:04X})", hint)
    return CharacterFault(offset, sign, f"a code that is no character (U+{code:04X})", "delete it")
