"""Translation catalogues from anyone: refuses what other readers lose, guess or let pass. All faults in one run.

Why not Babel or polib: they drop live messages after `#~|`, keep one side of a conflict, cut unterminated strings and
accept duplicates, NUL and false charsets (notes: catalogues, section 1).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from bookletpress.guards import text as characters
from bookletpress.guards.posyntax import PoEntry, PoString, read_entries
from bookletpress.plurals import forms
from bookletpress.problems import Location, Problem, ProblemsFound, error

MAX_BYTES = 16_000_000
MAX_MESSAGE_BYTES = 20_000
MAX_GROWTH = 10
ALWAYS_ALLOWED = 200


def read(raw: bytes, path: str, locale: str, plural: str | None) -> tuple[PoEntry, ...]:
    """The entries of a catalogue, header first. Raises ProblemsFound with every fault.

    `locale` is the folder's name ("" for a template); `plural` the plural rule; the header may spell it in another way.
    """
    if len(raw) > MAX_BYTES:
        raise ProblemsFound(
            [
                error(
                    "file-too-large",
                    f"{len(raw):,} bytes; the limit is {MAX_BYTES:,}",
                    Location(path),
                    "check that it is the right file",
                )
            ]
        )
    problems = list(_bad_bytes(raw, path))
    content = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    entries, faults = read_entries(content, path)
    problems.extend(faults)
    problems.extend(_header(entries, faults, path, locale, plural))
    problems.extend(_duplicates(entries, path))
    for entry in entries:
        problems.extend(_characters(entry, path))
        problems.extend(_lengths(entry, path))
    if any(problem.code == "not-utf8" for problem in problems):
        problems = [problem for problem in problems if "U+FFFD" not in problem.message]
    if problems:
        raise ProblemsFound(problems)
    return entries


def header_lines(entry: PoEntry) -> tuple[tuple[str, str], ...]:
    """Names and values of a header, in order."""
    pairs = (line.partition(":") for line in entry.msgstr.text.split("\n") if line.strip())
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def _bad_bytes(raw: bytes, path: str) -> Iterator[Problem]:
    """One problem for each line that is not UTF-8."""
    hint = "save the file as UTF-8"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ProblemsFound([error("not-utf8", "the file is UTF-16", Location(path, 1, 1), hint)])
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as fault:
            place = Location(path, number, len(fault.object[: fault.start].decode("utf-8", "replace")) + 1)
            yield error("not-utf8", f"byte 0x{fault.object[fault.start]:02X} is not UTF-8", place, hint)


def _header(
    entries: tuple[PoEntry, ...], faults: tuple[Problem, ...], path: str, locale: str, plural: str | None
) -> Iterator[Problem]:
    header = next((entry for entry in entries if _key(entry) == (None, "") and not entry.obsolete), None)
    if header is None:
        first = entries[0].msgid.pieces[0].line if entries else math.inf
        if not any(fault.location.line < first for fault in faults):  # else the header may be what could not be read
            yield error(
                "header-missing",
                "the catalogue has no header",
                Location(path, 1, 1),
                "start from the template, or run 'update' to write the file anew",
            )
        return
    if header is not entries[0]:
        yield error(
            "header-misplaced",
            "the header is not the first message",
            header.msgid.place(path),
            "move the message with the empty msgid to the top of the file",
        )
    offset = 0
    for line in header.msgstr.text.split("\n"):
        if line.strip() and ":" not in line:
            place = header.msgstr.place(path, offset)
            yield error(
                "header-line", f"'{line[:40]}' is no header line", place, "write 'Name: value\\n', or delete it"
            )
        offset += len(line) + 1
    values: dict[str, str] = {}
    for name, value in header_lines(header):
        place = _line_place(header, name, path)
        if name in values:
            yield error("header-duplicate", f"the header line '{name}' stands twice", place, "keep one of the two")
        values[name] = value
    yield from _header_values(header, values, path, locale, plural)


def _header_values(
    header: PoEntry, values: dict[str, str], path: str, locale: str, plural: str | None
) -> Iterator[Problem]:
    charset = re.search(r"charset=(\S*)", values.get("Content-Type", ""))
    if not charset or charset[1].upper() not in ("UTF-8", "UTF8"):
        yield error(
            "charset",
            f"the charset is '{charset[1] if charset else ''}', not UTF-8",
            _line_place(header, "Content-Type", path),
            'write "Content-Type: text/plain; charset=UTF-8\\n"',
        )
    language = values.get("Language", "")
    if language.replace("_", "-") != locale:
        yield error(
            "language-mismatch",
            f"the language is '{language}' but the folder says '{locale}'",
            _line_place(header, "Language", path),
            f'write "Language: {locale.replace("-", "_")}\\n", or move the file',
        )
    rule = values.get("Plural-Forms", "")
    if rule and ((said := forms(rule)) is None or (plural is not None and said != forms(plural))):
        yield error(
            "plural-mismatch",
            f"the plural rule is '{rule[:60]}'",
            _line_place(header, "Plural-Forms", path),
            f'write "Plural-Forms: {plural}\\n"' if plural else "delete the line Plural-Forms",
        )


def _line_place(header: PoEntry, name: str, path: str) -> Location:
    """The last line of the header with this name, or the header's start."""
    found = [match.start() for match in re.finditer(rf"^[ ]*{re.escape(name)}\s*:", header.msgstr.text, re.M)]
    return header.msgstr.place(path, found[-1] if found else 0)


def _duplicates(entries: tuple[PoEntry, ...], path: str) -> Iterator[Problem]:
    first: dict[tuple[str | None, str], PoEntry] = {}
    for entry in entries:
        if _key(entry) in first:
            line = first[_key(entry)].msgid.pieces[0].line
            yield error(
                "message-duplicate",
                f"the message '{_short(entry.msgid)}' stands twice; first on line {line}",
                _start(entry.msgid, path),
                "keep the better translation and delete the other message",
            )
        elif entry.context and not entry.msgid.text:
            yield error(
                "po-incomplete", "a message with an empty msgid", _start(entry.msgid, path), "delete the message"
            )
        else:
            first[_key(entry)] = entry


def _characters(entry: PoEntry, path: str) -> Iterator[Problem]:
    for string in (entry.msgid, entry.msgstr, entry.context, entry.previous, entry.previous_context):
        if string is not None:
            for flaw in characters.faults(string.text):
                yield error("character-refused", flaw.message, string.place(path, flaw.offset), flaw.hint)


def _lengths(entry: PoEntry, path: str) -> Iterator[Problem]:
    for string in (entry.msgid, entry.msgstr):
        size = len(string.text.encode("utf-8", "replace"))
        if size > MAX_MESSAGE_BYTES:
            yield error(
                "message-too-long",
                f"{size:,} bytes; the limit is {MAX_MESSAGE_BYTES:,}",
                string.place(path),
                "check that nothing was pasted here by mistake",
            )
            return
    limit = MAX_GROWTH * len(entry.msgid.text) + ALWAYS_ALLOWED
    if entry.msgid.text and len(entry.msgstr.text) > limit:
        yield error(
            "message-too-long",
            f"{len(entry.msgstr.text)} signs for {len(entry.msgid.text)} in English; the limit is {limit}",
            entry.msgstr.place(path),
            "check that nothing was pasted here by mistake",
        )
    if "#-#-#-#-#" in entry.msgstr.text:
        yield error(
            "conflict-marker",
            "two translations were joined and not settled",
            entry.msgstr.place(path),
            "keep one translation and delete the lines #-#-#-#-#",
        )


def _key(entry: PoEntry) -> tuple[str | None, str]:
    return (
        characters.normalise(entry.context.text) if entry.context else None,
        characters.normalise(entry.msgid.text),
    )


def _start(string: PoString, path: str) -> Location:
    return Location(path, string.pieces[0].line, 1)


def _short(string: PoString) -> str:
    return string.text if len(string.text) <= 40 else string.text[:39] + "…"
