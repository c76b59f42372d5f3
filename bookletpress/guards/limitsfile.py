"""limits.yaml at the head of a project -> Limits. A project without one has the usual limits.

`limit-value` (error): a limit is no whole number from 1 to the most that it may be raised to. Why: a limit of 0 would
refuse everything, and one without bound would be none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bookletpress.guards import files
from bookletpress.guards.schema import read_map, shown
from bookletpress.limits import USUAL, Limits, every
from bookletpress.problems import Problem, ProblemsFound

PATH = "limits.yaml"
MAX_BYTES = 10_000

_NUMBER = re.compile(r"[0-9]{1,12}")


def of(root: Path) -> Limits:
    """The limits of the project at `root`. Raises ProblemsFound with every fault of its file."""
    if not files.is_there(root, PATH):
        return USUAL
    return parse(files.read_bytes(root, PATH, "restore the file, or delete it", MAX_BYTES))


@lru_cache(maxsize=4)
def parse(raw: bytes) -> Limits:
    """The limits that a file sets; the others are as usual. Raises ProblemsFound."""
    problems: list[Problem] = []
    fields = read_map(raw, PATH, problems)
    if fields is None:
        raise ProblemsFound(problems)
    chosen = {}
    for limit in every():
        node = fields.optional_node(limit.key)
        if node is None:
            continue
        if _NUMBER.fullmatch(node.value) and 1 <= int(node.value) <= limit.most:
            chosen[limit.name] = int(node.value)
        else:
            message = f"{shown(node.value)} is no limit for '{limit.key}'"
            hint = f"write a whole number from 1 to {limit.most}; it is {limit.usual} if you leave the line out"
            fields.fault("limit-value", message, node.location, hint)
    fields.close()
    if problems:
        raise ProblemsFound(problems)
    return Limits(**chosen)
