"""What changed between two outlines of content: which paragraphs a person has to read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that is said, and where: "section rest › callout key › text"."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What stood there and what stands there now; `None` for what is new, or gone."""

    before: Paragraph | None
    after: Paragraph | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, and how many paragraphs there are now.

    `waiting` of them are new or changed, `gone` are no longer there. Both may be 0 where the same paragraphs stand in
    another arrangement (one list made into two, say).
    """

    changes: tuple[Change, ...]
    total: int

    @property
    def waiting(self) -> int:
        """How many paragraphs somebody has to read again."""
        return sum(change.after is not None for change in self.changes)

    @property
    def gone(self) -> int:
        """How many paragraphs were taken out."""
        return sum(change.after is None for change in self.changes)


def compare(before: Sequence[str], after: Sequence[str]) -> Changes:
    """From one outline to another; a paragraph that was moved counts as new in its new place."""
    old, new = tuple(paragraphs(before)), tuple(paragraphs(after))
    found: list[Change] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone, come = old[start:end], new[begin:stop]
            longest = max(len(gone), len(come))
            found.extend(
                Change(gone[n] if n < len(gone) else None, come[n] if n < len(come) else None) for n in range(longest)
            )
    return Changes(tuple(found), len(new))


def paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    """The lines of an outline that say something, each with its place. The first line names the edition."""
    above: list[str] = []
    for line in lines[1:]:
        words = line.lstrip(" ")
        depth = (len(line) - len(words)) // 2
        label, colon, said = words.partition(": ")
        del above[depth:]
        if colon or label.endswith(":"):
            yield Paragraph(" › ".join((*above, label.removesuffix(":"))), said)
        else:
            above.append(label)
