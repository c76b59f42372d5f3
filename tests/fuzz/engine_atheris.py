"""The engine of long runs: atheris, guided by which lines and branches of the press an input reaches.

`python -m tests.fuzz.engine_atheris TARGET FOLDER RUNS SECONDS` runs until one of the two is used up, or for ever.
Executions are counted in FOLDER/count, which outlives whatever happens to the process.
"""

from __future__ import annotations

import importlib
import mmap
import os
import struct
import sys
from pathlib import Path
from random import Random

import atheris

MEGABYTES = 1_024
SECONDS_OF_ONE = 20
INSTRUMENTED = ["bookletpress", "tinycss2", "markdown_it", "yaml"]


def _target(name: str):
    with atheris.instrument_imports(include=INSTRUMENTED):
        registry = importlib.import_module(f"{__package__}.registry")
        observer = importlib.import_module(f"{__package__}.observer")
        mutation = importlib.import_module(f"{__package__}.mutation")
        return registry.of(name), observer, mutation


def _counter(folder: Path) -> mmap.mmap:
    place = folder / "count"
    if not place.exists():
        place.write_bytes(bytes(8))
    with place.open("r+b") as file:
        return mmap.mmap(file.fileno(), 8)


def main(name: str, folder: Path, runs: int, seconds: int) -> None:
    """Never returns: libFuzzer ends the process."""
    target, observing, mutation = _target(name)
    inputs = folder / "inputs"
    count = _counter(folder)
    observer = observing.Observer(target, folder / "findings")
    others = [path.read_bytes() for path in sorted(inputs.iterdir())[:2_000]]

    def one(raw: bytes) -> None:
        struct.pack_into("<Q", count, 0, struct.unpack_from("<Q", count)[0] + 1)
        observer.run(raw)

    def mutate(raw: bytes, most: int, seed: int) -> bytes:
        if seed % 2:
            return atheris.Mutate(raw, most)
        changed = mutation.mutated(raw, Random(seed), target.words, others, most)
        return target.mend(changed)[:most] if target.mend and seed % 8 else changed

    options = [
        *(sys.argv[0], str(inputs), f"-max_len={target.most_bytes}", f"-rss_limit_mb={MEGABYTES}"),
        *(f"-timeout={SECONDS_OF_ONE}", f"-artifact_prefix={folder}/died-", "-verbosity=0", "-len_control=10"),
        *([f"-runs={runs}"] if runs else []),
        *([f"-max_total_time={seconds}"] if seconds else []),
    ]
    atheris.Setup(options, one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
