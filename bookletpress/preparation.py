"""Before anything is printed: what was asked for, planned, localised, checked, and composed edition by edition."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from bookletpress import fonts, plan, tailor, walk
from bookletpress.compose import FOLDER, compose
from bookletpress.evidence import PANEL_CLAIMS, panels_of
from bookletpress.knowledge import Shared
from bookletpress.model import Booklet, Composed, Edition, FontChoice, FontFace, Text
from bookletpress.plan import Selection
from bookletpress.problems import Location, Problem, ProblemsFound, Severity, error, in_order
from bookletpress.project import Localised, Project, checked, load, localised
from bookletpress.signoff import FINAL, Review, obstacles, review


@dataclass(frozen=True, slots=True)
class Prepared:
    """A project with its locales, the planned editions, and everything the checks found in what they print."""

    project: Project
    locales: Mapping[str, Localised]
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]
    reviews: Callable[[Edition], Review]

    def review(self, edition: Edition) -> Review:
        """Where the text of an edition stands."""
        return self.reviews(edition)

    def path(self, edition: Edition) -> str:
        """The edition's path below the output folder."""
        return plan.file_name(edition, self.review(edition).state == FINAL)

    def every(self) -> tuple[Edition, ...]:
        """All editions of the project, whatever was named."""
        project = self.project
        return tuple(plan.every_edition(project.booklets, project.locales, project.formats))

    def faces(self, edition: Edition) -> tuple[FontFace, ...]:
        """The fonts of an edition. Raises EnvironmentFault if one is missing."""
        return _faces(self.choice(edition))

    def choice(self, edition: Edition) -> FontChoice:
        """The fonts that the edition's locale names."""
        return self.locales[edition.locale].locale.fonts

    def compose(self, edition: Edition) -> Composed:
        """One edition as a page. Raises ProblemsFound for characters that its fonts cannot draw."""
        local, project = self.locales[edition.locale], self.project
        composed = compose(
            edition,
            *tailored(local, edition),
            local.interface,
            local.locale,
            project.format(edition.format),
            self.review(edition),
            project.styles,
        )
        missing = fonts.uncovered(composed.text, self.faces(edition))
        if missing:
            raise ProblemsFound(_glyph(character, local, edition) for character in missing)
        return composed


@lru_cache(maxsize=64)
def _faces(choice: FontChoice) -> tuple[FontFace, ...]:
    return fonts.faces(choice)


def tailored(local: Localised, edition: Edition) -> tuple[Booklet, Shared]:
    """What an edition says, and what it draws on."""
    return tailor.booklet(local.booklets[edition.slug], edition), tailor.shared(local.shared, edition.place)


def prepare(
    root: Path,
    selection: Selection,
    today: datetime.date,
    release: bool = False,
    commands: Sequence[str] = (),
    held: Collection[str] = (),
) -> Prepared:
    """Loads, plans, localises and checks. `today` decides which claims are overdue, and nothing on any page.

    `held` are the files of the output folder: see `plan.editions`.

    Raises ProblemsFound if the files cannot be read, UsageFault for a name that leads nowhere.
    """
    project = load(root)
    editions = plan.editions(project.booklets, project.locales, project.formats, selection, commands, held)
    locales = {locale.name: localised(project, locale) for locale in project.locales}
    problems = [
        problem
        for name in dict.fromkeys(edition.locale for edition in editions)
        for problem in _relevant(checked(project, locales[name], today, release), editions)
    ]
    if release:
        for slug, locale, audience in dict.fromkeys((one.slug, one.locale, one.audience) for one in editions):
            problems.extend(obstacles(locales[locale].booklets[slug], audience))
    return Prepared(project, locales, editions, in_order(problems), _reviewer(project, locales))


def _reviewer(project: Project, locales: Mapping[str, Localised]) -> Callable[[Edition], Review]:
    """Tells where the text of an edition stands; worked out once a text, whatever its format."""

    @cache
    def of(text: Edition) -> Review:
        local = locales[text.locale]
        booklet, shared = tailored(local, text)
        return review(booklet, text.audience, shared, _panel_words(project, local, booklet, text.audience))

    return lambda edition: of(replace(edition, format=""))


def _panel_words(project: Project, local: Localised, booklet: Booklet, audience: str) -> tuple[Text, ...]:
    """What panels state as facts in the press's own words: each such panel has a page template of its own."""
    stating = {f"{FOLDER}/{panel.kind}.html" for panel in panels_of(booklet, audience) if panel.kind in PANEL_CLAIMS}
    said = dict.fromkeys(words.source for words in project.words if words.location.path in stating)
    return tuple(local.interface.words[sentence] for sentence in said)


def _relevant(problems: Sequence[Problem], editions: Sequence[Edition]) -> Iterator[Problem]:
    """Leaves out faults in the files of booklets that this run does not print."""
    slugs = {edition.slug for edition in editions}
    for problem in problems:
        path = Path(problem.location.path)
        owner = path.parts[1] if path.parts[:1] == ("booklets",) and len(path.parts) > 2 else path.stem
        shared = owner in ("shared", "interface", "locale")
        if shared or owner in slugs:
            yield problem


def blocking(problems: Sequence[Problem], release: bool) -> tuple[Problem, ...]:
    """The problems with which nothing is printed: all errors for a release, else those a draft cannot carry."""
    return tuple(p for p in problems if p.severity is Severity.ERROR and (release or p.blocks_draft))


def _glyph(character: str, local: Localised, edition: Edition) -> Problem:
    """Names the character and the text it stands in."""
    found: list[Text] = []

    def look(text: Text, _place: str) -> Text:
        if character in text.source:
            found.append(text)
        return text

    booklet = local.booklets[edition.slug]
    walk.map_booklet(booklet, look, booklet.locale)
    walk.map_shared(local.shared, look, booklet.locale)
    for text in local.interface.words.values():
        look(text, "")
    return error(
        "glyph-missing",
        f"no font of '{edition.locale}' can draw {fonts.described(character)}",
        found[0].location if found else Location(booklet.path, 1, 1),
        "write it another way, or name a font that has it in locale.yaml",
    )
