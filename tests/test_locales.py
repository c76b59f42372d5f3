"""locale.yaml: a language is a folder of files, and what the file says is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from faults import Told, refused, write
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import cldr
from bookletpress.locales import HOUSE_FACES, HOUSE_FONT, load_locales

ENGLISH = "name: English\nnative-name: English\nlanguage: en-US\ncldr: en_US\ndirection: ltr\n"
SPANISH = "name: Spanish\nnative-name: Español\nlanguage: es-US\ncldr: es_US\ndirection: ltr\n"


def project(root: Path, **files: str) -> Path:
    return write(root, {f"locales/{name.replace('_', '-')}/locale.yaml": content for name, content in files.items()})


def test_locales_are_read_the_source_first(tmp_path: Path) -> None:
    root = project(tmp_path, en=ENGLISH, es=SPANISH, ar=SPANISH.replace("es-US", "ar").replace("es_US", "ar"))
    write(root, {"locales/README.md": "", "locales/pot/a.pot": "", "locales/.git/x": ""})
    found = load_locales(root)
    assert [info.name for info in found] == ["en", "ar", "es"]
    spanish = found[2]
    assert (spanish.native_name, spanish.english_name, spanish.cldr, spanish.bcp47) == (
        "Español",
        "Spanish",
        "es_US",
        "es-US",
    )
    assert (spanish.decimal, spanish.group, spanish.months, spanish.leftovers) == (".", ",", (), ())
    assert (spanish.fonts.package, spanish.fonts.faces, spanish.review_note) == (HOUSE_FONT, HOUSE_FACES, None)


def test_everything_a_locale_may_say(tmp_path: Path) -> None:
    more = """review-note: Un *borrador*.
leftovers: [once, ward]
months: [a, b, c, d, e, f, g, h, i, j, k, l]
decimal-mark: ","
group-mark: .
fonts:
  package: fonts-noto-core
  faces:
    - {file: NotoSans-Regular.ttf, weight: 400}
    - {file: NotoSans-Italic.ttf, weight: 400, style: italic}
"""
    info = load_locales(project(tmp_path, en=ENGLISH, es=SPANISH + more))[1]
    assert info.review_note
    assert (info.review_note.source, info.review_note.locale) == ("Un *borrador*.", "es")
    assert (info.decimal, info.group, info.months[11], info.leftovers) == (",", ".", "l", ("once", "ward"))
    assert info.fonts.faces == (("NotoSans-Regular.ttf", 400, "normal"), ("NotoSans-Italic.ttf", 400, "italic"))


def test_the_shipped_locales_are_read() -> None:
    assert [info.name for info in load_locales(ROOT)][:2] == ["en", "es"]


LAST = "direction: ltr\n"
FONTS = "fonts:\n  package: fonts-noto\n  faces:\n    - {file: A.ttf, weight: 400}\n"
BROKEN: dict[str, tuple[str, str, Told]] = {
    "no name": ("name: Spanish\n", "", [("key-missing", 1, 1)]),
    "unknown key": ("direction:", "Direction: x\ndirection:", [("key-unknown", 5, 1)]),
    "unknown locale": ("cldr: es_US", "cldr: es_UX", [("locale-unknown", 4, 7)]),
    "locale with a hyphen": ("cldr: es_US", "cldr: es-US", [("locale-unknown", 4, 7)]),
    "path for a locale": ("cldr: es_US", "cldr: ../../etc/passwd", [("locale-unknown", 4, 7)]),
    "locale of the system": ("cldr: es_US", "cldr: es_US.UTF-8", [("locale-unknown", 4, 7)]),
    "list for a locale": ("cldr: es_US", "cldr: [es_US]", [("value-shape", 4, 7)]),
    "tag of another language": ("language: es-US", "language: en-US", [("locale-tag", 3, 11)]),
    "tag with an underscore": ("language: es-US", "language: es_US", [("locale-tag", 3, 11)]),
    "tag with markup": ("language: es-US", 'language: \'es"><b>\'', [("locale-tag", 3, 11)]),
    "direction": ("direction: ltr", "direction: left", [("value-unknown", 5, 12)]),
    "eleven months": (LAST, LAST + "months: [a, b, c, d, e, f, g, h, i, j, k]", [("value-shape", 6, 9)]),
    "months as a text": (LAST, LAST + "months: a", [("value-shape", 6, 9)]),
    "note with a link": (LAST, LAST + "review-note: a [b][c]", [("markup-misplaced", 6, 14)]),
    "note with HTML": (LAST, LAST + "review-note: a <b>", [("html-refused", 6, 16)]),
    "a decimal mark of two signs": (LAST, LAST + "decimal-mark: ',.'", [("value-shape", 6, 15)]),
    "a digit as a decimal mark": (LAST, LAST + "decimal-mark: '1'", [("value-shape", 6, 15)]),
    "one mark for both": (LAST, LAST + "group-mark: .", [("value-shape", 6, 13)]),
    "fonts as a text": (LAST, LAST + "fonts: Arial", [("value-shape", 6, 8)]),
    "fonts without faces": (LAST, LAST + FONTS[: FONTS.index("  faces")], [("key-missing", 7, 3)]),
    "no faces": (LAST, LAST + "fonts: {package: a, faces: []}", [("font-faces", 6, 28)]),
    "no regular face": (LAST, LAST + FONTS.replace("400", "700"), [("font-faces", 9, 5)]),
    "a weight of five thousand digits": (LAST, f"{LAST}{FONTS}    - {{file: B.ttf, weight: {'9' * 5000}}}\n",
                                         [("value-unknown", 10, 29)]),
    "a font of another folder": (LAST, LAST + FONTS.replace("A.ttf", "../../A.ttf"), [("font-file", 9, 14)]),
    "a font that is none": (LAST, LAST + FONTS.replace("A.ttf", "A.exe"), [("font-file", 9, 14)]),
    "a package that is none": (LAST, LAST + FONTS.replace("fonts-noto", "'-rf /'"), [("font-package", 7, 12)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_faults_are_told_in_their_places(name: str, tmp_path: Path) -> None:
    old, new, expected = BROKEN[name]
    assert SPANISH.count(old) == 1
    assert refused(load_locales, project(tmp_path, en=ENGLISH, es=SPANISH.replace(old, new))) == expected


@pytest.mark.parametrize("name", ["espanol", "ES", "es_US", "e", "es-us", "en\u202e", "es "])
def test_a_folder_that_cannot_name_a_locale_is_told(name: str, tmp_path: Path) -> None:
    write(project(tmp_path, en=ENGLISH), {f"locales/{name}/locale.yaml": SPANISH})
    assert refused(load_locales, tmp_path) == [("locale-name", 0, 0)]


@pytest.mark.parametrize("name", ["es", "pt-BR", "zh-Hans", "sr-Latn-RS", "hmn", "qps-ploc"])
def test_names_of_locales(name: str, tmp_path: Path) -> None:
    write(project(tmp_path, en=ENGLISH), {f"locales/{name}/locale.yaml": SPANISH.replace("es-US", name)})
    assert {info.name for info in load_locales(tmp_path)} == {"en", name}


def test_the_source_language_must_be_there(tmp_path: Path) -> None:
    assert refused(load_locales, tmp_path) == [("locale-missing", 0, 0)]
    write(tmp_path, {"locales": "a file"})
    assert refused(load_locales, tmp_path) == [("locale-missing", 0, 0)]


def test_a_folder_without_its_file_and_one_that_leads_out(tmp_path: Path) -> None:
    root = project(tmp_path / "project", en=ENGLISH)
    write(root, {"locales/es/a.po": ""})
    assert refused(load_locales, root) == [("file-missing", 0, 0)]
    project(tmp_path, fr=SPANISH)
    (root / "locales/fr").symlink_to(tmp_path / "locales/fr")
    assert refused(load_locales, root) == [("file-missing", 0, 0), ("path-outside", 0, 0)]


@given(st.text("esEN_-.@/ US\0é1", max_size=12))
def test_no_name_of_a_cldr_locale_ends_in_a_traceback(name: str) -> None:
    assert cldr.is_known(name) in (True, False)


@given(words=st.text("aes:-[]{}'\"# \n&*1", max_size=60))
def test_no_locale_ends_in_a_traceback(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = project(tmp_path_factory.getbasetemp() / "fuzz-locales", en=ENGLISH, es=words)
    assert refused(load_locales, root)
