"""The structure tree of a tagged PDF, as plain values to walk over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf

ObjectId = tuple[int, int]

MAX_DEPTH = 1000
"""How deep lists and elements may stand in each other: what is deeper goes round in circles."""

# To look up a name, and to ask for a key that is not there, costs more than the answer.
_KIND, _CHILDREN, _LANGUAGE = Name.S, Name.K, Name.Lang


_Siblings = tuple[Iterator[Object | None], tuple[str, ...], str]


class Element(NamedTuple):
    """A structure element, the kinds of its ancestors, the language in which it is read out, and the one it would have
    without one of its own. (A tuple, for there are thousands: it is made three times as fast as a dataclass.)
    """

    node: Object
    kind: str
    ancestors: tuple[str, ...]
    language: str
    inherited: str


def elements(document: Pdf) -> Iterator[Element]:
    """Every structure element in reading order, parents first.

    What is below an element is looked up when the next one is asked for: who mends an element is given what it then
    holds. Raises ValueError for a tree without an end.
    """
    root = document.Root.get(Name.StructTreeRoot)
    if not root:
        return
    top: list[Object | None] = [root.get(_CHILDREN)]
    way: list[_Siblings] = [(iter(top), (), str(document.Root.get(_LANGUAGE, "")))]
    while way:
        siblings, ancestors, inherited = way[-1]
        for node in siblings:
            if isinstance(node, Array):
                way.append((iter(node), ancestors, inherited))
                break
            if isinstance(node, Dictionary) and _KIND in node:
                language = str(node[_LANGUAGE]) if _LANGUAGE in node else inherited
                element = Element(node, str(node[_KIND])[1:], ancestors, language, inherited)
                yield element
                if _CHILDREN in node:
                    way.append((iter((node[_CHILDREN],)), (*ancestors, element.kind), language))
                    break
        else:
            way.pop()
        if len(way) > MAX_DEPTH:
            raise ValueError(f"its structure is more than {MAX_DEPTH} levels deep")


def parents_of_marks(document: Pdf) -> dict[int, Array]:
    """For each page's StructParents number, the elements to which its marked contents belong, by mark."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    pairs = ((int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers), 2))
    return {number: parents for number, parents in pairs if isinstance(parents, Array)}
