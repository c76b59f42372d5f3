"""Questions to the person at the terminal who adds an event to a ledger. Nothing is decided or written here."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bookletpress import persons
from bookletpress.comparison import Changes
from bookletpress.events import APPROVED, MOST_MONTHS, USUAL_MONTHS, WITH_REASON, Event
from bookletpress.problems import UsageFault
from bookletpress.recheck import months_after
from bookletpress.signing import refuse_unprintable
from bookletpress.terminal import say

LETTERS = 8
"""How much of the content digest a person types to confirm."""

TRIES = 3

Refusal = Callable[[str], str]
"""Why an answer is not good, "" if it is."""


def refuse_without_terminal(
    command: str = "sign", hint: str = "type the command yourself, without a pipe or a script"
) -> None:
    """Raises UsageFault unless a person can be asked: an event that a program could add would be worth nothing."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise UsageFault(f"'{command}' asks a person, so it runs only in a terminal", hint)


def asked(question: str, refusal: Refusal, usual: str = "") -> str:
    """An answer that is not refused, after three tries at most, in NFC. Raises UsageFault if none is given."""
    for _ in range(TRIES):
        try:
            answer = unicodedata.normalize("NFC", " ".join(input(f"{question} ").split())) or usual
        except EOFError:
            break
        why = refuse_unprintable(answer) or refusal(answer)
        if not why:
            return answer
        say(f"    {why}")
    raise UsageFault("no answer; nothing was written", "start the command again when you are ready")


def required(answer: str) -> str:
    """Refuses an empty answer."""
    return "" if answer else "this needs an answer"


def one_of(*words: str) -> Refusal:
    """Refuses anything but these words."""
    return lambda answer: "" if answer.casefold() in words else f"type {' or '.join(words)}"


def confirmed(question: str) -> bool:
    """Yes or no, with no default."""
    return asked(f"{question} (yes/no)", one_of("yes", "no")).casefold() == "yes"


def completed(event: Event, refusal: Refusal) -> Event:
    """The event with who did it, whether from paper, and what may be printed; `refusal` knows who must not."""
    by = asked("Full name of the person who reviewed or decided:", lambda name: required(name) or refusal(name))
    event = replace(event, by=by)
    if confirmed("Do you enter this for that person, who signed on paper?"):
        recorder = asked("Your own full name:", lambda name: required(name) or _other(name, by))
        event = replace(event, recorded_by=recorder, paper=asked("Where is the signed paper kept?", required))
    if event.event == APPROVED:
        named = confirmed("May the booklet print the name?")
        profession = asked("Profession to print beside it (empty for none):", lambda _: "") if named else ""
        last = months_after(event.day, MOST_MONTHS)
        usual = months_after(event.day, USUAL_MONTHS).isoformat()
        until = asked(f"Valid until, year-month-day [{usual}]:", lambda day: _day_up_to(day, event.day, last), usual)
        event = replace(event, named=named, profession=profession, valid_until=date.fromisoformat(until))
    if event.event in WITH_REASON:
        event = replace(event, why=asked("Why? One sentence, in English:", required))
    return event


def _other(name: str, by: str) -> str:
    return "that is the person who signed: start again, and answer no" if persons.same(name, by) else ""


def _day_up_to(answer: str, first: date, last: date) -> str:
    try:
        good = first <= date.fromisoformat(answer) <= last and len(answer) == len("2026-11-21")
    except ValueError:
        good = False
    return "" if good else f"name a day from {first} to {last}, such as {last}"


def signed(digest: str) -> None:
    """Has a part of the digest typed. Raises UsageFault if something else is typed."""
    wanted = digest.rpartition(":")[2][:LETTERS]
    typed = asked(f"To confirm, type the first {LETTERS} letters and digits of the Content ID:", required)
    if "".join(typed.split()).casefold() != wanted:
        raise UsageFault(
            "that is not this text; nothing was written", "compare with the last page of the PDF that was read"
        )


def show_changes(changes: Changes) -> None:
    """Every paragraph that changed, before and after."""
    for change in changes.changes:
        place = change.after or change.before
        say(f"  {place.place if place else ''}")
        if change.before:
            say(f"    was: {change.before.words}")
        say(f"    now: {change.after.words if change.after else '(gone)'}")
    if not changes.changes:
        say("  the same paragraphs in another arrangement: read it through again")


def show_lines(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A title, and names with what they are, one below the other."""
    say(title)
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        say(f"  {name.ljust(width)}  {value}")
