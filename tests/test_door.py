"""The door: what a page is given was looked at, by its content, within the limits of the project."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Run
from faultfile import FOLDER
from faults import refused, write

from bookletpress import project
from bookletpress.guards import door, limitsfile, picture
from bookletpress.limits import USUAL, Limits, every


def codes(root: Path, **files: str | bytes) -> list[str]:
    """What the door says about some files of a folder `s`; a name is written with two underscores for its dot."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    write(root, {f"s/{name}": content for name, content in named.items()})
    return [code for code, _, _ in refused(door.admitted, root, "s", named)]


def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def test_what_passes_is_what_was_looked_at(tmp_path: Path) -> None:
    files = {"a.html": "<p/>", "a.css": "p { color: red }\n", "a.svg": '<svg viewBox="0 0 1 1"/>', "a.txt": "\0"}
    write(tmp_path, {f"s/{name}": content for name, content in files.items()})
    (tmp_path / "s" / "a.jpg").write_bytes(sample("noted.jpg"))
    templates, assets = door.admitted(tmp_path, "s", [*files, "a.jpg"])
    assert templates == {"a.html": "<p/>"}
    assert {name: asset.media_type for name, asset in assets.items()} == {
        "a.css": "text/css",
        "a.svg": "image/svg+xml",
        "a.jpg": "image/jpeg",
    }
    assert b"A camera" in sample("noted.jpg")
    assert b"A camera" not in assets["a.jpg"].data


@pytest.mark.parametrize("name", ["noted.png", "noted.jpg", "progressive.jpg", "palette.png", "grey.jpg"])
def test_a_picture_without_its_metadata_looks_the_same(name: str) -> None:
    seen = picture.read(sample(name), name)
    again = picture.read(seen.data, name)
    assert again == seen
    assert (seen.width, seen.height) == (8, 8)
    assert b"clinic" not in seen.data


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    found = codes(
        tmp_path,
        a__css="p { filter: x }\n",
        b__svg="<svg><script/></svg>",
        c__png=sample("cut.png"),
        d__html=b"\xff",
        e__css=b"\xff",
    )
    assert sorted(found) == ["not-utf8", "not-utf8", "picture-damaged", "svg-refused"]
    assert codes(tmp_path / "more", a__css="p { filter: x }\n", b__svg="<svg><script/></svg>") == [
        "css-refused",
        "svg-refused",
    ]


def test_variables_that_double_over_two_sheets_are_seen(tmp_path: Path) -> None:
    one = "".join(f":root {{ --v{n}: var(--v{n - 1}) var(--v{n - 1}) }}\n" for n in range(1, 40, 2))
    two = "".join(f":root {{ --v{n}: var(--v{n - 1}) var(--v{n - 1}) }}\n" for n in range(2, 40, 2))
    assert set(codes(tmp_path, a__css=one, b__css=two)) == {"css-limit"}


def test_the_limits_of_a_project_hold(tmp_path: Path) -> None:
    write(tmp_path, {"limits.yaml": "sheet-bytes: 10\npicture-pixels: 63\ndrawing-elements: 1\n"})
    drawing = '<svg viewBox="0 0 1 1"><g/></svg>'
    found = codes(tmp_path, a__css="p { color: red }\n", b__png=sample("good.png"), c__svg=drawing)
    assert sorted(found) == ["file-too-large", "picture-too-large", "svg-limit"]


def test_limits_are_as_usual_where_nothing_is_said(tmp_path: Path) -> None:
    assert limitsfile.of(tmp_path) is USUAL
    assert limitsfile.parse(b"pages: 7\n") == Limits(pages=7)
    every_line = "".join(f"{limit.key}: {limit.most}\n" for limit in every())
    assert limitsfile.parse(every_line.encode()) == Limits(**{limit.name: limit.most for limit in every()})
    assert all(1 <= limit.usual <= limit.most for limit in every())


def test_the_limits_of_a_project_are_those_of_a_run(tiny: Path, press: Run) -> None:
    (tiny / "limits.yaml").write_text("pages: 2\n", "utf-8")
    done = press("-q", "-l", "en", "-f", "letter", "-a", "family", at=tiny)
    assert done.code == 1
    assert "[pages-too-many]" in done.err
    allowed = press("-q", "-l", "en", "-f", "letter", "-a", "family", "--max-pages", "90", at=tiny)
    assert allowed.code == 0, allowed.err


@pytest.mark.parametrize("way", ["pipe", "link", "folder"])
def test_a_catalogue_is_a_file_of_the_project(way: str, tiny: Path) -> None:
    """A pipe in its place never ends, and a link could lead to any file of this computer."""
    place = tiny / "locales" / "es" / "tiny.po"
    place.unlink(missing_ok=True)
    if way == "pipe":
        os.mkfifo(place)
    elif way == "link":
        place.symlink_to("/etc/hostname")
    else:
        place.mkdir()
    loaded = project.load(tiny)
    spanish = project.localised(loaded, loaded.locale("es"))
    assert ("path-outside" if way == "link" else "file-unreadable") in {problem.code for problem in spanish.problems}


def test_two_names_that_clash_stop_a_run(tiny: Path, press: Run) -> None:
    shutil.copy(tiny / "booklets/tiny/figures/bed.svg", tiny / "booklets/tiny/figures/Bed.svg")
    done = press("check", at=tiny)
    assert done.code == 1
    assert "[name-clash]" in done.out + done.err


def test_the_files_of_the_house_pass() -> None:
    assert project.load(ROOT).styles.assets
