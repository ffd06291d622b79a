"""Tails of the beta-binomial: how odd is a count, given what all weeks together counted.

Let weeks be negative binomial with one size `r` and one unknown mean. Given the sum of two
stretches of `m` and `n` weeks, the share of the first is beta-binomial with parameters `m·r`
and `n·r`, whatever the mean. So there is no mean to estimate, and the test is exact for its
size. As `r` grows it becomes the binomial test of two Poisson rates (Przyborowski and Wilenski
1940). With the size unknown, tails are averaged over what is believed of it (`dispersion`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from casewatch.watching.dispersion import SIZES, Floats

#: Logarithms under that are added up, for their numbers would be lost.
_SMALLEST = -600.0


class Tails(NamedTuple):
    """Chances of fewer, of as many, and of more than what was seen; one entry a size."""

    below: Floats
    equal: Floats
    above: Floats


def tails(seen: int, total: int, weeks: int, others: int) -> Tails:
    """The tails of `seen` counts in `weeks` weeks of `total` in `weeks + others`.

    Raises `ValueError` for numbers that cannot be: negative ones, more seen than there are.
    """
    if seen < 0 or total < seen or weeks < 1 or others < 1:
        raise ValueError(f"{seen} of {total} in {weeks} of {weeks + others} weeks")
    return _tails(seen, total, weeks, others)


@lru_cache(maxsize=65536)
def _tails(seen: int, total: int, weeks: int, others: int) -> Tails:
    a, b = weeks * SIZES[:, None], others * SIZES[:, None]
    k = np.arange(total, dtype=np.float64)[None, :]
    steps = (total - k) * (k + a) / ((k + 1) * (total - k - 1 + b))
    start = gammaln(b + total) - gammaln(b) + gammaln(a + b) - gammaln(a + b + total)
    if start.min() > _SMALLEST:
        chance = np.cumprod(np.concatenate([np.exp(start), steps], axis=1), axis=1)
    else:
        logs = np.cumsum(np.concatenate([start, np.log(steps)], axis=1), axis=1)
        chance = np.exp(logs)
    chance /= chance.sum(axis=1, keepdims=True)
    # Each tail is summed by itself: a difference from one would lose small chances.
    found = (chance[:, :seen].sum(axis=1), chance[:, seen], chance[:, seen + 1 :].sum(axis=1))
    for array in found:
        array.setflags(write=False)
    return Tails(*found)


class Odd(NamedTuple):
    """The tails averaged over the sizes. `high` and `low` are p-values; each is valid."""

    below: float
    equal: float
    above: float

    @property
    def high(self) -> float:
        """The chance of at least as many."""
        return min(1.0, self.equal + self.above)

    @property
    def low(self) -> float:
        """The chance of at most as many."""
        return min(1.0, self.equal + self.below)

    @property
    def two_sided(self) -> float:
        """Twice the smaller tail, where half of what was seen counts (mid-p, Lancaster 1961)."""
        half = self.equal / 2
        return min(1.0, 2 * min(self.below + half, self.above + half))


def odd(found: Tails, belief: Floats) -> Odd:
    """The tails under what is believed of the size."""
    return Odd(*(float(belief @ tail) for tail in found))
