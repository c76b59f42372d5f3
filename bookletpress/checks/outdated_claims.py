"""A cited claim may be one that is kept as a warning of what older pages still say.

`claim-outdated` (warning): before a release, a person reads such a sentence once more: it must warn, not repeat.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import nodes_of
from bookletpress.inline import Cite
from bookletpress.problems import Problem, warning


def check(context: Context) -> Iterator[Problem]:
    """Looked at in every language, before a release: each has its own sentence."""
    for audience in context.booklet.audiences:
        for text, node in nodes_of(context.booklet, audience):
            for key in node.claims if isinstance(node, Cite) else ():
                claim = context.shared.claims.get(key)
                if claim is not None and claim.status == "outdated":
                    yield warning(
                        "claim-outdated",
                        f"the claim '{key}' tells what is no longer so",
                        text.location,
                        "see that the sentence warns of it, and does not repeat it",
                    )
