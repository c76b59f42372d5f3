"""Every fault by name: the file that must fail, in its place and with its code; the near miss that must pass."""

from __future__ import annotations

import pytest
from faultfile import FOLDER, GUARDS, Fault, every, problems, said

FAULTS = every()


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_fault_is_told_and_its_near_miss_passes(fault: Fault) -> None:
    found = problems(fault.kind, fault.bad, fault.bad_name)
    assert fault.told
    assert said(found) == fault.told
    assert all(problem.message and "\n" not in problem.message for problem in found)
    assert all(len(problem.hint) > 5 and problem.hint != problem.message for problem in found)
    assert problems(fault.kind, fault.good, fault.good_name) == ()


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own() -> None:
    names = [str(fault) for fault in FAULTS]
    assert len(set(names)) == len(names) >= 150


def test_every_file_of_the_folder_is_used() -> None:
    used = {name for fault in FAULTS for name in (fault.bad_name, fault.good_name)}
    kept = (
        {path.name for path in FOLDER.iterdir()} - {f"{kind}.yaml" for kind in GUARDS} - {"README.md", "scripts.yaml"}
    )
    assert kept <= used
