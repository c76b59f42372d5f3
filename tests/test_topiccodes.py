"""Codes of topics in booklet.yaml: only what a person compared, and what its system can have."""

from __future__ import annotations

import pytest

from bookletpress.guards.schema import read_map
from bookletpress.problems import Problem
from bookletpress.topiccodes import is_possible, topics

GOOD = """topics:
  - system: SNOMED CT
    code: 138875005
    name: SNOMED CT Concept
    checked-on: 2026-11-21
    checked-against: the browser of the system
"""


def read(raw: str) -> tuple[tuple[str, ...], list[tuple[str, int, int]]]:
    problems: list[Problem] = []
    fields = read_map(raw.encode(), "booklets/b/booklet.yaml", problems)
    assert fields
    codes = tuple(f"{one.system} {one.code}" for one in topics(fields))
    return codes, [(problem.code, problem.location.line, problem.location.column) for problem in problems]


def test_a_verified_code_is_read() -> None:
    assert read(GOOD) == (("SNOMED CT 138875005",), [])
    assert read("title: x") == ((), [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("138875005", "138875006", ("topic-code", 3, 11)),
        ("138875005", "C74.9", ("topic-code", 3, 11)),
        ("SNOMED CT\n    code", "SNOMED\n    code", ("value-unknown", 2, 13)),
        ("    checked-on: 2026-11-21\n", "", ("key-missing", 2, 5)),
        ("    checked-against: the browser of the system\n", "", ("key-missing", 2, 5)),
        ("2026-11-21", "soon", ("date", 5, 17)),
    ],
)
def test_what_nobody_can_have_verified_is_refused(old: str, new: str, told: tuple[str, int, int]) -> None:
    assert old in GOOD
    assert read(GOOD.replace(old, new))[1] == [told]


def test_a_code_stands_once() -> None:
    twice = GOOD + GOOD.removeprefix("topics:\n")
    assert read(twice) == (("SNOMED CT 138875005",), [("topic-twice", 8, 11)])


@pytest.mark.parametrize("code", ["138875005", "404684003", "900000000000207008"])
def test_a_wrong_digit_is_seen_wherever_it_stands(code: str) -> None:
    """Verhoeff's scheme finds every single wrong digit, and every two that changed places."""
    assert is_possible("SNOMED CT", code)
    for place, digit in enumerate(code):
        for other in set("0123456789") - {digit}:
            assert not is_possible("SNOMED CT", f"{code[:place]}{other}{code[place + 1 :]}")
    for place in range(len(code) - 1):
        swapped = f"{code[:place]}{code[place + 1]}{code[place]}{code[place + 2 :]}"
        assert swapped == code or not is_possible("SNOMED CT", swapped)


@pytest.mark.parametrize(
    ("system", "code", "possible"),
    [
        ("ICD-10-CM", "Z00.129", True),
        ("ICD-10-CM", "07.1", False),
        ("ICD-10-CM", "z00.1", False),
        ("MeSH", "D000001", True),
        ("MeSH", "D00001", False),
    ],
)
def test_other_systems_have_their_own_signs(system: str, code: str, possible: bool) -> None:
    assert is_possible(system, code) is possible
