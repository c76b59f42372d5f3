#!/usr/bin/env python3
"""Makes docs/mutations.md: what our checks, and three other tools, say of the same broken Spanish catalogues.

The faults and our own column come from tests/mutants.py; the suite holds that column. The others are run as they come,
with all tests that they have for Spanish: GNU gettext's msgfmt, and, in an environment of their own, pofilter and
dennis-cmd (pip install translate-toolkit==3.20.4 dennis==1.3.0).

    PYTHONPATH=.:tests .venv/bin/python tools/mutations.py FOLDER/bin
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from mutants import DOMAINS, LOCALE, MUTATIONS, Mutation, false_alarms, mutated, raw, told

PAGE = Path(__file__).parent.parent / "docs" / "mutations.md"
NOTHING = "–"
Told = dict[str, Counter[str]]
"""What a tool says of each file, by the name of its test; how often."""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A tool, as a translator would start it."""
    return subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - tools that the caller named


def msgfmt(folder: Path) -> Told:
    """Files that `msgfmt --check` refuses, or warns of."""
    found = {}
    for path in sorted(folder.glob("*.po")):
        done = run("msgfmt", "--check", "-o", "/dev/null", str(path))
        warned = Counter("warning" for line in done.stderr.splitlines() if "warning:" in line)
        found[path.stem] = Counter({"refused": 1}) if done.returncode else warned
    return found


def pofilter(folder: Path, tools: Path) -> Told:
    """Every test of the standard checker."""
    out = folder / "filtered"
    done = run(str(tools / "pofilter"), "--progress=none", f"--language={LOCALE}", str(folder), str(out))
    found = {path.stem: Counter[str]() for path in folder.glob("*.po")}
    for path in out.rglob("*.po"):
        found[path.stem].update(re.findall(r"^# \(pofilter\) (\w+)", path.read_text("utf-8"), re.MULTILINE))
    for name in re.findall(r"input \S*?(\w+)\.po\b.*(?:Syntax error|end-of-line|rror)", done.stderr):
        found[name]["refused"] += 1
    return found


def dennis(folder: Path, tools: Path) -> Told:
    """Every rule of `dennis-cmd lint`."""
    found = {}
    for path in sorted(folder.glob("*.po")):
        done = run(str(tools / "dennis-cmd"), "lint", str(path))
        rules = re.findall(r"^[EW]\d{3}: (.*)", done.stdout, re.MULTILINE)
        broken = done.returncode and not rules
        found[path.stem] = Counter({"refused": 1}) if broken else Counter(rules)
    return found


def new(said: Told, name: str, domain: str) -> str:
    """What a tool says of a mutated file and not of the file it was made from."""
    return ", ".join(sorted(said[name] - said[domain])) or NOTHING


def ours(mutation: Mutation) -> str:
    """Our codes, those that stop a booklet from being printed as final in bold."""
    found = sorted(told(mutation), key=lambda row: (row[1], row[0]))
    return ", ".join(f"**{code}**" if severity == "error" else code for code, severity in found)


def cell(words: str) -> str:
    """Words as a cell of a table shows them, signs that nobody sees by their numbers."""
    hidden = re.compile(r"[\u0400-\u04ff]")
    shown = "".join(
        f"⟨{ord(sign):04X}⟩" if hidden.match(sign) or not sign.isprintable() else sign
        for sign in words.replace("\n", "⏎")
    )
    return "`" + shown.replace("|", "\\|").replace("`", "'") + "`"


def versions(tools: Path) -> str:
    """Of each tool, as it names itself."""
    gettext = run("msgfmt", "--version").stdout.split("\n")[0].rpartition(" ")[2]
    ask = "import importlib.metadata as m, sys; print(*map(m.version, sys.argv[1:]))"
    toolkit, lint = run(str(tools / "python"), "-c", ask, "translate-toolkit", "dennis").stdout.split()
    return f"GNU gettext {gettext}, translate-toolkit {toolkit}, dennis {lint}"


def page(tools: Path) -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number, mutation in enumerate(MUTATIONS):
            (folder / f"{number:03}.po").write_text(mutated(mutation), "utf-8")
        for domain in DOMAINS:
            (folder / f"{domain}.po").write_text(raw(domain), "utf-8")
        others = (msgfmt(folder), pofilter(folder, tools), dennis(folder, tools))
    rows, caught = [], Counter[int]()
    for number, mutation in enumerate(MUTATIONS):
        said = [ours(mutation), *(new(other, f"{number:03}", mutation.domain) for other in others)]
        caught.update(column for column, words in enumerate(said) if words and words != NOTHING)
        row = (mutation.kind, cell(mutation.old), cell(mutation.new), *(words or NOTHING for words in said))
        rows.append(f"| {' | '.join(row)} |")
    alarms = [sum(map(len, false_alarms().values()))]
    alarms += [sum(sum(other[domain].values()) for domain in DOMAINS) for other in others]
    messages = sum(raw(domain).count("\nmsgid ") - 1 for domain in DOMAINS)
    return TEXT.format(
        count=len(MUTATIONS),
        messages=f"{messages:,}",
        versions=versions(tools),
        caught=" | ".join(f"{caught[column]} of {len(MUTATIONS)}" for column in range(4)),
        alarms=" | ".join(map(str, alarms)),
        waivers=sum(raw(domain).count("\n# allow ") for domain in DOMAINS),
        rows="\n".join(rows),
    )


TEXT = """# What the checks catch, and what other tools say

{count} faults, each made in the shipped Spanish catalogues ({messages} messages) as a tired translator, an editor or a
careless merge makes them. Each broken file was given to our checks and to three tools, with all the tests that they
have for Spanish. A tool's cell names what it says of the broken file and not of the whole one; – is nothing.

Tools: {versions}.

| | `make_pdf.py check` | `msgfmt --check` | `pofilter` | `dennis-cmd lint` |
| --- | --- | --- | --- | --- |
| faults noticed | {caught} |
| told of the files as they are shipped | {alarms} |

Our codes in **bold** are errors: nothing with such a fault is printed as final. The others are warnings, which a person
settles with a waiver and a reason; the catalogues hold {waivers} such waivers. Besides, each of these changes makes its
pair unconfirmed (`pair-unconfirmed`), whatever it says; that is not counted here. The other tools are made for
software: most of what they say of the files as shipped is right for a menu and wrong for a booklet. None of them sees a
unit: 150 mg may become 150 g.

What is not caught by any check of words: another true-looking sentence with the same numbers, names and negations. That
is what the comparison by a person (`confirm`) and the linguistic sign-off are for.

| kind | what stands there | what was written | ours | msgfmt | pofilter | dennis |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

Made by `tools/mutations.py`; the column “ours” is held by `tests/test_mutants.py`.
"""


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(str(__doc__))
    PAGE.write_text(page(Path(sys.argv[1])), "utf-8")
