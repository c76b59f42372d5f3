"""Names of medicines that are not what was meant: look-alikes, and names swapped in a translation.

`medicine-swapped` (error): a translation names another medicine than the original, leaves one out, or names them behind
other sources. Names are compared across languages with medicines.yaml (name, brand, other-names, look-alikes).
`medicine-unsupported` (release error): the words between two citations name a medicine, and the claims cited speak of
others only; or they name one where the claims speak of its look-alike. A cell that names none is read with the head
of its column, then of its row.
`medicine-brand` (error): a name in brackets behind the name of a medicine is that of another one: lorlatinib (Xalkori).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bookletpress.checks.context import Context
from bookletpress.checks.lexicon import Lexicon, lexicon
from bookletpress.checks.passages import Passage, passages
from bookletpress.evidence import texts_printed
from bookletpress.inline import Atom, Cite, Link, Words, plain, walk
from bookletpress.knowledge import Shared
from bookletpress.model import Text
from bookletpress.problems import Problem, error, release_error

Part = tuple[str, tuple[str, ...]]


def check(context: Context) -> Iterator[Problem]:
    """Every audience; a booklet in its own language has no translation to compare."""
    authored = context.authored or context.shared
    names, ours = lexicon(context.shared), lexicon(authored)
    translated = context.authored is not None and context.booklet.locale != context.original.locale
    for audience in context.booklet.audiences:
        for text in texts_printed(context.booklet, audience, context.shared):
            for pair in names.in_brackets(plain(text.inline)):
                message = f"'{pair}': the name in brackets is that of something else"
                yield error("medicine-brand", message, text.location, "write the names of one medicine")
        if translated:
            originals = texts_printed(context.original, audience, authored)
            printed = texts_printed(context.booklet, audience, context.shared)
            for original, text in zip(originals, printed, strict=True):
                yield from _swapped(original, text, ours, names)
        else:
            spoken = {key: frozenset(names.named(claim.says)) for key, claim in authored.claims.items()}
            for passage in passages(context.original, audience):
                yield from _unsupported(passage, authored, names, spoken)


def parts(text: Text) -> tuple[Part, ...]:
    """The words between citations, each with the claims behind them."""
    found: list[Part] = []
    words = ""
    for node in walk(text.inline):
        match node:
            case Words(said) | Link(said, _):
                words += said
            case Atom():
                words += " "
            case Cite(claims):
                found.append((words, claims))
                words = ""
            case _:
                pass
    return tuple(found) if not words.strip() else (*found, (words, ()))


def _swapped(original: Text, text: Text, ours: Lexicon, theirs: Lexicon) -> Iterator[Problem]:
    if text.locale == original.locale or original.source == text.source:
        return
    before, after = parts(original), parts(text)
    if [claims for _, claims in before] == [claims for _, claims in after]:
        pairs = [(one, other) for (one, _), (other, _) in zip(before, after, strict=True)]
    else:
        pairs = [(plain(original.inline), plain(text.inline))]
    for one, other in pairs:
        meant, said = set(ours.named(one)), set(theirs.named(other))
        if meant == said:
            continue
        told = []
        if said - meant:
            told.append(f"names {theirs.show(said - meant)}")
        if meant - said:
            told.append(f"does not name {ours.show(meant - said)}")
        hint = "name the same medicines in the same sentences"
        yield error("medicine-swapped", f"unlike the English, this {' and '.join(told)}", text.location, hint)


def _unsupported(
    passage: Passage, shared: Shared, names: Lexicon, spoken: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """`spoken` holds what each claim names."""
    for words, keys in parts(passage.text):
        known = {name for key in keys for name in spoken.get(key, ())}
        known |= {medicine.id for medicine in shared.medicines.values() if set(keys) & set(medicine.claims)}
        said = set(names.named(words))
        heads = [set(names.named(plain(head.inline))) for head in passage.named_by]
        said |= next((head for head in heads if head & known or not said), set())
        mistaken = {name for name in said - known if names.twins.get(name, frozenset()) & (known - said)}
        if known and said and (mistaken or not said & known):
            wrong = mistaken or said
            message = f"the words name {names.show(wrong)}, the claims speak of {names.show(known)}"
            hint = "name the medicine that the claims speak of, or cite a claim about this one"
            yield release_error("medicine-unsupported", message, passage.text.location, hint)
