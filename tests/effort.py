"""Whether work grows in proportion to its input, told by a ratio and never by a bound in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

#: How much longer the second input is than the first.
FACTOR = 8
#: Seconds of processor time below which a clock tells little.
LEAST = 0.02
#: How many times over proportion is still taken as noise; what grows with the square is `FACTOR`
#: times over.
NOISE = 4.0


def processor_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Processor time of the quickest of some rounds: other programs only ever add to it."""
    found = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(size)` costs about `FACTOR` times what `work(size // FACTOR)` does."""
    small = processor_seconds(lambda: work(size // FACTOR))
    bound = NOISE * FACTOR * max(small, LEAST)
    # A second look only when the first one failed, so that one slow moment fails nothing.
    return any(processor_seconds(lambda: work(size), 1) < bound for _ in range(3))
