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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, fdtrc, gammainc

from casewatch.watching.dispersion import Floats
from casewatch.watching.loglinear import Fitted, Pasts, deviance, fit, pasts

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
#: So many weeks are fitted at once: few enough to stay in the cache of the processor.
_AT_ONCE = 192


@dataclass(frozen=True, slots=True)
class Expected:
    """What earlier years make one expect of a week: mean and dispersion (1 is Poisson).

    `steady` is the chance of as much season and trend as was fitted where there is none.
    `error` is the standard error of the logarithm of the mean.
    """

    mean: float
    dispersion: float
    steady: float = 0.0
    error: float = 0.0

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


@lru_cache(maxsize=256)
def _levels(back: tuple[int, ...]) -> NDArray[np.int64]:
    """The levels of all weeks that are used, oldest first: `back` are the distances to anchors."""
    level = seasons([-distance for distance in back])
    return np.array([level[n] for n in range(-back[-1] - AROUND, -LEFT_OUT)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Past:
    """The weeks that one week is held against: counts, levels of the season, years to it."""

    seen: Floats
    level: NDArray[np.int64]
    years: Floats


def past_of(
    counts: Sequence[int | None], first: date | None, place: int, years: int
) -> Past | None:
    """What `expected` uses; None where the past does not reach so far or is known too little."""
    around = anchors(first, place, years)
    if around[-1] - AROUND < 0:
        return None
    level = _levels(tuple(place - anchor for anchor in around))
    start, end = around[-1] - AROUND, place - LEFT_OUT
    seen = np.array([-1 if c is None else c for c in counts[start:end]], dtype=np.float64)
    known = seen >= 0
    if known.sum() < LEAST_KNOWN * (end - start) or not np.any(level[known] == 0):
        return None
    used = np.arange(start, end)[known]
    return Past(seen[known], level[known], (used - place) / 52.0)


def expected(
    counts: Sequence[int | None], first: date | None, place: int, years: int
) -> Expected | None:
    """What `years` earlier years make one expect of the week at `place`.

    `counts` are weeks from the one of `first` on; weeks of which nothing is known (None) say
    nothing. None where the past does not reach so far, or where too little of it is known.
    The trend is always fitted; it is dropped where it would lead above all that was ever seen.
    """
    past = past_of(counts, first, place, years)
    return None if past is None else next(expected_of([past]))


def expected_of(found: Sequence[Past]) -> Iterator[Expected]:
    """The same for many weeks, of one or of many series, which are fitted together."""
    for start in range(0, len(found), _AT_ONCE):
        yield from _expected(found[start : start + _AT_ONCE])


def _expected(found: Sequence[Past]) -> list[Expected]:
    rows = pasts([(p.seen, p.level, p.years) for p in found], LEVELS)
    laws = _laws(rows, trend=True)
    over = [n for n, law in enumerate(laws) if law.mean > found[n].seen.max()]
    if over:
        for n, law in zip(over, _laws(rows.of(np.array(over)), trend=False), strict=True):
            laws[n] = law
    return laws


def _laws(rows: Pasts, *, trend: bool) -> list[Expected]:
    once = fit(rows, rows.known, trend=trend)
    dispersion = _dispersion(rows, once, rows.known)
    steady = _steady(rows, once, dispersion)
    weights = _weights(rows, once, dispersion)
    again = fit(rows, weights, trend=trend)
    dispersion = _dispersion(rows, again, weights)
    # At the week itself the season is the first level and the trend is zero.
    error = np.sqrt(dispersion * again.spread)
    return [
        Expected(float(m), float(d), float(s), float(e))
        for m, d, s, e in zip(np.exp(again.level), dispersion, steady, error, strict=True)
    ]


def _dispersion(rows: Pasts, fitted: Fitted, weights: Floats) -> Floats:
    free = rows.number - fitted.parameters
    residual = np.sum(weights * (rows.seen - fitted.mean) ** 2 / fitted.mean, axis=1)
    return np.asarray(np.maximum(1.0, residual / free))


def _weights(rows: Pasts, fitted: Fitted, dispersion: Floats) -> Floats:
    """Less for what stood out: past outbreaks should not hide the next one."""
    anscombe = 1.5 * (np.cbrt(rows.seen**2) * fitted.mean ** (-1 / 6) - np.sqrt(fitted.mean))
    scale = np.sqrt(dispersion[:, None] * np.maximum(1e-9, 1 - fitted.leverage))
    residual = anscombe / scale
    weights = rows.known * np.where(residual > ODD, 1 / np.maximum(residual, 1e-9) ** 2, 1.0)
    return np.asarray(weights * (rows.number / weights.sum(axis=1))[:, None])


def _steady(rows: Pasts, fitted: Fitted, dispersion: Floats) -> Floats:
    """The p-value of season and trend together: the F-test of a quasi-Poisson model."""
    free, more = rows.number - fitted.parameters, fitted.parameters - 1
    flat = rows.seen.sum(axis=1) / rows.number
    with np.errstate(divide="ignore", invalid="ignore"):
        gained = deviance(rows, np.log(flat)[:, None], flat[:, None], rows.known)
        gained -= deviance(rows, fitted.eta, fitted.mean, rows.known)
        found = fdtrc(more, free, np.maximum(0.0, gained / more) / dispersion)
    return np.asarray(np.where((more < 1) | (free < 1) | (flat == 0), 1.0, found))
