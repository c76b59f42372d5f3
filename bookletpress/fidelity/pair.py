"""What a check looks at: one English text and its translation, as parsed."""

from __future__ import annotations

from dataclasses import dataclass

from bookletpress.catalogue import Message
from bookletpress.inline import Atom, Cite, Inline, Link, Words, plain, walk
from bookletpress.model import LocaleInfo, Text
from bookletpress.parity import NumberStyle
from bookletpress.problems import Location
from bookletpress.vocabulary import ParityWords


@dataclass(frozen=True, slots=True)
class Pair:
    """`meant` and `said` are the words alone. `stretches` are the words before each citation, English beside
    translation, if both cite the same in the same order, else the whole of both. `english` has the words of the source.
    """

    source: Text
    target: tuple[Inline, ...]
    message: Message
    locale: LocaleInfo
    english: ParityWords
    meant: str
    said: str
    stretches: tuple[tuple[str, str], ...]

    @property
    def place(self) -> Location:
        """Where the translation stands."""
        return self.message.location

    @property
    def style(self) -> NumberStyle:
        """How the locale writes numbers."""
        return NumberStyle(self.locale.decimal, self.locale.group)


def pair(source: Text, target: tuple[Inline, ...], message: Message, locale: LocaleInfo, english: ParityWords) -> Pair:
    """A pair with what all checks need of it."""
    meant, said = plain(source.inline), plain(target)
    before, after = _stretches(source.inline), _stretches(target)
    if [claims for _, claims in before] == [claims for _, claims in after]:
        stretches = tuple((one, other) for (one, _), (other, _) in zip(before, after, strict=True))
    else:
        stretches = ((meant, said),)
    return Pair(source, target, message, locale, english, meant, said, stretches)


def _stretches(inlines: tuple[Inline, ...]) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    words = ""
    for node in walk(inlines):
        match node:
            case Words(text) | Link(text, _):
                words += text
            case Atom():
                words += " "
            case Cite(claims):
                found.append((words, claims))
                words = ""
            case _:
                pass
    return found if found and not words.strip() else [*found, (words, ())]
