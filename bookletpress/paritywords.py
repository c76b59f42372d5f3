"""locales/<name>/parity.yaml -> ParityWords. The file is optional: without it, words are not compared."""

from __future__ import annotations

import re
from pathlib import Path

from bookletpress.guards import files, projectyaml
from bookletpress.guards.schema import Fields, shown
from bookletpress.problems import Problem, ProblemsFound
from bookletpress.vocabulary import ParityWords

_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_WORD = re.compile(r"\*?-?[^\W\d_][^\n*]{0,60}\*?")
_MARKS = re.compile(r"[^\w\s]{2}")
_DICTIONARY = re.compile(r"[A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,12})*")


def load_parity_words(root: Path, locale: str, problems: list[Problem]) -> ParityWords:
    """The words of a language, or none; faults are added to `problems`."""
    path = f"locales/{locale}/parity.yaml"
    if not files.is_there(root, path):
        return ParityWords()
    try:
        fields = projectyaml.mapping(root, path, "restore it", problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return ParityWords()
    if fields is None:
        return ParityWords()
    made = ParityWords(
        _numbers(fields.map("numbers", required=False)),
        _words(fields, "both"),
        _words(fields, "negations"),
        _words(fields, "near-negations"),
        _matching(fields, "marks", _MARKS, "an opening and a closing mark, such as ¿?"),
        fields.pattern("spelling", _DICTIONARY, "value-shape", "the name of a hunspell dictionary, such as es_US"),
        _words(fields, "known-words"),
    )
    fields.close()
    return made


def _numbers(fields: Fields | None) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Values with the words for them: `3: [three]`."""
    if fields is None:
        return ()
    found = []
    for key, place in fields.keys().items():
        if _NUMBER.fullmatch(key):
            found.append((int(key), tuple(word.casefold() for word in _words(fields, key))))
        else:
            fields.skip(key)
            fields.fault("value-shape", f"{shown(key)} is no number", place, "write digits, such as 12: [twelve]")
    fields.close()
    return tuple(found)


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    return _matching(fields, key, _WORD, "a word; * at its beginning or end stands for the rest of it")


def _matching(fields: Fields, key: str, pattern: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    kept = []
    for node in fields.nodes(key, required=False):
        if pattern.fullmatch(node.value.strip()):
            kept.append(node.value.strip())
        else:
            fields.fault("phrase", f"{shown(node.value)} is not {wanted}", node.location, f"write {wanted}")
    return tuple(kept)
