from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.watching.change import compare, corrected, looks, sharpest, shifted
from tests.watching.nulls import negative_binomial

some = st.lists(st.integers(min_value=0, max_value=20), min_size=4, max_size=30)


@pytest.mark.parametrize("size", [0.35, 1.0, 5.0])
def test_nulls_are_called_a_change_no_more_often_than_stated(size: float) -> None:
    rng = np.random.default_rng(21)
    called = covered = 0
    runs = 120
    for _ in range(runs):
        before, after = (negative_binomial(rng, 2.0, size, (1, n))[0].tolist() for n in (52, 13))
        look = compare(before, after)
        called += look.p <= 0.05
        covered += look.low <= 1 <= look.high
    # Size 5 %, coverage 95 %, with three standard deviations of the runs.
    assert called / runs <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / runs)
    assert covered / runs >= 0.95 - 3 * np.sqrt(0.05 * 0.95 / runs)


def test_looking_four_times_is_paid_for() -> None:
    rng = np.random.default_rng(22)
    called = 0
    for _ in range(60):
        before, after = (negative_binomial(rng, 2.0, 1.0, (1, n))[0].tolist() for n in (52, 26))
        found = looks(before, after)
        assert [look.after_weeks for look in found] == [4, 8, 13, 26]
        p = corrected(found)
        assert p is not None
        called += p <= 0.05
    assert called <= 8


def test_silence_after_much_is_a_change_and_after_little_is_none() -> None:
    much = compare([3, 5, 2, 4, 0, 6] * 6, [0] * 13)
    assert much.p < 0.001
    assert much.ratio == 0.0
    assert much.low == 0.0
    assert much.high < 0.5
    assert compare([0, 0, 1, 0] * 9, [0] * 13).p > 0.05


@given(some, some)
@settings(max_examples=25, deadline=None)
def test_the_interval_holds_the_ratio_and_the_order_of_weeks_is_nothing(
    before: list[int], after: list[int]
) -> None:
    look = compare(before, after)
    assert 0 <= look.p <= 1
    if look.ratio is not None and sum(after):
        assert look.low <= look.ratio * 1.1
        assert look.high >= look.ratio * 0.9
    assert compare(before[::-1], sorted(after)).p == pytest.approx(look.p)


def test_the_sharpest_place_is_where_the_series_breaks() -> None:
    assert sharpest([5, 6, 5, 4, 5, 6, 0, 0, 1, 0, 0, 0]) == 6
    assert sharpest([1] * 20) is None
    assert sharpest([1, 2]) is None


def test_turning_the_series_round() -> None:
    assert shifted([5] * 20, [0] * 10) == pytest.approx(1 / 30)
    assert shifted([1] * 20, [1] * 10) == 1.0
