"""Made-up series in which nothing changes, and some in which it does; the same every time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def negative_binomial(
    rng: np.random.Generator, mean: float, size: float | None, shape: tuple[int, int]
) -> Counts:
    """Weeks of one mean; `size` None is Poisson. One row a series."""
    if size is None:
        return rng.poisson(mean, shape)
    return rng.poisson(rng.gamma(size, mean / size, shape))


def drifting(rng: np.random.Generator, mean: float, shape: tuple[int, int]) -> Counts:
    """Weeks that hang together: the rate is log-normal with a correlation of 0.3 a week."""
    weeks = shape[1]
    noise = rng.normal(size=shape)
    state = np.zeros(shape)
    state[:, 0] = noise[:, 0]
    for week in range(1, weeks):
        state[:, week] = 0.3 * state[:, week - 1] + np.sqrt(1 - 0.3**2) * noise[:, week]
    return rng.poisson(mean * np.exp(0.8 * state - 0.32))
