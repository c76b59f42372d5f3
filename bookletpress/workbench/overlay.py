"""A project made from another one: its booklets and styles as they are, in English and in pseudo-translations only.

It lies in a folder of its own, so that a pseudo-translation never stands among real languages, and every command works
there as in any project.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from bookletpress import wholefiles
from bookletpress.catalogue import write
from bookletpress.extraction import Template, template_catalogue
from bookletpress.guards import limitsfile
from bookletpress.guards.files import below, read_bytes
from bookletpress.locales import FOLDER, SOURCE
from bookletpress.outputplace import refuse_precious, refused
from bookletpress.project import Project
from bookletpress.workbench import pseudo

COPIED = ("booklets", "styles", f"{FOLDER}/{SOURCE}")
MARK = "PSEUDO.txt"
SAID = b"Made by make_pdf.py pseudo, to test the press. Nothing in this folder is a translation: hand none of it out.\n"

File = tuple[str, bytes]


def files(project: Project, templates: Sequence[Template], day: datetime.date) -> Iterator[File]:
    """All files of the overlay, by their paths in it."""
    yield MARK, SAID
    most = limitsfile.of(project.root).largest_file
    for folder in COPIED:
        for path in below(project.root, folder):
            name = f"{folder}/{path}"
            yield name, read_bytes(project.root, name, "check its rights", most)
    names = pseudo.kept(project.shared)
    for language in pseudo.EVERY:
        yield f"{FOLDER}/{language.name}/locale.yaml", pseudo.settings(language)
        for template in templates:
            blank = template_catalogue(template, None, "", day)
            made = pseudo.catalogue(template, blank, language, names)
            yield made.path, write(made)


def put(folder: Path, shown: str, made: Sequence[File]) -> None:
    """Writes the overlay: a new folder, or one that was made so before, of which only what changed is touched.

    Raises ProblemsFound for a folder that is somebody else's, OSError if the disk refuses.
    """
    if not (folder / MARK).is_file():
        refuse_precious(folder, shown)
        if folder.is_dir() and any(folder.iterdir()):
            raise refused("this folder holds other files", shown, "name an empty or new folder with -o")
    wanted = dict(made)
    for top in ("booklets", "styles", FOLDER):
        for path in sorted((folder / top).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                with suppress(OSError):  # it is not empty
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
    for name, content in wanted.items():
        path = folder / name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
            wholefiles.keep(path, content, f"{shown}/{name}")
