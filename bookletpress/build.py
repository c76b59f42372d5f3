"""The table of contents of a run: load, localise, check, plan, compose, lay out, finish, publish."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Protocol

from bookletpress import fonts, outputs, plan, publish, remote, walk
from bookletpress.compose import compose
from bookletpress.model import Artefact, Composed, Edition, FontFace, Text
from bookletpress.plan import Selection
from bookletpress.problems import Location, Problem, ProblemsFound, Severity, error, in_order
from bookletpress.project import Localised, Project, checked, load, localised
from bookletpress.publish import Published
from bookletpress.signoff import FINAL, Review, obstacles, review

CATALOGUE = "catalogue.json"
PAGE = "index.html"


class Reporter(Protocol):
    """Who tells the user how far a run is."""

    def start(self, editions: Sequence[Edition]) -> None:
        """The editions that will be laid out."""

    def done(self, edition: Edition, path: str, pages: int, count: int) -> None:
        """One edition is laid out; `count` is its size in bytes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run was asked for."""

    selection: Selection
    output: Path
    shown: str
    jobs: int
    release: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a run made, and what it noticed on the way."""

    published: tuple[Published, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A project with its locales, the planned editions, and everything the checks found in what they print."""

    project: Project
    locales: Mapping[str, Localised]
    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]

    def review(self, edition: Edition) -> Review:
        """Where the text of an edition stands."""
        local = self.locales[edition.locale]
        return review(local.booklets[edition.slug], edition.audience, local.shared)

    def path(self, edition: Edition) -> str:
        """The edition's path below the output folder."""
        return plan.file_name(edition, self.review(edition).state == FINAL)

    def every(self) -> tuple[Edition, ...]:
        """All editions of the project, whatever was named."""
        return plan.editions(self.project.booklets, self.project.locales, self.project.formats, Selection())


def prepare(root: Path, selection: Selection, release: bool = False, commands: Sequence[str] = ()) -> Prepared:
    """Loads, plans, localises and checks.

    Raises ProblemsFound if the files cannot be read, UsageFault for a name that leads nowhere.
    """
    project = load(root)
    editions = plan.editions(project.booklets, project.locales, project.formats, selection, commands)
    locales = {locale.name: localised(project, locale) for locale in project.locales}
    problems = [
        problem
        for name in dict.fromkeys(edition.locale for edition in editions)
        for problem in _relevant(checked(project, locales[name], release), name, editions)
    ]
    if release:
        for edition in dict.fromkeys((edition.slug, edition.locale, edition.audience) for edition in editions):
            slug, locale, audience = edition
            problems.extend(obstacles(locales[locale].booklets[slug], audience))
    return Prepared(project, locales, editions, in_order(problems))


def _relevant(problems: Sequence[Problem], locale: str, editions: Sequence[Edition]) -> Iterator[Problem]:
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


def build(root: Path, wanted: Wanted, reporter: Reporter, commands: Sequence[str] = ()) -> Built:
    """Builds the wanted editions, all of them or none. Raises ProblemsFound, UsageFault or EnvironmentFault."""
    ready = prepare(root, wanted.selection, wanted.release, commands)
    stop = blocking(ready.problems, wanted.release)
    if stop:
        raise ProblemsFound(ready.problems)
    faces = {name: fonts.faces(ready.locales[name].locale.fonts) for name in {e.locale for e in ready.editions}}
    jobs = tuple(_composed(ready, edition, faces[edition.locale]) for edition in ready.editions)
    with outputs.opened(wanted.output, wanted.shown) as folder:
        names = {edition: ready.path(edition) for edition in ready.editions}
        folder.refuse_foreign((*names.values(), CATALOGUE, PAGE))
        reporter.start(ready.editions)
        try:
            artefacts, noticed = _laid_out(jobs, faces, names, folder, wanted.jobs, reporter)
            rows = _published(ready, artefacts, _kept(ready, wanted.output, artefacts))
            folder.publish(_front(ready, rows), frozenset(row.artefact.path for row in rows))
        except BaseException:
            folder.discard()
            raise
    return Built(tuple(row for row in rows if row.edition in artefacts), (*ready.problems, *noticed))


def _composed(ready: Prepared, edition: Edition, faces: tuple[FontFace, ...]) -> Composed:
    local, project = ready.locales[edition.locale], ready.project
    booklet = local.booklets[edition.slug]
    composed = compose(
        edition,
        booklet,
        local.shared,
        local.interface,
        local.locale,
        project.format(edition.format),
        ready.review(edition),
        project.styles,
    )
    missing = fonts.uncovered(composed.text, faces)
    if missing:
        raise ProblemsFound(_glyph(character, local, edition) for character in missing)
    return composed


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


def _laid_out(
    jobs: Sequence[Composed],
    faces: Mapping[str, tuple[FontFace, ...]],
    names: Mapping[Edition, str],
    folder: outputs.Outputs,
    workers: int,
    reporter: Reporter,
) -> tuple[dict[Edition, Artefact], tuple[Problem, ...]]:
    """Presses every edition and stages its file; also gives what was noticed.

    Raises ProblemsFound with the problems of all editions if one cannot be made.
    """
    made: dict[Edition, Artefact] = {}
    problems: list[Problem] = []
    pool = _pool(min(workers, len(jobs)) or 1)
    try:
        waiting = {
            pool.submit(remote.call, "bookletpress.press", "press", job, faces[job.edition.locale]): job.edition
            for job in jobs
        }
        for future in as_completed(waiting):
            edition, pressed = waiting[future], future.result()
            problems.extend(pressed.problems)
            if any(problem.severity is Severity.ERROR for problem in pressed.problems):
                continue
            path = names[edition]
            folder.stage(path, pressed.pdf)
            digest = hashlib.sha256(pressed.pdf).hexdigest()
            made[edition] = Artefact(edition, path, pressed.pages, len(pressed.pdf), digest)
            reporter.done(edition, path, pressed.pages, len(pressed.pdf))
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in active_children():
            child.terminate()
        raise
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()
    if len(made) < len(jobs):
        raise ProblemsFound(in_order(problems))
    return made, in_order(problems)


def _pool(workers: int) -> Executor:
    """Fresh interpreters: nothing of the parent leaks into a page, and every platform behaves alike."""
    return ProcessPoolExecutor(workers, get_context("spawn"), remote.serve_parent)


def _kept(ready: Prepared, output: Path, made: Mapping[Edition, Artefact]) -> dict[Edition, Artefact]:
    """Editions of an earlier run that this one did not build, if their files are still what the catalogue says."""
    try:
        rows = json.loads((output / CATALOGUE).read_text("utf-8"))
        found = {
            edition: Artefact(edition, row["path"], row["pages"], row["bytes"], row["sha256"])
            for row in rows
            if (edition := Edition(row["slug"], row["locale"], row["audience"], row["format"])) not in made
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    every = ready.every()
    return {
        edition: artefact
        for edition, artefact in found.items()
        if edition in every and artefact.path == ready.path(edition) and _whole(output, artefact)
    }


def _whole(output: Path, artefact: Artefact) -> bool:
    try:
        return hashlib.sha256((output / artefact.path).read_bytes()).hexdigest() == artefact.sha256
    except OSError:
        return False


def _published(ready: Prepared, made: Mapping[Edition, Artefact], kept: Mapping[Edition, Artefact]) -> list[Published]:
    rows = []
    for edition, artefact in {**kept, **made}.items():
        local = ready.locales[edition.locale]
        booklet = local.booklets[edition.slug]
        label = ready.project.format(edition.format).label
        rows.append(
            Published(
                edition,
                artefact,
                booklet.title,
                booklet.summary,
                ready.review(edition).state,
                local.locale,
                local.interface.words[label.source],
                booklet.revised,
            )
        )
    order = {edition: place for place, edition in enumerate(ready.every())}
    return sorted(rows, key=lambda row: order[row.edition])


def _front(ready: Prepared, rows: Sequence[Published]) -> dict[str, bytes]:
    """The catalogue and the download page."""
    site = ready.project.site
    interfaces = {name: local.interface for name, local in ready.locales.items()}
    shared = {name: local.shared for name, local in ready.locales.items()}
    return {
        CATALOGUE: publish.catalogue(rows),
        PAGE: publish.page(rows, interfaces, shared, site.css, site.templates),
    }
