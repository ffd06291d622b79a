from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from casewatch.watching.farrington import Expected, anchors, expected, seasons


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "years", "dated"), [("salmNewport", 5, True), ("salmAgona", 4, False)]
)
def test_it_gives_what_the_reference_implementation_gives(
    shared: Path, name: str, years: int, dated: bool
) -> None:
    folder = shared / "watch"
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counts = [int(row["observed"]) for row in rows]
    first = date.fromisoformat(rows[0]["date"]) if dated else None
    with (folder / "r_farringtonflexible.csv").open(encoding="utf-8") as file:
        told = [r for r in csv.DictReader(file) if (r["series"], r["method"]) == (name, "nbPlugin")]
    assert len(told) == 3 * (104 if dated else 38)
    by_place: dict[int, Expected] = {}
    for row in told:
        place = int(row["t"]) - 1
        if place not in by_place:
            one = expected(counts, first, place, years)
            assert one is not None
            by_place[place] = one
        found = by_place[place]
        threshold = found.quantile(1 - float(row["alpha"]))
        assert found.mean == pytest.approx(float(row["expected"]), abs=1e-4)
        assert found.dispersion == pytest.approx(max(1.0, float(row["phi"])), abs=1e-4)
        assert threshold == int(float(row["upperbound"])), row
        assert (counts[place] > threshold) == (row["alarm"] == "1"), row
        assert found.at_least(counts[place]) == pytest.approx(float(row["pvalue"]), abs=1e-3)


@pytest.mark.parametrize(("mean", "dispersion"), [(0.4, 1.0), (3.0, 1.0), (3.0, 2.5), (40.0, 6.0)])
def test_tails_and_quantiles(mean: float, dispersion: float) -> None:
    size = mean / (dispersion - 1) if dispersion > 1 else None
    law = poisson(mean) if size is None else nbinom(size, size / (size + mean))
    found = Expected(mean, dispersion)
    for count in (0, 1, 3, 10):
        assert found.at_least(count) == pytest.approx(law.sf(count - 1), abs=1e-9)
    for share in (0.95, 0.995):
        assert found.quantile(share) == int(law.ppf(share))


def test_the_season_is_that_of_the_calendar() -> None:
    around = anchors(date(2010, 1, 4), 300, 3)
    assert around[0] == 300
    assert all(52 <= a - b <= 53 for a, b in itertools.pairwise(around))
    level = seasons(around)
    assert {level[a + 3] for a in around} == {0}
    assert set(level.values()) == set(range(10))


def test_a_past_that_is_too_short_is_said() -> None:
    assert expected([1] * 200, None, 199, 5) is None


def test_trend_and_season_are_expected() -> None:
    rng = np.random.default_rng(3)
    weeks = np.arange(330)
    rate = np.exp(1.0 + 0.002 * weeks + 0.8 * np.sin(2 * np.pi * weeks / 52))
    counts = rng.poisson(rate).tolist()
    found = [expected(counts, None, place, 5) for place in range(290, 330)]
    means = np.array([f.mean for f in found if f is not None])
    assert len(means) == 40
    assert np.corrcoef(means, rate[290:330])[0, 1] > 0.8
    assert 0.7 < float(np.mean(means / rate[290:330])) < 1.4
