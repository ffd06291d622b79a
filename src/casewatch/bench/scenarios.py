"""The 42 scenarios of Noufaily et al. (Statistics in Medicine 32, 2013, 1206), made anew.

Counts of 624 weeks with trend and season; outbreaks in the last 49 weeks, and in half of the
series also in the five years before. A method is judged by the share of weeks without outbreak
in which it raises an alarm (FPR), and of outbreaks in which it raises any (POD).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casewatch.watching.evidence import STAKES_OF_MODEL, add, e_values
from casewatch.watching.farrington import expected_of, past_of
from casewatch.watching.uptick import FEWEST, IN_WEEKS, REST

WEEKS, TEST = 624, 49
BASELINE = (312, WEEKS - TEST)
YEARS = 5
#: Intercept, trend a week where there is one, season, dispersion: the table of the paper.
PARAMETERS = (
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2.0, 0.005, 0.1, 0.3, 2.0),
    (1.5, 0.003, 0.2, -0.4, 1.0),
    (0.5, 0.002, 0.5, 0.5, 5.0),
    (2.5, 0.001, 1.0, 0.1, 3.0),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5.0, 0.0001, 0.05, 0.01, 1.2),
)
#: Sizes of an outbreak, in standard deviations of the week in which it begins.
SIZES = range(1, 11)
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Made:
    """One series: its counts, and the weeks of the test with cases of the outbreak."""

    counts: Counts
    outbreak: frozenset[int]


def means(scenario: int) -> tuple[NDArray[np.float64], float]:
    """The mean of every week of a scenario (0 to 41), and its dispersion."""
    theta, beta, gamma1, gamma2, dispersion = PARAMETERS[scenario // 6]
    trend, harmonics = scenario % 6 // 3, scenario % 3
    t = np.arange(1, WEEKS + 1)
    exponent = theta + beta * trend * t
    for j in range(1, harmonics + 1):
        exponent = exponent + gamma1 * np.cos(2 * np.pi * j * t / 52)
        exponent = exponent + gamma2 * np.sin(2 * np.pi * j * t / 52)
    return np.exp(exponent), dispersion


def made(scenario: int, k: int, number: int) -> Made:
    """One series; every second one has outbreaks in its past too."""
    rng = np.random.default_rng([scenario, k, number])
    mean, dispersion = means(scenario)
    if dispersion > 1:
        size = mean / (dispersion - 1)
        counts = rng.negative_binomial(size, size / (size + mean))
    else:
        counts = rng.poisson(mean)
    if number % 2:
        for start in rng.integers(*BASELINE, 4):
            _outbreak(rng, counts, mean, dispersion, k, int(start))
    start = int(rng.integers(WEEKS - TEST, WEEKS))
    return Made(counts, _outbreak(rng, counts, mean, dispersion, k, start))


def _outbreak(
    rng: np.random.Generator,
    counts: Counts,
    mean: NDArray[np.float64],
    dispersion: float,
    k: int,
    start: int,
) -> frozenset[int]:
    """Adds one: so many cases, spread over weeks by a log-normal. Returns its weeks."""
    cases = max(2, int(rng.poisson(k * np.sqrt(dispersion * mean[start]))))
    weeks = start + np.floor(rng.lognormal(0.0, 0.5, cases)).astype(np.int64)
    weeks = weeks[weeks < WEEKS]
    np.add.at(counts, weeks, 1)
    return frozenset(weeks.tolist())


@dataclass(frozen=True, slots=True)
class Chance:
    """What Farrington-flexible says of one week: chances of at least as many, and of more."""

    place: int
    high: float
    above: float
    recent: int


def chances(one: Made) -> list[Chance]:
    """For each week of the test."""
    return next(chances_of([one]))


def chances_of(many: Sequence[Made]) -> Iterator[list[Chance]]:
    """The same for many series, whose weeks are fitted together."""
    places = range(WEEKS - TEST, WEEKS)
    pasts = []
    for one in many:
        counts: list[int | None] = [int(c) for c in one.counts]
        pasts += [past_of(counts, None, place, YEARS) for place in places]
    laws = iter(expected_of([past for past in pasts if past is not None]))
    at = iter(pasts)
    for one in many:
        found = []
        for place in places:
            if next(at) is not None:
                law, seen = next(laws), int(one.counts[place])
                recent = int(one.counts[place - IN_WEEKS + 1 : place + 1].sum())
                found.append(Chance(place, law.at_least(seen), law.at_least(seen + 1), recent))
        yield found


def measure_scenarios(
    repeats: int, threshold: float = 50.0, step: Callable[[], None] = lambda: None
) -> list[dict[str, Any]]:
    """FPR and POD of Farrington-flexible at two levels, and of its sum of evidence at `A`.

    `repeats` series for each of the 42 scenarios and 10 sizes.
    """
    rules: dict[str, Callable[[list[Chance]], set[int]]] = {
        "alpha 0.005": lambda weeks: {w.place for w in weeks if w.high < 0.005},
        "alpha 0.01": lambda weeks: {w.place for w in weeks if w.high < 0.01},
        f"A {threshold:.0f}": lambda weeks: summed(weeks, threshold),
    }
    tally = {name: [0, 0, 0, 0] for name in rules}
    for one, weeks in _every(repeats, step):
        for name, rule in rules.items():
            places, row = rule(weeks), tally[name]
            row[0] += len(places - one.outbreak)
            row[1] += TEST - len(one.outbreak)
            row[2] += bool(places & one.outbreak)
            row[3] += bool(one.outbreak)
    return [
        {"rule": name, "false": f / max(1, weeks), "found": hit / max(1, n), "series": n}
        for name, (f, weeks, hit, n) in tally.items()
    ]


def _every(repeats: int, step: Callable[[], None]) -> Iterator[tuple[Made, list[Chance]]]:
    for scenario in range(6 * len(PARAMETERS)):
        many = [made(scenario, k, number) for k in SIZES for number in range(repeats)]
        yield from zip(many, chances_of(many), strict=True)
        step()


def summed(weeks: list[Chance], threshold: float) -> set[int]:
    """The weeks of an alert by the sum of evidence, with the rest and care of a watch."""
    equal = np.array([max(0.0, w.high - w.above) for w in weeks])
    won = e_values(equal, np.array([w.above for w in weeks]), STAKES_OF_MODEL)
    total, rest, places = 0.0, 0, set()
    for week, e in zip(weeks, won, strict=True):
        rest -= 1
        if rest >= 0:
            continue
        total = add(total, float(e))
        if total >= threshold and week.recent >= FEWEST:
            places.add(week.place)
            total, rest = 0.0, REST
    return places
