"""A booklet's folder: everything in it is read, nothing outside it, and all its faults are told in one run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, TINY
from faults import Told, attempt, refused, told, write
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.model import Figure, Paragraph
from bookletpress.project import load
from bookletpress.source import load_booklet, slugs

YAML = """title: A title
subtitle: A subtitle
series: A series
summary: A summary.
audiences: [family, clinician]
revised: 2026-11-21
sections:
  - file: 01-one.md
  - file: 02-two.md
    audiences: [clinician]
glossary: [alk]
"""
SVG = '<svg viewBox="0 0 9 9"><title>A cell</title><text>wall</text></svg>'
FILES: dict[str, str | bytes] = {
    "booklets/b/booklet.yaml": YAML,
    "booklets/b/01-one.md": "# One\n\nWords.\n\n::: figure cell\nCaption.\n:::\n",
    "booklets/b/02-two.md": "# Two\n\nMore words.\n",
    "booklets/b/figures/cell.svg": SVG,
}
B = "booklets/b/"
SECTIONS = "sections:\n  - file: 01-one.md\n  - file: 02-two.md\n    audiences: [clinician]\n"


def test_a_booklet_is_read(tmp_path: Path) -> None:
    booklet = load_booklet(write(tmp_path, FILES), "b")
    assert (booklet.slug, booklet.locale, booklet.revised) == ("b", "en", "2026-11-21")
    assert [text.source for text in (booklet.title, booklet.subtitle, booklet.series, booklet.summary)] == [
        "A title",
        "A subtitle",
        "A series",
        "A summary.",
    ]
    assert (booklet.audiences, booklet.glossary, booklet.glossary_location.line) == (
        ("family", "clinician"),
        ("alk",),
        11,
    )
    one, two = booklet.sections
    assert (one.name, one.audiences, one.path) == ("one", ("family", "clinician"), B + "01-one.md")
    assert (two.name, two.audiences, two.heading.source) == ("two", ("clinician",), "Two")
    assert isinstance(one.blocks[0], Paragraph)
    assert isinstance(one.blocks[1], Figure)
    assert [drawing.name for drawing in one.blocks[1].drawings] == ["cell"]


FRONT = "fronts:\n  - audience: clinician\n    subtitle: For experts\n    summary: In numbers.\n"


def test_an_audience_may_have_a_first_page_of_its_own(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    edit("revised:", FRONT + "revised:")(root)
    (front,) = load_booklet(root, "b").fronts
    assert (front.audience, front.subtitle.source, front.summary.source) == ("clinician", "For experts", "In numbers.")


def test_the_shipped_booklets_are_read() -> None:
    for root in (ROOT, TINY):
        assert slugs(root)
        assert all(load_booklet(root, slug).sections for slug in slugs(root))


def edit(old: str, new: str, path: str = "booklet.yaml") -> Callable[[Path], object]:
    def change(root: Path) -> None:
        content = (root / B / path).read_text("utf-8")
        assert content.count(old) == 1
        (root / B / path).write_bytes(content.replace(old, new).encode("utf-8"))

    return change


def replace(path: str, raw: bytes) -> Callable[[Path], object]:
    return lambda root: (root / B / path).write_bytes(raw)


def remove(path: str) -> Callable[[Path], object]:
    return lambda root: (root / B / path).unlink()


def folder(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / B / path).unlink()
        (root / B / path).mkdir()

    return change


def link(path: str, target: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / B / path).unlink()
        (root / B / path).symlink_to(target)

    return change


BROKEN: dict[str, tuple[Callable[[Path], object], Told]] = {
    "no booklet.yaml": (remove("booklet.yaml"), [("file-missing", 0, 0)]),
    "booklet.yaml is a folder": (folder("booklet.yaml"), [("file-unreadable", 0, 0)]),
    "booklet.yaml is empty": (replace("booklet.yaml", b""), [("yaml-empty", 1, 1)]),
    "booklet.yaml is a list": (replace("booklet.yaml", b"- a"), [("value-shape", 1, 1)]),
    "booklet.yaml leads out": (link("booklet.yaml", "/etc/hostname"), [("path-outside", 0, 0)]),
    "no title": (edit("title: A title\n", ""), [("key-missing", 1, 1)]),
    "empty title": (edit("title: A title", "title:"), [("value-shape", 1, 7)]),
    "title with a citation": (edit("A title", "A title[@alk]"), [("markup-misplaced", 1, 8)]),
    "title with HTML": (edit("A title", "A <b>title</b>"), [("html-refused", 1, 10)]),
    "list as a title": (edit("A title", "[A, title]"), [("value-shape", 1, 8)]),
    "unknown key": (edit("subtitle:", "subtitel:"), [("key-missing", 1, 1), ("key-unknown", 2, 1)]),
    "number as a key": (edit("glossary:", "7: a\nglossary:"), [("key-unknown", 11, 1)]),
    "no such day": (edit("2026-11-21", "2026-02-30"), [("date", 6, 10)]),
    "week date": (edit("2026-11-21", "2026-W47-6"), [("date", 6, 10)]),
    "a place of a hundred": (edit("glossary:", "order: 100\nglossary:"), [("count", 11, 8)]),
    "a place in words": (edit("glossary:", "order: first\nglossary:"), [("count", 11, 8)]),
    "unknown audience": (edit("[family, clinician]\nrevised", "[family, clinicians]\nrevised"),
                         [("value-unknown", 5, 21)]),
    "no audience": (edit("[family, clinician]\nrevised", "[]\nrevised"), [("value-shape", 5, 12)]),
    "front for readers the booklet lacks": (edit("revised:", FRONT.replace("clinician", "nurse") + "revised:"),
                                            [("value-unknown", 7, 15)]),
    "two fronts for the same readers": (edit("revised:", FRONT + FRONT.removeprefix("fronts:\n") + "revised:"),
                                        [("value-duplicate", 10, 15)]),
    "front without a summary": (edit("revised:", FRONT.replace("    summary: In numbers.\n", "") + "revised:"),
                                [("key-missing", 7, 5)]),
    "front with a citation": (edit("revised:", FRONT.replace("experts", "experts[@alk]") + "revised:"),
                              [("markup-misplaced", 8, 15)]),
    "unknown key of a front": (edit("revised:", FRONT.replace("    summary", "    title: A\n    summary") + "revised:"),
                               [("key-unknown", 9, 5)]),
    "section for nobody": (edit("    audiences: [clinician]", "    audiences: []"), [("value-shape", 10, 16)]),
    "section for readers the booklet lacks": (edit("[family, clinician]\nrevised", "[family]\nrevised"),
                                              [("value-unknown", 10, 17)]),
    "readers without a section": (edit("  - file: 01-one.md\n", ""), [("sections-missing", 8, 3)]),
    "no sections": (edit(SECTIONS, "sections: []\n"),
                    [("sections-missing", 7, 11), ("sections-missing", 7, 11)]),
    "sections left out": (edit(SECTIONS, ""),
                          [("key-missing", 1, 1)]),
    "section as a text": (edit("  - file: 01-one.md", "  - 01-one.md"), [("value-shape", 8, 5)]),
    "unknown key of a section": (edit("    audiences: [cl", "    audience: [cl"), [("key-unknown", 10, 5)]),
    "statistics are true or false": (edit("    audiences: [cl", "    statistics: yes\n    audiences: [cl"),
                                     [("value-unknown", 10, 17)]),
    "nothing is left without statistics": (edit("01-one.md\n", "01-one.md\n    statistics: true\n"),
                                            [("sections-missing", 8, 3)]),
    "the same section twice": (edit("  - file: 02-two.md", "  - file: 01-one.md\n  - file: 02-two.md"),
                               [("section-duplicate", 9, 11)]),
    "section file is missing": (remove("02-two.md"), [("file-missing", 0, 0)]),
    "section file is a folder": (folder("02-two.md"), [("file-unreadable", 0, 0)]),
    "section file leads out": (link("02-two.md", "/etc/hostname"), [("path-outside", 0, 0)]),
    "section file is a loop": (link("02-two.md", "02-two.md"), [("file-unreadable", 0, 0)]),
    "section file is a device": (link("02-two.md", "/dev/zero"), [("path-outside", 0, 0)]),
    "section in another folder": (edit("01-one.md", "../../../etc/passwd"), [("section-name", 8, 11)]),
    "section without a number": (edit("01-one.md", "one.md"), [("section-name", 8, 11)]),
    "section with a line end": (edit("01-one.md", '"01-one.md\\n"'), [("section-name", 8, 11)]),
    "section too large": (replace("02-two.md", b"# A\n" + b"\n" * 200_000), [("file-too-large", 0, 0)]),
    "section not in UTF-8": (replace("02-two.md", b"# Dos\n\nni\xf1o\n"), [("not-utf8", 3, 3)]),
    "section in UTF-16": (replace("02-two.md", "# A\n".encode("utf-16")), [("not-utf8", 1, 1)]),
    "section with a control": (replace("02-two.md", b"# A\n\nb\x00\n"), [("character-refused", 3, 2)]),
    "section with an override": (replace("02-two.md", "# A\n\nb \u202ec\n".encode()), [("character-refused", 3, 3)]),
    "section with a tab": (replace("02-two.md", b"# A\n\n\tb\n"), [("character-refused", 3, 1)]),
    "empty section": (replace("02-two.md", b""), [("heading-missing", 1, 1)]),
    "drawing is missing": (remove("figures/cell.svg"), [("figure-missing", 5, 1)]),
    "drawing is a folder": (folder("figures/cell.svg"), [("file-unreadable", 0, 0)]),
    "drawing leads out": (link("figures/cell.svg", "/etc/hostname"), [("path-outside", 0, 0)]),
    "drawing is none": (replace("figures/cell.svg", b"<p/>"), [("svg-refused", 1, 1)]),
    "glossary as a text": (edit("[alk]", "alk"), [("value-shape", 11, 11)]),
    "the same term twice": (edit("[alk]", "[alk, b, alk]"), [("value-duplicate", 11, 20)]),
    "faults in every file": (lambda root: [change(root) for change in (
        edit("A title", "A {title}"), edit("Words.", "Words {x}.", "01-one.md"), edit("More", "[More]", "02-two.md"),
        edit("wall", "<![CDATA[{wall}]]>", "figures/cell.svg"))],
        [("atom-broken", 1, 10), ("atom-broken", 1, 60), ("atom-broken", 3, 7), ("link-broken", 3, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_faults_are_told_in_their_places(name: str, tmp_path: Path) -> None:
    change, expected = BROKEN[name]
    change(write(tmp_path, FILES))
    assert sorted(refused(load_booklet, tmp_path, "b")) == sorted(expected)


def test_two_figures_with_one_missing_tell_only_that(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    edit("figure cell", "figure cell wall", "01-one.md")(tmp_path)
    _, problems = attempt(load_booklet, tmp_path, "b")
    assert [problem.message for problem in problems] == ["there is no drawing 'wall'"]


def test_booklets_stand_where_they_ask_to_and_the_others_behind_them_by_name(tmp_path: Path) -> None:
    places = {"a": "", "b": "", "c": "order: 10\n", "d": "order: 9\n"}
    files = {f"booklets/{name}/{path.removeprefix(B)}": raw for name in places for path, raw in FILES.items()}
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "booklets" / "tiny")
    shutil.copytree(ROOT / "styles", tmp_path / "styles")
    write(tmp_path, files | {f"booklets/{name}/booklet.yaml": YAML + order for name, order in places.items()})
    assert [booklet.slug for booklet in load(tmp_path).booklets] == ["d", "c", "a", "b"]


# ------------------------------------------------------------------------------------------------------------ slugs


def test_booklets_are_named_in_order(tmp_path: Path) -> None:
    write(tmp_path, {f"booklets/{name}/x": "" for name in ("b", "a-1", "shared", ".git")} | {"booklets/README.md": ""})
    assert slugs(tmp_path) == ("a-1", "b")


@pytest.mark.parametrize("name", ["A", "a b", "ä", "con", "x" * 64, "a\nb", "\u202eb", b"a\xff"])
def test_a_folder_that_cannot_name_a_booklet_is_told(name: str | bytes, tmp_path: Path) -> None:
    os.makedirs(os.fsencode(tmp_path) + b"/booklets/" + os.fsencode(name))
    _, problems = attempt(slugs, tmp_path)
    assert told(problems) == [("identifier", 0, 0)]
    assert str(problems[0]).encode("utf-8")


def test_a_folder_without_booklets_is_no_project(tmp_path: Path) -> None:
    assert refused(slugs, tmp_path) == [("booklets-missing", 0, 0)]
    write(tmp_path, {"booklets": "a file"})
    assert refused(slugs, tmp_path) == [("booklets-missing", 0, 0)]


def test_a_booklet_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", FILES)
    (tmp_path / "project/booklets").mkdir(parents=True)
    (tmp_path / "project/booklets/b").symlink_to(tmp_path / "elsewhere/booklets/b")
    assert refused(load_booklet, tmp_path / "project", "b") == [("path-outside", 0, 0)]


@given(words=st.text("abst:-[]{}'\"#| \n&*!é1", max_size=80), path=st.sampled_from(sorted(FILES)))
def test_no_booklet_ends_in_a_traceback(words: str, path: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = write(tmp_path_factory.getbasetemp() / "fuzz", {**FILES, path: words})
    value, problems = attempt(load_booklet, root, "b")
    assert (value is None) == bool(told(problems))
