"""Every edition in one size, against the bare layout engine on the same HTML."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.lab import ONE_SIZE, WORKERS, Lab
from benchmarks.results import Bar, Finding, Verdict, ratio, seconds, series, times

PRESS, PRESS_2 = "the press, -j 1", "the press, -j 2"
BARE, WHOLE = "the bare engine: its work only", "the bare engine: with start and import"


def run(lab: Lab) -> Finding:
    """-j 1 over the engine alone; -j 2 over -j 1."""
    clocks: list[dict[str, float]] = []
    worked: dict[str, list[float]] = {PRESS: [], WHOLE: []}

    def press(jobs: int) -> Callable[[], float]:
        def measure() -> float:
            ran = lab.full_build("-j", str(jobs), cores=lab.two_cores)
            if jobs == 1:
                worked[PRESS].append(ran.processor)
            return ran.wall

        return measure

    def bare() -> float:
        ran, told = lab.bare(*lab.one_size)
        clocks.append(told)
        worked[WHOLE].append(ran.processor)
        return ran.wall

    found = lab.rounds({PRESS: press(1), WHOLE: bare, PRESS_2: press(WORKERS)})
    found[BARE] = series(told["layout"] for told in clocks)
    found = {name: found[name] for name in (PRESS, BARE, WHOLE, PRESS_2)}
    imported = series(told["import"] for told in clocks)
    return Finding(
        verdicts=(
            Verdict("full build over the engine's own work", ratio(found[PRESS], found[BARE]), 1.10),
            Verdict("full build over a script that only calls the engine", ratio(found[PRESS], found[WHOLE])),
            Verdict(
                "processor time of a full build over that of the script", ratio(*map(series, worked.values())), 1.10
            ),
            Verdict("two workers over one", ratio(found[PRESS_2], found[PRESS]), 0.60),
        ),
        tables=(times(found),),
        bars=tuple(Bar(name, values, name.startswith("the press")) for name, values in found.items()),
        notes=(
            f"All booklets, languages and audiences in one size ({ONE_SIZE}).",
            f"The import of the engine alone took {seconds(imported.median)} (median).",
            "The press also reads and checks the whole project, mends the tags of each PDF, inspects it, and writes "
            "the catalogue and the download page. The engine alone does none of that.",
            "One worker lays out; beside it, on a second core if there is one, the press checks the texts, composes "
            "the next edition and writes the last. The processor time counts all of that.",
        ),
    )
