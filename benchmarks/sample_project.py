"""Projects of any size, from the tiny one of the tests: so many booklets, languages, formats, and clinics.

The translations are complete, so that nothing is marked as missing: each says what the English says, and the code of
its language.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookletpress import catalogue, pairs

TINY = "tests/samples/tiny"
CLINIC = "tests/samples/clinics/sample-clinic.yaml"
CLINICS = "clinics"
SPANISH = "es"
LANGUAGES = {
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "cs": "Czech",
    "sv": "Swedish",
}
PAPER = {"letter": ("8.5in", "11in"), "a4": ("210mm", "297mm")}
_EMPTY = re.compile(r'^msgid "(.+)"\nmsgstr ""$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a project is. Every booklet has one kind of reader, the family.

    With `clinics`, every edition bears the imprint of one of them; 0 for editions without.
    """

    booklets: int
    locales: int
    formats: int
    clinics: int = 0

    @property
    def editions(self) -> int:
        """How many PDFs that makes."""
        return self.booklets * self.locales * self.formats * max(self.clinics, 1)

    def __str__(self) -> str:
        clinics = f", {self.clinics} clinics" if self.clinics else ""
        return f"{self.booklets} booklets, {self.locales} languages, {self.formats} formats{clinics}"


def make(root: Path, at: Path, size: Size) -> tuple[str, ...]:
    """Writes the project, without translations; gives the names of its languages besides English."""
    shutil.copytree(root / TINY, at)
    shutil.copytree(root / "styles", at / "styles")
    model = at / "booklets" / "tiny"
    for number in range(1, size.booklets + 1):
        booklet = at / "booklets" / f"sample-{number:03}"
        shutil.copytree(model, booklet)
        described = (booklet / "booklet.yaml").read_text("utf-8")
        (booklet / "booklet.yaml").write_text(
            described.replace("title: A sample booklet", f"title: Sample booklet {number:03}"), "utf-8"
        )
    shutil.rmtree(model)
    (at / "styles" / "formats.yaml").write_text(formats(size.formats), "utf-8")
    _clinics(at, (root / CLINIC).read_text("utf-8"), size.clinics)
    spanish = (at / "locales" / SPANISH / "locale.yaml").read_text("utf-8")
    names = tuple(LANGUAGES)[: size.locales - 1]
    for name in names:
        (at / "locales" / name).mkdir(exist_ok=True)
        (at / "locales" / name / "locale.yaml").write_text(locale(spanish, name), "utf-8")
    return names


def _clinics(at: Path, pattern: str, count: int) -> None:
    """So many clinics, each with a name of its own, without pictures: those are the same for each."""
    (at / CLINICS).mkdir()
    plain = re.sub(r"^(logo: .*|map:\n(?: .*\n)+)", "", pattern, flags=re.MULTILINE)
    for number in range(1, count + 1):
        own = plain.replace("id: sample-clinic", f"id: sample-{number:03}").replace("Clinic", f"Clinic {number:03}")
        (at / CLINICS / f"sample-{number:03}.yaml").write_text(own, "utf-8")


def formats(count: int) -> str:
    """US Letter and A4 in turn; a format more is an entry more."""
    made = []
    for number in range(count):
        paper, again = list(PAPER)[number % 2], number // 2
        width, height = PAPER[paper]
        name, label = (f"{paper}-{again + 1}", f"{paper} {again + 1}") if again else (paper, paper)
        made.append(
            f"- name: {name}\n  label: {label}\n  width: {width}\n  height: {height}\n  sheets: [{paper}.css]\n"
        )
    return "".join(made)


def locale(spanish: str, name: str) -> str:
    """The description of a language, after the one for Spanish; numbers are written as in English."""
    kept = re.sub(r"^(leftovers:.*|#.*)\n", "", spanish, flags=re.MULTILINE)
    said = {"name": LANGUAGES[name], "native-name": LANGUAGES[name], "language": name, "cldr": "en_US"}
    for key, value in said.items():
        kept = re.sub(rf"^{key}: .*$", f"{key}: {value}", kept, flags=re.MULTILINE)
    return kept


def translate(at: Path, names: Sequence[str]) -> None:
    """Fills the catalogues that `make_pdf.py update` has begun: every message is English still, and confirmed."""
    for name in names:
        for file in (at / "locales" / name).glob("*.po"):
            file.write_text(filled(file.read_text("utf-8"), name), "utf-8")
            known = catalogue.read(file.read_bytes(), file.relative_to(at).as_posix(), name)
            file.with_suffix(".pairs").write_bytes(pairs.write(known, map(pairs.digest, known.messages)))


def filled(content: str, name: str) -> str:
    """The catalogue with each empty message filled. The language is named in full: "sv" behind a number is a dose."""
    return _EMPTY.sub(rf'msgid "\1"\nmsgstr "\1 {LANGUAGES[name]}"', content)
