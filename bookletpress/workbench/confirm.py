"""The command `confirm`: which pairs of English and translation wait for a person, and the file to write then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bookletpress import pairs
from bookletpress.catalogue import Catalogue, Message
from bookletpress.extraction import Template
from bookletpress.problems import Problem, Severity

UNCONFIRMED = "pair-unconfirmed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The pairs of one catalogue that nobody confirmed: those to ask about, and those with errors to mend first."""

    catalogue: Catalogue
    ready: tuple[Message, ...]
    faulty: tuple[Message, ...]


def waiting(template: Template, catalogue: Catalogue, problems: Iterable[Problem]) -> Waiting:
    """What the booklets print of a catalogue and nobody confirmed, in reading order."""
    errors = {p.location for p in problems if p.severity is Severity.ERROR and p.code != UNCONFIRMED}
    wanted = {message.key for message in template.messages}
    found = [m for m in catalogue.live if m.usable and m.key in wanted and not pairs.is_confirmed(m, catalogue)]
    return Waiting(
        catalogue,
        tuple(message for message in found if message.location not in errors),
        tuple(message for message in found if message.location in errors),
    )


def confirmed(catalogue: Catalogue, messages: Iterable[Message]) -> Catalogue:
    """The catalogue with these pairs confirmed too."""
    return replace(catalogue, confirmed=(catalogue.confirmed or frozenset()) | {pairs.digest(m) for m in messages})


def file(root: Path, catalogue: Catalogue) -> tuple[Path, bytes]:
    """The file that says so."""
    return root / pairs.path_of(catalogue.path), pairs.write(catalogue, catalogue.confirmed or ())
