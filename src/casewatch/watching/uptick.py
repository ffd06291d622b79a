"""Upticks: weeks in which more happened than a subject's own past explains.

Each week is held against the 12 to 52 weeks before it (`tails`), the evidence is added up
(`evidence`), and an alert is raised when the sum reaches `A`. Where nothing has changed, that
takes `A` weeks or more on average, whether a subject is heard of daily or once a year. For a
known size and a past that only grows this is exact: the chances of successive weeks are then
independent. With a size that is learned and a past of at most 52 weeks it is measured
(`docs/watching.md`). Fewer than three counts in four weeks raise no alert: where a subject is
heard of once a year, nothing can be known of its bursts (the same care as the limit of 5 in 4
weeks of Farrington et al. 1996). Nor does one week count for more than its past can show: that
it is the highest of `n` weeks happens once in `n`, whatever law the counts follow, so its
e-value is at most `n` (real counts have rarer and higher bursts than any negative binomial).
After an alert the sum starts anew and the subject rests for four
weeks, so that one rise is told once. With three years of history and more, a week is held
against its season and trend instead (`seasonal`); the rest is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np

from casewatch.watching.dispersion import Floats, first_belief, of_sums, per_week, weighed
from casewatch.watching.evidence import STAKES, STAKES_OF_MODEL, add, e_values
from casewatch.watching.seasonal import Seasonal, laws
from casewatch.watching.tails import Odd, odd, tails

#: Weeks of the past that a week is held against: at least, and at most.
LEAST_HISTORY = 12
MOST_HISTORY = 52
#: Fewer counts than that in so many weeks, the one under watch included, raise no alert.
FEWEST, IN_WEEKS = 3, 4
#: Weeks of rest after an alert.
REST = 4

State = Literal["gap", "too little history", "quiet", "alert", "resting"]


@dataclass(frozen=True, slots=True)
class Week:
    """One week under watch. `number` is its place in the series.

    `expected` is the mean of the `history` weeks before it, `p` the chance of at least as many
    where nothing has changed, `evidence` the e-value, `total` the sum that is held against `A`.
    All are None where they cannot be said. In a week of an alert `total` is what raised it.
    `seasonal` says that trend and season of earlier years were taken into account.
    """

    number: int
    observed: int | None
    state: State
    history: int
    expected: float | None = None
    p: float | None = None
    evidence: float | None = None
    total: float | None = None
    seasonal: bool = False


def watch(
    counts: Sequence[int | None],
    threshold: float,
    belief: Floats | None = None,
    first: date | None = None,
) -> tuple[Week, ...]:
    """Every week of a series, None being a week of which nothing is known.

    `threshold` is `A`: the least number of weeks that go by, on average, to a false alert.
    `belief` is what the field says of the size, `first` a day of the first week (by which
    seasons are told; without it a year has 52 weeks). Raises `ValueError` for a negative count
    or a threshold of 1 or less.
    """
    if not threshold > 1:
        raise ValueError(f"a threshold of {threshold}")
    if any(c is not None and c < 0 for c in counts):
        raise ValueError("a count is negative")
    return raised(held(counts, belief, first), threshold)


@dataclass(frozen=True, slots=True)
class Held:
    """A known week held against its past, before anything is summed.

    `equal` and `above` are the chances of as many as were seen and of more, `recent` what was
    counted in the last weeks. Where the past is too short `expected` is None and nothing is said
    of the chances.
    """

    number: int
    observed: int
    history: int
    recent: float
    expected: float | None = None
    equal: float = 0.0
    above: float = 0.0
    seasonal: bool = False


def held(
    counts: Sequence[int | None], belief: Floats | None = None, first: date | None = None
) -> tuple[Held | int, ...]:
    """Each week beside what its past makes one expect; for a gap its number.

    What is asked of the sum (`raised`) does not change it: it is computed once for every `A`.
    """
    past = Past(counts, first_belief() if belief is None else belief)
    years = laws(counts, first, [n for n in past.known if past.history(n) >= LEAST_HISTORY])
    return tuple(
        n if observed is None else _held(past, n, observed, years.get(n))
        for n, observed in enumerate(counts)
    )


def _held(past: Past, n: int, observed: int, years: Seasonal | None) -> Held:
    history, recent = past.history(n), past.recent(n)
    if history < LEAST_HISTORY:
        return Held(n, observed, history, recent)
    if years is not None:
        return Held(n, observed, years.history, recent, years.mean, years.equal, years.above, True)
    found = past.odd(n)
    return Held(n, observed, history, recent, past.mean(n), found.equal, found.above)


def gains(weeks: Sequence[Held], stakes: Floats) -> Floats:
    """What all bets together gain on each week, at most as much as its past can show."""
    chances = np.array([(w.equal, w.above, w.history + 1.0) for w in weeks]).reshape(-1, 3)
    found: Floats = np.minimum(e_values(chances[:, 0], chances[:, 1], stakes), chances[:, 2])
    return found


def raised(weeks: Sequence[Held | int], threshold: float) -> tuple[Week, ...]:
    """The weeks with their sums, and alerts where these reach `threshold`."""
    known = [w for w in weeks if not isinstance(w, int) and w.expected is not None]
    won: dict[int, float] = {}
    for stakes, own in ((STAKES, False), (STAKES_OF_MODEL, True)):
        part = [w for w in known if w.seasonal is own]
        won.update({w.number: float(e) for w, e in zip(part, gains(part, stakes), strict=True)})
    found: list[Week] = []
    total, rest = 0.0, 0
    for week in weeks:
        rest -= 1
        if isinstance(week, int):
            found.append(Week(week, None, "gap", 0))
            continue
        n, observed, history = week.number, week.observed, week.history
        if week.expected is None:
            found.append(Week(n, observed, "too little history", history))
            continue
        state: State = "resting"
        e, shown = won[n], None
        if rest < 0:
            shown = total = add(total, e)
            state = "alert" if total >= threshold and week.recent >= FEWEST else "quiet"
        p = min(1.0, week.equal + week.above)
        found.append(Week(n, observed, state, history, week.expected, p, e, shown, week.seasonal))
        if state == "alert":
            total, rest = 0.0, REST
    return tuple(found)


class Past:
    """Sums over the known weeks, so that a week costs the same however long its past is."""

    def __init__(self, counts: Sequence[int | None], belief: Floats) -> None:
        known = [n for n, c in enumerate(counts) if c is not None]
        values = np.array([counts[n] for n in known], dtype=np.float64)
        per = np.cumsum(per_week(values), axis=1)
        self._belief = belief
        self._sums = np.concatenate([np.zeros((len(belief), 1)), per], axis=1)
        self._totals = np.concatenate([[0.0], np.cumsum(values)])
        self._place = {n: i for i, n in enumerate(known)}
        self.known = known

    def history(self, n: int) -> int:
        """How many of the known weeks before the one at `n` it is held against."""
        return min(self._place[n], MOST_HISTORY)

    def _before(self, n: int) -> float:
        i = self._place[n]
        return float(self._totals[i] - self._totals[i - self.history(n)])

    def mean(self, n: int) -> float:
        """The mean of the weeks that it is held against."""
        return self._before(n) / self.history(n)

    def recent(self, n: int) -> float:
        """What was counted in the last weeks, this one included."""
        i = self._place[n] + 1
        return float(self._totals[i] - self._totals[max(0, i - IN_WEEKS)])

    def odd(self, n: int, seen: int | None = None) -> Odd:
        """The chances of the count at `n` (or of `seen` in its place), given what all its weeks
        together counted."""
        i, history, before = self._place[n], self.history(n), self._before(n)
        if seen is None:
            seen = int(self._totals[i + 1] - self._totals[i])
        return odd(tails(seen, int(before) + seen, 1, history), self._beliefs[:, i])

    @cached_property
    def _beliefs(self) -> Floats:
        """What to believe of the size before each known week: one column a week."""
        end = np.arange(len(self.known))
        start = end - np.minimum(end, MOST_HISTORY)
        sums = self._sums[:, end] - self._sums[:, start]
        before, history = self._totals[end] - self._totals[start], np.maximum(1, end - start)
        return weighed(self._belief[:, None], of_sums(sums, before, history))


def alerts(weeks: Sequence[Week]) -> tuple[Week, ...]:
    """The weeks of an alert."""
    return tuple(w for w in weeks if w.state == "alert")
