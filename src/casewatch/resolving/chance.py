"""How likely two mentions are of one person: fitted weights, and a calibrated probability.

Fellegi and Sunter (1969): each level of a ground weighs the binary logarithm of how often it is
seen between two mentions of one person (m) over how often between two people (u). The sum of the
grounds beyond the name is straightened as Platt (1999) does. `tools/train_resolving.py` fits
`data/levels.toml`. It is shown to whoever decides; the rule for joining does not use it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from casewatch.resolving.levels import levels
from casewatch.resolving.mentions import Mention
from casewatch.resolving.words import table

#: Beyond these nothing is claimed.
LEAST, MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability from 0 to 1, and what each ground adds to or takes from it, in bits."""

    probability: float
    weights: tuple[tuple[str, str, float], ...]

    def words(self) -> str:
        """One line for a person: the probability, then grounds by weight, negative ones too."""
        parts = ", ".join(f"{ground} ({level}) {bits:+.1f}" for ground, level, bits in self.weights)
        return f"probability {self.probability:.2f}; bits: {parts}"


def squash(bits: float) -> float:
    """The probability at these log-odds in bits, kept within `LEAST` and `MOST`."""
    p = 1.0 / (1.0 + math.exp2(-max(-40.0, min(40.0, bits))))
    return round(min(MOST, max(LEAST, p)), 2)


def weigh(
    found: Mapping[str, str], weights: Mapping[str, Mapping[str, float]]
) -> list[tuple[str, str, float]]:
    """(ground, level, bits) of the levels that have a weight, in order of the levels."""
    return [
        (ground, level, float(weights[ground][level]))
        for ground, level in found.items()
        if level in weights.get(ground, {})
    ]


def chance(a: Mention, b: Mention) -> Chance | None:
    """The probability that two mentions of people are of one; None where no name agrees."""
    fitted = table("levels")
    found = levels(a, b)
    if a.kind != "person" or "name" not in found:
        return None
    slope, shift = float(fitted["platt"]["slope"]), float(fitted["platt"]["shift"])
    of_name = weigh(found, fitted["name"])
    beyond = [(g, level, round(slope * x, 2)) for g, level, x in weigh(found, fitted["further"])]
    told = of_name + beyond + ([("all beyond the name", "shift", shift)] if beyond else [])
    told = [x for x in told if x[2]]
    total = math.fsum(x for *_, x in told)
    return Chance(squash(total), tuple(sorted(told, key=lambda x: (-abs(x[2]), x[0]))))
