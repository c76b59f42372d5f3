"""Before anything is printed: what was asked for, planned, localised, checked, and composed edition by edition.

`glyph-missing` (error): a character that no font of the language can draw. Why: an empty box would be printed.

A text that persons approved is final only if nothing else is in its way: see `gate`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from bookletpress import (
    bilingual,
    clinicfile,
    clinics,
    fonts,
    gate,
    guide,
    plan,
    recheck,
    screen,
    signoff,
    siteaddress,
    standing,
    walk,
)
from bookletpress.clinic import Clinic
from bookletpress.clinics import Clinics
from bookletpress.compose import compose
from bookletpress.edition import Composed, Edition
from bookletpress.excerpt import excerpt
from bookletpress.formats import Format
from bookletpress.guards import limitsfile
from bookletpress.imprint import Imprint
from bookletpress.model import FontChoice, FontFace, Text
from bookletpress.plan import Imprints, Selection
from bookletpress.problems import Location, Problem, ProblemsFound, Severity, error, in_order
from bookletpress.project import Localised, Project, checked, load, localised
from bookletpress.refusal import Refused
from bookletpress.reviews import Faults, reviewer, tailored
from bookletpress.screen import Nearby
from bookletpress.signoff import Review


@dataclass(frozen=True, slots=True)
class Prepared:
    """A project with its locales, the planned editions, and what the checks find in what they print.

    `found` checks when it is first called.
    `reviews` says where every text of the project stands today. Before the day `turns`, if there is one, time alone
    changes nothing: neither that nor what is overdue. `obstacles` is what keeps the planned texts from being final,
    asked for only before a release. `clinics` are those whose imprints there are or shall be. `planned` are the
    editions again, `held` the files that an earlier run has made.
    """

    project: Project
    locales: Mapping[str, Localised]
    editions: tuple[Edition, ...]
    found: Callable[[], tuple[Problem, ...]]
    reviews: Callable[[gate.Text], Review]
    obstacles: Mapping[gate.Text, tuple[Problem, ...]]
    today: datetime.date
    turns: datetime.date | None
    marks: bool = False
    clinics: Clinics = field(default_factory=Clinics)
    planned: frozenset[Edition] = frozenset()
    held: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything the checks find. Who asks first waits for it: a build asks when its workers have enough to do."""
        return self.found()

    def review(self, edition: Edition) -> Review:
        """Where the text of an edition stands; of two beside each other, both."""
        own, beside = text_of(edition), self.beside(edition)
        return (
            signoff.joint(self.reviews(own), self.reviews(replace(own, locale=beside))) if beside else self.reviews(own)
        )

    def beside(self, edition: Edition) -> str:
        """The locale whose words stand beside those of the edition, "" if none do."""
        return self.project.format(edition.format).beside

    def path(self, edition: Edition) -> str:
        """The edition's path below the output folder."""
        form = self.project.format(edition.format)
        return plan.file_name(edition, self.review(edition).final, form.impose is not None, form.ending)

    def paths(self, edition: Edition) -> tuple[str, str]:
        """The edition's paths as a draft and as a final one, wherever it stands."""
        form = self.project.format(edition.format)
        return plan.file_names(edition, form.impose is not None, form.ending)

    def is_print_only(self, edition: Edition) -> bool:
        """Whether it is sheets to fold."""
        return self.project.format(edition.format).impose is not None

    def is_screen(self, edition: Edition) -> bool:
        """Whether it is a web page, which no layout engine sees."""
        return self.project.format(edition.format).screen

    def nearby(self, edition: Edition) -> Nearby:
        """What lies beside a web page: planned in this run, or made by an earlier one."""
        locales = {name: local.locale for name, local in self.locales.items()}
        words = self.locales[edition.locale].interface.words
        return screen.nearby(edition, self.project.formats, locales, words, self._link)

    def _link(self, edition: Edition) -> str:
        """The path of an edition that is there when this run ends, or ""."""
        path = self.path(edition)
        return path if edition in self.planned or path in self.held else ""

    def every(self) -> tuple[Edition, ...]:
        """All editions of the project, whatever was named."""
        project = self.project
        known = ("", *self.clinics.all)
        return tuple(plan.every_edition(project.booklets, project.locales, project.formats, known))

    def imprint(self, edition: Edition) -> Imprint:
        """What the edition bears of a clinic, and where it can be downloaded: of sheets to fold, the pages on them."""
        sheet = self.project.format(edition.format).impose
        readable = replace(edition, format=sheet.pages_of) if sheet else edition
        clinic = self.clinics.all[edition.clinic] if edition.clinic else None
        return Imprint(clinic, siteaddress.of_file(self.project.address, self.path(readable)))

    def faces(self, edition: Edition) -> tuple[FontFace, ...]:
        """The fonts of an edition. Raises EnvironmentFault if one is missing."""
        return _faces(self.choice(edition), limitsfile.of(self.project.root).font_bytes)

    def choice(self, edition: Edition) -> FontChoice:
        """The fonts that the edition's locale names."""
        return self.locales[edition.locale].locale.fonts

    def told(self) -> str:
        """What each planned text still lacks to be final, in words."""
        return gate.report(self.obstacles, self.reviews)

    def compose(self, edition: Edition) -> Composed:
        """One edition as a page. Raises ProblemsFound for characters that its fonts cannot draw."""
        local, project = self.locales[edition.locale], self.project
        form = replace(project.format(edition.format), marks=self.marks)
        if form.screen:
            return self._on_screen(edition, local, form)
        sheet = form.impose
        composed = self._page(edition, local, project.format(sheet.pages_of) if sheet else form)
        booklet, _ = tailored(local, text_of(edition))
        if form.beside:
            other = self.locales[form.beside]
            first = self._page(edition, other, form)
            composed = bilingual.beside(first, composed, (other.locale, local.locale), booklet)
        if sheet:
            beside = Path(self.path(replace(edition, format=sheet.pages_of))).name
            draft = not self.review(edition).final
            said = local.interface, local.locale, form, project.styles, beside, draft
            fold, first = guide.fold(edition, booklet, *said)
            composed = replace(composed, fold=fold, guide=first)
        text = (*composed.text, *(composed.guide.text if composed.guide else ()))
        missing = fonts.uncovered(text, self.faces(edition))
        if missing:
            clinic = self.clinics.all.get(edition.clinic)
            raise ProblemsFound(_glyph(character, local, edition, clinic) for character in missing)
        return composed

    def _on_screen(self, edition: Edition, local: Localised, form: Format) -> Composed:
        """One edition as a web page: a file that needs no other."""
        booklet, shared = tailored(local, text_of(edition))
        said = local.interface, local.locale, form, self.review(edition), self.project.styles
        imprint, nearby = self.imprint(edition), self.nearby(edition)
        around = screen.around(booklet, edition, *said[1:], nearby, imprint.download)
        composed = compose(edition, booklet, shared, *said, imprint, around=around)
        text = screen.text(excerpt(booklet, form.takes), edition.audience, shared)
        return screen.bound(composed, local.locale.name, self.faces(edition), text)

    def _page(self, edition: Edition, local: Localised, form: Format) -> Composed:
        """One edition in one language. Where two stand beside each other, both say the same of where they stand."""
        text = text_of(edition)
        own, other = (replace(text, locale=local.locale.name), form.beside)
        partner = None
        if other:
            name = edition.locale if local.locale.name == other else other
            partner = tailored(self.locales[name], replace(text, locale=name))
        review = replace(self.review(edition), digest=self.reviews(own).digest)
        booklet, shared = tailored(local, own)
        said = local.interface, local.locale, form, review, self.project.styles
        return compose(edition, booklet, shared, *said, self.imprint(edition), partner)


@lru_cache(maxsize=64)
def _faces(choice: FontChoice, most: int) -> tuple[FontFace, ...]:
    return fonts.faces(choice, most=most)


def text_of(edition: Edition) -> gate.Text:
    """The text that an edition prints."""
    return gate.Text(edition.slug, edition.locale, edition.audience, edition.place, edition.without_statistics)


def prepare(
    root: Path,
    selection: Selection,
    today: datetime.date,
    release: bool = False,
    commands: Sequence[str] = (),
    held: Collection[str] = (),
    marks: bool = False,
    remembered: Collection[str] = (),
) -> Prepared:
    """Loads, plans and localises, and checks when it is asked. `today` decides what is approved and what is overdue.

    `held` are the files of the output folder: see `plan.editions`. `marks` asks for marks to cut and to fold at.
    `remembered` are the files of clinics whose imprints it holds.

    Raises ProblemsFound if the files cannot be read, UsageFault for a name that leads nowhere.
    """
    known = clinics.gathered(root, selection.clinics, remembered)
    project = load(root)
    imprints = Imprints(tuple(known.named), tuple(known.held))
    editions = plan.editions(project.booklets, project.locales, project.formats, selection, commands, held, imprints)
    locales = {locale.name: localised(project, locale) for locale in project.locales}
    faults = Faults(project, locales, today)
    reviews = reviewer(faults)
    planned = dict.fromkeys(map(text_of, editions))
    obstacles: dict[gate.Text, tuple[Problem, ...]] = {}
    if release:
        obstacles = {text: in_order((*reviews(text).obstacles, *faults.of(text))) for text in planned}

    @cache
    def found() -> tuple[Problem, ...]:
        problems = [
            problem
            for name in dict.fromkeys(edition.locale for edition in editions)
            for problem in _relevant(checked(project, locales[name], today, release), editions)
        ]
        for identity in dict.fromkeys(edition.clinic for edition in editions if edition.clinic):
            names = dict.fromkeys(edition.locale for edition in editions if edition.clinic == identity)
            problems.extend(clinics.spoken(known.all[identity], names))
        problems.extend(known.problems)
        if release:
            problems.extend(problem for text in planned for problem in reviews(text).obstacles)
        return in_order(problems)

    events = [event for ledger in project.ledgers.values() for event in ledger]
    days = (
        standing.changes_on(events, today),
        recheck.changes_on(project.shared.claims.values(), project.shared.references, today),
    )
    turns = min(filter(None, days), default=None)
    said = project, locales, editions, found, reviews, obstacles, today, turns, marks, known
    return Prepared(*said, frozenset(editions), frozenset(held))


def _relevant(problems: Sequence[Problem], editions: Sequence[Edition]) -> Iterator[Problem]:
    """Leaves out faults in the files of booklets that this run does not print."""
    slugs = {edition.slug for edition in editions}
    for problem in problems:
        path = Path(problem.location.path)
        owner = path.parts[1] if path.parts[:1] == ("booklets",) and len(path.parts) > 2 else path.stem
        shared = owner in ("shared", "interface", "locale")
        if shared or owner in slugs:
            yield problem


def refuse(ready: Prepared, release: bool) -> None:
    """Raises Refused with everything if there is anything with which nothing is published.

    For a draft that is an error which no draft can carry, for a release every obstacle of a planned text.
    """
    grave = any(problem.severity is Severity.ERROR and problem.blocks_draft for problem in ready.problems)
    if release and (grave or any(ready.obstacles.values())):
        raise Refused(ready.problems, ready.told())
    if grave:
        raise Refused(ready.problems)


def _glyph(character: str, local: Localised, edition: Edition, clinic: Clinic | None) -> Problem:
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
        (clinic and clinicfile.glyph(character, clinic))
        or (found[0].location if found else Location(booklet.path, 1, 1)),
        "write it another way, or name a font that has it in locale.yaml",
    )
