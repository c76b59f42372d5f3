"""A word is written in one alphabet.

`script-mixed` (warning): a word mixes Latin letters with Cyrillic, Greek or other ones that look like them: a Cyrillic
"а" in "cancer", say. Nobody finds such a word by searching, a screen reader spells it out, and it is how one name is
made to look like another. Greek letters that look like no Latin one (TNFα) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import texts_printed
from bookletpress.guards.text import lookalikes
from bookletpress.inline import plain
from bookletpress.problems import Problem, warning


def check(context: Context) -> Iterator[Problem]:
    """All that is printed, for each kind of reader."""
    for audience in context.booklet.audiences:
        for text in texts_printed(context.booklet, audience, context.shared):
            for _, word in lookalikes(plain(text.inline)):
                message = f"the word '{word[:40]}' mixes letters of two alphabets that look alike"
                hint = "type the word again on one keyboard"
                yield warning("script-mixed", message, text.location, hint)
