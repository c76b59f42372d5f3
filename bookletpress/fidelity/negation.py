"""A "not" that got lost, or came from nowhere. Needs the words of both languages in parity.yaml.

`negation-differs` (warning): a sentence has fewer negations than its English, or has one where the English has none. A
person confirms by a waiver that it means the same. Two negations for one ("no ... nada") are how some languages say it.
Words that may be put as a negation ("stays on": "que no se apaga"; `near-negations`) are not held to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bookletpress.fidelity.numberwords import phrases
from bookletpress.fidelity.pair import Pair
from bookletpress.problems import Problem, warning
from bookletpress.vocabulary import sentences


def check(pair: Pair) -> Iterator[Problem]:
    """Sentence by sentence where there are as many, else stretch by stretch between citations."""
    ours, theirs = pair.english, pair.locale.parity
    if not ours.negations or not theirs.negations:
        return
    no, maybe = phrases(ours.negations), phrases(ours.near_negations)
    nein, vielleicht = phrases(theirs.negations), phrases(theirs.near_negations)
    for meant, said in _aligned(pair.stretches):
        before, after = no.findall(meant), nein.findall(said)
        if len(after) < len(before) and not vielleicht.search(said):
            message = f"the English has {_quoted(before)}, this has {_quoted(after) or 'no negation'}"
        elif after and not before and not maybe.search(meant):
            message = f"this has {_quoted(after)}, the English has no negation"
        else:
            continue
        yield warning("negation-differs", message, pair.place, "make sure that it means the same, then waive this")
        return


def _aligned(stretches: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for meant, said in stretches:
        one, other = sentences(meant), sentences(said)
        if len(one) == len(other) > 1:
            yield from zip(one, other, strict=True)
        else:
            yield meant, said


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in dict.fromkeys(word.casefold() for word in words))
