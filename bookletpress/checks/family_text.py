"""What text for families never holds.

`percent-in-family-text` (error): a percent sign or its words. Families are told whole people on one base: "about 62 of
every 100".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import texts_printed
from bookletpress.inline import plain
from bookletpress.problems import Problem, error
from bookletpress.vocabulary import heard, pattern

_SIGN = re.compile(r"[%٪‰؉⁒]")


def check(context: Context) -> Iterator[Problem]:
    """Each text that the family edition prints, in the words of its own language."""
    booklet = context.booklet
    if "family" not in booklet.audiences:
        return
    for text in texts_printed(booklet, "family", context.shared):
        words = heard(plain(text.inline))
        if _SIGN.search(words) or pattern(context.locale.vocabulary.percent).search(words):
            message = "a percent sign in text for families"
            yield error("percent-in-family-text", message, text.location, "write 'about N of every 100'")
