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
    found: list[Usual | None] = []
    near = 0
    for n in range(start, len(counts)):
        one = _usual(counts, past, first, n, near)
        near = one.up_to if one is not None else near
        found.append(one)
    return tuple(found)


def _usual(
    counts: Sequence[int | None], past: Past, first: date | None, n: int, near: int
) -> Usual | None:
    if counts[n] is None or past.history(n) < LEAST_HISTORY:
        return None
    seasons = law(counts, first, n)
    if seasons is not None:
        return Usual(seasons.mean, seasons.quantile(1 - CHANCE))
    return Usual(past.mean(n), _highest(past, n, near))


def _highest(past: Past, n: int, near: int) -> int:
    """The highest count of which there is still that chance: it falls as the count rises.

    Looked for around `near`, the bound of the week before, in steps that double.
    """

    def usual(count: int) -> bool:
        return past.odd(n, count).high >= CHANCE

    low, high, step = near, near + 1, 1
    while high < _MOST and usual(high):
        low, high, step = high, high + 2 * step, 2 * step
    step = 1
    while low and not usual(low):
        low, high, step = max(0, low - step), low, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if usual(middle) else (low, middle)
    return low
