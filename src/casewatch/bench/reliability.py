"""Whether probabilities mean what they say: facts by stated probability, and the share right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: Equal steps of probability.
BINS = 10


class Bin(NamedTuple):
    """Facts whose probability is in `[low, high)`: how many, the mean stated, the share right."""

    low: float
    high: float
    facts: int
    stated: float
    right: float


def bins(told: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The reliability table of (probability, whether right); steps without facts are left out."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for p, right in told:
        found.setdefault(min(BINS - 1, int(p * BINS + 1e-9)), []).append((p, right))
    return [
        Bin(
            i / BINS,
            (i + 1) / BINS,
            len(rows),
            round(sum(p for p, _ in rows) / len(rows), 3),
            round(sum(right for _, right in rows) / len(rows), 3),
        )
        for i, rows in sorted(found.items())
    ]


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """How far stated and right lie apart, in the mean over facts, by bins (ECE)."""
    return round(sum(b.facts * abs(b.stated - b.right) for b in bins(told)) / len(told), 4)
