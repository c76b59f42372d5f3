"""A pseudo-translation is never final.

`locale-pseudo` (release error): the edition is in a pseudo-locale, such as en-XA, which is no language.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.locales import is_pseudo
from bookletpress.problems import Location, Problem, release_error


def check(context: Context) -> Iterator[Problem]:
    """Asked only before a release."""
    if is_pseudo(context.locale.name):
        message = f"'{context.locale.name}' is a pseudo-translation, made to test the press"
        yield release_error("locale-pseudo", message, Location(context.locale.path), "release real languages with -l")
