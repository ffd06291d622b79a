"""Subjects with years of history are held against their season and trend."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from casewatch.bench.scenarios import chances, made, means, summed
from casewatch.watching.seasonal import LEAST_YEARS, seasonal, years_before
from casewatch.watching.uptick import alerts, watch

FIRST = date(2018, 1, 1)


def swinging(seed: int, weeks: int = 330) -> list[int | None]:
    """Counts between 2 and 18 a week over a year, every year."""
    rng = np.random.default_rng(seed)
    t = np.arange(weeks)
    return [int(c) for c in rng.poisson(10 + 8 * np.sin(2 * np.pi * t / 52.18))]


def test_history_begins_with_the_first_count() -> None:
    assert years_before([0] * 400, 399) == 0
    assert years_before([0] * 100 + [1] * 300, 399) == 5
    assert years_before([0] * 300 + [1] * 100, 399) == 1


def test_a_season_is_no_uptick_and_what_stands_above_it_is() -> None:
    raised = 0
    for seed in range(6):
        counts = swinging(seed, 304)
        raised += len([w for w in alerts(watch(counts, 50.0, first=FIRST)) if w.seasonal])
        # Week 300 is at the bottom of its year; at its top 16 a week are usual.
        counts[300:] = [16, 16, 16, 16]
        found = alerts(watch(counts, 50.0, first=FIRST))
        assert found[-1].number >= 300
        assert found[-1].seasonal
        assert (found[-1].expected or 99) < 8
    # 850 weeks under watch: 17 would be what is stated.
    assert raised <= 10


def test_years_without_season_or_trend_are_held_against_the_last_one() -> None:
    rng = np.random.default_rng(9)
    wild: list[int | None] = [int(c) for c in rng.poisson(rng.gamma(0.35, 1 / 0.35, 200))]
    assert not any(w.seasonal for w in watch(wild, 50.0, first=FIRST))
    assert any(w.seasonal for w in watch(swinging(2), 50.0, first=FIRST))


def test_a_young_subject_is_held_against_its_own_level() -> None:
    found = watch([3, 1] * 60, 50.0, first=FIRST)
    assert not any(w.seasonal for w in found)
    assert seasonal([3, 1] * 60, FIRST, 119) is None


def test_gaps_in_the_past_say_nothing_and_too_many_of_them_leave_the_season_out() -> None:
    counts = swinging(1)
    whole = seasonal(counts, FIRST, 329)
    counts[100:110] = [None] * 10
    gaps = seasonal(counts, FIRST, 329)
    assert whole is not None
    assert gaps is not None
    assert gaps.years >= LEAST_YEARS
    assert gaps.mean == pytest.approx(whole.mean, rel=0.25)
    counts[60:300] = [None] * 240
    assert seasonal(counts, FIRST, 329) is None
    assert seasonal([*counts[:329], None], FIRST, 329) is None


def test_scenarios_are_those_of_the_paper() -> None:
    flat, dispersion = means(0)
    assert np.ptp(flat) == pytest.approx(0.0)
    assert dispersion == pytest.approx(1.5)
    rising, _ = means(3)
    assert rising[-1] / rising[0] == pytest.approx(np.exp(0.0025 * 623))
    one = made(10, 8, 1)
    again = made(10, 8, 1)
    assert (one.counts == again.counts).all()
    assert all(575 <= w < 624 for w in one.outbreak)


def test_a_big_outbreak_is_found_by_the_sum() -> None:
    hits = [bool(summed(chances(one), 50.0) & one.outbreak) for one in (made(s, 10, 0) for s in (13, 25))]  # fmt: skip
    assert any(hits)


def test_weeks_without_outbreak_raise_fewer_alerts_than_are_stated() -> None:
    """Twenty-one series of 49 weeks; one false alert in 50 weeks would be twenty."""
    weeks = raised = 0
    for scenario in range(0, 42, 2):
        one = made(scenario, 3, 0)
        weeks += 49 - len(one.outbreak)
        raised += len(summed(chances(one), 50.0) - one.outbreak)
    assert weeks > 900
    assert raised <= 12
