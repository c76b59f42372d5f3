"""The guard of YAML."""

from __future__ import annotations

import yaml

from bookletpress.guards import files, text
from bookletpress.guards import yaml as guard
from bookletpress.guards.yaml import YList, YMap, YNode, YText
from bookletpress.limits import USUAL
from bookletpress.problems import ProblemsFound

from . import grammar
from .law import READ, Page, clean, hold, told
from .target import Target

PATH = "booklets/tiny/booklet.yaml"


def law(raw: bytes) -> frozenset[str]:
    """Both parsers read the same, with the same places, and it is what PyYAML itself reads as text."""
    page = Page.of(raw, PATH)
    try:
        found = guard.read(raw, PATH)
    except ProblemsFound as refused:
        return told(refused.problems, page.has)
    content = files.as_text(raw, PATH)
    _looked_at(found, page)
    building = guard._Building(content, PATH, USUAL)
    building.read()
    hold(not building.problems, "libyaml takes what the parser in Python refuses", building.problems)
    hold(building.root == found, "the two parsers read otherwise", (found, building.root))
    theirs = yaml.load(content, yaml.BaseLoader)
    hold(_composed(theirs) == _plain(found), "PyYAML reads otherwise", (theirs, found))
    return frozenset((READ,))


def _looked_at(node: YNode, page: Page) -> None:
    hold(page.has(node.location), "a value in a place that the file does not have", node)
    if isinstance(node, YText):
        clean(node.value, "in a value")
        first = node.first
        hold(first is None or page.has(first), "a first letter where no file is", node)
    elif isinstance(node, YList):
        for row in node.rows:
            _looked_at(row, page)
    else:
        hold(list(node.keys) == list(node.entries), "keys and entries differ")
        for key, place in node.keys.items():
            clean(key, "in a key")
            hold(page.has(place), "a key in a place that the file does not have", node)
            _looked_at(node.entries[key], page)


def _plain(node: YNode) -> object:
    if isinstance(node, YMap):
        return {key: _plain(value) for key, value in node.entries.items()}
    return [_plain(row) for row in node.rows] if isinstance(node, YList) else node.value


def _composed(tree: object) -> object:
    if isinstance(tree, dict):
        return {text.normalise(str(key)): _composed(value) for key, value in tree.items()}
    return [_composed(row) for row in tree] if isinstance(tree, list) else text.normalise(str(tree))


TARGET = Target(
    "yaml",
    "no value or key holds a refused character; every place is in the file; libyaml and the parser in Python give the "
    "same tree with the same places, and PyYAML's BaseLoader the same values",
    law,
    grammar.yamls,
    grammar.YAML_WORDS,
)
