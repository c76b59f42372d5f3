"""Where an edition rests on claims: sentences, marks of medicines, telephone numbers, panels of help lines."""

from __future__ import annotations

from pathlib import Path

from edition import loaded

from bookletpress.dependence import HELPLINE, MEDICINE, SENTENCE, rests


def test_every_place_in_reading_order(tmp_path: Path) -> None:
    booklet, shared = loaded(tmp_path)
    found = [(rest.section.name, rest.through, rest.key, rest.claims) for rest in rests(booklet, "clinician", shared)]
    assert found == [
        ("one", SENTENCE, "", ("c-two",)),
        ("one", SENTENCE, "", ("c-one", "c-two")),
        ("one", SENTENCE, "", ("c-three",)),
        ("one", MEDICINE, "alphamab", ("c-approved",)),
        ("one", SENTENCE, "", ("c-four",)),
        ("two", HELPLINE, "line", ("c-line",)),
        ("two", HELPLINE, "line", ("c-line",)),
        ("two", SENTENCE, "", ("c-five",)),
        ("three", SENTENCE, "", ("c-six",)),
    ]
    lines = [rest.location.line for rest in rests(booklet, "family", shared)]
    assert lines == [4, 10, 13, 17, 27, 3, 5, 8]
    assert [rest.section.name for rest in rests(booklet, "family", shared)][-1] == "two"


def test_names_that_lead_nowhere_are_left_to_their_check(tmp_path: Path) -> None:
    change = ("02-two.md", "{phone:line}", "{phone:lime} {fax:line} {status:gammamab}")
    booklet, shared = loaded(tmp_path, change)
    assert [rest.key for rest in rests(booklet, "family", shared) if rest.section.name == "two"] == ["line", ""]
