"""Warnings that a person has seen and settled: a waiver beside the text names the code and a reason.

`waiver-unused` (warning): there is no such warning at this text any more, or there never was: take the waiver away.
Only warnings can be waived. An error, such as a dose in text for families, cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bookletpress import walk
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Interface, Text, Waiver
from bookletpress.problems import Location, Problem, Severity, warning

ASKED_ELSEWHERE = frozenset(("spelling",))
"""Warnings that are only looked for on demand, so that nobody can say here whether a waiver settles one."""

Waived = dict[tuple[Location, str], Waiver]
"""Where a text stands and the code that is waived there."""


def waived(booklets: Iterable[Booklet], shared: Shared, interface: Interface) -> Waived:
    """The waivers of all texts in the language of `shared`; what is not translated yet belongs to the source."""
    found: Waived = {}

    def collect(text: Text, _place: str) -> Text:
        if text.locale == shared.locale:
            found.update({(text.location, waiver.code): waiver for waiver in text.waivers})
        return text

    for booklet in booklets:
        walk.map_booklet(booklet, collect, booklet.locale)
    walk.map_shared(shared, collect, shared.locale)
    for text in interface.words.values():
        collect(text, "")
    return found


def settle(problems: Iterable[Problem], own: Waived, others: Waived) -> Iterator[Problem]:
    """The problems without the warnings that are waived, and a warning for each waiver of `own` that settles none.

    `others` are those of texts that stand behind these, such as the English of a translation: there is no saying here
    whether they are needed.
    """
    used: set[tuple[Location, str]] = set()
    for problem in problems:
        place = (problem.location, problem.code)
        if problem.severity is Severity.WARNING and (place in own or place in others):
            used.add(place)
        else:
            yield problem
    for place, waiver in own.items():
        if place not in used and waiver.code not in ASKED_ELSEWHERE:
            message = f"there is no warning '{waiver.code}' at this text"
            yield warning("waiver-unused", message, waiver.location, "take the waiver away, or mend its code")
