"""What stands in a line of text: words, emphasis, links, citations and atoms. Parsed once, written back canonically."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, exactly as a reader sees them."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A term where it is explained (bold)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """The title of a work (italic)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to `section:<name>` or to a key of links.yaml. Plain words only: PDF/UA wants no more."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The claims on which the words before it stand."""

    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Atom:
    """A fact that is the same everywhere, such as `{phone:acs-helpline}`."""

    kind: str
    key: str


Inline = Words | Strong | Emphasis | Link | Cite | Atom


def walk(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Every node in reading order, parents before children."""
    for node in inlines:
        yield node
        if isinstance(node, Strong | Emphasis):
            yield from walk(node.children)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The words alone, as a reader hears them: no citations, no atoms, no marks."""
    return "".join(node.text for node in walk(inlines) if isinstance(node, Words | Link))
