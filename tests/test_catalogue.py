"""Catalogues: one canonical way to write them; reading gives back what was written; other tools agree."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.catalogue import Catalogue, Message, key_of, read, with_values, write
from bookletpress.inline import Words
from bookletpress.model import Text
from bookletpress.problems import Location

HEADER = (
    ("Project-Id-Version", "tiny"),
    ("Report-Msgid-Bugs-To", ""),
    ("POT-Creation-Date", "2026-11-21 00:00+0000"),
    ("PO-Revision-Date", "2026-11-21 00:00+0000"),
    ("Last-Translator", ""),
    ("Language-Team", ""),
    ("Language", "es"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("X-Segmenter", "bookletpress-1"),
)
PATH = "locales/es/tiny.po"

WRITTEN = """\
# Tiny in Spanish.
msgid ""
msgstr ""
"Project-Id-Version: tiny\\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: 2026-11-21 00:00+0000\\n"
"PO-Revision-Date: 2026-11-21 00:00+0000\\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Segmenter: bookletpress-1\\n"
"X-Generator: Poedit 3.4\\n"

# Asked the team.
#. Rest › paragraph
#. the noun
#: booklets/tiny/02-rest.md booklets/tiny/03-help.md
#, fuzzy
#| msgctxt "verb"
#| msgid "Sleep"
msgctxt "noun"
msgid "Rest"
msgstr "Descanso"

msgid "Say \\"no\\" \\\\ twice\\nplease"
msgstr ""

#, fuzzy
#~| msgid "Go"
#~ msgid "Stop"
#~ msgstr "Pare"
"""

CATALOGUE = Catalogue(
    PATH,
    (*HEADER, ("X-Generator", "Poedit 3.4")),
    (
        Message(
            "Rest",
            "Descanso",
            "noun",
            ("Asked the team.",),
            ("Rest › paragraph", "the noun"),
            ("booklets/tiny/02-rest.md", "booklets/tiny/03-help.md"),
            ("fuzzy",),
            "Sleep",
            "verb",
        ),
        Message('Say "no" \\ twice\nplease'),
        Message("Stop", "Pare", flags=("fuzzy",), previous="Go", obsolete=True),
    ),
    ("Tiny in Spanish.",),
)


def test_written_in_one_way() -> None:
    assert write(CATALOGUE).decode() == WRITTEN


def test_read_back() -> None:
    assert read(WRITTEN.encode(), PATH, "es", None) == CATALOGUE


def test_messages_know_where_their_translation_stands() -> None:
    catalogue = read(WRITTEN.encode(), PATH, "es", None)
    assert [message.location for message in catalogue.messages] == [
        Location(PATH, 26, 9),
        Location(PATH, 29, 9),
        Location(PATH, 34, 12),
    ]


def test_obsolete_messages_go_last_in_their_order() -> None:
    stop, go, rest = Message("Stop", "Pare", obsolete=True), Message("Go", "Vaya", obsolete=True), Message("Rest")
    mixed = Catalogue(PATH, HEADER, (stop, rest, go))
    assert read(write(mixed), PATH, "es").messages == (rest, stop, go)


def test_header_lines_keep_a_fixed_order_and_unknown_ones_stay() -> None:
    shuffled = (("X-Poedit-Basepath", "."), ("X-Translation-Method", "human"), *reversed(HEADER))
    names = [name for name, _ in with_values(shuffled, {"Language": "fr"})]
    assert names == [*(name for name, _ in HEADER), "X-Translation-Method", "X-Poedit-Basepath"]
    assert dict(with_values(shuffled, {"Language": "fr"}))["Language"] == "fr"


def test_another_tools_wrapping_is_normalised() -> None:
    content = WRITTEN.replace('msgstr "Descanso"', 'msgstr ""\n"Des"\n"canso"').replace(
        "#: booklets/tiny/02-rest.md booklets/tiny/03-help.md",
        "#: booklets/tiny/02-rest.md:12\n#: booklets/tiny/03-help.md:7",
    )
    assert write(read(content.encode(), PATH, "es")).decode() == WRITTEN


def test_texts_are_composed() -> None:
    content = WRITTEN.replace("Pare", "Pa\u0301re")
    assert read(content.encode(), PATH, "es").obsolete[0].msgstr == "P\u00e1re"


@pytest.mark.parametrize(
    ("changes", "usable"),
    [
        ({}, True),
        ({"msgstr": ""}, False),
        ({"msgstr": " \n"}, False),
        ({"flags": ("no-wrap", "fuzzy")}, False),
        ({"flags": ("no-wrap",)}, True),
        ({"obsolete": True}, False),
    ],
)
def test_what_may_be_printed(changes: dict[str, str], usable: bool) -> None:
    assert replace(Message("Rest", "Descanse"), **changes).usable is usable  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("", (None, "Rest")),
        ("the noun", (None, "Rest")),
        ("context: noun", ("noun", "Rest")),
        ("context:noun", ("noun", "Rest")),
        ("context:", (None, "Rest")),
        ("not a context: noun", (None, "Rest")),
    ],
)
def test_context_only_where_the_author_asks(note: str, key: tuple[str | None, str]) -> None:
    assert key_of(Text("Rest", (Words("Rest"),), "en", Location("a.md", 1, 1), note)) == key


def test_an_empty_catalogue_has_no_messages_and_no_header() -> None:
    empty = Catalogue.empty(PATH)
    assert (empty.path, empty.messages, empty.value("Language")) == (PATH, (), "")


words = st.text(st.sampled_from('ab Ñé\u05d0"\\\n#|~:,.%{}'), min_size=1, max_size=12)
lines = st.text(st.sampled_from("ab Ñ#|~:,.<=>"), max_size=8).map(str.strip)
names = st.text("abc./-", min_size=1, max_size=8)
flags = st.lists(st.sampled_from(["fuzzy", "no-wrap", "x-y"]), unique=True).map(tuple)
some_lines = st.lists(lines, max_size=2).map(tuple)
messages = st.builds(
    Message,
    msgid=words,
    msgstr=st.one_of(st.just(""), words),
    context=st.one_of(st.none(), words),
    comments=some_lines,
    notes=some_lines,
    files=st.lists(names, max_size=2).map(tuple),
    flags=flags,
    previous=st.one_of(st.none(), words),
    previous_context=st.one_of(st.none(), words),
    obsolete=st.booleans(),
)


def in_order(found: list[Message]) -> tuple[Message, ...]:
    return tuple(sorted(found, key=lambda message: message.obsolete))


catalogues = st.builds(
    Catalogue,
    path=st.just(PATH),
    header=st.just(HEADER),
    messages=st.lists(messages, max_size=4, unique_by=lambda message: message.key).map(in_order),
    comments=some_lines,
)


@given(catalogues)
def test_writing_then_reading_is_the_identity(catalogue: Catalogue) -> None:
    assert read(write(catalogue), PATH, "es", None) == catalogue


@given(catalogues)
def test_writing_is_canonical(catalogue: Catalogue) -> None:
    assert write(read(write(catalogue), PATH, "es", None)) == write(catalogue)


GOOD = {
    "empty": Catalogue(PATH, HEADER),
    "one": Catalogue(PATH, HEADER, (Message("Rest", "Descanse"),)),
    "contexts, quotes, comments": Catalogue(
        PATH,
        HEADER,
        (
            Message("Rest", "Descanso", "noun", ("Asked.",), ("Where",), ("a.md",)),
            Message("Rest", "Descanse", "verb"),
            Message('Say "no" \\ twice', 'Diga "no" \\ dos veces'),
            Message("5% dextrose, {phone:acs}", "dextrosa al 5 %, {phone:acs}"),
            Message("Old", "Viejo", obsolete=True),
        ),
        ("Spanish.",),
    ),
    "many scripts": Catalogue(PATH, HEADER, (Message("a", "می\u200cشود"), Message("b", "请问"), Message("c", "ខ្មែរ"))),
    "long": Catalogue(PATH, HEADER, (Message("word " * 200, "palabra " * 200),)),
}


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("name", [*GOOD, "all kinds"])
def test_msgfmt_finds_nothing_to_say(name: str, tmp_path: Path) -> None:
    (tmp_path / "tried.po").write_bytes(write(GOOD.get(name, CATALOGUE)))
    command = ["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(tmp_path / "tried.po")]
    found = subprocess.run(command, capture_output=True, text=True, check=False, env={"LC_ALL": "C"})
    assert found.returncode == 0, found.stderr
    assert "warning" not in found.stderr


@pytest.mark.parametrize("name", GOOD)
def test_babel_and_polib_read_the_same_translations(name: str) -> None:
    raw = write(GOOD[name])
    ours = {message.key: message.msgstr for message in read(raw, PATH, "es").live}
    babel = {(m.context, m.id): m.string for m in read_po(io.BytesIO(raw), locale="es", abort_invalid=True) if m.id}
    others = {(m.msgctxt, m.msgid): m.msgstr for m in polib.pofile(raw.decode()) if not m.obsolete}
    assert ours == babel == others
