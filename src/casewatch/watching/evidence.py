"""From tails to evidence that adds up week by week: e-values and the Shiryaev-Roberts sum.

An e-value is a number that is at most 1 on average where nothing has changed (Vovk and Wang
2021). Bets against "nothing has changed" whose gains are e-values can be multiplied week after
week; the Shiryaev-Roberts sum starts a new bet each week and adds them all up. It first reaches
`A`, where nothing has changed, after `A` weeks or more on average, whatever the counts are
(e-detectors: Shin, Ramdas and Rinaldo 2022; Shiryaev 1963; Roberts 1966).
"""

from __future__ import annotations

import numpy as np

from casewatch.watching.dispersion import Floats

#: Bets `κ·p^(κ-1)`: low ones gain on very small chances, high ones on many small ones.
STAKES = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
#: Bets where the chances rest on a model that was fitted: its middle is a little off week after
#: week, so that only what is far out is bet on (`casewatch bench watching --scenarios`).
STAKES_OF_MODEL = np.array([0.1, 0.2, 0.3])


def e_values(equal: Floats, above: Floats, stakes: Floats = STAKES) -> Floats:
    """The evidence in each count by itself: what all bets gain on it, on average.

    `above` are the chances of more, `equal` of as many. The p-value of a count is coarse; drawn
    evenly between `above` and `above + equal` it would be exactly uniform. The mean of
    `κ·p^(κ-1)` over that stretch is what the bet gains on average over the draw, so nothing has
    to be drawn, nothing is lost to coarseness, and the mean over all counts is exactly 1 where
    the tails are right.
    """
    low = np.maximum(0.0, np.asarray(above, dtype=np.float64))[:, None]
    top = np.minimum(1.0, low + np.asarray(equal, dtype=np.float64)[:, None])
    wide = top - low > 1e-12 * top
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(
            wide, (top**stakes - low**stakes) / (top - low), stakes * top ** (stakes - 1)
        )
    every: Floats = np.where(top > 0, found, np.inf).mean(axis=1)
    return every


def add(total: float, e: float) -> float:
    """The Shiryaev-Roberts sum after one more week."""
    return (total + 1.0) * e
