"""What is printed of a source was compared with the source.

`source-unchecked` (release error): nobody compared the title or the authors of a cited source, so they are left out of
its line. A draft may be printed so; a final edition may not.
`source-unaccounted` (release error): some of its printed fields stand neither under `checked` nor under `unchecked`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import cite
from bookletpress.problems import Problem, release_error

NEEDED = ("title", "author", "container-title")


def check(context: Context) -> Iterator[Problem]:
    """Looked at before a release: sources are the same in every locale."""
    for audience in context.original.audiences:
        for reference in cite(context.original, audience, context.shared).references:
            unseen = [name for name in NEEDED if name in reference.unchecked]
            if unseen:
                message = f"'{reference.id}' is printed without {' and '.join(unseen)}"
                hint = "open the source, compare the fields, and move them to 'checked'"
                yield release_error("source-unchecked", message, reference.location, hint)
            if reference.unaccounted:
                message = f"nobody said whether {', '.join(reference.unaccounted)} of '{reference.id}' was compared"
                hint = "open the source, compare the fields, and name them under 'checked'"
                yield release_error("source-unaccounted", message, reference.location, hint)
