"""locales/<name>/safety.yaml -> Vocabulary. The file is optional: without it, words are not looked for.

`phrase` (error): a word list holds something that can be no word. Why: what it should find would not be found.
"""

from __future__ import annotations

import re
from pathlib import Path

from bookletpress.guards import files, projectyaml
from bookletpress.guards.schema import Fields, shown
from bookletpress.problems import Problem, ProblemsFound
from bookletpress.vocabulary import Vocabulary, Watch

CODES = ("promise-word", "blame-word", "war-word", "loaded-word", "false-friend")
AUDIENCES = {"both": ("family", "clinician"), "family": ("family",), "clinician": ("clinician",)}
LISTS = tuple(name for name in Vocabulary.__dataclass_fields__ if name != "watched")
_PHRASE = re.compile(r"[^\W_#*/⁄][^\n]{0,99}|#.{1,99}|/.{1,9}")


def load_vocabulary(root: Path, locale: str, problems: list[Problem]) -> Vocabulary:
    """The words of a language, or an empty vocabulary; faults are added to `problems`."""
    path = f"locales/{locale}/safety.yaml"
    if not files.is_there(root, path):
        return Vocabulary()
    try:
        fields = projectyaml.mapping(root, path, "restore it", problems)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return Vocabulary()
    if fields is None:
        return Vocabulary()
    lists = {name: _phrases(fields, name.replace("_", "-")) for name in LISTS}
    watched = tuple(_watch(entry) for entry in fields.maps("watched", required=False))
    fields.close()
    return Vocabulary(**lists, watched=watched)


def _watch(fields: Fields) -> Watch:
    made = Watch(
        fields.choice("code", CODES),
        AUDIENCES.get(fields.choice("audience", tuple(AUDIENCES)), ()),
        _phrases(fields, "words", required=True),
        _phrases(fields, "unless"),
        _phrases(fields, "limits"),
        fields.choice("questions", ("allowed", "watched"), "watched") == "allowed",
        fields.choice("doubtful", ("true", "false"), "false") == "true",
    )
    fields.close()
    return made


def _phrases(fields: Fields, key: str, required: bool = False) -> tuple[str, ...]:
    kept = []
    for node in fields.nodes(key, required):
        if _PHRASE.fullmatch(node.value.strip()):
            kept.append(node.value.strip())
        else:
            hint = "write words; # stands for a number, * at the end of a word for the rest of it"
            fields.fault("phrase", f"{shown(node.value)} is no phrase", node.location, hint)
    return tuple(kept)
