"""Sheets drawn: small files through the press, read back from the PDF; grey ink; pages that fill up."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfs
import pikepdf
import pytest
from pages import composed, faces
from PIL import ImageChops
from texts import booklet, text

from bookletpress import finish, labels
from bookletpress.cards import carded, is_filled
from bookletpress.edition import FILLER, Composed
from bookletpress.excerpt import excerpt, kind_of
from bookletpress.fingerprint import engine, fingerprint
from bookletpress.finish.grey import has_colour
from bookletpress.finish.places import Place, places
from bookletpress.formats import KINDS, Format
from bookletpress.imposition import LONG, SHORT, Fold, sheets
from bookletpress.jobs import Pressed
from bookletpress.model import Callout, Drawing, Paragraph, Points, Section, Table
from bookletpress.press import press

FOLD = Fold(792, 612, right_bound=False, bundle=0, turn=SHORT, marks=False)
GUIDE = composed(f"<h1>Fold</h1><table><tbody>{FILLER}</tbody></table>", title="For printing only: A demonstration")
GUIDE = replace(GUIDE, filler="<tr><td>{bundle} of {sheets}: {first} to {last}</td></tr>")


def folded(pages: int, fold: Fold = FOLD, multiple: int = 4) -> tuple[Pressed, Composed]:
    """So many pages, each with its number, laid on sheets."""
    new = '<section style="break-before: page">'
    names = [*(f"Page number {number}" for number in range(1, pages)), "The last"]
    first, *others = names
    marked = [f'<h2 id="at:{number}:claim.c{number}">{name}</h2></section>' for number, name in enumerate(others, 2)]
    body = f"<section><h1>{first}</h1></section>" + "".join(new + name for name in marked[:-1])
    last = "".join(new + name for name in marked[-1:])
    filler = '<section style="break-before: page; break-after: page"><p>Notes</p></section>'
    work = composed(f"{body}{FILLER}{last}")
    work = replace(work, multiple=multiple, filler=filler, fold=fold, guide=GUIDE)
    return press(work, faces()), work


def drawn(pdf: bytes) -> list[tuple[list[int], bool]]:
    """For each side: the folios from left to right as they lie on the paper, and whether they stand on their heads."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            whole, halves, turned = pikepdf.Matrix(), [], False
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "cm":
                        now = pikepdf.Matrix(*(float(value) for value in operands))
                        if now.a < 0:
                            whole, turned = now, True
                        else:
                            placed = now @ whole
                    case "Do" if str(operands[0]).startswith("/P"):
                        halves.append((placed.e, int(str(operands[0])[2:])))
            if halves:
                found.append(([folio for _, folio in sorted(halves)], turned))
    return found


@pytest.mark.parametrize("turn", [SHORT, LONG])
@pytest.mark.parametrize("right_bound", [False, True], ids=["left", "right"])
@pytest.mark.parametrize("bundle", [0, 1])
def test_pages_lie_where_the_arithmetic_puts_them(turn: str, right_bound: bool, bundle: int) -> None:
    made, _ = folded(8, replace(FOLD, turn=turn, right_bound=right_bound, bundle=bundle))
    assert made.problems == ()
    sides = [side for sheet in sheets(8, right_bound, bundle, turn) for side in (sheet.front, sheet.back)]
    expected = [([side.left, side.right][:: -1 if side.turned else 1], side.turned) for side in sides]
    assert drawn(made.pdf) == expected
    assert "No syntax or stream encoding errors found" in pdfs.syntax(made.pdf)
    assert made.pages == 2 + len(expected)


def test_a_printer_told_to_flip_on_the_long_edge_prints_the_same_booklet() -> None:
    """Upside down, the backs of one file look like those of the other."""
    short, long = (folded(4, replace(FOLD, turn=turn))[0].pdf for turn in (SHORT, LONG))
    fronts, backs = ([pdfs.pictures(pdf, 40)[place] for pdf in (short, long)] for place in (2, 3))
    assert fronts[0].tobytes() == fronts[1].tobytes()
    turned = ImageChops.invert(backs[1].rotate(180).convert("L")).getbbox()
    as_it_is, other = (ImageChops.invert(back.convert("L")).getbbox() for back in backs)
    assert as_it_is
    assert turned
    assert turned == pytest.approx(as_it_is, abs=2)
    assert other != pytest.approx(as_it_is, abs=20)
    with pikepdf.open(BytesIO(long)) as document:
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


@pytest.mark.parametrize("pages", range(2, 10))
def test_missing_pages_are_pages_to_write_on_before_the_last(pages: int) -> None:
    made, work = folded(pages)
    assert made.problems == ()
    read = press(replace(work, fold=None, guide=None), faces())
    texts = pdfs.tool("pdftotext", "{}", "-", pdf=read.pdf).removesuffix("\f").split("\f")
    missing = -pages % 4
    assert [page.strip() for page in texts][pages - 1 :] == ["Notes"] * missing + ["The last"]
    assert pdfs.violations(read.pdf) == []


def test_a_page_to_write_on_that_takes_more_than_a_page_is_found() -> None:
    _, work = folded(3)
    two = work.filler + work.filler
    found = press(replace(work, filler=two, fold=None, guide=None), faces()).problems
    assert [problem.code for problem in found] == ["pdf-pages"]


def test_pages_on_the_wrong_half_are_found() -> None:
    made, work = folded(8)
    assert work.guide
    assert work.fold
    with pikepdf.open(BytesIO(made.pdf)) as document:
        document.pages[3].obj.Contents.write(document.pages[5].obj.Contents.read_bytes())
        broken = BytesIO()
        document.save(broken)
    found = finish.inspect_sheets(broken.getvalue(), 8, work.guide, work.fold, faces())
    assert [problem.code for problem in found] == ["pdf-sheets"]


def test_the_guide_counts_the_bundles_and_is_all_that_is_read_out() -> None:
    made, _ = folded(11, replace(FOLD, bundle=2))
    assert pdfs.told(made.pdf) == "Fold 1 of 2: 1 to 8 2 of 1: 9 to 12"
    assert pdfs.info(made.pdf)["Title"] == "For printing only: A demonstration"
    tags = {run.tag for run in pdfs.painted(made.pdf) if run.page > 1}
    assert tags == set(), "the sheets paint nothing but forms"


def test_a_recall_finds_the_side_of_a_sheet_on_which_a_claim_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "sheets.pdf"
    file.write_bytes(folded(8)[0].pdf)
    sides = [side for sheet in sheets(8) for side in (sheet.front, sheet.back)]
    lies_on = {folio: 3 + number for number, side in enumerate(sides) for folio in (side.left, side.right)}
    expected = [Place(folio, frozenset([f"claim.c{folio}"]), lies_on[folio]) for folio in range(2, 9)]
    assert places(file) == tuple(expected)


def test_marks_stand_outside_the_sheet() -> None:
    plain, marked = folded(4)[0].pdf, folded(4, replace(FOLD, marks=True))[0].pdf
    with pikepdf.open(BytesIO(marked)) as document:
        page = document.pages[2]
        assert [float(value) for value in page.mediabox] == [-36, -36, 828, 648]
        assert [float(value) for value in page.trimbox] == [0, 0, 792, 612]
        assert [float(value) for value in page.obj.BleedBox] == [-9, -9, 801, 621]
    sheet = pdfs.pictures(marked, 72)[2]
    assert sheet.crop((36, 36, 828, 648)).tobytes() == pdfs.pictures(plain, 72)[2].tobytes()
    dark = sheet.convert("L").point(lambda grey: 255 if grey < 200 else 0)
    assert dark.crop((420, 8, 444, 27)).getbbox(), "the fold above"
    assert dark.crop((8, 30, 27, 42)).getbbox(), "a corner"
    assert not dark.crop((28, 28, 836, 35)).getbbox(), "nothing where the knife may slip"


def test_the_same_pages_give_the_same_bytes() -> None:
    assert folded(5)[0].pdf == folded(5)[0].pdf


def test_what_is_done_with_the_pages_is_part_of_the_fingerprint() -> None:
    _, work = folded(4)
    assert work.fold
    assert work.guide
    changed = (
        replace(work, fold=replace(work.fold, turn=LONG)),
        replace(work, fold=replace(work.fold, marks=True)),
        replace(work, guide=replace(work.guide, html=work.guide.html + " ")),
        replace(work, guide=replace(work.guide, filler="")),
        replace(work, grey=True),
        replace(work, multiple=8),
        replace(work, filler=""),
    )
    keys = {fingerprint(one, {}, engine()).key for one in (work, *changed)}
    assert len(keys) == 1 + len(changed)


# ---------------------------------------------------------------- grey ink


def test_colours_become_greys_and_grounds_white() -> None:
    style = "h1 { color: #8a2c17 } .sand { background: #f6efe2 } .dark { background: #1f5263; color: #fff }"
    body = '<h1>Red</h1><p class="sand">Sand</p><p class="dark">Petrol</p><p style="color: #808080">Grey</p>'
    work = composed(body, style)
    colour, grey = press(work, faces()), press(replace(work, grey=True), faces())
    assert grey.problems == ()
    assert pdfs.violations(grey.pdf) == []
    assert pdfs.text(grey.pdf) == pdfs.text(colour.pdf)
    (before,), (after,) = pdfs.pictures(colour.pdf), pdfs.pictures(grey.pdf)
    assert before.convert("L").getextrema()[0] < 100
    assert not ImageChops.difference(after, after.convert("L").convert("RGB")).getbbox()
    for name in (b" rg\n", b" RG\n"):
        with pikepdf.open(BytesIO(grey.pdf)) as document:
            assert name not in document.pages[0].Contents.read_bytes()
    with pikepdf.open(BytesIO(colour.pdf)) as document:
        assert has_colour(document)
    assert [fault.code for fault in finish.inspect(colour.pdf, replace(work, grey=True), faces())] == ["pdf-colour"]


# ---------------------------------------------------------------- excerpts, words in drawings, cards


def test_an_excerpt_keeps_whole_blocks_and_drops_what_holds_none() -> None:
    whole = booklet("Words.")
    points, call, plain = Points((text("One"),)), Callout("call", (Paragraph(text("Call")),)), Paragraph(text("Plain"))
    sections = (
        replace(whole.sections[0], name="a", blocks=(plain, points, call)),
        replace(whole.sections[0], name="b", blocks=(plain,)),
    )
    whole = replace(whole, sections=sections, glossary=("alk",))
    assert excerpt(whole, ()) is whole
    short = excerpt(whole, ("points", "call"))
    assert [(section.name, section.blocks) for section in short.sections] == [("a", (points, call))]
    assert short.glossary == ()
    assert excerpt(whole, KINDS) == whole
    assert [kind_of(block) for block in (plain, points, call)] == ["paragraph", "points", "call"]
    assert isinstance(short.sections[0], Section)


SVG = (
    '<svg viewBox="0 0 400 100" font-size="10"><title>{{title}}</title><g font-size="12">'
    '<text x="1" y="20">{{0}}</text><text x="1" y="40" font-size="30">{{1}}</text></g><text y="60">{{2}}</text></svg>'
)


def test_words_in_drawings_grow_about_their_middle_and_never_shrink() -> None:
    drawing = Drawing("d", "d.svg", SVG, 400, 100, text("Alt"), (text("a"), text("b"), text("c")))
    form = Format("x", text("x"), "1in", "1in", ())
    assert labels.legible(drawing, form) is drawing
    large = replace(form, smallest="18pt", drawings=("100pt", "400pt"))
    assert labels.printed_width(drawing, large) == "400pt"
    assert labels.printed_width(replace(drawing, width=200), large) == "100pt"
    grown = labels.legible(drawing, large).svg
    sizes = [float(size) for size in re.findall(r'<text[^>]* font-size="([^"]+)"', grown)]
    assert sizes == pytest.approx([18, 30, 18], abs=0.01)
    assert re.findall(r' y="([^"]+)"', grown) == ["22.10", "40", "62.80"]


@pytest.mark.parametrize("said", ['font-size="9pt" y="1 2"', 'font-size="large" y=""', 'font-size="-3"', 'y="1e1"'])
def test_odd_sizes_in_drawings_are_no_fault_of_the_press(said: str) -> None:
    drawing = Drawing(
        "d", "d.svg", f'<svg viewBox="0 0 99 9"><text {said}>{{{{0}}}}</text></svg>', 99, 9, text("Alt"), ()
    )
    form = Format("x", text("x"), "1in", "1in", (), smallest="18pt", drawings=("99pt", "99pt"))
    assert 'font-size="18.00"' in labels.legible(drawing, form).svg


def test_tables_become_cards_by_row_or_by_column() -> None:
    def row(*words: str) -> tuple[object, ...]:
        return tuple(text(word) if word else None for word in words)

    def told(table: Table) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(card.title.source, [(a.source, b.source) for a, b in card.rows]) for card in carded(table)]

    asked = Table(text("c"), row("", "A", "B"), (row("Who?", "a1", "b1"), row("When?", "a2", "b2")))  # type: ignore[arg-type]
    assert told(asked) == [("A", [("Who?", "a1"), ("When?", "a2")]), ("B", [("Who?", "b1"), ("When?", "b2")])]
    listed = Table(text("c"), row("Place", "Status", "Date"), (row("US", "yes", "2023"), row("EU", "no", "2025")))  # type: ignore[arg-type]
    assert told(listed) == [("US", [("Status", "yes"), ("Date", "2023")]), ("EU", [("Status", "no"), ("Date", "2025")])]
    assert is_filled(asked)
    assert is_filled(replace(listed, rows=(row("US", "", "2023"),)))
    assert told(replace(listed, rows=(row("US", "", "2023"),))) == [("US", [("Date", "2023")])]
    assert not is_filled(replace(listed, rows=(row("US", "yes", "2023"), row("EU", "", ""))))  # type: ignore[arg-type]
