"""A multinomial logistic classifier over named features, with weights in a data file.

The weights are fitted by `tools/fit.py` (L2-penalised maximum likelihood, scikit-learn) on
labelled reports and rounded, so that scoring needs no numerical library and gives the same
answer on any machine. Features are words of context and shapes, never the names of people.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from casewatch.reading.tables import weights


@dataclass(frozen=True, slots=True)
class Linear:
    """`bias[class]` and `weight[feature][class]`; an unknown feature weighs nothing."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weight: Mapping[str, tuple[float, ...]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class, given the names of the features that hold."""
        known = (row for feature in features if (row := self.weight.get(feature)))
        # Exactly rounded, and so the same in any order and on any machine.
        scores = [math.fsum(column) for column in zip(self.bias, *known, strict=True)]
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        total = sum(powers)
        return {c: p / total for c, p in zip(self.classes, powers, strict=True)}

    def best(self, features: Iterable[str]) -> str:
        """The most probable class; on a tie the one that the data file lists first."""
        found = self.probabilities(features)
        return max(self.classes, key=lambda c: found[c])


@cache
def linear(name: str) -> Linear:
    """The classifier of `data/NAME.json`."""
    raw = weights(name)
    return Linear(
        tuple(raw["classes"]),
        tuple(raw["bias"]),
        {k: tuple(v) for k, v in raw["weight"].items()},
    )
