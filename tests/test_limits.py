"""The limits that a project sets reach every file of it that is read, whoever reads it."""

from __future__ import annotations

import ast
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import sample_project
from conftest import ROOT
from faults import attempt, told, write
from sample_ledger import DAY

from bookletpress import clinics, extraction, fonts, preparation, proofing, reviewed, spreadsheets
from bookletpress.guards import limitsfile
from bookletpress.limits import USUAL, Limits, every
from bookletpress.plan import Selection
from bookletpress.problems import EnvironmentFault, Problem
from bookletpress.project import load, localised
from bookletpress.workbench import overlay, translate, workbookreading

CLINIC = ROOT / "tests/samples/clinics"
KINDS = {
    "yaml-bytes": (".yaml",),
    "prose-bytes": (".md",),
    "drawing-bytes": (".svg",),
    "sheet-bytes": (".html", ".css", ".js"),
    "catalogue-bytes": (".po",),
    "file-bytes": (".csv", ".pairs"),
}
"""Which files a limit is for. (Nobody reads templates for translators, nor what is written beside the sources.)"""

READ_WHEN_NEEDED = ("styles/proof/", "styles/evidence/", "styles/README", "locales/README", "booklets/README")
"""By commands of their own, or by people."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has every file that a project may have."""
    root = sample_project.made(tmp_path_factory.mktemp("limits") / "project")
    sample_project.approve(root)
    for name in ("safety.yaml", "parity.yaml", "terms.csv"):
        shutil.copy(ROOT / "locales/es" / name, root / "locales/es" / name)
    shutil.copy(ROOT / "locales/en/parity.yaml", root / "locales/en/parity.yaml")
    write(root, {"site.yaml": "address: https://example.org/booklets\n"})
    for path in (ROOT / "booklets/shared").glob("*.yaml"):
        if not (root / "booklets/shared" / path.name).exists():
            shutil.copy(path, root / "booklets/shared" / path.name)
    return root


@pytest.fixture
def project(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "project"))


def problems_of(root: Path) -> tuple[Problem, ...]:
    """What reading all of a project says; where that stops at lists of terms, which are optional, also without them."""
    found, refused = attempt(load, root)
    if found is None:
        lists = [root / path for path in too_large(refused) if path.endswith(".csv")]
        for path in lists:
            path.unlink()
        return (*refused, *problems_of(root)) if lists else refused
    return tuple(problem for locale in found.locales for problem in localised(found, locale).problems)


def too_large(problems: Iterable[Problem]) -> set[str]:
    return {problem.location.path for problem in problems if problem.code == "file-too-large"}


def test_the_sample_is_good_and_complete(whole: Path) -> None:
    assert "file-too-large" not in {problem.code for problem in problems_of(whole)}
    suffixes = {path.suffix for path in whole.rglob("*") if path.is_file()}
    assert suffixes >= {suffix for kind in KINDS.values() for suffix in kind}


@pytest.mark.parametrize("key", KINDS)
def test_a_project_that_allows_nothing_has_no_file_read(key: str, project: Path) -> None:
    write(project, {"limits.yaml": f"{key}: 1\n"})
    there = {
        name
        for path in project.rglob("*")
        if path.suffix in KINDS[key] and not (name := path.relative_to(project).as_posix()).startswith(READ_WHEN_NEEDED)
    } - {"limits.yaml"}
    refused = too_large(problems_of(project))
    if key == "prose-bytes":  # a section file is read when the booklet's own file names it
        there = {name for name in there if name.startswith("booklets/") and "README" not in name}
    assert there
    assert there == refused & there, sorted(there - refused)


LARGE = {
    "yaml-bytes": ("booklets/sample/signoffs.yaml", "site.yaml"),
    "file-bytes": ("locales/es/sample.pairs",),
}


@pytest.mark.parametrize("key", LARGE)
def test_what_a_project_allows_is_read(key: str, project: Path) -> None:
    most = {limit.key: limit for limit in every()}[key]
    for name in LARGE[key]:
        line = "# " + "x" * 99_997 + "\n"
        content = (project / name).read_text("utf-8")
        (project / name).write_text(content + line * (USUAL.file_bytes // 100_000 + 1), "utf-8")
    assert too_large(problems_of(project)) == set(LARGE[key])
    write(project, {"limits.yaml": f"{key}: {most.most}\n"})
    assert too_large(problems_of(project)) == set()


def test_the_limits_reach_what_a_clinic_hands_in(project: Path) -> None:
    names = [str(CLINIC / "sample-clinic.yaml")]
    assert clinics.gathered(project, names).named
    for key, name in {"yaml": "clinic.yaml", "picture": "map.png", "drawing": "logo.svg"}.items():
        write(project, {"limits.yaml": f"{key}-bytes: 9\n"})
        _, refused = attempt(clinics.gathered, project, names)
        (fault,) = refused
        assert fault.code == "file-too-large"
        assert f"sample-{name}" in str(fault)
    write(project, {"limits.yaml": "picture-pixels: 9\n"})
    assert "picture-too-large" in {problem.code for problem in attempt(clinics.gathered, project, names)[1]}
    write(project, {"limits.yaml": "drawing-elements: 1\n"})
    assert "svg-limit" in {problem.code for problem in attempt(clinics.gathered, project, names)[1]}


def test_the_limits_reach_workbooks(tmp_path: Path) -> None:
    (tmp_path / "es.xlsx").write_bytes(b"PK" * 20)
    few = replace(USUAL, workbook_bytes=9)
    _, refused = attempt(spreadsheets._bytes, str(tmp_path / "es.xlsx"), few)
    assert told(refused) == [("file-too-large", 0, 0)]
    for limits in (few, replace(USUAL, workbook_unpacked=9)):
        _, refused = attempt(workbookreading.read, _workbook(), "es.xlsx", {}, limits)
        assert told(refused) == [("file-too-large", 0, 0)]
    _, refused = attempt(workbookreading.read, _workbook(), "es.xlsx", {}, replace(USUAL, workbook_rows=1))
    assert [(problem.code, problem.message) for problem in refused] == [("file-too-large", "more than 1 rows")]
    _, refused = attempt(workbookreading.read, _workbook(), "es.xlsx", {}, replace(USUAL, workbook_rows=2))
    assert [problem.code for problem in refused] == ["sheet-columns"]


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["b"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_limits_reach_what_translators_commands_read(project: Path) -> None:
    found = load(project)
    template = extraction.shared(found.shared)
    write(project, {"limits.yaml": "catalogue-bytes: 9\n"})
    source = translate.template_for(template, project, DAY)
    _, refused = attempt(translate.updated, source, project, "es", DAY)
    assert too_large(refused) == {"locales/es/shared.po"}
    write(project, {"limits.yaml": "file-bytes: 9\n"})
    _, refused = attempt(translate.update, (template,), project, ["es"], DAY)
    assert too_large(refused) == {"locales/es/shared.pairs"}
    write(project, {"limits.yaml": "".join(f"{limit.key}: 99\n" for limit in every() if limit.key.endswith("-bytes"))})
    _, refused = attempt(list, overlay.files(found, (), DAY))
    assert [problem.code for problem in refused] == ["file-too-large"]


def test_the_limits_reach_the_record_of_what_was_reviewed(project: Path) -> None:
    event = load(project).ledgers["sample"][0]
    asked = (project, "sample", event.locale, event.audience, event.digest)
    assert reviewed.read(*asked)
    write(project, {"limits.yaml": "file-bytes: 9\n"})
    assert reviewed.read(*asked) is None


def test_the_limits_reach_fonts_and_every_job(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, {"limits.yaml": "font-bytes: 9\npages: 3\n"})
    ready = preparation.prepare(project, Selection(locales=("es",), formats=("letter",)), DAY)
    with pytest.raises(EnvironmentFault, match="font is missing or damaged"):
        ready.faces(ready.editions[0])
    assert fonts.faces(ready.choice(ready.editions[0]))
    write(project, {"limits.yaml": "pages: 3\n"})
    assert proofing._job(ready, ready.editions[0], limitsfile.of(project))[0].limits.pages == 3
    hired: list[Limits] = []
    monkeypatch.setattr(proofing.crew, "hired", lambda _hands, limits, _scratch: hired.append(limits) or nullcontext())
    with pytest.raises(AttributeError):
        proofing._make(ready, project / "proof", "proof", quiet=True)
    assert [limits.pages for limits in hired] == [3]


def test_no_reader_of_the_press_falls_back_on_what_is_usual() -> None:
    """Outside of the guards what is usual is only ever a default."""
    for path in sorted((ROOT / "bookletpress").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        defaults = {id(node) for place in ast.walk(tree) for node in _defaults(place)}
        used = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "USUAL"]
        stray = [node.lineno for node in used if id(node) not in defaults]
        assert not stray or path.name in ("limits.py", "limitsfile.py"), (path.name, stray)


def _defaults(place: ast.AST) -> Iterator[ast.AST]:
    if isinstance(place, ast.arguments):
        for default in (*place.defaults, *place.kw_defaults):
            yield from ast.walk(default) if default else ()
    if isinstance(place, ast.AnnAssign) and place.value:  # of a field, or a name for a default
        yield from ast.walk(place.value)
    if isinstance(place, ast.Assign) and isinstance(place.targets[0], ast.Name) and place.targets[0].id.isupper():
        yield from ast.walk(place.value)
