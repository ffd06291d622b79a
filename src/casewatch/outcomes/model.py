"""The outcome of one case, and a distribution over several."""

from __future__ import annotations

from dataclasses import dataclass

from casewatch.cases.model import Sources

#: Of fewer cases nothing is said but how many there are.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Stake:
    """The largest sum of the crime that reports state: proceeds, loss, or what was laundered."""

    amount: float
    currency: str
    kind: str
    modality: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one person's case ended, as far as it is told.

    `term_months` is 0 for time served and `LIFE_MONTHS` for life. `months_to_sentence` counts
    whole months from the first charge. `max_months` is the most that was faced, where it is
    told and not below the term (a lower one is that of a single count). `country` is the state
    whose agencies lead in the reports of the sentence. `left_months` is what an early release
    left of the term.
    """

    id: str
    name: str
    charged: str | None
    sentenced: str | None
    months_to_sentence: int | None
    term_months: int
    max_months: int | None
    stake: Stake | None
    offences: tuple[str, ...]
    schemes: tuple[str, ...]
    country: str | None
    left_months: int | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class Distribution:
    """Least, quartiles and most of `cases` values; quartiles by linear interpolation."""

    cases: int
    least: float
    quarter: float
    median: float
    three_quarters: float
    most: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure over like cases. `told` is None where there are fewer than `FEWEST`."""

    name: str
    unit: str
    cases: int
    told: Distribution | None
