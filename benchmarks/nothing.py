"""A second run with nothing to do, against the mere import of the layout engine."""

from __future__ import annotations

from benchmarks.lab import Lab, complete, stamps
from benchmarks.results import Bar, Finding, Verdict, ratio, times

PRESS, IMPORT, PYTHON = "the press, second run", 'python -c "import weasyprint"', 'python -c ""'
TIMES_MORE = 4
"""It takes so little time that it can run more often."""


def run(lab: Lab) -> Finding:
    """The whole catalogue is there and whole: how long until the press knows that?"""
    out = lab.new_folder("nothing")
    words = ("-q", "-o", str(out))
    lab.press(*words)
    complete(out, len(lab.editions))
    lab.press(*words)
    before = stamps(out)
    contestants = {
        PRESS: lambda: lab.press(*words).wall,
        IMPORT: lambda: lab.python("-c", "import weasyprint").wall,
        PYTHON: lambda: lab.python("-c", "").wall,
    }
    found = lab.rounds(contestants, lab.repetitions * TIMES_MORE)
    return Finding(
        verdicts=(Verdict("nothing to do, over the import of the engine", ratio(found[PRESS], found[IMPORT]), 0.5),),
        proofs=(("no PDF was written again", stamps(out) == before),),
        tables=(times(found),),
        bars=tuple(Bar(name, values, name == PRESS) for name, values in found.items()),
    )
