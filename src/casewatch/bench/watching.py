"""False alerts, power and the test of change, measured on made-up series with fixed seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr

from casewatch.bench.scenarios import measure_scenarios
from casewatch.watching.change import compare, corrected, looks
from casewatch.watching.dispersion import Floats, belief_from, first_belief
from casewatch.watching.imported import read_csv
from casewatch.watching.model import Series
from casewatch.watching.placebo import calibrated, dates, p_value, stretches
from casewatch.watching.uptick import MOST_HISTORY, alerts, watch

THRESHOLDS = (50.0, 100.0, 200.0, 500.0)
MEANS = (0.05, 0.3, 1.0, 4.0)
#: Sizes of the negative binomial; None is Poisson.
SIZES: tuple[float | None, ...] = (0.35, 1.0, 5.0, None)
#: Weeks of a series.
LONG = 182
Counts = NDArray[np.int64]
Step = Callable[[], None]


def made_up(
    rng: np.random.Generator, mean: float, size: float | None, shape: tuple[int, int]
) -> Counts:
    """Weeks of one mean, one row a series."""
    if size is None:
        return rng.poisson(mean, shape)
    return rng.poisson(rng.gamma(size, mean / size, shape))


def hanging_together(
    rng: np.random.Generator, mean: float, shape: tuple[int, int], *, log_normal: bool = False
) -> Counts:
    """Weeks that hang together: a normal state with a correlation of 0.3 from week to week.

    The rate is a gamma of it, so that each week alone is negative binomial of size 1; or, with
    `log_normal`, a log-normal one of the same variance, whose bursts are rarer and higher.
    """
    state = rng.normal(size=shape)
    for week in range(1, shape[1]):
        state[:, week] = 0.3 * state[:, week - 1] + np.sqrt(1 - 0.3**2) * state[:, week]
    if log_normal:
        spread = np.sqrt(np.log(2.0))
        rate = np.exp(spread * state - spread**2 / 2)
    else:
        rate = gammaincinv(1.0, ndtr(state))
    found: Counts = rng.poisson(mean * rate)
    return found


def upper_rate(raised: int, under: int) -> float:
    """The upper 95 % bound (one-sided, about exact) of a rate of alerts a week."""
    return float(gammaincinv(raised + 1, 0.95)) / under if under else float("inf")


def false_alerts(rows: Sequence[Sequence[int]], belief: Floats) -> list[dict[str, float]]:
    """For each threshold: alerts a week times the threshold (1 is what is stated), and bound."""
    found = []
    for threshold in THRESHOLDS:
        raised = under = 0
        for row in rows:
            weeks = watch(row, threshold, belief)
            raised += len(alerts(weeks))
            under += sum(w.state in ("quiet", "alert") for w in weeks)
        found.append(
            {
                "threshold": threshold, "alerts": raised, "weeks": under,
                "share_of_stated": raised / under * threshold,
                "upper": upper_rate(raised, under) * threshold,
            }
        )  # fmt: skip
    return found


def power(mean: float, times: float, threshold: float, runs: int, seed: int) -> float:
    """How often a rise of six weeks raises an alert within them (size 1, a year of past)."""
    rng = np.random.default_rng(seed)
    rows = made_up(rng, mean, 1.0, (runs, MOST_HISTORY + 6))
    rows[:, MOST_HISTORY:] = made_up(rng, mean * times, 1.0, (runs, 6))
    return float(np.mean([bool(alerts(watch(r.tolist(), threshold)[MOST_HISTORY:])) for r in rows]))


def change_test(mean: float, size: float, runs: int, seed: int) -> dict[str, float]:
    """Size at 5 %, coverage of the interval, and power at a third of the rate.

    All with 52 weeks before and 13 after; the last one with the four looks that `change` takes
    in 26 weeks, corrected.
    """
    rng = np.random.default_rng(seed)
    belief = first_belief()
    called = covered = found = found_in_looks = 0
    for _ in range(runs):
        before = made_up(rng, mean, size, (1, 52))[0].tolist()
        look = compare(before, made_up(rng, mean, size, (1, 13))[0].tolist())
        called += look.p <= 0.05
        covered += look.low <= 1 <= look.high
        fewer = made_up(rng, mean / 3, size, (1, 26))[0].tolist()
        found += p_value(before, fewer[:13], belief) <= 0.05
        found_in_looks += (corrected(looks(before, fewer)) or 0.0) <= 0.05
    return {
        "mean": mean, "size": size, "called": called / runs, "covered": covered / runs,
        "power_third": found / runs, "power_third_looks": found_in_looks / runs,
    }  # fmt: skip


def _active(series: Series) -> list[int]:
    active = [n for n, c in enumerate(series.counts) if c]
    return [c for c in series.counts[active[0] : active[-1] + 1] if c is not None]


def on_real(path: Path, permutations: int) -> dict[str, Any]:
    """Permuted series of a file of incidents, and placebo dates cross-validated by subject."""
    every = read_csv(path)
    big = [s for n in every.subjects() if sum((s := every.series(n)).known) >= 30]
    belief = belief_from(_active(s) for s in big)
    rng = np.random.default_rng(31)
    rows = [
        rng.permutation(a).tolist() for s in big if len(a := _active(s)) >= 26
        for _ in range(permutations)
    ]  # fmt: skip
    by_subject = [
        [
            p_value([c for c in b if c is not None], [c for c in a if c is not None], belief)
            for place in dates(s.counts, 13)
            for b, a in [stretches(s.counts, place, 13)]
        ]
        for s in big
    ]
    plain = [p for own in by_subject for p in own]
    ranks = [
        calibrated(p, [q for other in by_subject if other is not own for q in other])
        for own in by_subject
        for p in own
    ]
    return {
        "subjects": len(big), "permuted": false_alerts(rows, belief), "placebo_dates": len(plain),
        "placebo_plain": float(np.mean([p <= 0.05 for p in plain])),
        "placebo_calibrated": float(np.mean([r is not None and r <= 0.05 for r in ranks])),
    }  # fmt: skip


#: A field: watches, of which some rise fourfold for six weeks; weeks of past, and under watch.
WATCHES, RISING, PAST, UNDER = 300, 30, 52, 78


def many_watches(fields: int, budgets: Sequence[float]) -> list[dict[str, float]]:
    """False alerts a week over all watches of a field, and the share of rises found, by budget.

    A rise is found by an alert in its weeks or the two after; for twelve weeks no alert is false.
    """
    found = []
    for budget in budgets:
        false = hits = 0
        for n in range(fields):
            rng = np.random.default_rng(500 + n)
            mean, size = np.exp(rng.normal(0.4, 0.8, WATCHES)), np.exp(rng.normal(0, 0.7, WATCHES))
            rate = rng.gamma(size[:, None], (mean / size)[:, None], (WATCHES, PAST + UNDER))
            starts = rng.integers(PAST + 4, PAST + UNDER - 8, RISING)
            for i, start in enumerate(starts):
                rate[i, start : start + 6] *= 4
            for i, row in enumerate(rng.poisson(rate).tolist()):
                places = [
                    w.number for w in alerts(watch(row, budget * WATCHES)) if w.number >= PAST
                ]
                start = starts[i] if i < RISING else PAST + UNDER
                hits += any(start <= place < start + 8 for place in places)
                false += sum(not start <= place < start + 12 for place in places)
        found.append(
            {
                "budget": budget, "false_a_week": false / fields / UNDER,
                "found": hits / fields / RISING,
            }
        )  # fmt: skip
    return found


def measure_watching(
    series: int,
    runs: int,
    real: Path | None,
    step: Step = lambda: None,
    fields: int = 0,
    scenarios: int = 0,
) -> dict[str, Any]:
    """All figures: `series` rows a cell for false alerts, `runs` for power and change.

    `fields` is for `many_watches`, `scenarios` for `measure_scenarios`; 0 leaves them out.
    """
    cells: list[dict[str, Any]] = []
    for n, (mean, size) in enumerate((m, s) for m in MEANS for s in SIZES):
        rows = made_up(np.random.default_rng(100 + n), mean, size, (series, LONG)).tolist()
        cells.append({"mean": mean, "size": size, "rows": false_alerts(rows, first_belief())})
        step()
    for n, (mean, log_normal) in enumerate((m, x) for x in (False, True) for m in (0.3, 1.0, 4.0)):
        rng = np.random.default_rng(200 + n)
        drawn = hanging_together(rng, mean, (series, LONG), log_normal=log_normal).tolist()
        name = "AR log-normal" if log_normal else "AR 1"
        cells.append({"mean": mean, "size": name, "rows": false_alerts(drawn, first_belief())})
        step()
    found: dict[str, Any] = {
        "false_alerts": cells,
        "power": [
            {"mean": m, "times": t, "threshold": 50.0, "found": power(m, t, 50.0, runs, 300)}
            for m in (1.0, 4.0) for t in (3.0, 6.0)
        ],
        "change": [
            change_test(m, s, runs, 400 + i)
            for i, (m, s) in enumerate((m, s) for m in (0.3, 1.0, 4.0) for s in (0.35, 1.0, 5.0))
        ],
    }  # fmt: skip
    if fields:
        found["many"] = many_watches(fields, (10.0, 10 / 3, 5 / 3))
    if scenarios:
        found["scenarios"] = measure_scenarios(scenarios, step=step)
    if real is not None:
        found["real"] = on_real(real, 12)
    return found
