"""A whole project to approve: the small edition in English and in brackets, with the real pages and their words."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from conftest import ROOT, TINY
from edition import FILES
from faults import write
from sample_ledger import DAY, approvals, put

from bookletpress import catalogue as catalogues
from bookletpress import extraction, gate, pairs, reviewed
from bookletpress.events import Event
from bookletpress.problems import Problem
from bookletpress.project import load, localised
from bookletpress.reviews import Faults, content_of, reviewer
from bookletpress.signoff import Review
from bookletpress.workbench import translate

SLUG = "sample"
EVERY = tuple((locale, audience) for locale in ("en", "es") for audience in ("family", "clinician"))


class Flawless(Faults):
    """As if nothing but the sign-off were in the way."""

    def of(self, text: gate.Text) -> tuple[Problem, ...]:
        return ()


def made(root: Path) -> Path:
    """The project, translated, in a new folder."""
    write(root, {path.replace("booklets/b/", f"booklets/{SLUG}/"): content for path, content in FILES.items()})  # type: ignore[arg-type]
    shutil.copytree(ROOT / "styles", root / "styles")
    shutil.copytree(TINY / "locales/es", root / "locales/es")
    shutil.copy(ROOT / "locales/es/interface.po", root / "locales/es")
    project = load(root)
    templates = (
        *(extraction.booklet(booklet) for booklet in project.booklets),
        extraction.shared(project.shared),
        extraction.interface(project.words),
    )
    for path, content in translate.update(templates, root, ["es"], DAY):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    for path in (root / "locales/es").glob("*.po"):
        path.write_text(bracketed(path.read_text("utf-8")), "utf-8")
    confirm_all(root)
    return root


def confirm_all(root: Path) -> None:
    """Every translation as if a person had said that it was made for its English."""
    for path in sorted((root / "locales/es").glob("*.po")):
        name = path.relative_to(root).as_posix()
        catalogue = catalogues.read(path.read_bytes(), name, "es")
        content = pairs.write(catalogue, map(pairs.digest, catalogue.messages))
        (root / pairs.path_of(name)).write_bytes(content)


def bracketed(catalogue: str) -> str:
    """A catalogue in which every message is translated: into itself, in brackets."""
    lines, msgid = [], ""
    for line in catalogue.splitlines():
        if line.startswith('msgid "'):
            msgid = line.removeprefix('msgid "').removesuffix('"')
        lines.append(f'msgstr "«{msgid}»"' if line == 'msgstr ""' and msgid else line)
    return "\n".join(lines) + "\n"


def reviews(root: Path, day: date = DAY) -> dict[tuple[str, str], Review]:
    """Where every text stands."""
    of = reviewer(faults(root, day))
    return {(locale, audience): of(gate.Text(SLUG, locale, audience)) for locale, audience in EVERY}


def faults(root: Path, day: date = DAY) -> Flawless:
    """The project, read and localised."""
    project = load(root)
    return Flawless(project, {locale.name: localised(project, locale) for locale in project.locales}, day)


def events(root: Path, **changed: object) -> tuple[Event, ...]:
    """All that the texts of today need; each of them is kept as `sign` keeps it."""
    read = faults(root)
    found: list[Event] = []
    for locale, audience in EVERY:
        content = content_of(read.project, read.locales, gate.Text(SLUG, locale, audience))
        source = content_of(read.project, read.locales, gate.Text(SLUG, "en", audience)).digest
        found += approvals(content.digest, locale, "" if locale == "en" else source, audience=audience, **changed)
        write(root, {reviewed.place(SLUG, locale, audience, content.digest): content.raw})
    return tuple(found)


def approve(root: Path, **changed: object) -> None:
    """Every text of the project is approved by samples."""
    put(root, events(root, **changed))
