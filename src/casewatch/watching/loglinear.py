"""Log-linear Poisson models with a season of levels and a trend, many of them fitted at once.

Iteratively reweighted least squares (Nelder and Wedderburn 1972). Each week belongs to one level,
so the normal equations are an arrow: a diagonal for the levels, and one row and column for the
trend. They are solved in closed form (the Schur complement of the diagonal), for all series of a
batch in the same few sums over weeks. A series stops changing once its own deviance has settled,
so that it comes out as it would alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from casewatch.watching.dispersion import Floats

_ROUNDS, _CLOSE = 50, 1e-10
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pasts:
    """Weeks of many series, one row each; short ones are filled up with weeks not `known` (0).

    `level` is a number from 0 to `levels - 1`, `years` how far the week lies from the one under
    watch; `number` is how many weeks of a row are known.
    """

    seen: Floats
    level: Ints
    years: Floats
    known: Floats
    number: Floats
    levels: int

    @cached_property
    def place(self) -> Ints:
        """The place of each week's level among those of all rows."""
        return np.asarray(self.level + self.levels * np.arange(len(self.level))[:, None])

    @cached_property
    def log_seen(self) -> Floats:
        """The logarithm of each count, 0 for none."""
        return np.asarray(np.log(np.where(self.seen > 0, self.seen, 1.0)))

    def of(self, rows: Ints) -> Pasts:
        """Some of the rows."""
        return Pasts(
            self.seen[rows], self.level[rows], self.years[rows], self.known[rows],
            self.number[rows], self.levels,
        )  # fmt: skip

    def by_level(self, values: Floats) -> Floats:
        """Sums of `values` over the weeks of each level: one row a series."""
        size = len(self.level) * self.levels
        found = np.bincount(self.place.ravel(), values.ravel(), size)
        return np.asarray(found.reshape(len(self.level), self.levels))


def pasts(rows: Sequence[tuple[Floats, Ints, Floats]], levels: int) -> Pasts:
    """From counts, levels and years of each series."""
    longest = max(len(seen) for seen, _, _ in rows)
    seen, level, years, known = (np.zeros((len(rows), longest)) for _ in range(4))
    for n, (counts, own, away) in enumerate(rows):
        end = len(counts)
        seen[n, :end], level[n, :end], years[n, :end], known[n, :end] = counts, own, away, 1.0
    return Pasts(seen, level.astype(np.int64), years, known, known.sum(axis=1), levels)


@dataclass(frozen=True, slots=True)
class Fitted:
    """One row a series: the linear predictor, means and leverages of its weeks; the predictor
    of a week of level 0 at year 0, and `spread`, the variance of it per unit of dispersion; and
    how many parameters were fitted."""

    eta: Floats
    mean: Floats
    leverage: Floats
    level: Floats
    spread: Floats
    parameters: Floats


@dataclass(frozen=True, slots=True)
class _Arrow:
    """The normal equations: sums of weights by level, mean years by level, what the trend adds."""

    weight: Floats
    years: Floats
    schur: Floats

    @classmethod
    def of(cls, rows: Pasts, weights: Floats, *, trend: bool) -> _Arrow:
        total = rows.by_level(weights)
        total = np.where(total > 0, total, 1.0)
        if not trend:
            return cls(total, np.zeros_like(total), np.full(len(total), np.inf))
        years = rows.by_level(weights * rows.years) / total
        apart = rows.years - np.take_along_axis(years, rows.level, axis=1)
        schur = np.sum(weights * apart**2, axis=1)
        # Where all years but one are as good as silent the trend cannot be told: it is 0.
        weighed = np.sum(weights * rows.years**2, axis=1)
        return cls(total, years, np.where(schur > 1e-13 * weighed, schur, np.inf))

    def solve(self, rows: Pasts, weighted: Floats) -> tuple[Floats, Floats]:
        """Level and trend for weighted working responses."""
        level = rows.by_level(weighted) / self.weight
        apart = rows.years - np.take_along_axis(self.years, rows.level, axis=1)
        slope = np.sum(weighted * apart, axis=1) / self.schur
        return np.asarray(level - self.years * slope[:, None]), np.asarray(slope)

    def leverage(self, rows: Pasts, weights: Floats) -> Floats:
        """How much each week draws its own mean to itself."""
        apart = rows.years - np.take_along_axis(self.years, rows.level, axis=1)
        own = 1 / np.take_along_axis(self.weight, rows.level, axis=1)
        return np.asarray(weights * (own + apart**2 / self.schur[:, None]))

    @property
    def spread(self) -> Floats:
        """The variance of the predictor of level 0 at year 0, for a dispersion of 1."""
        return np.asarray(1 / self.weight[:, 0] + self.years[:, 0] ** 2 / self.schur)


def deviance(rows: Pasts, eta: Floats, mean: Floats, weights: Floats) -> Floats:
    """Twice the weighted log-likelihood that is lost against a perfect fit, of each row."""
    part = np.where(rows.seen > 0, rows.seen * (rows.log_seen - eta), 0.0)
    return np.asarray(2 * np.sum(weights * (part - rows.seen + mean), axis=1))


def fit(rows: Pasts, weights: Floats, *, trend: bool) -> Fitted:
    """The models of all rows, with a trend or without; `weights` is 0 for weeks not known."""
    mean = rows.seen + 0.1
    eta = np.log(mean)
    level = np.zeros((len(mean), rows.levels))
    before = np.full(len(mean), np.inf)
    going = np.arange(len(mean))
    part, own = rows, weights
    for _ in range(_ROUNDS):
        e, m = eta[going], mean[going]
        scaled = own * m
        arrow = _Arrow.of(part, scaled, trend=trend)
        found, slope = arrow.solve(part, own * (m * e + part.seen - m))
        e = np.take_along_axis(found, part.level, axis=1) + slope[:, None] * part.years
        e = np.clip(e, -30, 30)
        m = np.exp(e)
        eta[going], mean[going], level[going] = e, m, found
        now = deviance(part, e, m, own)
        open_ = np.abs(now - before[going]) >= _CLOSE * (np.abs(now) + 0.1)
        before[going] = now
        if not open_.any():
            break
        if not open_.all():
            going = going[open_]
            part, own = rows.of(going), weights[going]
    arrow = _Arrow.of(rows, weights * mean, trend=trend)
    present = np.sum(rows.by_level(rows.known) > 0, axis=1) + float(trend)
    return Fitted(
        eta, mean, arrow.leverage(rows, weights * mean), level[:, 0], arrow.spread,
        np.asarray(present, dtype=np.float64),
    )  # fmt: skip
