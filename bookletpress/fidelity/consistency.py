"""The same English in several catalogues, and not the same translation.

`translation-inconsistent` (warning): told at each translation but those that most catalogues have. Where a word means
two things, the author can tell them apart (`context:` in the note to translators), or the translator waives it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bookletpress.catalogue import Catalogue, Message
from bookletpress.fidelity.english import excerpt
from bookletpress.problems import Problem, warning


def check(catalogues: Iterable[Catalogue]) -> Iterator[Problem]:
    """All that may be printed of one locale."""
    found: dict[str, list[Message]] = {}
    for catalogue in catalogues:
        for message in catalogue.live:
            if message.usable and message.context is None:
                found.setdefault(message.msgid, []).append(message)
    for messages in found.values():
        if len({message.msgstr for message in messages}) > 1:
            yield from _told(messages)


def _told(messages: list[Message]) -> Iterator[Problem]:
    counts = Counter(message.msgstr for message in messages)
    usual, other = messages[0], max(counts.values())
    usual = next(message for message in messages if counts[message.msgstr] == other)
    for message in messages:
        if message.msgstr != usual.msgstr:
            said = f"'{excerpt(message.msgid)}' has another translation in {usual.location.path}"
            hint = f"write '{excerpt(usual.msgstr)}' there too, or waive this with a reason"
            yield warning("translation-inconsistent", said, message.location, hint)
