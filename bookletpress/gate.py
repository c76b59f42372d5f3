"""The release gate: what keeps each text from being final, all of it, edition by edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bookletpress.model import Booklet
from bookletpress.places import HOME
from bookletpress.problems import Location, Problem, Severity
from bookletpress.reviewwords import named
from bookletpress.signoff import Review

_EVERYWHERE = ("shared", "interface", "locale")


@dataclass(frozen=True, slots=True)
class Text:
    """One text that is printed in several formats: booklet x locale x audience, and what sets a variant apart.

    What is approved in another place, or a text without survival numbers, is a text of its own.
    """

    slug: str
    locale: str
    audience: str
    place: str = HOME
    without_statistics: bool = False

    def __str__(self) -> str:
        place = f" · {self.place}" if self.place != HOME else ""
        without = " · without statistics" if self.without_statistics else ""
        return f"{named(self.slug, self.locale, self.audience)}{place}{without}"


def concerning(problems: Iterable[Problem], booklet: Booklet, audience: str) -> tuple[Problem, ...]:
    """The errors that keep a text from being final, out of those that were found in its booklet and locale."""
    others = {section.path for section in booklet.sections if audience not in section.audiences}
    return tuple(
        problem
        for problem in problems
        if problem.severity is Severity.ERROR
        and problem.location.path not in others
        and owner(problem.location) in (booklet.slug, *_EVERYWHERE)
    )


def owner(place: Location) -> str:
    """Whose file it is: a booklet's, or everybody's."""
    parts = PurePosixPath(place.path).parts
    if parts[:1] == ("booklets",) and len(parts) > 2:
        return parts[1]
    return PurePosixPath(place.path).stem


def report(found: Mapping[Text, Sequence[Problem]], reviews: Callable[[Text], Review]) -> str:
    """What each text still lacks: its sign-off word by word, everything else counted by file."""
    lines = []
    for text, problems in found.items():
        review = reviews(text)
        count = len(problems)
        if not count:
            lines.append(f"{text}: nothing is in the way")
            continue
        lines.append(f"{text}: {count} obstacle{'s' * (count != 1)}, state {review.state}")
        signs = set(review.obstacles)
        lines += [f"    {problem.message.removeprefix(f'{text}: ')}" for problem in problems if problem in signs]
        lines += [f"    {told}" for told in _counted(problem for problem in problems if problem not in signs)]
    return "\n".join(lines)


def _counted(problems: Iterable[Problem]) -> Iterable[str]:
    """Such as "12 x translation-missing in locales/es/shared.po"."""
    counts = Counter((problem.location.path, problem.code) for problem in problems)
    for (path, code), count in sorted(counts.items()):
        yield f"{count} x {code} in {path}"
