"""From the features of a fact to a calibrated probability.

One logistic model a kind of fact, over features that hold or do not, with weights fitted by
`tools/train_confidence.py` (L2-penalised maximum likelihood). Its log-odds are then straightened
as Platt (1999) does, by a slope and an intercept fitted on scores of reports that the weights
had not seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from casewatch.reading.tables import weights

#: Beyond these odds nothing is claimed: labels themselves err about as often.
LEAST, MOST = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class Odds:
    """The model of one kind; `slope` and `shift` straighten its log-odds."""

    bias: float
    weight: Mapping[str, float]
    slope: float = 1.0
    shift: float = 0.0

    def raw(self, features: Iterable[str]) -> float:
        """The log-odds before they are straightened; the same in any order of features."""
        weight = self.weight
        return self.bias + math.fsum([weight[f] for f in features if f in weight])

    def probability(self, features: Iterable[str]) -> float:
        """From 0 to 1, with two decimals."""
        return squash(self.slope * self.raw(features) + self.shift)


def squash(odds: float) -> float:
    """The probability at these log-odds, kept within `LEAST` and `MOST`, with two decimals."""
    p = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
    return round(min(MOST, max(LEAST, p)), 2)


@cache
def odds(kind: str) -> Odds:
    """The model of facts of `kind`. Raises `KeyError` for a kind that has none."""
    raw = weights("confidence")["kinds"][kind]
    return Odds(raw["bias"], raw["weight"], raw["slope"], raw["shift"])


@cache
def threshold() -> float:
    """Facts below it are doubtful; the data file says why it is what it is."""
    return float(weights("confidence")["doubtful"]["below"])


def doubtful(probability: float) -> bool:
    """Whether a fact of this probability is shown as doubtful."""
    return probability < threshold()
