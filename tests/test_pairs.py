"""A translation that nobody confirmed for its English is told, and no other: after a merge, an edit, an update."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, TINY, run_press
from faults import told
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import pairs
from bookletpress.catalogue import Catalogue, Message
from bookletpress.problems import ProblemsFound

REST = Message("Rest now.", "Descanse ya.")


def catalogue(*messages: Message) -> Catalogue:
    return Catalogue("locales/es/tiny.po", (), messages)


def test_a_digest_is_of_context_english_and_translation() -> None:
    others = (replace(REST, msgid="Rest."), replace(REST, msgstr="Descanse."), replace(REST, context="a"),
              replace(REST, context=""))  # fmt: skip
    assert len({pairs.digest(message) for message in (REST, *others)}) == 5


@pytest.mark.parametrize(
    "same",
    [
        replace(REST, comments=("a",), notes=("b",), files=("c.md",), flags=("no-wrap",)),
        replace(REST, msgid=" Rest\n now. ", msgstr="Descanse  ya."),
        replace(REST, obsolete=True),
    ],
)
def test_what_editors_change_without_changing_a_word_does_not_count(same: Message) -> None:
    assert pairs.digest(same) == pairs.digest(REST)


def test_composed_letters_are_the_same() -> None:
    assert pairs.digest(Message("a", "ní")) == pairs.digest(Message("a", "ni\u0301"))


def test_the_file_reads_well_and_in_reading_order() -> None:
    call, old = Message("Call us.", "Llámenos."), Message("x" * 80, "Viejo", obsolete=True)
    fuzzy, empty = Message("Wait.", "Espere.", flags=("fuzzy",)), Message("Go.", "")
    written = pairs.write(catalogue(REST, fuzzy, call, empty, old), map(pairs.digest, (old, call, REST, fuzzy, empty)))
    lines = [line for line in written.decode().splitlines() if not line.startswith("#")]
    assert [line.split(" ", 1)[1] for line in lines] == ["Rest now.", "Call us.", "x" * 59 + "…"]
    assert pairs.read(written, "a.pairs") == {pairs.digest(message) for message in (REST, call, old)}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("<<<<<<< ours", "conflict-marker"),
        ("=======", "conflict-marker"),
        (">>>>>>> theirs", "conflict-marker"),
        ("0123456789abcde Rest", "pairs-line"),
        ("0123456789ABCDEF Rest", "pairs-line"),
        ("0123456789abcdef0", "pairs-line"),
        ("Rest", "pairs-line"),
    ],
)
def test_lines_refused(line: str, fault: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        pairs.read(f"# a\n\n{line}\n".encode(), "a.pairs")
    assert told(found.value.problems) == [(fault, 3, 1)]


messages = st.lists(
    st.builds(Message, st.sampled_from("abcdef"), st.sampled_from(["", "1", "2"]), obsolete=st.booleans()),
    unique_by=lambda message: message.key,
)


@given(messages, messages)
def test_writing_never_confirms_a_pair_that_was_not(before: list[Message], after: list[Message]) -> None:
    confirmed = frozenset(map(pairs.digest, before))
    again = pairs.read(pairs.write(catalogue(*after), confirmed), "a.pairs")
    assert again <= confirmed
    assert again == {pairs.digest(m) for m in after if m.msgstr and pairs.digest(m) in confirmed}


@given(messages, messages)
def test_the_lines_of_two_sides_together_confirm_what_one_of_them_did(one: list[Message], other: list[Message]) -> None:
    """The law of the merge: both sides' lines in any order are as good as each side alone."""
    sides = [pairs.write(catalogue(*side), map(pairs.digest, side)) for side in (one, other)]
    assert pairs.read(b"".join(sides), "a.pairs") == pairs.read(sides[0], "a") | pairs.read(sides[1], "b")


# The command line, on the sample project.

FIRST, SECOND = "Descanse hoy", "Llame mañana"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project with five translations, all confirmed."""
    root = tmp_path_factory.mktemp("pairs") / "project"
    shutil.copytree(TINY, root)
    shutil.copytree(ROOT / "styles", root / "styles")
    assert run_press("update", "-l", "es", "-q", at=root).code == 0
    po = root / "locales/es/tiny.po"
    content = po.read_text("utf-8")
    empty = [place for place in range(len(content)) if content.startswith('\nmsgstr ""\n\n', place)]
    for letter, place in reversed(list(zip("abcde", empty, strict=False))):
        content = f'{content[:place]}\nmsgstr "Traducción {letter}"\n\n{content[place + 12 :]}'
    po.write_text(content, "utf-8")
    assert run_press("confirm", "-l", "es", "--all", "-q", at=root).code == 0
    return root


@pytest.fixture
def project(translated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(translated, tmp_path / "project"))


def unconfirmed(root: Path) -> list[tuple[str, str]]:
    """Where a pair waits: the file, and the line of the translation."""
    rows = json.loads(run_press("check", "-l", "es", "--output-format", "json", at=root).out)
    found = [row for row in rows if row["code"] == "pair-unconfirmed"]
    assert all(row["severity"] == "error" for row in found)
    return [(row["path"], (root / row["path"]).read_text("utf-8").split("\n")[row["line"] - 1]) for row in found]


def edit(root: Path, old: str, new: str, path: str = "locales/es/tiny.po") -> None:
    content = (root / path).read_text("utf-8")
    assert content.count(old) == 1, content.count(old)
    (root / path).write_text(content.replace(old, new), "utf-8")


def test_a_translation_changed_in_an_editor_waits_until_somebody_confirms_it(project: Path) -> None:
    assert unconfirmed(project) == []
    edit(project, "Traducción d", FIRST)
    assert unconfirmed(project) == [("locales/es/tiny.po", f'msgstr "{FIRST}"')]
    before = (project / "locales/es/tiny.pairs").read_bytes()
    assert run_press("update", "-l", "es", "-q", at=project).code == 0
    assert len((project / "locales/es/tiny.pairs").read_bytes()) < len(before)
    assert unconfirmed(project) == [("locales/es/tiny.po", f'msgstr "{FIRST}"')]
    asked = run_press("confirm", "-l", "es", at=project)
    assert (asked.code, "asks a person" in asked.err, "--all" in asked.err) == (2, True, True)
    done = run_press("confirm", "-l", "es", "--all", at=project)
    assert (done.code, done.out) == (0, "wrote locales/es/tiny.pairs\n1 confirmed, 0 not; 0 with errors left out, "
                                        "which 'check' lists\n")  # fmt: skip
    assert unconfirmed(project) == []
    edit(project, FIRST, "Traducción d")
    assert unconfirmed(project) == [("locales/es/tiny.po", 'msgstr "Traducción d"')]


def test_a_pair_with_an_error_is_not_confirmed(project: Path) -> None:
    edit(project, "Traducción e", "Tome 50 mg")
    done = run_press("confirm", "-l", "es", "--all", at=project)
    assert done.out == "nothing has changed\n0 confirmed, 0 not; 1 with errors left out, which 'check' lists\n"


def test_without_the_file_nothing_is_confirmed(project: Path) -> None:
    (project / "locales/es/tiny.pairs").unlink()
    assert len(unconfirmed(project)) == 5
    assert run_press("update", "-l", "es", "-q", at=project).code == 0
    assert not (project / "locales/es/tiny.pairs").exists()


def git(root: Path, *words: str) -> str:
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **who}
    done = subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, text=True, check=True, env={**os.environ, **settings}
    )
    return done.stdout


def committed(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)


WRAPPED = """msgid ""
"Rest is a part of treatment, and a child who rests does not need "
"to be ashamed of it. Ask the team how much rest is right, when to begin "
"again with play and school, and whom to call if the tiredness stays."
msgstr ""
"El descanso es parte del tratamiento, y un niño que descansa no tiene "
"por qué avergonzarse. Pregunte al equipo cuánto descanso es bueno, cuándo "
"volver a jugar y a la escuela, y a quién llamar si el cansancio sigue."
"""


def test_a_wrong_pair_that_git_merged_cleanly_is_found(project: Path) -> None:
    """One branch changes the English and its Spanish, the other the Spanish only; each is right, the merge is wrong."""
    english = "booklets/tiny/02-rest.md"
    whole = "".join(line[1:-1] for line in WRAPPED.splitlines()[1:4])
    with (project / english).open("a", encoding="utf-8") as file:
        file.write(f"\n{whole}\n")
    (project / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    git(project, "init", "-q", "-b", "main")
    assert run_press("update", "-l", "es", "-q", at=project).code == 0
    edit(project, f'msgid "{whole}"\nmsgstr ""\n', WRAPPED)
    run_press("confirm", "-l", "es", "--all", "-q", at=project)
    committed(project, "start")
    assert unconfirmed(project) == []

    git(project, "checkout", "-q", "-b", "author")
    edit(project, "a child who rests does not need", "a child who rests does need", english)
    edit(project, "a child who rests does not need ", "a child who rests does need ")
    edit(project, "un niño que descansa no tiene ", "un niño que descansa tiene ")
    run_press("confirm", "-l", "es", "--all", "-q", at=project)
    assert unconfirmed(project) == []
    committed(project, "the English, and its Spanish")

    git(project, "checkout", "-q", "main")
    edit(project, "y a quién llamar si el cansancio sigue.", "y a quién llamar si no se le pasa el cansancio.")
    run_press("confirm", "-l", "es", "--all", "-q", at=project)
    committed(project, "better Spanish")

    git(project, "merge", "-q", "-m", "both", "author")
    merged = (project / "locales/es/tiny.po").read_text("utf-8")
    assert "does need" in merged
    assert "no se le pasa el cansancio" in merged
    assert unconfirmed(project) == [("locales/es/tiny.po", '"El descanso es parte del tratamiento, y un niño que '
                                                           'descansa tiene "')]  # fmt: skip
    assert "fuzzy" not in merged


def test_lines_of_both_sides_are_kept(project: Path) -> None:
    (project / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    git(project, "init", "-q", "-b", "main")
    committed(project, "start")
    git(project, "checkout", "-q", "-b", "one")
    edit(project, "Traducción b", FIRST)
    run_press("confirm", "-l", "es", "--all", "-q", at=project)
    committed(project, "one")
    git(project, "checkout", "-q", "main")
    edit(project, "Traducción d", SECOND)
    run_press("confirm", "-l", "es", "--all", "-q", at=project)
    committed(project, "two")
    git(project, "merge", "-q", "-m", "both", "one")
    assert unconfirmed(project) == []
