"""The reader of catalogues."""

from __future__ import annotations

import shutil
import struct
import subprocess

from bookletpress import catalogue as catalogues
from bookletpress.catalogue import Catalogue
from bookletpress.guards import text
from bookletpress.problems import ProblemsFound

from . import grammar
from .law import READ, Page, clean, hold, told
from .target import Target

PATH = "locales/es/tiny.po"
PLURAL = "nplurals=2; plural=(n != 1);"


def _read(raw: bytes) -> Catalogue:
    return catalogues.read(raw, PATH, "es", PLURAL)


def law(raw: bytes) -> frozenset[str]:
    """What is read holds no refused character, is written back as it was, and the second writing changes no byte."""
    try:
        found = _read(raw)
    except ProblemsFound as refused:
        return told(refused.problems, Page.of(raw, PATH).has)
    for message in found.messages:
        for value in (message.msgid, message.msgstr, message.context, message.previous, message.previous_context):
            clean(value or "", "in a message")
            hold(value is None or value == text.normalise(value), "a message that is not composed")
        for line in (*message.comments, *message.notes, *message.files, *message.flags):
            clean(line.replace("\t", " "), "in a comment")
    for name, value in found.header:
        clean(name + value, "in a header")
    written = catalogues.write(found)
    try:
        again = _read(written)
    except ProblemsFound as refused:
        hold(False, f"what was written is refused [{refused.problems[0].code}]", (str(refused), written))
    hold(again == found, "what was written reads otherwise", (found, again))
    hold(catalogues.write(again) == written, "the second writing changes the file", written)
    return frozenset((READ,))


def second(raw: bytes) -> frozenset[str]:
    """GNU msgfmt takes what we take, and has the same translations."""
    try:
        found = _read(raw)
    except ProblemsFound:
        return frozenset()
    program = shutil.which("msgfmt")
    if not program:
        return frozenset()
    for what, content in (("the file", raw), ("what we write", catalogues.write(found))):
        done = subprocess.run(
            [program, "--output-file=-", "-"], input=content, capture_output=True, check=False, timeout=60
        )
        hold(not done.returncode, f"msgfmt refuses {what}", done.stderr.decode("utf-8", "replace"))
        theirs = {key: value for key, value in _compiled(done.stdout).items() if key != (None, "")}
        ours = {message.key: message.msgstr for message in found.live if message.msgstr and not message.fuzzy}
        hold(theirs == ours, f"msgfmt reads {what} otherwise", (theirs, ours))
    return frozenset((READ,))


def _compiled(raw: bytes) -> dict[tuple[str | None, str], str]:
    """The messages of a compiled catalogue (.mo): context and msgid -> msgstr, in composed form."""
    if not raw:
        return {}
    count, originals, translations = struct.unpack_from("<3I", raw, 8)
    found = {}
    for row in range(count):
        key, value = (_string(raw, table + 8 * row) for table in (originals, translations))
        context, mark, msgid = key.rpartition("\x04")
        found[context if mark else None, msgid] = value
    return found


def _string(raw: bytes, place: int) -> str:
    length, start = struct.unpack_from("<2I", raw, place)
    return text.normalise(raw[start : start + length].decode("utf-8"))


TARGET = Target(
    "catalogue",
    "what is read holds no refused character, is written back and read again as the same, and a second writing changes "
    "no byte; GNU msgfmt takes the file too and has the same translations (one in 512 of those that are read)",
    law,
    grammar.catalogues,
    grammar.CATALOGUE_WORDS,
    second,
)
