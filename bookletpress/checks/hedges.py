"""What nobody confirmed stays unconfirmed in every language.

`unconfirmed-lost` (release error): a sentence for clinicians says "not confirmed" and cites, which is what lets it
stand on a claim that nobody confirmed (`claim-unchecked`), and its translation says so less often.

The words of a language are `unconfirmed` in its safety.yaml; without them nothing is looked for. What counts is the
English sentence, not the claim: while it says "not confirmed", every translation does.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.checks.evidence_rules import ADMITTED
from bookletpress.evidence import texts_of
from bookletpress.inline import Cite, plain, walk
from bookletpress.model import Text
from bookletpress.problems import Problem, release_error
from bookletpress.vocabulary import heard, pattern


def check(context: Context) -> Iterator[Problem]:
    """The translated sentences for clinicians; one that is still in English has lost nothing."""
    vocabulary = context.locale.vocabulary
    if "clinician" not in context.booklet.audiences or not vocabulary.unconfirmed:
        return
    said = pattern(vocabulary.unconfirmed)
    pairs = zip(texts_of(context.original, "clinician"), texts_of(context.booklet, "clinician"), strict=True)
    for original, text in pairs:
        if text.locale != original.locale and len(said.findall(_words(text))) < _admissions(original):
            yield release_error(
                "unconfirmed-lost",
                f"the English says '{ADMITTED}', and this does not say it as often",
                text.location,
                f"say it in the translation too, such as: {vocabulary.unconfirmed[0].replace('*', '…')}",
            )


def _admissions(original: Text) -> int:
    cites = any(isinstance(node, Cite) for node in walk(original.inline))
    return _words(original).casefold().count(ADMITTED) if cites else 0


def _words(text: Text) -> str:
    return heard(plain(text.inline))
