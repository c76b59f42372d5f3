"""New English meets old translations: our update of a catalogue beside msgmerge and pybabel, by size."""

from __future__ import annotations

import random
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import processes
from benchmarks.lab import Lab
from benchmarks.results import Bar, Finding, MeasurementFailed, NotInstalled, Series, Table, Verdict, ratio, times
from bookletpress.catalogue import HEADER, Catalogue, Message, read, with_values, write

SIZES, QUICK = (1_000, 5_000, 20_000), (200, 1_000)
TIMEOUT = 600.0
ONE_IN = 20
"""One message in so many gets a word more; one in five times as many is new, and as many are gone."""

WORDS = (
    *("take", "give", "your", "child", "the", "medicine", "every", "day", "night", "morning", "with", "food", "water"),
    *("milk", "until", "it", "helps", "ask", "call", "team", "nurse", "doctor", "hospital", "fever", "pain", "sleep"),
    *("rest", "play", "school", "test", "scan", "blood", "bone", "marrow", "cell", "tumor", "treatment", "plan"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """A catalogue, the template of a later day, and what is known of both."""

    size: int
    old: Path
    new: Path
    changed: frozenset[str]
    memory: dict[str, list[float]] = field(default_factory=dict)


def run(lab: Lab) -> Finding:
    """Each size, all contestants in turn."""
    if not shutil.which("msgmerge"):
        raise NotInstalled("msgmerge (package gettext) is not installed")
    tasks = [_task(lab, size) for size in (QUICK if lab.quick else SIZES)]
    found: dict[int, dict[str, Series]] = {}
    for task in tasks:
        found[task.size] = lab.rounds({name: _measure(lab, task, name) for name in _contestants(task, tasks[0])})
    ours, gnu = _ours(tasks[1].size), f"msgmerge, {tasks[1].size:,} messages"
    middle, first = found[tasks[1].size], found[tasks[0].size]
    slow = f"pybabel update, {tasks[0].size:,} messages"
    return Finding(
        verdicts=(
            Verdict(f"our update of {tasks[1].size:,} messages, in seconds", middle[ours], 2.0),
            Verdict("the same, over msgmerge", ratio(middle[ours], middle[gnu])),
            Verdict("our update, over pybabel's", ratio(first[_ours(tasks[0].size)], first[slow]), 0.5),
        ),
        proofs=(("each changed message got the old translation of its predecessor, and no other", _right(lab, tasks)),),
        tables=(times({name: values for rows in found.values() for name, values in rows.items()}), _memory(tasks)),
        bars=tuple(Bar(name, values, name.startswith("the press")) for name, values in middle.items()),
        notes=(
            f"One message in {ONE_IN} gets a word more; one in {5 * ONE_IN} is new, and as many are gone. Each is run "
            "as a command, so the start of Python counts. pybabel compares every new message with every old one: with "
            f"more than {tasks[0].size:,} messages it is only run without fuzzy matching (-N), which finds no "
            "predecessor at all.",
        ),
    )


def _ours(size: int) -> str:
    return f"the press, {size:,} messages"


def _contestants(task: Task, smallest: Task) -> tuple[str, ...]:
    size = f"{task.size:,} messages"
    names = (_ours(task.size), f"msgmerge, {size}", f"pybabel update -N, {size}")
    return (*names, f"pybabel update, {size}") if task is smallest else names


def _task(lab: Lab, size: int) -> Task:
    """Sentences of 12 words; the same on every computer."""
    chance = random.Random(size)
    texts = list(dict.fromkeys(" ".join(chance.choices(WORDS, k=12)) + "." for _ in range(size)))
    later: list[str] = []
    changed: dict[str, str] = {}
    for number, text in enumerate(texts):
        if number % ONE_IN == 0:
            changed[text[:-1] + " today."] = text
        if number % (5 * ONE_IN) == 7:
            later.append("new " + " ".join(chance.choices(WORDS, k=12)))
        if number % (5 * ONE_IN) != 13:
            later.append(text[:-1] + " today." if number % ONE_IN == 0 else text)
    folder = lab.new_folder("catalogue")
    head = dict.fromkeys(HEADER[:7], "") | {"Content-Type": "text/plain; charset=UTF-8", "Language": "es"}
    head |= {"Content-Transfer-Encoding": "8bit", "MIME-Version": "1.0", "POT-Creation-Date": "2026-11-21 00:00+0000"}
    head |= {"PO-Revision-Date": "2026-11-21 00:00+0000"}
    old = tuple(Message(text, f"«{text}»", files=("a.md",)) for text in texts)
    (folder / "old.po").write_bytes(write(Catalogue("old.po", with_values((), head), old)))
    new = tuple(Message(text, files=("a.md",)) for text in later)
    (folder / "new.pot").write_bytes(write(Catalogue("new.pot", with_values((), head | {"Language": ""}), new)))
    return Task(size, folder / "old.po", folder / "new.pot", frozenset(changed))


def _measure(lab: Lab, task: Task, name: str) -> Callable[[], float]:
    def measure() -> float:
        with lab.passing_folder() as folder:
            made = folder / "made.po"
            shutil.copy(task.old, made)
            ran = processes.run(_command(task, name, made), lab.place(), TIMEOUT, memory=True)
            if made.stat().st_size < task.old.stat().st_size:
                raise MeasurementFailed(f"{name} wrote less than there was")
        if ran.peaks:
            task.memory.setdefault(name, []).append(ran.peaks.parent)
        return ran.wall

    return measure


def _command(task: Task, name: str, made: Path) -> Sequence[str]:
    if name.startswith("msgmerge"):
        return ("msgmerge", "--quiet", "--previous", "--no-wrap", "-o", str(made), str(task.old), str(task.new))
    if name.startswith("pybabel"):
        plain = ("-N",) if " -N" in name else ("--previous",)
        words = ("-m", "babel.messages.frontend", "-q", "update", "-l", "es", "-i", str(task.new), "-o", str(made))
        return (sys.executable, *words, *plain)
    return (sys.executable, "-m", "benchmarks.update_files", str(task.old), str(task.new), str(made))


def _right(lab: Lab, tasks: Sequence[Task]) -> bool:
    """Whether our result pairs each changed message with what it was, and nothing else is fuzzy."""
    for task in tasks:
        with lab.passing_folder() as folder:
            made = folder / "made.po"
            processes.run(_command(task, "the press", made), lab.place(), TIMEOUT)
            live = read(made.read_bytes(), "made.po", "es").live
        fuzzy = {message.msgid: message for message in live if message.fuzzy}
        right = all(m.previous == m.msgid.removesuffix(" today.") + "." for m in fuzzy.values())
        if not right or fuzzy.keys() != task.changed & {message.msgid for message in live}:
            return False
    return True


def _memory(tasks: Sequence[Task]) -> Table:
    rows = [(name, _megabytes(statistics.median(peaks))) for task in tasks for name, peaks in task.memory.items()]
    return Table(("what ran", "peak memory"), tuple(rows))


def _megabytes(value: float) -> str:
    return f"{value:.0f} MB" if value else "over before it could be seen"
