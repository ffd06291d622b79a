"""Before and after a day: did the rate of counts change?

The test is conditional on all that was counted (`tails`), with the size of the negative
binomial learned from both stretches. A Poisson test is not offered: on counts as wild as those
of real groups it calls a third to a half of all dates a change. The interval of the ratio is
the fiducial one of two negative binomials: given its counts, a mean over its size is beta-prime
distributed (half a count is added, as Jeffreys does).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from casewatch.watching.dispersion import (
    SIZES,
    Floats,
    first_belief,
    log_likelihood,
    weighed,
)
from casewatch.watching.tails import odd, tails

#: Weeks after the day at which is looked, and the most weeks before it that are used.
LOOKS = (4, 8, 13, 26)
MOST_BEFORE = 52
#: Below that nothing is said: weeks and counts before the day, weeks after it.
LEAST_BEFORE = 12
LEAST_COUNTS = 8
#: Points of each distribution by which the interval is computed.
_POINTS = 60


@dataclass(frozen=True, slots=True)
class Look:
    """The rate in the `after_weeks` since the day beside that of the weeks before it.

    `ratio` is after over before, with its interval of 95 %; `ratio` is None where nothing was
    counted before. `p` is two-sided, of this look alone.
    """

    before_weeks: int
    after_weeks: int
    before: int
    after: int
    ratio: float | None
    low: float
    high: float
    p: float


def compare(before: Sequence[int], after: Sequence[int], belief: Floats | None = None) -> Look:
    """Test and interval for two stretches of weeks. Raises `ValueError` for an empty one."""
    if not before or not after:
        raise ValueError("a stretch without weeks")
    prior = first_belief() if belief is None else belief
    sizes = weighed(prior, log_likelihood(list(before)) + log_likelihood(list(after)))
    m, n, s, t = len(before), len(after), sum(before), sum(after)
    p = odd(tails(t, s + t, n, m), sizes).two_sided
    low, high = _interval(m, n, s, t, sizes)
    ratio = (t / n) / (s / m) if s else None
    return Look(m, n, s, t, ratio, low, high, p)


def _interval(m: int, n: int, s: int, t: int, sizes: Floats) -> tuple[float, float]:
    """2.5 and 97.5 % points of the ratio of means."""
    points = (np.arange(_POINTS) + 0.5) / _POINTS
    logs, weights = [], []
    for size, weight in zip(SIZES, sizes, strict=True):
        if weight < 1e-4:
            continue
        first, second = (
            np.log(share) - np.log1p(-share)
            for share in (
                np.clip(betaincinv(s + 0.5, m * size, points), 1e-300, 1 - 1e-16),
                np.clip(betaincinv(t + 0.5, n * size, points), 1e-300, 1 - 1e-16),
            )
        )
        found = (second[:, None] - first[None, :]).ravel()
        logs.append(found)
        weights.append(np.full(found.size, weight))
    every, weight_of = np.concatenate(logs), np.concatenate(weights)
    order = np.argsort(every, kind="stable")
    share = np.cumsum(weight_of[order])
    share /= share[-1]
    low, high = (float(np.exp(every[order][np.searchsorted(share, q)])) for q in (0.025, 0.975))
    return (0.0 if t == 0 else low), (float("inf") if s == 0 else high)


def looks(
    before: Sequence[int], after: Sequence[int], belief: Floats | None = None
) -> tuple[Look, ...]:
    """One look for each of `LOOKS` that has passed; the weeks nearest to the day are used."""
    past = before[-MOST_BEFORE:]
    return tuple(compare(past, after[:n], belief) for n in LOOKS if len(after) >= n)


def corrected(found: Sequence[Look]) -> float | None:
    """The p-value of all looks together: the least one, times how many were taken (Bonferroni)."""
    return min(1.0, len(found) * min(look.p for look in found)) if found else None


def shifted(before: Sequence[int], after: Sequence[int]) -> float:
    """How often the series turned round in a circle shows as great a difference by itself.

    It keeps the order of the weeks, and so how they hang together; it is coarse: of `n` weeks
    no p-value is under `1/n`.
    """
    every = np.array([*before, *after], dtype=np.float64)
    n = len(after)
    turned = np.cumsum(np.concatenate([every, every]))
    sums = np.array([turned[i + n - 1] - (turned[i - 1] if i else 0.0) for i in range(every.size)])
    means = np.abs(sums / n - (every.sum() - sums) / max(1, every.size - n))
    return float(np.mean(means >= means[every.size - n] - 1e-9))


def sharpest(counts: Sequence[int], least: int = 4) -> int | None:
    """The place at which the series itself falls apart most: where somebody would point who only
    looks at the counts. Measured by the difference of square roots, which evens out spread."""
    roots = np.sqrt(np.asarray(counts, dtype=np.float64))
    n = roots.size
    if n < 2 * least:
        return None
    sums = np.cumsum(roots)
    places = np.arange(least, n - least + 1)
    first, second = sums[places - 1] / places, (sums[-1] - sums[places - 1]) / (n - places)
    gain = (first - second) ** 2 * places * (n - places) / n
    return int(places[np.argmax(gain)]) if gain.max() > 0 else None
