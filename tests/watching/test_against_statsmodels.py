"""Fits and tests, held against those of statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import binomtest, nbinom

from casewatch.watching.change import compare
from casewatch.watching.dispersion import SIZES, log_likelihood
from casewatch.watching.loglinear import fit, pasts
from casewatch.watching.tails import tails


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_log_linear_fit_is_that_of_a_generalised_linear_model(seed: int) -> None:
    rng = np.random.default_rng(seed)
    t = np.linspace(-4, 0, 200)
    levels = np.arange(200) % 10
    design = np.column_stack([*[(levels == k).astype(float) for k in range(10)], t])
    counts = rng.poisson(np.exp(0.5 + 0.2 * t + 0.1 * levels)).astype(float)
    weights = rng.uniform(0.2, 1.0, 200)
    short = counts[:150]
    rows = pasts([(counts, levels, t), (short, levels[:150], t[:150])], 10)
    both = fit(rows, np.stack([weights, np.r_[weights[:150], np.zeros(50)]]), trend=True)
    model = sm.GLM(counts, design, family=sm.families.Poisson(), var_weights=weights).fit(tol=1e-12)
    assert both.level[0] == pytest.approx(model.params[0], abs=1e-6)
    assert both.mean[0] == pytest.approx(model.fittedvalues, rel=1e-6)
    assert both.leverage[0] == pytest.approx(model.get_influence().hat_matrix_diag, abs=1e-5)
    assert both.spread[0] == pytest.approx(model.normalized_cov_params[0, 0], rel=1e-5)
    # The second, shorter row of the batch comes out as by itself.
    alone = sm.GLM(
        short, design[:150], family=sm.families.Poisson(), var_weights=weights[:150]
    ).fit(tol=1e-12)
    assert both.mean[1, :150] == pytest.approx(alone.fittedvalues, rel=1e-6)
    assert both.parameters.tolist() == [11, 11]


def test_for_large_sizes_the_tails_are_those_of_two_poisson_rates() -> None:
    found = tails(9, 20, 4, 26)
    exact = binomtest(9, 20, 4 / 30, alternative="greater").pvalue
    assert found.equal[-1] + found.above[-1] == pytest.approx(exact, rel=0.1)
    loose = tails(9, 20, 4, 26)
    assert loose.above[0] > found.above[-1]


def test_the_size_that_is_likeliest_is_near_that_of_the_maximum_likelihood_fit() -> None:
    """Many weeks of one mean: the likelihood that does not know it peaks where the fit does."""
    for size in (0.4, 1.1, 4.5):
        counts = nbinom.rvs(size, size / (size + 5.0), size=3000, random_state=7)
        model = sm.NegativeBinomial(counts, np.ones((3000, 1))).fit(disp=False)
        fitted = 1 / float(model.params[-1])
        likeliest = SIZES[int(np.argmax(log_likelihood(counts)))]
        assert likeliest / fitted == pytest.approx(1.0, rel=0.25)


def test_the_interval_is_near_that_of_a_negative_binomial_regression() -> None:
    """Rates that are high enough for the normal law of the regression to hold."""
    rng = np.random.default_rng(4)
    before = rng.poisson(rng.gamma(3.0, 10.0, 52)).tolist()
    after = rng.poisson(rng.gamma(3.0, 6.0, 26)).tolist()
    look = compare(before, after)
    side = np.concatenate([np.zeros(52), np.ones(26)])
    model = sm.NegativeBinomial(np.array(before + after), sm.add_constant(side)).fit(disp=False)
    low, high = np.exp(model.conf_int()[1])
    assert look.ratio == pytest.approx(float(np.exp(model.params[1])), rel=0.02)
    assert np.log(look.high / look.low) == pytest.approx(np.log(high / low), rel=0.25)
