"""What a sentence says of where a treatment stands is what its claims say.

`status-overstated` (release error): the claims behind a sentence say that something is studied, no longer so or only
background, and the sentence says that it is approved or the usual treatment.
`status-understated` (release error): the claims say that it is standard or approved, and the sentence, that it is being
studied.

Only the fixed wordings of the house are looked for ("is approved", "is the usual treatment", "is being studied"), and
no sentence that denies, asks, sets a condition or speaks of another disease. Where claims of several kinds are cited
together, the strongest of them counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.checks.medicine_names import parts
from bookletpress.evidence import texts_of
from bookletpress.problems import Problem, release_error
from bookletpress.vocabulary import Vocabulary, heard, pattern, sentences

_SETTLED = frozenset(("standard", "approved"))


def check(context: Context) -> Iterator[Problem]:
    """Every language: a translation can say more than its original."""
    for audience in context.booklet.audiences:
        for text in texts_of(context.booklet, audience):
            if text.locale != context.locale.name:
                continue
            for words, keys in parts(text):
                statuses = {context.shared.claims[key].status for key in keys if key in context.shared.claims}
                for code, found in _against(words, statuses, context.locale.vocabulary):
                    message = f"'{found}', and the claims say: {', '.join(sorted(statuses))}"
                    yield release_error(
                        code, message, text.location, "say what the claims say, or cite one that says this"
                    )


def _against(words: str, statuses: set[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if not statuses:
        return
    settled, studied = pattern((*vocabulary.approved, *vocabulary.usual)), pattern(vocabulary.studied)
    if not settled.search(heard(words)) and not studied.search(heard(words)):
        return
    for sentence in sentences(heard(words)):
        if "?" in sentence or pattern((*vocabulary.negations, *vocabulary.other_diseases)).search(sentence):
            continue
        if not statuses & _SETTLED and (match := settled.search(sentence)):
            yield "status-overstated", match[0]
        if statuses <= _SETTLED and (match := studied.search(sentence)):
            yield "status-understated", match[0]
