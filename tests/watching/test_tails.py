from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from casewatch.watching.dispersion import SIZES, belief_from, first_belief, log_likelihood, weighed
from casewatch.watching.evidence import e_values
from casewatch.watching.tails import odd, tails
from tests.watching.nulls import negative_binomial


def e_value(equal: float, above: float) -> float:
    """Of one count."""
    return float(e_values(np.array([equal]), np.array([above]))[0])


few = st.integers(min_value=0, max_value=60)
weeks = st.integers(min_value=1, max_value=60)


@given(few, few, weeks, weeks)
@settings(max_examples=60, deadline=None)
def test_the_tails_are_those_of_the_beta_binomial(seen: int, rest: int, m: int, n: int) -> None:
    found = tails(seen, seen + rest, m, n)
    for i in (0, 6, len(SIZES) - 1):
        law = betabinom(seen + rest, m * SIZES[i], n * SIZES[i])
        assert found.equal[i] == pytest.approx(law.pmf(seen), rel=1e-6, abs=1e-12)
        assert found.above[i] == pytest.approx(law.sf(seen), rel=1e-6, abs=1e-9)
    assert np.allclose(found.below + found.equal + found.above, 1.0)


def test_with_a_great_size_it_is_the_binomial_test() -> None:
    found = tails(9, 20, 1, 4)
    assert found.above[-1] + found.equal[-1] == pytest.approx(binom(20, 0.2).sf(8), rel=0.35)
    assert found.above[0] > 5 * found.above[-1]


@pytest.mark.parametrize(("seen", "total", "m", "n"), [(-1, 3, 1, 9), (4, 3, 1, 9), (1, 3, 0, 9)])
def test_impossible_numbers_are_refused(seen: int, total: int, m: int, n: int) -> None:
    with pytest.raises(ValueError):
        tails(seen, total, m, n)


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=12, max_value=52))
@settings(max_examples=40, deadline=None)
def test_evidence_is_one_on_average_where_nothing_changed(total: int, history: int) -> None:
    for i in (0, 5, len(SIZES) - 1):
        mean = 0.0
        for seen in range(total + 1):
            found = tails(seen, total, 1, history)
            equal, above = float(found.equal[i]), float(found.above[i])
            mean += equal * e_value(equal, above)
        assert mean == pytest.approx(1.0, abs=1e-6)


@given(few, few, weeks, weeks)
@settings(max_examples=40, deadline=None)
def test_more_in_a_week_is_more_evidence(seen: int, rest: int, m: int, n: int) -> None:
    belief = first_belief()
    a = odd(tails(seen, seen + rest + 1, m, n), belief)
    b = odd(tails(seen + 1, seen + rest + 1, m, n), belief)
    assert e_value(b.equal, b.above) >= e_value(a.equal, a.above) - 1e-9
    assert b.high <= a.high + 1e-12


def test_the_size_is_learned_from_the_weeks() -> None:
    rng = np.random.default_rng(7)
    for size in (0.35, 1.0, 5.0):
        counts = negative_binomial(rng, 4.0, size, (1, 400))[0]
        belief = weighed(first_belief(), log_likelihood(counts))
        learned = float(np.exp(belief @ np.log(SIZES)))
        assert 0.7 * size < learned < 1.5 * size


def test_a_field_of_wild_series_makes_a_new_one_believed_wild() -> None:
    rng = np.random.default_rng(8)
    wild = negative_binomial(rng, 4.0, 0.3, (60, 40))
    calm = negative_binomial(rng, 4.0, 10.0, (60, 40))
    mean = np.log(SIZES)
    assert (
        belief_from(wild.tolist()) @ mean
        < first_belief() @ mean
        < belief_from(calm.tolist()) @ mean
    )
    assert np.allclose(belief_from([]), first_belief())


def test_weeks_without_counts_say_nothing_of_the_size() -> None:
    assert np.allclose(log_likelihood([]), 0.0)
    assert np.allclose(log_likelihood([0] * 30), 0.0)
