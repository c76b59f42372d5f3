"""The engine that needs nothing but Hypothesis: grammar and mutation, guided by what an input is refused with."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from . import corpus, mutation
from .observer import Observer
from .target import Target

FRESH = 64
"""How many inputs are made from grammar at a time."""


def run(
    target: Target,
    seeds: Sequence[bytes],
    observer: Observer,
    runs: int,
    seconds: float,
    number: int,
    tell: Callable[[int], None],
) -> tuple[int, list[bytes]]:
    """How often the target was run, and the inputs that were met with something new. `tell` is told how far it is."""
    random = Random(number)
    ends = time.monotonic() + seconds if seconds else float("inf")
    seen: Counter[frozenset[str]] = Counter()
    queue = [raw[: target.most_bytes] for raw in seeds]
    pool, done = list[bytes](), 0
    while (not runs or done < runs) and time.monotonic() < ends:
        if not queue:
            if random.randrange(4) or not pool:
                queue = corpus.made(target, FRESH, random.randrange(2**32))
            else:
                queue = [_next(target, pool, random) for _ in range(4 * FRESH)]
        raw = queue.pop()
        codes = observer.run(raw)
        done += 1
        seen[codes] += 1
        if seen[codes] <= 2:
            pool.append(raw)
        if done % 256 == 0:
            tell(done)
    return done, pool


def _next(target: Target, pool: Sequence[bytes], random: Random) -> bytes:
    raw = mutation.mutated(random.choice(pool), random, target.words, pool, target.most_bytes)
    return target.mend(raw)[: target.most_bytes] if target.mend and random.randrange(8) else raw
