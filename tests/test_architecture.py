"""The house: one direction, no cycles, no late imports, one owner a library, small rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bookletpress.fingerprint import SOURCES

PACKAGE = Path(__file__).parent.parent / "bookletpress"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# A module may import from its own line and from the lines above, never from those below.
LAYERS = (
    "problems imposition inline timings interrupts refusal vocabulary places plurals limits remote qr clinicfolder",
    "model knowledge edition",
    "jobs clinic greypicture",
    "walk cldr excerpt",
    "guards.text guards.files guards.yaml guards.schema guards.limitsfile guards.projectyaml guards.address "
    "guards.names guards.markdown "
    "guards.svg guards.posyntax guards.po guards.font guards.decoding guards.picture guards.css guards.door "
    "guards.xlsx guards",
    "inlinetext messages siteaddress clinicfile imprint",
    "topiccodes",
    "sitefiles markdown prose drawing references shareddata source safetywords pack.declared pack",
    "formats",
    "paritywords termlist",
    "locales",
    "messagerefs",
    "parity catalogue pairs extraction merge",
    "fidelity.pair",
    "fidelity.marks fidelity.numberwords",
    "fidelity.numbers fidelity.english fidelity.negation fidelity.punctuation fidelity.length fidelity.letters "
    "fidelity.terms fidelity.consistency",
    "fidelity.registry fidelity localise",
    "sheetwords sheetcells sheetrows",
    "evidence searchwords ama dependence recheck waivers",
    "readability.exceptions readability.formulas readability.sentences readability.words readability.english "
    "readability.spanish readability.languages readability.passages readability.terms readability.scores readability",
    "tailor",
    "events persons comparison content ledger standing reviewed reviewwords signoff",
    "checks.context checks.passages checks.lexicon",
    "checks.known_names checks.evidence_rules checks.family_text checks.doses checks.family_numbers "
    "checks.outcome_numbers checks.medicine_names checks.medicine_spelling checks.wording checks.glossary "
    "checks.printed_sources checks.outdated_claims checks.overdue_claims checks.statistics_links "
    "checks.pseudo_locales "
    "checks.reading_grade checks.sentence_length checks.passive_voice checks.abbreviations checks.unexplained_terms",
    "checks.status_wording checks.hedges checks.mixed_scripts",
    "checks.registry checks",
    "webpage righttoleft page parts view templates cards labels compose",
    "facing guide",
    "bilingual",
    "natives fonts overflow layoutlog enginefixes layout",
    "finish.structure finish.promise finish.words finish.places finish.grey finish.mend finish.impose finish.gate "
    "finish.measure finish",
    "screen.tree screen.said screen.nearby screen.sheet",
    "screen.around screen.drawings screen.heard screen.sources screen.tables screen.terms screen.gate",
    "screen.binding screen",
    "inputs fingerprint press",
    "wholefiles",
    "worker crew cluster",
    "plan clinics project gate publish",
    "site.history site.sums",
    "site.values site.shelves site.lookup site.structured site.feed site.topics site.fhir site.pages site",
    "site.archive site.server",
    "reviews",
    "preparation",
    "storefront",
    "journal buildlog outputplace outputs",
    "printrun",
    "build",
    "pack.values pack.contrast pack.signs pack.rules pack.facts pack.files pack.gather pack.page pack.filing",
    "proof.values proof.changes proof.paragraphs proof.rows proof.gather proof.page proof.filing proof",
    "watch.values watch.hub watch.changes watch.desk watch.server watch",
    "signatures workbench.signoffs workbench.reading workbench.status workbench.translate workbench.confirm "
    "workbench.spelling workbench.recall workbench.pseudo workbench.overlay workbench",
    "workbench.statuspage workbench.workbook workbench.workbookreading workbench.returning",
    "terminal optiongroups arguments progress",
    "signing asking",
    "verbs translating tracing reviewing packing proofing watching spreadsheets serving bundling",
    "cli",
)

# Who may import a library. Everything else goes through the owner.
OWNERS = {
    "weasyprint": {"layout"},
    "pydyf": {"layout"},
    "pikepdf": {
        "finish.structure",
        "finish.mend",
        "finish.gate",
        "finish.words",
        "finish.promise",
        "finish.grey",
        "finish.impose",
        "finish.places",
        "finish.measure",
    },
    "jinja2": {"templates", "extraction", "compose"},
    "markupsafe": {"templates", "view", "compose", "site.pages", "imprint"},
    "segno": {"qr"},
    "babel": {"cldr"},
    "yaml": {"guards.yaml"},
    "markdown_it": {"inlinetext", "markdown"},
    "defusedxml": {"guards.svg", "page"},
    "fontTools": {"fonts"},
    "tinycss2": {"guards.css"},
    "tinyhtml5": {"screen.gate"},
    "PIL": {"guards.decoding", "greypicture"},
    "filelock": {"outputs"},
    "rich": {"progress"},
    "argparse": {
        *("arguments", "optiongroups", "cli"),
        *("verbs", "translating", "tracing", "reviewing", "packing", "proofing", "watching", "spreadsheets"),
        *("serving", "bundling"),
    },
    "openpyxl": {"workbench.workbook", "workbench.workbookreading"},
    "subprocess": {"crew", "signatures", "workbench.spelling"},
    "concurrent": {"crew", "cluster", "printrun", "watching"},
    "http": {"watch.server", "site.server"},
    "distributed": {"cluster"},
}


def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def imported(module: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update({node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names})
    return names


def test_every_module_has_a_place_in_the_order() -> None:
    known = {f"bookletpress.{name}" for line in LAYERS for name in line.split()} | {"bookletpress"}
    assert set(MODULES) <= known, sorted(set(MODULES) - known)


@pytest.mark.parametrize("module", MODULES)
def test_modules_import_upward_only(module: str) -> None:
    rank = {f"bookletpress.{name}": level for level, line in enumerate(LAYERS) for name in line.split()}
    below = {name for name in imported(module) if rank.get(name, -1) > rank.get(module, -1) >= 0}
    assert not below, f"{module} imports {below}"


def test_there_are_no_cycles() -> None:
    graph = {module: imported(module) & set(MODULES) - {module} for module in MODULES}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for other in graph[module] - {"bookletpress"}:
                visit(other, (*way, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize("module", MODULES)
def test_imports_stand_on_top_and_are_real(module: str) -> None:
    body = tree(module)
    top = {id(node) for node in body.body}
    late = [n for n in ast.walk(body) if isinstance(n, ast.Import | ast.ImportFrom) and id(n) not in top]
    allowed = [n for n in late if module == "bookletpress.layout"]  # the engine is imported inside its surroundings
    assert late == allowed
    assert "TYPE_CHECKING" not in MODULES[module].read_text("utf-8")


@pytest.mark.parametrize("library", OWNERS)
def test_each_library_has_its_owner(library: str) -> None:
    users = {m.removeprefix("bookletpress.") for m in MODULES if any(n.split(".")[0] == library for n in imported(m))}
    assert users <= OWNERS[library], f"{library} is also imported by {users - OWNERS[library]}"


@pytest.mark.parametrize("module", MODULES)
def test_rooms_are_small(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 300


def test_the_fingerprint_covers_all_of_our_code_that_shapes_a_page() -> None:
    """Everything that `press` imports, but what only names values and measures time."""
    seen: set[str] = set()
    waiting = ["bookletpress.press"]
    while waiting:
        module = waiting.pop()
        if module in MODULES and module not in seen:
            seen.add(module)
            waiting.extend(imported(module))
    shaping = {MODULES[name].relative_to(PACKAGE).as_posix() for name in seen - HARMLESS}
    assert shaping | {"no-fonts.conf"} == set(SOURCES)


HARMLESS = {
    f"bookletpress.{name}"
    for name in ("fingerprint", "inputs", "jobs", "problems", "timings", "inline", "vocabulary", "places", "limits")
} | {"bookletpress"}


def test_a_build_with_nothing_to_do_imports_nothing_heavy() -> None:
    """What the front door imports, the short way out imports too."""
    code = "import sys, bookletpress.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    heavy = {"weasyprint", "pikepdf", "jinja2", "yaml", "babel", "markdown_it", "rich", "fontTools", "filelock"}
    loaded = set(done.stdout.split())
    assert not heavy & loaded
    assert not [name for name in loaded if name.startswith(("bookletpress.readability", "bookletpress.checks"))]
