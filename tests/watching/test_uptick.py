from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewatch.watching.uptick import LEAST_HISTORY, REST, alerts, watch
from tests.watching.nulls import drifting, negative_binomial


def false_alarms(series: Sequence[Sequence[int]], threshold: float) -> tuple[int, int]:
    """Alerts, and weeks under watch."""
    raised = under = 0
    for counts in series:
        found = watch(counts, threshold)
        raised += len(alerts(found))
        under += sum(w.state in ("quiet", "alert") for w in found)
    return raised, under


def upper(raised: int, under: int) -> float:
    """Upper 95 % bound of the rate, alerts being about Poisson."""
    return (raised + 1.65 * np.sqrt(raised + 1) + 1) / under


@pytest.mark.parametrize("mean", [0.05, 0.3, 1.0, 5.0])
@pytest.mark.parametrize("size", [0.35, 1.0, None])
def test_the_stated_rate_of_false_alerts_is_kept(mean: float, size: float | None) -> None:
    series = negative_binomial(np.random.default_rng(11), mean, size, (22, 180)).tolist()
    for threshold in (50.0, 100.0):
        raised, under = false_alarms(series, threshold)
        assert upper(raised, under) <= 1 / threshold, (raised, under)


def test_the_rate_is_kept_where_weeks_hang_together() -> None:
    series = drifting(np.random.default_rng(12), 2.0, (40, 180)).tolist()
    raised, under = false_alarms(series, 50.0)
    assert upper(raised, under) <= 1 / 50


def test_a_sixfold_rise_is_found() -> None:
    rng = np.random.default_rng(13)
    found = 0
    for _ in range(40):
        past = negative_binomial(rng, 1.0, 1.0, (1, 52))[0]
        rise = negative_binomial(rng, 6.0, 1.0, (1, 6))[0]
        found += bool(alerts(watch([*past.tolist(), *rise.tolist()], 50.0)[52:]))
    assert found >= 32


def test_too_little_history_is_said() -> None:
    found = watch([0] * (LEAST_HISTORY - 1) + [50], 20.0)
    assert {w.state for w in found} == {"too little history"}
    assert all(w.p is None for w in found)


def test_a_gap_is_no_zero() -> None:
    counts: list[int | None] = [2] * 30
    gaps: list[int | None] = [*counts, None, None, None, 2]
    found = watch(gaps, 20.0)
    assert [w.state for w in found[30:33]] == ["gap"] * 3
    assert found[33].expected == pytest.approx(2.0)
    assert found[33].total == pytest.approx(watch([*counts, 2], 20.0)[30].total)


def test_an_alert_is_followed_by_rest_and_is_not_repeated() -> None:
    found = watch([1, 0] * 20 + [30, 30, 30, 0, 1, 0, 1], 50.0)
    assert [w.state for w in found[40:]] == ["alert", *["resting"] * REST, "quiet", "quiet"]


def test_two_odd_counts_in_a_silent_year_raise_no_alert() -> None:
    assert not alerts(watch([0] * 80 + [1, 0, 1, 0, 0], 20.0))
    assert alerts(watch([0] * 80 + [2, 2, 0], 20.0))


@given(st.lists(st.integers(min_value=0, max_value=30), min_size=13, max_size=40))
@settings(max_examples=30, deadline=None)
def test_a_week_is_judged_by_its_past_alone(counts: list[int]) -> None:
    whole = watch(counts, 30.0)
    for cut in (13, len(counts)):
        assert watch(counts[:cut], 30.0) == whole[:cut]


@pytest.mark.parametrize(("counts", "threshold"), [([1, -1], 50.0), ([1, 2], 1.0)])
def test_bad_input_is_refused(counts: list[int], threshold: float) -> None:
    with pytest.raises(ValueError):
        watch(counts, threshold)
