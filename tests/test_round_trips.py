"""The shipped catalogues through other people's tools and back: nothing is lost, and nothing passes for settled."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import cldr
from bookletpress.catalogue import Catalogue, Message, read, write
from bookletpress.merge import update
from bookletpress.plurals import EXAMPLES, forms

needs_gettext = pytest.mark.skipif(not shutil.which("msgmerge"), reason="GNU gettext is not installed")
CATALOGUES = sorted((ROOT / "locales/es").glob("*.po"))


@cache
def shipped(name: str) -> Catalogue:
    return parsed((ROOT / "locales/es" / name).read_bytes())


def parsed(raw: bytes) -> Catalogue:
    return read(raw, "locales/es/a.po", "es", cldr.plural_forms("es"))


def template(name: str) -> Catalogue:
    path = ROOT / "locales/pot" / Path(name).with_suffix(".pot").name
    return read(path.read_bytes(), "locales/pot/a.pot", "")


def said(catalogue: Catalogue) -> tuple[Message, ...]:
    """Every message with all that is said in it and about it, wherever it stands."""
    return tuple(replace(message, files=()) for message in (*catalogue.live, *catalogue.obsolete))


def tool(*words: str) -> bytes:
    return subprocess.run(words, capture_output=True, check=True).stdout


def as_poedit(raw: bytes) -> bytes:
    """Wrapped, with Windows' line ends, a byte order mark, headers in another order and some of its own."""
    text = raw.decode("utf-8")
    head = re.search(r'msgid ""\nmsgstr ""\n((?:".*\\n"\n)+)', text)
    assert head
    lines = sorted(head[1].splitlines(), reverse=True)
    lines += ['"X-Generator: Poedit 3.4\\n"', '"Plural-Forms: nplurals=2; plural=(n == 1 ? 0 : 1);\\n"']
    text = text.replace(head[1], "\n".join(lines) + "\n", 1)
    return ("\ufeff" + text).replace("\n", "\r\n").encode()


@needs_gettext
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_rewritten_by_an_editor_and_written_again(path: Path, tmp_path: Path) -> None:
    wrapped = tool("msgcat", "--width=79", "--no-location", str(path))
    assert max(len(line) for line in wrapped.decode().splitlines() if line.startswith('"')) <= 81
    edited = parsed(as_poedit(wrapped))
    before = shipped(path.name)
    assert said(edited) == said(before)
    assert dict(edited.header).items() >= dict(before.header).items()
    assert edited.value("X-Generator") == "Poedit 3.4"
    fresh = update(edited, template(path.name))
    assert replace(fresh, header=before.header) == before
    again = tmp_path / "again.po"
    again.write_bytes(write(fresh))
    assert write(update(parsed(again.read_bytes()), template(path.name))) == again.read_bytes()


@needs_gettext
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_merged_by_msgmerge(path: Path, tmp_path: Path) -> None:
    """One English sentence changes; msgmerge keeps its old words (`#|`) and ours reads them; nothing else moves."""
    pot = ROOT / "locales/pot" / f"{path.stem}.pot"
    changed = next(
        m for m in shipped(path.name).live if len(m.msgid) > 60 and "\\" not in m.msgid and '"' not in m.msgid
    )
    new = tmp_path / "new.pot"
    new.write_text(
        pot.read_text("utf-8").replace(f'msgid "{changed.msgid}"', f'msgid "{changed.msgid} Indeed."'), "utf-8"
    )
    merged = parsed(tool("msgmerge", "--quiet", "--previous", "-o", "-", str(path), str(new)))
    (fuzzy,) = [message for message in merged.live if message.fuzzy]
    assert (fuzzy.msgid, fuzzy.msgstr) == (f"{changed.msgid} Indeed.", changed.msgstr)
    assert (fuzzy.previous, fuzzy.comments) == (changed.msgid, changed.comments)
    others = [message for message in said(merged) if message.key != fuzzy.key]
    assert others == [message for message in said(shipped(path.name)) if message.key != changed.key]
    ours = update(shipped(path.name), read(new.read_bytes(), "a.pot", ""))
    assert [m for m in ours.live if m.fuzzy] == [replace(fuzzy, files=changed.files)]


@needs_gettext
def test_what_msgmerge_makes_obsolete_comes_back(tmp_path: Path) -> None:
    path = next(path for path in CATALOGUES if path.stem == "shared")
    whole = template(path.name)
    fewer = tmp_path / "fewer.pot"
    fewer.write_bytes(write(replace(whole, messages=whole.messages[10:])))
    merged = parsed(tool("msgmerge", "--quiet", "--previous", "--no-fuzzy-matching", "-o", "-", str(path), str(fewer)))
    assert len(merged.obsolete) == 10 + len(shipped(path.name).obsolete)
    assert said(update(merged, whole)) == said(shipped(path.name))


@pytest.mark.parametrize("code", [code for code in cldr.known_locales() if "_" not in code])
def test_the_plural_rule_of_a_new_language_is_that_of_cldr(code: str) -> None:
    """Each whole number takes the form that it has in CLDR, whatever rule Babel's own table has."""
    rule = cldr.plural_forms(code)
    assert rule is not None
    found = forms(rule)
    assert found is not None
    taken = Locale.parse(code).plural_form
    pairs = {(taken(number), form) for number, form in zip(EXAMPLES, found[1], strict=True)}
    assert len(pairs) == len({category for category, _ in pairs}) == len({form for _, form in pairs}) == found[0]


def test_the_plural_rules_of_some_languages() -> None:
    assert cldr.plural_forms("es") == "nplurals=2; plural=(n != 1);"
    assert forms(cldr.plural_forms("vi") or "") == (1, (0,) * len(EXAMPLES))
    arabic = forms(cldr.plural_forms("ar") or "")
    assert arabic is not None
    assert [arabic[1][number] for number in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]
    assert cldr.plural_forms("hmn") is None


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "nplurals=2; plural=n % 0;",
        "nplurals=2; plural=2;",
        f"nplurals=2; plural={'(' * 90}n{')' * 90};",
        "nplurals=7; plural=n;",
        "nplurals=2; plural=n +;",
    ],
)
def test_rules_that_are_none(rule: str) -> None:
    assert forms(rule) is None


@given(st.text(alphabet="n0123456789 ()!=<>%&|?:", max_size=40))
def test_any_rule_is_read_or_refused(expression: str) -> None:
    found = forms(f"nplurals=2; plural={expression};")
    assert found is None or max(found[1]) < 2
