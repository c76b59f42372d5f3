"""Every edition in one size, against the bare layout engine on the same HTML."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import processes
from benchmarks.lab import ONE_SIZE, Lab
from benchmarks.results import Bar, Finding, Series, Verdict, ratio, seconds, series, times

PRESS, PRESS_2 = "the press, -j 1", "the press, -j 2"
BARE, WHOLE = "the bare engine: its work only", "the bare engine: with start and import"
ONE_CORE = ", held to one core"


def run(lab: Lab) -> Finding:
    """-j 1 over the engine alone; the same on one core; -j 2 over -j 1."""
    told: dict[str, list[dict[str, float]]] = {"": [], ONE_CORE: []}
    worked: dict[str, list[float]] = {PRESS: [], WHOLE: []}

    def press(jobs: int, cores: tuple[int, ...]) -> Callable[[], float]:
        def measure() -> float:
            ran = lab.full_build("-j", str(jobs), cores=cores)
            if jobs == 1 and not cores:
                worked[PRESS].append(ran.processor)
            return ran.wall

        return measure

    def bare(where: str, cores: tuple[int, ...]) -> Callable[[], float]:
        def measure() -> float:
            ran, clocks = lab.bare(*lab.one_size, cores=cores)
            told[where].append(clocks)
            if not cores:
                worked[WHOLE].append(ran.processor)
            return ran.wall

        return measure

    first = processes.cores()[:1]
    contestants = {PRESS: press(1, ()), WHOLE: bare("", ()), PRESS_2: press(2, lab.two_cores)}
    if processes.can_pin():
        contestants |= {PRESS + ONE_CORE: press(1, first), WHOLE + ONE_CORE: bare(ONE_CORE, first)}
    found = lab.rounds(contestants)
    found |= {BARE + where: series(clock["layout"] for clock in clocks) for where, clocks in told.items() if clocks}
    order = [name + where for where in ("", ONE_CORE) for name in (PRESS, BARE, WHOLE)] + [PRESS_2]
    found = {name: found[name] for name in order if name in found}
    imported = series(clock["import"] for clock in told[""])
    return Finding(
        verdicts=(
            *_verdicts(found),
            Verdict("processor time of a full build over that of the script", ratio(*map(series, worked.values()))),
            Verdict("two workers over one", ratio(found[PRESS_2], found[PRESS]), 0.60),
        ),
        tables=(times(found),),
        bars=tuple(Bar(name, values, name.startswith("the press")) for name, values in found.items()),
        notes=(
            f"All booklets, languages and audiences in one size ({ONE_SIZE}).",
            f"The import of the engine alone took {seconds(imported.median)} (median).",
            "The press also reads and checks the whole project, mends the tags of each PDF, inspects it, and writes "
            "the catalogue and the download page. The engine alone does none of that.",
            *([] if processes.can_pin() else ["This computer has no `taskset`: nothing was held to one core."]),
        ),
    )


def _verdicts(found: dict[str, Series]) -> tuple[Verdict, ...]:
    made = []
    for where in ("", ONE_CORE):
        if PRESS + where in found:
            press = found[PRESS + where]
            question = f"full build over the engine's own work{where and ', both held to one core'}"
            made.append(Verdict(question, ratio(press, found[BARE + where]), 1.10))
            question = f"full build over a script that only calls the engine{where and ', both held to one core'}"
            made.append(Verdict(question, ratio(press, found[WHOLE + where])))
    return tuple(made)
