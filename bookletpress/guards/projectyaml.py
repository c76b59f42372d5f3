"""The YAML files of a project, read within the limits that the project sets itself."""

from __future__ import annotations

from pathlib import Path

from bookletpress.guards import files, limitsfile, schema
from bookletpress.guards.schema import Fields
from bookletpress.problems import Problem


def mapping(root: Path, path: str, hint: str, problems: list[Problem]) -> Fields | None:
    """The mapping that root/path holds; its faults are added to `problems`. Raises ProblemsFound if it is not read."""
    limits = limitsfile.of(root)
    return schema.read_map(files.read_bytes(root, path, hint, limits.yaml_bytes), path, problems, limits)


def rows(root: Path, path: str, hint: str, problems: list[Problem]) -> tuple[Fields, ...]:
    """The list of mappings that root/path holds; the same goes for it."""
    limits = limitsfile.of(root)
    return schema.read_maps(files.read_bytes(root, path, hint, limits.yaml_bytes), path, problems, limits)
