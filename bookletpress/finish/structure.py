"""The structure tree of a tagged PDF, as plain values to walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

ObjectId = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element, the kinds of its ancestors, and the language it would have without one of its own."""

    node: Object
    kind: str
    ancestors: tuple[str, ...]
    inherited: str

    @property
    def language(self) -> str:
        """The language in which the element is read out."""
        return str(self.node.get(Name.Lang, self.inherited))


def elements(document: Pdf) -> Iterator[Element]:
    """Every structure element in reading order, parents first."""
    if root := document.Root.get(Name.StructTreeRoot):
        yield from _below(root.get(Name.K), (), str(document.Root.get(Name.Lang, "")))


def _below(node: Object | None, ancestors: tuple[str, ...], inherited: str) -> Iterator[Element]:
    if isinstance(node, Array):
        for child in node:
            yield from _below(child, ancestors, inherited)
    elif isinstance(node, Dictionary) and Name.S in node:
        element = Element(node, str(node.S)[1:], ancestors, inherited)
        yield element
        yield from _below(node.get(Name.K), (*ancestors, element.kind), element.language)


def parents_of_marks(document: Pdf) -> dict[int, Array]:
    """For each page's StructParents number, the elements to which its marked contents belong, by mark."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    pairs = ((int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers), 2))
    return {number: parents for number, parents in pairs if isinstance(parents, Array)}
