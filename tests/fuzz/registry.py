"""All targets by name."""

from __future__ import annotations

from . import target_catalogue, target_yaml
from .target import Target

TARGETS = {target.name: target for target in (target_catalogue.TARGET, target_yaml.TARGET)}


def of(name: str) -> Target:
    """The target of this name."""
    return TARGETS[name]
