"""Placebo dates: how often nothing looks like a change, in series of the same field.

Groups drift, so that even a right test calls more dates a change than it states. What a
p-value is worth shows at dates at which nothing is known to have happened: the calibrated
p-value is the rank of the one asked for among those (randomisation inference; for interrupted
series see Turner et al. 2021 on intervals that are too narrow).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casewatch.watching.change import LEAST_COUNTS, MOST_BEFORE
from casewatch.watching.dispersion import Floats, log_likelihood, weighed
from casewatch.watching.tails import odd, tails

#: A placebo date every so many weeks, and none so near to a known event.
STEP, AWAY = 4, 13
#: Fewer placebo dates than that calibrate nothing.
FEWEST = 40


def p_value(before: Sequence[int], after: Sequence[int], belief: Floats) -> float:
    """The p-value of `change.compare` alone."""
    sizes = weighed(belief, log_likelihood(list(before)) + log_likelihood(list(after)))
    found = tails(sum(after), sum(before) + sum(after), len(after), len(before))
    return odd(found, sizes).two_sided


def dates(
    counts: Sequence[int | None], after: int, known: Iterable[int] = (), least_before: int = 26
) -> Iterator[int]:
    """Places of weeks in the active life of a series that may stand for D.

    Each has `least_before` weeks and `LEAST_COUNTS` counts before it, `after` weeks behind it,
    no gap in them, and no week of `known` events within `AWAY` weeks.
    """
    active = [n for n, c in enumerate(counts) if c]
    if not active:
        return
    events = tuple(known)
    for place in range(active[0] + least_before, active[-1] - after + 1, STEP):
        if any(abs(place - e) <= AWAY for e in events):
            continue
        before, then = stretches(counts, place, after)
        if None in before[-least_before:] or None in then:
            continue
        if sum(c or 0 for c in before) >= LEAST_COUNTS:
            yield place


def stretches(
    counts: Sequence[int | None], place: int, after: int
) -> tuple[list[int | None], list[int | None]]:
    """The weeks before the one at `place` and those behind it; it is in neither."""
    before = list(counts[max(0, place - MOST_BEFORE) : place])
    return before, list(counts[place + 1 : place + 1 + after])


def placebo_p_values(
    field: Iterable[tuple[Sequence[int | None], Iterable[int]]], after: int, belief: Floats
) -> tuple[float, ...]:
    """The p-values at all placebo dates of a field: series, each with its known events."""
    found = []
    for counts, known in field:
        for place in dates(counts, after, known):
            before, then = stretches(counts, place, after)
            past = [c for c in before if c is not None]
            found.append(p_value(past, [c for c in then if c is not None], belief))
    return tuple(found)


def calibrated(p: float, placebo: Sequence[float]) -> float | None:
    """The share of placebo dates at which the p-value was as small; None for too few dates."""
    if len(placebo) < FEWEST:
        return None
    return (1 + sum(q <= p for q in placebo)) / (1 + len(placebo))
