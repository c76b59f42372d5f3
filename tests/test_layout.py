"""Layout: what goes onto the page, what is refused, and what the engine only mentions."""

from __future__ import annotations

import hashlib
import inspect
import logging
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pdfs
import pytest
from pages import DRAWING, PAGES, PLACE, composed, faces, finished, laid_out
from weasyprint.pdf import tags

from bookletpress import layout, natives
from bookletpress.edition import Asset, Composed
from bookletpress.layout import lay_out
from bookletpress.layoutlog import as_problems, listening
from bookletpress.model import FontFace
from bookletpress.problems import EnvironmentFault, Location, ProblemsFound, Severity

ROOT = Path(__file__).parents[1]


def codes(page: Composed) -> list[str]:
    return [problem.code for problem in lay_out(page, faces()).problems]


@pytest.mark.parametrize("name", PAGES)
def test_good_pages_have_no_problems(name: str) -> None:
    assert laid_out(name).problems == ()
    assert laid_out(name).pdf.startswith(b"%PDF-1.7")


def test_only_the_house_font_draws_each_weight_from_its_own_file() -> None:
    style = "b { font-weight: 700 } .s { font-weight: 600 } .l { font-weight: 300 }"
    page = composed('<p>One <b>two</b> <i>three</i> <span class="s">four</span> <span class="l">five</span></p>', style)
    names = sorted(font.name.partition("+")[2] for font in pdfs.fonts(lay_out(page, faces()).pdf))
    assert names == ["Booklet", "Booklet-Bold", "Booklet-Italic", "Booklet-Light", "Booklet-Semi-Bold"]


def test_no_font_of_the_system_steps_in() -> None:
    page = composed("<p>Hello</p>", "p { font-family: 'DejaVu Sans', sans-serif }")
    assert [font.name.partition("+")[2] for font in pdfs.fonts(lay_out(page, faces()).pdf)] == ["Booklet"]


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere/else")
    lay_out(composed("<p>Hello</p>"), faces())
    assert os.environ["FONTCONFIG_FILE"] == "/somewhere/else"
    monkeypatch.delenv("FONTCONFIG_FILE")
    lay_out(composed("<p>Hello</p>"), faces())
    assert "FONTCONFIG_FILE" not in os.environ


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "file:///etc/passwd",
        "asset:other.png",
        "a.png",
        "asset:../booklets/shared/claims.yaml",
        "data:image/png;base64,AAAA",
        "//example.org/a.png",
    ],
)
@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<p><img src="{}" alt="a picture"/></p>', ""),
        ("<p>Text</p>", 'p {{ background: url("{}") no-repeat }}'),
        ("<p>Text</p>", '@import "{}";'),
        ("<p>Text</p>", '@font-face {{ font-family: Other; src: url("{}") }} p {{ font-family: Other }}'),
        ('<link rel="stylesheet" href="{}"/><p>Text</p>', ""),
        (
            '<p>Text</p><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9">'
            '<title>A dot</title><image href="{}" width="9"/></svg>',
            "",
        ),
    ],
    ids=["image", "background", "import", "font", "sheet", "inside-svg"],
)
def test_an_address_outside_the_edition_is_refused(address: str, body: str, style: str) -> None:
    page = composed(body.format(address))
    sheet = replace(page.assets[0], data=style.format(address).encode() + page.assets[0].data)
    problems = lay_out(replace(page, assets=(sheet,)), faces()).problems
    refused = [problem for problem in problems if problem.code == "resource-refused"]
    assert refused, problems
    assert refused[0].severity is Severity.ERROR
    assert refused[0].location == PLACE
    assert address.rpartition("/")[2] in refused[0].message


def test_every_refusal_of_a_page_is_told_in_one_run() -> None:
    body = "".join(f'<img src="https://example.org/{n}.png" alt="x"/>' for n in range(3))
    assert codes(composed(body)).count("resource-refused") == 3


def test_an_attachment_is_refused() -> None:
    assert "resource-refused" in codes(composed('<link rel="attachment" href="file:///etc/passwd"/><p>Text</p>'))


def test_a_blocked_colour_profile_is_a_problem_and_no_traceback() -> None:
    style = '@color-profile --x { src: url("https://example.org/x.icc") }'
    assert "resource-refused" in codes(composed("<p>Text</p>", style))


def test_assets_are_what_the_page_shows() -> None:
    def petrol(pdf: bytes) -> int:
        counts = (image.convert("RGB").getcolors(1 << 24) or [] for image in pdfs.pictures(pdf))
        return sum(count for colours in counts for count, colour in colours if colour == (0x1F, 0x52, 0x63))

    bare = lay_out(replace(PAGES["figures"], assets=PAGES["figures"].assets[:1]), faces())
    assert {problem.code for problem in bare.problems} == {"resource-refused", "resource-unusable"}
    assert petrol(bare.pdf) == 0
    assert petrol(laid_out("figures").pdf) > 200


def test_a_letter_without_a_glyph_is_named_with_its_sentence() -> None:
    page = composed("<p>Call \u260e now</p>")
    page = replace(page, text=("Another sentence.", "Call \u260e now"))
    place = Location("booklets/demo/01-call.md", 7, 6)
    (problem,) = lay_out(page, faces(), {"Call \u260e now": place}.get).problems
    assert (problem.code, problem.location) == ("glyph-missing", place)
    assert "☎ (U+260E BLACK TELEPHONE); it stands in “Call ☎ now”" in problem.message


def test_a_letter_that_only_the_style_sheet_writes_is_named_too() -> None:
    (problem,) = lay_out(composed("<ul><li>x<ul><li>y</li></ul></li></ul>"), faces()).problems
    assert (problem.code, problem.location) == ("glyph-missing", PLACE)
    assert "U+25E6 WHITE BULLET" in problem.message
    assert "style sheet" in problem.hint


@pytest.mark.parametrize(
    "steering", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u2066x\u2069", "\ufe0f"]
)
def test_steering_characters_need_no_glyph(steering: str) -> None:
    assert codes(composed(f"<p>one{steering}two</p>")) == []


@pytest.mark.parametrize(
    ("body", "style", "code", "severity"),
    [
        ('<p><a href="#nowhere">Text</a></p>', "", "link-broken", Severity.ERROR),
        ("<p>x</p>", "p::before { content: target-counter('#nowhere', page) }", "link-broken", Severity.ERROR),
        ('<p id="a">x</p><p id="a">y</p>', "", "anchor-duplicate", Severity.ERROR),
        ('<p><img src="asset:damaged.png" alt="x"/></p>', "", "resource-unusable", Severity.ERROR),
        ('<p><img src="asset:art.png"/></p>', "", "alt-missing", Severity.ERROR),
        ("<p>x</p>", "p { colour: red }", "layout-warning", Severity.WARNING),
        ("<p>x</p>", "p { color: }", "layout-warning", Severity.WARNING),
        ("<p>x</p>", "p { display: grid; grid-template-rows: subgrid }", "layout-warning", Severity.WARNING),
    ],
)
def test_what_the_engine_only_mentions_is_a_problem(body: str, style: str, code: str, severity: Severity) -> None:
    damaged = Asset("damaged.png", "image/png", b"no picture"), *PAGES["figures"].assets[2:]
    page = composed(body, style, assets=(*damaged, Asset("art.png", "image/png", PAGES["figures"].assets[2].data)))
    problems = lay_out(page, faces()).problems
    assert (code, severity) in [(problem.code, problem.severity) for problem in problems]
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    "body", ["<div>" * 1500 + "x", "<b>" * 3000 + "x", "\ud800"], ids=["blocks", "inlines", "surrogate"]
)
def test_content_that_breaks_the_engine_is_a_problem_and_no_traceback(body: str) -> None:
    laid = lay_out(composed(body), faces())
    assert laid.pdf == b""
    assert [problem.code for problem in laid.problems] == ["layout-failed"]


def test_an_edition_that_runs_away_is_stopped() -> None:
    page = composed("<p>x</p>" * 4, "p + p { break-before: page }")
    laid = lay_out(page, faces(), pages=3)
    assert [problem.code for problem in laid.problems] == ["pages-too-many"]
    assert "more than 3 pages" in laid.problems[0].message
    assert laid.pdf == b""
    assert lay_out(page, faces(), pages=4).problems == ()


def test_an_edition_without_end_is_stopped_at_its_limit(caplog: pytest.LogCaptureFixture) -> None:
    """Page by page, long before all of it is laid out: the engine is not asked afterwards how far it came."""
    logger = logging.getLogger(layout.PROGRESS)
    logger.addHandler(caplog.handler)
    try:
        many = lay_out(composed("<p>x</p>" * 300, "p + p { break-before: page }"), faces(), pages=30)
    finally:
        logger.removeHandler(caplog.handler)
    assert [problem.code for problem in many.problems] == ["pages-too-many"]
    begun = [record.getMessage() for record in caplog.records if "Creating layout - Page" in record.getMessage()]
    assert begun[-1].endswith("Page 31")


def test_what_is_wrong_in_a_style_sheet_is_told_of_every_edition_that_uses_it() -> None:
    """A worker reads a sheet once, and yet each edition hears of its faults."""
    page = composed("<p>x</p>", "p { colour: red } @import 'https://example.org/x.css';")
    first, second = lay_out(page, faces()), lay_out(page, faces())
    assert first.problems
    assert first.problems == second.problems
    assert first.pdf == second.pdf


def test_the_engine_says_nothing_on_the_screen(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    lay_out(composed('<p><img src="https://example.org/x.png" alt="x"/> \u260e</p>', "p { colour: red }"), faces())
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_loggers_are_left_as_they_were() -> None:
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with listening() as heard:
        logger.info("a step")
        logger.warning("Font-face %r cannot be loaded", "Booklet")
        logging.getLogger("fontTools.subset").warning("odd")
    assert (logger.level, logger.propagate, list(logger.handlers)) == before
    found = as_problems(heard, (), PLACE, lambda _: None)
    assert [problem.code for problem in found] == ["font-unusable", "layout-warning"]


def test_a_missing_font_file_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    gone = FontFace(str(tmp_path / "Gone-Regular.ttf"), 400, "normal")
    with pytest.raises(EnvironmentFault, match=r"Gone-Regular\.ttf.*\[font-missing\]"):
        lay_out(composed("<p>x</p>"), (*faces(), gone))
    with pytest.raises(EnvironmentFault, match="font-missing"):
        lay_out(composed("<p>x</p>"), ())


def test_weasyprint_is_the_one_whose_private_function_we_know() -> None:
    assert metadata.version("weasyprint").startswith("70.")
    expected = "(box, parent, pdf, page_number, nums, annotations, tags)"
    assert str(inspect.signature(tags._build_box_tree)) == expected
    assert tags._build_box_tree.__module__ == "weasyprint.pdf.tags"


def test_the_private_function_is_put_back_even_after_a_failure() -> None:
    before = tags._build_box_tree
    lay_out(composed("<div>" * 1500), faces())
    assert tags._build_box_tree is before


def test_faults_come_back_whole_from_a_worker_process() -> None:
    fault = EnvironmentFault("no font", "install it", "font-missing", PLACE)
    found = ProblemsFound(lay_out(composed("<p>\u260e</p>"), faces()).problems)
    assert pickle.loads(pickle.dumps(fault)).problem == fault.problem
    assert pickle.loads(pickle.dumps(found)).problems == found.problems
    assert len(found.problems) == 1


DIGESTS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from pages import PAGES, finished
for name in ("text", "languages", "figures", "margins"):
    print(name, hashlib.sha256(finished(name)).hexdigest())
"""


@pytest.mark.parametrize(
    "around",
    [
        {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {
            "TZ": "America/Anchorage",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "77",
            "SOURCE_DATE_EPOCH": "1",
        },
    ],
)
def test_the_same_pages_give_the_same_bytes_anywhere(around: dict[str, str], tmp_path: Path) -> None:
    from_here = [f"{n} {hashlib.sha256(finished(n)).hexdigest()}" for n in ("text", "languages", "figures", "margins")]
    done = subprocess.run(
        [sys.executable, "-c", DIGESTS, str(ROOT / "tests")],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path),
            "TMPDIR": str(tmp_path),
            **around,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == from_here, done.stderr


def test_other_content_has_another_identifier() -> None:
    one, other = (lay_out(composed(f"<p>{word}</p>"), faces()).pdf for word in ("one", "two"))
    assert one.partition(b"/ID")[2][:40] != other.partition(b"/ID")[2][:40]


def test_a_second_edition_opens_nothing_at_all() -> None:
    script = """
import sys
sys.path.insert(0, sys.argv[1])
from pages import PAGES, faces
from bookletpress.layout import lay_out
opened = []
watch = False
def hook(event, arguments):
    if watch and (event == "open" or event.startswith(("socket.", "subprocess.", "urllib."))):
        opened.append(f"{event} {arguments[0]}")
sys.addaudithook(hook)
page = PAGES["figures"]
found = faces()
lay_out(page, found)
watch = True
lay_out(page, found)
watch = False
print("\\n".join(opened))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "tests")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [], "fonts and style sheets are read once a worker"


def test_a_press_without_its_font_configuration_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(natives, "NO_FONTS", tmp_path / "no-fonts.conf")
    with pytest.raises(EnvironmentFault, match=r"no-fonts\.conf is missing"):
        lay_out(composed("<p>x</p>"), faces())


def test_native_libraries_are_named_with_their_versions() -> None:
    names = [line.split()[0] for line in natives.versions()]
    assert names == ["Pango", "HarfBuzz", "fontconfig", "zlib"]
    assert all(line.split()[1][0].isdigit() for line in natives.versions())


def test_a_missing_library_is_named_with_what_to_type() -> None:
    gone = natives.Library("Pango", ("libnothing-of-the-kind.so.9",), "pango_version_string")
    with pytest.raises(EnvironmentFault, match=r"needs Pango.*(\n.*)apt-get install libpango-1\.0-0"):
        natives.versions((gone,))


def test_without_pango_the_import_is_one_clear_fault() -> None:
    script = """
import ctypes
from bookletpress.problems import EnvironmentFault
def none(name, *rest, **options):
    raise OSError(f"cannot load {name}")
ctypes.CDLL = none
try:
    from bookletpress import layout
except EnvironmentFault as fault:
    print(fault)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "needs GObject and Pango and" in done.stdout
    assert "sudo apt-get install libpango-1.0-0" in done.stdout
    assert "-----" not in done.stdout
    assert done.stderr == ""


def test_a_library_that_only_weasyprint_misses_is_a_fault_without_its_banner() -> None:
    script = """
import cffi
from bookletpress.problems import EnvironmentFault
def none(self, name, *rest):
    raise OSError(f"cannot load {name}")
cffi.FFI.dlopen = none
try:
    from bookletpress import layout
except EnvironmentFault as fault:
    print(fault)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "the page layout cannot start: cannot load libgobject-2.0-0" in done.stdout
    assert "-----" not in done.stdout
    assert done.stderr == ""


def test_an_unknown_weasyprint_is_one_clear_fault() -> None:
    with pytest.raises(EnvironmentFault, match=r"does not know this WeasyPrint.*(\n.*)setup\.sh"), natives.ready():
        raise ImportError("its tags are written in another way")


def test_figures_keep_their_words() -> None:
    page = composed(f"<figure>{DRAWING}</figure>")
    assert "ALK switch" in pdfs.text(lay_out(page, faces()).pdf)
