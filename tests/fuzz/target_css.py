"""The guard of style sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from bookletpress.guards import css, files
from bookletpress.problems import ProblemsFound

from . import grammar_markup
from .law import READ, Page, hold, told
from .target import Target

PATH = "styles/booklet/house.css"


def law(raw: bytes) -> frozenset[str]:
    """What passes holds no address but ours and no function off the list, wherever it stands."""
    page = Page.of(raw, PATH)
    codes: set[str] = set()
    for loose, assets in ((False, True), (True, True), (True, False)):
        try:
            found = css.faults({PATH: raw}, loose=loose, assets=assets)
        except ProblemsFound as refused:
            return told(refused.problems, page.has)
        if found:
            codes |= told(found, page.has)
            continue
        codes.add(READ)
        content = files.as_text(raw.replace(b"\t", b" "), PATH)
        for node in _every(tinycss2.parse_component_value_list(content)):
            _looked_at(node, loose, assets)
    return frozenset(codes)


def _every(nodes: Iterable[Any]) -> Iterator[Any]:
    """All tokens of a sheet, without knowing what a rule is."""
    for node in nodes:
        yield node
        for inside in ("content", "arguments"):
            yield from _every(getattr(node, inside, None) or ())


def _looked_at(node: Any, loose: bool, assets: bool) -> None:
    if node.type == "error":
        hold(False, "a sheet that does not parse", node.message)
    elif node.type == "url":
        hold(assets and css._ASSET.fullmatch(node.value), "an address that is not ours", node.value)
    elif node.type == "at-keyword":
        hold(node.lower_value not in ("import", "font-face", "charset", "namespace"), "a rule that fetches", node.value)
    elif node.type == "function":
        if node.lower_name in ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"):
            words = [part.value for part in node.arguments if part.type == "string"]
            hold(assets and all(map(css._ASSET.fullmatch, words)), "an address that is not ours", words)
        elif not loose:
            hold(node.lower_name in css.FUNCTIONS | {"page", "first", "left", "right"}, "a function off the list", node)


TARGET = Target(
    "css",
    "a sheet that passes holds, wherever one looks among its tokens, no address but `asset:`, no function off the list "
    "and no rule that fetches",
    law,
    grammar_markup.sheets,
    grammar_markup.CSS_WORDS,
    most_bytes=1_500,
)
