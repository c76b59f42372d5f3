"""Words that the house leaves out, in each language; the lists stand in safety.yaml of the locale.

`promise-word` (release error): it promises or sells: breakthrough, cure, safe, the best treatment. For clinicians too.
`blame-word` (release error): it blames the child or the family: the patient failed, refused.
`war-word` (release error): it makes illness a war, and so a death a defeat.
`loaded-word` (release error): it closes a door, frightens or pities: aggressive, hopeless, victim.
`false-friend` (release error): a Spanish word that says another thing than its English twin: severo, constipado.

A word may stand where the list says so: "hard to cure", "nobody can promise a cure", a question. Words that are right
more often than not ("simple", "positive") are listed as doubtful: they are warnings, for a reader to decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.checks.context import Context
from bookletpress.evidence import texts_printed
from bookletpress.inline import plain
from bookletpress.problems import Problem, release_error, warning
from bookletpress.vocabulary import Vocabulary, Watch, heard, pattern, sentences

_WHY = {
    "promise-word": ("promises or sells", "say what was found, in whom, and how many"),
    "blame-word": ("blames or judges", "say what the treatment did not do, or what makes it hard"),
    "war-word": ("makes war", "write treat, clear, stop from growing, live with, die"),
    "loaded-word": ("tells readers what to feel, or says another thing at home", "say what is so, in plain words"),
    "false-friend": ("says another thing than the English word like it", "write the word that is meant"),
}


def check(context: Context) -> Iterator[Problem]:
    """Each text that an edition prints in the language of the vocabulary; what was not translated is not looked at."""
    for audience in context.booklet.audiences:
        for text in texts_printed(context.booklet, audience, context.shared):
            if text.locale != context.locale.name:
                continue
            for watch, word in found_in(plain(text.inline), audience, context.locale.vocabulary):
                why, hint = _WHY[watch.code]
                report = warning if watch.doubtful else release_error
                yield report(watch.code, f"'{word}' {why}", text.location, hint)


def found_in(words: str, audience: str, vocabulary: Vocabulary) -> Iterator[tuple[Watch, str]]:
    """The words to leave out that some words hold, each once, with the list they are on."""
    every = tuple(word for watch in vocabulary.watched if audience in watch.audiences for word in watch.words)
    if not pattern(every).search(heard(words)):
        return
    said: dict[tuple[str, str], Watch] = {}
    for sentence in sentences(heard(words)):
        for watch in vocabulary.watched:
            if audience in watch.audiences:
                said.update({(watch.code, word.lower()): watch for word in _standing(sentence, watch)})
    yield from ((watch, word) for (_, word), watch in said.items())


def _standing(sentence: str, watch: Watch) -> Iterator[str]:
    if (watch.questions and "?" in sentence) or pattern(watch.limits).search(sentence):
        return
    right = [match.span() for match in pattern(watch.unless).finditer(sentence)]
    for match in pattern(watch.words).finditer(sentence):
        if not any(start < match.end() and match.start() < end for start, end in right):
            yield match[0]
