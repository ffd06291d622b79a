"""Years of history: a week held against its season and trend, for the same sum of evidence.

A subject that has been counted for three years or more (a country, a scheme, a whole field) has
a trend and a season, which a level past of a year would take for upticks. Its weeks are held
against what Farrington-flexible expects of them (`farrington`); the chances go into the same
Shiryaev-Roberts sum as those of young subjects. Where the years show neither season nor trend, the
level of the last year is the surer ground: it takes the wildness of sparse counts into account,
which the fitted model, by giving less weight to what stands out, makes too little of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casewatch.watching.farrington import AROUND, Expected, expected_of, past_of

#: Years of the past that are used: at least, and at most. A year is 53 weeks at most.
LEAST_YEARS, MOST_YEARS = 3, 5
_YEAR = 53
#: Season and trend count where there is less than this chance of them by chance.
STEADY = 0.001


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
    return _years(_begin(counts), place)


def _begin(counts: Sequence[int | None]) -> int:
    return next((n for n, c in enumerate(counts) if c), len(counts))


def _years(start: int, place: int) -> int:
    return max(0, min(MOST_YEARS, (place - AROUND - start) // _YEAR))


def seasonal(counts: Sequence[int | None], first: date | None, place: int) -> Seasonal | None:
    """The chances of the count at `place`; None for a gap, or for too little of a past.

    `first` is a day of the first week, None where years of 52 weeks will do.
    """
    return laws(counts, first, [place]).get(place)


def laws(
    counts: Sequence[int | None], first: date | None, places: Sequence[int]
) -> dict[int, Seasonal]:
    """The chances of the counts at all `places` at which season and trend say something."""
    found = {}
    known = [n for n in places if counts[n] is not None]
    for place, law_ in zip(known, _laws(counts, first, known), strict=True):
        seen = counts[place]
        if law_ is not None and seen is not None:
            found[place] = _chances(law_, seen, place, years_before(counts, place))
    return found


def law(counts: Sequence[int | None], first: date | None, place: int) -> Expected | None:
    """What season and trend make one expect of a week; None where the years show neither."""
    return _laws(counts, first, [place])[0]


def _laws(
    counts: Sequence[int | None], first: date | None, places: Sequence[int]
) -> list[Expected | None]:
    start = _begin(counts)
    pasts = []
    for place in places:
        years = _years(start, place)
        pasts.append(past_of(counts, first, place, years) if years >= LEAST_YEARS else None)
    fitted = expected_of([past for past in pasts if past is not None])
    every = (None if past is None else next(fitted) for past in pasts)
    return [one if one is not None and one.steady < STEADY else None for one in every]


def _chances(found: Expected, seen: int, place: int, years: int) -> Seasonal:
    above = found.at_least(seen + 1)
    equal = max(0.0, found.at_least(seen) - above)
    return Seasonal(found.mean, equal, above, min(place, years * _YEAR), years)
