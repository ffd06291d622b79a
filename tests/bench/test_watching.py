from __future__ import annotations

from casewatch.bench.watching import measure_watching, upper_rate


def test_a_small_run_gives_every_figure_and_the_same_twice() -> None:
    found = measure_watching(1, 2, None)
    assert len(found["false_alerts"]) == 22
    assert {p["times"] for p in found["power"]} == {3.0, 6.0}
    assert len(found["change"]) == 9
    assert measure_watching(1, 2, None) == found


def test_the_bound_of_a_rate() -> None:
    # No alert in 300 weeks: the rule of three.
    assert abs(upper_rate(0, 300) - 3.0 / 300) < 1e-4
    assert upper_rate(10, 100) > 0.1
