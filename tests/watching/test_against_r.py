"""The same series, given to the reference implementation in R where it is installed.

Skipped where `Rscript` or its package `surveillance` is missing: nothing of Casewatch needs them.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from casewatch.watching.farrington import expected

WEEKS, TESTED, YEARS = 320, 25, 5
SCRIPT = """
library(surveillance)
given <- commandArgs(trailingOnly = TRUE)
counts <- read.csv(given[1])$count
series <- sts(observed = counts, start = c(2015, 1), frequency = 52)
for (alpha in c(0.005, 0.01, 0.05)) {
  found <- farringtonFlexible(series, control = list(
    range = (length(counts) - %d + 1):length(counts), b = %d, w = 3, noPeriods = 10,
    pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1, trend = TRUE,
    reweight = TRUE, alpha = alpha, limit54 = c(0, 50), thresholdMethod = "nbPlugin"))
  cat(paste(alpha, upperbound(found), alarms(found), control(found)$expected, sep = ","), sep = "\\n")
}
"""


@cache
def has_r() -> bool:
    script = shutil.which("Rscript")
    if script is None:
        return False
    ask = [script, "-e", "library(surveillance)"]
    return subprocess.run(ask, capture_output=True, timeout=120, check=False).returncode == 0


def series(seed: int, level: float, size: float) -> list[int]:
    """Weeks with trend, season and bursts."""
    rng = np.random.default_rng(seed)
    t = np.arange(WEEKS)
    mean = level * np.exp(0.001 * t + 0.5 * np.sin(2 * np.pi * t / 52))
    counts = rng.poisson(rng.gamma(size, mean / size))
    counts[rng.integers(0, WEEKS, 3)] += int(3 * level + 4)
    return [int(c) for c in counts]


@pytest.mark.parametrize(("seed", "level", "size"), [(1, 0.6, 2.0), (2, 4.0, 1.5), (3, 30.0, 8.0)])
def test_thresholds_and_alarms_are_those_of_r(
    tmp_path: Path, seed: int, level: float, size: float
) -> None:
    if not has_r():
        pytest.skip("R with the package surveillance is not installed")
    counts = series(seed, level, size)
    given, script = tmp_path / "counts.csv", tmp_path / "farrington.R"
    given.write_text("count\n" + "\n".join(map(str, counts)) + "\n", encoding="utf-8")
    script.write_text(SCRIPT % (TESTED, YEARS), encoding="utf-8")
    told = subprocess.run(
        ["Rscript", str(script), str(given)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    rows = [r for r in csv.reader(told.stdout.splitlines()) if len(r) == 4]
    assert len(rows) == 3 * TESTED
    for n, (alpha, bound, alarm, mean) in enumerate(rows):
        place = WEEKS - TESTED + n % TESTED
        found = expected(counts, None, place, YEARS)
        assert found is not None
        threshold = found.quantile(1 - float(alpha))
        assert found.mean == pytest.approx(float(mean), rel=1e-3)
        assert threshold == int(float(bound))
        assert (counts[place] > threshold) == (alarm == "TRUE")
