"""Pseudo-translations: what stays, grows and is found; the tiny sample and one real edition of each are built."""

from __future__ import annotations

import datetime
import re
import shutil
import unicodedata
from io import BytesIO
from itertools import combinations
from pathlib import Path

import hardcoded
import pdfs
import pikepdf
import pytest
from conftest import ROOT, TINY, Run, run_press
from hypothesis import example, given
from hypothesis import strategies as st

from bookletpress import parity, project
from bookletpress.catalogue import Catalogue, Message
from bookletpress.checks import pseudo_locales
from bookletpress.checks.context import Context
from bookletpress.extraction import Template
from bookletpress.inline import plain
from bookletpress.inlinetext import InlineFault, parse
from bookletpress.locales import is_pseudo
from bookletpress.localise import booklet as in_locale
from bookletpress.workbench import pseudo

NAMES = re.compile(r"\b(?:alphamab|betamab beta)\b")
NUMBERED = (parity.citations, parity.atoms, parity.links, parity.emphasis)


def said(words: str, language: pseudo.Pseudo = pseudo.ACCENTED, domain: str = "booklet") -> str:
    """The pseudo-translation of one message."""
    template = Template(domain, (Message(words),))
    (message,) = pseudo.catalogue(template, Catalogue.empty(""), language, NAMES).messages
    return message.msgstr


@pytest.mark.parametrize("language", pseudo.EVERY, ids=lambda language: language.name)
@pytest.mark.parametrize(
    "words",
    [
        "Take **never** more than 2.5 mg/kg of alphamab.[@c-one; @c-two] See [two things][section:two], {phone:line}",
        "*A title.*",
        "**Bold** at 1,500 and 38 °C (100.4 °F), GD2, 62%, 1-800-555-0100, 5-7 days, 1/2",
        "{status:betamab}[@c-one]",
    ],
)
def test_what_must_stay_stays(words: str, language: pseudo.Pseudo) -> None:
    source, target = parse(words), parse(said(words, language))
    assert not any(compare(source, target) for compare in NUMBERED)
    assert not parity.numbers(source, target, parity.ENGLISH, parity.ENGLISH)
    assert NAMES.findall(plain(source)) == NAMES.findall(plain(target))


@given(st.text("abe 15.,%°Cmg/*[]@:{}é-", max_size=40))
@example("1@1.a")
def test_whatever_is_a_message_is_one_afterwards_and_says_the_same_facts(words: str) -> None:
    try:
        source = parse(words)
    except InlineFault:
        return
    for language in pseudo.EVERY:
        target = parse(said(words, language))
        assert not any(compare(source, target) for compare in NUMBERED)
        assert not parity.numbers(source, target, parity.ENGLISH, parity.ENGLISH)


def test_places_of_the_interface_stay() -> None:
    for language in pseudo.EVERY:
        words = said("Paragraphs that changed: {count} of {total}.", language, "interface")
        assert re.findall(r"\{\w*\}", words) == ["{count}", "{total}"]
        assert not hardcoded._PLAIN.search(re.sub(r"\{\w*\}", "", words))


def test_texts_grow_as_translations_do_and_stand_in_brackets() -> None:
    for words, least in (("Rest", 2.0), ("Call your team right away", 1.5), ("Sleep is a part of it. " * 8, 1.35)):
        accented = said(words)
        assert len(accented) >= least * len(words.strip())
        assert (accented[0], accented[-1]) == ("«", "»")
    assert len(said("Call your team", pseudo.RIGHT_TO_LEFT)) == len("«Call your team»")


def test_the_name_of_a_medicine_alone_is_no_translation() -> None:
    assert [said("alphamab", language) for language in pseudo.EVERY] == ["alphamab"] * 2


def test_right_to_left_is_made_of_letters_not_of_controls() -> None:
    words = said("A child rests, and sleeps?", pseudo.RIGHT_TO_LEFT)
    assert {unicodedata.bidirectional(sign) for sign in words if sign.isalpha()} == {"AL"}
    assert not any(unicodedata.category(sign) == "Cf" for sign in words)
    assert "،" in words
    assert "؟" in words


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny sample, pseudo-translated and built."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(TINY, source, dirs_exist_ok=True)
    claims = source / "booklets" / "shared" / "claims.yaml"
    today = datetime.datetime.now(datetime.UTC).date()
    claims.write_text(claims.read_text("utf-8").replace("as_of: 2026-11-21", f"as_of: {today}"), "utf-8")
    shutil.copytree(ROOT / "styles", source / "styles")
    made = tmp_path_factory.mktemp("pseudo") / "made"
    done = run_press("pseudo", "-o", str(made), at=source)
    assert done.code == 0, done.err
    assert f"make_pdf.py -C {made} -l ar-XB" in done.out
    shutil.copytree(made, made.with_name("again"))
    done = run_press("-l", "en-XA", "-l", "ar-XB", "-f", "letter", "-j", "1", at=made)
    if "font is missing" in done.err:
        pytest.skip(done.err)
    assert done.code == 0, done.err
    return made


def pdf_of(folder: Path, name: str) -> bytes:
    (path,) = (folder / "dist" / name).glob("*letter*.pdf")
    return path.read_bytes()


def test_they_pass_every_check(sample: Path, press: Run) -> None:
    """All but the one for which the accented words are made longer: the sample's drawing has no room for them."""
    assert press("check", "-l", "ar-XB", at=sample).out == "no problems found\n"
    done = press("check", "-l", "en-XA", at=sample)
    assert done.code == 0
    assert re.findall(r"\[([a-z-]+)\]", done.out) == ["overflow"]


@pytest.mark.parametrize("name", ["en-XA", "ar-XB"])
def test_nothing_in_a_pdf_is_hard_coded(sample: Path, name: str) -> None:
    assert hardcoded.in_pdf(pdf_of(sample, name), sample) == set()


def test_nothing_on_the_page_is_hard_coded(sample: Path) -> None:
    pages = sorted(sample.glob("dist/*-X?/*.html"))
    assert len(pages) == 4
    for path in pages:
        assert hardcoded.in_page(path.read_text("utf-8"), sample) == set()
    page = (sample / "dist/en-XA/index.html").read_text("utf-8")
    assert hardcoded.in_page(page.replace("</h1>", "Hello</h1>").replace("<nav ", '<nav title="Menu" '), sample) == {
        "Hello",
        "Menu",
    }


def test_what_is_hard_coded_is_found_in_a_pdf(sample: Path, tmp_path: Path, press: Run) -> None:
    spoiled = tmp_path / "spoiled"
    shutil.copytree(sample.with_name("again"), spoiled)
    front = spoiled / "styles/booklet/front.html"
    front.write_text(
        front.read_text("utf-8").replace('<p class="edition">', '<p class="edition">Hello reader '), "utf-8"
    )
    assert press("-l", "en-XA", "-f", "letter", "-q", "-j", "1", at=spoiled).code == 0
    assert hardcoded.in_pdf(pdf_of(spoiled, "en-XA"), spoiled) == {"Hello", "reader"}


@pytest.mark.parametrize("name", ["en-XA", "ar-XB"])
def test_no_text_is_cut_off_or_covered(sample: Path, name: str) -> None:
    assert_in_place(pdf_of(sample, name))


def assert_in_place(pdf: bytes) -> None:
    """Every text has both of its brackets, stands on its page, and covers no other.

    From right to left each sign is drawn with the shape of the other, and a PDF names a shape once: only their sum is
    sure.
    """
    opened, closed = map(pdfs.text(pdf).count, "«»")
    assert opened + closed > 20
    assert (opened + closed) % 2 == 0
    assert opened == closed or is_mirrored(pdf)
    for number, page in enumerate(boxes(pdf), 1):
        outside = [
            word
            for word, (left, top, right, bottom) in page
            if left < 18 or right > 612 - 18 or top < 9 or bottom > 783
        ]
        assert not outside, (number, outside)
        covered = [(one, other) for (one, a), (other, b) in combinations(page, 2) if overlap(a, b)]
        assert not covered, (number, covered)


def is_mirrored(pdf: bytes) -> bool:
    with pikepdf.open(BytesIO(pdf)) as document:
        return document.Root.ViewerPreferences.get("/Direction") == "/R2L"


Box = tuple[float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    """Whether two words share more than what the lines of a text always share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and down > 0.6 * min(one[3] - one[1], other[3] - other[1])


def boxes(pdf: bytes) -> list[list[tuple[str, Box]]]:
    """The words of each page with their places."""
    pages = pdfs.tool("pdftotext", "-bbox", "{}", "-", pdf=pdf).split("<page ")[1:]
    row = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>')
    return [[(w, (float(a), float(b), float(c), float(d))) for a, b, c, d, w in row.findall(page)] for page in pages]


def test_it_is_written_again_where_it_was_and_nowhere_else(sample: Path, tmp_path: Path, press: Run) -> None:
    folder = sample.with_name("again")
    stray = folder / "locales/en-XA/gone.po"
    stray.write_text("", "utf-8")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file() and path != stray}
    assert press("pseudo", "-o", str(folder), "-q", at=sample).code == 0
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert after == before
    (tmp_path / "mine").write_text("", "utf-8")
    done = press("pseudo", "-o", str(tmp_path), at=sample)
    assert (done.code, "[output-folder]" in done.err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_they_are_never_final(sample: Path) -> None:
    read = project.load(sample)
    for name, count in (("en-XA", 1), ("ar-XB", 1), ("en", 0)):
        context = Context(
            read.booklets[0],
            read.booklets[0],
            read.shared,
            read.locale(name),
            datetime.datetime.now(datetime.UTC).date(),
        )
        assert [problem.code for problem in pseudo_locales.check(context)] == ["locale-pseudo"] * count
    assert [is_pseudo(name) for name in ("en-XA", "ar-XB", "en", "es-US", "XA-en")] == [True, True, False, False, False]


def test_english_that_stayed_is_found_in_the_accented_one(sample: Path) -> None:
    """CLDR formats en-XA as English; its words must not be."""
    read = project.load(sample)
    left = Catalogue(
        "x.po", (), (Message(read.booklets[0].summary.source, "The rest and the sleep that your child has"),)
    )
    _, problems = in_locale(read.booklets[0], left, read.locale("en-XA"))
    assert "translation-english" in {problem.code for problem in problems}


REAL = "alk-inhibitors"


@pytest.fixture(scope="module")
def real_pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One real edition in each pseudo-locale."""
    made = tmp_path_factory.mktemp("real") / "pseudo"
    assert run_press("pseudo", "-q", "-o", str(made), at=ROOT).code == 0
    words = (REAL, "-l", "en-XA", "-l", "ar-XB", "-f", "letter", "-a", "clinician", "-q", "-j", "1")
    done = run_press(*words, at=made)
    if "font is missing" in done.err:
        pytest.skip(done.err)
    assert done.code == 0, done.err
    return made


@pytest.mark.parametrize("name", ["en-XA", "ar-XB"])
def test_a_real_edition(real_pseudo: Path, name: str) -> None:
    pdf = pdf_of(real_pseudo, name)
    assert hardcoded.in_pdf(pdf, real_pseudo) == set()
    assert_in_place(pdf)
    assert pdfs.violations(pdf) == []


def test_names_stay_however_they_are_set() -> None:
    """A superscript or a hyphen of its own does not make another medicine of one."""
    names = re.compile(r"131I-MIBG", re.IGNORECASE)
    template = Template("booklet", (Message("after ¹³¹I-MIBG, and 131I‑MIBG"),))
    for language in pseudo.EVERY:
        (message,) = pseudo.catalogue(template, Catalogue.empty(""), language, names).messages
        assert re.findall(r"[¹³13]+I[-‑]MIBG", message.msgstr) == ["¹³¹I-MIBG", "131I‑MIBG"]


def test_pseudo_translations_of_the_shipped_booklets_pass_every_check(press: Run, tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert press("pseudo", "-o", str(made), at=ROOT).code == 0
    done = press("check", "-l", "ar-XB", at=made)
    assert done.code == 0, done.err
