"""New English meets old translations. Nothing a translator wrote is lost, and nothing old passes for new.

In this order: the same message keeps its translation; an obsolete one comes back; a new one takes the translation of
the vanished message in whose place it stands, marked fuzzy, if the two are alike; the rest is empty. A live "1 tablet"
never seeds "2 tablets". Updating twice is the same as once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bookletpress.catalogue import FUZZY, Catalogue, Key, Message, moved, with_values

ALIKE = 0.5
_SHORT = 60
_WORDS_IN_COMMON = 0.3


def update(old: Catalogue, template: Catalogue) -> Catalogue:
    """The catalogue with the messages of the template and every translation that can be kept."""
    kept = {message.key: message for message in old.messages}
    vanished_for = _predecessors(old, template)
    live = tuple(
        _merged(message, kept.get(message.key), vanished_for.get(message.key)) for message in template.messages
    )
    taken = {message.key for message in live}
    left = [message for message in old.messages if message.key not in taken]
    gone = tuple(moved(_tidy(message), True) for message in left if message.msgstr and not _is_copy(message, kept))
    header = with_values(
        old.header,
        {
            "POT-Creation-Date": template.value("POT-Creation-Date"),
            "X-Segmenter": template.value("X-Segmenter"),
        },
    )
    return replace(old, header=header, messages=live + gone)


def _merged(new: Message, same: Message | None, vanished: Message | None) -> Message:
    """The new message with the translation that is its own, or with that of its predecessor as a suggestion."""
    if same is not None:
        return replace(moved(_tidy(same), False), notes=new.notes, files=new.files)
    if vanished is None or not vanished.msgstr:
        return new
    first = vanished.fuzzy and vanished.previous is not None
    return replace(
        new,
        msgstr=vanished.msgstr,
        comments=vanished.comments,
        flags=(FUZZY, *(flag for flag in vanished.flags if flag != FUZZY)),
        previous=vanished.previous if first else vanished.msgid,
        previous_context=vanished.previous_context if first else vanished.context,
    )


def _tidy(message: Message) -> Message:
    """Who clears the fuzzy flag has settled the question that `#|` asked."""
    return message if message.fuzzy else replace(message, previous=None, previous_context=None)


def _is_copy(message: Message, kept: dict[Key, Message]) -> bool:
    """A suggestion nobody touched: the translation also stands with the English that it was made for."""
    if not message.fuzzy or message.previous is None:
        return False
    origin = kept.get((message.previous_context, message.previous))
    return origin is not None and not origin.fuzzy and origin.msgstr == message.msgstr


def _predecessors(old: Catalogue, template: Catalogue) -> dict[Key, Message]:
    """Which vanished message does each new one replace? Aligned by reading order, compared only inside the gaps.

    The same words in a new context go first, wherever they stand.
    """
    known = {message.key for message in old.messages}
    before, after = old.live, template.messages
    staying = {message.key for message in after}
    same_words = {message.msgid: message for message in before if message.key not in staying}
    found = {m.key: same_words[m.msgid] for m in after if m.key not in known and m.msgid in same_words}
    matcher = SequenceMatcher(None, [m.key for m in before], [m.key for m in after], autojunk=False)
    for kind, first_old, last_old, first_new, last_new in matcher.get_opcodes():
        if kind == "replace":
            taken = {message.key for message in found.values()}
            vanished = [m for m in before[first_old:last_old] if m.key not in staying | taken]
            new = [m for m in after[first_new:last_new] if m.key not in known and m.key not in found]
            found.update(_pairs(vanished, new))
    return found


def _pairs(vanished: Sequence[Message], new: Sequence[Message]) -> Iterator[tuple[Key, Message]]:
    """The most alike first; each message in one pair at most."""
    ranked = sorted(
        (-likeness, abs(j - i), i, j)
        for i, old_message in enumerate(vanished)
        for j, new_message in enumerate(new)
        if (likeness := _likeness(old_message.msgid, new_message.msgid)) >= ALIKE
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, _, i, j in ranked:
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield new[j].key, vanished[i]


def _likeness(one: str, other: str) -> float:
    """From 0 to 1. Long texts with few words in common are not compared letter by letter: that takes too long."""
    if min(len(one), len(other)) > _SHORT:
        words, others = set(one.split()), set(other.split())
        if len(words & others) < _WORDS_IN_COMMON * min(len(words), len(others)):
            return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
