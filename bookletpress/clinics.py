"""The clinics of a run: those that were named, and those whose imprints an output folder holds.

`clinic-duplicate` (error): two files with one id. Why: one imprint would take the place of the other.
`clinic-missing` (error): a folder without a clinic's file.
`clinic-unread` (warning): imprints of an earlier run whose clinic's file is gone or broken. They stay as they were.
`clinic-language-missing` (warning): words of the clinic's that will stand in another language than the booklet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bookletpress import clinicfolder, fonts
from bookletpress.clinic import Clinic
from bookletpress.clinicfile import glyph, read_clinic
from bookletpress.guards import limitsfile
from bookletpress.inputs import of_file
from bookletpress.limits import Limits
from bookletpress.locales import is_private, load_locales
from bookletpress.model import FontFace
from bookletpress.problems import Location, Problem, ProblemsFound, error, in_order, warning


@dataclass(frozen=True, slots=True)
class Clinics:
    """Clinics by id. `files` are all that they were read from, by nickname, also those that could not be read."""

    named: Mapping[str, Clinic] = field(default_factory=dict)
    held: Mapping[str, Clinic] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def all(self) -> Mapping[str, Clinic]:
        """Named or held."""
        return {**self.held, **self.named}


def gathered(root: Path, names: Sequence[str], held: Iterable[str] = ()) -> Clinics:
    """The clinics of the named files and folders, and of the files that an output folder remembers (by nickname).

    Raises ProblemsFound with every fault of every named file.
    """
    files = clinicfolder.files(names)
    nicknames = [clinicfolder.nickname(path, root) for path in files]
    limits = limitsfile.of(root)
    named, problems = read_all(files, limits)
    problems += [_empty(name) for name in names if not clinicfolder.files([name])]
    if problems:
        raise ProblemsFound(in_order(problems))
    kept: dict[str, Clinic] = {}
    seen = {clinicfolder.nickname(Path(path), root): digest for one in named for path, digest in one.files.items()}
    notes: list[Problem] = []
    known = {clinic.id: clinic for clinic in named}
    for nickname in sorted(set(held) - set(nicknames)):
        place = clinicfolder.place(nickname, root)
        try:
            clinic = read_clinic(place, limits)
        except ProblemsFound as found:
            notes.append(_unread(nickname, found))
            seen[nickname] = of_file(place)
            continue
        if clinic.id not in known:
            kept[clinic.id] = clinic
            seen |= {clinicfolder.nickname(Path(path), root): digest for path, digest in clinic.files.items()}
    return Clinics(known, kept, seen, tuple(notes))


def read_all(files: Iterable[Path], limits: Limits) -> tuple[list[Clinic], list[Problem]]:
    """The clinics of some files, and what is wrong with the files."""
    clinics: list[Clinic] = []
    problems: list[Problem] = []
    for path in files:
        try:
            clinic = read_clinic(path, limits)
        except ProblemsFound as found:
            problems.extend(found.problems)
            continue
        if twin := next((one for one in clinics if one.id == clinic.id), None):
            message = f"'{clinic.id}' is the id of the clinic of {twin.path} too"
            problems.append(error("clinic-duplicate", message, Location(clinic.path, 1, 1), "give each its own id"))
        clinics.append(clinic)
    return clinics, problems


def checked(root: Path, names: Sequence[str]) -> tuple[Problem, ...]:
    """What is wrong with some clinics' files, looked at alone. Raises EnvironmentFault where fonts are missing."""
    locales = [locale for locale in load_locales(root) if not is_private(locale.name)]
    try:
        found = gathered(root, names).named.values()
    except ProblemsFound as faults:
        return faults.problems
    most = limitsfile.of(root).font_bytes
    problems = [problem for clinic in found for problem in spoken(clinic, [locale.name for locale in locales])]
    for locale in locales:
        faces = fonts.faces(locale.fonts, most=most)
        for clinic in found:
            problems.extend(_undrawn(clinic, locale.name, faces))
    return in_order(problems)


def _undrawn(clinic: Clinic, locale: str, faces: tuple[FontFace, ...]) -> Iterator[Problem]:
    said = tuple(words.plain(locale) for words in clinic.every_word())
    for character in fonts.uncovered(said, faces):
        place = glyph(character, clinic) or Location(clinic.path)
        message = f"no font of '{locale}' can draw {fonts.described(character)}"
        yield error("glyph-missing", message, place, "write it in letters of the booklet's language")


def spoken(clinic: Clinic, locales: Iterable[str]) -> Iterator[Problem]:
    """Words that will stand in another language than the booklets around them."""
    names = tuple(locales)
    for words in clinic.sentences():
        first = words.versions[0][0]
        missing = [name for name in names if words.within(name)[0].locale != name]
        if missing:
            listed = ", ".join(f"'{name}'" for name in missing)
            message = f"this will stand in '{first.locale}' in the booklets in {listed}"
            hint = f"give it by language: {first.locale}: ..., {missing[0]}: ..."
            yield warning("clinic-language-missing", message, first.location, hint)


def _empty(name: str) -> Problem:
    hint = "put a clinic's .yaml file into it, or name the file itself"
    return error("clinic-missing", "this folder holds no clinic", Location(name), hint)


def _unread(nickname: str, found: ProblemsFound) -> Problem:
    first = found.problems[0]
    message = f"the imprints of this clinic stay as they were: {first.message}"
    return warning("clinic-unread", message, Location(nickname), "mend the file, or delete the clinic's PDFs")
