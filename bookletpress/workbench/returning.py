"""Takes over what came back in a workbook: the good rows, one by one; every other is named with the reason.

A row is left out, and its message stays as it is, where the English is another by now, where somebody has changed the
translation elsewhere, where cells have slipped into other rows, and where a check finds an error in the translation.
What is taken over is a change of the catalogue like any other: whoever signed the text has to look at it again.

`sheet-english`, `sheet-english-changed` (errors): the English of a row is not that of its ID, or not today's any more.
`sheet-both-changed` (error): somebody has changed the translation in the catalogue meanwhile.
`sheet-slipped`, `sheet-row-twice` (errors): a translation that belonged to another row, or two for one sentence. Why:
sorted or moved cells put a right sentence in a wrong place.
`sheet-emptied` (error): a translation that is gone from its cell.
`sheet-mended`, `sheet-doubtful` (warnings): what a spreadsheet program changed by itself was undone; a translation came
back that is still marked as doubtful.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bookletpress.catalogue import Catalogue, Message, with_values
from bookletpress.guards import po
from bookletpress.guards import text as characters
from bookletpress.limits import USUAL, Limits
from bookletpress.problems import Problem, Severity, error, warning
from bookletpress.sheetcells import mended, received, starts_formula
from bookletpress.sheetrows import Returned, applied, row_id, source_digest, text_digest
from bookletpress.sheetwords import AGAIN, ENGLISH, NOTES, STATE

Catalogues = Mapping[tuple[str, str], Catalogue]
"""The catalogues of a project as they are now, by locale and domain."""

Checks = Callable[[Catalogues], Iterable[Problem]]
"""What is wrong with translations; each problem at the place of its message."""

_HARMLESS = frozenset(("translation-fuzzy", "translation-missing", "catalogue-missing", "waiver-unused"))
_UNTOUCHED = "the catalogue keeps what it has"


@dataclass(frozen=True, slots=True)
class Taken:
    """The catalogues that change, how many rows were taken over, and what there is to say about rows."""

    catalogues: Mapping[tuple[str, str], Catalogue]
    count: int
    problems: tuple[Problem, ...]

    @property
    def left_out(self) -> int:
        """How many rows were left out."""
        return len({p.location.path + str(p.location.line) for p in self.problems if p.severity is Severity.ERROR})


@dataclass(frozen=True, slots=True)
class _Change:
    row: Returned
    before: Message
    after: Message


def take(rows: Sequence[Returned], now: Catalogues, check: Checks, limits: Limits = USUAL) -> Taken:
    """Decides row by row. `check` is asked once, about all rows that seem good."""
    problems: list[Problem] = []
    changes: list[_Change] = []
    slipped = _slipped(rows)
    known = {name: {source_digest(m.key): m for m in catalogue.live} for name, catalogue in now.items()}
    spaces = {name: _no_break_spaces(catalogue) for name, catalogue in now.items()}
    for row in _single(rows, problems):
        name = (row.id.locale, row.id.domain)
        message = known.get(name, {}).get(row.id.source)
        found = _changed(row, message, slipped, spaces.get(name, False), limits.message_growth)
        problems.extend(each for each in found if isinstance(each, Problem))
        changes.extend(each for each in found if isinstance(each, _Change))
    bad = _bad(changes, now, check, problems)
    good = [change for change in changes if (change.row.place.path, change.row.place.line) not in bad]
    return Taken(_with(now, good), len(good), tuple(problems))


def stamped(catalogue: Catalogue, day: str, translator: str) -> Catalogue:
    """The catalogue with the day of its revision, and who translated if they said so. `day` is an ISO date."""
    values = {"PO-Revision-Date": f"{day} 00:00+0000"} | ({"Last-Translator": translator} if translator else {})
    return replace(catalogue, header=with_values(catalogue.header, values))


def _single(rows: Iterable[Returned], problems: list[Problem]) -> Iterator[Returned]:
    """Each message once. Copies of a row that say the same, or that nobody touched, do not count."""
    by_message: dict[tuple[str, str, str], list[Returned]] = {}
    for row in rows:
        by_message.setdefault((row.id.locale, row.id.domain, row.id.source), []).append(row)
    for copies in by_message.values():
        touched = [row for row in copies if text_digest(row.translation) != row.id.text] or copies
        if len({(row.translation, row.state, row.notes) for row in touched}) == 1:
            yield touched[0]
            continue
        for row in touched:
            others = ", ".join(str(other.place.line) for other in touched if other is not row)
            message = f"this sentence stands in several rows with different words (also in row {others})"
            problems.append(error("sheet-row-twice", message, row.place, f"keep one of them; {_UNTOUCHED} until then"))


def _slipped(rows: Sequence[Returned]) -> Mapping[str, Returned]:
    """Texts that stood in one row when the workbook was made and in no row stand so any more, by their digests."""
    standing = {row.id.text for row in rows if text_digest(row.translation) == row.id.text} | {text_digest("")}
    return {row.id.text: row for row in rows if row.id.text not in standing}


def _changed(
    row: Returned, message: Message | None, slipped: Mapping[str, Returned], spaces: bool, growth: int
) -> tuple[_Change | Problem, ...]:
    """What a row changes, and what there is to say about it; nothing at all for a row that nobody touched."""
    if message is None:
        return (_unknown(row),) if text_digest(row.translation) != row.id.text else ()
    if received(row.english) != received(message.msgid):
        hint = "sort whole rows only, or take the workbook as it was sent"
        return (error("sheet-english", "the English here is not that of the row's ID", row.at(ENGLISH), hint),)
    typed = text_digest(row.translation) != row.id.text
    undone = mended(row.translation, message.msgid, spaces)
    after = applied(row, message, undone.text)
    if (after.msgstr, after.comments, after.fuzzy) == (message.msgstr, message.comments, message.fuzzy):
        return ()
    flaws = characters.faults(row.notes.replace("\t", " "))
    if flaws:
        return (error("character-refused", flaws[0].message, row.at(NOTES), flaws[0].hint),)
    if fault := _refusal(row, message, undone.text, typed, slipped, growth):
        return (fault,)
    said: list[_Change | Problem] = [_Change(row, message, replace(after, location=row.place))]
    if undone.undone and typed:
        hint = "look at it; nothing has to be done if it is right"
        said.append(warning("sheet-mended", f"undone: {', '.join(undone.undone)}", row.place, hint))
    if typed and after.fuzzy and row.state == AGAIN:
        hint = "choose 'done' when it is right; until then it is not printed"
        said.append(warning("sheet-doubtful", f"taken over, still marked '{AGAIN}'", row.at(STATE), hint))
    return tuple(said)


def _unknown(row: Returned) -> Problem:
    hint = "make a new workbook with export-xlsx, and copy the words into it where they still fit"
    message = f"the English of this row is not in '{row.id.domain}' ({row.id.locale}) any more: it has changed since"
    return error("sheet-english-changed", message, row.at(ENGLISH), hint)


def _refusal(
    row: Returned, message: Message, text: str, typed: bool, slipped: Mapping[str, Returned], growth: int
) -> Problem | None:
    """Why a row that changes something is not taken over."""
    current = row_id(message, row.id.locale, row.id.domain)
    if current != row.id:
        hint = "make a new workbook, and decide which of the two is right"
        return error("sheet-both-changed", f"the catalogue has changed since, too; {_UNTOUCHED}", row.place, hint)
    if not typed:
        return None
    if not text:
        hint = "write a translation; to take one away, delete it in the .po file"
        return error("sheet-emptied", f"the translation is gone from this cell; {_UNTOUCHED}", row.place, hint)
    other = slipped.get(text_digest(row.translation))
    if other is not None and other.id.source != row.id.source:
        where = f"row {other.place.line}" if other.place.path == row.place.path else str(other.place)
        hint = "move the cells back: translations have slipped or were sorted without their rows"
        return error("sheet-slipped", f"this translation belonged to the sentence in {where}", row.place, hint)
    if starts_formula(text, message.msgid):
        hint = "begin with a letter or a sign of your language, such as a long dash"
        return error("sheet-formula", f"it begins with '{text[0]}', like a formula", row.place, hint)
    for flaw in characters.faults(text):
        return error("character-refused", flaw.message, row.place, flaw.hint)
    if len(text) > growth * len(message.msgid) + po.ALWAYS_ALLOWED:
        hint = "check that nothing was pasted here by mistake"
        return error("message-too-long", f"{len(text):,} signs for {len(message.msgid)} in English", row.place, hint)
    return None


def _bad(
    changes: Sequence[_Change], now: Catalogues, check: Checks, problems: list[Problem]
) -> frozenset[tuple[str, int]]:
    """The rows with which nothing could be printed. What checks say about changed rows is passed on."""
    if not changes:
        return frozenset()
    places = {(change.row.place.path, change.row.place.line) for change in changes}
    bad = set()
    for problem in check(_with(now, changes)):
        place = (problem.location.path, problem.location.line)
        if place in places and problem.code not in _HARMLESS:
            grave = problem.severity is Severity.ERROR and problem.blocks_draft
            bad |= {place} if grave else set()
            problems.append(problem if grave else replace(problem, severity=Severity.WARNING))
    return frozenset(bad)


def _with(now: Catalogues, changes: Sequence[_Change]) -> dict[tuple[str, str], Catalogue]:
    """The catalogues that changes are for, with them."""
    new: dict[tuple[str, str], dict[str, Message]] = {}
    for change in changes:
        new.setdefault((change.row.id.locale, change.row.id.domain), {})[change.row.id.source] = change.after
    return {name: _replaced(now[name], messages) for name, messages in new.items()}


def _replaced(catalogue: Catalogue, messages: Mapping[str, Message]) -> Catalogue:
    def swap(message: Message) -> Message:
        return message if message.obsolete else messages.get(source_digest(message.key), message)

    return replace(catalogue, messages=tuple(map(swap, catalogue.messages)))


def _no_break_spaces(catalogue: Catalogue) -> bool:
    """Whether the translations that are there use them: then they are the language's own."""
    return any(sign in message.msgstr for message in catalogue.live for sign in "\u00a0\u202f")
