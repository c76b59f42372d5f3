"""All targets by name."""

from __future__ import annotations

from . import (
    target_address,
    target_catalogue,
    target_check,
    target_css,
    target_inline,
    target_names,
    target_picture,
    target_prose,
    target_svg,
    target_workbook,
    target_yaml,
)
from .target import Target

TARGETS = {
    module.TARGET.name: module.TARGET
    for module in (
        target_catalogue,
        target_yaml,
        target_prose,
        target_inline,
        target_svg,
        target_css,
        target_address,
        target_names,
        target_picture,
        target_workbook,
        target_check,
    )
}


def of(name: str) -> Target:
    """The target of this name."""
    return TARGETS[name]
