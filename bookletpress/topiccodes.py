"""What a booklet is about, in the codes of record systems: `topics` in booklet.yaml -> TopicCode.

`topic-code` (error): a code that its system cannot have. Why: a record system would find another booklet, or none.
`topic-twice` (error): two topics are the same.

A code stands there only if somebody compared it with the system itself, and says when and against what: no code is ever
guessed from a title.
"""

from __future__ import annotations

import re

from bookletpress.guards.schema import Fields, shown
from bookletpress.model import TopicCode

_SIGNS = {
    "ICD-10-CM": re.compile(r"[A-Z][0-9][0-9AB](?:\.[0-9A-Z]{1,4})?"),
    "MeSH": re.compile(r"[CD][0-9]{6}(?:[0-9]{3})?"),
    "SNOMED CT": re.compile(r"[1-9][0-9]{5,17}"),
}
CODE_SYSTEMS = tuple(_SIGNS)

_TIMES = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_MOVED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
"""The tables of Verhoeff's check digit, the last of every SNOMED CT identifier."""


def topics(fields: Fields) -> tuple[TopicCode, ...]:
    """The topics of a booklet; none where nobody has verified any."""
    found: dict[tuple[str, str], TopicCode] = {}
    for entry in fields.maps("topics", required=False):
        system, node = entry.choice("system", CODE_SYSTEMS), entry.node("code")
        name, day, against = entry.text("name"), entry.date("checked-on"), entry.text("checked-against")
        entry.close()
        if node is None or system not in _SIGNS:
            continue
        code = node.value.strip()
        if not is_possible(system, code):
            hint = "copy it from the system's own browser, sign by sign"
            entry.fault("topic-code", f"{shown(code)} is no code of {system}", node.location, hint)
        elif (system, code) in found:
            entry.fault("topic-twice", f"{system} {code} stands here twice", node.location, "keep one of the two")
        else:
            found[system, code] = TopicCode(system, code, name, day, against)
    return tuple(found.values())


def is_possible(system: str, code: str) -> bool:
    """Whether a system can have such a code; whether it has, only the system knows."""
    return bool(_SIGNS[system].fullmatch(code)) and (system != "SNOMED CT" or _checks(code))


def _checks(code: str) -> bool:
    """Whether the last digit is the check digit of the others (Verhoeff's scheme)."""
    check = 0
    for place, digit in enumerate(map(int, reversed(code))):
        for _ in range(place % 8):
            digit = _MOVED[digit]  # noqa: PLW2901 - the digit is moved once for each place
        check = _TIMES[check][digit]
    return check == 0
