"""One Spanish sentence is changed: only its own editions may be laid out again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

from benchmarks.lab import Lab, complete, stamps
from benchmarks.results import Bar, Finding, MeasurementFailed, Verdict, ratio, times

LOCALE = "es"
PARTS = ("booklets", "locales", "styles")
NO_BREAK = "\N{NO-BREAK SPACE}"
NOT_BOOKLETS = ("shared", "interface")
PLAIN = re.compile(r'^msgstr "([^"\\\[\]{}*\d]{40,}\.)"$', re.MULTILINE)
"""A translation on one line, without numbers, links and markup."""

ONE, TWO = "the press, one sentence changed, -j 1", "the press, one sentence changed, -j 2"
BARE = "the bare engine on the editions that print it"


def run(lab: Lab) -> Finding:
    """The sentence is changed to and fro; each run finds another text than the one before."""
    project, out = lab.new_folder("sentence"), lab.new_folder("out")
    for part in PARTS:
        shutil.copytree(lab.root / part, project / part)
    file, original = catalogue(project / "locales" / LOCALE)
    changed = with_one_more_word(original)
    sentence = sentence_of(original)
    mine = (e for e in lab.editions if e.locale == LOCALE and e.composed.edition.slug == file.stem)
    names = tuple(e.name for e in mine if sentence in unescape(e.composed.html).replace(NO_BREAK, " "))
    words = ("-C", str(project), "-q", *lab.printed, "-o", str(out))
    lab.press(*words)
    complete(out, len(lab.editions))
    rewritten: list[frozenset[str]] = []

    def press(jobs: int) -> Callable[[], float]:
        def measure() -> float:
            file.write_text(changed if file.read_text("utf-8") == original else original, "utf-8")
            before = stamps(out)
            wall = lab.press(*words, "-j", str(jobs)).wall
            after = stamps(out)
            rewritten.append(frozenset(path for path in after if before.get(path) != after[path]))
            return wall

        return measure

    def bare() -> float:
        return lab.bare(*names)[1]["layout"]

    found = lab.rounds({ONE: press(1), BARE: bare, TWO: press(2)})
    wanted = frozenset(path for path in stamps(out) if any(Path(path).name.startswith(name) for name in names))
    return Finding(
        verdicts=(
            Verdict("one sentence changed, over the layout of its editions", ratio(found[ONE], found[BARE]), 1.25),
            Verdict("the same with two workers", ratio(found[TWO], found[BARE])),
        ),
        proofs=(
            (
                f"each time exactly {len(names)} of {len(lab.editions)} PDFs were written again: those in Spanish",
                all(files == wanted for files in rewritten) and len(wanted) == len(names) > 0,
            ),
        ),
        tables=(times(found),),
        bars=tuple(Bar(name, values, name != BARE) for name, values in found.items()),
    )


def catalogue(folder: Path) -> tuple[Path, str]:
    """The first catalogue of a booklet with a sentence to change, and its text."""
    for file in sorted(folder.glob("*.po")):
        text = file.read_text("utf-8")
        if file.stem not in NOT_BOOKLETS and with_one_more_word(text) != text:
            return file, text
    raise MeasurementFailed("no booklet has a plain sentence in Spanish")


def sentence_of(text: str) -> str:
    """The first plain sentence of a catalogue that stands in a section; "" if there is none."""
    entries = (entry for entry in text.split("\n\n") if re.search(r"^#: .*\.md\b", entry, re.MULTILINE))
    return next((found[1] for found in map(PLAIN.search, entries) if found), "")


def with_one_more_word(text: str) -> str:
    """The catalogue with one more word in that sentence."""
    sentence = sentence_of(text)
    return text.replace(f'msgstr "{sentence}"', f'msgstr "{sentence[:-1]} hoy."', 1) if sentence else text
