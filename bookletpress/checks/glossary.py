"""The glossary of a booklet and its word cards agree.

`term-not-listed` (warning): a word card shows an entry that the booklet's glossary leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import terms_used
from bookletpress.problems import Problem, warning


def check(context: Context) -> Iterator[Problem]:
    """Looked at in the authors' booklet: the lists are the same in every locale."""
    booklet = context.original
    for audience in booklet.audiences:
        for term in terms_used(booklet, audience):
            if term in context.shared.glossary and term not in booklet.glossary:
                yield warning(
                    "term-not-listed",
                    f"the word card '{term}' is not in the booklet's glossary",
                    booklet.glossary_location,
                    f"add '{term}' to 'glossary' in booklet.yaml",
                )
