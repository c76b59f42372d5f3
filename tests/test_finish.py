"""Finish: what leaves the press says what the page shows, and the gate stops everything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfs
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import FIGURES, LANGUAGES, MARGINS, PAGES, PLACE, TEXT, composed, faces, finished, laid_out
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from bookletpress import finish
from bookletpress.edition import Composed
from bookletpress.finish import gate, words
from bookletpress.finish.promise import promise
from bookletpress.layout import lay_out
from bookletpress.page import tree

ALL = pytest.mark.parametrize("name", PAGES)


# What every file is.


@ALL
def test_every_file_is_sound(name: str) -> None:
    assert "No syntax or stream encoding errors found" in pdfs.syntax(finished(name))


@ALL
def test_every_file_conforms_to_pdf_ua(name: str) -> None:
    assert pdfs.violations(finished(name)) == []


@ALL
def test_every_file_passes_the_gate(name: str) -> None:
    assert finish.inspect(finished(name), PAGES[name], faces()) == ()


@ALL
def test_the_pages_look_as_before(name: str) -> None:
    before, after = pdfs.pictures(laid_out(name).pdf), pdfs.pictures(finished(name))
    assert [image.tobytes() for image in before] == [image.tobytes() for image in after]
    assert all(image.convert("L").getextrema()[0] < 100 for image in after)


@ALL
def test_the_words_are_as_before(name: str) -> None:
    assert pdfs.text(finished(name)) == pdfs.text(laid_out(name).pdf)


@ALL
def test_every_font_is_ours_embedded_and_searchable(name: str) -> None:
    found = pdfs.fonts(finished(name))
    assert found
    assert all(font.embedded and font.subset and font.unicode for font in found)
    assert all(re.fullmatch(r"[A-Z]{6}\+Booklet(-[A-Za-z-]+)?", font.name) for font in found)


@ALL
def test_every_file_says_what_it_is(name: str) -> None:
    page, said = PAGES[name], pdfs.info(finished(name))
    assert (said["Title"], said["Tagged"], said["JavaScript"], said["Form"]) == (page.title, "yes", "no", "none")
    assert "CreationDate" not in said
    assert "ModDate" not in said
    assert finish.page_count(finished(name)) == int(said["Pages"])


@ALL
def test_finishing_twice_gives_the_same_bytes(name: str) -> None:
    assert finish.finish(laid_out(name).pdf, PAGES[name]) == finished(name)


@ALL
def test_nothing_is_painted_outside_tags_and_artifacts(name: str) -> None:
    assert {run.tag for run in pdfs.painted(finished(name))} <= {"Span", "Figure", "Artifact"}


def test_the_reader_and_the_printer_are_told_how_to_show_it() -> None:
    with pikepdf.open(BytesIO(finished("text"))) as document:
        wishes = document.Root.ViewerPreferences
        assert wishes.DisplayDocTitle is True
        assert wishes.PrintScaling == Name("/None")
        assert wishes.Duplex == Name.DuplexFlipLongEdge


def test_the_metadata_are_readable_text_and_name_the_language() -> None:
    with pikepdf.open(BytesIO(finished("text"))) as document:
        raw = document.Root.Metadata.read_raw_bytes()
    assert b"<dc:language><rdf:Bag><rdf:li>en-US</rdf:li></rdf:Bag></dc:language>" in raw
    assert b"A demonstration" in raw
    assert b"Date" not in raw
    assert raw.endswith(b'<?xpacket end="r"?>')


def test_authors_reach_the_metadata() -> None:
    page = composed("<p>x</p>")
    page = replace(page, html=page.html.replace("<title>", '<meta name="author" content="The house"/><title>'))
    assert pdfs.info(finish.finish(lay_out(page, faces()).pdf, page))["Author"] == "The house"


def test_headings_become_bookmarks() -> None:
    with pikepdf.open(BytesIO(finished("text"))) as document, document.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Growth switches"
        assert [child.title for child in top.children] == ["What ALK is", "How doctors find out", "Sources"]


# Running heads and folios.


def test_running_heads_and_folios_are_artifacts_and_nothing_else_is() -> None:
    runs = pdfs.painted(finished("margins"))
    marginal = [run for run in runs if run.tag == "Artifact"]
    assert {run.properties["/Type"] for run in marginal} == {"/Pagination"}
    heads = [run.text for run in marginal if run.properties.get("/Subtype") == "/Header"]
    feet = [run.text for run in marginal if run.properties.get("/Subtype") == "/Footer"]
    pages = finish.page_count(finished("margins"))
    assert heads == ["DRAFT", "Not yet checked."] * (pages - 1)
    assert feet == [foot for page in range(2, pages) for foot in ("Second", str(page))] + ["Third", str(pages)]
    assert [run.text for run in marginal if "/Subtype" not in run.properties] == ["side"]
    told = pdfs.told(finished("margins"))
    assert "DRAFT" not in told
    assert "side" not in told.split()
    assert told.startswith("First Every cell follows")
    assert told.endswith("Third The end.")


@ALL
def test_all_that_is_no_artifact_is_in_the_structure(name: str) -> None:
    painted = {(run.page, run.mark): run.text for run in pdfs.painted(finished(name)) if run.mark is not None}
    with pikepdf.open(BytesIO(finished(name))) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for page, mark in painted:
            assert numbers[2 * page + 1][mark] is not None
    words = "".join(said.text for said in pdfs.spoken(finished(name)))
    assert sorted(words) == sorted("".join(run.text for run in pdfs.painted(finished(name)) if run.mark is not None))


# Structure.


def test_headings_lists_and_links_are_told_in_order() -> None:
    kinds = [line.lstrip(".") for line in pdfs.outline(finished("text"))]
    assert [kind for kind in kinds if kind in ("H1", "H2")] == ["H1", "H2", "H2", "H2"]
    assert len([said for said in pdfs.spoken(finished("text")) if said.kinds[-1] == "Link"]) == len(
        pdfs.links(finished("text"))
    )
    assert {"L", "LI", "Lbl", "LBody", "P"} <= set(kinds)
    assert pdfs.told(finished("text")).startswith("Growth switches See How doctors find out , and a page number")


def test_a_row_of_a_list_is_one_label_and_one_body() -> None:
    with pikepdf.open(BytesIO(finished("text"))) as document:
        rows = [e for e in document.objects if isinstance(e, Dictionary) and e.get("/S") == "/LI"]
        kinds = [[str(child.S) for child in row.K] for row in rows]
        assert all(child.P.objgen == row.objgen for row in rows for child in row.K)
        inner = [(body, child) for row in rows for body in row.K for child in body.K if isinstance(child, Dictionary)]
        assert all(child.P.objgen == body.objgen for body, child in inner)
    assert ["/Lbl", "/LBody"] in kinds
    assert all(row in (["/Lbl", "/LBody"], ["/LBody"]) for row in kinds)
    answer = next(said for said in pdfs.spoken(finished("text")) if said.text == "When?")
    assert answer.kinds[-5:] == ("L", "LI", "LBody", "P", "Span")


def test_no_paragraph_stands_in_a_paragraph() -> None:
    for name in ("columns", "text", "tables"):
        for said in pdfs.spoken(finished(name)):
            assert all(
                one != other for one, other in zip(said.kinds, said.kinds[1:], strict=False) if one in ("P", "H1", "H2")
            )
    strong = [said for said in pdfs.spoken(finished("columns")) if said.text == "Plain sentence."]
    assert strong[0].kinds[-3:] == ("P", "NonStruct", "Span")


def test_table_headers_say_which_way_they_point() -> None:
    scopes = [said.scope for said in pdfs.spoken(finished("tables")) if said.kinds[-1] == "TH"]
    pages = finish.page_count(finished("tables"))
    assert scopes.count("Column") == 3 * pages
    assert scopes.count("Row") == 40 + 2


@pytest.mark.parametrize("name", ["figures", "bleed"])
def test_the_box_of_a_figure_is_where_the_figure_is(name: str) -> None:
    dpi = 72
    image = pdfs.pictures(finished(name), dpi)[0].convert("RGB")
    with pikepdf.open(BytesIO(finished(name))) as document:
        page = document.pages[0].obj
        left, _, _, top = (float(value) for value in page.MediaBox)
        boxes = [
            [float(value) for value in entry.A.BBox]
            for entry in document.objects
            if isinstance(entry, Dictionary) and entry.get("/S") == "/Figure" and entry.Pg.objgen == page.objgen
        ]
    assert boxes
    sand = (0xF6, 0xEF, 0xE2)
    for box in boxes[:1]:
        scale = (box[2] - box[0]) / 200
        for x, y, inside in ((14, 14, True), (186, 86, True), (5, 50, False), (195, 50, False), (100, 95, False)):
            place = (round(box[0] - left + x * scale), round(top - box[3] + y * scale))
            assert (image.getpixel(place) == sand) is inside, (box, x, y)


def test_pictures_speak_and_decoration_is_silent() -> None:
    alts = [said.alt for said in pdfs.spoken(finished("figures")) if said.kinds[-1] == "Figure"]
    assert alts == ["A cell with its switch on the wall."] * 2 + ["A cell with its switch turned off.", "A grey slope"]


# Languages.


def test_every_word_in_another_language_says_so() -> None:
    said = {piece.text or piece.alt: piece.language for piece in pdfs.spoken(finished("languages"))}
    expected = {
        "In Spanish one says": "en-US", "¿Cómo está?": "es", "and moves on.": "en-US",
        "Un párrafo entero, con": "es", "negrita": "es",
        "an English aside": "en-US", "Al final": "es", "Un título": "es", "Una viñeta": "es", "Otra": "es",
        "à la française": "fr", "Uno": "es", "Dos": "es", "Một đoạn văn tiếng Việt.": "vi",
        "Una célula con su interruptor.": "es", "The end.": "en-US", "Two languages": "en-US",
    }  # fmt: skip
    found = {text.strip(): language for text, language in said.items()}
    assert {text: found.get(text) for text in expected} == expected


def test_a_language_is_said_only_where_it_changes() -> None:
    with pikepdf.open(BytesIO(finished("languages"))) as document:
        spoken = [str(e.Lang) for e in document.objects if isinstance(e, Dictionary) and "/Lang" in e and "/S" in e]
    assert sorted(spoken) == ["en-US", "es", "es", "es", "es", "es", "fr", "vi"]
    with pikepdf.open(BytesIO(finished("text"))) as document:
        assert not [e for e in document.objects if isinstance(e, Dictionary) and "/Lang" in e and "/S" in e]


# Links.


def test_links_are_read_out_by_their_words() -> None:
    assert list(dict.fromkeys(pdfs.links(finished("text")))) == [
        pdfs.Link("find", "How doctors find out", 4),
        pdfs.Link("r1", "Source 1", 4),
        pdfs.Link("tel:+18002272345", "1-800-227-2345", 4),
        pdfs.Link("mailto:team@example.org", "the team", 4),
        pdfs.Link("https://example.org/ni%C3%B1os?a=1&b=2", "more about it", 4),
        pdfs.Link("https://doi.org/10.1/x", "doi:10.1/x", 4),
    ]


def test_a_link_over_two_lines_is_read_out_whole_on_both() -> None:
    words = "a link with so many words in it that it cannot stand on one line of this small page at all"
    page = composed(f'<p id="x">See <a href="#x">{words}</a>.</p>')
    found = pdfs.links(finish.finish(lay_out(page, faces()).pdf, page))
    assert len(found) > 1
    assert {link.spoken for link in found} == {words}


def test_what_a_page_promises() -> None:
    made = promise(
        tree(
            '<html lang="en-US"><head><title lang="fr">t</title></head><body><p>One <a href="#a%20b">two\n three</a>'
            '<br lang="ko"/><a href="https://e.org/é" title="Four">4</a> <i lang="es">cinco</i> <b lang="de"> </b></p>'
            '<p lang="vi"><img alt="x"/>s<svg lang="it"><title>Alt</title><text lang="pt">x</text></svg></p>'
            '<p lang="ro"><svg/>t</p></body></html>'
        )
    )
    assert made.links == {("a b", "two three"), ("https://e.org/%C3%A9", "Four")}
    assert made.languages == {"en-US", "es", "vi", "ro"}


# The gate: one damage, one code.


def damaged(pdf: bytes, damage: Callable[[Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        damage(document)
        written = BytesIO()
        document.save(written, fix_metadata_version=False)
        return written.getvalue()


def first_link(document: Pdf, address: str = "") -> pikepdf.Object:
    notes = [note for page in document.pages for note in page.obj.get("/Annots", [])]
    return next(note for note in notes if ("/A" in note and str(note.A.URI).startswith(address)) == bool(address))


def lead(document: Pdf, **action: object) -> None:
    first_link(document, "https").A = Dictionary(Type=Name.Action, **action)


def address(uri: str) -> Callable[[Pdf], None]:
    return lambda document: lead(document, S=Name.URI, URI=String(uri))


def element(document: Pdf, kind: str) -> pikepdf.Object:
    return next(e for e in document.objects if isinstance(e, Dictionary) and e.get("/S") == kind)


def font(document: Pdf, part: str) -> pikepdf.Object:
    return next(e for e in document.objects if isinstance(e, Dictionary) and e.get("/Type") == "/Font" and part in e)


def attach(document: Pdf) -> None:
    document.attachments["secret.txt"] = b"secret"


def note_a_file(document: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    document.pages[0].obj.Annots.append(document.make_indirect(note))


def lose_text(document: Pdf) -> None:
    heading = element(document, "/H2")
    heading.P.K = Array([kid for kid in heading.P.K if not isinstance(kid, Dictionary) or kid.objgen != heading.objgen])


def lose_alt(document: Pdf) -> None:
    element(document, "/Figure").Alt = String(" ")


def rename_font(document: Pdf) -> None:
    font(document, "/FontDescriptor").BaseFont = Name("/ABCDEF+DejaVu-Sans")


def hide_font(document: Pdf) -> None:
    rename_font(document)
    font(document, "/FontDescriptor").Type = document.make_indirect(Name.Font)


def go_round(document: Pdf) -> None:
    element(document, "/H2").K = Array([document.Root.StructTreeRoot.K])


def lose_font(document: Pdf) -> None:
    description = font(document, "/FontDescriptor").FontDescriptor
    for key in [key for key in description if key.startswith("/FontFile")]:
        del description[key]


def lose_link(document: Pdf) -> None:
    page = next(page for page in document.pages if "/Annots" in page.obj)
    del page.obj["/Annots"]


def set_key(key: str, value: object) -> Callable[[Pdf], None]:
    def damage(document: Pdf) -> None:
        document.Root[key] = value

    return damage


@pytest.mark.parametrize(
    ("page", "code", "damage"),
    [
        (TEXT, "pdf-active", set_key("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))),
        (TEXT, "pdf-active", set_key("/AA", Dictionary())),
        (TEXT, "pdf-active", set_key("/AcroForm", Dictionary(Fields=Array()))),
        (TEXT, "pdf-active", lambda d: d.pages[0].obj.__setitem__("/AA", Dictionary(O=Dictionary(S=Name.Named)))),
        (TEXT, "pdf-active", lambda d: lead(d, S=Name.Launch, F=String("calc.exe"))),
        (TEXT, "pdf-active", lambda d: lead(d, S=Name.GoToR, F=String("other.pdf"))),
        (TEXT, "pdf-active", lambda d: lead(d, S=Name.JavaScript, JS=String("x"))),
        (TEXT, "pdf-active", attach),
        (TEXT, "pdf-active", note_a_file),
        (TEXT, "pdf-active", set_key("/More", Array([1, Array([Dictionary(Of=Dictionary(JS=String("x")))])]))),
        (TEXT, "pdf-active", set_key("/More", Dictionary(A=Dictionary(S=Name.Launch)))),
        (TEXT, "pdf-active", lambda d: d.Root.Metadata.__setitem__("/AF", Array())),
        (TEXT, "pdf-address", address("http://example.org/")),
        (TEXT, "pdf-address", address("javascript:alert(1)")),
        (TEXT, "pdf-address", address("java\nscript:alert(1)")),
        (TEXT, "pdf-address", address(" https://example.org/")),
        (TEXT, "pdf-address", address("ftp://example.org/")),
        (TEXT, "pdf-private", address("file:///etc/passwd")),
        (TEXT, "pdf-private", lambda d: d.docinfo.__setitem__("/Creator", String(f"{Path.home()}/booklets"))),
        (TEXT, "pdf-private", lambda d: d.Root.Metadata.write(f"<x>{Path.cwd()}/x</x>".encode())),
        (TEXT, "pdf-private", lambda d: d.Root.Metadata.__setitem__("/More", Dictionary(Of=String("file:///x")))),
        (TEXT, "pdf-private", set_key("/More", Array([1, Array([String("file:///x")])]))),
        (TEXT, "pdf-private", set_key("/More", String("\ufb01 file:///x"))),
        (TEXT, "pdf-private", set_key("/More", String(b"\x7f file:///x"))),
        (TEXT, "pdf-title", lambda d: d.docinfo.__setitem__("/Title", String("Another"))),
        (TEXT, "pdf-title", lambda d: d.docinfo.__delitem__("/Title")),
        (TEXT, "pdf-title", lambda d: d.Root.__delitem__("/ViewerPreferences")),
        (TEXT, "pdf-language", set_key("/Lang", String("es"))),
        (TEXT, "pdf-language", lambda d: d.Root.__delitem__("/Lang")),
        (LANGUAGES, "pdf-language", lambda d: [e.__delitem__("/Lang") for e in d.objects
                                               if isinstance(e, Dictionary) and "/S" in e and e.get("/Lang") == "vi"]),
        (TEXT, "pdf-untagged", lambda d: d.Root.__delitem__("/StructTreeRoot")),
        (TEXT, "pdf-untagged", lambda d: d.Root.__delitem__("/MarkInfo")),
        (TEXT, "pdf-untagged", lambda d: d.pages[0].obj.__delitem__("/StructParents")),
        (TEXT, "pdf-untagged", lose_text),
        (TEXT, "pdf-damaged", go_round),
        (FIGURES, "alt-missing", lose_alt),
        (TEXT, "pdf-font", rename_font),
        (TEXT, "pdf-font", hide_font),
        (TEXT, "pdf-font", lose_font),
        (TEXT, "pdf-font", lambda d: font(d, "/ToUnicode").__delitem__("/ToUnicode")),
        (TEXT, "pdf-link", lambda d: first_link(d).__setitem__("/Contents", String("find"))),
        (TEXT, "pdf-link", lambda d: first_link(d).__delitem__("/Contents")),
        (TEXT, "link-broken", lambda d: first_link(d).__setitem__("/Dest", String("nowhere"))),
        (TEXT, "link-lost", lose_link),
        (TEXT, "pdf-empty", lambda d: d.pages.__delitem__(slice(None))),
    ],
)  # fmt: skip
def test_the_gate_stops_a_damaged_file(page: Composed, code: str, damage: Callable[[Pdf], object]) -> None:
    name = next(name for name, known in PAGES.items() if known is page)
    problems = finish.inspect(damaged(finished(name), damage), page, faces())
    assert code in {problem.code for problem in problems}
    assert {problem.location for problem in problems} == {PLACE}
    assert all(problem.hint for problem in problems)


def test_a_name_that_is_written_in_code_is_no_disguise() -> None:
    with pikepdf.open(BytesIO(finished("text"))) as document:
        document.Root["/OpenAction"] = Dictionary()
        written = BytesIO()
        document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    raw = written.getvalue().replace(b"/OpenAction", b"/#4fpenActi#6fn")
    assert "pdf-active" in {problem.code for problem in finish.inspect(raw, TEXT, faces())}


names = st.sampled_from(["/A", "/AA", "/JS", "/EF", "/Type", "/S", "/Font", "/BaseFont", "/DescendantFonts", "/É"])
strings = st.sampled_from(["file:", "a", "é", f"{Path.home()}/x", '"\\\n', "b:66696c653a"]).map(String)
codes = st.sampled_from([b"\0", b"\x7f", b"\x81", b"\xef\xbb\xbf"]).map(lambda some: String(some + b"file:"))
values = st.recursive(
    names.map(Name) | strings | codes | st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4) | st.tuples(inner),
    max_leaves=8,
)


def placed(document: Pdf, value: object) -> object:
    """The value as PDF; what stands in a tuple becomes an object of its own."""
    if isinstance(value, tuple):
        return document.make_indirect(placed(document, value[0]))
    if isinstance(value, list):
        return Array([placed(document, inner) for inner in value])
    if isinstance(value, dict):
        return Dictionary({key: placed(document, inner) for key, inner in value.items()})
    return value


@given(st.lists(st.tuples(names, values), max_size=3))
def test_no_object_is_passed_over_that_holds_a_fault(found: list[tuple[str, object]]) -> None:
    with pikepdf.new() as document:
        document.Root.Metadata = document.make_stream(b"")
        for key, value in found:
            document.Root[f"/X{key[1:]}"] = document.make_indirect(Dictionary({key: placed(document, value)}))
        told = list(gate._objects(document, faces()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(gate, "_suspects", lambda document, _: document.objects)
            assert told == list(gate._objects(document, faces()))


@pytest.mark.parametrize("name", ["text", "languages"])
def test_the_gate_lets_a_file_pass_that_was_only_written_anew(name: str) -> None:
    assert finish.inspect(damaged(finished(name), lambda _: None), PAGES[name], faces()) == ()


@pytest.mark.parametrize(
    "raw", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", finished("text")[:500]], ids=["empty", "text", "head", "torn"]
)
def test_the_gate_stops_what_is_no_pdf(raw: bytes) -> None:
    assert [problem.code for problem in finish.inspect(raw, TEXT, faces())] == ["pdf-damaged"]


def test_the_gate_knows_which_faces_are_the_booklets() -> None:
    regular = tuple(face for face in faces() if face.weight == 400)
    assert {problem.code for problem in finish.inspect(finished("text"), TEXT, regular)} == {"pdf-font"}


def test_without_finish_the_gate_misses_the_running_heads() -> None:
    problems = finish.inspect(laid_out("margins").pdf, MARGINS, faces())
    assert {problem.code for problem in problems} == {"pdf-untagged"}
    assert len(problems) == finish.page_count(laid_out("margins").pdf)


def test_text_that_layout_left_outside_the_tree_is_never_taken_for_a_running_head() -> None:
    torn = damaged(laid_out("text").pdf, lose_text)
    problems = finish.inspect(finish.finish(torn, TEXT), TEXT, faces())
    assert [problem.code for problem in problems] == ["pdf-untagged"]
    assert "is missing from what a screen reader says" in problems[0].message


def test_a_link_in_a_flex_box_is_lost_and_told() -> None:
    page = composed('<div style="display: flex"><a href="#x">Lost</a></div><p id="x">x</p>')
    laid = lay_out(page, faces())
    problems = finish.inspect(finish.finish(laid.pdf, page), page, faces())
    assert [problem.code for problem in problems] == ["link-lost"]


# The words of a page, in the file that a family gets.


def rewrite(change: Callable[[bytes], bytes], number: int = 0) -> Callable[[Pdf], None]:
    """Changes what a page draws."""

    def damage(document: Pdf) -> None:
        contents = document.pages[number].obj.Contents
        before = contents.read_bytes()
        after = change(before)
        assert after != before
        contents.write(after)

    return damage


def lost_words(damage: Callable[[Pdf], object]) -> list[str]:
    """What the gate says is missing after some damage to the sample text."""
    problems = finish.inspect(damaged(finished("text"), damage), TEXT, faces())
    return [problem.message for problem in problems if problem.code == "text-lost"]


def test_a_sentence_that_is_drawn_nowhere_is_named() -> None:
    assert lost_words(lambda document: None) == []
    found = lost_words(rewrite(lambda drawn: re.sub(rb"\[<[^\]]*\] TJ", b"", drawn, count=1)))
    assert len(found) == 1
    assert "Growth" in found[0] or "the page says" in found[0]


def test_a_word_that_is_drawn_nowhere_is_missed() -> None:
    """The letters of one word inside a sentence: the sentence around it is not enough."""

    def without_the_second_piece(drawn: bytes) -> bytes:
        pieces = list(re.finditer(rb"<[0-9a-f]{4,}>", drawn))
        return drawn[: pieces[20].start()] + drawn[pieces[24].end() :]

    assert lost_words(rewrite(without_the_second_piece))


@pytest.mark.parametrize("in_place", [True, False])
def test_each_font_says_its_own_letters(in_place: bool) -> None:
    with Pdf.new() as document:

        def font(letter: bytes) -> Object:
            table = (
                b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <%s> endbfchar" % letter
            )
            made = Dictionary(Type=Name.Font, ToUnicode=document.make_stream(table))
            return made if in_place else document.make_indirect(made)

        page = document.add_blank_page()
        page.Resources = Dictionary(Font=Dictionary(F1=font(b"0041"), F2=font(b"0042")))
        page.Contents = document.make_stream(b"/F1 9 Tf <00010001> Tj /F2 9 Tf <0001> Tj <00> Tj <0002> Tj")
        assert words.pages(document) == ("AAB",)


def test_a_sentence_may_go_on_over_the_page_and_no_further() -> None:
    page = "<html><body><p>One two three four five six</p></body></html>"
    assert list(words.lost(tree(page), ("Onetwothree", "fourfivesix"))) == []
    assert list(words.lost(tree(page), ("Onetwo", "threefour", "fivesix"))) == []
    assert list(words.lost(tree(page), ("Onetwothree", "elsewhere", "fourfivesix"))) == ["One two three four five six"]
    assert list(words.lost(tree(page), ("Onetwofourfivesixthree",))) == ["One two three four five six"]


def test_a_box_of_its_own_may_be_drawn_apart_and_a_word_may_not() -> None:
    apart = '<html><body><p><span class="mark">Approved</span> by the agency</p></body></html>'
    assert list(words.lost(tree(apart), ("bytheagencyApproved",))) == []
    assert list(words.lost(tree(apart), ("bytheagency",))) == ["Approved by the agency"]
    inside = "<html><body><p>Do <strong>not</strong> wait</p></body></html>"
    assert list(words.lost(tree(inside), ("Dowaitnot",))) == ["Do not wait"]


def test_what_steers_a_line_is_no_word() -> None:
    page = "<html><head><title>T</title></head><body><p>38 °C, che\u00admo\u2060</p></body></html>"
    assert list(words.lost(tree(page), ("38°C,chemo",))) == []


def test_letters_that_change_places_are_looked_for_one_by_one() -> None:
    page = "<html><body><p>سلام</p></body></html>"
    assert list(words.lost(tree(page), ("مالس",))) == []
    assert list(words.lost(tree(page), ("مال",))) == ["سلام"]


def test_a_bracket_may_point_the_other_way_where_text_runs_from_right_to_left() -> None:
    page = "<html><body><p>A study (one group)</p></body></html>"
    assert list(words.lost(tree(page), (words.squeezed("A study )one group("),))) == []
    assert list(words.lost(tree(page), (words.squeezed("A study one group"),))) == ["A study (one group)"]


def test_words_set_apart_for_their_direction_may_change_places() -> None:
    page = "<html><body><p>\u2066alphamab\u2069 (\u2066beta\u2069)</p></body></html>"
    assert list(words.lost(tree(page), (words.squeezed("(beta) alphamab"),))) == []
    assert list(words.lost(tree(page), (words.squeezed("(bet) lph"),))) == ["\u2066alphamab\u2069 (\u2066beta\u2069)"]


def test_too_many_pages_and_pages_of_no_sane_size_are_stopped() -> None:
    pdf = finished("text")
    count = finish.page_count(pdf)
    assert finish.inspect(pdf, TEXT, faces(), count) == ()
    codes = [problem.code for problem in finish.inspect(pdf, TEXT, faces(), count - 1)]
    assert codes == ["pdf-pages"]

    def vast(document: Pdf) -> None:
        document.pages[0].obj.MediaBox = Array([0, 0, 612, 99_999])

    codes = [problem.code for problem in finish.inspect(damaged(pdf, vast), TEXT, faces())]
    assert "pdf-pages" in codes
