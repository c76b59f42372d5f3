"""Fonts: found where packages put them, and asked which characters they draw."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import faces

from bookletpress import fonts
from bookletpress.model import FontChoice
from bookletpress.problems import EnvironmentFault, Location

PLACE = Location("locales/ar/locale.yaml", 7, 1)


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A folder of system fonts, two levels deep, as packages make them."""
    folder = tmp_path / "fonts" / "truetype" / "kin"
    folder.mkdir(parents=True)
    shutil.copy(faces()[1].path, folder / "Kin-Regular.ttf")
    (folder / "Kin-Bold.ttf").write_bytes(b"no font")
    return tmp_path / "fonts"


def test_the_house_font_comes_with_pip() -> None:
    assert [(Path(face.path).name, face.weight, face.style) for face in faces()] == [
        ("SourceSansPro-Light.ttf", 300, "normal"),
        ("SourceSansPro-Regular.ttf", 400, "normal"),
        ("SourceSansPro-It.ttf", 400, "italic"),
        ("SourceSansPro-Semibold.ttf", 600, "normal"),
        ("SourceSansPro-Bold.ttf", 700, "normal"),
    ]
    assert all(Path(face.path).is_absolute() and Path(face.path).is_file() for face in faces())


def test_a_font_of_a_system_package_is_found_by_its_file_name(system: Path) -> None:
    choice = FontChoice("fonts-kin", (("Kin-Regular.ttf", 400, "normal"),), PLACE)
    (face,) = fonts.faces(choice, [str(system / "nowhere"), str(system)])
    assert face.path == str(system / "truetype" / "kin" / "Kin-Regular.ttf")


def test_a_missing_font_says_where_it_is_named_and_what_to_type(system: Path) -> None:
    choice = FontChoice("fonts-noto-core", (("NotoNaskhArabic-Regular.ttf", 400, "normal"),), PLACE)
    with pytest.raises(EnvironmentFault) as caught:
        fonts.faces(choice, [str(system)])
    problem = caught.value.problem
    assert (problem.code, problem.location) == ("font-missing", PLACE)
    assert "NotoNaskhArabic-Regular.ttf" in problem.message
    assert problem.hint == "install it: sudo apt-get install fonts-noto-core"


def test_every_missing_file_is_named_at_once(system: Path) -> None:
    choice = FontChoice(
        "font-gone", (("A.ttf", 400, "normal"), ("Kin-Regular.ttf", 400, "normal"), ("B.ttf", 700, "normal")), PLACE
    )
    with pytest.raises(EnvironmentFault, match=r"A\.ttf, B\.ttf.*\n.*setup\.sh"):
        fonts.faces(choice, [str(system)])


def test_a_damaged_font_is_found_before_it_is_used(system: Path) -> None:
    choice = FontChoice("fonts-kin", (("Kin-Bold.ttf", 700, "normal"),), PLACE)
    with pytest.raises(EnvironmentFault, match=r"missing or damaged: Kin-Bold\.ttf"):
        fonts.faces(choice, [str(system)])


def test_a_font_that_goes_away_is_missed_though_it_was_read_before(system: Path) -> None:
    found = fonts.faces(FontChoice("fonts-kin", (("Kin-Regular.ttf", 400, "normal"),), PLACE), [str(system)])
    Path(found[0].path).unlink()
    with pytest.raises(EnvironmentFault, match=r"Kin-Regular\.ttf"):
        fonts.check_faces(found)


def test_a_locale_without_a_face_is_a_fault() -> None:
    with pytest.raises(EnvironmentFault, match="font-missing"):
        fonts.faces(FontChoice("fonts-kin", (), PLACE))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "", "."])
def test_a_face_is_a_file_name_and_no_path(name: str) -> None:
    with pytest.raises(EnvironmentFault, match="font-missing"):
        fonts.faces(FontChoice("font-source-sans-pro", ((name, 400, "normal"),), PLACE))


@pytest.mark.parametrize(
    "text",
    [
        "áéíóúüñ ¿¡ «» “” ‘’ — – …",
        "ạảấầẩẫậ ąćęłńóśźż àâçèêëîïôœùûü ãõ",
        "ALK → ✓ ☐ ☑ ½ ≤ ≥ µ ² °",
        "a\u00a0b\u202fc\u00add\u200be\u200df\u2066g\u2069\ufe0f\n\t",
        "a\u0301e\u0302\u0301",
        "\u03b1\u0314",  # no face has this mark by itself
    ],
)
def test_what_booklets_say_is_covered(text: str) -> None:
    assert fonts.uncovered([text], faces()) == ()


def test_what_no_face_draws_is_told_once_in_order_of_use() -> None:
    assert fonts.uncovered(["⚠ or ☎", "☎ \u2009 \u2011"], faces()) == ("⚠", "☎", "\u2009", "\u2011")


def test_a_character_of_one_face_is_enough() -> None:
    italic = tuple(face for face in faces() if face.style == "italic")
    assert fonts.uncovered(["при"], italic) == ("п", "р", "и")
    assert fonts.uncovered(["при"], faces()) == ()


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("☎", "☎ (U+260E BLACK TELEPHONE)"),
        ("\u2009", "? (U+2009 THIN SPACE)"),
        ("\ue000", "? (U+E000)"),
        ("𝒜", "𝒜 (U+1D49C MATHEMATICAL SCRIPT CAPITAL A)"),
    ],
)
def test_characters_are_described_so_that_they_can_be_found(character: str, shown: str) -> None:
    assert fonts.described(character) == shown
