"""How far counts spread beyond chance: the size of the negative binomial, learned from counts.

Counts of activity are not Poisson: bursts follow silence. A negative binomial with mean `m` and
size `r` has variance `m + m²/r`; the smaller `r`, the wilder. One series of half a year says
little about its `r`, so what is known of series of its kind helps (empirical Bayes: Robbins
1956; Efron and Morris 1975). The likelihood used does not know the mean: given their sum, weeks
of one size and any common mean are Dirichlet-multinomial (Mosimann 1962).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]

#: The sizes that are thought possible. The last ones are as good as Poisson.
SIZES: Floats = np.array(
    [0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1.1, 1.6, 2.2, 3.2, 4.5, 6.3, 10.0, 20.0, 100.0]
)
#: Before any series is seen: median and spread (of the logarithm) of the size. Groups that post
#: on leak sites have a median of 1.0, one in ten lies under 0.35; lower is more careful.
MEDIAN_SIZE = 0.6
SPREAD = 1.2
#: As many series does that belief weigh against those seen.
BELIEF_WEIGHS = 20.0
_ROUNDS = 50


def first_belief() -> Floats:
    """Weights of `SIZES` before any series is seen; they sum to one."""
    steps = np.gradient(np.log(SIZES))
    weights = np.exp(-0.5 * ((np.log(SIZES) - np.log(MEDIAN_SIZE)) / SPREAD) ** 2) * steps
    return np.asarray(weights / weights.sum())


def log_likelihood(counts: Sequence[int] | NDArray[np.int64]) -> Floats:
    """For each of `SIZES` the logarithm of how likely these weeks are, given their sum.

    Up to a constant that all sizes share. No week, or none with a count, says nothing (zeros).
    """
    found = np.asarray(counts, dtype=np.float64)
    if not found.size:
        return np.zeros_like(SIZES)
    return of_sums(per_week(found).sum(axis=1), float(found.sum()), found.size)


def per_week(counts: Floats) -> Floats:
    """What each week adds to `log_likelihood`: one row a size, one column a week."""
    sizes = SIZES[:, None]
    return np.asarray(gammaln(counts[None, :] + sizes) - gammaln(sizes))


def of_sums(weeks: Floats, total: float | Floats, n: int | NDArray[np.int64]) -> Floats:
    """`log_likelihood` from the sum of `per_week` over `n` weeks and the total of the counts.

    With a row of totals and of `n`, and a column of `weeks` for each: one column a stretch.
    """
    sizes = SIZES if weeks.ndim == 1 else SIZES[:, None]
    return np.asarray(weeks - gammaln(total + n * sizes) + gammaln(n * sizes))


def weighed(belief: Floats, likelihood: Floats) -> Floats:
    """What to believe of the size after seeing counts (Bayes); the weights sum to one.

    One row a size; columns, where there are any, are stretches by themselves.
    """
    with np.errstate(divide="ignore"):
        logs = np.log(belief) + likelihood
    weights = np.exp(logs - logs.max(axis=0))
    return np.asarray(weights / weights.sum(axis=0))


def belief_from(many: Iterable[Sequence[int]]) -> Floats:
    """What series of one field say of the size of the next one: weights of `SIZES`.

    Expectation-maximisation over the grid (Laird 1978), started from and held by
    `first_belief`, which counts as `BELIEF_WEIGHS` series. With no series it is that belief.
    """
    prior = first_belief()
    rows = [log_likelihood(counts) for counts in many]
    if not rows:
        return prior
    likelihood = np.array(rows)
    belief = prior
    for _ in range(_ROUNDS):
        each = weighed(belief[:, None], likelihood.T)
        belief = each.sum(axis=1) + BELIEF_WEIGHS * prior
        belief = belief / belief.sum()
    return belief
