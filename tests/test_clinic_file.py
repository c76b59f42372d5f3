"""A clinic's file: what it may say, and that every fault of it is told at once, in its place."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT
from PIL import Image

from bookletpress import cldr, clinics
from bookletpress.clinicfile import read_clinic
from bookletpress.imprint import Imprint, assets, dialled, values
from bookletpress.locales import load_locales
from bookletpress.problems import Problem, ProblemsFound
from bookletpress.siteaddress import load_address, of_file

SAMPLE = ROOT / "tests/samples/clinics/sample-clinic.yaml"
LEAST = """id: sample
name: Sample Clinic
address: 100 Sample Street
phones:
  day: 212-555-0100
  night: 212-555-0199
"""


def faults(folder: Path, content: str) -> dict[str, Problem]:
    """What is wrong with a file, by code."""
    file = folder / "clinic.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_clinic(file)
    return {problem.code: problem for problem in found.value.problems}


def place(problem: Problem) -> tuple[str, int, int]:
    return Path(problem.location.path).name, problem.location.line, problem.location.column


def test_the_least_file_is_a_clinic(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(LEAST, "utf-8")
    clinic = read_clinic(tmp_path / "clinic.yaml")
    assert (clinic.id, clinic.day, clinic.night) == ("sample", "212-555-0100", "212-555-0199")
    assert (clinic.logo, clinic.fever, clinic.map, clinic.lead, clinic.hours) == (None,) * 5
    assert clinic.name.plain("es") == "Sample Clinic"
    assert list(clinic.files) == [str(tmp_path / "clinic.yaml")]


def test_words_by_language_and_languages_by_name() -> None:
    clinic = read_clinic(SAMPLE)
    english, spanish = (next(one for one in load_locales(ROOT) if one.name == name) for name in ("en", "es"))
    assert clinic.hours is not None
    assert clinic.hours.plain("es").startswith("De lunes")
    assert clinic.hours.plain("vi") == clinic.hours.plain("en")
    told = values(Imprint(clinic), spanish)
    assert [(tongue.name, tongue.language) for tongue in told["tongues"]] == [  # type: ignore[attr-defined]
        ("inglés", ""),
        ("español", ""),
        ("vietnamita", ""),
        ("chino simplificado", ""),
        ("American Sign Language", "en"),
    ]
    assert told["degrees"] == "100.4\N{NO-BREAK SPACE}°F (38\N{NO-BREAK SPACE}°C)"
    assert [tongue.name for tongue in values(Imprint(clinic), english)["tongues"]][3] == "Simplified Chinese"  # type: ignore[attr-defined]


def test_pictures_and_codes_are_what_a_page_may_ask_for() -> None:
    clinic = read_clinic(SAMPLE)
    made = assets(Imprint(clinic, "https://example.org/a.pdf"))
    assert set(made) == {"clinic/logo.svg", "clinic/picture.png", "clinic/qr-clinic.svg", "clinic/qr-edition.svg"}
    assert not assets(Imprint())
    grey = assets(Imprint(clinic), in_grey=True)["clinic/picture.png"]
    with Image.open(BytesIO(grey.data)) as picture:
        assert (picture.mode, picture.size) == ("L", (900, 420))


def test_the_digest_is_that_of_all_its_files_wherever_they_lie(tmp_path: Path) -> None:
    for path in SAMPLE.parent.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    copy = read_clinic(tmp_path / SAMPLE.name)
    assert copy.digest == read_clinic(SAMPLE).digest
    (tmp_path / "sample-logo.svg").write_bytes(
        (tmp_path / "sample-logo.svg").read_bytes().replace(b'rx="20"', b'rx="21"')
    )
    assert read_clinic(tmp_path / SAMPLE.name).digest != copy.digest


def test_every_fault_in_one_run_each_in_its_place(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "id: Sample Clinic\n"
        f"name: {'x' * 300}\n"
        "phone: 212-555-0100\n"
        "phones:\n"
        "  day: 555-KIDS\n"
        "  night: 212-555-0199\n"
        "languages: [en, klingonese]\n"
        "fever:\n"
        "  temperature: 104 °F\n"
        "qr:\n"
        "  address: http://clinic.example/\n"
        "  says: {es: Cómo llegar}\n"
        "logo: logo.gif\n",
    )
    assert {code: place(problem) for code, problem in found.items()} == {
        "identifier": ("clinic.yaml", 1, 5),
        "clinic-too-long": ("clinic.yaml", 2, 7),
        "key-unknown": ("clinic.yaml", 3, 1),
        "key-missing": ("clinic.yaml", 1, 1),
        "clinic-phone": ("clinic.yaml", 5, 8),
        "clinic-temperature": ("clinic.yaml", 9, 16),
        "address": ("clinic.yaml", 11, 12),
        "clinic-language": ("clinic.yaml", 12, 9),
        "picture-kind": ("clinic.yaml", 13, 7),
    }
    assert all(problem.hint for problem in found.values())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("100.4", "clinic-temperature"),
        ("38.0 °C (101.3 °F)", "clinic-temperature"),
        ("310 K", "clinic-temperature"),
        ("36.0 °C", "clinic-temperature"),
    ],
)
def test_a_temperature_that_nobody_meant(tmp_path: Path, said: str, code: str) -> None:
    assert set(faults(tmp_path, f"{LEAST}fever:\n  temperature: {said}\n")) == {code}


@pytest.mark.parametrize("said", ["100.4 °F", "38 °C", "38 °C (100.4 °F)", "38.3 C / 101 F", "100.5°F (38 °C)"])
def test_a_temperature_as_clinics_say_it(tmp_path: Path, said: str) -> None:
    (tmp_path / "clinic.yaml").write_text(f"{LEAST}fever:\n  temperature: {said}\n", "utf-8")
    assert read_clinic(tmp_path / "clinic.yaml").fever is not None


@pytest.mark.parametrize("number", ["CALL-NOW", "12345", "212-555-0100 ext 4", "212 555 0100 212 555 0100", "١٢٣٤٥٦٧٨"])
def test_what_nobody_can_dial(tmp_path: Path, number: str) -> None:
    found = faults(tmp_path, LEAST.replace("212-555-0199", number))
    assert set(found) == {"clinic-phone"}
    assert place(found["clinic-phone"])[1:] == (6, 10)


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("(212) 555-0100", "tel:2125550100"),
        ("+1 212 555 0100", "tel:+12125550100"),
        ("212.555.0100 x12", "tel:2125550100;ext=12"),
    ],
)
def test_what_a_telephone_dials(number: str, address: str) -> None:
    assert dialled(number) == address


def picture_faults(folder: Path, name: str) -> dict[str, Problem]:
    return faults(folder, f"{LEAST}logo: {name}\n")


def test_pictures_that_are_refused(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
    (tmp_path / "script.svg").write_text(svg.format("<script>alert(1)</script>"), "utf-8")
    (tmp_path / "words.svg").write_text(svg.format('<text x="1" y="5">Sample</text>'), "utf-8")
    Image.new("1", (12_000, 12_000)).save(tmp_path / "huge.png")
    (tmp_path / "svg.png").write_text(svg.format(""), "utf-8")
    for name, code, where in (
        ("script.svg", "svg-refused", ("script.svg", 1, 59)),
        ("words.svg", "clinic-logo", ("words.svg", 1, 77)),
        ("huge.png", "picture-too-large", ("huge.png", 1, 1)),
        ("svg.png", "picture-kind", ("svg.png", 1, 1)),
        ("missing.png", "file-missing", ("clinic.yaml", 7, 7)),
    ):
        found = picture_faults(tmp_path, name)
        assert {one: place(problem) for one, problem in found.items()} == {code: where}, name


def test_a_picture_from_outside_its_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    for name in ("link.png", "../secret.png", str(tmp_path / "secret.png")):
        found = picture_faults(inside, name)
        assert set(found) == {"path-outside"}, name
        assert place(found["path-outside"]) == ("clinic.yaml", 7, 7)


def test_a_word_that_turns_the_line_around_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, LEAST.replace("Sample Clinic", '"\N{RIGHT-TO-LEFT OVERRIDE}cinilC"'))
    assert set(found) == {"character-refused"}


@pytest.mark.parametrize("taken", ["eu", "draft", "print-only", "without-statistics"])
def test_an_id_that_means_something_else_in_names_of_files(tmp_path: Path, taken: str) -> None:
    assert set(faults(tmp_path, LEAST.replace("id: sample", f"id: {taken}"))) == {"clinic-id"}


def test_markup_is_no_markup(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(
        LEAST.replace("Sample Clinic", "'St. *Sample* [x](y) {{ 7*7 }} <b>'"), "utf-8"
    )
    assert read_clinic(tmp_path / "clinic.yaml").name.plain("en") == "St. *Sample* [x](y) {{ 7*7 }} <b>"


def test_a_folder_of_clinics_tells_the_faults_of_all(tmp_path: Path) -> None:
    for name, content in {
        "a/clinic.yaml": LEAST,
        "b.yaml": LEAST,
        "c.yml": LEAST.replace("id: sample", "id: third").replace("212-555-0100", "none"),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        clinics.gathered(tmp_path, [str(tmp_path)])
    assert {problem.code for problem in found.value.problems} == {"clinic-duplicate", "clinic-phone"}
    (tmp_path / "none").mkdir()
    with pytest.raises(ProblemsFound) as found:
        clinics.gathered(tmp_path, [str(tmp_path / "none")])
    assert [problem.code for problem in found.value.problems] == ["clinic-missing"]


def test_checked_alone_it_says_what_no_font_can_draw_and_what_no_reader_understands(tmp_path: Path) -> None:
    said = LEAST.replace("Sample Clinic", "מרפאה") + "hours: Monday to Friday\n"
    (tmp_path / "clinic.yaml").write_text(said, "utf-8")
    found = clinics.checked(ROOT, [str(tmp_path / "clinic.yaml")])
    assert {(problem.code, problem.location.line) for problem in found} == {
        ("glyph-missing", 2),
        ("clinic-language-missing", 7),
    }
    assert not clinics.checked(ROOT, [str(SAMPLE)])


def test_a_clinic_that_is_only_remembered_never_stops_a_run(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(LEAST, "utf-8")
    assert set(clinics.gathered(tmp_path, [], ["clinic.yaml"]).held) == {"sample"}
    (tmp_path / "clinic.yaml").write_text("id: [", "utf-8")
    known = clinics.gathered(tmp_path, [], ["clinic.yaml", "gone.yaml"])
    assert not known.all
    assert [problem.code for problem in known.problems] == ["clinic-unread"] * 2
    assert set(known.files) == {"clinic.yaml", "gone.yaml"}


@pytest.mark.parametrize(
    "said", ["http://example.org", "https://example.org/index.html?x=1", "https://a@example.org", "https://10.0.0.1/b"]
)
def test_an_address_that_is_no_https_folder_is_told(tmp_path: Path, said: str) -> None:
    (tmp_path / "site.yaml").write_text(f"address: {said}\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_address(tmp_path)
    assert [(one.code, place(one)[:2]) for one in found.value.problems] == [("address", ("site.yaml", 1))]


def test_where_a_file_can_be_downloaded(tmp_path: Path) -> None:
    assert load_address(tmp_path) == ""
    assert of_file("", "es/a.pdf") == ""
    (tmp_path / "site.yaml").write_text("address: https://example.org/nb/\n", "utf-8")
    assert of_file(load_address(tmp_path), "es/a.pdf") == "https://example.org/nb/es/a.pdf"


def test_names_of_languages() -> None:
    assert cldr.language_names("hmn", "es_US") == ("hmong", "es")
    assert cldr.language_names("ase", "es_US") == ("American Sign Language", "en")
    assert cldr.language_names("klingonese", "es_US") == ()
