"""Years of history: a week held against its season and trend, for the same sum of evidence.

A subject that has been counted for three years or more (a country, a scheme, a whole field) has
a trend and a season, which a level past of a year would take for upticks. Its weeks are held
against what Farrington-flexible expects of them (`farrington`); the chances go into the same
Shiryaev-Roberts sum as those of young subjects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casewatch.watching.farrington import AROUND, Expected, expected

#: Years of the past that are used: at least, and at most. A year is 53 weeks at most.
LEAST_YEARS, MOST_YEARS = 3, 5
_YEAR = 53


@dataclass(frozen=True, slots=True)
class Seasonal:
    """What is expected of one week, from `history` weeks of `years` years."""

    mean: float
    equal: float
    above: float
    history: int
    years: int

    @property
    def high(self) -> float:
        """The chance of at least as many as were seen."""
        return min(1.0, self.equal + self.above)


def years_before(counts: Sequence[int | None], place: int) -> int:
    """How many whole years the subject had been counted before the week at `place`.

    They begin with its first count: silence before somebody is first heard of is no history.
    """
    start = next((n for n, c in enumerate(counts[:place]) if c), place)
    return max(0, min(MOST_YEARS, (place - AROUND - start) // _YEAR))


def seasonal(counts: Sequence[int | None], first: date | None, place: int) -> Seasonal | None:
    """The chances of the count at `place`; None for a gap, or for too little of a past.

    `first` is a day of the first week, None where years of 52 weeks will do.
    """
    seen = counts[place]
    years = years_before(counts, place)
    if seen is None or years < LEAST_YEARS:
        return None
    found = expected(counts, first, place, years)
    return None if found is None else _chances(found, seen, place, years)


def _chances(found: Expected, seen: int, place: int, years: int) -> Seasonal:
    above = found.at_least(seen + 1)
    equal = max(0.0, found.at_least(seen) - above)
    return Seasonal(found.mean, equal, above, min(place, years * _YEAR), years)
