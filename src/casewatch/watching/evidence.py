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


def bets(equal: Floats, above: Floats, stakes: Floats = STAKES) -> Floats:
    """What each bet gains on each count: one row a count, one column a stake.

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
    return np.where(top > 0, found, np.inf)


def e_value(equal: float, above: float, stakes: Floats = STAKES) -> float:
    """The evidence in one count by itself: what all bets gain on average."""
    return float(np.mean(bets(np.array([equal]), np.array([above]), stakes)))


class Sums:
    """Shiryaev-Roberts sums, one for each stake; `total`, their mean, is held against `A`.

    Each of them is at most the number of weeks, on average, where nothing has changed, and so is
    their mean (a mixture of e-detectors is one: Shin, Ramdas and Rinaldo 2022). As each stake
    keeps what it has won, the mean comes to rest on the stake that suits the rise at hand.
    """

    def __init__(self) -> None:
        self._sums: Floats = np.zeros(1)

    @property
    def total(self) -> float:
        """What is held against `A`."""
        return float(self._sums.mean())

    def add(self, gains: Floats) -> float:
        """One more week, with what each bet gains on it. Returns the evidence that all of them
        together find in it: what the total, with the bet that begins this week, is raised by.

        Where the stakes change, all begin with what there is.
        """
        if len(gains) != len(self._sums):
            self._sums = np.full(len(gains), self.total)
        before = self.total + 1.0
        self._sums = (self._sums + 1.0) * gains
        return self.total / before

    def clear(self) -> None:
        """Begin anew, as after an alert."""
        self._sums = np.zeros(1)
