"""The benchmarks, in the order in which they run and stand in the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import catalogues, cluster, full, nothing, peers, scale, sentence, stages
from benchmarks.lab import Lab
from benchmarks.results import Finding


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A measurement with a name for the command line, and what it asks, for the report."""

    name: str
    title: str
    about: str
    run: Callable[[Lab], Finding]


BENCHMARKS = (
    Benchmark(
        "full",
        "Everything is made anew",
        "How much does the press cost beyond the layout engine (WeasyPrint) that it stands on? The engine's own work "
        "is a script that hands it the same HTML, style sheets, drawings and fonts, and writes what comes back.",
        full.run,
    ),
    Benchmark(
        "peers",
        "Other ways of making the same PDFs",
        "All editions on two cores, against the engine's own command, the print function of a browser, and Typst, a "
        "typesetting system written in Rust. Speed is not all: the second table says what each of them put into its "
        "PDFs.",
        peers.run,
    ),
    Benchmark(
        "nothing",
        "Nothing is to be done",
        "All PDFs are there and nothing has changed since. How long until the press has made sure of that, compared "
        "with merely loading the layout engine?",
        nothing.run,
    ),
    Benchmark(
        "sentence",
        "One Spanish sentence is changed",
        "A translator changes one sentence in a copy of the project, and asks for everything. Only the editions that "
        "print the sentence may be made again.",
        sentence.run,
    ),
    Benchmark(
        "scale",
        "Many editions",
        "Does an edition cost more, or take more memory, when there are ten times as many?",
        scale.run,
    ),
    Benchmark(
        "cluster",
        "On a Dask cluster",
        "The same build by workers that are reached over the network.",
        cluster.run,
    ),
    Benchmark(
        "update",
        "New English meets old translations",
        "Bringing one catalogue up to date with a later template, by the press, by GNU msgmerge and by pybabel: "
        "seconds, and peak memory.",
        catalogues.run,
    ),
    Benchmark(
        "stages",
        "Where the time goes",
        "The press's own clock in full builds. The stages are those that `make_pdf.py --timings` explains.",
        stages.run,
    ),
)
