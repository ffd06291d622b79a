"""What is usual, week by week: the counts that a subject's past does not make odd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casewatch.watching.dispersion import Floats, first_belief
from casewatch.watching.seasonal import law
from casewatch.watching.uptick import LEAST_HISTORY, Past

#: A count with a smaller chance than that is above what is usual.
CHANCE = 0.05
#: No bound is sought above that.
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Usual:
    """The mean that is expected of a week, and the highest count that is still usual."""

    mean: float
    up_to: int


def band(
    counts: Sequence[int | None],
    belief: Floats | None = None,
    first: date | None = None,
    start: int = 0,
) -> tuple[Usual | None, ...]:
    """For each week from the one at `start` on; None for a gap or too little history."""
    past = Past(counts, first_belief() if belief is None else belief)
    return tuple(_usual(counts, past, first, n) for n in range(start, len(counts)))


def _usual(counts: Sequence[int | None], past: Past, first: date | None, n: int) -> Usual | None:
    if counts[n] is None or past.history(n) < LEAST_HISTORY:
        return None
    seasons = law(counts, first, n)
    if seasons is not None:
        return Usual(seasons.mean, seasons.quantile(1 - CHANCE))
    return Usual(past.mean(n), _highest(past, n))


def _highest(past: Past, n: int) -> int:
    """By doubling and halving: the chance of at least as many falls as the count rises."""
    low, high = 0, 1
    while high < _MOST and past.odd(n, high).high >= CHANCE:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if past.odd(n, middle).high >= CHANCE else (low, middle)
    return low
