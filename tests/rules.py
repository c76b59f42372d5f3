"""The manual of every code that the press can say: docs/rules.md, made from the docstrings and the fault files.

    PYTHONPATH=. .venv/bin/python tests/rules.py

writes it anew. A docstring tells a rule as "`code` (error): what is refused. Why: ...", and the first fault of that
code, by name, shows one file that fails and a near one that passes.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import faultfile
import test_checks
import test_formats
import test_ledger
import test_locales
import test_shareddata
from faults import Told

from bookletpress import limits
from bookletpress.guards import markdown, posyntax, xlsx
from bookletpress.inlinetext import _REFUSED as INLINE
from bookletpress.reviewwords import _CODES as LACKS
from bookletpress.workbench import workbookreading

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bookletpress"
PAGE = ROOT / "docs" / "rules.md"

_CODE = r"`[a-z0-9]+(?:-[a-z0-9]+)*`"
_SEVERITY = r"\(([^)]*\b(?:error|warning)[^)]*)\)(?:, [^:.]{1,40})?[:.]\s"
_RULE = re.compile(rf"^({_CODE}(?:,\s+{_CODE})*)\s+{_SEVERITY}", re.MULTILINE)

CHAPTERS = {
    "Files, characters and names": ("guards/files", "guards/names", "guards/limitsfile"),
    "YAML": ("guards/yaml", "guards/schema"),
    "Section files": ("guards/markdown", "prose", "markdown", "inlinetext", "messages"),
    "Drawings": ("guards/svg", "drawing"),
    "Photographs and logos": ("guards/picture",),
    "Style sheets and page templates": (
        "guards/css",
        "formats",
        "compose",
        "extraction",
        "pack/contrast",
        "pack/rules",
    ),
    "Addresses": ("guards/address",),
    "Fonts and languages": ("guards/font", "locales", "preparation", "safetywords"),
    "Booklets and what they share": ("source", "topiccodes", "shareddata", "references"),
    "Catalogues": ("guards/posyntax", "guards/po", "project", "workbench/translate", "pairs", "termlist"),
    "Translations": ("localise", "fidelity/", "overflow", "checks/hedges", "workbench/spelling"),
    "Workbooks for translators": ("guards/xlsx", "workbench/workbookreading", "workbench/returning"),
    "Clinics": ("clinicfile", "clinics"),
    "What the text says": ("checks/", "waivers"),
    "Sign-off": ("ledger", "signing", "signatures", "reviewwords"),
    "Layout": ("layoutlog", "crew", "cluster"),
    "The finished PDF": ("finish/gate",),
    "The finished web page": ("screen/sheet", "screen/gate"),
    "The preview": ("watch/desk", "watching"),
    "The output folder and the computer": ("outputplace", "build", "serving", "bundling", "cli"),
}
"""Which modules each chapter is made from; a name that ends with a stroke means all that is left of a folder."""

ARGUMENT = {
    **dict.fromkeys(("error", "release_error", "warning", "fault", "_fault", "note", "Fault", "_Refused"), 0),
    **dict.fromkeys(("InlineFault", "MarkdownFault", "_error"), 1),
    **dict.fromkeys(("EnvironmentFault", "pattern"), 2),
}
"""At which place the code stands in the calls that make a problem."""

TABLES = {
    "guards/posyntax.py": {code for code, _, _ in posyntax._FAULTS.values()},
    "guards/markdown.py": {code for _, code, _ in markdown._REFUSED},
    "inlinetext.py": {code for _, code, _, _ in INLINE} | {"address-refused", "emphasis-broken"},
    "reviewwords.py": set(LACKS.values()),
    "fidelity/marks.py": {f"{kind}-mismatch" for kind in ("number", "phone", "atom", "citation", "link")},
    "guards/xlsx.py": {code for _, code, _, _ in xlsx._REFUSED},
    "workbench/workbookreading.py": {code for code, _, _ in workbookreading._KINDS.values()},
    "crew.py": {"edition-too-slow", "edition-too-big", "worker-died"},
    "cluster.py": {"worker-differs"},
    "wholefiles.py": {"output-failed"},
    "verbs.py": {"translation-missing"},
    "checks/outcome_numbers.py": {f"outcome-{lack}" for lack in ("endpoint", "horizon", "population")},
}
"""Codes that a module takes from a table, where a look at its calls does not find them."""

NO_CODES = frozenset(("environment",)) | set(posyntax._FAULTS)
"""Names that stand where a code would: the usual one, and those of the table of `posyntax`."""


@dataclass(frozen=True)
class Rule:
    """What a docstring says about one or more codes."""

    codes: tuple[str, ...]
    severity: str
    words: str
    module: str


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the chapters."""
    return tuple(rule for modules in chapters().values() for module in modules for rule in _of(module))


def chapters() -> Mapping[str, tuple[str, ...]]:
    """The modules of each chapter by path."""
    named = {module for modules in CHAPTERS.values() for module in modules}
    found = {}
    for chapter, modules in CHAPTERS.items():
        found[chapter] = tuple(
            path
            for module in modules
            for path in (_folder(module, named) if module.endswith("/") else (f"{module}.py",))
        )
    return found


def _folder(folder: str, named: set[str]) -> Iterator[str]:
    for path in sorted((PACKAGE / folder).glob("*.py")):
        if f"{folder}{path.stem}" not in named:
            yield f"{folder}{path.name}"


def _of(module: str) -> Iterator[Rule]:
    said = ast.get_docstring(ast.parse((PACKAGE / module).read_text("utf-8"))) or ""
    for paragraph in said.split("\n\n"):
        found = list(_RULE.finditer(paragraph))
        ends = [*(rule.start() for rule in found[1:]), len(paragraph)]
        for rule, end in zip(found, ends, strict=False):
            words = " ".join(paragraph[rule.end() : end].split())
            yield Rule(tuple(re.findall(r"[a-z0-9-]+", rule[1])), " ".join(rule[2].split()), words, module)


def emitted() -> dict[str, set[str]]:
    """Every code that a call or a table in the press makes a problem of, with the modules."""
    found: dict[str, set[str]] = {code: {module} for module, codes in TABLES.items() for code in codes}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (code := _code(node)) and code not in NO_CODES:
                found.setdefault(code, set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def spelled() -> set[str]:
    """Every code that stands in the program, in a call or not."""
    trees = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    words = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {str(word) for word in words} | {code for codes in TABLES.values() for code in codes}


def _code(call: ast.Call) -> str:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    place = ARGUMENT.get(name, 99)
    said = [word.value for word in call.keywords if word.arg == "code"] + call.args[place : place + 1]
    value = said[0] if said else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


@dataclass(frozen=True)
class Example:
    """What fails and what passes, as a page shows them; `where` names the file, or what was done."""

    where: str
    bad: str
    good: str


def examples() -> dict[str, Example]:
    """One example of each code that has one."""
    found: dict[str, Example] = {}
    for fault in faultfile.every():
        for code in {said.split(" ")[0] for said in fault.told}:
            bad, good = (
                _shown(raw, name) for raw, name in ((fault.bad, fault.bad_name), (fault.good, fault.good_name))
            )
            if bad != good:  # of a long file, only the beginning is shown
                found.setdefault(code, Example(fault.name, bad, good))
    for name, (change, told, _) in test_checks.FAULTS.items():
        for code, _, _ in told:
            file, old, new = change
            if new.strip("\n") and new.strip("\n") != old.strip("\n"):
                found.setdefault(code, Example(f"{name}, in {file}", new.strip("\n"), old.strip("\n")))
    for name, file, old, new, told in _changes():
        for code, _, _ in told:
            if new.strip("\n") and new.strip("\n") != old.strip("\n"):
                found.setdefault(code, Example(f"{name}, in {file}", new.strip("\n"), old.strip("\n")))
    return found


def _changes() -> Iterator[tuple[str, str, str, str, Told]]:
    """Name, file, what is right, what is wrong instead, and what is said of it."""
    for name, (file, old, new, told) in test_shareddata.BROKEN.items():
        yield name, f"{file}.yaml", old, new, told
    tables = {
        "formats.yaml": test_formats.BROKEN,
        "locale.yaml": test_locales.BROKEN,
        "signoffs.yaml": test_ledger.FAULTS,
    }
    for file, rows in tables.items():
        for name, (old, new, told) in rows.items():
            yield name, file, old, new, told


def _shown(raw: bytes, name: str) -> str:
    if name.rpartition(".")[2] in ("png", "jpg", "ttf"):
        return f"tests/faultfiles/{name}"
    text = "".join(_visible(sign) for sign in raw.decode("utf-8", "backslashreplace").removesuffix("\n"))
    lines = text.split("\n")
    lines = [line if len(line) <= 90 else f"{line[:88]} …" for line in lines]
    return "\n".join(lines if len(lines) <= 14 else [*lines[:13], "…"])


def _visible(sign: str) -> str:
    return sign if sign.isprintable() or sign == "\n" else f"<U+{ord(sign):04X}>"


def page() -> str:
    """The whole manual."""
    shown, lines = examples(), [_HEAD]
    for chapter, modules in chapters().items():
        lines.append(f"## {chapter}\n")
        for rule in (rule for module in modules for rule in _of(module)):
            lines.extend(_entry(rule, shown))
    lines.append("## Limits\n\n" + _LIMITS)
    lines += [f"| `{one.key}` | {one.what} | {one.usual:,} | {one.most:,} | `{one.code}` |" for one in limits.every()]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule, shown: Mapping[str, Example]) -> Iterator[str]:
    yield "".join(f'<a id="{code}"></a>' for code in rule.codes)
    yield f"### {', '.join(f'`{code}`' for code in rule.codes)}\n"
    what, _, why = rule.words.partition(" Why: ")
    yield f"{rule.severity[0].upper()}{rule.severity[1:]}. {what[:1].upper()}{what[1:]}\n"
    if why:
        yield f"Why: {why}\n"
    for code in rule.codes:
        if example := shown.get(code):
            yield f"`{code}`, {example.where}:\n"
            yield f"```text\n{example.bad}\n```\n\npasses:\n\n```text\n{example.good}\n```\n"


_HEAD = """# What the press refuses, and why

Made from the program and its tests by `tests/rules.py`; do not edit it by hand. Each problem that the press tells ends
with its code in brackets: look it up here. An error keeps everything from being printed, a release error only final
editions, a warning nothing. `<U+202E>` stands for a character that cannot be seen.
"""

_LIMITS = """A file `limits.yaml` at the head of a project changes them: `picture-bytes: 5000000`, a line each. Those of
an edition can be said on the command line too: `--max-seconds`, `--max-memory`, `--max-pages`.

| name | what it counts | usual | at most | error |
| --- | --- | --- | --- | --- |"""


if __name__ == "__main__":
    sys.exit(PAGE.write_text(page(), "utf-8") == 0)
