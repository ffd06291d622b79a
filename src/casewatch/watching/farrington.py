"""Farrington-flexible: weeks held against the same season of earlier years.

For series of three years and more, with trend and season (a country, a scheme, all of a field).
Written from Noufaily et al. (Statistics in Medicine 32, 2013, 1206) and Salmon, Schumacher and
Höhle (Journal of Statistical Software 70(10), 2016): a log-linear quasi-Poisson model with a
trend and a season of ten levels; past outbreaks count less where their Anscombe residual is
above 2.58; the last 26 weeks are left out; the threshold is a quantile of the negative binomial
with the mean and dispersion that were fitted ("nbPlugin").
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, fdtrc, gammainc

from casewatch.watching.dispersion import Floats

#: Weeks on either side of the same day of an earlier year that are its own season.
AROUND = 3
#: Levels of the season, that one included.
LEVELS = 10
#: The newest weeks before the one under watch, which an outbreak that goes on may have raised.
LEFT_OUT = 26
#: Anscombe residuals above that count less.
ODD = 2.58
#: At least so much of the past must be known.
LEAST_KNOWN = 0.8
_ROUNDS, _CLOSE = 50, 1e-10


@dataclass(frozen=True, slots=True)
class Expected:
    """What earlier years make one expect of a week: mean and dispersion (1 is Poisson).

    `steady` is the chance of as much season and trend as was fitted where there is none.
    """

    mean: float
    dispersion: float
    steady: float = 0.0

    def at_least(self, count: int) -> float:
        """The chance of at least so many."""
        if count <= 0:
            return 1.0
        if self.dispersion <= 1.0:
            return float(gammainc(count, self.mean))
        size = self.mean / (self.dispersion - 1.0)
        return float(betainc(count, size, self.mean / (self.mean + size)))

    def quantile(self, share: float) -> int:
        """The least count that as many or fewer reach with at least this chance."""
        count = 0
        while 1.0 - self.at_least(count + 1) < share:
            count += 1
        return count


def _same_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def anchors(first: date | None, place: int, years: int) -> list[int]:
    """The places of the weeks nearest to the calendar day of this one, latest year first.

    Where no date is known (`first` None) a year has 52 weeks.
    """
    if first is None:
        return [place - 52 * k for k in range(years + 1)]
    day = first + timedelta(weeks=place)
    return [round((_same_day(day, k) - first).days / 7) if k else place for k in range(years + 1)]


def seasons(around: Sequence[int]) -> dict[int, int]:
    """The level of each week, by place: 0 near an anchor, then 1 to 9 from one to the next."""
    level: dict[int, int] = {}
    for later, earlier in itertools.pairwise(around):
        start, end = earlier + AROUND + 1, later - AROUND
        gap = end - start
        for n, place in enumerate(range(start, end)):
            level[place] = 1 + n * (LEVELS - 1) // gap
    for anchor in around:
        for place in range(anchor - AROUND, anchor + AROUND + 1):
            level[place] = 0
    return level


def _fit(design: Floats, counts: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients, means and leverages of a weighted log-linear Poisson model (IRLS)."""
    mean: Floats = counts + 0.1
    eta: Floats = np.log(mean)
    before = np.inf
    coefficients: Floats = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        work = eta + (counts - mean) / mean
        root = np.sqrt(weights * mean)
        solved = np.linalg.lstsq(design * root[:, None], work * root, rcond=None)[0]
        coefficients = np.asarray(solved, dtype=np.float64)
        eta = np.clip(design @ coefficients, -30, 30)
        mean = np.exp(eta)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(counts > 0, counts * np.log(counts / mean), 0.0)
        deviance = float(2 * np.sum(weights * (part - counts + mean)))
        if abs(deviance - before) < _CLOSE * (abs(deviance) + 0.1):
            break
        before = deviance
    q = np.linalg.qr(design * np.sqrt(weights * mean)[:, None])[0]
    return coefficients, mean, np.asarray((q**2).sum(axis=1))


def _dispersion(counts: Floats, mean: Floats, weights: Floats, parameters: int) -> float:
    free = len(counts) - parameters
    return max(1.0, float(np.sum(weights * (counts - mean) ** 2 / mean)) / free)


def _weights(counts: Floats, mean: Floats, leverage: Floats, dispersion: float) -> Floats:
    """Less for what stood out: past outbreaks should not hide the next one."""
    anscombe = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    scale = np.sqrt(dispersion * np.maximum(1e-9, 1 - leverage))
    residual = anscombe / scale
    weights = np.where(residual > ODD, 1 / np.maximum(residual, 1e-9) ** 2, 1.0)
    return np.asarray(weights * len(counts) / weights.sum())


def expected(
    counts: Sequence[int | None], first: date | None, place: int, years: int
) -> Expected | None:
    """What `years` earlier years make one expect of the week at `place`.

    `counts` are weeks from the one of `first` on; weeks of which nothing is known (None) say
    nothing. None where the past does not reach so far, or where too little of it is known.
    The trend is always fitted; it is dropped where it would lead above all that was ever seen.
    """
    around = anchors(first, place, years)
    if around[-1] - AROUND < 0:
        return None
    level = seasons(around)
    start, end = around[-1] - AROUND, place - LEFT_OUT
    used = np.array([n for n in range(start, end) if counts[n] is not None], dtype=np.int64)
    levels = np.array([level[int(n)] for n in used])
    if used.size < LEAST_KNOWN * (end - start) or not np.any(levels == 0):
        return None
    seen = np.array([counts[n] for n in used], dtype=np.float64)
    for trend in (True, False):
        found = _expected(seen, used, levels, place, trend=trend)
        if found.mean <= seen.max() or not trend:
            break
    return found


def _expected(
    seen: Floats, used: NDArray[np.int64], levels: NDArray[np.int64], place: int, *, trend: bool
) -> Expected:
    present = [k for k in range(LEVELS) if np.any(levels == k)]
    design = np.stack([(levels == k).astype(np.float64) for k in present], axis=1)
    if trend:
        design = np.column_stack([design, (used - place) / 52.0])
    weights = np.ones(len(seen))
    _, mean, leverage = _fit(design, seen, weights)
    dispersion = _dispersion(seen, mean, weights, design.shape[1])
    steady = _steady(seen, mean, dispersion, design.shape[1])
    weights = _weights(seen, mean, leverage, dispersion)
    coefficients, mean, _ = _fit(design, seen, weights)
    dispersion = _dispersion(seen, mean, weights, design.shape[1])
    # At `place` the season is the first level and the trend is zero.
    return Expected(float(np.exp(coefficients[present.index(0)])), dispersion, steady)


def _steady(seen: Floats, mean: Floats, dispersion: float, parameters: int) -> float:
    """The p-value of season and trend together: the F-test of a quasi-Poisson model."""
    free, more = len(seen) - parameters, parameters - 1
    if more < 1 or free < 1 or not seen.any():
        return 1.0
    flat = np.full_like(seen, seen.mean())
    gained = (_deviance(seen, flat) - _deviance(seen, mean)) / more
    return float(fdtrc(more, free, max(0.0, gained) / dispersion))


def _deviance(seen: Floats, mean: Floats) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(seen > 0, seen * np.log(seen / mean), 0.0)
    return float(2 * np.sum(part - seen + mean))
